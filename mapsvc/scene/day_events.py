"""The events on the map of a day: of the day, of the thirty days before it, those that go on; none later."""

from __future__ import annotations

from collections.abc import Iterator

import shapely

from mapsvc.atlas.store import Store
from mapsvc.history.events import sites_of
from mapsvc.language import translate
from mapsvc.model.date_text import format_date
from mapsvc.model.dates import DateSpan, day_span
from mapsvc.model.day import Day
from mapsvc.model.records import Event
from mapsvc.model.scene import LegendEntry, MapFeature, Symbol
from mapsvc.model.text import Joined
from mapsvc.scene import symbology
from mapsvc.scene.symbols import Symbols, certainty_row, source_row

#: An event stays on the map for so many days after its last one.
WINDOW_DAYS = 30
#: What went on for longer is not the event of each of its days.
_LONG_DAYS = 45
#: How large the star of each kind is, in pixels: of the day, before it, going on.
_STARS = {"today": 26, "before": 17, "ongoing": 13}
EVENT_KINDS = tuple(_STARS)


def events_of_day(atlas: Store, day: Day) -> list[Event]:
    """
    Return the events of a day and of the days before it, the latest last.

    One of "April 1920" is of the last day of April and of those after it: before, nobody can say that it was
    not of a later time. One that took long is of the days after it began and of those after it was over; one
    whose day is known to the year alone is of no such day.
    """
    return [event for event in atlas.events.values() if _is_recent(event.when, day)]


def ongoing_on(atlas: Store, day: Day) -> list[Event]:
    """Return what went on longer than an event of days does, and what was of a day that nobody knows."""
    return [event for event in atlas.events.values() if _goes_on(event.when, day)]


def _is_recent(when: DateSpan, day: Day) -> bool:
    begun = when.latest_start
    if begun is None or begun > day or _is_vague(when):
        return False
    if day <= begun + WINDOW_DAYS:
        return True
    return when.end is not None and (
        when.end < day <= when.end + WINDOW_DAYS or (_is_brief(when) and day <= when.end)
    )


def _goes_on(when: DateSpan, day: Day) -> bool:
    begun = when.latest_start
    if begun is None or begun > day or _is_recent(when, day):
        return False
    over = max(when.end, begun + WINDOW_DAYS) if when.end else None
    return over is None or day <= over


def _is_brief(when: DateSpan) -> bool:
    return bool(when.start and when.end and when.end - when.start <= _LONG_DAYS)


def _is_vague(when: DateSpan) -> bool:
    """Tell whether the first day of a thing is known to less than the days of the window."""
    begun = when.latest_start
    return bool(when.start and begun and begun - when.start > WINDOW_DAYS)


def event_moments(when: DateSpan) -> set[Day]:
    """Return the days on which the map of an event of a date changes."""
    begun = when.latest_start
    if begun is None:
        return set()
    ends = {when.end + 1, when.end + (WINDOW_DAYS + 1)} if when.end else set()
    return {begun, begun + (WINDOW_DAYS + 1)} | ends


def event_symbol(kind: str) -> tuple[str, Symbol]:
    """Return key and symbol of an event: a full star on its day, smaller hollow ones at other times."""
    _, star = symbology.role_symbol("happened", "attested" if kind == "today" else "uncertain")
    return f"event-{kind}", star | {"size": _STARS[kind]}


def _kind_on(when: DateSpan, day: Day) -> str:
    """Return whether an event is of the day itself, of days before it, or goes on."""
    if not _is_recent(when, day):
        return "ongoing"
    known = when.latest_start == when.start and _is_brief(when)
    return "today" if known and when.overlaps(day_span(day)) else "before"


def event_features(
    atlas: Store,
    events: list[Event],
    day: Day,
    lang: str,
    *,
    symbols: Symbols,
    entries: dict[str, LegendEntry],
) -> Iterator[MapFeature]:
    """
    Yield the events of a day that have a place.

    Parameters
    ----------
    events
        Those of `events_of_day` or of `ongoing_on`.
    symbols, entries
        Take in what the features use, and what the legend says of it.
    """
    for event in events:
        place = next(iter(sites_of(atlas, event)), None)
        if place is None:
            continue
        kind = _kind_on(event.when, day)
        key = symbols.use(event_symbol(kind))
        entries.setdefault(key, LegendEntry(key, translate(lang, f"timeline.event_{kind}"), (key,)))
        when = format_date(event.on, lang)
        yield MapFeature(
            id=f"events/{event.id}",
            geometry=shapely.Point(place.lon, place.lat),
            symbol=key,
            name=event.title.in_(lang),
            detail=Joined((when, place.name_on(lang, event.when))),
            label=event.title.in_(lang),
            priority={"today": 1, "before": 3}.get(kind, 5),
            rows=(
                (translate(lang, "row.date"), when),
                (translate(lang, "timeline.place"), place.name_on(lang, event.when)),
                certainty_row(event.certainty, lang),
                *((source_row(atlas, event.cites, lang),) if event.cites else ()),
            ),
            link=("event", event.id),
            certainty=event.certainty,
        )
