"""What can be wrong with an atlas beyond the form of its files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import shapely

from mapsvc.atlas.basemap_checks import check_basemap
from mapsvc.atlas.meta_checks import check_meta
from mapsvc.atlas.meta_reading import find_other_form
from mapsvc.atlas.period import check_period
from mapsvc.atlas.problems import Problem, Problems
from mapsvc.atlas.reading import read_atlas
from mapsvc.atlas.references import find_dangling
from mapsvc.atlas.registry import check_registry
from mapsvc.atlas.route_checks import check_route
from mapsvc.atlas.source_checks import check_sources
from mapsvc.atlas.store import Atlas
from mapsvc.atlas.territory_checks import check_territories
from mapsvc.errors import DateError
from mapsvc.ground.folder import SHIPPED
from mapsvc.model.calendars import (
    gregorian_to_rumi,
    julian_to_gregorian,
    rumi_to_gregorian,
    split_day,
)
from mapsvc.model.dates import parse_date
from mapsvc.model.records import Border, Event, Place


def check_atlas(root: Path) -> list[Problem]:
    """
    Find every problem of an atlas.

    Parameters
    ----------
    root
        The folder that holds `atlas.toml`.

    Returns
    -------
    problems
        Sorted by file and field; empty for a sound atlas.
    """
    problems = Problems()
    atlas = read_atlas(root, problems)
    if atlas is not None:
        find_dangling(atlas, problems)
        check_meta(atlas, problems)
        check_sources(atlas, problems)
        _check_events(atlas, problems)
        check_period(atlas, problems)
        for border in atlas.borders.values():
            _check_border(border, problems)
        for route in atlas.routes.values():
            check_route(route, problems)
        check_territories(atlas, problems)
    if find_other_form(root) is None:
        check_basemap(root, problems, atlas.meta.ground if atlas is not None else SHIPPED)
        check_registry(root, problems)
    return sorted(set(problems.found))


def _check_events(atlas: Atlas, problems: Problems) -> None:
    for event in atlas.events.values():
        file = f"events/{event.id}.toml"
        if not event.places:
            problems.add(file, "places", "is empty; an event happens somewhere")
        elif _known(atlas, event) and all(place.lon is None for place in _known(atlas, event)):
            problems.add(file, "places", "none of them has coordinates, so the event has no map")
        if not any(event.texts.values()) and not event.cites:
            problems.add(file, "cites", "is empty and no line of a text is given; an event needs a source")
        for index, dispute in enumerate(event.disputes):
            if len(dispute.readings) < 2:
                problems.add(file, f"disputes[{index}].readings", "a dispute needs two readings or more")
        _check_calendars(event, file, problems)


def _known(atlas: Atlas, event: Event) -> list[Place]:
    """Return the places of an event that there are; the others are faults of their own."""
    return [atlas.places[part.place] for part in event.places if part.place in atlas.places]


def _check_calendars(event: Event, file: str, problems: Problems) -> None:
    """Hold the days of other calendars against the Gregorian day."""
    other = event.date.other
    days = {
        "julian": julian_to_gregorian(*split_day(other.julian)) if other.julian else None,
        "rumi": rumi_to_gregorian(*split_day(other.rumi)) if other.rumi else None,
    }
    when = event.when
    for name, day in days.items():
        if day is not None and not when.contains(parse_date(day.isoformat())):
            problems.add(
                file,
                f"date.other.{name}",
                f"is {day.isoformat()} in the Gregorian calendar, which is not in {event.on!r}",
            )
    if event.date.calendar == "rumi" and when.start:
        try:
            gregorian_to_rumi(when.start)
        except DateError as error:
            problems.add(file, "date.calendar", str(error))


def _check_border(border: Border, problems: Problems) -> None:
    file = f"borders/{border.id}.geojson"
    if not border.sources:
        problems.add(file, "properties.sources", "is empty; every border needs a source")
    if not border.lines and not border.areas:
        problems.add(file, "features", "holds neither a line nor an area")
    for line in border.lines:
        _check_traced(file, line, problems)
    for area in border.areas:
        _check_sourced(file, area, problems)
        if not area.geometry.is_valid:
            problems.add(
                file,
                f"features.{area.id}.geometry",
                f"is not valid: {shapely.is_valid_reason(area.geometry)}",
            )


def _check_traced(file: str, part: Any, problems: Problems) -> None:
    _check_sourced(file, part, problems)
    if part.geometry is not None and not part.geometry.is_simple:
        problems.add(file, f"features.{part.id}.geometry", "crosses itself")


def _check_sourced(file: str, part: Any, problems: Problems) -> None:
    if not part.sources:
        problems.add(file, f"features.{part.id}.sources", "is empty; every geometry needs a source")
    if part.accuracy_km <= 0:
        problems.add(file, f"features.{part.id}.accuracy_km", "must be greater than 0")
