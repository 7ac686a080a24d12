"""Rows of `control.csv` changed one by one: no other line becomes another."""

from __future__ import annotations

import pytest

from mapsvc.atlas.editing.control_text import change_row
from tests.atlas.editing.diffs import changed_lines

TABLE = """district,polity,from,to,how,certainty,source,note
alfa,germany,1871-01-18,,administered,attested,book,"one, two"
alfa,france,1918-12-08,,administered,attested,book,
bravo,germany,1871-01-18,,administered,attested,book,
"""
CELLS = {
    "district": "alfa", "polity": "france", "from": "1918-12-08", "to": "", "how": "administered",
    "certainty": "attested", "source": "book", "note": "",
}  # fmt: skip


def test_changed_row_is_the_only_line_that_changes() -> None:
    made = change_row(TABLE, CELLS, {**CELLS, "from": "1918-12-09"})
    assert changed_lines(TABLE, made) == [
        "-alfa,france,1918-12-08,,administered,attested,book,",
        "+alfa,france,1918-12-09,,administered,attested,book,",
    ]


@pytest.mark.parametrize(
    ("district", "day", "line"),
    [
        ("alfa", "1900", 2),
        ("alfa", "1930-06", 3),
        ("bravo", "1919", 4),
        ("aaa", "1919", 1),
        ("ccc", "1919", 4),
    ],
)
def test_new_row_stands_with_its_district_by_its_day(district: str, day: str, line: int) -> None:
    made = change_row(TABLE, None, {**CELLS, "district": district, "from": day})
    lines = made.splitlines()
    assert lines[line].startswith(f"{district},france,{day},")
    assert "\n".join([*lines[:line], *lines[line + 1 :]]) + "\n" == TABLE


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_row_that_is_made_and_taken_out_leaves_the_file_as_it_was(end: str) -> None:
    before = "\ufeff" + TABLE.replace("\n", end)
    row = {**CELLS, "from": "1919-01-01", "note": "by, night"}
    assert change_row(change_row(before, None, row), row, None) == before


def test_first_row_makes_the_table() -> None:
    head, row = change_row("", None, CELLS).splitlines()
    assert head == "district,polity,from,to,how,of,certainty,source,locator,note"
    assert row == "alfa,france,1918-12-08,,administered,,attested,book,,"


def test_column_that_the_file_lacks_is_added_for_who_says_something_in_it() -> None:
    made = change_row(TABLE, CELLS, {**CELLS, "locator": "p. 9"})
    assert made.splitlines()[0].endswith(",note,locator")
    assert made.splitlines()[2].endswith(",,p. 9")


def test_row_that_nobody_says_any_more_is_refused() -> None:
    for row in (None, CELLS):
        with pytest.raises(ValueError, match="no row says that"):
            change_row(TABLE, {**CELLS, "source": "other"}, row)
