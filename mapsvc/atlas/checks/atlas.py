"""What can be wrong with an atlas beyond the form of its files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from mapsvc.atlas.atlas_reading import read_atlas
from mapsvc.atlas.checks.borders import check_border
from mapsvc.atlas.checks.control import check_control
from mapsvc.atlas.checks.grades import check_grades
from mapsvc.atlas.checks.ground import check_basemap
from mapsvc.atlas.checks.heights import check_heights
from mapsvc.atlas.checks.meta import check_meta
from mapsvc.atlas.checks.names import check_names
from mapsvc.atlas.checks.old_maps import check_old_maps
from mapsvc.atlas.checks.positions import check_positions
from mapsvc.atlas.checks.routes import check_route
from mapsvc.atlas.checks.sources import check_sources
from mapsvc.atlas.checks.territories import check_territories
from mapsvc.atlas.checks.texts import check_texts
from mapsvc.atlas.meta_reading import find_other_form
from mapsvc.atlas.period import check_period
from mapsvc.atlas.problems import Problem, Problems
from mapsvc.atlas.references import find_dangling
from mapsvc.atlas.registry import check_registry
from mapsvc.atlas.store import Store
from mapsvc.errors import DateError
from mapsvc.ground.folder import SHIPPED
from mapsvc.model.calendars import (
    gregorian_to_rumi,
    julian_to_gregorian,
    rumi_to_gregorian,
    split_day,
)
from mapsvc.model.dates import day_span
from mapsvc.model.records import Event, Place


def check_atlas(root: Path) -> list[Problem]:
    """Return every problem of the atlas in a folder, by file and field; none for a sound atlas."""
    return read_checked(root)[1]


def count_steps(root: Path) -> int:
    """Return the steps of a check: one for each file, and for the parts together half as many."""
    files = sum(1 for suffix in ("toml", "geojson", "csv") for _ in root.glob(f"*/*.{suffix}"))
    return files + len(_CHECKS) * _steps_of_part(files)


def _steps_of_part(files: int) -> int:
    return files // (2 * len(_CHECKS)) + 1


def read_checked(
    root: Path, *, step: Callable[[int], object] = lambda _: None
) -> tuple[Store | None, list[Problem]]:
    """
    Read an atlas and find every problem of it.

    Parameters
    ----------
    root
        The folder that holds `atlas.toml`.
    step
        Is told how many of the `count_steps` are done since it was last called.

    Returns
    -------
    atlas
        What could be read of it; nothing if it has no form that this version reads.
    problems
        Sorted by file and field; empty for a sound atlas.
    """
    read = 0

    def count() -> None:
        nonlocal read
        read += 1
        step(1)

    problems = Problems(step=count)
    atlas = read_atlas(root, problems)
    if atlas is not None:
        for check in _CHECKS:
            check(atlas, problems)
            step(_steps_of_part(read))
    if find_other_form(root) is None:
        check_basemap(root, problems, atlas.meta.ground if atlas is not None else SHIPPED)
        check_registry(root, problems)
    return atlas, sorted(set(problems.found))


def _check_events(atlas: Store, problems: Problems) -> None:
    for event in atlas.events.values():
        file = f"events/{event.id}.toml"
        if not event.places:
            problems.add(file, "places", "is empty; an event happens somewhere")
        elif _known(atlas, event) and all(place.lon is None for place in _known(atlas, event)):
            problems.add(file, "places", "none of them has coordinates, so the event has no map")
        if event.arrow and not event.routes and not _arrow_is_drawn(atlas, event):
            problems.add(
                file,
                "arrow",
                f"is {event.arrow!r}, but it leads nowhere: one place with coordinates must have the role "
                "'origin', another one 'destination' or 'happened'; or leave 'arrow' out",
            )
        if not any(event.texts.values()) and not event.cites:
            problems.add(file, "cites", "is empty and no line of a text is given; an event needs a source")
        _check_disputes(event, file, problems)
        _check_calendars(event, file, problems)
    for event in atlas.drafts.values():
        # What a draft lacks is still to come; what it says has to be right.
        _check_calendars(event, f"events/{event.id}.toml", problems)


def _check_disputes(event: Event, file: str, problems: Problems) -> None:
    for index, dispute in enumerate(event.disputes):
        if len(dispute.readings) < 2:
            problems.add(file, f"disputes[{index}].readings", "a dispute needs two readings or more")


def _arrow_is_drawn(atlas: Store, event: Event) -> bool:
    """Tell whether both ends of an arrow are known; what the atlas lacks is a fault of its own."""
    ends = [[atlas.places.get(part.place) for part in parts] for parts in event.way_of_arrow()]
    return all(any(place is None or place.lon is not None for place in places) for places in ends)


def _known(atlas: Store, event: Event) -> list[Place]:
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
        if day is not None and not when.contains(day_span(day)):
            problems.add(
                file,
                f"date.other.{name}",
                f"is {day.isoformat()} in the Gregorian calendar, which is not in {when.edtf!r}",
            )
    if event.date.calendar == "rumi" and when.start:
        try:
            gregorian_to_rumi(when.start)
        except DateError as error:
            problems.add(file, "date.calendar", str(error))


def _check_borders(atlas: Store, problems: Problems) -> None:
    for border in atlas.borders.values():
        check_border(border, problems)
    check_heights(atlas, problems)


def _check_routes(atlas: Store, problems: Problems) -> None:
    for route in atlas.routes.values():
        check_route(atlas, route, problems)


_CHECKS: tuple[Callable[[Store, Problems], None], ...] = (
    find_dangling, check_meta, check_sources, check_grades, _check_events, check_period, check_texts,
    check_positions, _check_borders, _check_routes, check_territories, check_control,
    check_names, check_old_maps,
)  # fmt: skip
