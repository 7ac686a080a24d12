"""Of what time a wording of an atlas speaks: that of its event, border, journey, comparison or step."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from mapsvc.atlas.store import Store
from mapsvc.atlas.wordings import Wording
from mapsvc.model.dates import DateSpan, day_span
from mapsvc.model.day import Day
from mapsvc.model.tours import TourStep

_RECORD = re.compile(r"(\w+)/(.+)\.\w+$")
_INDEX = re.compile(r"(?:^|\bsteps)\[(\d+)\]")


def time_of(atlas: Store, wording: Wording) -> DateSpan | None:
    """Return the time of which a wording speaks; nothing for what is said of no time."""
    found = _RECORD.match(wording.file)
    folder, key = found.groups() if found else (wording.file, "")
    told = _TOLD_BY.get(folder)
    return told(atlas, key, wording.field) if told else None


def _of_event(atlas: Store, key: str, field: str) -> DateSpan | None:
    return atlas.events[key].on if key in atlas.events else None


def _of_border(atlas: Store, key: str, field: str) -> DateSpan | None:
    return atlas.borders[key].valid if key in atlas.borders else None


def _of_route(atlas: Store, key: str, field: str) -> DateSpan | None:
    return atlas.routes[key].valid if key in atlas.routes else None


def _of_comparison(atlas: Store, key: str, field: str) -> DateSpan | None:
    at = _INDEX.search(field)
    return _from_to(atlas.borders[one].valid for one in atlas.comparisons[int(at[1])].borders) if at else None


def _of_control(atlas: Store, key: str, field: str) -> DateSpan | None:
    at = _INDEX.search(field)
    row = next((row for row in atlas.control if at and row.line == int(at[1])), None)
    # It may speak of how the row came about and of how it goes on.
    return DateSpan("", row.begins.start, None) if row else None


def _of_step(atlas: Store, key: str, field: str) -> DateSpan | None:
    at, tour = _INDEX.search(field), atlas.tours.get(key)
    return _shown_by(atlas, tour.steps[int(at[1])]) if at and tour else None


def _shown_by(atlas: Store, step: TourStep) -> DateSpan | None:
    """Return the date of a step, else the time of what its map shows."""
    if step.date or step.until:
        return step.date or step.until
    if step.day:
        return day_span(Day.fromisoformat(str(step.day)))
    if step.compare:
        return _from_to(atlas.borders[one].valid for one in step.compare if one in atlas.borders)
    parts = ((_of_event, step.event), (_of_border, step.border), (_of_route, step.route))
    return next((told(atlas, key, "") for told, key in parts if key), None)


def _of_headline(atlas: Store, _: str, field: str) -> DateSpan | None:
    """Return the time of the event that a headline is about; other words of an atlas are of all its time."""
    return _of_event(atlas, field.removeprefix("headline_note."), "")


def _from_to(spans: Iterable[DateSpan]) -> DateSpan | None:
    """Return the time from the first day of some spans to their last."""
    listed = list(spans)
    if not listed:
        return None
    starts, ends = [one.start for one in listed], [one.end for one in listed]
    first = None if None in starts else min(filter(None, starts))
    return DateSpan("", first, None if None in ends else max(filter(None, ends)))


_TOLD_BY: dict[str, Callable[[Store, str, str], DateSpan | None]] = {
    "events": _of_event, "borders": _of_border, "territories": _of_border, "routes": _of_route,
    "comparisons.toml": _of_comparison, "control.csv": _of_control, "tours": _of_step,
    "atlas.toml": _of_headline,
}  # fmt: skip
