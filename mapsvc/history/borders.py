"""Which borders stood, were signed or were claimed on a day."""

from __future__ import annotations

from mapsvc.atlas.store import Store
from mapsvc.model.dates import DateSpan, day_span
from mapsvc.model.day import Day
from mapsvc.model.fields import BorderStatus
from mapsvc.model.records import Border


def borders_on(atlas: Store, when: DateSpan) -> list[Border]:
    """Return the borders valid on some day of `when`, the latest begun first; never one of a later time."""
    standing = [border for border in atlas.borders.values() if border.valid.overlaps(when)]
    return sorted(standing, key=lambda border: (border.valid.begin, border.id), reverse=True)


#: Statuses of what held on the ground, the strongest first; no claims, no awards that were never applied.
STANDING: tuple[BorderStatus, ...] = ("in-force", "signed", "de-facto", "never-ratified")


def state_on(atlas: Store, day: Day) -> list[str]:
    """
    Return the ids of the borders that stood on a day.

    Parameters
    ----------
    atlas
        Where they come from.
    day
        A day of the Gregorian calendar.

    Returns
    -------
    ids
        Those in force, then signed, de facto, and never ratified (a truce line); of one status the latest
        begun first. Neither a claim nor an award that was never applied, nor one whose `valid` does not hold
        the day; a day on which one ends and another begins belongs to the one that begins.
    """
    standing = [b for b in borders_on(atlas, day_span(day)) if b.status in STANDING]
    begins = any(border.valid.start == day for border in standing)
    kept = [border for border in standing if not (begins and border.valid.end == day)]
    return [border.id for border in sorted(kept, key=lambda border: STANDING.index(border.status))]
