"""An EventMap as notebooks and scripts hold it: it shows itself, saves itself, and becomes a folium map."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import folium

from mapsvc.atlas.store import Atlas
from mapsvc.maps.document import notebook_html, save_document
from mapsvc.maps.event_map import EventMap
from mapsvc.maps.keys import MapKey, compose_map
from mapsvc.maps.render import to_folium
from mapsvc.maps.stages import Origin


@dataclass(frozen=True)
class ShownMap:
    """A composed map: `data` is what it shows, as plain data, `origin` the atlas and its name there."""

    data: EventMap
    origin: Origin | None = field(default=None, repr=False, compare=False)

    def __repr__(self) -> str:
        """Name the map without its data."""
        return f"<Map of {self.data.kind} {self.data.id!r}: {self.data.title}>"

    def to_folium(self) -> folium.Map:
        """Return an ordinary folium map, everything in it, to add to."""
        return to_folium(self.data)

    def save(self, path: str | Path) -> None:
        """Write one self-contained HTML file that needs no network; replaced whole or left as it was."""
        save_document(self.data, Path(path), self.origin)

    def _repr_html_(self) -> str:
        """Show the map in a notebook, without a network."""
        return notebook_html(self.data, self.origin)


def show_map(atlas: Atlas, key: MapKey, lang: str) -> ShownMap:
    """Return the map of a name; may raise the `NotFoundError` of its kind."""
    return ShownMap(compose_map(atlas, key, lang), Origin(atlas, key))
