"""The symbols of a map as OGC Styled Layer Descriptor 1.1, for map servers and other programs than QGIS."""

from __future__ import annotations

from collections.abc import Mapping
from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring

from mapsvc.model.scene import Symbol

_SLD, _SE, _OGC = "http://www.opengis.net/sld", "http://www.opengis.net/se", "http://www.opengis.net/ogc"
#: Well-known marks by the first sign of our outlines' keys; others are circles.
_MARKS = {
    "role-happened": "star",
    "role-destination": "square",
    "role-claimed": "triangle",
    "role-subject": "square",
    "treaty-point": "triangle",
}


def sld(kind: str, symbols: Mapping[str, Symbol], labels: Mapping[str, str], layer: str) -> str:
    """Return the style of a layer: a rule for each value of its column `symbol`; `kind` as for `qml`."""
    for prefix, space in (("sld", _SLD), ("se", _SE), ("ogc", _OGC)):
        register_namespace(prefix, space)
    root = Element(f"{{{_SLD}}}StyledLayerDescriptor", {"version": "1.1.0"})
    named = SubElement(root, f"{{{_SLD}}}NamedLayer")
    SubElement(named, f"{{{_SE}}}Name").text = layer
    style = SubElement(SubElement(named, f"{{{_SLD}}}UserStyle"), f"{{{_SE}}}FeatureTypeStyle")
    for key, symbol in symbols.items():
        rule = SubElement(style, f"{{{_SE}}}Rule")
        SubElement(rule, f"{{{_SE}}}Name").text = labels.get(key, key)
        equal = SubElement(SubElement(rule, f"{{{_OGC}}}Filter"), f"{{{_OGC}}}PropertyIsEqualTo")
        SubElement(equal, f"{{{_OGC}}}PropertyName").text = "symbol"
        SubElement(equal, f"{{{_OGC}}}Literal").text = key
        _DRAWN[kind](rule, key, symbol)
    return tostring(root, encoding="unicode")


def _parameters(parent: Element, **values: object) -> None:
    for name, value in values.items():
        element = SubElement(parent, f"{{{_SE}}}SvgParameter", {"name": name.replace("_", "-")})
        element.text = str(value)


def _line(rule: Element, _key: str, symbol: Symbol) -> None:
    width = float(symbol["width"])
    if symbol.get("casing"):
        casing = SubElement(SubElement(rule, f"{{{_SE}}}LineSymbolizer"), f"{{{_SE}}}Stroke")
        _parameters(casing, stroke=symbol["casing"], stroke_width=round(width + 2.4, 2))
    stroke = SubElement(SubElement(rule, f"{{{_SE}}}LineSymbolizer"), f"{{{_SE}}}Stroke")
    _parameters(stroke, stroke=symbol["color"], stroke_width=width)
    if symbol["dash"]:
        _parameters(stroke, stroke_dasharray=" ".join(f"{part:g}" for part in symbol["dash"]))


def _polygon(rule: Element, _key: str, symbol: Symbol) -> None:
    polygon = SubElement(rule, f"{{{_SE}}}PolygonSymbolizer")
    fill = SubElement(polygon, f"{{{_SE}}}Fill")
    _parameters(fill, fill=symbol["fill"], fill_opacity=symbol.get("opacity", 0.2))
    if symbol.get("rim", True):
        stroke = SubElement(polygon, f"{{{_SE}}}Stroke")
        _parameters(stroke, stroke=symbol.get("stroke") or symbol["fill"], stroke_width=1.5)
        if symbol.get("dash"):
            _parameters(stroke, stroke_dasharray=" ".join(f"{part:g}" for part in symbol["dash"]))


def _point(rule: Element, key: str, symbol: Symbol) -> None:
    graphic = SubElement(SubElement(rule, f"{{{_SE}}}PointSymbolizer"), f"{{{_SE}}}Graphic")
    mark = SubElement(graphic, f"{{{_SE}}}Mark")
    shape = next((shape for start, shape in _MARKS.items() if key.startswith(start)), "circle")
    SubElement(mark, f"{{{_SE}}}WellKnownName").text = shape
    fill = SubElement(mark, f"{{{_SE}}}Fill")
    _parameters(fill, fill=symbol["fill"], fill_opacity=symbol.get("opacity", 1))
    stroke = SubElement(mark, f"{{{_SE}}}Stroke")
    _parameters(stroke, stroke=symbol["stroke"], stroke_width=1.6)
    SubElement(graphic, f"{{{_SE}}}Size").text = str(symbol.get("size", 20))


_DRAWN = {"Point": _point, "LineString": _line, "Polygon": _polygon}
