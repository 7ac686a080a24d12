"""The timeline of the home page."""

from __future__ import annotations

from pathlib import Path

import pytest

from mapsvc import Atlas
from mapsvc.model.day import Day
from mapsvc.web.app import create_app
from mapsvc.web.home_timeline import Stretch, find_stretch


def days(*years: int) -> list[Day]:
    return [Day(year, 6, 18) for year in years]


@pytest.mark.parametrize(
    ("years", "stretch"),
    [
        ((1815,), Stretch("year", 1815, 1815)),
        ((1519, 1520, 1521, 1522, 1522, 1571), Stretch("year", 1519, 1522)),
        ((-400,), Stretch("year", -400, -400)),
        ((1900, 1905, 1911, 1915, 1920, 1925, 1931), Stretch("decade", 190, 193)),
        ((-430, -424, -414, -404, -403), Stretch("decade", -43, -41)),
        ((969, 1171), Stretch("century", 9, 11)),
        ((-489, -43, 1453, 1571, 1683, 1789, 1815, 1920), Stretch("century", 14, 19)),
    ],
)
def test_stretch_holds_most_of_what_happens(years: tuple[int, ...], stretch: Stretch) -> None:
    assert find_stretch(days(*years)) == stretch


def test_stretch_of_many_centuries_is_cut() -> None:
    found = find_stretch(days(*range(-2000, 2000, 100)))
    assert found is not None
    assert found.last - found.first < 12
    assert find_stretch([]) is None


def test_shipped_timeline_is_that_of_its_story(atlas: Atlas) -> None:
    middles = [event.when.middle for event in atlas.records.events.values()]
    assert find_stretch(day for day in middles if day) == Stretch("year", 1917, 1923)


def test_own_kinds_of_event_have_their_colour_on_the_timeline(tiny_root: Path) -> None:
    kinds = '[raid]\nname = {en = "Raid"}\nfamily = "power"\ncolour = "#00aa55"\n'
    (tiny_root / "categories.toml").write_text(kinds + '[feast]\nname = {en = "Feast"}\nfamily = "life"\n')
    letter = tiny_root / "events" / "letter-sent.toml"
    letter.write_text(letter.read_text("utf-8").replace('"diplomacy"', '"raid"'), "utf-8")
    text = create_app(tiny_root).test_client().get("/?lang=en").text
    assert "; --kind: #00aa55" in text
    key = text[text.index('class="timeline-key"') :].partition("</p>")[0]
    assert 'is-power" style="--kind: #00aa55"' in key
    assert "Raid" in key
    assert "Diplomacy, treaties, aid" in key
    assert "Feast" not in key
