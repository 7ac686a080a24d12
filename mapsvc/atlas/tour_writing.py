"""Write a tour as a file of an atlas: `tours/<id>.toml`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from typing import Any

from mapsvc.atlas.new.upgrade_toml import dump_toml
from mapsvc.model.dates import DateSpan
from mapsvc.model.geometry import Bounds
from mapsvc.model.records import Citation
from mapsvc.model.text import Text
from mapsvc.model.tours import Tour, TourStep


def write_tour(tour: Tour) -> str:
    """Return the file of a tour; what a field says without being told is left out, and so is the id."""
    head = {"title": tour.title, "subtitle": tour.subtitle, "sources": tour.sources}
    steps = [dump_toml(dict(_told(step)), header="[steps]") for step in tour.steps]
    return "\n".join([dump_toml({key: _plain(value) for key, value in head.items()}), *steps])


def _told(step: TourStep) -> Iterator[tuple[str, Any]]:
    for known in fields(step):
        value = getattr(step, known.name)
        if value is not None and value != ():
            yield known.name, _plain(_within(*value) if known.name == "view" else value)


def _within(west: float, south: float, east: float, north: float) -> Bounds:
    """Return a view as files hold it: what crosses the 180th meridian ends west of where it begins."""
    return west, south, east - 360 if east > 180 else east, north


def _plain(value: Any) -> Any:
    if isinstance(value, Text):
        return dict(value.items())
    if isinstance(value, DateSpan):
        return value.edtf
    if isinstance(value, Citation):
        return {"source": value.source} | ({"locator": value.locator} if value.locator else {})
    return [_plain(part) for part in value] if isinstance(value, tuple) else value
