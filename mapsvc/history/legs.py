"""The legs of a journey as a table of distances and days."""

from __future__ import annotations

import math
from dataclasses import dataclass

import geopandas as gpd

from mapsvc.atlas.store import Atlas
from mapsvc.history.citations import format_citations
from mapsvc.history.tables import make_table
from mapsvc.history.whereabouts import pick_variant
from mapsvc.model.day import Day
from mapsvc.model.itinerary import Itinerary, itinerary_of
from mapsvc.model.records import Route
from mapsvc.model.tables import by_language


def legs_table(atlas: Atlas, route_id: str, variant: str | None = None) -> gpd.GeoDataFrame:
    """
    Return the legs of one account of a journey.

    Parameters
    ----------
    atlas
        Where the journey comes from.
    route_id
        Of the journey.
    variant
        Which account; the surest when not given.

    Returns
    -------
    table
        Columns of `mapsvc.model.tables.COLUMNS["legs"]`, (Multi)LineString geometry in EPSG:4326; the index
        is `<route>/<leg id>`. `length_km` is geodesic and not rounded, `total_km` what is made by the
        leg's end, `days_least` and `days_most` how long it can have taken, `km_per_day` its length
        over the middle of the two.

    Raises
    ------
    UnknownRouteError, UnknownVariantError
        If there is no such journey or account.
    """
    route = atlas.route(route_id)
    itinerary = itinerary_of(route, pick_variant(route, variant))
    return make_table(
        "legs",
        [_row(atlas, route, itinerary, index) for index in range(len(itinerary.legs))],
        [leg.geometry for leg in itinerary.legs],
        [f"{route.id}/{leg.id}" for leg in itinerary.legs],
        atlas.written_languages,
    )


def _row(atlas: Atlas, route: Route, itinerary: Itinerary, index: int) -> dict[str, object]:
    leg, length = itinerary.legs[index], itinerary.lengths_km[index]
    start, end = itinerary.stops[index], itinerary.stops[index + 1]
    leave, arrive = itinerary.visits[index].leave, itinerary.visits[index + 1].arrive
    least, most = max(0, arrive.first - leave.last), arrive.last - leave.first
    return {
        "route": route.id,
        "variant": leg.variant,
        "n": leg.n,
        **by_language("from", start.title, atlas.written_languages),
        **by_language("to", end.title, atlas.written_languages),
        "mode": leg.mode,
        "date": leg.on,
        "leave_first": _iso(leave.first),
        "leave_last": _iso(leave.last),
        "arrive_first": _iso(arrive.first),
        "arrive_last": _iso(arrive.last),
        "length_km": length,
        "total_km": itinerary.marks_km[index + 1],
        "days_least": least,
        "days_most": most,
        "km_per_day": length / max(1.0, (least + most) / 2),
        "certainty": leg.certainty,
        "accuracy_km": leg.accuracy_km,
        "source": format_citations(atlas, leg.sources, "en"),
        "licence": route.licence,
        "attribution": route.attribution.en,
    }


@dataclass(frozen=True)
class Totals:
    """What an account comes to: kilometres in all and by mode, days from setting out to coming in."""

    length_km: float
    by_mode: tuple[tuple[str, float], ...]
    days: int
    km_per_day: float


def totals_of(itinerary: Itinerary) -> Totals:
    """Return the sums of an account; days are those between the middles of its first and last window."""
    whole = math.fsum(itinerary.lengths_km)
    by_mode: dict[str, list[float]] = {}
    for leg, length in zip(itinerary.legs, itinerary.lengths_km, strict=True):
        by_mode.setdefault(leg.mode, []).append(length)
    days = itinerary.visits[-1].arrive.middle - itinerary.visits[0].leave.middle
    return Totals(
        length_km=whole,
        by_mode=tuple((mode, math.fsum(lengths)) for mode, lengths in by_mode.items()),
        days=days,
        km_per_day=whole / max(1, days),
    )


def _iso(ordinal: int) -> str:
    return Day.fromordinal(ordinal).isoformat()
