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
from mapsvc.model.event_days import NO_DAY, EventDays, Flags
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
    days = atlas.event_days
    return [atlas.events[key] for key in days.pick(_are_recent(days, day))]


def ongoing_on(atlas: Store, day: Day) -> list[Event]:
    """Return what went on longer than an event of days does, and what was of a day that nobody knows."""
    days = atlas.event_days
    return [atlas.events[key] for key in days.pick(_go_on(days, day))]


def _are_recent(days: EventDays, day: Day) -> Flags:
    on, ended = day.toordinal(), days.last != NO_DAY
    begun = (days.begun != NO_DAY) & (days.begun <= on)
    # Of what is known to less than the days of the window nobody can say that it was of one of them.
    vague = (days.first != NO_DAY) & (days.begun - days.first > WINDOW_DAYS)
    new = on <= days.begun + WINDOW_DAYS
    over = (days.last < on) & (on <= days.last + WINDOW_DAYS)
    going = _are_brief(days) & (on <= days.last)
    return begun & ~vague & (new | (ended & (over | going)))


def _go_on(days: EventDays, day: Day) -> Flags:
    on, ended = day.toordinal(), days.last != NO_DAY
    begun = (days.begun != NO_DAY) & (days.begun <= on)
    over = (days.last < on) & (days.begun + WINDOW_DAYS < on)
    return begun & ~_are_recent(days, day) & ~(ended & over)


def _are_brief(days: EventDays) -> Flags:
    known = (days.first != NO_DAY) & (days.last != NO_DAY)
    return known & (days.last - days.first <= _LONG_DAYS)


def event_moments(days: EventDays) -> set[Day]:
    """Return the days on which a map changes for events."""
    begun = days.begun[days.begun != NO_DAY]
    last = days.last[(days.begun != NO_DAY) & (days.last != NO_DAY)]
    found = (begun, begun + WINDOW_DAYS + 1, last + 1, last + WINDOW_DAYS + 1)
    return {Day.fromordinal(number) for number in {number for each in found for number in each.tolist()}}


def event_symbol(kind: str) -> tuple[str, Symbol]:
    """Return key and symbol of an event: a full star on its day, smaller hollow ones at other times."""
    _, star = symbology.role_symbol("happened", "attested" if kind == "today" else "uncertain")
    return f"event-{kind}", star | {"size": _STARS[kind]}


def _kind_on(when: DateSpan, day: Day) -> str:
    """Return whether an event is of the day itself, of days before it, or goes on."""
    alone = EventDays.of([""], [when])
    if not _are_recent(alone, day)[0]:
        return "ongoing"
    known = when.latest_start == when.start and _are_brief(alone)[0]
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
