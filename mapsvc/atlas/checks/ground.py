"""What can be wrong with the background of an atlas."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

from pydantic import ConfigDict, Field, StringConstraints
from pydantic.dataclasses import dataclass

from mapsvc.atlas.problems import Problems, build
from mapsvc.atlas.raw_files import UNREADABLE, features_of, read_raw_json
from mapsvc.errors import GeometryError
from mapsvc.ground.folder import SHIPPED, TileFolder, own_folder
from mapsvc.model.geometry import parse_geometry
from mapsvc.model.text import TAG

_Tag = Annotated[str, StringConstraints(pattern=TAG)]
_Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
#: By language. Ground serves every atlas, so it may speak more languages than one of them.
Names = Annotated[dict[_Tag, _Words], Field(min_length=1)]
_LOOSE = ConfigDict(extra="ignore")


@dataclass(frozen=True, config=_LOOSE)
class _Level:
    z: int
    x: tuple[int, int]
    y: tuple[int, int]
    accuracy_km: float | None = None


@dataclass(frozen=True, config=_LOOSE)
class _Manifest:
    tile_px: int
    zooms: tuple[_Level, ...]
    colours: dict[str, str]
    sea: tuple[str, ...] = ()
    relief: tuple[_Level, ...] | None = None


@dataclass(frozen=True, config=_LOOSE)
class _Credit:
    text: Names
    licence: str
    url: str | None = None


@dataclass(frozen=True, config=_LOOSE)
class _Railway:
    title: Names
    opened: str


@dataclass(frozen=True, config=_LOOSE)
class _Named:
    names: Names
    minzoom: float


_VECTORS: dict[str, Any] = {"railways": _Railway, "towns": _Named, "waters": _Named, "world": _Named}


def check_basemap(root: Path, problems: Problems, ground: str = SHIPPED) -> None:
    """
    Note what is wrong with an atlas's own ground; the package's lies under it in any case.

    Parameters
    ----------
    ground
        What `atlas.toml` says: the package's, or a folder of the atlas.
    """
    own = own_folder(ground)
    if ground != SHIPPED and (own != ground or not (root / own).is_dir()):
        problems.add("atlas.toml", "ground", f"is {ground!r}, which is no folder of the atlas")
    for folder in ("basemap", own):
        if (root / folder).is_dir():
            _check_folder(root, folder, problems)


def _check_folder(root: Path, folder: str, problems: Problems) -> None:
    for name, form in (("tiles", _Manifest), ("CREDITS", None)):
        file = f"{folder}/{name}.json"
        if not (root / file).is_file() and not (root / folder / "water").is_dir():
            continue  # names or railways alone, above the tiles of the package
        document = read_raw_json(root / file, file, problems)
        if document is UNREADABLE:
            continue
        if not isinstance(document, dict):
            problems.add(file, "", "must be a JSON object")
        elif form is not None:
            if build(form, document, file=file, problems=problems) is not None:
                # Note tiles that are named and not there: each would be a hole in the map.
                missing = TileFolder(root / folder, document).missing()
                if missing:
                    first = ", ".join(missing[:3]) + (" …" if len(missing) > 3 else "")
                    problems.add(
                        file,
                        "zooms",
                        f"names {len(missing)} tiles that are not there ({first}); make them again",
                    )
        else:
            _check_credits(document, file, problems)
    for name, form in _VECTORS.items():
        if (root / folder / f"{name}.geojson").is_file():
            _check_vector(root, f"{folder}/{name}.geojson", form, problems)


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
