"""How near to their places mentions were put."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mapsvc.model.geometry import distance_km

WITHIN_KM = (10, 50, 161)
#: A hundred miles, by which geoparsers are compared.
NEAR_KM = 161
#: A place that is larger has no one point.
_POINT_KM = 20.0
Record = Mapping[str, Any]


@dataclass(frozen=True)
class Nearness:
    """
    How near the recognised places were put.

    Attributes
    ----------
    within_km
        Share of the matched places with a position in the gold that were put at most so far from it; one that
        was put nowhere counts as wrong.
    end_to_end
        Share of all places with a position in the gold that were recognised and put within 161 km.
    distances_km
        Distances of those that were put somewhere.
    unresolved
        How many were put nowhere.
    """

    within_km: dict[int, float]
    end_to_end: float
    distances_km: list[float]
    unresolved: int


def measure_nearness(pairs: Sequence[tuple[Record, Record]], gold: Sequence[Record]) -> Nearness:
    """
    Measure how near the found places of matched pairs are.

    Parameters
    ----------
    pairs
        Gold and prediction with the same span.
    gold
        All places of the gold, the missed ones too.
    """
    located = [(wanted, found) for wanted, found in pairs if is_located(wanted)]
    apart = [apart_km(wanted, found) for wanted, found in located]
    distances = [km for km in apart if km is not None]
    shares = {km: _share(sum(found <= km for found in distances), len(located)) for km in WITHIN_KM}
    near = sum(found <= NEAR_KM for found in distances)
    return Nearness(
        within_km=shares,
        end_to_end=_share(near, sum(map(is_located, gold))),
        distances_km=distances,
        unresolved=len(located) - len(distances),
    )


def is_located(record: Record) -> bool:
    """Return whether a record has a position."""
    return record.get("lon") is not None and record.get("lat") is not None


def apart_km(gold: Record, found: Record) -> float | None:
    """
    Return how far a prediction is from its place in km, or nothing if it was put nowhere.

    Half the radius of a region is not held against a prediction.
    """
    if not is_located(found):
        return None
    apart = distance_km(gold["lon"], gold["lat"], found["lon"], found["lat"])
    radius = float(gold.get("radius_km") or 0)
    return max(0.0, apart - (radius / 2 if radius > _POINT_KM else 0.0))


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0
