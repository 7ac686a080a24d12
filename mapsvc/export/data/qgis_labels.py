"""The names on a map as QGIS sets them: each at the middle of what it names, in the letters of the page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple
from xml.etree.ElementTree import Element, SubElement

from mapsvc.model.scene import Symbol
from mapsvc.model.style import STYLE

_PT_PER_PX = 0.75
#: A name wider than so many letters is set in two lines or three, as on the page.
_WRAP = 20


class _Way(NamedTuple):
    """
    How names of one sort of things are set.

    Attributes
    ----------
    look
        Letters and colour: a key of the names of the table of style.
    placement
        What QGIS is told of the place; its numbers are those of `QgsPalLayerSettings`.
    obstacle
        Whether other names keep off the things themselves, as they do off signs.
    """

    look: str
    placement: Mapping[str, str]
    obstacle: bool = False
    wrap: int = _WRAP


#: By the geometry: inside of an area, along a line, beside a sign.
_LABEL_WAYS = {
    "Polygon": _Way("area", {"placement": "4", "polygonPlacementFlags": "2", "priority": "4"}),
    "LineString": _Way(
        "line", {"placement": "2", "placementFlags": "10", "dist": "0.6", "priority": "5"}, wrap=0
    ),
    "Point": _Way(
        "feature-3",
        {
            "placement": "6", "predefinedPositionOrder": "R,TR,BR,L,TL,BL,TSR,BSR", "dist": "0.5",
            "offsetType": "1", "priority": "8",
        },
        obstacle=True,
    ),
}  # fmt: skip
#: A region without edges is drawn wider than its name is long: the name stands at its middle, not beside it.
_REGION = _Way("region", {"placement": "1", "quadOffset": "4", "priority": "6"})


def add_labels(root: Element, kind: str, symbols: Mapping[str, Symbol], column: str) -> None:
    """
    Add the labels of a layer to its style.

    Parameters
    ----------
    root
        The style.
    kind
        `Point`, `LineString` or `Polygon`.
    symbols
        Those that the layer uses, by key; a column `symbol` holds the keys.
    column
        What the labels say; nothing where the map says nothing.
    """
    labeling = SubElement(root, "labeling", {"type": "rule-based"})
    rules = SubElement(labeling, "rules", {"key": "names"})
    for number, (condition, way) in enumerate(_rules(kind, symbols)):
        rule = SubElement(rules, "rule", {"key": f"names-{number}", "filter": condition})
        _add_settings(SubElement(rule, "settings"), way, column)


def _rules(kind: str, symbols: Mapping[str, Symbol]) -> Iterator[tuple[str, _Way]]:
    soft = [key for key, symbol in symbols.items() if symbol["type"] == "soft"]
    others = [key for key in symbols if key not in soft]
    for keys, way in ((soft, _REGION), (others, _LABEL_WAYS[kind])):
        if keys:
            listed = ", ".join("'" + key.replace("'", "''") + "'" for key in keys)
            yield f'"symbol" IN ({listed})', way


def _add_settings(settings: Element, way: _Way, column: str) -> None:
    look = STYLE.names[way.look]
    style = {
        "fieldName": column, "isExpression": "0", "fontSizeUnit": "Point",
        "fontSize": f"{look.size * _PT_PER_PX:g}", "fontFamily": "Sans Serif",
        "fontWeight": "75" if look.weight >= 600 else "50", "textColor": _rgba(look.fill, 255),
    }  # fmt: skip
    halo = {
        "bufferDraw": "1", "bufferSizeUnits": "Point",
        "bufferSize": f"{look.halo_px * _PT_PER_PX / 2:g}",
        "bufferColor": _rgba(look.halo or STYLE.colours.halo, 220),
    }  # fmt: skip
    SubElement(SubElement(settings, "text-style", style), "text-buffer", halo)
    SubElement(
        settings, "text-format",
        {"autoWrapLength": str(way.wrap), "useMaxLineLengthForAutoWrap": "1", "multilineAlign": "1"},
    )  # fmt: skip
    SubElement(settings, "placement", {"distUnits": "MM", **way.placement})
    SubElement(settings, "rendering", {"obstacle": str(int(way.obstacle)), "obstacleType": "1"})


def _rgba(colour: str, opacity: int) -> str:
    return ",".join(str(int(colour[at : at + 2], 16)) for at in (1, 3, 5)) + f",{opacity}"
