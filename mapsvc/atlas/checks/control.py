"""What can be wrong with districts and with the rows that say who held them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

import shapely
from shapely import is_valid_reason
from shapely.geometry.base import BaseGeometry

from mapsvc.atlas.control_reading import CONTROL_FILE, DISTRICTS_FILE
from mapsvc.atlas.problems import Problem, Problems
from mapsvc.atlas.store import Store
from mapsvc.model.control import Control, District, Tenure, tenures_of, timeline_of, window_of
from mapsvc.model.day import Day
from mapsvc.model.geometry import area_km2

#: Less than this is the rounding of coordinates.
_LEAST_KM2 = 0.1


def check_control(atlas: Store, problems: Problems) -> None:
    """Note districts that do not tile, gaps and overlaps of their rows, and rows that say what cannot be."""
    found = [*shape_faults(atlas.districts.values()), *tiling_faults(list(atlas.districts.values()))]
    for row in atlas.control:
        found += row_faults(row)
    if atlas.districts and not (atlas.root / CONTROL_FILE).is_file():
        problems.add(CONTROL_FILE, "", f"is missing; it says who held the districts of {DISTRICTS_FILE}")
        problems.break_all("row")
    for district in atlas.districts:
        rows = [row for row in atlas.control if row.district == district]
        # A row that could not be read is a fault of its own, and leaves no gap.
        if not problems.is_broken("row", district):
            found += days_faults(atlas, district, rows)
    problems.found.extend(found)


def shape_faults(districts: Iterable[District]) -> Iterator[Problem]:
    """Yield what is wrong with a district by itself."""
    for district in districts:
        field, shape = f"features.{district.id}", district.geometry
        if district.accuracy_km <= 0:
            yield Problem(DISTRICTS_FILE, f"{field}.accuracy_km", "must be greater than 0")
        if not district.sources:
            yield Problem(DISTRICTS_FILE, f"{field}.sources", "is empty; say what its edges were drawn from")
        if not shape.geom_type.endswith("Polygon"):
            yield Problem(DISTRICTS_FILE, f"{field}.geometry", "must be a Polygon or a MultiPolygon")
        elif not shape.is_valid:
            message = (
                f"is no valid polygon: {is_valid_reason(shape)}; draw its edge so that it crosses nothing"
            )
            yield Problem(DISTRICTS_FILE, f"{field}.geometry", message)


def tiling_faults(districts: Sequence[District]) -> Iterator[Problem]:
    """Yield where districts cover the same ground, and where they leave ground between them."""
    shapes = [district.geometry for district in districts]
    if not all(shape.is_valid and shape.geom_type.endswith("Polygon") for shape in shapes):
        return
    if not shapely.coverage_is_valid(shapes):
        tree = shapely.STRtree(shapes)
        for at, other in tree.query(shapes, predicate="intersects").T.tolist():
            if at < other:
                yield from _crossing(districts[at], districts[other])
    for hole in holes_in(shapes):
        near = [found.id for found in districts if shapely.dwithin(found.geometry, hole, 1e-6)]
        message = f"leave a gap of {_size(hole)}; give it to one of them, with its edge"
        yield Problem(DISTRICTS_FILE, f"features.{', '.join(near[:3])}", message)


def holes_in(shapes: Sequence[BaseGeometry]) -> list[BaseGeometry]:
    """Return what shapes enclose together and none of them covers."""
    rings = [ring for part in shapely.get_parts(shapely.union_all(shapes)) for ring in part.interiors]
    return [hole for hole in map(shapely.Polygon, rings) if area_km2(hole) > _LEAST_KM2]


def _crossing(one: District, other: District) -> Iterator[Problem]:
    both = shapely.intersection(one.geometry, other.geometry)
    if area_km2(both) > _LEAST_KM2:
        message = f"covers {_size(both)} of {one.id!r}; give both one edge there, with the same points"
        yield Problem(DISTRICTS_FILE, f"features.{other.id}", message)


def _size(shape: BaseGeometry) -> str:
    point = shape.representative_point()
    return f"{area_km2(shape):,.1f} km² near {point.x:.2f}, {point.y:.2f}"


def row_faults(row: Control) -> Iterator[Problem]:
    """Yield what a row says that cannot be."""

    def fault(column: str, message: str) -> Problem:
        return Problem(CONTROL_FILE, f"line {row.line}.{column}", message)

    if row.ends is not None and window_of(row.ends)[1] < window_of(row.begins)[1]:
        yield fault("to", f"is {row.ends.edtf!r}, before {row.begins.edtf!r}, on which the row begins")
    if row.of is not None and row.of == row.polity:
        yield fault("of", f"is {row.of!r}, who holds it; nobody occupies what is theirs by law")
    elif row.of is not None and row.how != "occupied":
        yield fault("of", f"is {row.of!r}, but the ground is not occupied; leave it empty")
    if row.polity is None and row.how != "administered":
        yield fault("how", f"is {row.how!r}, but by nobody; name the 'polity', or leave it empty")
    if row.how == "occupied" and row.of is None and row.note is None:
        message = (
            "is 'occupied', but of whom? Give the lawful owner in 'of', or say in 'note' who disputes it"
        )
        yield fault("how", message)


def days_faults(atlas: Store, district: str, rows: Sequence[Control]) -> Iterator[Problem]:
    """Yield days of a district on which nobody is said to hold it, or several are, or who was not there."""
    first, last = atlas.period.first, atlas.period.last
    if not rows:
        message = f"no row of {CONTROL_FILE} says who held it; write one, with an empty 'polity' if unknown"
        yield Problem(DISTRICTS_FILE, f"features.{district}", message)
        return
    for start, end in gaps_of(atlas, district, rows):
        message = f"no row says who held it {_days(start, end)}; write one, with an empty 'polity' if unknown"
        yield Problem(CONTROL_FILE, district, message)
    tenures = tenures_of(rows, first, last)
    for overlap in overlaps_of(tenures):
        yield _overlap(*overlap)
    for tenure in tenures:
        yield from years_faults(atlas, tenure)
        if tenure.row.how == "contested" and not any(_contest(tenure, other) for other in tenures):
            message = "is 'contested', but with nobody; another contested row must hold the same days"
            yield Problem(CONTROL_FILE, f"line {tenure.row.line}.how", message)


def gaps_of(atlas: Store, district: str, rows: Sequence[Control]) -> Iterator[tuple[Day, Day]]:
    """Yield the days from one to another on which no row says who held a district."""
    for holding in timeline_of(district, rows, atlas.period.first, atlas.period.last):
        if holding.line is None:
            yield holding.start, holding.end


def overlaps_of(tenures: Sequence[Tenure]) -> Iterator[tuple[Tenure, Tenure, Day, Day]]:
    """Yield two rows that hold the same days and do not contest them, and those days."""
    for one, other in combinations(tenures, 2):
        start, end = max(one.start, other.start), min(one.end, other.end)
        if start <= end and not one.row.how == other.row.how == "contested":
            yield one, other, Day.fromordinal(start), Day.fromordinal(end)


def _overlap(one: Tenure, other: Tenure, start: Day, end: Day) -> Problem:
    said = f"{one.row.district!r} is held {_days(start, end)} by line {one.row.line} too"
    message = f"{said}; end one of them with 'to', or make both 'contested'"
    return Problem(CONTROL_FILE, f"line {other.row.line}.from", message)


def _contest(one: Tenure, other: Tenure) -> bool:
    together = max(one.start, other.start) <= min(one.end, other.end)
    return one is not other and other.row.how == "contested" and together


def years_faults(atlas: Store, tenure: Tenure) -> Iterator[Problem]:
    """Yield the days on which a holder is said to hold ground who was not there yet, or no more."""
    polity = atlas.polities.get(tenure.row.polity or "")
    if polity is None or polity.years is None:
        return
    where = f"{polity.id!r} was there {polity.years.edtf} by its 'years' in polities.toml"
    sure_end = Day.fromordinal(max(tenure.firm, min(tenure.end, tenure.doubt - 1)))
    if polity.years.start is not None and Day.fromordinal(tenure.firm) < polity.years.start:
        message = f"is {tenure.row.begins.edtf}, but {where}"
        yield Problem(CONTROL_FILE, f"line {tenure.row.line}.from", message)
    if polity.years.end is not None and sure_end > polity.years.end:
        message = f"holds the ground until {sure_end}, but {where}; begin the next row before, or give 'to'"
        yield Problem(CONTROL_FILE, f"line {tenure.row.line}.polity", message)


def _days(first: Day, last: Day) -> str:
    return f"on {first}" if first == last else f"from {first} to {last}"
