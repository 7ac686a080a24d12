"""Reads shapefiles and GeoPackages through GDAL, a table a layer, in whatever projection."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import Any

import pyogrio
import pyogrio.raw
import pyproj
import shapely

from mapsvc.atlas.importing.foreign_files import (
    MOST_ROWS,
    FileContent,
    FileReader,
    Flaw,
    ForeignFile,
    ForeignSheet,
    SheetRow,
)
from mapsvc.atlas.importing.json_values import cell_text
from mapsvc.atlas.importing.packed_data import hold_archive, is_archive_with, members_of, unpack_member
from mapsvc.files import scratch_folder

_SQLITE, _SHAPEFILE = b"SQLite format 3\0", b"\x00\x00\x27\x0a"
#: What a GeoPackage calls itself at its 69th byte.
_OF_GEOPACKAGE = (b"GP",)
_SHAPEFILE_NEEDS = (".shp", ".dbf", ".shx")
_SHAPEFILE_PARTS = (*_SHAPEFILE_NEEDS, ".prj", ".cpg")
#: Tables that programs keep beside the layers.
_OWN_TABLES = ("layer_styles", "qgis_projects")


def _claims(file: ForeignFile) -> bool:
    return file.data.startswith((_SQLITE, _SHAPEFILE)) or is_archive_with(file.data, ".shp")


def _read(file: ForeignFile) -> FileContent:
    found = FileContent()
    if file.data.startswith(_SQLITE) and not file.data[68:72].startswith(_OF_GEOPACKAGE):
        msg = "it is a database, and no GeoPackage; it cannot be read"
        raise ValueError(msg)
    with warnings.catch_warnings(action="ignore"), scratch_folder() as folder:
        for path in _laid_out(file, folder):
            try:
                for layer, kind in pyogrio.list_layers(path):
                    if kind is not None and layer not in _OWN_TABLES:
                        found.sheets.append(_sheet(path, str(layer), found))
            except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError, RuntimeError) as error:
                msg = f"it cannot be read: {str(error)[:200]}"
                raise ValueError(msg) from error
    if not found.sheets:
        msg = "it has no layer with geometries"
        raise ValueError(msg)
    return found


def _laid_out(file: ForeignFile, folder: Path) -> list[Path]:
    """Write what the file is of into a folder; return what is to be opened."""
    if file.data.startswith(_SQLITE):
        (folder / "map.gpkg").write_bytes(file.data)
        return [folder / "map.gpkg"]
    packs = {file.stem: {".shp": file.data, **file.beside}}
    if not file.data.startswith(_SHAPEFILE):
        hold_archive(file.data)
        packs = {}
        for name in members_of(file.data):
            path = Path(name)
            if path.suffix.lower() in _SHAPEFILE_PARTS and not path.name.startswith("."):
                packs.setdefault(path.stem, {})[path.suffix.lower()] = unpack_member(file.data, name)
    found = []
    for number, (stem, parts) in enumerate(packs.items()):
        missing = [suffix for suffix in _SHAPEFILE_NEEDS if suffix not in parts]
        if missing:
            parts_missing = ", ".join(stem + suffix for suffix in missing)
            msg = f"the shapefile {stem!r} lacks {parts_missing}; its parts lie side by side, or in one ZIP"
            raise ValueError(msg)
        for suffix, data in parts.items():
            (folder / f"map{number}{suffix}").write_bytes(data)
        found.append(folder / f"map{number}.shp")
    return found


def _sheet(path: Path, layer: str, found: FileContent) -> ForeignSheet:
    meta, _, shapes, columns = pyogrio.raw.read(path, layer=layer, datetime_as_string=True, force_2d=True)
    names = [str(name) for name in meta["fields"]]
    if shapes is not None and len(shapes) > MOST_ROWS:
        msg = f"layer {layer!r} has more than {MOST_ROWS} features; take a part of it"
        raise ValueError(msg)
    turn = _transformer(meta["crs"], layer)
    rows = []
    for number, shape in enumerate(shapes if shapes is not None else [], start=1):
        where = f"layer {layer!r}, feature {number}"
        cells = {name: _cell(column[number - 1]) for name, column in zip(names, columns, strict=True)}
        try:
            geometry = _geometry(shape, turn)
        except ValueError as error:
            found.flaws.append(Flaw(where, str(error)))
            continue
        rows.append(SheetRow(where, cells, geometry, cells.get("id", "")))
    return ForeignSheet(layer, tuple(names), tuple(rows), f"layer {layer!r}")


def _cell(value: Any) -> str:
    plain = value.item() if hasattr(value, "item") else value
    return (
        ""
        if plain is None or plain != plain
        else cell_text(plain if isinstance(plain, str | int | float) else str(plain))
    )


def _transformer(crs: str | None, layer: str) -> Any:
    """Return what turns coordinates into degrees; nothing where they are degrees already."""
    if crs is None or crs == "EPSG:4326":
        return None
    try:
        return pyproj.Transformer.from_crs(crs, "EPSG:4326", always_xy=True)
    except pyproj.exceptions.CRSError as error:
        msg = f"layer {layer!r} is in a projection that is not known; save it in WGS 84 (EPSG:4326)"
        raise ValueError(msg) from error


def _geometry(shape: bytes | None, turn: Any) -> dict[str, Any] | None:
    if shape is None:
        return None
    try:
        geometry = shapely.from_wkb(shape)
    except shapely.errors.ShapelyError as error:
        msg = f"its geometry cannot be read: {error}"
        raise ValueError(msg) from error
    if turn is not None:
        geometry = shapely.transform(geometry, lambda x, y: turn.transform(x, y), interleaved=False)
    if geometry.is_empty:
        return None
    west, south, east, north = geometry.bounds
    if not (-360 <= west <= east <= 360 and -90 <= south <= north <= 90):
        msg = (
            "lies outside of the earth: its numbers are no degrees; "
            "give the projection (.prj), or save it in WGS 84"
        )
        raise ValueError(msg)
    return dict(shapely.geometry.mapping(geometry))


READER = FileReader("a shapefile or GeoPackage", (".gpkg", ".shp", ".zip"), _claims, _read)
