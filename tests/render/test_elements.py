"""The one crossing into folium: nothing that data says becomes template or markup."""

from __future__ import annotations

import json
import re
from typing import Any

import folium
import pytest
from branca.element import Figure
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Environment

from mapsvc.render.elements import Call, json_literal, raw_html
from tests.hostile import ATTACKS

DATA = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)
NASTY = st.lists(
    st.sampled_from([*ATTACKS.values(), "{", "}", "%", "#", "{{", "\\", '"', "<", "x"]), max_size=8
).map("".join)


@given(DATA | st.dictionaries(NASTY, NASTY))
def test_literal_is_inert_as_a_template_and_still_the_same_data(value: Any) -> None:
    text = json_literal(value)
    assert json.loads(text) == value
    assert Environment().from_string(text).render() == text
    assert not set("<>&\u2028\u2029") & set(text)


@pytest.mark.parametrize("value", [float("nan"), float("inf"), {"a": float("-inf")}])
def test_number_that_json_lacks_is_refused(value: Any) -> None:
    with pytest.raises(ValueError, match="JSON"):
        json_literal(value)


@given(NASTY)
def test_call_passes_its_options_through_folium_unchanged(text: str) -> None:
    built = folium.Map(tiles=None)
    built.add_child(Call("features", {"text": text}, element_id="0"))
    root = built.get_root()
    root.render()
    script = root.script.render()
    found = re.search(r"mapsvc\.features\(map_[0-9a-f]+, (.*)\);", script)
    assert found is not None
    assert json.loads(found[1]) == {"text": text}


@given(NASTY)
def test_raw_html_passes_through_branca_unchanged(html: str) -> None:
    figure = Figure()
    figure.html.add_child(raw_html(f"<p>{html}</p>"), name="raw")
    figure.render()
    assert f"<p>{html}</p>" in figure.html.render()
