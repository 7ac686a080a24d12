"""What the legs of an account of a journey come to."""

from __future__ import annotations

import math
from dataclasses import dataclass

from mapsvc.model.itinerary import Itinerary


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
