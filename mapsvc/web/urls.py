"""Every address of the service, made in one place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from mapsvc.kinds import map_of, path_and_query
from mapsvc.model.scene import Link, MapKey
from mapsvc.render.addresses import MapUrls


def _joined(given: Mapping[str, object], query: Mapping[str, object]) -> dict[str, object]:
    """Return what a map's name says in the query and what is asked beside it: `view=law,38,37,51,42`."""
    both = {name: f"{given[name]},{query[name]}" for name in given.keys() & query.keys() if query[name]}
    return {**query, **given, **both}


@dataclass(frozen=True)
class Urls:
    """
    Addresses for a reader of one language.

    Attributes
    ----------
    lang
        Goes with every page's address.
    static_version, data_version, geometry_version
        Short hashes of what is served, so that browsers may keep it for good.
    base
        Scheme and host to write before each address; empty for addresses on this host.
    """

    lang: str
    static_version: str
    data_version: str
    geometry_version: str
    base: str = ""

    def page(self, path: str, **query: object) -> str:
        """Return a page's address with its query, empty values left out and the language last."""
        given = {key: str(value) for key, value in query.items() if value not in (None, "")}
        return f"{self.base}{path}?{urlencode(given | {'lang': self.lang})}"

    def home(self) -> str:
        """Return the first page."""
        return self.page("/")

    def events(self, **filters: object) -> str:
        """Return the list of events, filtered by `from`, `to`, `kind`, `place` or `q`."""
        return self.page("/events/", **filters)

    def places(self) -> str:
        """Return the list of places."""
        return self.page("/places/")

    def routes(self) -> str:
        """Return the list of journeys."""
        return self.page("/routes/")

    def still(self, route_id: str) -> str:
        """Return the map of a journey as a picture."""
        return f"{self.base}/data/{self.geometry_version}/routes/{quote(route_id)}.{self.lang}.svg"

    def borders(self) -> str:
        """Return the list of borders."""
        return self.page("/borders/")

    def thing(self, link: Link) -> str:
        """Return the page of a thing given by kind and id."""
        return self.map_page(map_of(link))

    def mentions(self, **filters: object) -> str:
        """Return the map of mentions, filtered by `usage` or `section`."""
        return self.page("/mentions", **filters)

    def search(self, q: str) -> str:
        """Return the results for what a reader typed."""
        return self.page("/search", q=q)

    def map_page(self, key: MapKey, **query: object) -> str:
        """Return the page of any map."""
        path, given = path_and_query(key)
        return self.page(f"/{path}", **_joined(given, query))

    def map_embed(self, key: MapKey, **query: object) -> str:
        """Return any map for a frame."""
        path, given = path_and_query(key)
        return self.page(f"/embed/{path}", **_joined(given, query))

    def map_share(self, key: MapKey, suffix: str = "", **query: object) -> str:
        """Return all forms in which a map may be had, as a page or, with `.json`, for the browser code."""
        return self.page(f"/share/{quote(str(key))}{suffix}", **query)

    def map_card(self, key: MapKey, width: int = 0) -> str:
        """Return the picture of a map that other sites show beside a link to it."""
        return self.page(f"/card/{quote(str(key))}.png", width=width or "")

    def map_qr(self, key: MapKey, **query: object) -> str:
        """Return the QR code of a map's address."""
        return self.page(f"/qr/{quote(str(key))}.svg", **query)

    def download(self, key: MapKey, format_: str, **query: object) -> str:
        """Return a map as a file in a format given by its name."""
        return self.page(f"/download/{quote(str(key))}.{format_}", **query)

    def oembed(self, page: str, format_: str) -> str:
        """Return what says how a page is embedded; `page` is its whole address."""
        return f"{self.base}/oembed?{urlencode({'url': page, 'format': format_})}"

    def static(self, name: str) -> str:
        """Return a file that the browser loads; its address changes with its content."""
        return f"{self.base}/static/{self.static_version}/{quote(name)}"

    def basemap(self) -> str:
        """Return the prefix of the background's files, with a slash at its end."""
        return f"{self.base}/data/{self.data_version}/basemap/"

    def geometry(self, key: str, level: str) -> str:
        """Return the shapes of a border, `territories/<border>` or `compare/<a>/<b>`, wide or `full`."""
        path = key if "/" in key else f"borders/{key}"
        return f"{self.base}/data/{self.geometry_version}/{quote(path)}.{level}.json"

    def witnesses(self, border_id: str) -> str:
        """Return what a border's stretches rest on, in the reader's language."""
        return self.geometry(border_id, f"witnesses.{self.lang}")

    def compare(self, a: str, b: str, mode: str = "", view: str = "", *, embed: bool = False) -> str:
        """Return the comparison of two borders or days."""
        return self.page(f"{'/embed' if embed else ''}/compare/{quote(a)}/{quote(b)}", view=view, mode=mode)

    def chooser(self) -> str:
        """Return where a form sends the two borders that a reader chose."""
        return self.page("/compare")

    def timeline(self, on: str = "", view: str = "", *, embed: bool = False) -> str:
        """Return the atlas on a day, in one of its views."""
        return self.page(f"{'/embed' if embed else ''}/timeline", on=on, view=view)

    def moment(self, day: str) -> str:
        """Return the data of a day on which the picture changes, of one of its views where it is named."""
        return f"{self.base}/data/{self.geometry_version}/timeline/{day}.{self.lang}.json"

    def tours(self) -> str:
        """Return the list of guided tours."""
        return self.page("/tour/")

    def tour(self, tour_id: str, step: int = 1, *, embed: bool = False) -> str:
        """Return a tour at a step: of the atlas, `routes/<id>`, or `events/<id>,<id>`."""
        root, at = "/embed/tour" if embed else "/tour", step if step > 1 else ""
        if tour_id.startswith("events/"):
            return self.page(f"{root}/events", ids=tour_id.partition("/")[2], step=at)
        return self.page(f"{root}/{quote(tour_id)}", step=at)

    def tour_step(self, tour_id: str, step: int) -> str:
        """Return the data of a step of a tour."""
        name = quote(tour_id, safe="/,")
        return f"{self.base}/data/{self.geometry_version}/tours/{name}/{step}.{self.lang}.json"

    def lecture(self, key: MapKey | None = None, **query: object) -> str:
        """Return the page of lectures of one's own; with a map, so that it is put into the lecture."""
        page = self.page("/lecture")
        given = {name: str(value) for name, value in query.items() if value not in (None, "")}
        return f"{page}#{urlencode({'add': str(key)} | given)}" if key else page

    def made_tour(self) -> str:
        """Return where a lecture is sent to become a tour."""
        return self.page("/tour")

    def api(self) -> str:
        """Return the entry of the API."""
        return f"{self.base}/api/"

    def in_language(self, lang: str, path: str, query: dict[str, str]) -> str:
        """Return the same page in another language."""
        rest = {key: value for key, value in query.items() if key != "lang"}
        return f"{self.base}{path}?{urlencode(rest | {'lang': lang})}"

    def for_maps(self) -> MapUrls:
        """Return what a map on a page needs."""
        return MapUrls(
            basemap=self.basemap(), link=self.thing, shared=self.geometry, witnesses=self.witnesses
        )


@dataclass(frozen=True)
class LectureUrls(Urls):
    """Addresses on the page of a tour that was made of a lecture: its steps lie in the page."""

    def tours(self) -> str:
        """Return where one goes who leaves the tour: to the lecture."""
        return self.lecture()

    def tour(self, _tour_id: str, step: int = 1, *, embed: bool = False) -> str:
        """Return a step within the page."""
        return f"#step-{step}"

    def tour_step(self, _tour_id: str, _step: int) -> str:
        """Return nothing: the page carries the data."""
        return ""
