"""
Which place a name means: candidates scored, the rest kept, nothing forced.

In this order: the tier that has the name, the years in which the place and the name existed, the kind that
the words around ask for, how near it is to places already resolved, and last how large it is today.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from mapsvc.atlas.gazetteer.names import Entry, NameUse
from mapsvc.geoparse.mentions import Choice
from mapsvc.geoparse.span import Span
from mapsvc.geoparse.world_evidence import WORLD_THRESHOLD

Reason = tuple[tuple[str, ...], ...]
Weighed = tuple[float, Choice, float]
#: Longitude, latitude, and how far a place reaches round that point, in kilometres.
Spot = tuple[float, float, float]

_TIER = {"user": 0.98, "atlas": 0.96, "historical": 0.93, "world": 0.92, "geonames": 0.62}
_KIND_FITS: dict[str, frozenset[str]] = {
    "village": frozenset({"village", "settlement", "town"}),
    "town": frozenset({"town", "city", "settlement", "village"}),
    "city": frozenset({"city", "town", "settlement"}),
    "vilayet": frozenset({"vilayet", "region"}),
    "sanjak": frozenset({"sanjak", "region", "vilayet"}),
    "guberniya": frozenset({"guberniya", "region"}),
    "oblast": frozenset({"oblast", "region"}),
    "state": frozenset({"state", "empire", "republic"}),
    "mountain": frozenset({"mountain", "range", "pass"}),
    "gulf": frozenset({"gulf", "sea"}),
    "fortress": frozenset({"fortress", "town", "city", "settlement"}),
    "station": frozenset({"station", "town", "city", "settlement", "village"}),
    "plain": frozenset({"plain", "region"}),
}
_ADMINISTRATIVE = frozenset({"vilayet", "sanjak", "guberniya", "oblast", "uezd"})
_PLAIN_NAME_RARELY = frozenset(
    {"river", "lake", "mountain", "station", "pass", "strait", "fortress", "island", "desert", "plain"}
)
_DEGREE_KM = 111.2
_FAR_KM = 1500.0
_WIDE_KM = 300.0
#: What a point that is a guess takes from the score.
_ROUGH_COSTS = 0.06
#: What distance can cost a place that somebody chose for a gazetteer of this region.
_LEAST_NEARNESS = -0.04
_AROUND = 6
#: So many of the points that a text names most count everywhere in it, and are taken to reach so far.
_MOST_USUAL, _USUAL_KM = 8, 100.0
#: Where nothing is known around, a place counts as neither near nor far.
_UNKNOWN_KM = 800.0
_MOST_ALTERNATIVES = 4
#: A city of so many inhabitants is known all over the world.
_GREAT = 1_000_000
_CLEARLY = 0.1
_NEAR_DEG = 1.5
#: Candidates beyond these, in order of tier and size, are never what a text means.
_MOST_WEIGHED = 12
#: Below it nothing fits.
_LEAST = 0.4
#: A village of GeoNames is meant where other places of the text are as near as that.
_VILLAGE, _VILLAGE_KM = 3_000, 220.0


@dataclass(slots=True)
class NamedSpan:
    """A judged name with what it can mean."""

    span: Span
    uses: list[NameUse]
    year: int = 0


@dataclass(slots=True)
class Resolution:
    """What a name was resolved to; `entry` is nothing when nothing fits."""

    entry: Entry | None
    score: float
    why: Reason
    alternatives: tuple[Choice, ...] = ()


@dataclass(slots=True)
class Surroundings:
    """Places of a text that are certain, with where they stand; it goes along with the text."""

    offsets: list[int] = field(default_factory=list)
    spots: list[Spot] = field(default_factory=list)
    counts: Counter[tuple[float, float]] = field(default_factory=Counter)

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

    def usual(self) -> list[Spot]:
        """Return the points that the text names most."""
        return [(lon, lat, _USUAL_KM) for (lon, lat), _ in self.counts.most_common(_MOST_USUAL)]

    def moved_on(self) -> Surroundings:
        """Return what the next part of a long text starts with."""
        last = self.spots[-_AROUND:]
        return Surroundings([-1] * len(last), last, self.counts)


def resolve(readings: Sequence[NamedSpan], around: Surroundings) -> list[Resolution | None]:
    """
    Resolve the names of a text or of a part of it.

    Parameters
    ----------
    readings
        In text order.
    around
        What is known from earlier parts; the certain places of this part are added.

    Returns
    -------
    resolutions
        One for each reading: nothing for a name of GeoNames that nothing in the text shows to be a place.
    """
    scored = [_score_plain(reading) for reading in readings]
    for reading, choices in zip(readings, scored, strict=True):
        if _is_certain(reading, choices):
            around.add(reading.span.start, choices[0].entry)
    usual = around.usual()
    return [
        _decide(reading, choices, around, usual) for reading, choices in zip(readings, scored, strict=True)
    ]


def _is_certain(reading: NamedSpan, choices: list[Choice]) -> bool:
    if not reading.span.home or reading.span.typo or not choices:
        return False
    best = choices[0]
    # a town and the sanjak around it are one spot on the map
    return all(
        best.score - other.score > _CLEARLY or _is_near(best.entry, other.entry) for other in choices[1:]
    )


def _is_near(entry: Entry, other: Entry) -> bool:
    if entry.lon is None or entry.lat is None or other.lon is None or other.lat is None:
        return False
    return abs(entry.lon - other.lon) < _NEAR_DEG and abs(entry.lat - other.lat) < _NEAR_DEG


def _score_plain(reading: NamedSpan) -> list[Choice]:
    """Score the candidates without their surroundings, best first."""
    scored = (Choice(use.entry, _score_use(use, reading)) for use in reading.uses)
    best: dict[str, Choice] = {}
    for choice in sorted(scored, key=lambda choice: -choice.score):
        best.setdefault(choice.entry.id, choice)
    return list(best.values())


def _score_use(use: NameUse, reading: NamedSpan) -> float:
    entry = use.entry
    score = _TIER[entry.tier]
    if entry.population:
        score += math.log10(entry.population) / 40 + 0.12 * (entry.population > _GREAT)
    kind = reading.span.kind
    if kind:
        score += 0.08 if entry.kind in _KIND_FITS.get(kind, (kind,)) else -0.12
    elif entry.kind in _ADMINISTRATIVE:
        score -= 0.1
    elif entry.kind in _PLAIN_NAME_RARELY:
        score -= 0.05
    if _is_of_other_years(reading.year, entry.start, entry.end):
        score -= 0.12
    if _is_of_other_years(reading.year, use.start, use.end):
        score -= 0.03
    return score - _ROUGH_COSTS * entry.is_rough


def _is_of_other_years(year: int, start: int, end: int) -> bool:
    """Tell whether a year lies two or more years outside of others; 0 is none."""
    return bool(year) and (bool(start and year < start - 2) or bool(end and year > end + 2))


def _decide(
    reading: NamedSpan, choices: list[Choice], around: Surroundings, usual: list[Spot]
) -> Resolution | None:
    span = reading.span
    if not choices:
        return Resolution(None, 0.5, (("unknown", span.kind),))
    if len(choices) == 1 and span.home:
        return _certain(reading, choices[0])
    near = [*around.near(span.start), *usual]
    measured = [(_apart_km(choice.entry, near), choice) for choice in choices[:_MOST_WEIGHED]]
    weighed = sorted(
        ((choice.score + _nearness(choice.entry, apart), choice, apart) for apart, choice in measured),
        key=lambda each: -each[0],
    )
    score, best, apart = weighed[0]
    if not span.home and not _is_meant(span, apart, best):
        return None
    if score < _LEAST or _is_elsewhere(span, best.entry, apart):
        return Resolution(None, 0.4, (("nothing-fits", best.entry.title),), _others(weighed, score, 0.3))
    why = _reason(reading, best, weighed, apart)
    sure = _confidence(span, score, weighed)
    return Resolution(best.entry, sure, why, _others(weighed[1:], score, sure))


def _certain(reading: NamedSpan, choice: Choice) -> Resolution:
    why: list[tuple[str, ...]] = [("only", choice.entry.tier)]
    if reading.span.kind:
        why.append(("kind", reading.span.kind))
    score = choice.score - _doubt(reading.span)
    return Resolution(
        choice.entry, round(max(0.3, min(0.99, score)), 2), (*why, *_said_of_letters(reading.span))
    )


def _apart_km(entry: Entry, near: list[Spot]) -> float:
    """Return how far a place is from the nearest of those around it, the second nearest counting."""
    if entry.lon is None or entry.lat is None or not near:
        return _UNKNOWN_KM
    lon, lat = entry.lon, entry.lat
    # on a plane: near is what counts, and this runs for every candidate of every name
    shrink = math.cos(math.radians(lat)) * _DEGREE_KM
    apart = sorted(math.hypot((x - lon) * shrink, (y - lat) * _DEGREE_KM) - reach for x, y, reach in near)
    return max(0.0, apart[:2][-1] - min(entry.radius_km, _WIDE_KM))


def _nearness(entry: Entry, apart: float) -> float:
    weight = _weight(apart)
    return weight if entry.tier == "geonames" else max(_LEAST_NEARNESS, weight)


def _weight(apart: float) -> float:
    if apart < 60:
        return 0.14
    if apart < 250:
        return 0.11
    if apart < 600:
        return 0.06
    if apart < 1200:
        return 0.0
    return -0.08 if apart < 3000 else -0.16


def _is_elsewhere(span: Span, entry: Entry, apart: float) -> bool:
    """Tell whether the only place of a name is a village too far from everything else in the text."""
    if entry.tier != "geonames":
        return False
    return (bool(span.kind) and apart > _FAR_KM) or (entry.population < _VILLAGE and apart > _VILLAGE_KM)


def _is_meant(span: Span, apart: float, best: Choice) -> bool:
    """Tell whether a name of GeoNames means the place."""
    evidence = span.evidence
    evidence += 1.0 if apart < 150 else 0.5 if apart < 500 else -0.3 if apart < 1500 else -1.2
    return evidence >= WORLD_THRESHOLD and best.entry.lon is not None


def _confidence(span: Span, score: float, weighed: list[Weighed]) -> float:
    margin = score - weighed[1][0] if len(weighed) > 1 else 0.2
    sure = min(0.98, score - 0.08 + min(0.1, margin / 2))
    return round(max(0.2, sure - _doubt(span)), 2)


def _doubt(span: Span) -> float:
    """Return what small or mended letters take from the score; those that OCR takes for others are surer."""
    return 0.2 * span.small + (0.15 if span.misread else 0.25 * span.typo)


def _said_of_letters(span: Span) -> Reason:
    mended = span.typo or span.misread
    return (*([("mended", span.key)] if mended else []), *([("small",)] if span.small else []))


def _others(weighed: list[Weighed], best: float, sure: float) -> tuple[Choice, ...]:
    """Return the other readings; how likely each is falls with its distance from the best."""
    return tuple(
        Choice(choice.entry, round(max(0.01, sure * math.exp(10 * min(0.0, score - best))), 2))
        for score, choice, _ in weighed[:_MOST_ALTERNATIVES]
    )


def _reason(reading: NamedSpan, best: Choice, weighed: list[Weighed], apart: float) -> Reason:
    entry, span = best.entry, reading.span
    why = _reason_beside(entry, [choice.entry for _, choice, _ in weighed[1:]])
    if span.kind:
        fits = entry.kind in _KIND_FITS.get(span.kind, (span.kind,))
        why.append(("kind" if fits else "other-kind", span.kind))
    if apart < 600:
        why.append(("near", str(round(apart))))
    elif entry.population >= 100_000 and entry.tier == "geonames":
        why.append(("large", str(entry.population)))
    if reading.year and entry.start and entry.start <= reading.year:
        why.append(("years", str(entry.start), str(entry.end or "")))
    return (*why, *_said_of_letters(span)) or (("best",),)


def _reason_beside(entry: Entry, others: list[Entry]) -> list[tuple[str, ...]]:
    """Return why an entry comes before the others that have the name."""
    if not others:
        return [("only", entry.tier)]
    lower = all(_TIER[other.tier] < _TIER[entry.tier] for other in others)
    return [("tier", entry.tier, str(len(others)))] if lower else []
