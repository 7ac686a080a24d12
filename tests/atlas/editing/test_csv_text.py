from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapsvc.atlas.editing.csv_text import put_row, read_rows, remove_row
from tests.atlas.editing.diffs import changed_lines

CELL = st.text(st.characters(exclude_characters="\0\r\ufeff", exclude_categories=["Cs"]), max_size=6)
TABLES = st.tuples(
    st.lists(st.tuples(CELL, CELL), max_size=5),
    st.sampled_from(",;\t"),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    st.sampled_from(["", "\ufeff"]),
)


def written(rows: list[tuple[str, str]], separator: str, newline: str, quoting: int, mark: str) -> str:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=separator, lineterminator=newline, quoting=quoting)  # type: ignore[arg-type]
    writer.writerows([["id", "a", "b"], *([f"r{n}", *row] for n, row in enumerate(rows))])
    return mark + out.getvalue()


def read(text: str, separator: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=separator))


@given(TABLES, st.data())
def test_row_put_is_read_and_the_others_stay(
    made: tuple[list[tuple[str, str]], str, str, int, str], data: st.DataObject
) -> None:
    rows, text = made[0], written(*made)
    at = data.draw(st.integers(0, len(rows)))
    a, b = data.draw(CELL), data.draw(CELL)
    new = put_row(text, {"id": f"r{at}", "a": a, "b": b}, ["id"])
    expected = [["id", "a", "b"], *([f"r{n}", *row] for n, row in enumerate(rows))]
    expected[at + 1 : at + 2] = [[f"r{at}", a, b]]
    assert read(new, made[1]) == expected
    for number, row in enumerate(read_rows(text)[2]):
        if number != at:
            assert text[row.start : row.end] in new
    for number, cells in enumerate(rows):
        assert put_row(text, {"id": f"r{number}", "a": cells[0], "b": cells[1]}, ["id"]) == text
    if at == len(rows):
        assert remove_row(new, {"id": f"r{at}"}, ["id"]) == text


def test_changed_cell_leaves_the_spelling_of_the_others() -> None:
    text = 'id;a;b\nx;"one";2\n\ny;3;"say ""no"""\n'
    assert put_row(text, {"id": "y", "a": "4"}, ["id"]) == text.replace(";3;", ";4;")
    assert put_row(text, {"id": "x", "a": "two"}, ["id"]) == text.replace("one", "two")


def test_new_row_stands_in_the_order_of_the_table() -> None:
    text = "line,column\n1,5\n3,1\n"

    def place(row: object) -> tuple[int, int]:
        return int(row["line"]), int(row["column"])  # type: ignore[index]

    new = put_row(text, {"line": "2", "column": "9"}, ["line", "column"], order=place)
    assert changed_lines(text, new) == ["+2,9"]
    assert new == "line,column\n1,5\n2,9\n3,1\n"
    last = put_row(new, {"line": "10", "column": "1"}, ["line", "column"], order=place)
    assert last.endswith("3,1\n10,1\n")


def test_table_without_an_end_of_its_last_line_gets_no_blank_one() -> None:
    assert put_row("id,a\nx,1", {"id": "y", "a": "2"}, ["id"]) == "id,a\nx,1\ny,2\n"
    assert put_row("", {"id": "y", "a": "2"}, ["id"]) == "id,a\ny,2\n"
    assert remove_row("id,a\nx,1", {"id": "x"}, ["id"]) == "id,a\n"


def test_column_that_the_table_has_not_is_refused() -> None:
    with pytest.raises(ValueError, match="'c'"):
        put_row("id,a\n", {"id": "y", "c": "2"}, ["id"])
