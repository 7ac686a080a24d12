"""Neighbours whose ground looks alike: to eyes that do not see all colours, or in a print in grey."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import shapely

from mapsvc.atlas.problems import Problem
from mapsvc.atlas.store import Store
from mapsvc.ground.tiles import COLOURS
from mapsvc.model.colours import HELD, HELD_BELOW, HELD_OVER, Rgb, laid_over, rgb_of, unlikeness
from mapsvc.model.control import Holding, timeline_of
from mapsvc.model.day import Day

#: From here on areas side by side differ at a glance, below it only to who looks closely, in CIEDE2000 (1 is
#: just seen): Z. Schuessler, “Delta E 101”. Tints are pale and a map has many; lines and names part them too.
LEAST_APART = 2.0
_WHOM = {
    "usual": "to everybody",
    "protan": "to who lacks the cones of red",
    "deutan": "to who lacks the cones of green",
    "tritan": "to who lacks the cones of blue",
    "achromat": "in a print in grey",
}


class Tinting(NamedTuple):
    """How a district looks on a day: who holds it and how, nobody where it is blank, and in whose tint."""

    how: str
    who: tuple[str, ...]
    tint: str | None

    @property
    def pattern(self) -> tuple[str, int]:
        """What is told without colour: plain, hatched, or striped by so many."""
        return self.how, max(1, len(self.who))


class Alike(NamedTuple):
    """Two districts in one pattern: the day on which they first meet, and who holds them; blank is nobody."""

    day: Day
    districts: tuple[str, str]
    polities: tuple[str, ...]


def colour_notices(atlas: Store) -> Iterator[Problem]:
    """Yield the pairs of holders that cannot be told apart at a glance where their districts meet."""
    for apart, whom, found in alikes(atlas):
        one, *others = found.polities
        other = repr(others[0]) if others else "blank ground"
        first, second = found.districts
        message = (
            f"is near that of {other} {_WHOM[whom]} ({apart:.1f}; {LEAST_APART} is told at a glance), "
            f"and {first!r} meets {second!r} on {found.day}; make one lighter or darker"
        )
        yield Problem("polities.toml", f"{one}.colour", message)


def alikes(atlas: Store, least: float = LEAST_APART) -> Iterator[tuple[float, str, Alike]]:
    """Yield how far apart two holders look where they meet, to whom, and where, of those less than so far."""
    met: dict[tuple[Tinting, Tinting], Alike] = {}
    meetings = [*_meetings(atlas)]
    for day, looks in _days(atlas):
        for one, other in meetings:
            pair = looks[one], looks[other]
            if pair[0].pattern == pair[1].pattern and pair[0].who != pair[1].who:
                met.setdefault(pair, Alike(day, (one, other), _holders(*pair)))
    told = set()
    for looks_met, found in sorted(met.items(), key=lambda item: item[1]):
        parts = zip(*(_parts(atlas, look) for look in looks_met), strict=False)
        apart, whom = max(unlikeness(left, right) for left, right in parts)
        if apart < least and frozenset(found.polities) not in told:
            told.add(frozenset(found.polities))
            yield apart, whom, found


def _holders(one: Tinting, other: Tinting) -> tuple[str, ...]:
    """Return the holder of each of two that differ; of blank ground there is none."""
    sides = (
        [key for key in look.who if key not in beside.who] for look, beside in ((one, other), (other, one))
    )
    return tuple(keys[0] for keys in sides if keys)


def _meetings(atlas: Store) -> Iterator[tuple[str, str]]:
    """Yield the districts that share an edge; a point in common is none."""
    if not atlas.districts:
        return
    ids, shapes = [*atlas.districts], [district.geometry for district in atlas.districts.values()]
    for one, other in shapely.STRtree(shapes).query(shapes, predicate="intersects").T.tolist():
        if one < other and shapely.length(shapely.intersection(shapes[one], shapes[other])) > 0:
            yield ids[one], ids[other]


def _days(atlas: Store) -> Iterator[tuple[Day, dict[str, Tinting]]]:
    """Yield the days on which hands change, and how each district looks from then on."""
    rows = defaultdict(list)
    for row in atlas.control:
        rows[row.district].append(row)
    held = {
        key: timeline_of(key, rows[key], atlas.period.first, atlas.period.last) for key in atlas.districts
    }
    for day in sorted({holding.start for line in held.values() for holding in line}):
        on_day = {key: [each for each in line if each.start <= day <= each.end] for key, line in held.items()}
        yield day, {key: _look(line) for key, line in on_day.items()}


def _look(held: Iterable[Holding]) -> Tinting:
    found = list(held)
    who = tuple(sorted({holding.polity for holding in found if holding.polity}))
    if not who:
        return Tinting("administered", (), None)
    how, of = found[0].how, found[0].of
    return Tinting(how, who, {"administered": who[0], "occupied": of}.get(how))


def _parts(atlas: Store, look: Tinting) -> Iterator[Rgb]:
    """Yield what is seen of a look: the tint of the ground, and hatching or stripes on it."""
    ground = rgb_of(COLOURS["land"])
    if look.tint is not None:
        strength = HELD if look.how == "administered" else HELD_BELOW
        ground = laid_over(_ink(atlas, look.tint), ground, strength)
    yield ground
    if look.how != "administered":
        yield from (laid_over(_ink(atlas, polity), ground, HELD_OVER) for polity in look.who)


def _ink(atlas: Store, polity: str) -> Rgb:
    found = atlas.polities.get(polity)
    return rgb_of(found.colour if found is not None and found.colour else COLOURS["land"])
