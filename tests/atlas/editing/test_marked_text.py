from __future__ import annotations

import pytest

from mapsvc.atlas.editing.marked_text import begin_of, is_blank, newline_of


@pytest.mark.parametrize(
    ("text", "newline", "begin", "blank"),
    [("", "\n", 0, True), ("\ufeff \r\n", "\r\n", 1, True), ("a\nb\r\n", "\n", 0, False)],
)
def test_marks_of_a_text(text: str, newline: str, begin: int, *, blank: bool) -> None:
    assert (newline_of(text), begin_of(text), is_blank(text)) == (newline, begin, blank)
