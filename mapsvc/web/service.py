"""What all requests of a running service share: the atlas, its settings, and versions of what is served."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property

from flask import current_app

from mapsvc.atlas.derived_files import Derived, derived_files
from mapsvc.atlas.store import Store
from mapsvc.cache import Budget, Kept
from mapsvc.kinds import compose_map, kind_of
from mapsvc.language import Language
from mapsvc.model.scene import MapKey, Scene
from mapsvc.model.telling import Telling
from mapsvc.scene.ground.basemap import Basemap, ground_under
from mapsvc.settings import Settings
from mapsvc.templating import hash_static
from mapsvc.web.origins import OWN_ADDRESS
from mapsvc.web.urls import Urls


@dataclass(frozen=True)
class Service:
    """
    An atlas as it is served; made once when the application starts.

    Attributes
    ----------
    offered
        Tags of the languages that readers may choose; nothing for all of the atlas's.
    prefix
        Under which path of the service it lies, as an atlas of a library does.
    budget
        Of memory for all that is kept. The atlas does not change while it is served.
    """

    atlas: Store
    settings: Settings
    offered: tuple[str, ...] = ()
    prefix: str = ""
    budget: Budget = field(default_factory=lambda: Budget(Settings.kept_mb * 1_000_000), repr=False)

    def __post_init__(self) -> None:
        """Let what was made of the atlas and of its ground take memory from the same budget."""
        self.budget.leave_out(self.atlas)
        self.atlas.kept.share(self.budget)

    @cached_property
    def kept(self) -> Kept:
        """What is costly to make for readers."""
        return Kept(self.budget)

    @cached_property
    def static_version(self) -> str:
        """Short hash over everything under `templates/static/`."""
        return hash_static()

    @cached_property
    def data_version(self) -> str:
        """Short hash over everything that the ground is drawn from."""
        return self.ground.digest[:12]

    @cached_property
    def ground(self) -> Basemap:
        """The ground under the atlas's maps."""
        return ground_under(self.atlas)

    @cached_property
    def languages(self) -> tuple[Language, ...]:
        """The languages that readers may choose, in the atlas's order."""
        return tuple(lang for lang in self.atlas.languages if not self.offered or lang in self.offered)

    @cached_property
    def derived(self) -> tuple[Derived, ...]:
        """What recipes made of what is served, with checksums."""
        return derived_files(self.atlas.root)

    @property
    def base(self) -> str:
        """What whole addresses begin with: the setting, else the place for the reader's host."""
        return (self.settings.base_url or OWN_ADDRESS) + self.prefix

    @property
    def geometry_version(self) -> str:
        """Short hash over the atlas, which decides the geometry of borders."""
        return self.atlas.digest[:12]

    def urls(self, lang: str) -> Urls:
        """Return the addresses for readers of a language."""
        return Urls(
            lang,
            self.static_version,
            self.data_version,
            self.geometry_version,
            self.settings.base_url + self.prefix,
        )

    def whole_urls(self, lang: str) -> Urls:
        """Return the addresses as other sites need them, with scheme and host."""
        return replace(self.urls(lang), base=self.base)

    def scene(self, key: MapKey, lang: str) -> Scene:
        """Return the map of a name, composed once per language as long as it is asked for."""
        return self.kept("scene", (key, lang), lambda: compose_map(self.atlas, key, lang))

    def telling(self, key: MapKey, lang: str) -> Telling:
        """Return what is told of a map, once per language as long as it is asked for."""
        return self.kept("telling", (key, lang), lambda: kind_of(key).tell(self.atlas, key.id, lang))


def service() -> Service:
    """Return what the application serves."""
    found: Service = current_app.extensions["mapsvc"]
    return found
