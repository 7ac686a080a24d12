"""Where a scan lies, as other programs say it: control points of Allmaps or QGIS, world files, GeoTIFF."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from mapsvc.atlas.importing.xml_tree import parse_xml
from mapsvc.ground.projection import Plane, short_crs
from mapsvc.ground.scan import ScanHead
from mapsvc.ground.scan_tiles import check_shape

#: What names of world files end in.
WORLD_SUFFIXES = (
    *(
        ".wld",
        ".jgw",
        ".jpw",
        ".jpgw",
        ".jpegw",
        ".pgw",
        ".pngw",
        ".tfw",
        ".tifw",
        ".tiffw",
        ".wpw",
        ".webpw",
    ),
)
#: And of all that says where a scan lies; `.prj` and `.aux.xml` name the plane of a world file.
POINT_SUFFIXES = (".points", ".json", ".jsonld")
BESIDE_SCANS = (*WORLD_SUFFIXES, *POINT_SUFFIXES, ".prj", ".aux.xml")
_PLAIN_DEGREES = "EPSG:4326"
#: GeoTIFF: sizes of pixels, points, a matrix, and keys that name the plane.
_SCALE, _TIES, _MATRIX, _KEYS = 33550, 33922, 34264, 34735
_RASTER_KEY, _GEOGRAPHIC_KEY, _PROJECTED_KEY = 1025, 2048, 3072
_PIXEL_IS_POINT, _OWN_CRS = 2, 32767
#: Annotations say by what their points are laid.
_ORDERS = {1: "polynomial-1", 2: "polynomial-2", 3: "polynomial-3"}


def read_georeference(head: ScanHead, beside: Mapping[str, bytes]) -> dict[str, Any]:
    """
    Return where a scan lies, as the fields of an old map: `size`, and `points` or `affine`, `crs`, `crop`.

    Parameters
    ----------
    head
        What the scan says of itself.
    beside
        Files that may say it, by what their names end in; `.prj` names the plane where they do not.

    Raises
    ------
    ValueError
        If it is said wrongly. Where nobody says it, there are no points.
    """
    crs = _crs_beside(beside)
    for suffix, data in beside.items():
        if suffix == ".points":
            return _of_qgis(_decoded(data), head, crs)
        if suffix in POINT_SUFFIXES:
            return _of_annotation(_decoded(data), head)
    for suffix, data in beside.items():
        if suffix in WORLD_SUFFIXES:
            return _of_world_file(_decoded(data), head, crs)
    return _of_geotiff(head, crs) or {"size": list(head.size), "points": []}


def _decoded(data: bytes) -> str:
    return data.decode("utf-8-sig", "replace")


def _numbers(text: str, count: int) -> list[float] | None:
    try:
        found = [float(part) for part in text.replace(",", " ").split()]
    except ValueError:
        return None
    return found if len(found) == count else None


# ---- IIIF --------------------------------------------------------------------------------------------
def _of_annotation(text: str, head: ScanHead) -> dict[str, Any]:
    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as error:
        msg = f"the annotation is no JSON: {error}"
        raise ValueError(msg) from error
    found = [one for one in _annotations(document) if isinstance(one.get("body"), dict)]
    if len(found) != 1:
        what = f"{len(found)} maps" if found else "no georeference annotation"
        msg = f"the annotation holds {what}; save that of this scan alone, as Allmaps gives it"
        raise ValueError(msg)
    target, body = found[0].get("target"), found[0]["body"]
    size = _size_of(target) or list(head.size)
    check_shape(head.size, (size[0], size[1]))
    points = list(_points_of(body))
    made = {"size": size, "transformation": _named(body.get("transformation"), len(points)), "points": points}
    crop = _crop_of(target)
    return made | ({"crop": crop} if crop else {})


def _annotations(document: Any) -> list[dict[str, Any]]:
    if not isinstance(document, dict):
        return []
    if document.get("type") == "AnnotationPage":
        items = document.get("items")
        return [one for one in items if isinstance(one, dict)] if isinstance(items, list) else []
    return [document] if document.get("type") == "Annotation" else []


def _size_of(target: Any) -> list[int] | None:
    source = target.get("source") if isinstance(target, dict) else None
    for holder in (source, target):
        if isinstance(holder, dict):
            width, height = holder.get("width"), holder.get("height")
            if isinstance(width, int) and isinstance(height, int) and width > 0 and height > 0:
                return [width, height]
    told = re.search(r"<svg[^>]*\bwidth=[\"'](\d+)[\"'][^>]*\bheight=[\"'](\d+)[\"']", _selector(target))
    return [int(told[1]), int(told[2])] if told else None


def _selector(target: Any) -> str:
    selector = target.get("selector") if isinstance(target, dict) else None
    return str(selector.get("value", "")) if isinstance(selector, dict) else ""


def _crop_of(target: Any) -> list[list[float]]:
    told = re.search(r"<polygon[^>]*\bpoints=[\"']([^\"']*)[\"']", _selector(target))
    if told is None:
        return []
    try:
        numbers = [float(part) for part in re.split(r"[\s,]+", told[1].strip()) if part]
    except ValueError:
        return []
    corners = [[x, y] for x, y in zip(numbers[::2], numbers[1::2], strict=False)]
    return corners[:-1] if len(corners) > 3 and corners[0] == corners[-1] else corners


def _points_of(body: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    features = body.get("features")
    for index, feature in enumerate(features if isinstance(features, list) else ()):
        about = feature.get("properties") if isinstance(feature, dict) else None
        place = feature.get("geometry") if isinstance(feature, dict) else None
        pixel = (about or {}).get("resourceCoords") or (about or {}).get("pixelCoords")
        at = place.get("coordinates") if isinstance(place, dict) else None
        if not (_is_pair(pixel) and _is_pair(at)):
            msg = f"point {index + 1} of the annotation has no resourceCoords, or no coordinates"
            raise ValueError(msg)
        yield {"pixel": [pixel[0], pixel[1]], "at": [at[0], at[1]]}  # type: ignore[index]


def _is_pair(value: Any) -> bool:
    return (
        isinstance(value, list)
        and len(value) >= 2
        and all(isinstance(part, int | float) and not isinstance(part, bool) for part in value[:2])
    )


def _named(told: Any, count: int) -> str:
    said = told if isinstance(told, dict) else {}
    if said.get("type") == "thinPlateSpline":
        return "thin-plate-spline"
    options = said.get("options")
    order = options.get("order", 1) if isinstance(options, dict) else 1
    name = _ORDERS.get(order if isinstance(order, int) else 1, "polynomial-1")
    return name if count >= 3 else "polynomial-1"


# ---- QGIS --------------------------------------------------------------------------------------------
def _of_qgis(text: str, head: ScanHead, crs: str) -> dict[str, Any]:
    told = re.search(r"^#CRS:(.+)$", text, re.MULTILINE)
    rows = csv.DictReader(io.StringIO(re.sub(r"^#.*\n", "", text, flags=re.MULTILINE)))
    names = rows.fieldnames or []
    across, down = ("sourceX", "sourceY") if "sourceX" in names else ("pixelX", "pixelY")
    if not {"mapX", "mapY", across, down} <= set(names):
        msg = "the file of points has no columns mapX, mapY, sourceX, sourceY; save it again in QGIS"
        raise ValueError(msg)
    plane = crs or (short_crs(told[1].strip()) if told else "")
    points = []
    for row in rows:
        if str(row.get("enable", "1")).strip() not in {"0", "0.0", "false"}:
            x, y, column, depth = _four(row, ("mapX", "mapY", across, down), rows.line_num)
            plane = plane or _plane_of(x, y)
            # QGIS counts rows of a picture downwards below 0.
            points.append((column, -depth, x, y))
    return _of_points(head, points, plane)


def _four(row: Mapping[str, Any], names: Sequence[str], line: int) -> list[float]:
    try:
        return [float(str(row[name])) for name in names]
    except ValueError as error:
        msg = f"line {line} of the points has no four numbers"
        raise ValueError(msg) from error


def _of_points(head: ScanHead, rows: Sequence[tuple[float, float, float, float]], crs: str) -> dict[str, Any]:
    """Return control points of column and row, and of x and y on a plane."""
    plane = Plane(crs or _PLAIN_DEGREES)
    points = [{"pixel": [column, row], "at": _rounded(plane.place(x, y))} for column, row, x, y in rows]
    made: dict[str, Any] = {"size": list(head.size), "points": points}
    return made if plane.crs == _PLAIN_DEGREES else made | {"crs": plane.crs}


def _plane_of(x: float, y: float) -> str:
    if abs(x) <= 180 and abs(y) <= 90:
        return _PLAIN_DEGREES
    msg = "the points name no coordinate reference system, and are no degrees; say it by --crs EPSG:…"
    raise ValueError(msg)


def _rounded(at: tuple[float, float]) -> list[float]:
    return [round(at[0], 7), round(at[1], 7)]


# ---- scans that come with their place ------------------------------------------------------------------
def _of_world_file(text: str, head: ScanHead, crs: str) -> dict[str, Any]:
    numbers = _numbers(text, 6)
    if numbers is None:
        msg = "the world file must hold six numbers, one a line"
        raise ValueError(msg)
    if not crs:
        msg = "a world file names no coordinate reference system; say it by --crs EPSG:…, or add its .prj"
        raise ValueError(msg)
    a, d, b, e, c, f = numbers
    # It tells of the middle of the first pixel.
    affine = [a, b, c - (a + b) / 2, d, e, f - (d + e) / 2]
    return {"size": list(head.size), "crs": crs, "affine": affine}


def _crs_beside(beside: Mapping[str, bytes]) -> str:
    if ".prj" in beside:
        return short_crs(_decoded(beside[".prj"]).strip())
    if ".xml" in beside:
        told = next((node.text for node in parse_xml(beside[".xml"]).all("SRS") if node.text), "")
        return short_crs(told.strip()) if told else ""
    return ""


def _of_geotiff(head: ScanHead, crs: str) -> dict[str, Any] | None:
    tags = head.tags
    if not (_TIES in tags or _MATRIX in tags):
        return None
    keys = _geo_keys(tags)
    plane = short_crs(crs or _named_by(keys))
    half = 0.5 if keys.get(_RASTER_KEY) == _PIXEL_IS_POINT else 0.0
    affine = _affine_of(tags)
    if affine is None:
        ties = [float(value) for value in tags[_TIES]]
        rows = (ties[at : at + 6] for at in range(0, len(ties) - 5, 6))
        return _of_points(head, [(row[0] + half, row[1] + half, row[3], row[4]) for row in rows], plane)
    a, b, c, d, e, f = affine
    laid = [a, b, c - half * (a + b), d, e, f - half * (d + e)]
    return {"size": list(head.size), "crs": plane, "affine": laid}


def _named_by(keys: Mapping[int, int]) -> str:
    """Return the plane that the keys of a GeoTIFF name."""
    number = keys.get(_PROJECTED_KEY) or keys.get(_GEOGRAPHIC_KEY)
    if not number or number == _OWN_CRS:
        msg = "the GeoTIFF names no coordinate reference system by its number; say it by --crs EPSG:…"
        raise ValueError(msg)
    return f"EPSG:{number}"


def _affine_of(tags: Mapping[int, Any]) -> tuple[float, ...] | None:
    """Return how a GeoTIFF is laid as a whole; nothing of one that has control points."""
    if _MATRIX in tags:
        a, b, _, c, d, e, _, f = (float(value) for value in tags[_MATRIX][:8])
        return a, b, c, d, e, f
    if _SCALE not in tags:
        return None
    wide, high = float(tags[_SCALE][0]), float(tags[_SCALE][1])
    column, row, _, x, y, _ = (float(value) for value in tags[_TIES][:6])
    return wide, 0.0, x - column * wide, 0.0, -high, y + row * high


def _geo_keys(tags: Mapping[int, Any]) -> dict[int, int]:
    """Return the keys of a GeoTIFF whose values are short numbers."""
    told = [int(value) for value in tags.get(_KEYS, ())]
    rows = [told[at : at + 4] for at in range(4, len(told) - 3, 4)]
    return {key: value for key, place, _, value in rows if place == 0}
