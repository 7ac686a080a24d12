from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapsvc.atlas.editing.toml_text import append_table, put_value, remove_value
from tests.atlas.editing.diffs import changed_lines

ATLASES = Path(__file__).parents[3] / "tests" / "data" / "atlases"
EVENTS = sorted(ATLASES.glob("*/events/*.toml"))
TEXT = """# who wrote this
on = "1815-06-18"   # a Sunday
title = {en = "Waterloo", fr = "Waterloo"}
cites = [
    {source = "a", locator = "p. 1"},  # the first
    {source = "b"},
]

[[places]] # where
place = "waterloo"
role = "happened"

[date]
printed = "18 juin"
# the end
"""
KEYS = st.from_regex(r"[a-z]{1,5}", fullmatch=True)
VALUES = st.recursive(
    st.booleans() | st.integers(-(2**40), 2**40) | st.text(st.characters(codec="utf-8"), max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=8,
)


@given(KEYS, VALUES)
def test_value_put_is_read_and_remarks_stay(key: str, value: Any) -> None:
    new = put_value(TEXT, [key], value)
    assert tomllib.loads(new) == tomllib.loads(TEXT) | {key: value}
    for remark in ("# who wrote this", "# where", "# the end"):
        assert remark in new or key in ("places", "date")
    if key not in tomllib.loads(TEXT):
        assert remove_value(new, [key]).split() == TEXT.split()


@pytest.mark.parametrize("path", EVENTS, ids=lambda path: "/".join(path.parts[-3:]))
def test_what_is_put_as_it_is_changes_no_byte(path: Path) -> None:
    text = path.read_bytes().decode()
    for key, value in tomllib.loads(text).items():
        assert put_value(text, [key], value) == text
    assert remove_value(text, ["nothing"]) == text
    new = append_table(text, "disputes", {"about": {"en": "who"}, "readings": [{"claim": "x"}]})
    assert tomllib.loads(new)["disputes"][-1]["readings"] == [{"claim": "x"}]
    assert not [line for line in changed_lines(text, new) if line.startswith("-") and line != "-"]


@pytest.mark.parametrize(
    ("path", "value", "lines"),
    [
        (["on"], "1815-06", ['-on = "1815-06-18"   # a Sunday', '+on = "1815-06"   # a Sunday']),
        (["title", "fr"], "W", 2),
        (["title"], {"en": "Waterloo", "fr": "W"}, 2),
        (["cites", 1, "locator"], "p. 2", 2),
        (["cites", 0], {"source": "a", "locator": "p. 2"}, 2),
        (["places", 0, "note"], {"en": "x"}, ['+note = {en = "x"}']),
        (["places", 0], {"place": "ligny", "role": "happened"}, 2),
        (["places"], [{"place": "waterloo", "role": "happened", "note": "y"}], 1),
        (["date", "basis"], "added", 1),
        (["summary"], {"en": "Words"}, 1),
    ],
)
def test_one_change_is_one_line(path: list[str | int], value: Any, lines: list[str] | int) -> None:
    new = put_value(TEXT, path, value)
    found = changed_lines(TEXT, new)
    assert found == lines if isinstance(lines, list) else len(found) == lines, found
    made: Any = tomllib.loads(new)
    for key in path:
        made = made[key]
    assert made == value
    assert tomllib.loads(remove_value(new, path)) is not None


def test_marks_and_line_ends_survive() -> None:
    text = "\ufeff" + TEXT.replace("\n", "\r\n")
    new = append_table(put_value(text, ["on"], "1815"), "places", {"place": "ligny", "role": "mentioned"})
    assert new.startswith("\ufeff#")
    assert new.count("\n") == new.count("\r\n")
    assert new.replace("\r\n", "\n").removeprefix("\ufeff") == append_table(
        put_value(TEXT, ["on"], "1815"), "places", {"place": "ligny", "role": "mentioned"}
    )


def test_line_ends_that_differ_stay_each_as_it_is() -> None:
    assert put_value("a = 1\r\nb = 2\nc = 3\r\n", ["b"], 4) == "a = 1\r\nb = 4\r\nc = 3\r\n"
    assert put_value("a = 1\r\nb = 2\nc = 3\r\n", ["c"], 4) == "a = 1\r\nb = 2\nc = 4\r\n"


def test_table_of_a_list_stands_behind_the_last_of_it() -> None:
    new = append_table(TEXT, "places", {"place": "ligny", "role": "mentioned"})
    assert [place["place"] for place in tomllib.loads(new)["places"]] == ["waterloo", "ligny"]
    assert new.index("ligny") < new.index("[date]")


@pytest.mark.parametrize("text", ["a = ", "[a\n", "a = 1\na = 2\n"])
def test_file_that_is_no_toml_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        put_value(text, ["b"], 1)


def test_way_through_what_is_no_table_is_refused() -> None:
    with pytest.raises(ValueError, match=r"."):
        put_value(TEXT, ["on", "year"], 1)
    with pytest.raises(ValueError, match="'on'"):
        append_table(TEXT, "on", {"a": 1})
