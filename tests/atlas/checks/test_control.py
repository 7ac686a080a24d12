"""
What can be wrong with districts and rows of control: each fault is planted and told.

The rules stand in `mapsvc.atlas.checks.control`.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import shapely

from mapsvc.atlas.checks.atlas import check_atlas
from tests.held import HEADER, POLITIES, ROWS, a_district, add_control, districts, square

WEST = "west,west,1920-01-01,,administered,,attested,paper,,"
#: Of all districts but the west.
OTHERS = tuple(row for row in ROWS if not row.startswith("west"))


def told(root: Path) -> list[str]:
    return [str(problem) for problem in check_atlas(root)]


def test_sound_control_has_no_fault(tiny_root: Path) -> None:
    add_control(tiny_root)
    assert told(tiny_root) == []


def row(**cells: str) -> str:
    """A row of the west, with some cells that differ."""
    usual = {
        "district": "west", "polity": "west", "from": "1920-01-01", "how": "administered",
        "certainty": "attested", "source": "paper",
    }  # fmt: skip
    return ",".join((usual | cells).get(column, "") for column in HEADER.split(","))


UNKNOWN = "write one, with an empty 'polity'"


@pytest.mark.parametrize(
    ("rows", "fault"),
    [
        (
            [row(to="1921-03-15"), row(**{"from": "1921-03-17"})],
            f"west: no row says who held it on 1921-03-16; {UNKNOWN}",
        ),
        (
            [row(**{"from": "1921-02-01"})],
            f"west: no row says who held it from 1920-01-01 to 1921-01-31; {UNKNOWN}",
        ),
        ([row(to="1921-11-30")], f"west: no row says who held it from 1921-12-01 to 1921-12-31; {UNKNOWN}"),
        (
            [row(to="1921-07-31"), row(polity="east", **{"from": "1921-05-01"})],
            "line 9.from: 'west' is held from 1921-05-01 to 1921-07-31 by line 8 too; end one",
        ),
        ([row(), row()], "line 9.from: 'west' is held from 1920-01-01 to 1921-12-31 by line 8 too;"),
        (
            [row(), row(how="contested", **{"from": "1921-05-01"})],
            "line 9.how: is 'contested', but with nobody; another contested row must hold the same days",
        ),
        ([row(how="occupied", of="west")], "line 8.of: is 'west', who holds it;"),
        ([row(of="east")], "line 8.of: is 'east', but the ground is not occupied"),
        ([row(how="occupied")], "line 8.how: is 'occupied', but of whom? Give"),
        ([row(to="1919-12-31")], "line 8.to: is '1919-12-31', before '1920-01-01'"),
        ([row(polity="", how="contested")], "line 8.how: is 'contested', but by nobody"),
        ([row(source="papre")], "line 8.source: 'papre' names no source of the atlas"),
        ([row(**{"from": "1921-13-01"})], "line 8.from: '1921-13-01' is no EDTF date"),
        ([row(polity="wset")], "line 8.polity: 'wset' names no polity"),
        ([row(district="wets")], "line 8.district: 'wets' names no district"),
    ],
)  # fmt: skip
def test_planted_fault_of_rows_is_told(tiny_root: Path, rows: list[str], fault: str) -> None:
    add_control(tiny_root, (*OTHERS, *rows))
    found = told(tiny_root)
    assert [text for text in found if text.startswith(f"control.csv: {fault}")], found
    assert all(text.startswith(("control.csv: ", "districts.geojson: ")) for text in found)


def test_district_without_a_row_is_told(tiny_root: Path) -> None:
    add_control(tiny_root, OTHERS)
    (found,) = told(tiny_root)
    assert found.startswith(
        f"districts.geojson: features.west: no row of control.csv says who held it; {UNKNOWN}"
    )


def test_occupation_without_an_owner_is_explained_by_a_note(tiny_root: Path) -> None:
    explained = row(how="occupied", note="both states claim it by treaty")
    add_control(tiny_root, (*OTHERS, explained))
    assert told(tiny_root) == []


@pytest.mark.parametrize(
    ("years", "fault"),
    [
        ("1921-02-01/..", "line 5.from: is 1920-01-01, but 'west' was there 1921-02-01/.. by its 'years'"),
        (
            "../1921-02-28",
            "line 5.polity: holds the ground until 1921-03-15, but 'west' was there ../1921-02-28",
        ),
        ("1920-01-01/1921-03-15", None),
        ("1920/1921-03-16", None),
    ],
)
def test_polity_holds_ground_in_its_own_years_alone(tiny_root: Path, years: str, fault: str | None) -> None:
    rows = tuple(row for row in ROWS if ",west,1921-05" not in row and ",west,1921-10" not in row)
    east = tuple(row for row in rows if not row.startswith("east,east,1921-05"))
    add_control(tiny_root, east)
    polities = POLITIES.replace("west.name", f'west.years = "{years}"\nwest.name')
    (tiny_root / "polities.toml").write_text(polities, "utf-8")
    found = told(tiny_root)
    assert [text.removeprefix("control.csv: ")[: len(fault or "")] for text in found] == (
        [fault] if fault else []
    )


def test_window_of_the_next_holder_does_not_prolong_the_years(tiny_root: Path) -> None:
    rows = (WEST, "west,east,1921-03-14/1921-03-16,,administered,,attested,paper,,")
    add_control(tiny_root, (*(row for row in OTHERS if "west" not in row), *rows))
    polities = POLITIES.replace("west.name", 'west.years = "1920/1921-03-13"\nwest.name')
    (tiny_root / "polities.toml").write_text(polities, "utf-8")
    assert [text for text in told(tiny_root) if "years" in text] == []


def with_shape(name: str, geometry: Any) -> dict[str, Any]:
    ground = districts()
    for feature in ground["features"]:
        if feature["id"] == name:
            feature["geometry"] = geometry
    return ground


@pytest.mark.parametrize(
    ("name", "geometry", "fault"),
    [
        (
            "middle",
            square(42.9, 44),
            "features.middle: covers 941.3 km² near 42.95, 40.50 of 'west'; give both one",
        ),
        ("east", square(43, 45), "features.east: covers 9,4"),
        (
            "west",
            {"type": "Polygon", "coordinates": [[[42, 40], [43, 41], [43, 40], [42, 41], [42, 40]]]},
            "features.west.geometry: is no valid polygon: Self-intersection",
        ),
        ("west", {"type": "Point", "coordinates": [42, 40]}, "features.west.geometry: must be a Polygon or"),
    ],
)
def test_planted_fault_of_shapes_is_told(tiny_root: Path, name: str, geometry: Any, fault: str) -> None:
    add_control(tiny_root, ground=with_shape(name, geometry))
    found = told(tiny_root)
    assert [text for text in found if text.startswith(f"districts.geojson: {fault}")], found


def test_gap_between_districts_is_told(tiny_root: Path) -> None:
    """The west has an enclave that is nobody's."""
    hole = shapely.box(42, 40, 43, 41) - shapely.box(42.4, 40.4, 42.6, 40.6)
    add_control(tiny_root, ground=with_shape("west", shapely.geometry.mapping(hole)))
    (found,) = told(tiny_root)
    assert found.startswith("districts.geojson: features.west: leave a gap of 37")
    assert found.endswith("near 42.50, 40.50; give it to one of them, with its edge")


def test_enclave_that_is_a_district_is_no_gap(tiny_root: Path) -> None:
    hole = shapely.box(42, 40, 43, 41) - shapely.box(42.4, 40.4, 42.6, 40.6)
    ground = with_shape("west", shapely.geometry.mapping(hole))
    ground["features"].append(a_district("enclave", square(42.4, 42.6, 40.4, 40.6)))
    add_control(tiny_root, (*ROWS, WEST.replace("west,", "enclave,", 1)), ground=ground)
    assert told(tiny_root) == []


@pytest.mark.parametrize(
    ("more", "fault"),
    [
        ({"accuracy_km": 0}, "features.west.accuracy_km: must be greater than 0"),
        ({"accuracy_km": None}, "features[0].properties.accuracy_km: is missing"),
        ({"sources": []}, "features.west.sources: is empty; say what its edges were drawn from"),
        ({"sources": ["papre"]}, "features.west.sources[0]: 'papre' names no source of the atlas"),
    ],
)
def test_accuracy_and_sources_of_a_district_are_asked_for(
    tiny_root: Path, more: dict[str, Any], fault: str
) -> None:
    ground = districts()
    ground["features"][0] = a_district("west", square(42, 43), **more)
    add_control(tiny_root, ground=ground)
    assert [text for text in told(tiny_root) if text.startswith(f"districts.geojson: {fault}")], told(
        tiny_root
    )


def test_districts_without_rows_have_one_fault(tiny_root: Path) -> None:
    add_control(tiny_root)
    (tiny_root / "control.csv").unlink()
    assert told(tiny_root) == ["control.csv: is missing; it says who held the districts of districts.geojson"]
    (tiny_root / "control.csv").write_text(HEADER.replace(",", ";"), "utf-8")
    assert told(tiny_root) == ["control.csv: line 1: has ';' between its columns; save it with commas"]


def test_row_that_cannot_be_read_leaves_no_gap(tiny_root: Path) -> None:
    add_control(tiny_root, (*OTHERS, WEST.replace("administered", "ruled")))
    (found,) = told(tiny_root)
    assert found.startswith("control.csv: line 8.how: must be 'administered'")
