"""Holders whose districts meet and whose ground looks alike are told, and whom they look alike to."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest

from mapsvc import Atlas
from mapsvc.atlas.checks.colours import LEAST_APART, alikes, colour_notices
from mapsvc.atlas.checks.notices import check_notices
from mapsvc.atlas.drawn_territories import with_looks
from mapsvc.ground.tiles import COLOURS
from mapsvc.model.colours import HELD, laid_over, rgb_of, unlikeness
from mapsvc.model.meta import Polity
from mapsvc.model.text import Text
from tests.held import POLITIES, a_district, add_control, districts, square

BESIDE = (
    "east,east,1920-01-01,,administered,,attested,paper,,",
    "middle,west,1920-01-01,,administered,,attested,paper,,",
    "west,west,1920-01-01,,administered,,attested,paper,,",
)


def told(root: Path, west: str, east: str, rows: tuple[str, ...] = BESIDE) -> list[str]:
    add_control(root, rows)
    coloured = POLITIES.replace("west.name", f'west.colour = "{west}"\nwest.name')
    (root / "polities.toml").write_text(coloured.replace("[east]", f'[east]\ncolour = "{east}"'), "utf-8")
    return [str(notice) for notice in check_notices(root) if ".colour: " in str(notice)]


@pytest.mark.parametrize(
    ("west", "east", "whom"),
    [
        ("#361464", "#8d1472", "to who lacks the cones of red"),
        ("#3252ba", "#8b14b2", "to who lacks the cones of green"),
        ("#8a5a00", "#4f6a2c", "in a print in grey"),
    ],
)
def test_planted_pair_that_looks_alike_is_told(tiny_root: Path, west: str, east: str, whom: str) -> None:
    (found,) = told(tiny_root, west, east)
    assert found.startswith("polities.toml: ")
    assert "is near that of " in found
    assert "'middle' meets 'east' on 1920-01-01" in found
    assert whom in found


def test_pair_that_differs_in_lightness_is_none(tiny_root: Path) -> None:
    assert told(tiny_root, "#802020", "#70b0d8") == []


def test_holders_whose_districts_never_meet_may_look_alike(tiny_root: Path) -> None:
    apart = (BESIDE[0], "middle,,1920-01-01,,,,,,,nobody tells", BESIDE[2])
    assert told(tiny_root, "#a03030", "#a03030", apart) == []


def test_hatched_ground_is_told_from_plain(tiny_root: Path) -> None:
    occupied = (BESIDE[0].replace("administered", "occupied"), *BESIDE[1:])
    assert told(tiny_root, "#a03030", "#a03030", occupied) == []


def test_tint_that_is_no_tint_is_told_beside_blank_ground(tiny_root: Path) -> None:
    blank = ("east,,1920-01-01,,,,,,,nobody tells", *BESIDE[1:])
    (found,) = told(tiny_root, COLOURS["land"], "#a03030", blank)
    assert "west.colour: is near that of blank ground" in found


def test_corner_in_common_is_no_edge(tiny_root: Path) -> None:
    add_control(tiny_root, BESIDE)
    ground = districts()
    ground["features"] = [
        a_district("west", square(42, 43)), a_district("middle", square(43, 44)),
        a_district("east", square(44, 45, 41, 42)),
    ]  # fmt: skip
    add_control(tiny_root, BESIDE, ground=ground)
    path = tiny_root / "polities.toml"
    path.write_text(path.read_text("utf-8").replace("[east]", '[east]\ncolour = "#c94e4e"'), "utf-8")
    assert [notice for notice in check_notices(tiny_root) if ".colour" in notice.field] == []


def test_neighbours_of_the_shipped_atlas_are_told_apart(atlas: Atlas) -> None:
    assert [str(notice) for notice in colour_notices(atlas.records)] == []
    # It is measured: a stricter eye finds many pairs.
    assert len(list(alikes(atlas.records, LEAST_APART + 1))) > 10


def test_first_colours_that_are_given_are_told_apart() -> None:
    looks = with_looks({f"p{n}": Polity(f"p{n}", Text(en="x")) for n in range(6)})
    tints = [
        laid_over(rgb_of(polity.colour or ""), rgb_of(COLOURS["land"]), HELD) for polity in looks.values()
    ]
    assert min(unlikeness(*pair)[0] for pair in combinations(tints, 2)) >= LEAST_APART
