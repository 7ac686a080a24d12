"""The name of any map: what `mapsvc export`, `/download/` and `/embed/` take, and the map that it means."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mapsvc.errors import NotFoundError, not_found
from mapsvc.model.day import Day

if TYPE_CHECKING:
    # Composing needs geopandas, which takes seconds to import; reading a name does not.
    from mapsvc.atlas.store import Atlas
    from mapsvc.model.scene import Scene

#: The first part of a map's name, which is also the path of its page, by kind.
SECTIONS = {
    "event": "events",
    "place": "places",
    "route": "routes",
    "border": "borders",
    "compare": "compare",
    "day": "timeline",
    "mentions": "mentions",
    "tour": "tour",
}
_KINDS = {section: kind for kind, section in SECTIONS.items()}


@dataclass(frozen=True)
class MapKey:
    """
    What a map shows.

    Attributes
    ----------
    kind
        One of `SECTIONS`.
    id
        Of the thing; `<a>/<b>` for a comparison, `YYYY-MM-DD` for a day, `<id>/<n>` for a step of a tour,
        empty for the mentions.
    """

    kind: str
    id: str = ""

    def __str__(self) -> str:
        """Return the name, which is the path of the map's page: `events/kars-treaty`."""
        return f"{SECTIONS[self.kind]}/{self.id}".rstrip("/")

    @property
    def stem(self) -> str:
        """Return the name as part of a file's name: `kars-treaty`, `compare-moscow-1921-kars-1921`."""
        plain = self.kind in {"event", "border", "route", "place"}
        return self.id if plain else str(self).replace("/", "-").replace(",", "-")


def parse_map_key(atlas: Atlas, text: str) -> MapKey:
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
    kind = _KINDS.get(section)
    if kind is None or (kind != "mentions" and not rest):
        return _bare(atlas, text)
    if kind == "day":
        return MapKey(kind, atlas.period.read(rest).isoformat())
    if kind == "compare":
        a, _, b = rest.partition("/")
        from mapsvc.history.territories import find_sides

        find_sides(atlas, a, b)
    elif kind == "tour":
        from mapsvc.scene.made_tours import find_tour, split_step, step_of

        tour, number = split_step(rest)
        step_of(find_tour(atlas, tour), number)
        return MapKey(kind, f"{tour}/{number}")
    elif kind != "mentions":
        getattr(atlas, kind)(rest)
    elif rest:
        raise not_found(NotFoundError, "map", text, ["mentions"])
    return MapKey(kind, rest)


def _bare(atlas: Atlas, text: str) -> MapKey:
    tables = {"event": atlas.events, "border": atlas.borders, "route": atlas.routes, "place": atlas.places}
    for kind, table in tables.items():
        if text in table:
            return MapKey(kind, text)
    raise not_found(NotFoundError, "map", text, [wanted for table in tables.values() for wanted in table])


def compose_map(atlas: Atlas, key: MapKey, lang: str) -> Scene:
    """
    Compose the map that a name means.

    Parameters
    ----------
    atlas
        Where everything comes from.
    key
        What it shows.
    lang
        One of the atlas's languages.
    """
    if key.kind == "compare":
        from mapsvc.history.changes import compare_borders
        from mapsvc.history.territories import find_sides
        from mapsvc.scene.comparison import compose_comparison

        a, _, b = key.id.partition("/")
        return compose_comparison(atlas, compare_borders(atlas, *find_sides(atlas, a, b)), lang).map
    if key.kind == "day":
        from mapsvc.scene.day_map import compose_day

        return compose_day(atlas, Day.fromisoformat(key.id), lang)
    if key.kind == "mentions":
        from mapsvc.scene.mention_map import compose_mentions

        return compose_mentions(atlas, atlas.mentions, lang)
    if key.kind == "tour":
        from mapsvc.scene.made_tours import find_tour, split_step
        from mapsvc.scene.tour_map import compose_step

        tour, number = split_step(key.id)
        return compose_step(atlas, find_tour(atlas, tour), number, lang)
    from mapsvc.scene.compose import COMPOSERS

    return COMPOSERS[key.kind](atlas, key.id, lang)
