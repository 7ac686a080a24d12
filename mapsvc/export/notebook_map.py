"""A map as notebooks and scripts hold it: it shows itself, saves itself, and becomes a folium map."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mapsvc.export.job import ExportJob
from mapsvc.export.page import page_of
from mapsvc.export.saving import save_map
from mapsvc.model.scene import Scene
from mapsvc.render.document import notebook_html
from mapsvc.render.shell import to_folium

if TYPE_CHECKING:
    from mapsvc.render.elements import FoliumMap


@dataclass(frozen=True)
class ShownMap:
    """
    A composed map.

    Attributes
    ----------
    data
        What it shows, as plain data.
    job
        The map as it is written into files.
    usual
        Options for the formats that know them, where none are given.
    """

    data: Scene
    job: ExportJob = field(repr=False, compare=False)
    usual: Mapping[str, str] = field(default_factory=dict, repr=False, compare=False)

    def __repr__(self) -> str:
        """Name the map without its data."""
        return f"<Map of {self.data.kind} {self.data.id!r}: {self.data.title}>"

    def to_folium(self) -> FoliumMap:
        """
        Return an ordinary folium map, everything in it, to add to.

        Folium's own elements (Marker, Icon, Popup, CircleMarker, GeoJson, LayerControl, MarkerCluster,
        HeatMap) and `GeoDataFrame.explore(m=…)` work upon it without a network; what other plugins link of
        other hosts stays a link.
        """
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
        save_map(Path(path), self.job, options, usual=self.usual)

    def _repr_html_(self) -> str:
        """Show the map in a notebook, without a network."""
        return notebook_html(self.data.title, page_of(self.job, self.usual, bare=True))
