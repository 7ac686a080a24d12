"""Dates written out for readers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapsvc.errors import DateError
from mapsvc.language import Language, interface_languages
from mapsvc.model.date_text import day_words, format_date, format_day_of, parse_year, year_label
from mapsvc.model.dates import parse_date
from mapsvc.model.day import Day

#: Every form that an atlas may hold, in the two languages whose words are oldest.
FORMS = [
    ("1921-10-13", "13 Ekim 1921", "13 October 1921"),
    ("1920-04-01", "1 Nisan 1920", "1 April 1920"),
    ("1921-10", "Ekim 1921", "October 1921"),
    ("1921", "1921", "1921"),
    ("1920-05~", "Mayıs 1920 dolayları", "about May 1920"),
    ("~1920", "1920 dolayları", "about 1920"),
    ("1920-05-11?", "belki 11 Mayıs 1920", "possibly 11 May 1920"),
    ("1920%", "belki 1920 dolayları", "possibly about 1920"),
    ("1920-?05", "Mayıs 1920 (ay kesin değil)", "May 1920 (month uncertain)"),
    ("1922?-09-05", "5 Eylül 1922 (yıl kesin değil)", "5 September 1922 (year uncertain)"),
    ("1920-05-25/1920-05-31", "25–31 Mayıs 1920", "25–31 May 1920"),
    ("1920-05-11/1920-07-19", "11 Mayıs – 19 Temmuz 1920", "11 May – 19 July 1920"),
    ("1920-12-30/1921-01-02", "30 Aralık 1920 – 2 Ocak 1921", "30 December 1920 – 2 January 1921"),
    ("1920-05/1920-08", "Mayıs 1920 – Ağustos 1920", "May 1920 – August 1920"),
    ("1912/1913", "1912–1913", "1912–1913"),
    ("1921-10-13/..", "13 Ekim 1921 tarihinden itibaren", "from 13 October 1921"),
    ("../1921-10-13", "13 Ekim 1921 tarihine kadar", "until 13 October 1921"),
    ("1915-03-01/", "1 Mart 1915 tarihinden itibaren, sonu bilinmiyor", "from 1 March 1915, end unknown"),
    ("/1915-03", "Mart 1915 tarihine kadar, başlangıcı bilinmiyor", "until March 1915, beginning unknown"),
    ("1920-05~/1920-08", "Mayıs 1920 dolayları – Ağustos 1920", "about May 1920 – August 1920"),
    ("192X", "1920’li yıllar", "the 1920s"),
    ("191X", "1910’lu yıllar", "the 1910s"),
    ("190X", "1900’lü yıllar", "the 1900s"),
    ("200X", "2000’li yıllar", "the 2000s"),
    ("18XX", "19. yüzyıl", "19th century"),
    ("10XX", "11. yüzyıl", "11th century"),
    ("-04XX", "MÖ 5. yüzyıl", "5th century BC"),
    ("-040X", "MÖ 410–401", "410–401 BC"),
    ("1XXX", "1000 ile 1999 arasında", "between 1000 and 1999"),
    ("1920-05-XX", "Mayıs 1920, günü bilinmiyor", "May 1920, day unknown"),
    ("1920-XX", "1920, ayı bilinmiyor", "1920, month unknown"),
    ("1920-XX-XX", "1920, ayı ve günü bilinmiyor", "1920, month and day unknown"),
    ("1920-XX-05", "1920, ayı bilinmiyor, günü 5", "day 5 of an unknown month, 1920"),
    ("1920-05-1X", "10 ile 19 Mayıs 1920 arasında", "between 10 and 19 May 1920"),
    ("1920-1X", "Ekim 1920 ile Aralık 1920 arasında", "between October 1920 and December 1920"),
    ("192X-05-13", "13 Mayıs, 1920’li yıllar", "13 May, the 1920s"),
    ("192X-XX", "1920’li yıllar, ayı bilinmiyor", "the 1920s, month unknown"),
    ("192X-05", "Mayıs, 1920’li yıllar", "May, the 1920s"),
    ("192X-05-1X", "10 Mayıs 1920 ile 19 Mayıs 1929 arasında", "between 10 May 1920 and 19 May 1929"),
    ("1920-21", "1920 ilkbaharı", "spring 1920"),
    ("1920-24", "1920/21 kışı", "winter 1920/21"),
    ("1920-29", "1920 ilkbaharı (güney yarım küre)", "spring 1920 (southern hemisphere)"),
    ("1920-34", "1920 ikinci çeyreği", "second quarter of 1920"),
    ("1920-39", "1920 son dört ayı", "last third of 1920"),
    ("1920-40", "1920 ilk yarısı", "first half of 1920"),
    ("[1920-05-11,1920-05-12]", "11 ya da 12 Mayıs 1920", "11 or 12 May 1920"),
    ("[1920-04-27,1920-05-03]", "27 Nisan ya da 3 Mayıs 1920", "27 April or 3 May 1920"),
    ("[1919-12-30,1920-01-02]", "30 Aralık 1919 ya da 2 Ocak 1920", "30 December 1919 or 2 January 1920"),
    ("{1920-04-27,1920-05-03}", "27 Nisan ve 3 Mayıs 1920", "27 April and 3 May 1920"),
    ("[1920-04..1920-06]", "Nisan 1920 ile Haziran 1920 arasında", "between April 1920 and June 1920"),
    ("[1920-05-11..1920-05-13]", "11 ile 13 Mayıs 1920 arasında", "between 11 and 13 May 1920"),
    ("[1667,1668,1670..1672]", "1667, 1668 ya da 1670–1672", "1667, 1668 or 1670–1672"),
    ("{1667,1668}", "1667 ve 1668", "1667 and 1668"),
    ("[..1760-12]", "Aralık 1760 veya daha önce", "December 1760 or earlier"),
    ("[1760-12..]", "Aralık 1760 veya daha sonra", "December 1760 or later"),
    ("{..1984}", "1984 tarihine kadar", "until 1984"),
    ("1950S2", "1950 dolayları (1900–1999)", "about 1950 (1900–1999)"),
    ("-0400", "MÖ 401", "401 BC"),
    ("-0400-09-03", "MÖ 3 Eylül 401", "3 September 401 BC"),
    ("-0400-09-03/-0400-09-05", "MÖ 3–5 Eylül 401", "3–5 September 401 BC"),
    ("-0430/-0403", "MÖ 431–404", "431–404 BC"),
    ("-0043/0014", "MÖ 44 – MS 14", "44 BC – 14 AD"),
    ("0000", "MÖ 1", "1 BC"),
    ("Y-17000", "MÖ 17001", "17001 BC"),
]  # fmt: skip


@pytest.mark.parametrize(("edtf", "tr", "en"), FORMS)
def test_date_is_written_as_readers_expect(edtf: str, tr: str, en: str) -> None:
    assert (format_date(edtf, "tr"), format_date(edtf, "en")) == (tr, en)


@pytest.mark.matrix
@pytest.mark.parametrize("edtf", [form[0] for form in FORMS])
@pytest.mark.parametrize("lang", [*interface_languages(), "es", "bg", "de", "el", "grc", "ar"])
def test_no_sign_of_edtf_is_left_in_any_language(edtf: str, lang: str) -> None:
    text = format_date(edtf, lang)
    assert not set("~?%[]{}|" if lang in {"az", "ru"} else "X~?%[]{}|") & set(text)
    assert ".." not in text
    assert "  " not in text


@pytest.mark.parametrize(
    ("lang", "day", "month", "year", "days"),
    [
        ("es", "3 de septiembre de 1519", "septiembre de 1519", "1519", "3–5 de septiembre de 1519"),
        ("bg", "3 септември 1519 г.", "септември 1519 г.", "1519 г.", "3–5 септември 1519 г."),
        ("ru", "3 сентября 1519 г.", "сентябрь 1519 г.", "1519 г.", "3–5 сентября 1519 г."),
        ("az", "3 sentyabr 1519", "sentyabr 1519", "1519", "3–5 sentyabr 1519"),
        ("de", "3. September 1519", "September 1519", "1519", "3.–5. September 1519"),
        ("en-US", "September 3, 1519", "September 1519", "1519", "September 3–5, 1519"),
        ("hu", "1519. szeptember 3.", "1519. szeptember", "1519.", "1519. szeptember 3–5."),
    ],
)
def test_order_and_months_are_those_of_the_language(
    lang: str, day: str, month: str, year: str, days: str
) -> None:
    spanned = "1519-09-03/1519-09-05"
    spoken = Language(lang, "en")  # years in a row take words of the interface in some languages
    found = [format_date(edtf, spoken) for edtf in ("1519-09-03", "1519-09", "1519", spanned)]
    assert found == [day, month, year, days]


@pytest.mark.parametrize(
    ("lang", "days"),
    [
        ("hu", "1519. szeptember 27. – október 3."),  # the year comes first
        ("de", "27. September – 3. Oktober 1519"),
        ("en-US", "September 27 – October 3, 1519"),
    ],
)
def test_year_that_two_days_share_is_told_once(lang: str, days: str) -> None:
    assert format_date("1519-09-27/1519-10-03", Language(lang, "en")) == days


def test_date_that_needs_words_is_in_one_language() -> None:
    spanish = Language("es", "en")
    assert format_date("1519-09~", spanish) == "about September 1519"
    assert format_date("-0400", spanish) == "401 a. C."


@pytest.mark.parametrize(
    ("edtf", "lang"), [("1520-12-08", "es"), ("1520-11~", "en"), ("[1522-05-16,1522-05-29]", "en")]
)
def test_date_knows_the_language_that_it_is_in(edtf: str, lang: str) -> None:
    assert format_date(edtf, Language("es", "en")).lang == lang
    assert format_date(edtf, "tr").lang == "tr"


def test_day_of_another_calendar_knows_its_language_too() -> None:
    assert format_day_of("julian", "1522-07-10", Language("es", "en")).lang == "es"
    assert format_day_of("rumi", "1336-04-27", Language("es", "en")).lang == "en"


@pytest.mark.parametrize("text", ["", "x", "1921-02-30", "1922/1921"])
def test_what_is_no_date_is_not_written(text: str) -> None:
    with pytest.raises(DateError):
        format_date(text, "en")


@pytest.mark.parametrize(
    ("calendar", "iso", "tr", "en"),
    [
        ("rumi", "1336-04-27", "27 Nisan 1336", "27 Nisan 1336"),
        ("rumi", "1337-10-13", "13 Teşrinievvel 1337", "13 Teşrinievvel 1337"),
        ("rumi", "1336-01-05", "5 Kânunusani 1336", "5 Kanunusani 1336"),
        ("rumi", "1336-12", "Kânunuevvel 1336", "Kanunuevvel 1336"),
        ("julian", "1917-10-25", "25 Ekim 1917", "25 October 1917"),
        ("julian", "1917", "1917", "1917"),
        ("julian", "-0043-03-15", "MÖ 15 Mart 44", "15 March 44 BC"),
    ],
)
def test_day_of_another_calendar_has_its_month_names(calendar: str, iso: str, tr: str, en: str) -> None:
    assert (format_day_of(calendar, iso, "tr"), format_day_of(calendar, iso, "en")) == (tr, en)


@given(
    st.integers(Day(100, 1, 1).toordinal(), Day(2999, 12, 31).toordinal()).map(Day.fromordinal),
    st.sampled_from(interface_languages()),
)
def test_written_day_names_day_month_and_year(day: Day, lang: str) -> None:
    months = day_words(lang)["months"]
    assert isinstance(months, list)
    assert format_date(day.isoformat(), lang).startswith(f"{day.day} {months[day.month - 1]} {day.year}")


@given(st.integers(Day(-3000, 1, 1).toordinal(), Day(2999, 12, 31).toordinal()).map(Day.fromordinal))
def test_browser_is_given_what_writes_the_same_day(day: Day) -> None:
    for lang in ("tr", "en", "ru", "ja"):
        words = day_words(lang)
        months, eras = words["months"], words["eras"]
        assert isinstance(months, list)
        assert isinstance(eras, list)
        year = day.year if day.year > 0 else 1 - day.year
        text = str(words["day"]).replace("{d}", str(day.day)).replace("{m}", months[day.month - 1])
        text = text.replace("{y}", str(year)).replace("{n}", str(day.month))
        if day.year < 100:
            text = eras[0 if day.year <= 0 else 1].replace("{date}", text)
        assert text == format_date(day.isoformat(), lang)


@pytest.mark.parametrize("lang", interface_languages())
def test_year_has_twelve_different_months(lang: str) -> None:
    for calendar in ("rumi", "julian"):
        assert len({format_day_of(calendar, f"1300-{month:02d}-01", lang) for month in range(1, 13)}) == 12


@pytest.mark.parametrize(
    ("text", "year"),
    [("1920", 1920), ("-0400", -400), ("401 BC", -400), ("MÖ 401", -400), ("mö401", -400), ("14 AD", 14)],
)
def test_year_is_read_as_people_write_it(text: str, year: int) -> None:
    assert parse_year(text, "tr") == year


@pytest.mark.parametrize("text", ["", "x", "19 20", "--4", "123456", "19", "-100", "99999", "٢٠٢٠", "BC"])
def test_what_is_no_year_is_not_read(text: str) -> None:
    assert parse_year(text, "en") is None


@given(st.integers(-9999, 9999))
def test_written_year_is_read_again(year: int) -> None:
    sign = "-" if year < 0 else ""
    written = format_date(f"{sign}{abs(year):04d}", "en")
    assert parse_date(f"{sign}{abs(year):04d}").start == Day(year, 1, 1)
    assert parse_year(written, "en") == year


@pytest.mark.parametrize(("year", "ru", "tr"), [(1921, "1921", "1921"), (-400, "401 до н. э.", "MÖ 401")])
def test_label_of_a_year_is_its_number(year: int, ru: str, tr: str) -> None:
    assert (year_label(year, "ru"), year_label(year, "tr")) == (ru, tr)
