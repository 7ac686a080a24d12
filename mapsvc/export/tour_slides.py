"""The steps of a tour as slides: which maps there are, and what is told at each."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import Any

from mapsvc.atlas.store import Atlas
from mapsvc.errors import NotFoundError
from mapsvc.export.story import Story
from mapsvc.maps.keys import MapKey
from mapsvc.model.date_text import format_date
from mapsvc.templating import translate

_TOURS = "mapsvc.maps.made_tours"


def step_keys(atlas: Atlas, key: MapKey) -> list[MapKey]:
    """Return the names of the maps of a tour, in the order of its steps; the key may name any step of it."""
    tour, _ = _tour_of(atlas, key)
    return [MapKey(key.kind, f"{tour.id}/{number}") for number in range(1, len(tour.steps) + 1)]


def tour_title(atlas: Atlas, key: MapKey, lang: str) -> tuple[str, str]:
    """Return title and subtitle of a tour."""
    tour, _ = _tour_of(atlas, key)
    return tour.title.in_(lang), tour.subtitle.in_(lang)


def tell_step(atlas: Atlas, key: MapKey, lang: str) -> Story:
    """Return what is told at a step."""
    tour, number = _tour_of(atlas, key)
    step = tour.steps[number - 1]
    told = [step.paragraph.in_(lang), *([step.notes.in_(lang)] if step.notes else [])]
    place = translate(lang, "picture.step").format(n=number, all=len(tour.steps))
    when = format_date(step.date, lang) if step.date else ""
    return Story(
        title=step.heading.in_(lang),
        when=when,
        dates=((tour.title.in_(lang), place),),
        told=tuple(told),
        cites=step.cites,
    )


def _tour_of(atlas: Atlas, key: MapKey) -> tuple[Any, int]:
    if find_spec(_TOURS) is None:
        msg = f"There is no tour {key.id!r} in this atlas."
        raise NotFoundError(msg)
    tours = import_module(_TOURS)
    tour_id, number = tours.split_step(key.id)
    return tours.find_tour(atlas, tour_id), number
