"""Who held the ground is read from two files, and every fault is told with its line and what would do."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mapsvc.atlas.atlas_reading import read_atlas
from mapsvc.atlas.control_reading import CONTROL_COLUMNS, read_control, read_districts
from mapsvc.atlas.loading import load_atlas
from mapsvc.atlas.problems import Problems
from mapsvc.atlas.references import find_dangling
from mapsvc.model.records import Citation
from tests.held import HEADER, ROWS, a_district, add_control, districts, square

GOOD = "west,west,1921-01-01,,administered,,attested,paper,,"


def faults(root: Path) -> list[str]:
    problems = Problems(languages=("tr", "en"))
    read_districts(root, "CC0-1.0", problems)
    read_control(root, problems)
    return [str(problem) for problem in problems.found]


def write_rows(root: Path, *rows: str, header: str = HEADER) -> None:
    (root / "control.csv").write_text("\n".join((header, *rows, "")), "utf-8")


def test_atlas_without_the_files_has_none(tiny_root: Path) -> None:
    assert faults(tiny_root) == []
    atlas = load_atlas(tiny_root)
    assert (dict(atlas.districts), atlas.control) == ({}, ())


def test_districts_and_rows_are_read(tiny_root: Path) -> None:
    add_control(tiny_root)
    atlas = load_atlas(tiny_root)
    assert list(atlas.districts) == ["west", "middle", "east"]
    west = atlas.districts["west"]
    assert (west.title.en, west.kind, west.accuracy_km, west.licence) == ("West", "uezd", 5, "CC0-1.0")
    assert west.attribution.en == "Our drawing"
    assert west.sources == (Citation("paper", "map"),)
    assert len(atlas.control) == len(ROWS)
    row = atlas.control[-1]
    assert (row.polity, row.how, row.of, row.begins.edtf, row.ends, row.line) == (
        "east", "occupied", "west", "1921-03-16", None, 9,
    )  # fmt: skip
    assert row.sources == (Citation("paper", "p. 3"),)
    assert [row.polity for row in atlas.control if row.district == "middle"] == [None, "east"]
    assert atlas.control[1].note == "both were there"
    assert atlas.control[1].ends is not None


def test_sources_share_a_cell_and_so_do_their_locators(tiny_root: Path) -> None:
    add_control(tiny_root, (GOOD.replace("paper,,", "paper;paper,p. 1;p. 2,"),))
    (row,) = read_control(tiny_root, Problems())
    assert row.sources == (Citation("paper", "p. 1"), Citation("paper", "p. 2"))
    add_control(tiny_root, (GOOD.replace("paper,,", "paper;paper,ch. 3,"),))
    (row,) = read_control(tiny_root, Problems())
    assert row.sources == (Citation("paper", "ch. 3"), Citation("paper"))


@pytest.mark.parametrize("mark", ["\ufeff", ""])
def test_byte_order_mark_empty_lines_and_spaces_do_no_harm(tiny_root: Path, mark: str) -> None:
    add_control(tiny_root)
    spaced = GOOD.replace(",", " , ")
    (tiny_root / "control.csv").write_text(f"{mark}{HEADER}\r\n{spaced}\r\n,,,,,,,,,\r\n", "utf-8")
    assert faults(tiny_root) == []
    assert len(read_control(tiny_root, Problems())) == 1


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        (GOOD.replace("1921-01-01", "14.04.1918"), "line 2.from: '14.04.1918' is no EDTF date; write it as"),
        (GOOD.replace("1921-01-01", "1921-02-30"), "line 2.from:"),
        (GOOD.replace("1921-01-01", "1921-01-01/.."), "line 2.from: '1921-01-01/..' names no last day"),
        (GOOD.replace("1921-01-01", ""), "line 2.from: is missing"),
        (
            GOOD.replace(",,administered", ",1922/..,administered"),
            "line 2.to: '1922/..' names no last day; write a day",
        ),
        (
            GOOD.replace("administered", "ruled"),
            "line 2.how: must be 'administered', 'occupied' or 'contested'",
        ),
        (GOOD.replace("administered", ""), "line 2.how: is missing; a row with a holder says it"),
        (GOOD.replace("attested", ""), "line 2.certainty: is missing; a row with a holder says it"),
        (GOOD.replace("attested", "sure"), "line 2.certainty: must be 'attested', 'inferred' or 'uncertain'"),
        (GOOD.replace("paper", ""), "line 2.source: is missing; a row with a holder says it"),
        (GOOD.replace("west,west", "west,The West"), "line 2.polity: is no id;"),
        (GOOD + ",one too many", "line 2: must have 10 columns; a text with a comma stands in quotes"),
        (GOOD[:-1], "line 2: must have 10 columns"),
    ],
)
def test_faulty_row_is_told_with_line_field_and_what_would_do(tiny_root: Path, row: str, fault: str) -> None:
    add_control(tiny_root, (row,))
    assert [text for text in faults(tiny_root) if text.startswith(f"control.csv: {fault}")], faults(tiny_root)
    assert len(faults(tiny_root)) == 1


def test_all_faults_of_all_rows_are_told_at_once(tiny_root: Path) -> None:
    add_control(tiny_root, ("west,west,never,soon,ruled,,sure,paper,,", GOOD, "west,west,1921,,,,,,,"))
    assert [text.split(": ")[1] for text in faults(tiny_root)] == [
        "line 2.from", "line 2.to", "line 2.how", "line 2.certainty",
        "line 4.how", "line 4.certainty", "line 4.source",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("header", "fault"),
    [
        (HEADER.replace(",", ";"), "line 1: has ';' between its columns; save it with commas"),
        (HEADER.replace(",", "\t"), "line 1: has tabs between its columns; save it with commas"),
        (HEADER.replace("polity", "Polity"), "line 1: 'Polity' is no column of it; did you mean 'polity'?"),
        (f"{HEADER},held by", "line 1: 'held by' is no column of it; known are district, polity, from"),
        (HEADER.replace(",certainty", ""), "line 1: has no column 'certainty'; the first line is district,"),
        (HEADER.replace("note", "how"), "line 1: has the column 'how' twice"),
    ],
)
def test_faulty_header_is_named(tiny_root: Path, header: str, fault: str) -> None:
    add_control(tiny_root)
    write_rows(tiny_root, GOOD, header=header)
    assert [text for text in faults(tiny_root) if text.startswith(f"control.csv: {fault}")], faults(tiny_root)


def test_columns_may_stand_in_any_order_and_some_be_left_out(tiny_root: Path) -> None:
    add_control(tiny_root)
    header = "source,certainty,how,from,polity,district"
    write_rows(tiny_root, "paper,attested,administered,1921,west,west", header=header)
    assert faults(tiny_root) == []
    assert read_control(tiny_root, Problems())[0].begins.edtf == "1921"
    assert set(header.split(",")) < set(CONTROL_COLUMNS)


def test_file_in_another_encoding_is_named(tiny_root: Path) -> None:
    add_control(tiny_root)
    (tiny_root / "control.csv").write_bytes(f"{HEADER}\n{GOOD}Gümrü\n".encode("cp1254"))
    assert ["control.csv: is not UTF-8" in text for text in faults(tiny_root)] == [True]


def test_rows_without_districts_are_told(tiny_root: Path) -> None:
    add_control(tiny_root)
    (tiny_root / "districts.geojson").unlink()
    assert faults(tiny_root) == [
        "districts.geojson: is missing; it holds the ground that control.csv speaks of"
    ]


def test_faulty_districts_are_told(tiny_root: Path) -> None:
    ground = districts()
    del ground["features"][0]["properties"]["accuracy_km"]
    ground["features"][1]["properties"] |= {"kind": "duchy", "colour": "red", "note": None}
    ground["features"].append(a_district("east", square(45, 46)))
    ground["features"].append({"type": "Feature", "id": "bare", "geometry": None})
    del ground["properties"]["attribution"]
    add_control(tiny_root, ground=ground)
    found = faults(tiny_root)
    for wanted in (
        "districts.geojson: features[0].properties.accuracy_km: is missing",
        "districts.geojson: features[1].properties.colour: is not a known field",
        "districts.geojson: features[1].properties.kind: must be 'okrug', 'oblast'",
        "districts.geojson: features[3].id: 'east' stands there twice",
        "districts.geojson: features[4].properties.title: is missing",
        "districts.geojson: properties.attribution: is missing; it must say",
    ):
        assert [text for text in found if text.startswith(wanted)], (wanted, found)


def test_names_that_name_nothing_are_told_with_their_line(tiny_root: Path) -> None:
    rows = (
        GOOD.replace("west,west", "wset,west"),
        GOOD.replace("west,west", "west,est"),
        "west,east,1921-03-16,,occupied,wst,attested,papre,,",
        "wets,eats,1921-03-16,,ruled,west,attested,paper,,",
    )
    add_control(tiny_root, rows)
    problems = Problems()
    atlas = read_atlas(tiny_root, problems)
    assert atlas is not None
    find_dangling(atlas, problems)
    found = [str(problem) for problem in problems.found]
    for wanted in (
        "control.csv: line 2.district: 'wset' names no district of the atlas; did you mean 'west'",
        "control.csv: line 3.polity: 'est' names no polity of the atlas; did you mean",
        "control.csv: line 4.of: 'wst' names no polity of the atlas; did you mean 'west'",
        "control.csv: line 4.source: 'papre' names no source of the atlas; did you mean 'paper'",
        "control.csv: line 5.district: 'wets' names no district of the atlas",
        "control.csv: line 5.polity: 'eats' names no polity of the atlas",
    ):
        assert [text for text in found if text.startswith(wanted)], (wanted, found)


def test_digest_knows_both_files(tiny_root: Path) -> None:
    add_control(tiny_root)
    digests = {load_atlas(tiny_root).digest}
    for name in ("control.csv", "districts.geojson"):
        path = tiny_root / name
        path.write_text(path.read_text("utf-8").replace("inferred", "uncertain"), "utf-8")
        digests.add(load_atlas(tiny_root).digest)
    assert len(digests) == 3
    assert json.loads((tiny_root / "districts.geojson").read_text("utf-8"))
