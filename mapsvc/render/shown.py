"""An Scene as notebooks and scripts hold it: it shows itself, saves itself, and becomes a folium map."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import folium

from mapsvc.model.scene import Scene
from mapsvc.render.document import notebook_html, save_document
from mapsvc.render.shell import to_folium
from mapsvc.render.stages import Origin


@dataclass(frozen=True)
class ShownMap:
    """
    A composed map.

    Attributes
    ----------
    data
        What it shows, as plain data.
    origin
        The atlas and the map's name there; without it a file holds the map alone, not its story.
    saver
        Writes it in a format that a file's name says, with options; the atlas gives it.
    """

    data: Scene
    origin: Origin | None = field(default=None, repr=False, compare=False)
    saver: Callable[[Path, dict[str, Any]], None] | None = field(default=None, repr=False, compare=False)

    def __repr__(self) -> str:
        """Name the map without its data."""
        return f"<Map of {self.data.kind} {self.data.id!r}: {self.data.title}>"

    def to_folium(self) -> folium.Map:
        """Return an ordinary folium map, everything in it, to add to."""
        return to_folium(self.data)

    def save(self, path: str | Path, **options: Any) -> None:
        """
        Write the map into a file of the format that its name says; replaced whole or left as it was.

        Parameters
        ----------
        path
            Its ending says the format: `.html`, one self-contained page that needs no network;
            `.svg`, `.png`, `.pdf`, `.pptx`, or any other that `mapsvc export` writes.
        **options
            Of pictures: `width` in pixels, `paper` (`"a4"`, `"a3"`, `"16:9"`), `mode` of a comparison.

        Raises
        ------
        UnknownFormatError
            If no format has this ending.
        RequestError
            If the format has no such option or value.
        """
        found = Path(path)
        if self.saver is None:
            save_document(self.data, found, self.origin)
        else:
            self.saver(found, options)

    def _repr_html_(self) -> str:
        """Show the map in a notebook, without a network."""
        return notebook_html(self.data, self.origin)
