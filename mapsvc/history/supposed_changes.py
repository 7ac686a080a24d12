"""What never came into force: ground that would have gone to somebody, and never changed hands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from mapsvc.atlas.store import Store
from mapsvc.history.comparison import Change, Comparison
from mapsvc.model.fields import BorderStatus
from mapsvc.model.text import Text

#: Statuses of what was signed, awarded or claimed, and by which nobody ever gained or lost any ground.
NEVER_APPLIED: frozenset[BorderStatus] = frozenset({"never-ratified", "never-in-force", "claimed"})
#: How a comparison is worded: ground passed; it would have passed by one side; both only proposed.
Wording = Literal["", "_would", "_both"]


@dataclass(frozen=True)
class Supposed:
    """
    Ground that would have gone to a holder by a border that never came into force.

    Attributes
    ----------
    award, other
        The borders: the one by which it would have gone, and the one it is set against.
    polity, holder
        To whom it would have gone.
    other_holder
        Whose it is by the other.
    """

    award: str
    other: str
    polity: str
    holder: Text
    other_holder: Text


def never_applied(atlas: Store, side: str) -> bool:
    """Tell whether a side of a comparison is a border that never came into force; a day is none."""
    border = atlas.borders.get(side)
    return border is not None and border.status in NEVER_APPLIED


def wording_of(atlas: Store, comparison: Comparison) -> Wording:
    """Return how the words of a comparison end: those of ground that passed have no ending."""
    count = sum(never_applied(atlas, side) for side in (comparison.a, comparison.b))
    return "" if not count else "_would" if count == 1 else "_both"


def supposed(atlas: Store, comparison: Comparison, change: Change) -> Supposed | None:
    """Return to whom a piece would have gone, of two such borders by the second; else nothing."""
    if never_applied(atlas, comparison.b):
        return Supposed(comparison.b, comparison.a, change.to_polity, change.to_title, change.from_title)
    if never_applied(atlas, comparison.a):
        return Supposed(comparison.a, comparison.b, change.from_polity, change.from_title, change.to_title)
    return None
