"""In whose hands ground was, in words: the holder, how, of whom, and who may have come already."""

from __future__ import annotations

from pathlib import Path

import pytest
import shapely

from mapsvc.atlas.loading import load_atlas
from mapsvc.history.holder_text import describe_holders, describe_holding
from mapsvc.history.holders import held_on, holders_on
from mapsvc.model.day import Day
from tests.grounds import add_grounds
from tests.held import add_control


@pytest.mark.parametrize(
    ("district", "on", "lang", "words"),
    [
        ("west", "1921-03-15", "en", ["The West"]),
        ("west", "1921-03-16", "en", ["The East (occupation; by law The West)"]),
        ("west", "1921-10-01", "tr", ["Yeni Doğu (işgal; hukuken Batı)"]),
        ("east", "1921-05-12", "en", ["The East, or already The West"]),
        ("east", "1921-06-01", "en", ["The East (contested)", "The West (contested)"]),
        ("east", "1921-06-01", "tr", ["Doğu (çekişmeli)", "Batı (çekişmeli)"]),
    ],
)
def test_holding_is_told_in_words(
    tiny_root: Path, district: str, on: str, lang: str, words: list[str]
) -> None:
    add_control(tiny_root)
    atlas, day = load_atlas(tiny_root), Day.fromisoformat(on)
    held = [each for each in held_on(atlas, day) if each.district == district]
    assert [describe_holding(atlas, each, day, atlas.language(lang)) for each in held] == words


def test_disputed_ground_has_an_occupier_without_an_owner(tiny_root: Path) -> None:
    add_control(tiny_root, ("west,east,1921-01-01,,occupied,,attested,paper,,",))
    atlas, day = load_atlas(tiny_root), Day(1921, 2, 1)
    held = held_on(atlas, day)[0]
    assert describe_holding(atlas, held, day, atlas.language("en")) == "The East (occupation)"


def test_ground_of_a_border_is_told_with_it(tiny_root: Path) -> None:
    add_grounds(tiny_root)
    records, day = load_atlas(tiny_root), Day(1921, 12, 1)
    (held,) = holders_on(records, shapely.Point(42.5, 40.5), day)
    label = records.borders["front"].label.en
    assert describe_holding(records, held, day, records.language("en")) == f"West ({label})"


def test_holders_of_a_stay_are_told_in_order_each_once(tiny_root: Path) -> None:
    add_control(tiny_root)
    atlas = load_atlas(tiny_root)
    point, days = shapely.Point(42.5, 40.5), [Day(1921, 3, 1), Day(1921, 3, 2), Day(1921, 3, 20)]
    told = describe_holders(atlas, point, days, atlas.language("en"))
    assert told == ["The West", "The East (occupation; by law The West)"]


def test_territories_that_differ_in_a_stay_are_not_told(tiny_root: Path) -> None:
    add_grounds(tiny_root)
    atlas, point = load_atlas(tiny_root), shapely.Point(42.5, 40.5)
    lang = atlas.language("en")
    assert len(describe_holders(atlas, point, [Day(1921, 12, 1), Day(1921, 12, 2)], lang)) == 1
    assert describe_holders(atlas, point, [Day(1921, 1, 1), Day(1921, 12, 2)], lang) == []
