"""From the address of a page or an embed to the name of its map, and the map of any name."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING

from flask import g

from mapsvc.errors import DateError, NotFoundError, not_found
from mapsvc.model.date_text import parse_year
from mapsvc.model.day import Day, is_day
from mapsvc.scene.keys import SECTIONS, MapKey, compose_map, parse_map_key
from mapsvc.web.service import service

if TYPE_CHECKING:
    from mapsvc.model.scene import Scene

#: What a page's query says that is part of its map's name: a day, a step, the events of a tour.
IN_THE_NAME = ("on", "step", "ids")
#: Kinds whose maps the service keeps by itself.
_KEPT = ("event", "place", "route", "border")


def find_key(text: str) -> MapKey:
    """
    Return the map of a name, `events/kars-treaty`, as it stands in addresses.

    Raises
    ------
    NotFoundError
        If there is no such map; the message names close ids.
    """
    section, _, rest = text.partition("/")
    known = section in SECTIONS.values() and (section == "mentions") is (not rest)
    if not known or text.endswith("/") or (section == "timeline" and not _has_map(rest)):
        raise not_found(NotFoundError, "map", text, [f"{name}/…" for name in SECTIONS.values()])
    return parse_map_key(service().atlas, text)


def _has_map(text: str) -> bool:
    """Tell whether a text names a day that has a map; each map has one name, so that a year is none."""
    try:
        return is_day(text) and service().atlas.period.holds(Day.fromisoformat(text))
    except DateError:
        return False


def find_day(asked: str) -> Day:
    """
    Return the day that a reader asks for: EDTF, or a year as people type it; the opening day for nothing.

    Raises
    ------
    DateError
        If it is no day, or has no map.
    """
    period = service().atlas.period
    text = asked.strip()
    try:
        return period.read(text) if text else period.opening
    except DateError:
        year = parse_year(text, g.lang)
        if year is None or not period.first.year <= year <= period.last.year:
            raise
        return period.nearest(Day(year, 1, 1))


def key_of(path: str, query: Mapping[str, str]) -> MapKey:
    """
    Return the map that a page or an embed shows.

    Parameters
    ----------
    path, query
        Of its address; `/timeline?on=…` names its day in the query.

    Raises
    ------
    NotFoundError
        If the page shows no map.
    """
    text = path.removeprefix("/embed").removeprefix("/")
    if text == "timeline":
        try:
            text = f"timeline/{find_day(query.get('on') or '')}"
        except DateError:
            text = f"timeline/{query.get('on')}"
    if text.startswith("tour/"):
        events = f"/{query.get('ids', '').strip(' ,')}" if text == "tour/events" else ""
        text = f"{text}{events}/{query.get('step') or 1}"
    return find_key(text)


def map_of_key(key: MapKey, lang: str) -> Scene:
    """Return the map of a name; each is composed once per language as long as it is asked for."""
    if key.kind in _KEPT:
        return service().scene(key.kind, key.id, lang)
    return _composed(service().atlas.digest, key, lang)


@lru_cache(maxsize=64)
def _composed(digest: str, key: MapKey, lang: str) -> Scene:
    del digest
    return compose_map(service().atlas, key, lang)
