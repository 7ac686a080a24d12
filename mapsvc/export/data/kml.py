"""A map as KML 2.2, for Google Earth and what reads its files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element, SubElement, indent, register_namespace, tostring
from xml.sax.saxutils import escape

from shapely.geometry.base import BaseGeometry

from mapsvc.export.data.features import feature_columns, rows_of
from mapsvc.export.job import ExportJob
from mapsvc.model.dates import DateSpan
from mapsvc.model.geometry import DECIMALS
from mapsvc.model.scene import Symbol

_SPACE = "http://www.opengis.net/kml/2.2"
#: Signs that XML 1.0 cannot hold.
_CONTROL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
#: Where a symbol says nothing of its opacity.
_FILL_OPACITY = 0.25
#: A sign this wide, in pixels, is drawn at scale 1.
_ICON_PX = 32.0
#: A folder for each layer, a schema for the columns.
_SCHEMA = "columns"


def write_kml(job: ExportJob) -> bytes:
    """
    Return the features of a map, a folder for each layer.

    Names and descriptions are text: signs that a reader of KML would take for HTML are written so that it
    shows them.

    References
    ----------
    OGC 07-147r2, KML 2.2.
    """
    register_namespace("", _SPACE)
    scene = job.map
    root = Element(_tag("kml"))
    document = SubElement(root, _tag("Document"))
    _text(document, "name", scene.title)
    credits = "\n".join(credit.text for credit in scene.credits)
    _text(document, "description", escape(f"{scene.caption}\n{credits}"))
    for key, symbol in sorted(scene.symbols.items()):
        _style(document, key, symbol)
    schema = SubElement(document, _tag("Schema"), {"name": _SCHEMA, "id": _SCHEMA})
    for column in feature_columns(job.maps):
        kind = "double" if column == "accuracy_km" else "string"
        SubElement(schema, _tag("SimpleField"), {"type": kind, "name": column})
    rows = rows_of(job)
    for layer in scene.layers:
        folder = SubElement(document, _tag("Folder"))
        _text(folder, "name", layer.title)
        for row in rows:
            if row.layer == layer.id:
                mark = SubElement(folder, _tag("Placemark"), {"id": _xml_id(row.id)})
                _text(mark, "name", row.names[job.lang])
                _text(mark, "description", escape(row.description))
                _when(mark, row.date)
                _text(mark, "styleUrl", f"#{_xml_id(f'symbol/{row.symbol}')}")
                data = SubElement(
                    SubElement(mark, _tag("ExtendedData")), _tag("SchemaData"), {"schemaUrl": f"#{_SCHEMA}"}
                )
                for name, value in row.properties().items():
                    if value is not None:
                        _text(data, "SimpleData", value, name=name)
                mark.append(_geometry(row.geometry))
    indent(root, space=" ")
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="utf-8") + b"\n"


def _tag(name: str) -> str:
    return f"{{{_SPACE}}}{name}"


def _text(parent: Element, tag: str, text: object, **attributes: str) -> None:
    SubElement(parent, _tag(tag), attributes).text = _CONTROL.sub("\ufffd", str(text))


def _xml_id(text: str) -> str:
    """Return an id as XML wants it, with points for strokes; the id itself stands among the data."""
    return re.sub("[^0-9A-Za-z._-]", "_", text.replace("/", "."))


def _style(document: Element, key: str, symbol: Symbol) -> None:
    style = SubElement(document, _tag("Style"), {"id": _xml_id(f"symbol/{key}")})
    colour = str(symbol.get("color") or symbol.get("stroke") or symbol.get("fill"))
    if symbol["type"] == "marker":
        filled = symbol["fill"] if symbol["fill"] != "#ffffff" else symbol["stroke"]
        icon = SubElement(style, _tag("IconStyle"))
        _text(icon, "color", _colour(filled))
        _text(icon, "scale", round(float(symbol["size"]) / _ICON_PX + 0.4, 2))
        return
    line = SubElement(style, _tag("LineStyle"))
    _text(line, "color", _colour(colour))
    _text(line, "width", symbol.get("width", 1.5))
    if symbol["type"] in {"area", "soft"}:
        fill = SubElement(style, _tag("PolyStyle"))
        _text(fill, "color", _colour(str(symbol["fill"]), float(symbol.get("opacity", _FILL_OPACITY))))


def _colour(colour: str, opacity: float = 1.0) -> str:
    """Return `#rrggbb` as KML has it: opacity, blue, green, red."""
    red, green, blue = colour[1:3], colour[3:5], colour[5:7]
    return f"{round(opacity * 255):02x}{blue}{green}{red}"


def _when(mark: Element, span: DateSpan | None) -> None:
    """Say when a thing was, so that the time slider of a reader finds it."""
    if span is None:
        return
    element = SubElement(mark, _tag("TimeSpan"))
    for name, day in (("begin", span.start), ("end", span.end)):
        if day is not None:
            _text(element, name, day.isoformat())


def _geometry(shape: BaseGeometry) -> Element:
    if shape.geom_type.startswith("Multi") or shape.geom_type == "GeometryCollection":
        many = Element(_tag("MultiGeometry"))
        many.extend(_geometry(part) for part in shape.geoms)
        return many
    element = Element(_tag(shape.geom_type))
    if shape.geom_type == "Polygon":
        for name, rings in (("outerBoundaryIs", [shape.exterior]), ("innerBoundaryIs", shape.interiors)):
            for ring in rings:
                linear = SubElement(SubElement(element, _tag(name)), _tag("LinearRing"))
                _text(linear, "coordinates", " ".join(_positions(ring)))
        return element
    _text(element, "coordinates", " ".join(_positions(shape)))
    return element


def _positions(shape: Any) -> Iterator[str]:
    for lon, lat in shape.coords:
        yield ",".join(f"{value:.{DECIMALS}f}".rstrip("0").rstrip(".") for value in (lon, lat))
