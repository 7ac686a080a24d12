"""Lines of the first atlas that stand in no file: today's between neighbours, and treaty lines led on.

Its plan of territories names this module as ``made``; another atlas has lines of its own, or none.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import frontier_1878
import numpy as np
import shapely
import shapely.ops
import treaty_line
from _partition import tie
from shapely.geometry import LineString, shape

SOURCES = ("geo-maps-countries-maritime-10m", *frontier_1878.SOURCES)

#: Lines that only keep the neighbours apart are drawn no finer than they are known.
COARSE_DEG = 0.01
COAST_DEG = 0.002
#: Where Georgia, Armenia and Azerbaijan meet today.
CORNER = (45.0138, 41.2965)
#: Where the old limit of Akbaba leaves today's line of Georgia and Armenia.
AKBABA_CORNER = frontier_1878.AKBABA_CORNER
#: What the treaty of Batum left to Armenia, by the uezds that the literature names, where no treaty drew a
#: line: north of the Pambak valley to the crest of Sevan, and from the crest south of Sevan to Daralagez.
BATUM_NORTH = (
    (44.05, 40.915), (44.2, 40.915), (44.33, 40.9), (44.43, 40.905), (44.53, 40.9), (44.6, 40.875),
    (44.64, 40.83), (44.665, 40.755), (44.78, 40.68), (44.88, 40.655), (45.0, 40.66), (45.1, 40.62),
    (45.25, 40.57), (45.4, 40.52), (45.5, 40.47), (45.58, 40.41), (45.649, 40.368),
)  # fmt: skip
BATUM_SOUTH = (
    (45.603, 40.01), (45.5, 40.0), (45.4, 40.0), (45.3, 39.965), (45.23, 39.955), (45.12, 39.99),
    (45.05, 39.98), (44.99, 39.95),
)  # fmt: skip


def made_lines(raw: Mapping[str, Path], lines: Mapping[str, LineString]) -> dict[str, LineString]:
    """Return lines by name, beside and in place of those of the atlas, ends tied to what they meet."""
    with tempfile.TemporaryDirectory() as scratch:
        derived = treaty_line.build(raw, Path(scratch)) + frontier_1878.build(raw, Path(scratch))
        fresh = {
            f"{path.stem}/{feature['id']}": shape(feature["geometry"])
            for path in derived
            for feature in json.loads(path.read_text(encoding="utf-8"))["features"]
        }
    # Made anew, so that a change of their recipes is in the territories of the same run.
    known = {**lines, **fresh}
    known |= _neighbours(raw, known)
    return {**known, **_joined(known)}


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
    turkey = max(shapely.get_parts(countries["TUR"]), key=shapely.area).exterior
    iraq = _between(turkey, lines["turkey-syria/nusaybin-cizre"].coords[-1], south.coords[-1])
    zagros = _between(iran, south.coords[-1], (45.4, 36.0))
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
        "today/turkey-iraq": tie(
            iraq.simplify(COARSE_DEG).coords,
            start=lines["turkey-syria/nusaybin-cizre"],
            end=south.simplify(COAST_DEG),
        ),
        "today/persia-iraq": tie(zagros.simplify(COARSE_DEG).coords, start=south.simplify(COAST_DEG)),
        "today/georgia-armenia": tie(georgia_armenia.coords, start=main, end=LineString([CORNER, CORNER])),
        "today/georgia-azerbaijan": tie(
            longest["GEO", "AZE"].coords[::-1], start=LineString([CORNER, CORNER])
        ),
        "today/armenia-azerbaijan": tie(
            armenia.coords, start=LineString([CORNER, CORNER]), end=aras.simplify(COAST_DEG)
        ),
        "today/azerbaijan-russia": longest["AZE", "RUS"],
        "today/georgia-russia": longest["GEO", "RUS"],
        # Holes of a few hundred metres in the source part what is west of the Mamison pass.
        "today/georgia-russia-west": LineString(
            [
                point
                for line in sorted(border["GEO", "RUS"], key=lambda line: line.bounds[0])
                if line.bounds[2] < longest["GEO", "RUS"].bounds[2]
                for point in _westward(line)
            ]
            + [longest["GEO", "RUS"].coords[0]]
        ).simplify(COARSE_DEG),
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
    batum, neighbours = lines["batum-1918/armenia"], lines["today/armenia-azerbaijan"]
    sharur = lines["frontier-1921/nakhchivan-arpa"]
    alexandropol = lines["alexandropol-1920/arpacay-akbaba"]
    ardahan = tie(lines["frontier-1878/ardahan-south"].coords, start=main, end=batum_kars)
    return {
        "made/moscow-nakhchivan-north-west": _until(lines["moscow-1921/nakhchivan-north-west"], main),
        "made/alexandropol-nakhchivan-west": _until(lines["alexandropol-1920/nakhchivan-zone-west"], main),
        # The lines of 1921 and 1932 begin as one; drawn twice they would leave threads.
        "made/springs-summit": _until(
            lines["turkey-iran-1921/springs-summit"].reverse(), lines["turkey-iran/ararat-1932"]
        ),
        "made/georgia-armenia": tie(
            _between(
                lines["today/georgia-armenia"],
                AKBABA_CORNER,
                lines["today/georgia-armenia"].coords[-1],
            ).coords,
            start=lines["frontier-1878/akbaba"],
        ),
        "made/alexandropol-akbaba": tie(alexandropol.coords, start=main, end=main),
        "made/ardahan-akbaba": _between(main, (43.47415, 41.12304), ardahan.coords[0]),
        "made/adr-west": tie([CORNER, CORNER], end=lines["adr-effective-1920/effective"]),
        "made/adr-north": tie(
            [lines["today/georgia-russia"].coords[-1]] * 2, end=lines["adr-effective-1920/effective"]
        ),
        "made/arsiani-south": _between(main, (42.52430, 41.44392), (42.60095, 41.58485)),
        "made/batum-armenia-north": tie([batum.coords[0], *BATUM_NORTH], end=neighbours),
        "made/batum-armenia-south": tie(BATUM_SOUTH, start=neighbours, end=batum),
        "batum-1918/armenia": tie(batum.coords, end=sharur),
        # The whole from the sea to Zekari, whose west is the limit of the Batum oblast.
        "batum-1918/adjara-guria": LineString(
            [
                (41.68, 41.9),
                *lines["frontier-1878/batum-north"].coords,
                *lines["batum-1918/meskheti"].coords[1:],
            ]
        ),
        "batum-1918/ordubad": tie(lines["batum-1918/ordubad"].coords, start=zangezur, end=aras),
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
