"""Days counted from the day before them, in each language."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from mapsvc.geoparse.mentions import DateMention
from mapsvc.geoparse.relative_days import find_phrases

Dates = Callable[[str], list[DateMention]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They met on 3 May 1863. The following day they left; two days later all was over. On the morrow"
         " it rained.",
         ["following day = 04", "two days later = 05", "morrow = 04"]),
        ("They met on 3 May 1863. The previous day nothing; next morning they left.",
         ["previous day = 02", "next morning = 04"]),
        ("Le 3 mai 1881 il partit. Le lendemain il arriva; deux jours après il mourut; le surlendemain,"
         " rien. La veille, rien.",
         ["lendemain = 04", "deux jours après = 05", "surlendemain = 05", "veille = 02"]),
        ("Am 3. Mai 1878 ging er. Am folgenden Tage kam er an; am nächsten Tag schlief er. Tags darauf"
         " regnete es; drei Tage später war"
         " Ruhe. Tags zuvor nichts.",
         ["folgenden Tage = 04", "nächsten Tag = 04", "Tags darauf = 04", "drei Tage später = 06",
          "Tags zuvor = 02"]),
        ("3 мая 1904 года вышли. На другой день пришли; на следующее утро ушли. Через два дня стали; три"
         " дня спустя бой.",
         ["другой день = 04", "следующее утро = 04", "Через два дня = 05", "три дня спустя = 06"]),
        ("1918-ci il mayın 3-də çıxdı. Ertəsi gün gəldi; iki gün sonra getdi; növbəti gün öldü; həmin gün.",
         ["Ertəsi gün = 04", "iki gün sonra = 05", "növbəti gün = 04", "həmin gün = 03"]),
        ("3 Mayıs 1919'da çıktı. Ertesi gün vardı; beş gün sonra döndü; iki gün önce yazmıştı.",
         ["Ertesi gün = 04", "beş gün sonra = 08", "iki gün önce = 01"]),
    ],
)  # fmt: skip
def test_day_is_counted_from_the_last(dates: Dates, text: str, expected: list[str]) -> None:
    assert [f"{found.surface} = {found.gregorian[-2:]}" for found in dates(text)[1:]] == expected


@pytest.mark.parametrize(
    "text",
    [
        "5 Mayıs 1919'da geldi; aynı günlerde, ertesi günlerde, birkaç gün sonra, bir iki gün sonra.",
        "Il vint le 5 mai 1919; le lendemain de la bataille, deux jours après la prise, la veille de"
        " Noël, toujours.",
        "He came on 5 May 1919; day after day, one day, three days before the battle, some days later.",
        "Er kam am 5. Mai 1919; Tag für Tag, alle Tage, eines Tages.",
        "5 мая 1919 г.; каждый день, в один прекрасный день, через несколько дней.",
    ],
)
def test_what_counts_from_something_else_is_no_date(dates: Dates, text: str) -> None:
    assert len(dates(text)) == 1


def test_phrases_are_found_where_they_begin() -> None:
    assert sorted(set(find_phrases("Ertesi gün; le lendemain"))) == [0, 15]
