"""Journeys along the equator, where a degree is as long everywhere and all can be reckoned in the head."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from itertools import pairwise

from shapely.geometry import LineString, Point

from mapsvc.model.dates import parse_date
from mapsvc.model.fields import Certainty, Mode
from mapsvc.model.itinerary import Itinerary, Stay, Window
from mapsvc.model.records import Citation, Leg, Report, Route, Stop, Variant
from mapsvc.model.text import Text

#: Of the equator of WGS 84.
KM_PER_DEG = 6378.137 * math.pi / 180
SAID = Text({"en": "said"})
CITED = (Citation("a-work"),)


def point(km: float) -> Point:
    return Point(km / KM_PER_DEG, 0)


def a_stop(n: int, km: float, on: str | None = None, *, certainty: Certainty = "attested") -> Stop:
    return Stop(
        id=f"stop-{n}", variant="told", n=n, title=Text({"en": f"Stop {n}"}), certainty=certainty,
        evidence="source-found", geometry=point(km), sources=CITED, on=parse_date(on) if on else None,
    )  # fmt: skip


def a_leg(
    n: int,
    kms: Sequence[float],
    mode: Mode = "foot",
    on: str | None = None,
    *,
    certainty: Certainty = "attested",
) -> Leg:
    return Leg(
        id=f"leg-{n}", variant="told", n=n, mode=mode, certainty=certainty, accuracy_km=1,
        geometry=LineString([point(km) for km in kms]), sources=CITED, on=parse_date(on) if on else None,
    )  # fmt: skip


def a_variant(name: str, certainty: Certainty = "attested") -> Variant:
    return Variant(id=name, title=SAID, certainty=certainty)


def a_report(on: str, *variants: str) -> Report:
    return Report(on=parse_date(on), text=SAID, evidence="source-found", sources=CITED, variants=variants)


def a_journey(
    kms: Sequence[float],
    on: Mapping[int, str] | None = None,
    *,
    modes: Sequence[Mode] = (),
    legs_on: Mapping[int, str] | None = None,
    valid: str = "1921-10-01/1921-10-31",
    variants: Sequence[Variant] = (a_variant("told"),),
    reports: Sequence[Report] = (),
) -> Route:
    """Make a journey whose stops lie so many kilometres along the equator; stops and legs count from 1."""
    days, leg_days = on or {}, legs_on or {}
    stops = [a_stop(n, km, days.get(n)) for n, km in enumerate(kms, start=1)]
    legs = [
        a_leg(n, kms[n - 1 : n + 1], modes[n - 1] if modes else "foot", leg_days.get(n))
        for n in range(1, len(kms))
    ]
    return Route(
        id="journey", title=SAID, summary=SAID, travellers=(), valid=parse_date(valid),
        variants=tuple(variants),
        conflict=None, sources=CITED, licence="CC0-1.0", attribution=SAID, stops=tuple(stops),
        legs=tuple(legs), reports=tuple(reports),
    )  # fmt: skip


def an_itinerary(
    kms: Sequence[float],
    visits: Sequence[tuple[tuple[int, int], tuple[int, int]]],
    *,
    modes: Sequence[Mode] = (),
    firm: bool = True,
) -> Itinerary:
    """Make an account from the days of coming to each stop and of leaving it, each the first and the last."""
    route = a_journey(kms, modes=modes)
    lengths = tuple(other - one for one, other in pairwise(kms))
    made = tuple(Stay(Window(*come), Window(*leave), firm=firm) for come, leave in visits)
    return Itinerary("journey", "told", route.stops, route.legs, lengths, made, ())
