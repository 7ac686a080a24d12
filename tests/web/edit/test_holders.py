"""The Holders room: rows of `control.csv` and holders written one by one, gaps and overlaps said at once."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from mapsvc.atlas.checks.atlas import check_atlas
from mapsvc.atlas.control_reading import CONTROL_FILE
from mapsvc.web.edit.held_districts import POLITIES_FILE
from mapsvc.web.edit.rooms.holders import ROOM
from mapsvc.web.edit.tint_check import nearest_tints
from tests.atlas.editing.diffs import changed_lines
from tests.web.edit.conftest import Ask

RHINELAND = Path("tests/data/atlases/rhineland").resolve()
ROWS = "/edit/holders/rows.json"


@pytest.fixture
def edited(tmp_path: Path) -> Path:
    return Path(shutil.copytree(RHINELAND, tmp_path / "atlas"))


def state_of(ask: Ask) -> dict[str, Any]:
    found: dict[str, Any] = ask("GET", "/edit/holders/state.json?lang=en").json  # type: ignore[assignment]
    return found


def rows_of(state: dict[str, Any], district: str) -> list[dict[str, Any]]:
    return [row for row in state["rows"] if row["cells"]["district"] == district]


def put(ask: Ask, base: dict[str, str], was: object, row: object) -> dict[str, Any]:
    """Change a row as the page does, and return what is answered."""
    answer = ask("PUT", f"{ROWS}?lang=en", json={"base": base, "was": was, "row": row})
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json  # type: ignore[assignment]
    return found


def test_state_tells_who_held_what_and_when_it_changed(ask: Ask) -> None:
    page = ask("GET", f"/edit/{ROOM.name}/?lang=en")
    assert page.status_code == 200
    state = state_of(ask)
    assert {"germany", "belgium"} <= {held[2] for held in state["held"]["aix-zone"]}
    assert state["steps"] == sorted(state["steps"], key=lambda step: step["n"])
    assert not any(state["notes"].values())
    shapes = ask("GET", "/edit/holders/shapes.json").json
    assert {one["id"] for one in shapes["features"]} == set(state["notes"])  # type: ignore[index]


def test_day_is_typed_in_any_notation(ask: Ask) -> None:
    day = ask("GET", "/edit/holders/day.json?typed=8+Dezember+1918&lang=en").json
    assert day == {"n": day["n"], "iso": "1918-12-08", "words": "8 December 1918"}  # type: ignore[index]
    assert ask("GET", "/edit/holders/day.json?typed=nonsense").json == {"n": None}


def test_row_of_a_district_is_added_changed_and_removed_as_single_lines(ask: Ask, edited: Path) -> None:
    def text() -> str:
        return (edited / CONTROL_FILE).read_text("utf-8")

    before, state = text(), state_of(ask)
    last = rows_of(state, "aix-zone")[-1]["cells"]
    row = {**last, "polity": "belgium", "from": "7 March 1936", "note": "a march, at night"}
    added = put(ask, state["base"], None, row)
    line = 'aix-zone,belgium,1936-03-07,,administered,,inferred,general-knowledge,,"a march, at night"'
    after = text()
    assert changed_lines(before, after) == [f"+{line}"]
    new = rows_of(added["state"], "aix-zone")[-1]["cells"]
    changed = put(ask, added["base"], new, {**new, "from": "1936-03-08"})
    assert changed_lines(after, text()) == [f"-{line}", f"+{line.replace('03-07', '03-08')}"]
    put(ask, changed["base"], rows_of(changed["state"], "aix-zone")[-1]["cells"], None)
    assert text() == before
    for _ in range(3):
        assert ask("POST", "/edit/history/undo.json").status_code == 200
    assert text() == before


def test_gap_and_overlap_are_said_at_once_with_their_days(ask: Ask) -> None:
    state = state_of(ask)
    was = rows_of(state, "aix-zone")[1]["cells"]
    ended = put(ask, state["base"], was, {**was, "to": "1925-05-05"})
    (gap,) = ended["state"]["notes"]["aix-zone"]
    assert "6 May 1925" in gap
    assert "29 November 1929" in gap
    first, was, last = (row["cells"] for row in rows_of(ended["state"], "aix-zone"))
    twice = put(ask, ended["base"], last, {**last, "from": first["from"], "polity": "belgium"})
    said = " ".join(twice["state"]["notes"]["aix-zone"])
    assert "Belgium" in said
    assert "Germany" in said


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"from": "last week"}, "from"),
        ({"from": ""}, "from"),
        ({"polity": "atlantis"}, "polity"),
        ({"district": "nowhere"}, "district"),
        ({"source": "no-such-work"}, "source"),
        ({"source": ""}, "source"),
        ({"how": "borrowed"}, "how"),
        ({"how": "occupied", "of": ""}, "how"),
        ({"to": "1860-01-01"}, "to"),
    ],
)
def test_fault_is_told_at_its_field_and_nothing_is_written(
    ask: Ask, edited: Path, change: dict[str, str], field: str
) -> None:
    before = (edited / CONTROL_FILE).read_bytes()
    state = state_of(ask)
    row = rows_of(state, "aix-zone")[0]["cells"]
    answer = ask("PUT", ROWS, json={"base": state["base"], "was": row, "row": {**row, **change}})
    assert answer.status_code == 422
    assert field in {fault["field"] for fault in answer.json["problems"]}  # type: ignore[index]
    assert (edited / CONTROL_FILE).read_bytes() == before


def test_two_who_change_one_row_see_both_and_other_rows_are_joined(ask: Ask, edited: Path) -> None:
    state = state_of(ask)
    one, other = rows_of(state, "aix-zone")[:2]
    for row in (one, other):
        change = {**row["cells"], "note": "seen"}
        sent = {"base": state["base"], "was": row["cells"], "row": change}
        assert ask("PUT", ROWS, json=sent).status_code == 200
    assert (edited / CONTROL_FILE).read_text("utf-8").count(",seen") == 2
    late = {"base": state["base"], "was": one["cells"], "row": {**one["cells"], "note": "not seen"}}
    answer = ask("PUT", ROWS, json=late)
    assert answer.status_code == 409
    assert "seen" in answer.json["conflict"]["theirs"]  # type: ignore[index]


def test_holder_is_made_named_by_years_coloured_and_followed(ask: Ask, edited: Path) -> None:
    before = (edited / POLITIES_FILE).read_text("utf-8")
    made = ask(
        "POST", "/edit/holders/polities.json", json={"name": {"de": "Königreich Öland", "en": "Öland"}}
    )
    assert (made.status_code, made.json["id"]) == (200, "konigreich-oland")  # type: ignore[index]
    record = {
        "name": {"de": "Königreich Öland", "en": "Öland"},
        "names": [{"valid": "1900/1910", "name": {"en": "Old Öland"}}],
        "years": "1900/1930",
        "colour": "#a3262a",
        "hatch": {"angle": 45, "gap": 9},
        "heirs": ["germany"],
    }
    path = "/edit/holders/polities/konigreich-oland.json"
    assert ask("PUT", path, json={"base": made.json["base"], "record": record}).status_code == 200  # type: ignore[index]
    assert (edited / POLITIES_FILE).read_text("utf-8").startswith(before.rstrip())
    assert check_atlas(edited) == []
    wrong = {**record, "colour": "red", "heirs": ["nobody-at-all"], "years": "soon"}
    answer = ask("PUT", path, json={"record": wrong})
    assert {fault["field"] for fault in answer.json["problems"]} == {"colour", "heirs", "years"}  # type: ignore[index]
    assert ask("DELETE", path, json={}).status_code == 200
    assert (edited / POLITIES_FILE).read_text("utf-8").rstrip() == before.rstrip()


def test_holder_that_rows_name_stays(ask: Ask, edited: Path) -> None:
    answer = ask("DELETE", "/edit/holders/polities/germany.json", json={})
    assert answer.status_code == 422
    assert CONTROL_FILE in answer.json["problems"][0]["message"]  # type: ignore[index]
    assert ask("POST", "/edit/holders/polities.json", json={"name": {"en": " "}}).status_code == 422


def test_colours_are_held_against_those_that_are_there_for_all_eyes(ask: Ask) -> None:
    # A red and a green of one lightness: told apart by most, and not by who lacks a kind of cone.
    (near,) = nearest_tints("#c05050", {"green": "#7a7450", "white": "#ffffff"})
    assert near[0] == "green"
    assert near[2] in {"protan", "deutan"}
    assert nearest_tints("#000000", {"white": "#ffffff"}) == []
    colour = next(one["colour"] for one in state_of(ask)["polities"] if one["id"] == "france")
    told = ask("GET", f"/edit/holders/colour.json?polity=germany&colour=%23{colour[1:]}&lang=en").json
    assert {"id": "france", "apart": 0.0, "whom": "to everybody"} in [
        {**one, "whom": "to everybody"}
        for one in told["near"]  # type: ignore[index]
    ]


def test_file_that_a_recipe_makes_is_shown_and_not_changed(ask: Ask, edited: Path) -> None:
    (edited / "registry.txt").write_text(f"{'0' * 64}  {CONTROL_FILE}\n", "utf-8")
    state = state_of(ask)
    assert state["locked"] == [CONTROL_FILE]
    row = rows_of(state, "aix-zone")[0]["cells"]
    answer = ask("PUT", ROWS, json={"base": state["base"], "was": row, "row": {**row, "note": "x"}})
    assert answer.status_code == 422
