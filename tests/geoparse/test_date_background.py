from __future__ import annotations

from collections.abc import Callable

import pytest

from mapsvc.geoparse.date_background import is_background
from mapsvc.geoparse.date_context import DateSpot
from mapsvc.geoparse.mentions import DateMention

Dates = Callable[[str], list[DateMention]]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("He had served there in 1871. On May 4 he crossed. It ended on 2 November 1876.", "1876-05-04"),
        ("Born in 1830, he led them. On May 4 he crossed. It ended on 2 November 1876.", "1876-05-04"),
        ("Kale 1790'da yapılmıştı. 3 Nisan'da saldırdılar. Barış 1 Haziran 1865'te yapıldı.", "1865-04-03"),
        ("Paşa 1830'da Tokat'ta doğdu. 3 Nisan'da saldırdı. Barış 1 Haziran 1865'te yapıldı.", "1865-04-03"),
        # What the story itself tells dates what follows.
        (
            "In 1920 the army came. On April 28 they resigned. On 13 October 1921 they signed.",
            "1920-04-28",
        ),
        ("1920'de Ordu geldi. 28 Nisan'da çekildiler. 13 Ekim 1921'de imzaladılar.", "1920-04-28"),
        ("1920'de antlaşma imzalanmıştır. 28 Nisan'da çekildiler.", "1920-04-28"),
    ],
)
def test_year_of_what_had_been_dates_no_day_of_the_story(dates: Dates, text: str, day: str) -> None:
    assert dates(text)[1].gregorian == day


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The fort, which had held out since 1790, fell.", True),
        ("The fort had a garrison in 1790.", False),
        ("Kale 1790'da düşmüştür.", False),
        ("Kale 1790'da düşmüştü; 1791'de geri alındı.", True),
        # The sentence before is another's.
        ("They had come. In 1790 the fort fell.", False),
    ],
)
def test_sentence_of_a_year_tells_background(text: str, expected: bool) -> None:
    assert is_background(DateSpot.at(text, text.index("1790")), 4) is expected
