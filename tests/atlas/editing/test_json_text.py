from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapsvc.atlas.editing.json_spans import closing_of, is_same, parts_of, value_at
from mapsvc.atlas.editing.json_style import HOUSE_ITEM, layout_of
from mapsvc.atlas.editing.json_text import put_item, remove_item
from tests.atlas.editing.diffs import changed_lines

WORDS = st.text(max_size=6)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | WORDS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(WORDS, inner, max_size=4),
    max_leaves=12,
)
ITEMS = st.lists(st.dictionaries(WORDS.filter(lambda key: key != "id"), VALUES, max_size=4), max_size=5).map(
    lambda items: [dict[str, Any]({"id": f"i{n}"}) | item for n, item in enumerate(items)]
)
LAYOUTS: st.SearchStrategy[dict[str, Any]] = st.sampled_from(
    [{}, {"indent": 1}, {"indent": 4}, {"indent": "\t"}, {"separators": (",", ":")}, {"ensure_ascii": True}]
)


def written(items: list[Any], layout: dict[str, Any], newline: str, mark: str) -> str:
    text = json.dumps(items, **({"ensure_ascii": False} | layout))
    return mark + text.replace("\n", newline) + newline


FILES = st.tuples(ITEMS, LAYOUTS, st.sampled_from(["\n", "\r\n"]), st.sampled_from(["", "\ufeff"]))


@given(FILES, st.data())
def test_record_put_is_read_and_the_others_stay(
    made: tuple[list[Any], dict[str, Any], str, str], data: st.DataObject
) -> None:
    items, text = made[0], written(*made)
    at = data.draw(st.integers(0, len(items)))
    item = {"id": f"i{at}"} | data.draw(st.dictionaries(WORDS.filter(lambda key: key != "id"), VALUES))
    new = put_item(text, item)
    expected = [*items[:at], item, *items[at + 1 :]]
    assert is_same(json.loads(new.removeprefix("\ufeff")), expected)
    assert new.startswith("\ufeff") == text.startswith("\ufeff")
    start = len(text) - len(text.lstrip("\ufeff"))
    for number, part in enumerate(parts_of(text, start)):
        if number != at:
            assert text[part.start : part.end] in new
    if made[2] == "\r\n":
        assert "\n" not in new.replace("\r\n", "")


@given(FILES)
def test_what_is_put_as_it_is_changes_no_byte(made: tuple[list[Any], dict[str, Any], str, str]) -> None:
    text = written(*made)
    for item in made[0]:
        assert put_item(text, item) == text
    assert remove_item(text, "nobody") == text


@given(FILES, st.data())
def test_added_and_taken_out_again_leaves_the_file_as_it_was(
    made: tuple[list[Any], dict[str, Any], str, str], data: st.DataObject
) -> None:
    items, text = made[0], written(*made)
    if items:
        assert remove_item(put_item(text, {"id": "new", "x": [1, {"y": 2}]}), "new") == text
        gone = data.draw(st.sampled_from(items))
        rest = json.loads(remove_item(text, gone["id"]).removeprefix("\ufeff"))
        assert is_same(rest, [item for item in items if item is not gone])


def test_numbers_and_order_of_what_stays_are_as_they_were_spelt() -> None:
    text = '[\n{"b": 1.50, "id": "a", "c":  [1e3, 2]},\n{"id": "b"}\n]\n'
    assert put_item(text, {"id": "a", "b": 1.5, "c": [1000, 3]}) == text.replace(", 2]", ", 3]")
    assert put_item(text, {"id": "a", "b": True, "c": [1000, 2]}) == text.replace("1.50", "true")


def test_new_file_has_a_record_a_line() -> None:
    text = put_item("", {"id": "a", "title": "Ağ"})
    assert put_item(text, {"id": "b"}) == '[\n{"id": "a", "title": "Ağ"},\n{"id": "b"}\n]\n'
    assert remove_item(text, "a") == "[]\n"


def test_elements_taken_out_and_added_leave_their_neighbours() -> None:
    text = '[\n {"id": "a", "list": [\n  1,\n  2,\n  3\n ]}\n]'
    assert changed_lines(text, put_item(text, {"id": "a", "list": [1, 3]})) == ["-  2,"]
    assert changed_lines(text, put_item(text, {"id": "a", "list": [1, 9, 2, 3]})) == ["+  9,"]


@pytest.mark.parametrize("text", ["{}", "[1", "[" * 100_000, '[{"id": NaN}]', "[1 2]"])
def test_file_that_is_no_array_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        put_item(text, {"id": "a"})


def test_parts_and_style_are_those_of_the_text() -> None:
    text = ' {"a" : [1, 2],\n  "b": "x"}'
    _, start, end = value_at(text, 0)
    parts = parts_of(text, start)
    assert [(part.key, part.value, text[part.value_start : part.end]) for part in parts] == [
        ("a", [1, 2], "[1, 2]"),
        ("b", "x", '"x"'),
    ]
    assert closing_of(text, start, parts) == end == len(text)
    assert layout_of('{"a":[1,2]}', 0, 11).render({"b": [3]}, "") == '{"b":[3]}'
    assert HOUSE_ITEM.render({"b": [3]}, "") == '{"b": [3]}'
