"""Features of this atlas that come back from a GIS: only what was changed in them is changed here."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

import shapely

from mapsvc.atlas.importing.atlas_edits import AtlasEdits, near_ids
from mapsvc.atlas.importing.foreign_files import Flaw, ForeignFile, ForeignSheet, SheetRow
from mapsvc.errors import GeometryError
from mapsvc.model.geometry import parse_geometry

_FOLDERS = ("borders", "territories", "routes", "lines")
_SINGLE = ("places", "districts")
#: Digits that files of this service keep, and what is no move then, in degrees.
_DIGITS, _STILL = 6, 1.01e-6
#: Attributes that a feature of the atlas has under the same name.
_SHARED = ("certainty", "accuracy_km")
#: Of a district maps say how sure the holding is, of a place how sure the event: not theirs.
_WITH_ATTRIBUTES = ("borders/", "territories/", "routes/")
_GRADES = ("attested", "inferred", "uncertain")
_Point = Sequence[float]


def take_returned(
    sheet: ForeignSheet, file: ForeignFile, edits: AtlasEdits
) -> tuple[ForeignSheet, list[Flaw]]:
    """
    Take the features of the atlas that came back out of a table, and enter what was changed in them.

    Returns
    -------
    rest
        The table without them.
    flaws
        What is wrong with them.
    """
    rest: list[SheetRow] = []
    flaws: list[Flaw] = []
    is_of_atlas = any(_place_of(row.id, file, edits) is not None for row in sheet.rows)
    still = _still(sheet.rows)
    for row in sheet.rows:
        place = _place_of(row.id, file, edits)
        try:
            if place is not None:
                _enter(row, *place, edits, still)
            elif file.wanted is not None or not _belongs(row, edits, is_of_atlas=is_of_atlas):
                rest.append(row)
        except ValueError as error:
            flaws.append(Flaw(row.where, str(error)))
    return replace(sheet, rows=tuple(rest)), flaws


def _belongs(row: SheetRow, edits: AtlasEdits, *, is_of_atlas: bool) -> bool:
    """
    Tell whether a feature that is none of a file of the atlas is what a map draws of other things.

    Raises
    ------
    ValueError
        If it was drawn into such a map, or has an id that is none.
    """
    if _is_exported(row):
        return True  # such as what differs between two borders
    if row.geometry is not None and _names_a_file(row.id, edits):
        msg = f"{row.id!r} is no feature of the atlas{_near(row.id, edits)}"
        raise ValueError(msg)
    if is_of_atlas and not row.id:
        msg = (
            "was drawn anew and has no id; draw it in a file of its own and say by --as what it is, "
            "or give it the id of a feature that is there"
        )
        raise ValueError(msg)
    return False


def _is_exported(row: SheetRow) -> bool:
    """Tell whether a feature says what files that this service writes say; one drawn into them does not."""
    return all(row.cells.get(column) for column in ("layer", "symbol", "attribution"))


def _place_of(ident: str, file: ForeignFile, edits: AtlasEdits) -> tuple[str, str] | None:
    """Return the file and the id of the feature that an id means; nothing if it is none of the atlas."""
    parts = re.sub(r"~\d+$", "", ident).split("/")
    if len(parts) == 2 and parts[0] in _SINGLE:
        return _known(f"{parts[0]}.geojson", parts[1], edits)
    if len(parts) == 3 and parts[0] in _FOLDERS:
        return _known(f"{parts[0]}/{parts[1]}.geojson", parts[2], edits)
    if len(parts) > 1 or not parts[0]:
        return None
    return _in_saved_file(parts[0], file, edits)


def _in_saved_file(ident: str, file: ForeignFile, edits: AtlasEdits) -> tuple[str, str] | None:
    """Return where a feature stands of a file of the atlas itself that a program opened and saved."""
    paths = [f"{folder}/{file.stem}.geojson" for folder in _FOLDERS if file.wanted in (None, folder)]
    paths += [f"{name}.geojson" for name in _SINGLE if file.stem == name]
    found = (_known(path, ident, edits) for path in paths)
    return next((place for place in found if place is not None), None)


def _names_a_file(ident: str, edits: AtlasEdits) -> bool:
    parts = ident.split("/")
    return (
        len(parts) == 3 and parts[0] in _FOLDERS and bool(_path_ids(f"{parts[0]}/{parts[1]}.geojson", edits))
    )


def _near(ident: str, edits: AtlasEdits) -> str:
    folder, name, wanted = ident.split("/")
    return near_ids(wanted, _path_ids(f"{folder}/{name}.geojson", edits))


def _path_ids(path: str, edits: AtlasEdits) -> list[str]:
    if not re.fullmatch(r"[a-z]+(?:/[a-z0-9-]+)?\.geojson", path) or not (edits.root / path).is_file():
        return []
    return [str(feature.get("id")) for feature in edits.features(path)]


def _known(path: str, ident: str, edits: AtlasEdits) -> tuple[str, str] | None:
    return (path, ident) if ident in _path_ids(path, edits) else None


def _enter(row: SheetRow, path: str, ident: str, edits: AtlasEdits, still: float) -> None:
    old = next(feature for feature in edits.features(path) if feature.get("id") == ident)
    made = copy.deepcopy(old)
    for name in _SHARED if path.startswith(_WITH_ATTRIBUTES) else ():
        _take_attribute(name, row.cells.get(name, ""), made["properties"])
    line = made["properties"].get("line") if not made.get("geometry") else None
    if row.geometry is not None and isinstance(line, str):
        # The line stands in a file of its own, with a licence of its own.
        name, _, part = line.partition("/")
        _enter(replace(row, cells={}), f"lines/{name}.geojson", part, edits, still)
    elif row.geometry is not None and not _is_drawn_so(path, ident, row.geometry, edits, still):
        made["geometry"] = _moved(made.get("geometry"), row.geometry, still)
    if made != old:
        edits.put_later(path, made)


def _is_alike(edits: AtlasEdits, path: str, ident: str, geometry: Mapping[str, Any]) -> bool:
    """Tell whether a feature has a geometry of the same kind, of one part or several, or none yet."""
    old = next(feature for feature in edits.features(path) if feature.get("id") == ident)
    kinds = [str((one or {}).get("type")).removeprefix("Multi") for one in (old.get("geometry"), geometry)]
    return not old.get("geometry") or kinds[0] == kinds[1]


def _is_drawn_so(path: str, ident: str, geometry: Mapping[str, Any], edits: AtlasEdits, still: float) -> bool:
    """Tell whether a territory lies as maps draw it: tiled, and ended by the coast."""
    folder, _, name = path.removesuffix(".geojson").partition("/")
    if folder != "territories":
        # Maps draw the ground of a state in place of its point.
        return folder == "places" and not _is_alike(edits, path, ident, geometry)
    drawn = edits.drawn_territory(name, ident)
    return drawn is not None and shapely.hausdorff_distance(drawn, parse_geometry(geometry)) <= 2 * still


def _take_attribute(name: str, cell: str, properties: dict[str, Any]) -> None:
    if not cell or name not in properties:
        return
    if name == "certainty":
        if cell not in _GRADES:
            msg = f"certainty {cell!r} is none of {', '.join(_GRADES)}"
            raise ValueError(msg)
        properties[name] = cell
    else:
        try:
            value = float(cell)
        except ValueError as error:
            msg = f"{name} {cell!r} is no number"
            raise ValueError(msg) from error
        if value != properties[name]:
            properties[name] = value


def _still(rows: Sequence[SheetRow]) -> float:
    """Return how far two numbers may differ that are one: what the digits of the file let be known."""
    digits = 0
    for row in rows:
        for point in _points((row.geometry or {}).get("coordinates", ())):
            for number in point[:2]:
                digits = max(digits, len(f"{round(float(number), 9):.9f}".rstrip("0").partition(".")[2]))
    return max(_STILL, 0.51 * 10.0**-digits) if digits >= 3 else _STILL


def _points(value: Any) -> Iterator[_Point]:
    if isinstance(value, list | tuple):
        if value and isinstance(value[0], int | float):
            yield value
        else:
            for part in value:
                yield from _points(part)


def _moved(old: Mapping[str, Any] | None, new: Mapping[str, Any], still: float) -> dict[str, Any]:
    """Return a geometry in the order and the spelling of the old one, which it may still be."""
    try:
        parse_geometry(new)
    except GeometryError as error:
        raise ValueError(str(error)) from error
    if old is None:
        return {"type": new["type"], "coordinates": _rounded(new["coordinates"])}
    kind, was = old["type"], old["coordinates"]
    coordinates = _of_kind(str(new["type"]), new["coordinates"], str(kind))
    made = _like(was, coordinates, still)
    if made == _plain(was) or _joined(was, coordinates, still):
        return dict(old)
    turned = coordinates is not new["coordinates"]
    return {**old, "type": kind if turned else new["type"], "coordinates": made}


def _of_kind(kind: str, coordinates: Any, wanted: str) -> Any:
    """Return coordinates as a geometry of another kind has them, where programs make one of several parts."""
    if kind == f"Multi{wanted}" and len(coordinates) == 1:
        return coordinates[0]
    return [coordinates] if wanted == f"Multi{kind}" else coordinates


def _joined(was: Any, coordinates: Any, still: float) -> bool:
    """Tell whether a line is the old one cut at the 180th meridian, as files for others have it."""
    old = [point for point in _points(was)]
    new = [point for point in _points(coordinates) if abs(abs(point[0]) - 180) > still]
    if not any(abs(point[0]) > 180 for point in old) and not _crosses(old):
        return False
    old = [point for point in old if abs(abs(point[0]) - 180) > still]
    return len(old) == len(new) and all(
        min(abs(one[0] - other[0]), abs(abs(one[0] - other[0]) - 360)) <= still
        and abs(one[1] - other[1]) <= still
        for one, other in zip(old, new, strict=True)
    )


def _crosses(points: Sequence[_Point]) -> bool:
    return any(abs(one[0] - other[0]) > 180 for one, other in pairwise(points))


def _like(was: Any, coordinates: Any, still: float) -> Any:
    """Return new coordinates with the old numbers wherever a point stands still."""
    if _is_point(coordinates):
        same = _is_point(was) and _is_same(was, coordinates, still)
        return list(was) if same else _rounded(coordinates)
    if _is_line(coordinates):
        return _line_like(list(_points(was)) if _is_line(was) else [], list(coordinates), still)
    parts = list(was) if isinstance(was, list | tuple) else []
    parts += [[]] * (len(coordinates) - len(parts))
    return [_like(part, new, still) for part, new in zip(parts, coordinates, strict=False)]


def _is_line(value: Any) -> bool:
    return isinstance(value, list | tuple) and bool(value) and _is_point(value[0])


def _line_like(old: Sequence[_Point], new: list[_Point], still: float) -> list[list[float]]:
    if len(old) > 3 and len(new) > 3 and _is_same(old[0], old[-1], 0) and _is_same(new[0], new[-1], still):
        new = _turned(old, new, still)
    cells: dict[tuple[int, int], list[_Point]] = {}
    for point in old:
        cells.setdefault(_cell(point, still), []).append(point)
    return [_old_point(point, cells, still) for point in new]


def _old_point(point: _Point, cells: Mapping[tuple[int, int], list[_Point]], still: float) -> list[float]:
    x, y = _cell(point, still)
    near = (old for dx in (0, -1, 1) for dy in (0, -1, 1) for old in cells.get((x + dx, y + dy), ()))
    found = next((old for old in near if _is_same(old, point, still)), None)
    return list(found) if found is not None else [round(float(number), _DIGITS) for number in point[:2]]


def _cell(point: _Point, still: float) -> tuple[int, int]:
    return int(point[0] // (2 * still)), int(point[1] // (2 * still))


def _turned(old: Sequence[_Point], new: list[_Point], still: float) -> list[_Point]:
    """Return a ring that runs and begins as the old one does, if it still has that point."""
    ring = new[:-1] if _area(old) * _area(new) > 0 else new[-1:0:-1]
    for first in old[:-1]:
        begin = next((at for at, point in enumerate(ring) if _is_same(point, first, still)), None)
        if begin is not None:
            shift = next(at for at, point in enumerate(old) if point is first)
            start = (begin - shift) % len(ring)
            ring = ring[start:] + ring[:start]
            break
    return [*ring, ring[0]]


def _area(ring: Sequence[_Point]) -> float:
    return sum(one[0] * other[1] - other[0] * one[1] for one, other in pairwise(ring))


def _is_point(value: Any) -> bool:
    return isinstance(value, list | tuple) and bool(value) and isinstance(value[0], int | float)


def _is_same(one: _Point, other: _Point, still: float) -> bool:
    return abs(one[0] - other[0]) <= still and abs(one[1] - other[1]) <= still


def _rounded(coordinates: Any) -> Any:
    if _is_point(coordinates):
        return [round(float(number), _DIGITS) for number in coordinates[:2]]
    return [_rounded(part) for part in coordinates]


def _plain(value: Any) -> Any:
    return [_plain(part) for part in value] if isinstance(value, list | tuple) else value
