"""What a kind of map is: its address, its scene, what is told of it, what its page and its files bring."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol, TypeVar

from mapsvc.atlas.store import Store
from mapsvc.errors import RequestError
from mapsvc.model.records import Event, Mention
from mapsvc.model.scene import Link, MapKey, Scene
from mapsvc.model.telling import Telling
from mapsvc.render.addresses import MapUrls
from mapsvc.render.picture.locator import find_locator
from mapsvc.render.picture.view import Panel
from mapsvc.render.stage import Stage

_T = TypeVar("_T")
#: An account of a journey, and day, place and text of each of its halts.
Stations = tuple[str, list[tuple[str, str, str]]]


class Keeper(Protocol):
    """Makes what is costly once, as long as it is asked for."""

    def __call__(self, family: str, key: Hashable, make: Callable[[], _T]) -> _T:
        """Return a thing of a family by its key."""


class PageUrls(Protocol):
    """The addresses that a page of a kind may name; `web.urls.Urls` makes them."""

    def page(self, path: str, **query: object) -> str:
        """Return a page by path and query."""

    def thing(self, link: Link) -> str:
        """Return the page of a thing by kind and id."""

    def still(self, route_id: str) -> str:
        """Return a journey as a picture."""

    def compare(self, a: str, b: str, mode: str = "", view: str = "", *, embed: bool = False) -> str:
        """Return a comparison."""

    def timeline(self, on: str = "", view: str = "", *, embed: bool = False) -> str:
        """Return the atlas on a day, in one of its views."""

    def moment(self, day: str) -> str:
        """Return the data of a day."""

    def tours(self) -> str:
        """Return the list of tours."""

    def tour(self, tour_id: str, step: int = 1, *, embed: bool = False) -> str:
        """Return a tour at a step."""

    def tour_step(self, tour_id: str, step: int) -> str:
        """Return the data of a step."""

    def for_maps(self) -> MapUrls:
        """Return what a map on a page needs."""


@dataclass(frozen=True, kw_only=True)
class Visit:
    """
    That a reader asks for the page or the frame of a map.

    Attributes
    ----------
    path, query
        Of the address, for links to other states of the same page.
    embed
        Whether it is a frame.
    map_id
        The map that the address means.
    telling
        What is told of the map.
    scene
        The map itself, composed when it is asked for.
    kept
        Makes what is costly once.
    """

    atlas: Store
    lang: str
    urls: PageUrls
    path: str
    query: Mapping[str, str]
    embed: bool
    map_id: str
    telling: Telling
    scene: Callable[[], Scene]
    kept: Keeper


@dataclass(frozen=True, kw_only=True)
class Shown:
    """
    What the page or the frame of a map shows.

    Attributes
    ----------
    title, description
        Of the page.
    context
        What its template uses beside the map.
    scene
        The map; nothing if there is none.
    """

    title: str
    description: str = ""
    context: Mapping[str, Any] = field(default_factory=dict)
    scene: Scene | None = None


@dataclass(frozen=True, kw_only=True)
class Loaded:
    """
    What a page loads of the maps of a kind, at `/data/<version>/<folder>/<id>.<lang>.<suffix>`.

    Attributes
    ----------
    holds
        Whether a map, by atlas and id, is there: what is costly for that is kept.
    answer
        From the map and the addresses of maps to plain data for JSON, or to the text of an SVG.
    """

    folder: str
    suffix: Literal["json", "svg"] = "json"
    holds: Callable[[Store, str, Keeper], bool] = lambda *_: True
    answer: Callable[[Scene, MapUrls], Any]


def show_telling(visit: Visit) -> Shown:
    """Return a page of what is told and the map."""
    told = visit.telling
    description = " ".join(told.paragraphs) or told.title
    return Shown(title=told.title, description=description, context={"told": told}, scene=visit.scene())


def mentions_of_places(atlas: Store, _map_id: str, places: Collection[str]) -> list[Mention]:
    """Return where texts name some places."""
    return [mention for mention in atlas.mentions if mention.place in places]


def one_panel(_atlas: Store, scene: Scene, _map_id: str, options: Mapping[str, Any]) -> list[Panel]:
    """Return the map alone, with where it lies."""
    if "mode" in options:
        msg = "'mode' is of comparisons only."
        raise RequestError(msg)
    return [Panel(scene=scene, locator=find_locator(scene))]


@dataclass(frozen=True, kw_only=True)
class Kind:
    """
    A kind of map; a file of this room makes one and calls it `KIND`.

    Attributes
    ----------
    name
        In Python and in words: `event`.
    section
        The first part of its maps' names and addresses: `events`.
    rank
        Its place in lists of maps.
    read
        From atlas and text to the id of a map that exists; `NotFoundError` says what there is.
    scene, tell
        From atlas, id and language to the map and to what is told of it.
    records
        The records that have a map each, by id; nothing if its maps are no records.
    ids
        The maps that are listed and frozen; those of the records if not given.
    headline, frozen
        From an atlas to the ids of maps that a frozen site has in every format, and of those that it has
        beside the listed ones.
    heading
        Key of the words over a list of its maps; `nav.<section>` if not given.
    title
        Of a map in a list; that of its telling if not given.
    single
        Whether it has one map, without an id.
    rules
        The addresses of its pages after the section, as rules of Flask; none where the query says the rest.
    ask
        From atlas, the rest of an address, its query and the language to the text of an id.
    address
        From an id to the rest of its page's address, and its query.
    options
        What the address of its maps may say beside view, layers, controls and legend.
    named
        Those of `options` that are part of the map's name.
    withheld
        Of view, layers, controls and legend those that its frames do not take.
    views
        Whether `view` may name one of several views of a map before its box, or alone.
    page, template, embed_template
        What page and frame show, and their templates; `<name>.html` and `map.html` if not given.
    loaded
        What pages load of its maps beside themselves, if anything.
    stage
        What a file of its own needs beside the map.
    panels
        The maps of a picture: one, or several side by side.
    deck
        From atlas and id to the ids of its slides; the map alone if not given.
    deck_title
        Of a deck.
    stations
        From atlas, id and language to the halts of a journey, account by account: day, place, what is told.
    mentions
        From atlas, id and the places on the map to where texts speak of it; all that name these if not given.
    step
        From atlas, id and what is wished of it (and whether it gets a `heading`) to the fields of a step of a
        tour that shows a map; what they do not say is taken from the telling. Nothing if no step can.
    wishes
        What a step may wish of its maps: a day to show them `on`, a `stop`, a `variant`, a `mode`.
    parts
        From atlas, id and language to what of a map is worth a step of its own: its `stop`, a title, a date,
        and what its frame is asked.
    event, sides
        From atlas and id to the event, or the two borders, that its map is about.
    cannot
        Formats that it cannot be had in, each with a line that says why.
    """

    name: str
    section: str
    rank: int
    read: Callable[[Store, str], str]
    scene: Callable[[Store, str, str], Scene]
    tell: Callable[[Store, str, str], Telling]
    records: Callable[[Store], Mapping[str, Any]] | None = None
    ids: Callable[[Store], Iterable[str]] | None = None
    headline: Callable[[Store], Iterable[str]] = lambda _: ()
    frozen: Callable[[Store], Iterable[str]] = lambda _: ()
    heading: str = ""
    title: Callable[[Store, str, str], str] | None = None
    single: bool = False
    rules: tuple[str, ...] = ("/<id>",)
    ask: Callable[[Store, str, Mapping[str, str], str], str] = lambda _atlas, rest, _query, _lang: rest
    address: Callable[[str], tuple[str, dict[str, str]]] = lambda map_id: (map_id, {})
    options: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    withheld: tuple[str, ...] = ()
    views: bool = False
    page: Callable[[Visit], Shown] = show_telling
    template: str = ""
    embed_template: str = "map"
    loaded: Loaded | None = None
    stage: Callable[[Store, Scene, str, Mapping[str, str]], Stage] = lambda *_: Stage()
    panels: Callable[[Store, Scene, str, Mapping[str, Any]], list[Panel]] = one_panel
    deck: Callable[[Store, str], Iterable[str]] = lambda _atlas, map_id: (map_id,)
    deck_title: Callable[[Store, str, str], str] | None = None
    stations: Callable[[Store, str, str], Iterable[Stations]] = lambda *_: ()
    mentions: Callable[[Store, str, Collection[str]], Iterable[Mention]] = mentions_of_places
    step: Callable[[Store, str, Mapping[str, str]], Mapping[str, Any]] | None = None
    wishes: tuple[str, ...] = ()
    parts: Callable[[Store, str, str], Iterable[Mapping[str, Any]]] = lambda *_: ()
    event: Callable[[Store, str], Event | None] = lambda *_: None
    sides: Callable[[Store, str], tuple[str, str] | None] = lambda *_: None
    cannot: Mapping[str, str] = field(default_factory=dict)

    def key(self, map_id: str = "") -> MapKey:
        """Return the name of a map of this kind."""
        return MapKey(self.section, map_id)

    def listed(self, atlas: Store) -> list[MapKey]:
        """Return the maps that are listed and frozen."""
        ids = self.ids(atlas) if self.ids else self.records(atlas) if self.records else ()
        return [self.key(map_id) for map_id in ids]

    @property
    def listed_as(self) -> str:
        """Key of the words over a list of its maps."""
        return self.heading or f"nav.{self.section}"

    def title_of(self, atlas: Store, map_id: str, lang: str) -> str:
        """Return what a list calls a map."""
        return self.title(atlas, map_id, lang) if self.title else self.tell(atlas, map_id, lang).title

    def whole_title(self, atlas: Store, map_id: str, lang: str) -> str:
        """Return what all of a deck is called."""
        return self.deck_title(atlas, map_id, lang) if self.deck_title else self.title_of(atlas, map_id, lang)

    def stem(self, map_id: str) -> str:
        """Return a map's name as part of a file's: `kars-treaty`, `compare-moscow-1921-kars-1921`."""
        return map_id if self.records else str(self.key(map_id)).replace("/", "-").replace(",", "-")
