"""The formats that any map can be had in: name, suffix, media type, and the function that writes it."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from importlib import import_module
from typing import TYPE_CHECKING, Any

from mapsvc.errors import UnknownFormatError, not_found
from mapsvc.maps.keys import MapKey, compose_map

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mapsvc.atlas.store import Atlas
    from mapsvc.maps.event_map import EventMap


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
        `"tr"` or `"en"`.
    address
        Where the map stands on the web, for links and QR codes; empty if nowhere.
    options
        What only some formats know, such as the `paper` of a PDF or the `width` of a PNG.
    """

    atlas: Atlas
    key: MapKey
    lang: str
    address: str = ""
    options: Mapping[str, Any] = field(default_factory=dict)

    @cached_property
    def map(self) -> EventMap:
        """The composed map."""
        return compose_map(self.atlas, self.key, self.lang)


@dataclass(frozen=True)
class Format:
    """
    A format.

    Attributes
    ----------
    writer
        Names its function from an `ExportJob` to bytes, `module:function`, loaded late.
    options
        What it knows beside the language.
    """

    name: str
    suffix: str
    media_type: str
    writer: str
    options: tuple[str, ...] = ()

    def write(self, job: ExportJob) -> bytes:
        """Return the file; the same job gives the same bytes."""
        module, _, function = self.writer.partition(":")
        data: bytes = getattr(import_module(module), function)(job)
        return data


_ROOM = "mapsvc.export"
_PICTURE = ("width", "paper", "mode")
_SLIDES = "application/vnd.openxmlformats-officedocument.presentationml.presentation"

#: By name; a line each.
FORMATS = {
    found.name: found
    for found in (
        Format("html", "html", "text/html; charset=utf-8", f"{_ROOM}.page:write_html"),
        Format("svg", "svg", "image/svg+xml", f"{_ROOM}.svg:write_svg", _PICTURE),
        Format("png", "png", "image/png", f"{_ROOM}.png:write_png", _PICTURE),
        Format("pdf", "pdf", "application/pdf", f"{_ROOM}.pdf:write_pdf", ("paper", "mode")),
        Format("handout", "pdf", "application/pdf", f"{_ROOM}.handout:write_handout", ("mode",)),
        Format("pptx", "pptx", _SLIDES, f"{_ROOM}.pptx:write_pptx", ("mode",)),
    )
}


def find_format(name: str) -> Format:
    """Return a format; `UnknownFormatError` with those that there are if it is not one."""
    try:
        return FORMATS[name]
    except KeyError:
        raise not_found(UnknownFormatError, "format", name, FORMATS) from None
