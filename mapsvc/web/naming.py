"""From the address of a page or an embed to the name of its map."""

from __future__ import annotations

from collections.abc import Mapping

from mapsvc.errors import DateError, NotFoundError, not_found
from mapsvc.kinds import KINDS, parse_map_key
from mapsvc.model.scene import MapKey
from mapsvc.web.service import service

#: What a page's query says that is part of its map's name: a day, a step, the events of a tour.
IN_THE_NAME = tuple(name for kind in KINDS.values() for name in kind.named)


def find_key(text: str) -> MapKey:
    """
    Return the map of a name, `events/kars-treaty`, as it stands in addresses.

    Raises
    ------
    NotFoundError
        If there is no such map; the message names close ids.
    """
    kind = KINDS.get(text.partition("/")[0])
    if kind is None or text.endswith("/") or kind.single is ("/" in text):
        raise _no_map(text)
    try:
        key = parse_map_key(service().atlas, text)
    except DateError as error:
        raise _no_map(text) from error
    # Each map has one name, so that a year is none of a day; a tour alone is its first step.
    if text != str(key) and not str(key).startswith(f"{text}/"):
        raise _no_map(text)
    return key


def _no_map(text: str) -> NotFoundError:
    return not_found(NotFoundError, "map", text, [f"{section}/…" for section in KINDS])


def key_of(path: str, query: Mapping[str, str], lang: str) -> MapKey:
    """
    Return the map that a page or an embed shows.

    Parameters
    ----------
    path, query
        Of its address; `/timeline?on=…` names its day in the query.
    lang
        Of the reader, in which a year may be typed.

    Raises
    ------
    NotFoundError, RequestError
        If the page shows no map.
    """
    section, _, rest = path.removeprefix("/embed").removeprefix("/").partition("/")
    kind = KINDS.get(section)
    # A kind whose query says the rest has no page below its section, and another none at it.
    if kind is None or not any(bool(rule) is bool(rest) for rule in kind.rules):
        raise _no_map(path)
    atlas = service().atlas
    return kind.key(kind.read(atlas, kind.ask(atlas, rest, query, lang)))
