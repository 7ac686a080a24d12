"""Search finds things by words in any of their languages; the best fit stands first."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient

from mapsvc import Atlas
from mapsvc.web.matching import rank
from mapsvc.web.pages.search import event_words
from tests.html_text import parse


def found(client: FlaskClient, q: str, lang: str = "en") -> list[str]:
    text = client.get(f"/search?q={q}&lang={lang}").text
    links = [link.partition("?")[0] for link in parse(text).links]
    return [link for link in links if re.fullmatch(r"/(?:events|places|borders|routes)/[a-z-]+", link)]


@pytest.mark.parametrize(
    ("q", "first"),
    [
        ("alpha", "/places/alfa"),
        ("Альфа", "/places/alfa"),
        ("ALFA", "/places/alfa"),
        ("çizgi çizilir", "/events/line-drawn"),
        ("treaty of the line", "/borders/front"),
        ("yolculuk", "/routes/journey"),
    ],
)
def test_best_fit_stands_first(tiny_client: FlaskClient, q: str, first: str) -> None:
    assert found(tiny_client, q)[:1] == [first]


def test_word_that_is_nowhere_finds_nothing(tiny_client: FlaskClient) -> None:
    assert found(tiny_client, "zzz") == []
    assert found(tiny_client, "") == []


def test_event_is_found_by_its_place_and_its_day_in_words(tiny: Atlas) -> None:
    thing = event_words(tiny.records, tiny.records.event("line-drawn"))
    assert rank("Alpha", thing) is not None
    assert rank("13 October 1921", thing) is not None
    assert rank("13 Ekim 1921", thing) is not None
    title, name = rank("line", thing), rank("Alpha", thing)
    assert title is not None
    assert name is not None
    assert title < name
