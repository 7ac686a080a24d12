"""The formats that any map can be had in: name, suffix, media type, and the function that writes it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from importlib import import_module
from typing import TYPE_CHECKING, Any

from mapsvc.errors import RequestError, UnknownFormatError, not_found
from mapsvc.scene.keys import SECTIONS, MapKey, compose_map

if TYPE_CHECKING:
    from mapsvc.atlas.store import Atlas
    from mapsvc.model.scene import Scene


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
    def map(self) -> Scene:
        """The composed map, with the view and the layers that the options name."""
        return self._composed(self.lang)

    @cached_property
    def maps(self) -> Mapping[str, Scene]:
        """The map in every language of the atlas's own words, and in that of the job; composed once."""
        languages = dict.fromkeys((*self.atlas.written_languages, self.lang))
        return {lang: self.map if lang == self.lang else self._composed(lang) for lang in languages}

    def _composed(self, lang: str) -> Scene:
        from mapsvc.scene.framing import with_layers, with_view

        whole = compose_map(self.atlas, self.key, lang)
        return with_view(with_layers(whole, self.options.get("layers")), self.options.get("view"))


@dataclass(frozen=True)
class Format:
    """
    A format.

    Attributes
    ----------
    writer
        Names its function from an `ExportJob` to bytes, `module:function`, loaded late.
    options
        What it knows beside the language, of `OPTIONS`.
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


def _width(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 1 <= len(text) <= 5):
        msg = f"'width' is {text[:20]!r}; write a number of pixels such as 1920."
        raise RequestError(msg)
    return int(text)


def _view(text: str) -> Any:
    from mapsvc.scene.framing import parse_view

    return parse_view(text)


#: What some formats know: how its text is read. The format itself says which values it has.
OPTIONS: Mapping[str, Callable[[str], Any]] = {
    "width": _width,
    "paper": str,
    "mode": str,
    "view": _view,
    "layers": lambda text: tuple(text.split(",")),
}


def read_options(format_: Format, given: Mapping[str, str]) -> dict[str, Any]:
    """
    Read the options of a format, given as texts.

    Raises
    ------
    RequestError
        If the format does not know one; the message says which it knows.
    """
    for name in given:
        if name not in format_.options:
            known = ", ".join(("lang", *format_.options))
            msg = f"unknown option {name[:40]!r}; {format_.name} takes {known}."
            raise RequestError(msg)
    return {name: OPTIONS[name](value) for name, value in given.items()}


_ROOM = "mapsvc.export"
_SHOWN = ("mode", "view", "layers")
_PICTURE = ("width", "paper", *_SHOWN)
_SLIDES = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
_LD = "application/ld+json"

#: By name; a line each.
FORMATS = {
    found.name: found
    for found in (
        Format("html", "html", "text/html; charset=utf-8", f"{_ROOM}.page:write_html", _SHOWN),
        Format("svg", "svg", "image/svg+xml", f"{_ROOM}.print.svg:write_svg", _PICTURE),
        Format("png", "png", "image/png", f"{_ROOM}.print.png:write_png", _PICTURE),
        Format("pdf", "pdf", "application/pdf", f"{_ROOM}.print.pdf:write_pdf", ("paper", *_SHOWN)),
        Format("handout", "handout.pdf", "application/pdf", f"{_ROOM}.print.handout:write_handout", _SHOWN),
        Format("pptx", "pptx", _SLIDES, f"{_ROOM}.print.pptx:write_pptx", _SHOWN),
        Format("geojson", "geojson", "application/geo+json", f"{_ROOM}.data.geojson:write_geojson"),
        Format("gpkg", "gpkg", "application/geopackage+sqlite3", f"{_ROOM}.data.gpkg:write_gpkg"),
        Format("kml", "kml", "application/vnd.google-earth.kml+xml", f"{_ROOM}.data.kml:write_kml"),
        Format("csv", "csv", "text/csv; charset=utf-8; header=present", f"{_ROOM}.data.csv:write_csv"),
        Format("lpf", "lpf.json", _LD, f"{_ROOM}.data.lpf:write_lpf"),
        Format("geoparquet", "parquet", "application/vnd.apache.parquet", f"{_ROOM}.data.geoparquet:write"),
        Format("annotations", "annotations.json", _LD, f"{_ROOM}.data.annotations:write_annotations"),
        Format("zip", "zip", "application/zip", f"{_ROOM}.data.bundle:write_bundle"),
    )
}  # fmt: skip


def find_format(name: str) -> Format:
    """Return a format; `UnknownFormatError` with those that there are if it is not one."""
    try:
        return FORMATS[name]
    except KeyError:
        raise not_found(UnknownFormatError, "format", name, FORMATS) from None


def every_map(atlas: Atlas) -> list[MapKey]:
    """Return the map of each event, border, journey and located place, and that of the mentions, if any."""
    kinds = ("event", "border", "route", "place")
    found = [
        MapKey(kind, thing.id)
        for kind in kinds
        for thing in getattr(atlas, SECTIONS[kind]).values()
        if kind != "place" or thing.lon is not None
    ]
    return [*found, *([MapKey("mentions")] if atlas.mentions else [])]


def file_stems(keys: Iterable[MapKey]) -> list[str]:
    """Return a name for the file of each map; where two would have one name, the kind goes before it."""
    chosen = list(keys)
    times = Counter(key.stem for key in chosen)
    return [key.stem if times[key.stem] == 1 else str(key).replace("/", "-") for key in chosen]
