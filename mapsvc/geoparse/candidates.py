"""What a name can stand for, and how likely each place is by itself: tier, size, kind and years."""

from __future__ import annotations

import math
from dataclasses import dataclass

from mapsvc.atlas.gazetteer.names import Entry, NameUse
from mapsvc.geoparse.mentions import Choice
from mapsvc.geoparse.span import Span
from mapsvc.geoparse.weights import WEIGHTS

#: Kinds of places that a word beside a name can mean, where it is not that kind alone.
KIND_FITS: dict[str, frozenset[str]] = {
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
#: A city of so many inhabitants is known all over the world.
_GREAT = 1_000_000
#: From so many on what a list has without its inhabitants is more than a town of its region.
_FAMOUS = 100_000
#: Candidates beyond these, in order of tier and size, are never what a text means.
MOST_WEIGHED = 12


@dataclass(slots=True)
class NamedSpan:
    """
    A judged name with what it can mean.

    Attributes
    ----------
    year
        Of which the text speaks there; 0 if it is not known.
    listed
        Number of the enumeration that it is part of; -1 of none.
    within
        How many readings farther the name behind a comma stands that may hold it; 0 for none.
    also
        How many readings farther another name for it stands in brackets; 0 for none.
    """

    span: Span
    uses: list[NameUse]
    year: int = 0
    listed: int = -1
    within: int = 0
    also: int = 0


def fits_kind(entry: Entry, kind: str) -> bool:
    """Tell whether a place is of the kind that the words around its name ask for."""
    return entry.kind in KIND_FITS.get(kind, (kind,))


def score_plain(reading: NamedSpan) -> list[Choice]:
    """Score the candidates without their surroundings, best first."""
    uses = reading.uses
    if len(uses) == 1:
        return [Choice(uses[0].entry, _score_use(uses[0], reading))]
    best: dict[str, tuple[Choice, int]] = {}
    for use in uses:
        choice = Choice(use.entry, _score_use(use, reading))
        known = best.get(use.entry.id)
        if known is None or known[0].score < choice.score:
            best[use.entry.id] = choice, use.people
    found = [
        Choice(choice.entry, choice.score + _fame(people)) if people and len(best) > 1 else choice
        for choice, people in best.values()
    ]
    found.sort(key=lambda choice: -choice.score)
    return found


def _fame(people: int) -> float:
    """Return what a great city has before its namesakes, of which its list does not say how large it is."""
    return WEIGHTS["fame"] * math.log10(people / _FAMOUS) if people > _FAMOUS else 0.0


def _score_use(use: NameUse, reading: NamedSpan) -> float:
    entry = use.entry
    score = WEIGHTS["tier-" + entry.tier]
    if entry.population:
        score += math.log10(entry.population) * WEIGHTS["people"]
        score += WEIGHTS["great-city"] * (entry.population > _GREAT)
    if entry.is_unit_of_today:
        score += WEIGHTS["unit-of-today"]
    kind = reading.span.kind
    if kind:
        score += WEIGHTS["kind-fits"] if fits_kind(entry, kind) else WEIGHTS["kind-other"]
    elif entry.kind in _ADMINISTRATIVE:
        score += WEIGHTS["kind-district"]
    elif entry.kind in _PLAIN_NAME_RARELY:
        score += WEIGHTS["kind-rarely"]
    if _is_of_other_years(reading.year, entry.start, entry.end):
        score += WEIGHTS["years-of-place"]
    if _is_of_other_years(reading.year, use.start, use.end):
        score += WEIGHTS["years-of-name"]
    return score + WEIGHTS["rough-point"] * entry.is_rough


def _is_of_other_years(year: int, start: int, end: int) -> bool:
    """Tell whether a year lies two or more years outside of others; 0 is none."""
    return bool(year) and (bool(start and year < start - 2) or bool(end and year > end + 2))
