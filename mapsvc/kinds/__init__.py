"""The kinds of maps. A file of this room that makes a `KIND` is one; nowhere else is asked which it is."""

from __future__ import annotations

import pkgutil
from collections import Counter
from collections.abc import Iterable, Mapping
from importlib import import_module
from typing import Any
from urllib.parse import quote, urlencode

from mapsvc.atlas.store import Store
from mapsvc.errors import NotFoundError, not_found
from mapsvc.export.job import ExportJob
from mapsvc.kinds.kind import Kind
from mapsvc.model.scene import Link, MapKey, Scene


def _find_kinds() -> dict[str, Kind]:
    modules = (import_module(f"{__name__}.{found.name}") for found in pkgutil.iter_modules(__path__))
    kinds: list[Kind] = [module.KIND for module in modules if hasattr(module, "KIND")]
    return {kind.section: kind for kind in sorted(kinds, key=lambda kind: kind.rank)}


#: By the first part of their maps' names, in the order in which lists have them.
KINDS: Mapping[str, Kind] = _find_kinds()


def kind_of(key: MapKey) -> Kind:
    """Return the kind of a map."""
    return KINDS[key.section]


def kind_named(name: str) -> Kind:
    """Return the kind of a name, such as `event`."""
    return next(kind for kind in KINDS.values() if kind.name == name)


def map_of(link: Link) -> MapKey:
    """Return the map of a thing that a feature or a list leads to, by the name of its kind and its id."""
    return kind_named(link[0]).key(link[1])


def parse_map_key(atlas: Store, text: str) -> MapKey:
    """
    Read the name of a map.

    Parameters
    ----------
    atlas
        What may be shown.
    text
        Path of a page (`events/kars-treaty`, `compare/moscow-1921/kars-1921`, `timeline/1920-04-28`,
        `mentions`, `tour/<id>` or `tour/<id>/<n>` for a step, the first if none is named), or a bare id:
        of an event, else of a border, a journey, a place.

    Returns
    -------
    key
        Of a map that exists.

    Raises
    ------
    NotFoundError
        If the atlas has no such thing; the message names close ids.
    DateError
        If the day of a `timeline` is none, does not exist, or has no map.
    """
    section, _, rest = text.strip("/").partition("/")
    kind = KINDS.get(section)
    if kind is not None and (rest or kind.single):
        return kind.key(kind.read(atlas, rest))
    tables = [(kind, kind.records(atlas)) for kind in KINDS.values() if kind.records]
    for kind, table in tables:
        if text in table:
            return kind.key(text)
    raise not_found(NotFoundError, "map", text, [wanted for _, table in tables for wanted in table])


def every_map(atlas: Store) -> list[MapKey]:
    """Return the maps that are listed: of events, borders, journeys, located places, and of the mentions."""
    return [key for kind in KINDS.values() for key in kind.listed(atlas)]


def file_stems(keys: Iterable[MapKey]) -> list[str]:
    """Return a name for the file of each map; where two would have one name, the kind goes before it."""
    chosen = list(keys)
    stems = [kind_of(key).stem(key.id) for key in chosen]
    times = Counter(stems)
    return [
        stem if times[stem] == 1 else str(key).replace("/", "-")
        for key, stem in zip(chosen, stems, strict=True)
    ]


def path_and_query(key: MapKey) -> tuple[str, dict[str, str]]:
    """Return the path of a map's page without its first slash, and what its query must say."""
    rest, query = kind_of(key).address(key.id)
    return "/".join(filter(None, (key.section, quote(rest)))), query


def page_path(key: MapKey) -> str:
    """Return the path of a map's page, without its first slash, and its query."""
    path, query = path_and_query(key)
    given = urlencode({name: text for name, text in query.items() if text})
    return path + (f"?{given}" if given else "")


def compose_map(atlas: Store, key: MapKey, lang: str) -> Scene:
    """Compose the map that a name means, in one of the atlas's languages."""
    return kind_of(key).scene(atlas, key.id, lang)


def export_job(
    atlas: Store, key: MapKey, lang: str, address: str = "", options: Mapping[str, Any] | None = None
) -> ExportJob:
    """Return the job of writing a map as a file; see `ExportJob`."""
    asked = dict(options or {})
    part = str(asked.pop("part", ""))
    if part == "tour":
        # All of a deck is a file of its own, whichever of its maps was looked at.
        key = kind_of(key).key(next(iter(kind_of(key).deck(atlas, key.id))))
    return ExportJob(atlas, key, lang, kind_of(key), address, asked, part)
