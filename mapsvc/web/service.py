"""What all requests of a running service share: the atlas, its settings, and versions of what is served."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from flask import current_app

from mapsvc.atlas.store import Atlas
from mapsvc.settings import Settings
from mapsvc.templating import static_root

if TYPE_CHECKING:
    from mapsvc.language import Language
    from mapsvc.model.scene import Scene

    # Composing needs geopandas, which takes seconds to import; health checks must not wait for it.
    from mapsvc.scene.ground.basemap import Basemap
    from mapsvc.web.urls import Urls


@dataclass(frozen=True)
class Service:
    """
    An atlas as it is served; made once when the application starts.

    Attributes
    ----------
    offered
        Tags of the languages that readers may choose; nothing for all of the atlas's.
    """

    atlas: Atlas
    settings: Settings
    offered: tuple[str, ...] = ()
    _maps: dict[tuple[str, str, str], Scene] = field(default_factory=dict, repr=False)

    @cached_property
    def static_version(self) -> str:
        """Short hash over everything under `templates/static/`."""
        return _hash_files(sorted(path for path in static_root().rglob("*") if path.is_file()))

    @cached_property
    def data_version(self) -> str:
        """Short hash over everything that the ground is drawn from."""
        return self.ground.digest[:12]

    @cached_property
    def ground(self) -> Basemap:
        """The ground under the atlas's maps."""
        from mapsvc.scene.ground.basemap import ground_under

        return ground_under(self.atlas)

    @cached_property
    def languages(self) -> tuple[Language, ...]:
        """The languages that readers may choose, in the atlas's order."""
        return tuple(lang for lang in self.atlas.languages if not self.offered or lang in self.offered)

    @property
    def geometry_version(self) -> str:
        """Short hash over the atlas, which decides the geometry of borders."""
        return self.atlas.digest[:12]

    def urls(self, lang: str) -> Urls:
        """Return the addresses for readers of a language."""
        from mapsvc.web.urls import Urls

        return Urls(
            lang, self.static_version, self.data_version, self.geometry_version, self.settings.base_url
        )

    def scene(self, kind: str, map_id: str, lang: str) -> Scene:
        """Return the map of an `event`, `place`, `route` or `border`; each is composed once per language."""
        from mapsvc.scene.compose import COMPOSERS

        key = (kind, map_id, lang)
        if key not in self._maps:
            self._maps[key] = COMPOSERS[kind](self.atlas, map_id, lang)
        return self._maps[key]


def service() -> Service:
    """Return what the application serves."""
    found: Service = current_app.extensions["mapsvc"]
    return found


def _hash_files(paths: list[Path]) -> str:
    digest = sha256()
    for path in paths:
        if path.is_file():
            digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:12]
