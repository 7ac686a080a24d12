"""The symbols of a map as QGIS has them (QML), so that a GeoPackage opens looking like the map."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Mapping
from xml.etree.ElementTree import Element, SubElement, tostring
from xml.sax.saxutils import quoteattr

from mapsvc.export.data.days import END, START
from mapsvc.export.data.qgis_labels import add_labels
from mapsvc.model.scene import Symbol
from mapsvc.model.style import STYLE

_TYPES = {"Point": "marker", "LineString": "line", "Polygon": "fill"}
#: Marks along a line by the name of its ornament: shape, size and distance in pixels.
_ORNAMENTS = {
    "rail": ("line", 8, 9),
    "bars": ("line", 9, 22),
    "beads": ("circle", 6, 20),
    "rings": ("circle", 7, 24),
    "crosses": ("cross2", 7, 22),
    "teeth": ("half_square", 6, 15),
    "slants": ("line", 9, 18),
    "angles": ("arrowhead", 7, 20),
    "heads": ("filled_arrowhead", 10, 30),
    "wave": ("half_arc", 8, 16),
}
_MIDDLE_M = 2000  # a radius in kilometres as a diameter in metres


#: What QGIS wants of a layer whose features have a first and a last day; both belong to the feature.
_FROM_TWO_COLUMNS, _BOTH_ENDS = "2", "1"


def qml(
    kind: str, symbols: Mapping[str, Symbol], labels: Mapping[str, str], name: str, *, has_days: bool = False
) -> str:
    """
    Return the style of a layer: a symbol for each value of its column `symbol`.

    Parameters
    ----------
    kind
        `Point`, `LineString` or `Polygon`.
    symbols
        Those that the layer uses, by key.
    labels
        What a symbol means, by its key, for the legend.
    name
        Column that the labels show.
    has_days
        Whether features of the layer have a first and a last day, for QGIS's temporal controller.
    """
    root = Element("qgis", {"version": "3.22.0", "styleCategories": "Symbology|Labeling|Temporal"})
    if has_days:
        # What has no day, or no first or no last one, is there at all times, or from or until its day.
        days = {"enabled": "1", "mode": _FROM_TWO_COLUMNS, "limitMode": _BOTH_ENDS}
        SubElement(root, "temporal", {**days, "startField": START, "endField": END})
    renderer = SubElement(
        root, "renderer-v2", {"type": "categorizedSymbol", "attr": "symbol", "enableorderby": "0"}
    )
    categories, drawn = SubElement(renderer, "categories"), SubElement(renderer, "symbols")
    for number, (key, symbol) in enumerate(symbols.items()):
        label = labels.get(key, key)
        given = {"value": key, "symbol": str(number), "label": label, "render": "true", "type": "string"}
        SubElement(categories, "category", given)
        element = SubElement(
            drawn, "symbol", {"type": _TYPES[kind], "name": str(number), "alpha": "1", "clip_to_extent": "1"}
        )
        _LAYERS[kind](element, symbol)
    add_labels(root, kind, symbols, name)
    return "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n" + tostring(root, encoding="unicode")


def _layer(parent: Element, kind: str, options: Mapping[str, object]) -> Element:
    layer = SubElement(parent, "layer", {"class": kind, "enabled": "1", "locked": "0", "pass": "0"})
    held = SubElement(layer, "Option", {"type": "Map"})
    for name, value in options.items():
        SubElement(held, "Option", {"type": "QString", "name": name, "value": str(value)})
    for name, value in options.items():
        # QGIS before 3.26 reads these.
        SubElement(layer, "prop", {"k": name, "v": str(value)})
    return layer


def _rgba(colour: str, opacity: float = 1.0) -> str:
    return ",".join(str(int(colour[at : at + 2], 16)) for at in (1, 3, 5)) + f",{round(opacity * 255)}"


def _line(parent: Element, symbol: Symbol) -> None:
    width, ornament = float(symbol["width"]), symbol.get("ticks")
    if symbol.get("casing"):
        _stroke(parent, str(symbol["casing"]), width + 2.4, ())
    if ornament == "twin":
        for offset in (-width * 0.8, width * 0.8):
            _stroke(parent, str(symbol["color"]), width * 0.55, symbol["dash"], offset)
        return
    _stroke(parent, str(symbol["color"]), width, symbol["dash"])
    if ornament in _ORNAMENTS:
        _marks(parent, symbol, *_ORNAMENTS[str(ornament)])
    if symbol["type"] == "arrow":
        _marks(parent, symbol, "filled_arrowhead", 14, 0)


def _stroke(parent: Element, colour: str, width: float, dash: Iterable[float], offset: float = 0.0) -> None:
    options: dict[str, object] = {
        "line_color": _rgba(colour), "line_width": round(width, 2), "line_width_unit": "Pixel",
        "line_style": "solid", "capstyle": "flat", "joinstyle": "round", "offset": round(offset, 2),
        "offset_unit": "Pixel",
    }  # fmt: skip
    pattern = ";".join(f"{part:g}" for part in dash)
    if pattern:
        options |= {"use_custom_dash": 1, "customdash": pattern, "customdash_unit": "Pixel"}
    _layer(parent, "SimpleLine", options)


def _marks(parent: Element, symbol: Symbol, shape: str, size: float, gap: float) -> None:
    options: dict[str, object] = {"rotate": 1}
    if gap:
        options |= {"placement": "interval", "interval": gap, "interval_unit": "Pixel"}
    else:
        options["placement"] = "lastvertex"
    line = _layer(parent, "MarkerLine", options)
    mark = SubElement(line, "symbol", {"type": "marker", "name": "@0@1", "alpha": "1"})
    colour = _rgba(str(symbol["color"]))
    _layer(
        mark, "SimpleMarker",
        {
            "name": shape, "size": size, "size_unit": "Pixel", "color": "255,255,255,255" if gap else colour,
            "outline_color": colour, "outline_width": 1.6, "outline_width_unit": "Pixel",
        },
    )  # fmt: skip


def _fill(parent: Element, symbol: Symbol) -> None:
    fill, stroke = str(symbol["fill"]), str(symbol.get("stroke") or symbol["fill"])
    options: dict[str, object] = {
        "color": _rgba(fill, float(symbol.get("opacity", 0.2))), "style": "solid", "outline_style": "no",
    }  # fmt: skip
    _layer(parent, "SimpleFill", options)
    if symbol.get("hatch") is not None:
        options = {
            # Ours turns clockwise from the horizontal, QGIS counter-clockwise.
            "angle": -float(symbol["hatch"]), "distance": symbol.get("gap", 9), "distance_unit": "Pixel",
            "color": _rgba(fill),
        }  # fmt: skip
        pattern = _layer(parent, "LinePatternFill", options)
        line = SubElement(pattern, "symbol", {"type": "line", "name": "@0@1", "alpha": "1"})
        options = {
            "line_color": _rgba(fill, float(symbol.get("strength", 0.6))), "line_width": 1.1,
            "line_width_unit": "Pixel", "line_style": "solid",
        }  # fmt: skip
        _layer(line, "SimpleLine", options)
    if symbol.get("rim", True):
        _stroke(parent, stroke, 1.5, symbol.get("dash", ()))


def _marker(parent: Element, symbol: Symbol) -> None:
    if symbol["type"] == "soft":
        # Draw a region without edges as wide as it reaches; where the page draws no rim, its name is enough.
        opacity = float(symbol.get("opacity", STYLE.soft.opacity))
        rim = "no" if opacity < STYLE.soft.rimless_below else "dot"
        options = {
            "name": "circle", "size": 20, "size_unit": "RenderMetersInMapUnits",
            "color": _rgba(str(symbol["fill"]), opacity),
            "outline_color": _rgba(str(symbol["stroke"])), "outline_style": rim, "outline_width": 1.2,
            "outline_width_unit": "Pixel",
        }  # fmt: skip
        layer = _layer(parent, "SimpleMarker", options)
        held = SubElement(SubElement(layer, "data_defined_properties"), "Option", {"type": "Map"})
        SubElement(held, "Option", {"type": "QString", "name": "name", "value": ""})
        properties = SubElement(held, "Option", {"type": "Map", "name": "properties"})
        size = SubElement(properties, "Option", {"type": "Map", "name": "size"})
        SubElement(size, "Option", {"type": "bool", "name": "active", "value": "true"})
        expression = f'"accuracy_km" * {_MIDDLE_M}'
        SubElement(size, "Option", {"type": "QString", "name": "expression", "value": expression})
        SubElement(size, "Option", {"type": "int", "name": "type", "value": "3"})
        SubElement(held, "Option", {"type": "QString", "name": "type", "value": "collection"})
        return
    drawing = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="-11 -11 22 22">'
        f"<path d={quoteattr(str(symbol['path']))} fill={quoteattr(str(symbol['fill']))} "
        f'fill-rule="evenodd" stroke={quoteattr(str(symbol["stroke"]))} stroke-width="1.6"/></svg>'
    )
    name = "base64:" + base64.b64encode(drawing.encode()).decode()
    _layer(parent, "SvgMarker", {"name": name, "size": symbol["size"], "size_unit": "Pixel"})


_LAYERS = {"Point": _marker, "LineString": _line, "Polygon": _fill}
