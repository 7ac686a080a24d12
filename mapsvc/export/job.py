"""A map to write as a file, whatever its kind and the format."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Protocol
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from mapsvc.atlas.store import Store
from mapsvc.language import translate
from mapsvc.model.records import Event, Mention
from mapsvc.model.scene import MapKey, Scene
from mapsvc.model.telling import Telling
from mapsvc.render.picture.view import Panel
from mapsvc.render.stage import Stage
from mapsvc.scene.framing import with_layers, with_view


class MapKind(Protocol):
    """What files ask of a kind of map; `kinds.kind.Kind` has the words for each."""

    @property
    def named(self) -> tuple[str, ...]:
        """What the query of a map's address says that is part of its name."""

    @property
    def cannot(self) -> Mapping[str, str]:
        """Formats that it cannot be had in, and why."""

    def scene(self, atlas: Store, map_id: str, lang: str, /) -> Scene:
        """Compose a map."""

    def tell(self, atlas: Store, map_id: str, lang: str, /) -> Telling:
        """Tell of a map."""

    def stage(self, atlas: Store, scene: Scene, map_id: str, options: Mapping[str, str], /) -> Stage:
        """Return what a file of its own needs beside the map."""

    def panels(self, atlas: Store, scene: Scene, map_id: str, options: Mapping[str, Any], /) -> list[Panel]:
        """Return the maps of a picture."""

    def deck(self, atlas: Store, map_id: str, /) -> Iterable[str]:
        """Return the ids of the slides."""

    @property
    def deck_title(self) -> Any:
        """What a deck is called, if not as its first slide."""

    def stations(
        self, atlas: Store, map_id: str, lang: str, /
    ) -> Iterable[tuple[str, Iterable[tuple[str, str, str]]]]:
        """Return the halts of a journey, account by account: day, place and what is told."""

    def mentions(self, atlas: Store, map_id: str, places: Collection[str], /) -> Iterable[Mention]:
        """Return where texts speak of a map, given the places on it."""

    def event(self, atlas: Store, map_id: str, /) -> Event | None:
        """Return the event that a map is about."""

    def sides(self, atlas: Store, map_id: str, /) -> tuple[str, str] | None:
        """Return the borders that a map sets side by side."""

    def address(self, map_id: str, /) -> tuple[str, dict[str, str]]:
        """Return the rest of the address of a map's page, and its query."""

    def stem(self, map_id: str) -> str:
        """Return the name of a map's file."""


@dataclass(frozen=True)
class ExportJob:
    """
    A map to write.

    Attributes
    ----------
    atlas
        Where it comes from.
    key
        Which map.
    lang
        One of the atlas's languages.
    kind
        How its maps are made.
    address
        Where the map stands on the web, for links and QR codes; empty if nowhere.
    options
        What only some formats know, such as the `paper` of a PDF or the `width` of a PNG.
    part
        Of a deck: the `step` that is named alone, or all of the `tour`; empty for what a format usually has.
    """

    atlas: Store
    key: MapKey
    lang: str
    kind: MapKind
    address: str = ""
    options: Mapping[str, Any] = field(default_factory=dict)
    part: str = ""

    @cached_property
    def map(self) -> Scene:
        """The composed map, with the view and the layers that the options name."""
        return self._composed(self.lang)

    @cached_property
    def maps(self) -> Mapping[str, Scene]:
        """The map in every language of the atlas's own words, and in that of the job; composed once."""
        languages = dict.fromkeys((*self.atlas.written_languages, self.lang))
        return {lang: self.map if lang == self.lang else self._composed(lang) for lang in languages}

    @cached_property
    def telling(self) -> Telling:
        """What is told of the map."""
        return self.kind.tell(self.atlas, self.key.id, self.lang)

    def _composed(self, lang: str) -> Scene:
        whole = self.kind.scene(self.atlas, self.key.id, lang)
        return with_view(with_layers(whole, self.options.get("layers")), self.options.get("view"))

    def stage(self, options: Mapping[str, str]) -> Stage:
        """Return what a file of its own needs beside the map."""
        return self.kind.stage(self.atlas, self.map, self.key.id, options)

    def panels(self, options: Mapping[str, Any]) -> list[Panel]:
        """Return the maps of a picture."""
        return self.kind.panels(self.atlas, self.map, self.key.id, options)

    def slides(self) -> Iterator[ExportJob]:
        """Yield a job for each slide of the map's deck, or the one of the step that is meant."""
        deck = (self.key.id,) if self.part == "step" else self.kind.deck(self.atlas, self.key.id)
        for map_id in deck:
            same = map_id == self.key.id
            yield (
                self
                if same
                else replace(self, key=MapKey(self.key.section, map_id), address=self._address_of(map_id))
            )

    @property
    def stem(self) -> str:
        """The name of the map's file, without its suffix."""
        return self.kind.stem(self.key.id)

    @property
    def deck_title(self) -> str:
        """What the deck is called."""
        named = self.kind.deck_title
        return str(named(self.atlas, self.key.id, self.lang)) if named else self.telling.title

    @property
    def source_line(self) -> str:
        """The sources in one line, named as such."""
        found = self.telling.source_line
        return f"{translate(self.lang, 'picture.sources')}: {found}" if found else ""

    def _address_of(self, map_id: str) -> str:
        """Return the address of another map of the kind, from that of this one."""
        if not self.address:
            return ""
        parts = urlsplit(self.address)
        path, query = self.kind.address(map_id)
        kept = {name: text for name, text in parse_qsl(parts.query) if name not in self.kind.named}
        given = {name: text for name, text in query.items() if text}
        root = parts.path.rpartition(f"/{self.key.section}")[0]
        page = "/".join(filter(None, (self.key.section, path)))
        return urlunsplit(parts._replace(path=f"{root}/{page}", query=urlencode(given | kept)))
