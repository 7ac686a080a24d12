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
    unknown = not_found(NotFoundError, "map", text, [f"{section}/…" for section in KINDS])
    kind = KINDS.get(text.partition("/")[0])
    if kind is None or text.endswith("/") or kind.single is ("/" in text):
        raise unknown
    try:
        key = parse_map_key(service().atlas, text)
    except DateError as error:
        raise unknown from error
    # Each map has one name, so that a year is none of a day; a tour alone is its first step.
    if text != str(key) and not str(key).startswith(f"{text}/"):
        raise unknown
    return key


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
    if kind is None or (not rest and "" not in kind.rules):
        raise not_found(NotFoundError, "map", path, [f"{known}/…" for known in KINDS])
    atlas = service().atlas
    return kind.key(kind.read(atlas, kind.ask(atlas, rest, query, lang)))
