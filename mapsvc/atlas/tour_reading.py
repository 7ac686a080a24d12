"""Read the tours of an atlas, and find what they name that does not exist."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from mapsvc.atlas.problems import Problems, build
from mapsvc.atlas.raw_files import files_of, read_toml
from mapsvc.atlas.store import Store
from mapsvc.errors import DateError
from mapsvc.model.day import is_day
from mapsvc.model.records import Citation
from mapsvc.model.tours import RESERVED, Tour, TourStep


def read_tours(root: Path, problems: Problems) -> Iterator[Tour]:
    """Yield the tours of `tours/<id>.toml`, noting every fault of every file."""
    for path, file in files_of(root, "tours", ".toml", problems):
        raw = read_toml(path, file, problems)
        if path.stem in RESERVED:
            problems.add(
                file, "", f"may not be called {path.stem!r}, which is where tours without a file are"
            )
        elif raw is not None and raw.get("id", path.stem) != path.stem:
            problems.add(file, "id", f"is {raw['id']!r}; it must be the file's name, {path.stem!r}")
        elif raw is not None:
            tour = build(Tour, {"id": path.stem} | raw, file=file, problems=problems)
            if tour is not None:
                yield tour


def tour_references(atlas: Store) -> Iterator[tuple[str, str, str, str]]:
    """Yield file, field, kind and id of every event, border, route or place that a tour names."""
    for tour in atlas.tours.values():
        for index, step in enumerate(tour.steps):
            for field, kind, wanted in _named(step):
                yield f"tours/{tour.id}.toml", f"steps[{index}].{field}", kind, wanted


def _named(step: TourStep) -> Iterator[tuple[str, str, str]]:
    for kind in ("event", "border", "route"):
        wanted = getattr(step, kind)
        if wanted is not None:
            yield kind, kind, wanted
    for field, kind in (("beside", "border"), ("compare", "border"), ("places", "place")):
        for wanted in getattr(step, field) or ():
            if field != "compare" or not is_day(wanted):
                yield field, kind, wanted


def tour_citations(atlas: Store) -> Iterator[tuple[str, str, Citation]]:
    """Yield file, field and work of everything that a tour cites."""
    for tour in atlas.tours.values():
        file = f"tours/{tour.id}.toml"
        for index, citation in enumerate(tour.sources):
            yield file, f"sources[{index}].source", citation
        for at, step in enumerate(tour.steps):
            for index, citation in enumerate(step.cites):
                yield file, f"steps[{at}].cites[{index}].source", citation


def find_lost_steps(atlas: Store, problems: Problems) -> None:
    """Note every variant, stop, state of affairs and feature that a step names and that does not exist."""
    drawn = _drawable(atlas)
    for tour in atlas.tours.values():
        for index, step in enumerate(tour.steps):
            file, field = f"tours/{tour.id}.toml", f"steps[{index}]"
            _check_journey(atlas, step, file, field, problems)
            _check_days(atlas, step, file, field, problems)
            for side in step.compare or ():
                if side in atlas.borders and side not in atlas.territories:
                    known = ", ".join(atlas.territories)
                    problems.add(
                        file, f"{field}.compare", f"{side!r} has no territories; these have: {known}"
                    )
            for at, marked in enumerate(step.highlight):
                if marked not in drawn and not _is_broken(marked, problems):
                    message = f"{marked!r} names no feature; write kind/id or kind/id/part"
                    problems.add(file, f"{field}.highlight[{at}]", message)


def _check_days(atlas: Store, step: TourStep, file: str, field: str, problems: Problems) -> None:
    """Note days that have no map, and a view of days that the step is not about."""
    days = {"day": [step.day] if step.day else [], "compare": [*filter(is_day, step.compare or ())]}
    for name, found in days.items():
        for day in found:
            try:
                atlas.period.read(day)
            except DateError as error:
                problems.add(file, f"{field}.{name}", str(error))
    if step.by and step.compare and not days["compare"]:
        problems.add(file, f"{field}.by", "is of days; two borders are compared by what they say")


def _check_journey(atlas: Store, step: TourStep, file: str, field: str, problems: Problems) -> None:
    route = atlas.routes.get(step.route or "")
    if route is None:
        return
    variants = [variant.id for variant in route.variants]
    if step.variant is not None and step.variant not in variants:
        problems.add(
            file,
            f"{field}.variant",
            f"{step.variant!r} is no variant of this route; it has {', '.join(variants)}",
        )
    elif step.stop is not None:
        stops = [stop.id for stop in route.stops if step.variant in {None, stop.variant}]
        if step.stop not in stops:
            problems.add(file, f"{field}.stop", f"{step.stop!r} is no stop of it; it has {', '.join(stops)}")


def _is_broken(marked: str, problems: Problems) -> bool:
    """Tell whether a feature belongs to a thing whose own file is at fault."""
    kind, wanted = marked.split("/")[:2]
    return problems.is_broken(kind.removesuffix("s"), wanted)


def _drawable(atlas: Store) -> set[str]:
    things: Mapping[str, Mapping[str, object]] = {
        "places": atlas.places, "events": atlas.events, "borders": atlas.borders, "routes": atlas.routes,
    }  # fmt: skip
    found = {f"{kind}/{key}" for kind, table in things.items() for key in table}
    found |= {f"borders/{border.id}/{part.id}" for border in atlas.borders.values() for part in border.pieces}
    return found | {
        f"routes/{route.id}/{part.id}" for route in atlas.routes.values() for part in route.pieces
    }
