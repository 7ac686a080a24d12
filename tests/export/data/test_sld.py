"""Symbols of maps as OGC SLD 1.1."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from typing import Any

import pytest

from mapsvc.export.data.sld import sld

SE = "{http://www.opengis.net/se}"
SIGN: dict[str, Any] = {"type": "marker", "fill": "#ffffff", "stroke": "#000000", "size": 18}
LINE: dict[str, Any] = {"type": "line", "color": "#102030", "width": 2.0, "dash": (6, 4)}


def parameters(root: ET.Element) -> list[tuple[str | None, str | None]]:
    return [(found.get("name"), found.text) for found in root.iter(f"{SE}SvgParameter")]


def test_rule_holds_for_the_value_of_its_symbol() -> None:
    root = ET.fromstring(sld("LineString", {"line-a": LINE}, {"line-a": "A line"}, "borders"))
    (rule,) = root.iter(f"{SE}Rule")
    assert rule.findtext(f"{SE}Name") == "A line"
    assert [element.text for element in rule.iter() if element.tag.endswith("Literal")] == ["line-a"]
    assert parameters(root) == [("stroke", "#102030"), ("stroke-width", "2.0"), ("stroke-dasharray", "6 4")]


def test_casing_lies_below_its_line() -> None:
    root = ET.fromstring(sld("LineString", {"a": {**LINE, "casing": "#ffffff", "dash": ()}}, {}, "x"))
    assert parameters(root) == [
        ("stroke", "#ffffff"), ("stroke-width", "4.4"), ("stroke", "#102030"), ("stroke-width", "2.0"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("key", "mark"), [("role-happened-attested", "star"), ("treaty-point", "triangle"), ("mention", "circle")]
)
def test_sign_is_the_nearest_well_known_mark(key: str, mark: str) -> None:
    root = ET.fromstring(sld("Point", {key: SIGN}, {}, "x"))
    assert [found.text for found in root.iter(f"{SE}WellKnownName")] == [mark]
    assert [found.text for found in root.iter(f"{SE}Size")] == ["18"]


def test_area_without_a_rim_has_no_stroke() -> None:
    area = {"type": "area", "fill": "#a0b0c0", "rim": False}
    assert parameters(ET.fromstring(sld("Polygon", {"a": area}, {}, "x"))) == [
        ("fill", "#a0b0c0"), ("fill-opacity", "0.2"),
    ]  # fmt: skip
