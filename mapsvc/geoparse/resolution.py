"""
Which place a name means: all names of a text resolved together, then each judged; nothing forced.

First the names say where most of them can lie, and what stands together speaks for each other
(`joint_evidence`). Then each candidate counts what it is by itself (`candidates`): the tier that has the
name, the years in which the place and the name existed, the kind that the words around ask for, how large it
is today; how near it is to places that are certain; and what the other names say. Last it is decided whether
a name of GeoNames is a place at all.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mapsvc.atlas.gazetteer.names import Entry
from mapsvc.geoparse.candidates import NamedSpan, fits_kind, score_plain
from mapsvc.geoparse.joint_evidence import SELF_SHOWN, Lift, find_region, lift_together, lifted
from mapsvc.geoparse.mentions import Choice
from mapsvc.geoparse.span import Span
from mapsvc.geoparse.surroundings import Spot, Surroundings, TextRegion, between_km, nearest_km
from mapsvc.geoparse.weights import WEIGHTS
from mapsvc.geoparse.world_evidence import WORLD_THRESHOLD

__all__ = ["NamedSpan", "Resolution", "Surroundings", "resolve"]

Reason = tuple[tuple[str, ...], ...]
Weighed = tuple[float, Choice, float]

_FAR_KM = 1500.0
_MOST_ALTERNATIVES = 4
_CLEARLY = 0.1
#: Nearness can make up for so much.
_MOST_BY_NEARNESS = 0.31
_NEAR_DEG = 1.5
#: Below it nothing fits.
_LEAST = 0.4
#: A village of GeoNames is meant where other places of the text are as near as that.
_VILLAGE, _VILLAGE_KM = 3_000, 220.0
#: A choice is no surer than this where the next is as likely, and so much surer by what it is ahead.
_TIE, _AHEAD = 0.67, 1.7
#: A name of GeoNames whose evidence just suffices is no surer than this; so much surer by what it has more.
_JUST, _MORE = 0.78, 0.1
#: Where so many names lie elsewhere, what has no more than this share beside it is no surer than that.
_HEARD, _ALONE, _ALONE_SURE = 4.0, 0.03, 0.93
#: What only the places around put somewhere is no surer than this.
_GUESSED = 0.4
#: What somebody only remembered is no surer than this.
_MEMORY_SURE = 0.94
#: Rivals of a name farther off than this are another place.
_OTHER_KM = 150.0
#: Steps of nearness: up to so many kilometres, and the weight that says what it is worth.
_NEARNESS = ((60.0, "near-0"), (250.0, "near-60"), (600.0, "near-250"), (1200.0, ""), (3000.0, "near-1200"))
#: Of the list of the world too these are named where they lie, and hardly from afar.
_SMALL_KINDS = frozenset({"town", "village", "site", "station", "fortress"})
#: The same for whether a name is meant.
_MEANT = ((150.0, "is-near-150"), (500.0, "is-near-500"), (_FAR_KM, "is-near-1500"))


@dataclass(slots=True)
class Resolution:
    """
    What a name was resolved to; `entry` is nothing when nothing fits.

    Attributes
    ----------
    around
        Then about where it lies, as certain places stand around it.
    """

    entry: Entry | None
    score: float
    why: Reason
    alternatives: tuple[Choice, ...] = ()
    around: Spot | None = None


@dataclass(frozen=True, slots=True)
class _Text:
    """What the text says as a whole: its region, its persons, and how often a name is shown to be a place."""

    region: TextRegion
    persons: frozenset[str]
    shown: Mapping[str, int]


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
    plain = [score_plain(reading) for reading in readings]
    lifts = lift_together(readings, plain)
    region = find_region(readings, plain, lifts, around)
    shown = Counter(reading.span.key for reading in readings if reading.span.evidence >= SELF_SHOWN)
    text = _Text(region, frozenset(around.persons), shown)
    known: dict[str, Mapping[str, float]] = {}
    scored = [
        lifted(reading, choices, lift, region, known)
        for reading, choices, lift in zip(readings, plain, lifts, strict=True)
    ]
    for reading, choices, lift in zip(readings, scored, lifts, strict=True):
        if _is_certain(reading, choices, lift, text):
            around.add(reading.span.start, choices[0].entry)
    usual = around.usual()
    return [
        _placed_amid(
            _decide(reading, choices, lift, [*around.near(reading.span.start), *usual], text),
            reading.span,
            around,
        )
        for reading, choices, lift in zip(readings, scored, lifts, strict=True)
    ]


def _placed_amid(found: Resolution | None, span: Span, around: Surroundings) -> Resolution | None:
    """Put a place that no gazetteer has among the certain places beside it; framed alone it needs them."""
    if found is None or found.entry is not None:
        return found
    spot = around.amid(span.start)
    if spot is None and span.framed:
        return None
    if spot is not None:
        found.around = spot
        found.why = (*found.why, ("amid", f"{spot[2]:.0f}"))
        found.score = min(found.score, _GUESSED)
    return found


def _is_certain(reading: NamedSpan, choices: list[Choice], lift: Lift, text: _Text) -> bool:
    span = reading.span
    if span.typo or not choices:
        return False
    best = choices[0]
    if not span.home and not _is_shown(span, best.entry, lift, text):
        return False
    # a town and the sanjak around it are one spot on the map
    return all(
        best.score - other.score > _CLEARLY or _is_near(best.entry, other.entry) for other in choices[1:]
    )


def _is_shown(span: Span, entry: Entry, lift: Lift, text: _Text) -> bool:
    """Tell whether a name of GeoNames is a place that others are measured by: it lies where they do."""
    in_region = _in_region(span, entry, text)
    evidence = _evidence(span, lift, text) + WEIGHTS["is-near-1500"] + in_region
    return in_region > 0.0 and evidence >= WORLD_THRESHOLD


def _in_region(span: Span, entry: Entry, text: _Text) -> float:
    """Return what the region of the text says for a name's being a place."""
    if entry.lon is None or entry.lat is None:
        return 0.0
    share = text.region.share(span.key, entry.lon, entry.lat)
    return WEIGHTS["is-in-region"] * min(1.0, 2.0 * share) if share > _ALONE else 0.0


def _evidence(span: Span, lift: Lift, text: _Text) -> float:
    """Return what speaks for a name of GeoNames as a place, but for where it lies."""
    others = text.shown.get(span.key, 0) - (span.evidence >= SELF_SHOWN)
    evidence = span.evidence + lift.evidence + WEIGHTS["is-said-elsewhere"] * min(2, others)
    if span.key in text.persons and span.evidence < SELF_SHOWN:
        evidence += WEIGHTS["is-person-elsewhere"]
    return evidence


def _is_near(entry: Entry, other: Entry) -> bool:
    if entry.lon is None or entry.lat is None or other.lon is None or other.lat is None:
        return False
    return abs(entry.lon - other.lon) < _NEAR_DEG and abs(entry.lat - other.lat) < _NEAR_DEG


def _decide(
    reading: NamedSpan, choices: list[Choice], lift: Lift, near: list[Spot], text: _Text
) -> Resolution | None:
    span = reading.span
    if not choices:
        return Resolution(None, 0.5, (("unknown", span.kind),))
    if len(choices) == 1 and span.home:
        return _certain(reading, choices[0], text)
    measured = [(nearest_km(choice.entry, near), choice) for choice in _likely(choices)]
    weighed = sorted(
        ((choice.score + _nearness(choice.entry, apart), choice, apart) for apart, choice in measured),
        key=lambda each: -each[0],
    )
    score, best, apart = weighed[0]
    evidence = math.inf
    if not span.home:
        if best.entry.lon is None:
            return None
        evidence = _evidence(span, lift, text) + _meant(apart) + _in_region(span, best.entry, text)
        if evidence < WORLD_THRESHOLD:
            return None
    if score < _LEAST or _is_elsewhere(span, best.entry, apart):
        return Resolution(None, 0.4, (("nothing-fits", best.entry.title),), _others(weighed, score, 0.3))
    why = _reason(reading, best, weighed, apart)
    sure = min(_confidence(span, weighed, evidence), _sure_alone(span, best.entry, text))
    return Resolution(best.entry, sure, why, _others(weighed[1:], score, sure))


def _likely(choices: list[Choice]) -> list[Choice]:
    """Return the candidates that nearness can still make the best, and those that are told beside it."""
    rest = choices[_MOST_ALTERNATIVES:]
    least = choices[0].score - _MOST_BY_NEARNESS
    return [*choices[:_MOST_ALTERNATIVES], *(choice for choice in rest if choice.score > least)]


def _certain(reading: NamedSpan, choice: Choice, text: _Text) -> Resolution:
    why: list[tuple[str, ...]] = [("only", choice.entry.tier)]
    if reading.span.kind:
        why.append(("kind", reading.span.kind))
    score = min(0.99, choice.score + _doubt(reading.span), _sure_alone(reading.span, choice.entry, text))
    return Resolution(choice.entry, round(max(0.3, score), 2), (*why, *_said_of_letters(reading.span)))


def _sure_alone(span: Span, entry: Entry, text: _Text) -> float:
    """Return how sure a place can be that is only remembered, or lies where no other name does."""
    if entry.from_memory:
        return _MEMORY_SURE
    if text.region.total < _HEARD or entry.lon is None or entry.lat is None:
        return 1.0
    return _ALONE_SURE if text.region.share(span.key, entry.lon, entry.lat) < _ALONE else 1.0


def _nearness(entry: Entry, apart: float) -> float:
    weight = _step(_NEARNESS, apart, "near-3000")
    small = entry.tier == "geonames" or (entry.tier == "world" and entry.kind in _SMALL_KINDS)
    return weight if small else max(WEIGHTS["near-least"], weight)


def _meant(apart: float) -> float:
    return _step(_MEANT, apart, "is-far")


def _step(steps: Sequence[tuple[float, str]], apart: float, beyond: str) -> float:
    name = next((name for km, name in steps if apart < km), beyond)
    return WEIGHTS[name] if name else 0.0


def _is_elsewhere(span: Span, entry: Entry, apart: float) -> bool:
    """Tell whether the only place of a name is a village too far from everything else in the text."""
    if entry.tier != "geonames":
        return False
    return (bool(span.kind) and apart > _FAR_KM) or (entry.population < _VILLAGE and apart > _VILLAGE_KM)


def _confidence(span: Span, weighed: list[Weighed], evidence: float) -> float:
    score, best, _ = weighed[0]
    margin = score - weighed[1][0] if len(weighed) > 1 else 0.2
    # what lies on the same spot is no other reading
    rival = next(
        (other[0] for other in weighed[1:] if between_km(best.entry, other[1].entry) > _OTHER_KM), None
    )
    tie = 1.0 if rival is None else _TIE + _AHEAD * (score - rival)
    place = _JUST + _MORE * (evidence - WORLD_THRESHOLD)
    sure = min(0.98, score - 0.08 + min(0.1, margin / 2), tie, place)
    return round(max(0.2, sure + _doubt(span)), 2)


def _doubt(span: Span) -> float:
    """Return what small or mended letters take from the score; those that OCR takes for others are surer."""
    mended = WEIGHTS["sure-misread"] if span.misread else WEIGHTS["sure-mended"] * span.typo
    return WEIGHTS["sure-small"] * span.small + mended


def _said_of_letters(span: Span) -> Reason:
    mended = span.typo or span.misread
    code = "spelt" if span.spelt else "mended"
    return (*([(code, span.key)] if mended else []), *([("small",)] if span.small else []))


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
        why.append(("kind" if fits_kind(entry, span.kind) else "other-kind", span.kind))
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
    own = WEIGHTS["tier-" + entry.tier]
    lower = all(WEIGHTS["tier-" + other.tier] < own for other in others)
    return [("tier", entry.tier, str(len(others)))] if lower else []
