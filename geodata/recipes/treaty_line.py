"""The frontier line of 1921 and two neighbours of it, cut from OpenStreetMap borders.

The line of the Moscow treaty (16 March 1921) and the Kars treaty (13 October 1921)
is still the frontier between Sarp and the mouth of the Lower Karasu, and on parts of
the limit of Nakhchivan.  Those stretches are cut out of the package's country
polygons (OpenStreetMap of 2017, ODbL 1.0) and thinned to about 60 m; the stretches
that have moved since are *not* taken from it and are drawn by hand in ``borders/``.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np
import shapely
from shapely.geometry import LineString, shape
from shapely.geometry.base import BaseGeometry

SOURCES = ("geo-maps-countries-maritime-10m",)

COUNTRIES = frozenset({"TUR", "GEO", "ARM", "AZE", "IRN", "SYR", "RUS"})
TOLERANCE_DEG = 0.0005  # about 60 m; keeps 1 vertex in 2 or 3
DIGITS = 5
LICENCE = "ODbL-1.0"
ATTRIBUTION = {
    "tr": "© OpenStreetMap katkıcıları (ODbL 1.0)",
    "en": "© OpenStreetMap contributors (ODbL 1.0)",
}

LonLat = tuple[float, float]


class Stretch(NamedTuple):
    """A named part of a line, from one cut to another."""

    id: str
    start: str
    end: str


class Line(NamedTuple):
    """One border between neighbours: where to cut it and what to keep."""

    pairs: tuple[tuple[str, str], ...]
    cuts: dict[str, LonLat]  # in the order of the line
    stretches: tuple[Stretch, ...]


TURKEY_EAST = Line(
    pairs=(("TUR", "GEO"), ("TUR", "ARM"), ("TUR", "AZE")),
    cuts={
        "sarp": (41.5475, 41.5207),  # west of it the source runs on into the sea
        "tlil": (42.595, 41.586),
        "height-9065": (43.47415, 41.12304),
        "arpacay-kalaly": (43.745, 40.74),
        "arpacay-aras": (43.658, 40.111),
        "urmia": (44.76373, 39.7144),
        "karasu": (44.80938, 39.62734),
    },
    stretches=(
        Stretch("turkey-north-east", "sarp", "karasu"),
        Stretch("ardahan-north", "tlil", "height-9065"),
        Stretch("arpacay-kars", "arpacay-kalaly", "arpacay-aras"),
        Stretch("arpacay-aras", "arpacay-kalaly", "karasu"),
        Stretch("aras-nakhchivan", "urmia", "karasu"),
    ),
)
NAKHCHIVAN = Line(
    pairs=(("ARM", "AZE"),),
    cuts={
        "urmia": (44.76373, 39.7144),
        "komurlu": (45.06114, 39.79438),  # the northern apex
        "arpa": (45.148, 39.713),
        "kuku": (45.567, 39.572),
        "ridge-end": (46.115, 38.96),  # below this the line was moved in 1929
        "aras-east": (46.1448, 38.8428),
    },
    stretches=(
        Stretch("nakhchivan-north-west", "urmia", "komurlu"),
        Stretch("nakhchivan-arpa", "komurlu", "arpa"),
        Stretch("nakhchivan-zangezur", "kuku", "ridge-end"),
        Stretch("nakhchivan-1929-north", "arpa", "kuku"),
        Stretch("nakhchivan-1929-east", "ridge-end", "aras-east"),
    ),
)
TURKEY_IRAN = Line(
    pairs=(("TUR", "IRN"),),
    cuts={
        "karasu": (44.80938, 39.62734),
        "springs": (44.608, 39.777),
        "bend": (44.416, 39.556),
        "south": (44.422, 39.412),
    },
    stretches=(
        Stretch("karasu", "karasu", "springs"),
        Stretch("ararat-1932", "springs", "bend"),
        Stretch("gurbulak", "bend", "south"),
    ),
)
TURKEY_SYRIA = Line(
    pairs=(("TUR", "SYR"),),
    cuts={
        "meydan-ekbez": (36.665, 36.815),
        "cobanbey": (37.45, 36.62),
        "nusaybin": (41.21, 37.06),
        "tigris": (42.19, 37.29),
    },
    stretches=(
        Stretch("meydan-ekbez-cobanbey", "meydan-ekbez", "cobanbey"),
        Stretch("railway", "cobanbey", "nusaybin"),
        Stretch("nusaybin-cizre", "nusaybin", "tigris"),
    ),
)
FILES = {
    "frontier-1921": (TURKEY_EAST, NAKHCHIVAN),
    "turkey-iran": (TURKEY_IRAN,),
    "turkey-syria": (TURKEY_SYRIA,),
}


def build(raw: Mapping[str, Path], geodata: Path) -> list[Path]:
    """Write ``lines/*.geojson`` and return their paths.

    Parameters
    ----------
    raw
        Folder of the unpacked package for each key of `SOURCES`.
    geodata
        The atlas folder; ``lines/`` is made in it where missing.

    Returns
    -------
    list of Path
        The written files, in the order of `FILES`.
    """
    countries = read_countries(raw[SOURCES[0]])
    folder = geodata / "lines"
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, lines in FILES.items():
        features = [feature for line in lines for feature in _cut_line(line, countries)]
        path = folder / f"{name}.geojson"
        path.write_text(_format_collection(name, features), encoding="utf-8", newline="\n")
        written.append(path)
    return written


def read_countries(package: Path) -> dict[str, BaseGeometry]:
    """Read the countries that have a part in some line, by their letters, as valid polygons."""
    path = next(package.rglob("map.geo.json"))
    features = json.loads(path.read_text(encoding="utf-8"))["features"]
    return {
        feature["properties"]["A3"]: shapely.make_valid(shape(feature["geometry"]))
        for feature in features
        if feature["properties"]["A3"] in COUNTRIES
    }


def shared_border(
    pairs: Sequence[tuple[str, str]], countries: Mapping[str, BaseGeometry]
) -> list[LineString]:
    """Return the lines along which countries of the given pairs touch, each as long as it goes unbroken."""
    parts: list[BaseGeometry] = []
    for one, other in pairs:
        common = countries[one].boundary.intersection(countries[other].boundary)
        parts += [part for part in shapely.get_parts(common) if part.geom_type == "LineString"]
    return list(shapely.get_parts(shapely.line_merge(shapely.union_all(parts))))


def _cut_line(line: Line, countries: Mapping[str, BaseGeometry]) -> list[dict[str, object]]:
    """Cut the border at its named places; stretches that share a cut share its vertex."""
    ends = list(line.cuts.values())
    whole = min(
        shared_border(line.pairs, countries),
        key=lambda part: sum(part.distance(shapely.Point(end)) for end in ends),
    )
    coordinates = np.array(whole.coords)
    at = {name: _nearest_vertex(coordinates, point) for name, point in line.cuts.items()}
    order = list(at)
    if at[order[0]] > at[order[-1]]:
        last = len(coordinates) - 1
        coordinates, at = coordinates[::-1], {name: last - index for name, index in at.items()}
    pieces = {
        start: LineString(coordinates[at[start] : at[end] + 1]).simplify(TOLERANCE_DEG).coords[:]
        for start, end in pairwise(order)
    }
    return [_feature(stretch, _join(pieces, order, stretch)) for stretch in line.stretches]


def _nearest_vertex(coordinates: np.ndarray, point: LonLat) -> int:
    narrowing = np.cos(np.radians(point[1]))
    return int(np.argmin(np.hypot((coordinates[:, 0] - point[0]) * narrowing, coordinates[:, 1] - point[1])))


def _join(pieces: Mapping[str, list[LonLat]], order: Sequence[str], stretch: Stretch) -> list[list[float]]:
    joined: list[list[float]] = []
    for start in order[order.index(stretch.start) : order.index(stretch.end)]:
        for lon, lat in pieces[start]:
            vertex = [round(lon, DIGITS), round(lat, DIGITS)]
            if not joined or joined[-1] != vertex:
                joined.append(vertex)
    return joined


def _feature(stretch: Stretch, coordinates: list[list[float]]) -> dict[str, object]:
    geometry = {"type": "LineString", "coordinates": coordinates}
    return {"type": "Feature", "id": stretch.id, "properties": {}, "geometry": geometry}


def _format_collection(name: str, features: Sequence[Mapping[str, object]]) -> str:
    rows = ",\n".join(json.dumps(feature, ensure_ascii=False, separators=(",", ":")) for feature in features)
    head = json.dumps({"licence": LICENCE, "attribution": ATTRIBUTION}, ensure_ascii=False)
    return f'{{"type":"FeatureCollection","id":"{name}","properties":{head},"features":[\n{rows}\n]}}\n'
