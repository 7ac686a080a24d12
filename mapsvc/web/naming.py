"""From the address of a page or an embed to the name of its map, and the map of any name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING

from mapsvc.errors import NotFoundError, not_found
from mapsvc.maps.keys import SECTIONS, MapKey, compose_map, parse_map_key
from mapsvc.web.service import service

if TYPE_CHECKING:
    from mapsvc.maps.event_map import EventMap

_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
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
    if not known or text.endswith("/") or (section == "timeline" and not _is_day(rest)):
        raise not_found(NotFoundError, "map", text, [f"{name}/…" for name in SECTIONS.values()])
    return parse_map_key(service().atlas, text)


def _is_day(text: str) -> bool:
    from mapsvc.maps.day_map import FIRST, LAST
    from mapsvc.model.day import Day

    try:
        return bool(_DAY.fullmatch(text)) and FIRST <= Day.fromisoformat(text) <= LAST
    except ValueError:
        return False


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
        from mapsvc.maps.day_map import OPENING

        text = f"timeline/{query.get('on') or OPENING}"
    if text.startswith("tour/"):
        events = f"/{query.get('ids', '').strip(' ,')}" if text == "tour/events" else ""
        text = f"{text}{events}/{query.get('step') or 1}"
    return find_key(text)


def map_of_key(key: MapKey, lang: str) -> EventMap:
    """Return the map of a name; each is composed once per language as long as it is asked for."""
    if key.kind in _KEPT:
        return service().event_map(key.kind, key.id, lang)
    return _composed(service().atlas.digest, key, lang)


@lru_cache(maxsize=64)
def _composed(digest: str, key: MapKey, lang: str) -> EventMap:
    del digest
    return compose_map(service().atlas, key, lang)
