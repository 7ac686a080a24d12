from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest

from mapsvc.geoparse.dates import Calendar, find_dates
from mapsvc.geoparse.mentions import DateMention
from mapsvc.geoparse.span import Span
from mapsvc.geoparse.tokens import TokenText

Dates = Callable[[str], list[DateMention]]
Named = Callable[[str], tuple[TokenText, dict[str, Span]]]


@pytest.mark.parametrize(
    ("text", "surface", "edtf"),
    [
        ("27 Nisan 1920’de", "27 Nisan 1920", "1920-04-27"),
        ("May 28, 1918, was", "May 28, 1918", "1918-05-28"),
        ("on 27th April 1920", "27th April 1920", "1920-04-27"),
        ("Ekim 1917’de", "Ekim 1917", "1917-10"),
        ("1917 Şubat Devrimi", "1917 Şubat", "1917-02"),
        ("1920’de geldi", "1920", "1920"),
        ("1920 senesinde geldi", "1920", "1920"),
        ("in 1920 he left", "1920", "1920"),
        ("1912-1913’te", "1912-1913", "1912/1913"),
        ("(1920-1946)", "1920-1946", "1920/1946"),
        ("27-29 Nisan 1920", "27-29 Nisan 1920", "1920-04-27/1920-04-29"),
        ("27 Nisan-3 Mayıs 1920", "27 Nisan-3 Mayıs 1920", "1920-04-27/1920-05-03"),
        ("24 \nAğustos 1920’de", "24 \nAğustos 1920", "1920-08-24"),
        ("XX. yüzyıl başları", "XX. yüzyıl", "19XX"),
        ("the nineteenth century", "nineteenth century", "18XX"),
        ("1920’lerde", "1920", "192X"),
        ("27.4.1920 günü", "27.4.1920", "1920-04-27"),
        ("12 Eylül l920’de", "12 Eylül l920", "1920-09-12"),
        ("28 aprel 1920-ci ildə", "28 aprel 1920", "1920-04-28"),
        ("1918-ci il mayın 28-də", "1918-ci il mayın 28", "1918-05-28"),
        ("28 апреля 1920 года", "28 апреля 1920", "1920-04-28"),
    ],
)
def test_date_is_found_and_valued(dates: Dates, text: str, surface: str, edtf: str) -> None:
    (found,) = dates(f"Ordu {text} yola çıktı.")
    assert (found.surface, found.edtf, found.calendar) == (surface, edtf, "gregorian")


@pytest.mark.parametrize(
    ("text", "edtf", "gregorian"),
    [
        ("27 Nisan 1336’da", "1336-04-27", "1920-04-27"),
        ("04.05.37 tarihinde", "1337-05-04", "1921-05-04"),
        ("9 Kânunusani 1331 günü", "1331-01-09", "1916-01-22"),
        ("30 Teşrinievvel 1334 te", "1334-10-30", "1918-10-30"),
        ("11 Temmuz 1324’te", "1324-07-11", "1908-07-24"),
        ("Nisan 1336’da", "1336-04", "1920-04"),
    ],
)
def test_rumi_dates_keep_their_year_and_get_a_gregorian_one(
    dates: Dates, text: str, edtf: str, gregorian: str
) -> None:
    (found,) = dates(text)
    assert (found.edtf, found.calendar, found.gregorian) == (edtf, "rumi", gregorian)


@pytest.mark.parametrize(
    ("text", "gregorian"),
    [
        ("Ekim Devrimi 25 Ekim 1917’de oldu.", "1917-11-07"),
        ("12/25 Ekim 1917’de", "1917-10-25"),
        ("25 Ekim (7 Kasım) 1917’de", "1917-11-07"),
        ("6 Mart 1877 (Julian)", "1877-03-18"),
    ],
)
def test_julian_days_are_turned(dates: Dates, text: str, gregorian: str) -> None:
    (found,) = dates(text)
    assert (found.calendar, found.gregorian) == ("julian", gregorian)


@pytest.mark.parametrize(
    "text",
    [
        "(Carr, 1989: 74-76,100)",
        "(Sarı, \n2017:1078)",
        "Yer: 30.18.1.1./3.18.16",
        "Yer: 525/38631-155921-99",
        "saat 02.00’de",
        "60.000 tüfek, 112 ve 10 ağır top",
        "https://example.org/1919-1938",
        "Cilt: 1, 256-261",
        "Kasım geldi, Ekim Devrimi",
    ],
)
def test_numbers_that_date_nothing(dates: Dates, text: str) -> None:
    assert dates(text) == []


def test_year_and_day_are_taken_from_the_context(dates: Dates) -> None:
    text = "25 Nisan 1920’de başladı. 27 Nisan’da bitti. Aynı gün döndü, üç gün sonra gitti; ertesi gün öldü."
    found = [date.gregorian for date in dates(text)]
    assert found == ["1920-04-25", "1920-04-27", "1920-04-27", "1920-04-30", "1920-04-28"]


def test_footnote_number_before_a_month_is_no_day(dates: Dates) -> None:
    text = "Komitesi’ne7 bırakıldı.\n\n6 Josef doğdu.\n7 Nisan 1920’de kuruldu."
    assert [date.surface for date in dates(text)] == ["Nisan 1920"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("19.V.1919 günü", [("19.V.1919", "1919-05-19")]),
        ("1335/1919 yılında", [("1335/1919", "1919")]),
        ("9 Eylül 338 tarihinde", [("9 Eylül 338", "1922-09-09")]),
        ("1910'lu yıllarda", [("1910", "191X")]),
        ("mid-1919 he left", [("1919", "1919")]),
        ("in the night of 16–17 July 1918. Then", [("16–17 July 1918", "1918-07-16/1918-07-17")]),
        ("5 Mayıs 1919'da geldi. Aynı yıl döndü.", [("5 Mayıs 1919", "1919-05-05"), ("Aynı yıl", "1919")]),
        (
            "5 Mayıs 1919'da geldi. 30 Haziranda gitti.",
            [("5 Mayıs 1919", "1919-05-05"), ("30 Haziran", "1919-06-30")],
        ),
        (
            "1293 senesi Nisanında. 5 Kânunusanide",
            [("1293 senesi Nisan", "1877-04"), ("5 Kânunusani", "1878-01-17")],
        ),
        ("1920-ci ilin aprelində", [("1920-ci ilin aprel", "1920-04")]),
        ("В феврале 1920 года", [("феврале 1920", "1920-02")]),
        ("Въ ночь на 9 декабря 1914 г. войска, отрядъ и флотъ", [("9 декабря 1914", "1914-12-22")]),
        ("İZMİR 1919 - 1922\n\nMetin", [("1919 - 1922", "1919/1922")]),
        ("8 Mart 1920'de oldu; aynı günlerde sürdü.", [("8 Mart 1920", "1920-03-08")]),
    ],
)
def test_ways_to_print_a_date(dates: Dates, text: str, expected: list[tuple[str, str]]) -> None:
    assert [(found.surface, found.gregorian) for found in dates(text)] == expected


def test_dates_stand_in_order_and_none_lies_in_another(named: Named) -> None:
    text = "5 Mayıs 1919'da geldi. 30 Haziranda gitti; 1920-1921 kışında, 27.4.1920 günü, XX. yüzyılda."
    found = find_dates(named(text)[0], Calendar())
    assert [text[date.start : date.end] for date in found] == [
        "5 Mayıs 1919",
        "30 Haziran",
        "1920-1921",
        "27.4.1920",
        "XX. yüzyıl",
    ]
    assert all(before.end <= after.start for before, after in pairwise(found))


def test_calendar_knows_the_year_for_what_follows(named: Named) -> None:
    both = "5 Mayıs 1919'da geldi. 30 Haziran'da gitti."
    found = [date.gregorian for date in find_dates(named(both)[0], Calendar())]
    assert found == ["1919-05-05", "1919-06-30"]
    (unknown,) = find_dates(named("30 Haziran'da gitti.")[0], Calendar())
    assert unknown.gregorian == "XXXX-06-30"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("29 Kasım 1921'de ayrıldı, 6 Ocak'ta vardı.", ["1921-11-29", "1922-01-06"]),
        ("He sailed on 12 December 1898 and landed on 4 January.", ["1898-12-12", "1899-01-04"]),
        # A story goes back by less than that.
        ("13 Ekim 1921'de imzalandı; 16 Mart'ta da öyle olmuştu.", ["1921-10-13", "1921-03-16"]),
        ("On July 4th, 1919 they came; they left on the 9th of August 1919.", ["1919-07-04", "1919-08-09"]),
        ("1891 ve 1894 yıllarında; 1902 ile 1907 yılları arasında", ["1891", "1894", "1902", "1907"]),
        ("1891, 1894 ve 1902 yıllarında", ["1891", "1894", "1902"]),
        ("Revolts came in 1891 or 1894.", ["1891", "1894"]),
        ("Отрядъ выступилъ 12-го іюня 1877 года.", ["1877-06-24"]),
        ("5-го августа 1924 г. корабли вышли.", ["1924-08-05"]),
        ("The rising of 7 November (25 October) 1917 began.", ["1917-11-07"]),
        ("On 25 October (7 November) 1917 it began.", ["1917-11-07"]),
        ("BUKHARA (1868): the emir sues for peace. 1873: the columns set out.", ["1868", "1873"]),
        ("The battle of Plevna (1877) was long.", ["1877"]),
        ("Smith (1971) says so. See Jones 1981: 25. (Kazemzadeh 1951: 40)", []),
        ("Hovannisian, Richard (1971): The Republic of Armenia. Berkeley.", []),
        ("1920-ci illərdə bağlandı; sülalə 1747-1822 hökm sürdü.", ["192X", "1747/1822"]),
        ("в 1920-х годах", ["192X"]),
        ("19. yy sonunda; XIX. yy'da", ["18XX", "18XX"]),
    ],
)
def test_dates_of_a_text_hang_together(dates: Dates, text: str, expected: list[str]) -> None:
    assert [found.gregorian for found in dates(text)] == expected


def test_days_of_two_calendars_that_differ_are_told(dates: Dates) -> None:
    (found,) = dates("the armistice of 7 December (25 November) 1917")
    assert (found.gregorian, found.why) == ("1917-12-07", ("styles-differ", "1917-11-25"))


@pytest.mark.parametrize(
    ("text", "surface", "gregorian"),
    [
        ("Le 1er mai 1919 il partit.", "1er mai 1919", "1919-05-01"),
        ("Le 3 août 1877, l’armée passa.", "3 août 1877", "1877-08-03"),
        ("Fin mai 1877 ils passèrent.", "mai 1877", "1877-05"),
        ("Ils vinrent en février 1878.", "février 1878", "1878-02"),
        ("Au printemps 1916 on signa.", "1916", "1916-21"),
        ("Dans les années 1920 la ville grandit.", "1920", "192X"),
        ("Au début du XIXe siècle, rien.", "XIXe siècle", "18XX"),
        ("au dix-huitième siècle", "dix-huitième siècle", "17XX"),
        ("Entre le 4 et le 11 mai 1919 on négocia.", "4 et le 11 mai 1919", "1919-05-04/1919-05-11"),
        ("le 26 février/10 mars 1878", "26 février/10 mars 1878", "1878-03-10"),
        ("Am 3. März 1919 kam er.", "3. März 1919", "1919-03-03"),
        ("den 24. Dezember 1877", "24. Dezember 1877", "1877-12-24"),
        ("Im Frühjahr 1916 begann es.", "1916", "1916-21"),
        ("Ende Mai 1916 war es aus.", "Mai 1916", "1916-05"),
        ("Mitte Jänner 1917 fiel Schnee.", "Jänner 1917", "1917-01"),
        ("In den 1920er Jahren wuchs die Stadt.", "1920er", "192X"),
        ("Anfang des 19. Jahrhunderts war sie klein.", "19. Jahrhundert", "18XX"),
        ("im neunzehnten Jahrhundert", "neunzehnten Jahrhundert", "18XX"),
        ("vom 4. bis 11. Mai 1919", "4. bis 11. Mai 1919", "1919-05-04/1919-05-11"),
        ("zwischen dem 4. und 11. Mai 1919", "4. und 11. Mai 1919", "1919-05-04/1919-05-11"),
        ("am 19. Februar/3. März 1878", "19. Februar/3. März 1878", "1878-03-03"),
    ],
)
def test_german_and_french_dates_are_found(dates: Dates, text: str, surface: str, gregorian: str) -> None:
    (found,) = dates(text)
    assert (found.surface, found.gregorian) == (surface, gregorian)


def test_march_of_music_is_no_month_of_french(dates: Dates) -> None:
    assert [date.surface for date in dates("10. Yıl Marşı 1933’te yazıldı.")] == ["1933"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("On October 11th they came; 3d May 1863; the 22d of May 1863; den 12ten Mai 1878",
         ["October 11th = 1863-10-11", "3d May 1863 = 1863-05-03", "22d of May 1863 = 1863-05-22",
          "12ten Mai 1878 = 1878-05-12"]),
        # both calendars
        ("January 18/31, 1918 in Kiev; 18 (31) Ocak 1918", ["January 18/31, 1918 = 1918-01-31",
         "18 (31) Ocak 1918 = 1918-01-31"]),
        ("15/27 Мая 1854 г.; 15 (27) мая 1854 года; 14-го (26-го) марта 1854; 29 мая (10 июня) 1854",
         ["15/27 Мая 1854 = 1854-05-27", "15 (27) мая 1854 = 1854-05-27",
          "14-го (26-го) марта 1854 = 1854-03-26",
          "29 мая (10 июня) 1854 = 1854-06-10"]),
        ("Am 29. (10.) Mai 1854 begann es.", ["29. (10.) Mai 1854 = 1854-06-10"]),
        ("15/27 Мая. Кларанъ.", ["15/27 Мая = XXXX-05-27"]),
        # abbreviated
        ("On Oct. 11, 1899 it began, on 12 Nov. 1899 it went on, on Dec. 3 it ended.",
         ["Oct. 11, 1899 = 1899-10-11", "12 Nov. 1899 = 1899-11-12", "Dec. 3 = 1899-12-03"]),
        ("Am 11. Okt. 1899, am 3. Dez. 1899", ["11. Okt. 1899 = 1899-10-11", "3. Dez. 1899 = 1899-12-03"]),
        ("Le 11 sept. 1870, le 3 janv. 1871", ["11 sept. 1870 = 1870-09-11", "3 janv. 1871 = 1871-01-03"]),
        ("11 окт. 1899 г.; 3 янв. 1900 г.", ["11 окт. 1899 = 1899-10-11", "3 янв. 1900 = 1900-01-03"]),
        ("3 Ağu. 1922 günü", ["3 Ağu. 1922 = 1922-08-03"]),
        # the day behind its month, or in words
        ("1870-ci il sentyabrın 2-də; 1870-ci il sentyabr ayının 3-də; 1870-ci il 4 sentyabrda;"
         " sentyabrın 5-6-da",
         ["1870-ci il sentyabrın 2 = 1870-09-02", "1870-ci il sentyabr ayının 3 = 1870-09-03",
          "1870-ci il 4 sentyabr = 1870-09-04",
          "sentyabrın 5-6 = 1870-09-05/1870-09-06"]),
        ("1900 yılının Haziran ayında geldiler. Haziran'ın 20'sinde saldırdılar; Ağustosun 14'ünde girdiler.",
         ["1900 yılının Haziran = 1900-06", "Haziran'ın 20 = 1900-06-20", "Ağustosun 14 = 1900-08-14"]),
        ("1900 yılının 20 Haziran günü; 1900 yılı Temmuz ayının 3. günü",
         ["1900 yılının 20 Haziran = 1900-06-20", "1900 yılı Temmuz ayının 3 = 1900-07-03"]),
        ("1898 senesi Martının yirmi birinci günü", ["1898 senesi Martının yirmi birinci günü = 1898-03-21"]),
        ("1870-ci ilin 2 sentyabrında", ["1870-ci ilin 2 sentyabr = 1870-09-02"]),
        ("Am 1. 9. 1870 kam er.", ["1. 9. 1870 = 1870-09-01"]),
        # months alone
        ("В мае 1904 вышли; в июне пришли, в конце июля ушли.", ["мае 1904 = 1904-05", "июне = 1904-06",
         "июля = 1904-07"]),
        ("1920-ci il yanvarda gəldi, apreldə getdi.", ["1920-ci il yanvar = 1920-01", "aprel = 1920-04"]),
        # years, decades, centuries
        ("1853, 1854 və 1856-cı illərdə; 1870–1871-ci illərdə; 1860-cı illərdə",
         ["1853 = 1853", "1854 = 1854", "1856 = 1856", "1870–1871 = 1870/1871", "1860 = 186X"]),
        ("en 1853, 1854 et 1856; in den Jahren 1853, 1854 und 1856; в 1853, 1854 и 1856 годах",
         [f"{year} = {year}" for year in (1853, 1854, 1856)] * 3),
        ("the Crimean War (1853–56); in 1853-6; война 1853–1856 гг.", ["1853–56 = 1853/1856",
         "1853-6 = 1853/1856", "1853–1856 = 1853/1856"]),
        ("Der Krieg. 1877 wurde alles anders.", ["1877 = 1877"]),
        ("в 40-х годах XIX века; XIX əsrin 60-cı illərində; в XVIII столетии; в начале ХХ века",
         ["40-х годах XIX века = 184X", "XIX əsrin 60-cı illər = 186X", "XVIII столетии = 17XX",
          "ХХ век = 19XX"]),
    ],
)  # fmt: skip
def test_dates_as_they_are_printed_in_six_languages(dates: Dates, text: str, expected: list[str]) -> None:
    assert [f"{found.surface} = {found.gregorian}" for found in dates(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("in the spring of 1916; summer 1876; the fall of 1921", ["1916-21", "1876-22", "1921-23"]),
        ("летом 1921 года; осенью 1857 г.; къ веснѣ 1854 года", ["1921-22", "1857-23", "1854-21"]),
        ("1902 sonbaharında; 1875 senesi yazında; 1915 kışında", ["1902-23", "1875-22", "1915-24"]),
        # "yaz" is spring in Azerbaijani
        ("1918-ci ilin yazında; 1918-ci ilin yayında gəldi", ["1918-21", "1918-22"]),
        ("Im Herbst 1876; im Frühjahr des Jahres 1877", ["1876-23", "1877-21"]),
        ("au printemps de 1881; pendant l'été 1882; à l'automne de 1883; l'hiver de 1884", ["1881-21",
         "1882-22", "1883-23", "1884-24"]),
        ("the fall of Plevna in 1877; in 1916 spring came", ["1877", "1916"]),
        # of a winter the days behind it are of its second year
        ("The winter of 1862-63 passed. On April 16 they came.", ["1862/1863", "1863-04-16"]),
    ],
)  # fmt: skip
def test_season_beside_a_year_is_its_value(dates: Dates, text: str, expected: list[str]) -> None:
    assert [found.gregorian for found in dates(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "Le 18 brumaire an VIII, Bonaparte prit le pouvoir; le 9 thermidor an II.",  # no calendar of ours
        "Mar 5 Kas 3 Ara 12 Tem 9; on Mar. she wrote; Dec 3 men",
        "Jan. Smith kam; Herr Jan. Drei Leute",
    ],
)
def test_what_only_looks_like_a_month_is_no_date(dates: Dates, text: str) -> None:
    assert dates(text) == []
