"""What can be wrong with a journey: its sources, its dates, and how its legs join its stops."""

from __future__ import annotations

import itertools

import shapely

from mapsvc.atlas.problems import Problems
from mapsvc.atlas.store import Store
from mapsvc.model.geometry import distance_km
from mapsvc.model.itinerary import itinerary_of
from mapsvc.model.records import Leg, Route, Stop

#: A leg ends at its stop, to about 0.1 m.
_SAME_DEG = 1e-6
#: A harbour or a station may lie so far from its town.
_AT_PLACE_KM = 15.0
#: So many missing stops or legs are named.
_MOST_MISSING = 5


def check_route(atlas: Store, route: Route, problems: Problems) -> None:
    """Note what is wrong with a journey."""
    file = f"routes/{route.id}.geojson"
    known = {variant.id for variant in route.variants}
    for piece in route.pieces:
        if piece.variant not in known:
            problems.add(file, f"features.{piece.id}.variant", _no_variant(piece.variant, known))
        if not piece.sources:
            kind = "leg" if isinstance(piece, Leg) else "stop"
            problems.add(file, f"features.{piece.id}.sources", f"is empty; every {kind} needs a source")
    for leg in route.legs:
        if leg.accuracy_km <= 0:
            problems.add(file, f"features.{leg.id}.accuracy_km", "must be greater than 0")
    for stop in route.stops:
        _check_place(atlas, route, stop, file, problems)
    _check_reports(route, known, file, problems)
    for variant in route.variants:
        _check_variant(route, variant.id, file, problems)


def _check_place(atlas: Store, route: Route, stop: Stop, file: str, problems: Problems) -> None:
    """Note a stop that does not lie at its place."""
    place = atlas.places.get(stop.place or "")
    if place is None or place.lon is None or place.lat is None or place.shape != "point":
        return
    gap = distance_km(place.lon, place.lat, stop.geometry.x, stop.geometry.y)
    # A ship doubles a cape far out: as far as one knows its way.
    touching = [leg.accuracy_km for leg in route.legs_of(stop.variant) if leg.n in {stop.n - 1, stop.n}]
    if gap > _AT_PLACE_KM + (place.radius_km or 0.0) + min(touching, default=0.0):
        message = f"lies {gap:.0f} km from the place {place.id!r} that it names; mend one of the two"
        problems.add(file, f"features.{stop.id}.geometry", message)


def _no_variant(found: str, known: set[str]) -> str:
    return f"{found!r} is no variant of this route; it has {', '.join(sorted(known))}"


def _check_reports(route: Route, known: set[str], file: str, problems: Problems) -> None:
    for index, report in enumerate(route.reports):
        where = f"properties.reports[{index}]"
        if not report.sources:
            problems.add(file, f"{where}.sources", "is empty; a report is somebody's")
        for variant in report.variants:
            if variant not in known:
                problems.add(file, f"{where}.variants", _no_variant(variant, known))


def _check_variant(route: Route, variant: str, file: str, problems: Problems) -> None:
    stops, legs = route.stops_of(variant), route.legs_of(variant)
    numbers = ([stop.n for stop in stops], [leg.n for leg in legs])
    if numbers != (list(range(1, len(stops) + 1)), list(range(1, len(stops)))) or len(stops) < 2:
        problems.add(file, f"variants.{variant}", _miscounted(*numbers))
        return
    _check_joints(stops, legs, file, problems)
    before = len(problems.found)
    _check_order(stops, file, problems)
    if len(problems.found) == before:
        for clash in itinerary_of(route, variant).clashes:
            problems.add(
                file, f"features.{clash.piece}.on", f"{clash.reason}; dates run backwards, or are too close"
            )


def _miscounted(stops: list[int], legs: list[int]) -> str:
    """Tell which stop or leg of a variant is missing or stands twice."""
    text = f"has {len(stops)} stops and {len(legs)} legs; number stops from 1, one leg between two"
    for noun, found, count in (
        ("stop", stops, max(stops, default=0)),
        ("leg", legs, max(stops, default=1) - 1),
    ):
        # The first few will do: of a slip such as n = 1000000000 there is no list.
        missing = list(itertools.islice((n for n in range(1, count + 1) if n not in found), _MOST_MISSING))
        if missing:
            text += f"; {noun} {', '.join(map(str, missing))} is missing"
    return text


def _check_joints(stops: list[Stop], legs: list[Leg], file: str, problems: Problems) -> None:
    for leg, (before, after) in zip(legs, itertools.pairwise(stops), strict=True):
        ends = shapely.get_coordinates(leg.geometry)
        for end, stop in ((ends[0], before), (ends[-1], after)):
            if abs(end[0] - stop.geometry.x) > _SAME_DEG or abs(end[1] - stop.geometry.y) > _SAME_DEG:
                problems.add(file, f"features.{leg.id}.geometry", f"does not meet the stop {stop.id!r}")


def _check_order(stops: list[Stop], file: str, problems: Problems) -> None:
    """Note a stop that is dated before an earlier one."""
    latest = None
    for stop in stops:
        span = stop.on
        if span and span.end and latest and span.end < latest:
            problems.add(file, f"features.{stop.id}.on", f"{span.edtf!r} is before an earlier stop's date")
        latest = span.start if span and span.start else latest
