"""Two days compared by in whose hands the ground was."""

from __future__ import annotations

from pathlib import Path

import pytest

import mapsvc
from mapsvc.atlas.loading import load_atlas
from mapsvc.atlas.store import Store as Records
from mapsvc.errors import UnknownBorderError
from mapsvc.history.changes import compare_borders
from mapsvc.history.comparison import Comparison
from mapsvc.history.held_days import state_of_day, with_held_days
from mapsvc.history.territories import find_sides, held_day, held_id
from mapsvc.model.day import Day
from tests.grounds import add_grounds
from tests.held import POLITIES, ROWS, add_control


@pytest.fixture
def controlled(tiny_root: Path) -> Records:
    """Three squares in a row that change hands in 1921."""
    add_control(tiny_root)
    return load_atlas(tiny_root)


def compared(atlas: Records, a: str, b: str) -> Comparison:
    return compare_borders(atlas, *find_sides(atlas, a, b))


def passages(comparison: Comparison) -> set[tuple[str, str]]:
    return {(piece.from_title.en, piece.to_title.en) for piece in comparison.pieces}


@pytest.mark.parametrize("day", [Day(1921, 3, 16), Day(-400, 1, 1), Day(17, 2, 3), Day(-17000, 5, 6)])
def test_day_is_found_again_in_its_side(day: Day) -> None:
    assert held_day(held_id(day)) == day
    assert held_day("kars-1921") is None


def test_state_of_a_day_has_a_ground_a_holder_and_manner(controlled: Records) -> None:
    atlas = with_held_days(controlled, [held_id(Day(1921, 6, 10))])
    state = atlas.territories[held_id(Day(1921, 6, 10))]
    assert {(ground.id, ground.title.en) for ground in state.territories} == {
        ("east-occupied-west", "The East (occupation; by law The West)"),
        ("east", "The East"),
        ("east-or-west", "The East / The West (contested)"),
    }
    assert state.territory("east-or-west") is not None
    assert controlled.territories == {}
    assert with_held_days(controlled, ["front"]) is controlled


def test_districts_of_one_holder_are_one_ground(controlled: Records) -> None:
    state = state_of_day(controlled, Day(1921, 1, 10))
    assert [ground.id for ground in state.territories] == ["west", "east"]
    later = state_of_day(with_held_days(controlled, [held_id(Day(1921, 11, 1))]), Day(1921, 11, 1))
    areas = {ground.id: ground.area_km2 for ground in later.territories}
    assert areas.keys() == {"east-occupied-west", "east", "west"}


def test_districts_that_passed_are_told_from_whom_to_whom(controlled: Records) -> None:
    found = compared(controlled, "1921-01-10", "1921-06-10")
    assert passages(found) == {
        ("The West", "The East (occupation; by law The West)"),
        ("The East", "The East / The West (contested)"),
    }
    assert found.total_change_km2 == pytest.approx(2 * 9413, rel=0.01)
    assert {piece.certainty for piece in found.pieces} == {"attested", "inferred"}
    assert all(piece.verdict == "change" for piece in found.pieces)
    assert "The West → The East" in found.sentence.en


def test_other_order_has_the_same_pieces_turned(controlled: Records) -> None:
    there, back = (
        compared(controlled, *days) for days in (("1921-01-10", "1921-06-10"), ("1921-06-10", "1921-01-10"))
    )
    assert passages(back) == {(two, one) for one, two in passages(there)}
    assert [piece.geometry for piece in back.pieces] == [piece.geometry for piece in there.pieces]


def test_ground_that_nobody_is_known_to_have_held_is_not_compared(controlled: Records) -> None:
    found = compared(controlled, "1921-05-31", "1921-06-10")
    assert found.pieces == ()
    assert found.same


def test_same_holder_in_another_manner_is_told_and_changes_no_hands(tiny_root: Path) -> None:
    rows = (*ROWS, "west,east,1921-08-01,,administered,,attested,paper,,")
    add_control(tiny_root, rows)
    found = compared(load_atlas(tiny_root), "1921-04-01", "1921-08-02")
    assert [(each.from_title.en, each.to_title.en) for each in found.manners] == [
        ("The East (occupation; by law The West)", "The East")
    ]
    assert passages(found) == {("The East", "The East / The West (contested)")}


def test_heir_takes_over_and_gains_nothing(tiny_root: Path) -> None:
    rows = (
        *(row for row in ROWS if not row.startswith("west,east")),
        "west,heir,1921-03-16,,administered,,attested,paper,,",
    )
    add_control(tiny_root, rows)
    polities = POLITIES.replace(
        "[east]", 'west.heirs = ["heir"]\nheir.name = {tr = "Varis", en = "The Heir"}\n[east]'
    )
    (tiny_root / "polities.toml").write_text(polities, "utf-8")
    found = compared(load_atlas(tiny_root), "1921-01-10", "1921-04-10")
    assert found.pieces == ()
    assert [(each.from_title.en, each.to_title.en) for each in found.successions] == [
        ("The West", "The Heir")
    ]


def test_law_is_compared_where_it_is_asked_for(tiny_root: Path) -> None:
    add_grounds(tiny_root)
    plain = load_atlas(tiny_root)
    days = ("1921-11-10", "1921-12-10")
    assert find_sides(plain, *days) == ("front", "front")
    add_control(tiny_root)
    atlas = load_atlas(tiny_root)
    assert find_sides(atlas, *days, law=True) == ("front", "front")
    assert find_sides(atlas, *days) == ("on-1921-11-10", "on-1921-12-10")
    assert find_sides(atlas, "1921-11-10", "front") == ("front", "front")
    assert mapsvc.open_atlas(tiny_root).compare(*days, law=True).a == "front"


def test_day_without_a_map_is_refused(controlled: Records) -> None:
    with pytest.raises(
        UnknownBorderError, match="1919-01-01 has no map; the atlas tells of the days from 1920"
    ):
        find_sides(controlled, "1919-01-01", "1921-01-01")
