"""What can be wrong with the background of an atlas."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pydantic import ConfigDict
from pydantic.dataclasses import dataclass

from mapsvc.atlas.problems import Problems, build
from mapsvc.atlas.raw import UNREADABLE, features_of, read_json
from mapsvc.errors import GeometryError
from mapsvc.model.geometry import parse_geometry
from mapsvc.model.text import Text

_LOOSE = ConfigDict(extra="ignore")


@dataclass(frozen=True, config=_LOOSE)
class _Level:
    z: int
    x: tuple[int, int]
    y: tuple[int, int]


@dataclass(frozen=True, config=_LOOSE)
class _Manifest:
    tile_px: int
    zooms: tuple[_Level, ...]
    colours: dict[str, str]
    sea: tuple[str, ...] = ()


@dataclass(frozen=True, config=_LOOSE)
class _Credit:
    text: Text
    licence: str
    url: str | None = None


@dataclass(frozen=True, config=_LOOSE)
class _Railway:
    title: Text
    opened: str


@dataclass(frozen=True, config=_LOOSE)
class _Named:
    names: Text
    minzoom: float


_VECTORS: dict[str, Any] = {"railways": _Railway, "towns": _Named, "waters": _Named}


def check_basemap(root: Path, problems: Problems) -> None:
    """Note what is wrong with `basemap/`; an atlas may go without one, but not with half of one."""
    folder = root / "basemap"
    if not folder.is_dir():
        return
    for name, form in (("tiles", _Manifest), ("CREDITS", None)):
        file = f"basemap/{name}.json"
        document = read_json(root / file, file, problems)
        if document is UNREADABLE:
            continue
        if not isinstance(document, dict):
            problems.add(file, "", "must be a JSON object")
        elif form is not None:
            build(form, document, file=file, problems=problems)
        else:
            _check_credits(document, file, problems)
    for name, form in _VECTORS.items():
        if (folder / f"{name}.geojson").is_file():
            _check_vector(root, f"basemap/{name}.geojson", form, problems)


def _check_credits(document: dict[str, Any], file: str, problems: Problems) -> None:
    for key, credit in document.items():
        if not isinstance(credit, dict):
            problems.add(file, key, "must be an object with 'text', 'licence' and 'url'")
            continue
        built = build(_Credit, credit, file=file, prefix=f"{key}.", problems=problems)
        if built is not None and built.url and not built.url.startswith(("https://", "http://")):
            problems.add(file, f"{key}.url", f"is {built.url[:60]!r}; it must begin with https:// or http://")


def _check_vector(root: Path, file: str, form: type[Any], problems: Problems) -> None:
    for prefix, feature in features_of(root, file, problems):
        properties = feature.get("properties")
        if not isinstance(properties, dict):
            problems.add(file, f"{prefix}properties", "is missing")
        else:
            build(form, properties, file=file, prefix=f"{prefix}properties.", problems=problems)
        try:
            parse_geometry(feature.get("geometry"))
        except GeometryError as error:
            problems.add(file, f"{prefix}geometry", str(error))
