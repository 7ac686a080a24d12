"""Symbols of maps as QGIS draws them."""

from __future__ import annotations

import base64
import xml.etree.ElementTree as ET
from typing import Any

import pytest

from mapsvc.export.data.qml import qml

LINE: dict[str, Any] = {"type": "line", "color": "#102030", "width": 2.0, "dash": (6, 4)}


def style(kind: str, symbol: dict[str, Any]) -> ET.Element:
    text = qml(kind, {"it": symbol}, {"it": "What it is"}, "name")
    return ET.fromstring(text.partition("\n")[2])


def options(root: ET.Element, layer: str) -> list[dict[str, str]]:
    return [
        {option.get("name", ""): option.get("value", "") for option in found.iterfind("Option/Option")}
        for found in root.iter("layer")
        if found.get("class") == layer
    ]


def test_each_symbol_is_a_category_with_its_label() -> None:
    (category,) = style("LineString", LINE).iter("category")
    assert (category.get("value"), category.get("label")) == ("it", "What it is")


def test_line_keeps_colour_width_and_dash() -> None:
    (line,) = options(style("LineString", LINE), "SimpleLine")
    assert (line["line_color"], line["line_width"], line["customdash"]) == ("16,32,48,255", "2.0", "6;4")
    (whole,) = options(style("LineString", {**LINE, "dash": ()}), "SimpleLine")
    assert "customdash" not in whole


def test_cased_and_twin_lines_are_two_strokes() -> None:
    cased = options(style("LineString", {**LINE, "casing": "#ffffff"}), "SimpleLine")
    assert [stroke["line_width"] for stroke in cased] == ["4.4", "2.0"]
    twin = options(style("LineString", {**LINE, "ticks": "twin"}), "SimpleLine")
    assert [stroke["offset"] for stroke in twin] == ["-1.6", "1.6"]


@pytest.mark.parametrize(
    ("change", "placement"), [({"ticks": "beads"}, "interval"), ({"type": "arrow"}, "lastvertex")]
)
def test_ornament_runs_along_the_line_an_arrow_ends_it(change: dict[str, Any], placement: str) -> None:
    (marks,) = options(style("LineString", {**LINE, **change}), "MarkerLine")
    assert marks["placement"] == placement


def test_hatch_turns_the_other_way() -> None:
    area = {"type": "area", "fill": "#a0b0c0", "hatch": 45, "gap": 7}
    (hatch,) = options(style("Polygon", area), "LinePatternFill")
    assert (hatch["angle"], hatch["distance"]) == ("-45.0", "7")


def test_sign_is_our_own_outline() -> None:
    sign = {"type": "marker", "path": "M0 0L1 1", "fill": "#fff", "stroke": "#000", "size": 20}
    (marker,) = options(style("Point", sign), "SvgMarker")
    assert b'd="M0 0L1 1"' in base64.b64decode(marker["name"].removeprefix("base64:"))
