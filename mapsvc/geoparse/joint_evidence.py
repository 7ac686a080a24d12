"""What the names of a text say of each other: their region, lists, brackets, and what holds them."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from mapsvc.atlas.gazetteer.names import Entry
from mapsvc.geoparse.candidates import MOST_WEIGHED, NamedSpan
from mapsvc.geoparse.mentions import Choice
from mapsvc.geoparse.span import Span
from mapsvc.geoparse.surroundings import Surroundings, TextRegion, Vote, between_km
from mapsvc.geoparse.weights import WEIGHTS

#: How loud the likelier candidates of a name speak for the region, round by round: at first almost all alike.
_ROUNDS = (4.0, 8.0, 12.0)
#: So many candidates of a name speak.
_SPEAKING = 6
#: What takes so much ground says little of where the rest lies.
_WIDE_KM, _WIDE_VOTE = 300.0, 0.3
#: Names of an enumeration, and two of one place, lie so near; so many members on each side are asked.
_ENUMERATED_KM, _SAME_KM, _MEMBERS = 300.0, 20.0, 3
#: Degrees of latitude that are farther than any of these.
_ENUMERATED_DEG = 3.0
#: A place may lie so far beyond the reach of the region that holds it, as its middle and reach are rough.
_BEYOND_KM, _LEAST_REACH_KM = 80.0, 30.0
#: Kinds that hold places.
_HOLDING = frozenset(
    {"region", "vilayet", "sanjak", "guberniya", "oblast", "uezd", "state", "empire", "republic", "island"}
)
#: Of 1,000 inhabitants a town has little say in its region, of 100,000 all of it.
_LOG_SIZES, _LEAST_SIZE = (3.0, 5.0), 0.3
#: Evidence of a name of GeoNames at which it is as likely a place as not, before its surroundings are known.
_EVEN = 1.2
#: A name is shown to be a place by its own words where their evidence is so good.
SELF_SHOWN = 1.5
#: So much of a person's name speaks for the region: the same letters may be a town after all.
_PERSONS_VOTE = 0.1


@dataclass(slots=True)
class Lift:
    """What the names beside a name say for its candidates, by their ids, and for its being a place."""

    scores: dict[str, float] = field(default_factory=dict)
    evidence: float = 0.0

    def add(self, entry: Entry, score: float) -> None:
        """Note what speaks for a candidate; the strongest counts."""
        self.scores[entry.id] = max(score, self.scores.get(entry.id, 0.0))


def lift_together(readings: Sequence[NamedSpan], scored: Sequence[list[Choice]]) -> list[Lift]:
    """
    Let names that stand together speak for each other.

    Parameters
    ----------
    readings
        In text order, with their links filled in (`enumerations`).
    scored
        The candidates of each, best first.

    Returns
    -------
    lifts
        One for each reading.
    """
    lifts = [Lift() for _ in readings]
    for at, reading in enumerate(readings):
        following = at + 1
        if reading.within and following < len(readings):
            _lift_contained(scored[at], scored[following], lifts[at], lifts[following])
        if reading.also and following < len(readings):
            _lift_same(scored[at], scored[following], lifts[at], lifts[following])
        if reading.listed >= 0:
            _lift_enumerated(at, readings, scored, lifts[at])
    _say_elsewhere(readings, lifts)
    return lifts


def _lift_contained(inner: list[Choice], outer: list[Choice], lift: Lift, holder: Lift) -> None:
    """Lift of both names the candidates of which one holds the other: "Athens, Georgia"."""
    for whole in outer[:_SPEAKING]:
        reach = whole.entry.radius_km
        if whole.entry.kind not in _HOLDING or reach < _LEAST_REACH_KM:
            continue
        for part in inner[:MOST_WEIGHED]:
            if part.entry.radius_km < reach and between_km(part.entry, whole.entry) < reach + _BEYOND_KM:
                lift.add(part.entry, WEIGHTS["contained"])
                holder.add(whole.entry, WEIGHTS["contained"])
                lift.evidence = WEIGHTS["is-contained"]
                holder.evidence = max(holder.evidence, WEIGHTS["is-contained"])


def _lift_same(name: list[Choice], other: list[Choice], lift: Lift, also: Lift) -> None:
    """Lift of both names the candidates that are one place: "Chambarak (Krasnoselsk)"."""
    for first in name[:MOST_WEIGHED]:
        for second in other[:MOST_WEIGHED]:
            if first.entry.id == second.entry.id or between_km(first.entry, second.entry) < _SAME_KM:
                for each, choice in ((lift, first), (also, second)):
                    each.add(choice.entry, WEIGHTS["in-brackets"])
                    each.evidence = WEIGHTS["is-in-brackets"]


def _lift_enumerated(
    at: int, readings: Sequence[NamedSpan], scored: Sequence[list[Choice]], lift: Lift
) -> None:
    """Of a name of an enumeration, the candidates that lie near those of the names beside it."""
    members = [other for other in _members(at, readings) if scored[other]]
    vouched = False
    for choice in scored[at][:_SPEAKING]:
        near = sum(_has_beside(choice.entry, scored[member]) for member in members)
        if near:
            lift.add(choice.entry, WEIGHTS["enumerated"] * near / len(members))
            vouched = True
    beside = [readings[member].span for member in members if abs(member - at) == 1]
    lift.evidence = max(lift.evidence, _listed_evidence(beside, vouched=vouched))


def _listed_evidence(beside: Sequence[Span], *, vouched: bool) -> float:
    """Return what the names beside one in its enumeration say for its being a place."""
    if any(span.home for span in beside):
        return 0.0  # which has been counted
    if vouched:
        return WEIGHTS["is-listed"]
    return WEIGHTS["is-beside-shown"] if any(span.evidence >= SELF_SHOWN for span in beside) else 0.0


def _members(at: int, readings: Sequence[NamedSpan]) -> Iterator[int]:
    """Yield the other names near one in its enumeration."""
    span, listed = readings[at].span, readings[at].listed
    for other in range(max(0, at - _MEMBERS), min(len(readings), at + _MEMBERS + 1)):
        if readings[other].listed == listed and readings[other].span.key != span.key:
            yield other


def _has_beside(entry: Entry, others: Sequence[Choice]) -> bool:
    return any(_is_beside(entry, other.entry) for other in others[:_SPEAKING])


def _is_beside(entry: Entry, other: Entry) -> bool:
    if entry.lat is None or other.lat is None or abs(entry.lat - other.lat) > _ENUMERATED_DEG:
        return False
    return other.radius_km < _WIDE_KM and between_km(entry, other) < _ENUMERATED_KM


def _say_elsewhere(readings: Sequence[NamedSpan], lifts: Sequence[Lift]) -> None:
    """Let what decided a name at one place of the text count at the others."""
    by_key: dict[str, Lift] = {}
    for reading, lift in zip(readings, lifts, strict=True):
        if lift.scores and reading.span.key:
            told = by_key.setdefault(reading.span.key, Lift())
            for ident, score in lift.scores.items():
                told.scores[ident] = max(score, told.scores.get(ident, 0.0))
    for reading, lift in zip(readings, lifts, strict=True):
        for ident, score in by_key[reading.span.key].scores.items() if reading.span.key in by_key else ():
            lift.scores[ident] = max(lift.scores.get(ident, 0.0), WEIGHTS["elsewhere"] * score)


def find_region(
    readings: Sequence[NamedSpan],
    scored: Sequence[list[Choice]],
    lifts: Sequence[Lift],
    around: Surroundings,
) -> TextRegion:
    """
    Find where most names of a text can lie.

    In the first round the candidates of a name speak almost alike, so that a famous namesake decides nothing;
    then those count more that lie where the others do.

    Parameters
    ----------
    readings, scored, lifts
        Of this part of the text.
    around
        Names of earlier parts; those of this part are added.
    """
    names: dict[str, tuple[float, list[_Speaking]]] = {}
    for reading, choices, lift in zip(readings, scored, lifts, strict=True):
        key = reading.span.key
        if not key or not choices:
            continue
        loud = _loudness(reading, lift, around)
        if key not in names or names[key][0] < loud:
            names[key] = loud, [_speaking(choice, lift, around) for choice in choices[:_SPEAKING]]
    region = TextRegion(around.votes, around.cells)
    for warmth in _ROUNDS:
        for key, (loud, speaking) in names.items():
            if len(speaking) > 1 or warmth == _ROUNDS[0]:
                around.votes[key] = _votes(key, loud, speaking, region, warmth)
        region = TextRegion(around.votes, around.cells)
    return region


def _loudness(reading: NamedSpan, lift: Lift, around: Surroundings) -> float:
    """Return how likely a name is a place, as far as its own words say."""
    span = reading.span
    if span.key in around.persons:
        return _PERSONS_VOTE
    if span.home:
        return 0.5 if span.typo else 1.0
    return 1.0 / (1.0 + math.exp(-1.5 * (span.evidence + lift.evidence - _EVEN)))


class _Speaking(NamedTuple):
    """A candidate that speaks for the region: where it lies, how well it fits, how large it is, how loud."""

    lon: float
    lat: float
    cells: tuple[int, int] | None
    score: float
    size: float
    loud: float


def _speaking(choice: Choice, lift: Lift, around: Surroundings) -> _Speaking:
    entry = choice.entry
    score = choice.score + lift.scores.get(entry.id, 0.0)
    if entry.lon is None or entry.lat is None:
        return _Speaking(0.0, 0.0, None, score, 0.0, 0.0)
    loud = _WIDE_VOTE if entry.radius_km > _WIDE_KM else 1.0
    return _Speaking(entry.lon, entry.lat, around.cells[entry.lon, entry.lat], score, _size(entry), loud)


def _votes(
    key: str, loud: float, speaking: Sequence[_Speaking], region: TextRegion, warmth: float
) -> list[Vote]:
    shares, whole = [1.0], 1.0
    if len(speaking) > 1:
        scores = [
            score + (_lift_of(region.share_in(key, *cells), size) if cells else 0.0)
            for _, _, cells, score, size, _ in speaking
        ]
        best = max(scores)
        shares = [math.exp(warmth * (score - best)) for score in scores]
        whole = sum(shares)
    return [
        (lon, lat, loud * own * share / whole)
        for (lon, lat, cells, _, _, own), share in zip(speaking, shares, strict=True)
        if cells
    ]


def _lift_of(share: float, size: float) -> float:
    return WEIGHTS["region"] * share * size


def region_lift(key: str, entry: Entry, region: TextRegion) -> float:
    """Return what the region of the text says for a candidate; little for a small town of GeoNames."""
    if entry.lon is None or entry.lat is None:
        return 0.0
    return _lift_of(region.share(key, entry.lon, entry.lat), _size(entry))


def _size(entry: Entry) -> float:
    if entry.tier != "geonames":
        return 1.0
    least, full = _LOG_SIZES
    said = (math.log10(max(1, entry.population)) - least) / (full - least)
    return min(1.0, max(_LEAST_SIZE, said))


def lifted(
    reading: NamedSpan,
    choices: list[Choice],
    lift: Lift,
    region: TextRegion,
    known: dict[str, Mapping[str, float]],
) -> list[Choice]:
    """
    Return the candidates scored with what the other names say, best first.

    Parameters
    ----------
    known
        What the region says by the key of a name; filled in, as a text names a place again and again.
    """
    key = reading.span.key
    if not choices or (len(choices) == 1 and reading.span.home):
        return choices
    said = known.get(key)
    if said is None or any(choice.entry.id not in said for choice in choices[:MOST_WEIGHED]):
        said = known[key] = {
            choice.entry.id: region_lift(key, choice.entry, region) for choice in choices[:MOST_WEIGHED]
        }
    scored = [
        Choice(each.entry, each.score + said[each.entry.id] + lift.scores.get(each.entry.id, 0.0))
        for each in choices[:MOST_WEIGHED]
    ]
    scored.sort(key=lambda choice: -choice.score)
    return scored
