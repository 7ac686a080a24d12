"""In whose hands the day map has each town, against a table written from the literature by another hand."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
import shapely
from flask.testing import FlaskClient

from mapsvc import Atlas
from mapsvc.history import holders
from mapsvc.model.day import Day
from mapsvc.model.geometry import length_km

DATA = Path(__file__).parent / "data"
GEODATA = Path(__file__).parents[1] / "geodata"
FRAME = "36,36.5,51,47.5"
UNKNOWN = "unknown"

needs_control = pytest.mark.skipif(
    not (GEODATA / "control.csv").exists(),
    reason="the atlas has no geodata/control.csv yet: nothing says in whose hands the ground was",
)


class Cell(NamedTuple):
    """What the table says of a town on a day."""

    town: str
    day: str
    holder: str
    how: str
    certainty: str
    source: str


class Held(NamedTuple):
    """What the atlas says of ground: who holds it, and how."""

    polity: str
    how: str


def rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


CELLS = tuple(Cell(**row) for row in rows("possession.csv"))
JUDGED = tuple(cell for cell in CELLS if cell.holder != UNKNOWN)
TOWNS = {
    row["town"]: shapely.Point(float(row["lon"]), float(row["lat"])) for row in rows("possession-towns.csv")
}
DAYS = sorted({cell.day for cell in CELLS})
#: Judged cells by how sure the table is of them; see `possession-sources.md`.
COUNTS = {"A": 195, "B": 370, "C": 1870}


def accepted(cell: Cell) -> list[set[str]]:
    """Read `a|b&c`: `a` alone, or `b` and `c` together."""
    return [set(choice.split("&")) for choice in cell.holder.split("|")]


def fault_of(cell: Cell, held: set[Held]) -> str | None:
    """Say how what the atlas holds differs from the table; nothing where it does not."""
    polities, ways = {one.polity for one in held}, {one.how for one in held}
    if polities in accepted(cell) and (not cell.how or ways == {cell.how}):
        return None
    expected = f"{cell.holder} {cell.how}".strip()
    got = ", ".join(sorted(f"{one.polity} {one.how}" for one in held)) or "nobody"
    return f"{cell.town} {cell.day}: expected {expected} ({cell.certainty}: {cell.source}), got {got}"


def faults(ask: Callable[[str, str], set[Held]]) -> str:
    """Say every judged cell that what is asked answers wrongly, one a line."""
    found = [fault_of(cell, ask(cell.town, cell.day)) for cell in JUDGED]
    wrong = [fault for fault in found if fault]
    return "\n".join([f"{len(wrong)} of {len(found)} cells are wrong:", *wrong]) if wrong else ""


def holders_at(client: FlaskClient, day: str, bbox: str) -> list[tuple[shapely.Geometry, Held]]:
    query = {"datetime": day, "bbox": bbox, "limit": "10000"}
    answer = client.get("/api/collections/holders/items", query_string=query)
    assert answer.status_code == 200, answer.text
    return [
        (
            shapely.geometry.shape(feature["geometry"]),
            Held(feature["properties"]["polity"], feature["properties"]["how"]),
        )
        for feature in answer.get_json()["features"]
    ]


def over(town: str, features: list[tuple[shapely.Geometry, Held]]) -> set[Held]:
    return {held for shape, held in features if shape.covers(TOWNS[town])}


@needs_control
def test_collection_of_holders_agrees_with_the_table_on_every_judged_cell(client: FlaskClient) -> None:
    @cache
    def features_on(day: str) -> list[tuple[shapely.Geometry, Held]]:
        return holders_at(client, day, FRAME)

    wrong = faults(lambda town, day: over(town, features_on(day)))
    assert not wrong, wrong


@needs_control
def test_holders_at_a_point_agree_with_the_table_on_every_judged_cell(atlas: Atlas) -> None:
    def ask(town: str, day: str) -> set[Held]:
        found = holders.holders_on(atlas.records, TOWNS[town], Day.fromisoformat(day))
        return {Held(str(one.polity), one.how) for one in found}

    wrong = faults(ask)
    assert not wrong, wrong


@needs_control
@pytest.mark.parametrize("day", ["1918-05-29", "1920-11-15", "1921-03-16"])
def test_box_about_a_town_gives_its_holders(client: FlaskClient, day: str) -> None:
    whole = holders_at(client, day, FRAME)
    for town, point in TOWNS.items():
        box = ",".join(f"{edge:.4f}" for edge in point.buffer(0.001).bounds)
        assert over(town, holders_at(client, day, box)) == over(town, whole), town


def test_table_has_the_cells_that_were_agreed() -> None:
    assert len(TOWNS) == 87
    assert len(DAYS) == 34
    assert (DAYS[0], DAYS[-1]) == ("1914-07-01", "1932-12-01")
    assert len(CELLS) == len({(cell.town, cell.day) for cell in CELLS}) == 87 * 34
    assert {cell.town for cell in CELLS} == set(TOWNS)
    assert Counter(cell.certainty for cell in JUDGED) == COUNTS
    assert all(not any(cell[3:]) for cell in CELLS if cell.holder == UNKNOWN)
    assert {cell.how for cell in JUDGED} == {"", "occupied"}


def test_every_holder_of_the_table_is_a_polity(atlas: Atlas) -> None:
    named = {polity for cell in JUDGED for choice in accepted(cell) for polity in choice}
    assert not named - set(atlas.records.polities)


def test_every_source_of_the_table_is_told_and_used() -> None:
    text = (DATA / "possession-sources.md").read_text("utf-8").partition("## Sources")[2]
    told = re.findall(
        r"`([a-z0-9-]+)`", "\n".join(line.split("|")[1] for line in text.split("\n") if "| " in line)
    )
    used = {key for cell in JUDGED for key in cell.source.split(";")}
    assert sorted(told) == sorted(used)
    assert all(";" in cell.source for cell in JUDGED if cell.certainty == "B")


@pytest.mark.parametrize("line", ["frontier-1878", "frontier-1921"])
def test_no_town_of_the_table_lies_within_two_km_of_a_frontier(line: str) -> None:
    document = json.loads((GEODATA / "lines" / f"{line}.geojson").read_text("utf-8"))
    drawn = shapely.union_all([shapely.geometry.shape(part["geometry"]) for part in document["features"]])
    near = {town: length_km(shapely.shortest_line(point, drawn)) for town, point in TOWNS.items()}
    assert not {town: km for town, km in near.items() if km < 2}


@pytest.mark.parametrize(
    ("expected", "how", "held", "right"),
    [
        ("armenia", "", {Held("armenia", "administered")}, True),
        ("armenia", "", {Held("turkey", "administered")}, False),
        ("armenia", "", {Held("armenia", "contested"), Held("georgia", "contested")}, False),
        ("armenia", "", set(), False),
        ("russia", "occupied", {Held("russia", "occupied")}, True),
        ("russia", "occupied", {Held("russia", "administered")}, False),
        ("georgia-soviet|rsfsr", "", {Held("rsfsr", "administered")}, True),
        (
            "georgia-soviet|rsfsr",
            "",
            {Held("rsfsr", "contested"), Held("georgia-soviet", "contested")},
            False,
        ),
        ("turkey|georgia&turkey", "", {Held("georgia", "contested"), Held("turkey", "contested")}, True),
        ("turkey|georgia&turkey", "", {Held("georgia", "contested")}, False),
    ],
)
def test_cell_is_judged_by_all_who_hold_the_ground(
    expected: str, how: str, held: set[Held], right: bool
) -> None:
    assert (fault_of(Cell("kars", "1920-11-15", expected, how, "A", "nutuk"), held) is None) is right


def test_all_wrong_cells_are_told_and_not_the_first_only() -> None:
    told = faults(lambda town, day: {Held("persia", "administered")}).split("\n")
    wrong = [cell for cell in JUDGED if cell.holder != "persia"]
    assert told[0] == f"{len(wrong)} of {len(JUDGED)} cells are wrong:"
    assert len(told) == len(wrong) + 1
    assert "kars 1920-11-15: expected turkey (A: nutuk), got persia administered" in told
