"""What a text names around a name and as a whole: places that are certain, and where most names can lie."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from mapsvc.atlas.gazetteer.names import Entry

#: Longitude, latitude, and how far a place reaches round that point, in kilometres.
Spot = tuple[float, float, float]
#: Longitude, latitude, and how much of a name lies there.
Vote = tuple[float, float, float]

DEGREE_KM = 111.2
_WIDE_KM = 300.0
_AROUND = 6
#: So many of the points that a text names most count everywhere in it, and are taken to reach so far.
_MOST_USUAL, _USUAL_KM = 8, 100.0
#: What stands so many characters off says where an unknown name lies, if the most of it lies together.
_BESIDE_CHARACTERS, _AGREEING_KM, _TOWN_REACH_KM = 400, 120.0, 60.0
#: The reach of such a guess: at least so much, and so much more than that of the places around.
_LEAST_AROUND_KM, _AROUND_SHARE, _FEWEST_AROUND = 50.0, 1.5, 2
#: Where nothing is known around, a place counts as neither near nor far.
UNKNOWN_KM = 800.0
#: Sides of the cells by which names are counted, in degrees of latitude.
_CELLS_DEG = (3.0, 9.0)
#: So many names speak half as loud as any number.
_HALF_HEARD = 2.0
#: So many names of earlier parts are remembered.
_MOST_REMEMBERED = 400


class _Cells:
    """Cells of about the same size all over the earth, numbered; what lies beside each is found once."""

    def __init__(self, side: float) -> None:
        self._side = side
        bands = math.ceil(180.0 / side)
        #: Cells in each band of latitude, and how many the bands before it have.
        self._counts = [
            max(1, round(360.0 / side * math.cos(math.radians((band + 0.5) * side - 90.0))))
            for band in range(bands)
        ]
        self._before = list(accumulate(self._counts, initial=0))
        self._beside: list[frozenset[int] | None] = [None] * self._before[-1]

    def number(self, lon: float, lat: float) -> int:
        """Return the cell of a point."""
        band = int((lat + 90.0) / self._side)
        band = min(len(self._counts) - 1, band) if band > 0 else 0
        count = self._counts[band]
        return self._before[band] + int((lon + 180.0) / 360.0 * count) % count

    def around(self, cell: int) -> frozenset[int]:
        """Return a cell and those beside it."""
        found = self._beside[cell]
        if found is None:
            found = self._beside[cell] = frozenset(self._find_beside(cell))
        return found

    def _find_beside(self, cell: int) -> Iterable[int]:
        own = bisect_right(self._before, cell) - 1
        # of the middle of the cell, so that the same cell always has the same ones beside it
        middle = (cell - self._before[own] + 0.5) / self._counts[own]
        for band in range(max(0, own - 1), min(len(self._counts), own + 2)):
            count = self._counts[band]
            at = int(middle * count)
            yield from (self._before[band] + (at + step) % count for step in (-1, 0, 1))


_NEAR_CELLS, _WIDE_CELLS = (_Cells(side) for side in _CELLS_DEG)


class CellsOf(dict[tuple[float, float], tuple[int, int]]):
    """The near and the wide cell of points by longitude and latitude, found once."""

    def __missing__(self, point: tuple[float, float]) -> tuple[int, int]:
        """Find the cells of a point."""
        found = self[point] = _NEAR_CELLS.number(*point), _WIDE_CELLS.number(*point)
        return found


@dataclass(slots=True)
class Surroundings:
    """
    Places of a text that are certain, with where they stand; it goes along with the text.

    Attributes
    ----------
    votes
        Where each name of the text can lie, by its key.
    persons
        Keys of names that the text gives to persons.
    cells
        Of the points that this part of the text has asked for.
    """

    offsets: list[int] = field(default_factory=list)
    spots: list[Spot] = field(default_factory=list)
    counts: Counter[tuple[float, float]] = field(default_factory=Counter)
    votes: dict[str, list[Vote]] = field(default_factory=dict)
    persons: set[str] = field(default_factory=set)
    cells: CellsOf = field(default_factory=CellsOf)

    def add(self, offset: int, entry: Entry) -> None:
        """Note a certain place."""
        if entry.lon is None or entry.lat is None:
            return
        self.offsets.append(offset)
        self.spots.append((entry.lon, entry.lat, min(entry.radius_km, _WIDE_KM)))
        self.counts[entry.lon, entry.lat] += 1

    def near(self, offset: int) -> list[Spot]:
        """Return the certain places before and behind an offset, without the one that begins there."""
        at = bisect_left(self.offsets, offset)
        behind = bisect_right(self.offsets, offset)
        return [*self.spots[max(0, at - _AROUND) : at], *self.spots[behind : behind + _AROUND]]

    def amid(self, offset: int) -> Spot | None:
        """
        Guess where a name lies that no gazetteer has.

        Returns
        -------
        spot
            The middle of the certain places beside it, and how far it may lie from that; nothing where fewer
            than two stand near, or the most of them lie far from each other.
        """
        first = bisect_left(self.offsets, offset - _BESIDE_CHARACTERS)
        last = bisect_right(self.offsets, offset + _BESIDE_CHARACTERS)
        beside = {spot for spot in self.spots[first:last][: 4 * _AROUND] if spot[2] <= _TOWN_REACH_KM}
        groups = [[other for other in beside if _spots_km(spot, other) <= _AGREEING_KM] for spot in beside]
        group = max(groups, key=lambda spots: (len(spots), sorted(spots)), default=[])
        if len(group) < _FEWEST_AROUND or 2 * len(group) <= len(beside):
            return None
        lon, lat = group[0][0], sum(spot[1] for spot in group) / len(group)
        east = lon + sum((spot[0] - lon + 180.0) % 360.0 - 180.0 for spot in group) / len(group)
        middle = ((east + 180.0) % 360.0 - 180.0, lat, 0.0)
        reach = max(_spots_km(middle, spot) for spot in group)
        return middle[0], lat, round(_LEAST_AROUND_KM + _AROUND_SHARE * reach)

    def usual(self) -> list[Spot]:
        """Return the points that the text names most."""
        return [(lon, lat, _USUAL_KM) for (lon, lat), _ in self.counts.most_common(_MOST_USUAL)]

    def moved_on(self) -> Surroundings:
        """Return what the next part of a long text starts with."""
        last = self.spots[-_AROUND:]
        votes = dict(list(self.votes.items())[-_MOST_REMEMBERED:])
        return Surroundings([-1] * len(last), last, self.counts, votes, self.persons)


def nearest_km(entry: Entry, near: Sequence[Spot]) -> float:
    """Return how far a place is from the nearest of those around it, the second nearest counting."""
    if entry.lon is None or entry.lat is None or not near:
        return UNKNOWN_KM
    lon, lat = entry.lon, entry.lat
    # on a plane: near is what counts, and this runs for every candidate of every name
    shrink = math.cos(math.radians(lat)) * DEGREE_KM
    first = second = math.inf
    for x, y, reach in near:
        north = (y - lat) * DEGREE_KM
        if (north if north > 0.0 else -north) - reach >= second:
            continue  # by its latitude alone too far to count
        across = x - lon if x > lon else lon - x
        if across > 180.0:
            across = 360.0 - across
        apart = math.hypot(across * shrink, north) - reach
        if apart < first:
            first, second = apart, first
        elif apart < second:
            second = apart
    return max(0.0, (second if second < math.inf else first) - min(entry.radius_km, _WIDE_KM))


def between_km(entry: Entry, other: Entry) -> float:
    """Return how far two places are apart, on a plane; endlessly far where one has no point."""
    if entry.lon is None or entry.lat is None or other.lon is None or other.lat is None:
        return math.inf
    shrink = math.cos(math.radians((entry.lat + other.lat) / 2)) * DEGREE_KM
    return math.hypot(_across(entry.lon, other.lon) * shrink, (entry.lat - other.lat) * DEGREE_KM)


def _spots_km(spot: Spot, other: Spot) -> float:
    shrink = math.cos(math.radians((spot[1] + other[1]) / 2)) * DEGREE_KM
    return math.hypot(_across(spot[0], other[0]) * shrink, (spot[1] - other[1]) * DEGREE_KM)


def _across(lon: float, other: float) -> float:
    """Return how many degrees two meridians are apart, the shorter way round."""
    apart = abs(lon - other)
    return min(apart, 360.0 - apart)


class TextRegion:
    """
    Where most names of a text can lie.

    Names are counted in cells, so that it takes as long as there are names, however many.
    """

    def __init__(self, votes: Mapping[str, Sequence[Vote]], cells: CellsOf | None = None) -> None:
        self._votes = votes
        self._cells = cells = CellsOf() if cells is None else cells
        self.total = 0.0
        near: dict[int, float] = {}
        wide: dict[int, float] = {}
        for spots in votes.values():
            for lon, lat, share in spots:
                near_cell, wide_cell = cells[lon, lat]
                near[near_cell] = near.get(near_cell, 0.0) + share
                wide[wide_cell] = wide.get(wide_cell, 0.0) + share
                self.total += share
        self._near, self._wide = _Count(_NEAR_CELLS, near), _Count(_WIDE_CELLS, wide)
        self._shares: dict[tuple[str, float, float], float] = {}
        self._own: dict[str, tuple[float, list[tuple[int, int, float]]]] = {}

    def share(self, key: str, lon: float, lat: float) -> float:
        """Return how much of the other names lies round a point, 0 to 1; little where there are few names."""
        asked = key, lon, lat
        found = self._shares.get(asked)
        if found is None:
            found = self._shares[asked] = self.share_in(key, *self._cells[lon, lat])
        return found

    def share_in(self, key: str, near_cell: int, wide_cell: int) -> float:
        """Return the same for the cells of a point, which is asked for once."""
        own = self._own.get(key)
        if own is None:
            own = self._own[key] = self._own_votes(key)
        rest, spots = own
        if rest <= 0.0:
            return 0.0
        near, beside = self._near.around(near_cell)
        wide, farther = self._wide.around(wide_cell)
        if spots:
            near -= sum([share for cell, _, share in spots if cell in beside])
            wide -= sum([share for _, cell, share in spots if cell in farther])
        return max(0.0, 0.6 * near + 0.4 * wide) / (rest + _HALF_HEARD)

    def _own_votes(self, key: str) -> tuple[float, list[tuple[int, int, float]]]:
        """Return what the names but one have, and the cells in which that one lies."""
        own = self._votes.get(key, ())
        cells = [(*self._cells[lon, lat], share) for lon, lat, share in own]
        return self.total - sum([share for _, _, share in own]), cells


class _Count:
    """What was counted in cells, with what was in those beside each."""

    def __init__(self, cells: _Cells, counts: Mapping[int, float]) -> None:
        self._cells, self._counts = cells, counts
        self._sums: dict[int, tuple[float, frozenset[int]]] = {}

    def around(self, cell: int) -> tuple[float, frozenset[int]]:
        """Return what was counted in a cell and those beside it, and these cells."""
        found = self._sums.get(cell)
        if found is None:
            cells = self._cells.around(cell)
            counts = self._counts
            found = self._sums[cell] = math.fsum([counts[each] for each in cells if each in counts]), cells
        return found
