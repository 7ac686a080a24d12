"""A map as a GeoPackage 1.3 whose layers carry their styles."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import geopandas as gpd
import pyogrio.raw

from mapsvc.errors import WriteError
from mapsvc.export.data.features import FeatureRow, rows_of
from mapsvc.export.data.qml import qml
from mapsvc.export.data.sld import sld
from mapsvc.export.data.tables import DATE_COLUMNS, file_days, table_of
from mapsvc.files import scratch_folder

if TYPE_CHECKING:
    from mapsvc.export.job import ExportJob
    from mapsvc.model.scene import Symbol

#: Stands where the format wants a time; the same input gives the same bytes.
_NO_TIME = "2000-01-01T00:00:00.000Z"
_KINDS = {"Point": "points", "LineString": "lines", "Polygon": "areas"}
#: Where the header of an SQLite file counts the changes, and where it repeats that number: both or neither.
_COUNTERS = (24, 92)
#: The table in which QGIS looks for styles, as it makes it.
_STYLES = """
CREATE TABLE layer_styles (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, f_table_catalog TEXT(256), f_table_schema TEXT(256),
  f_table_name TEXT(256), f_geometry_column TEXT(256), styleName TEXT(30), styleQML TEXT, styleSLD TEXT,
  useAsDefault BOOLEAN, description TEXT, owner TEXT(30), ui TEXT(30), update_time DATETIME
)
"""


@dataclass(frozen=True)
class StyledLayer:
    """
    A layer of a GeoPackage.

    Attributes
    ----------
    name, title, description
        Its table, and what is said of it.
    geometry
        `Point`, `LineString`, `Polygon`, or `Unknown` for a mixture.
    qml, sld
        Its style; empty for none.
    """

    name: str
    title: str
    description: str
    geometry: str
    table: gpd.GeoDataFrame
    qml: str = ""
    sld: str = ""


def write_gpkg(job: ExportJob) -> bytes:
    """
    Return the features of a map, a table for each of its layers and kinds of geometry.

    References
    ----------
    OGC 12-128r17, GeoPackage 1.3.
    """
    return package_bytes(list(_layers(job, rows_of(job))))


def _layers(job: ExportJob, rows: list[FeatureRow]) -> Iterable[StyledLayer]:
    scene = job.map
    labels = {key: entry.label for entry in scene.legend for key in (entry.symbol, *entry.covers)}
    credits = "; ".join(credit.text for credit in scene.credits)
    # What is drawn first lies below; programs show the first table on top.
    for layer in reversed(scene.layers):
        for kind, word in _KINDS.items():
            found = [
                row
                for row in rows
                if row.layer == layer.id and row.geometry.geom_type.removeprefix("Multi") == kind
            ]
            if not found:
                continue
            name = f"{layer.id}_{word}".replace("-", "_")
            used: Mapping[str, Symbol] = {row.symbol: scene.symbols[row.symbol] for row in found}
            yield StyledLayer(
                name=name,
                title=layer.title,
                description=f"{scene.title}. {credits}",
                geometry=kind,
                table=table_of(found, job.maps),
                qml=qml(kind, used, labels, "label", has_days=any(map(_has_day, found))),
                sld=sld(kind, used, labels, name),
            )


def _has_day(row: FeatureRow) -> bool:
    return row.date is not None


def package_bytes(layers: list[StyledLayer]) -> bytes:
    """
    Return a GeoPackage of layers; the same layers give the same bytes.

    Raises
    ------
    WriteError
        If nothing temporary can be written, or there is no room for it.
    """
    try:
        return _packed(layers)
    except (OSError, RuntimeError, sqlite3.Error) as error:
        msg = f"cannot write a GeoPackage in the folder for temporary files: {error}"
        raise WriteError(msg) from error


def _packed(layers: list[StyledLayer]) -> bytes:
    with scratch_folder() as folder:
        path = folder / "map.gpkg"
        for layer in layers:
            _write_layer(path, layer)
        if not layers:
            _write_layer(path, StyledLayer("features", "features", "", "Unknown", table_of([], ())))
        with closing(sqlite3.connect(path)) as database:
            with database:
                _write_styles(database, layers)
                database.execute("UPDATE gpkg_contents SET last_change = ?", [_NO_TIME])
            # Writes all anew, so that nothing of the times above is left between the pages.
            database.execute("VACUUM")
        # A database as if it had been written at once: how often it was depends on the clock.
        data = path.read_bytes()
        once = (1).to_bytes(4, "big")
        for place in _COUNTERS:
            data = data[:place] + once + data[place + 4 :]
        return data


def _write_layer(path: Path, layer: StyledLayer) -> None:
    table = layer.table
    several = any(str(kind).startswith("Multi") for kind in table.geom_type)
    geometry = layer.geometry if not several or layer.geometry == "Unknown" else f"Multi{layer.geometry}"
    options = {"IDENTIFIER": layer.name, "DESCRIPTION": layer.description, "GEOMETRY_NAME": "geom"}
    columns = [name for name in table.columns if name != table.geometry.name]
    # What writes tables knows moments and no days; below it stands what writes arrays, and knows both.
    pyogrio.raw.write(
        path, table.geometry.to_wkb().to_numpy(),
        [file_days(table[name]) if name in DATE_COLUMNS else table[name].to_numpy() for name in columns],
        columns, layer=layer.name, driver="GPKG", append=path.exists(), crs=table.crs.to_string(),
        geometry_type=geometry, promote_to_multi=several and layer.geometry != "Unknown",
        dataset_options={} if path.exists() else {"VERSION": "1.3"},
        layer_options=options,
    )  # fmt: skip


def _write_styles(database: sqlite3.Connection, layers: list[StyledLayer]) -> None:
    styled = [layer for layer in layers if layer.qml]
    if not styled:
        return
    database.execute(_STYLES)
    database.executemany(
        "INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, f_geometry_column,"
        " styleName, styleQML, styleSLD, useAsDefault, description, owner, update_time)"
        " VALUES ('', '', ?, 'geom', ?, ?, ?, 1, ?, '', ?)",
        [(layer.name, layer.name, layer.qml, layer.sld, layer.title, _NO_TIME) for layer in styled],
    )
    database.execute(
        "INSERT INTO gpkg_contents (table_name, data_type, identifier, description, last_change)"
        " VALUES ('layer_styles', 'attributes', 'layer_styles', 'Styles as QGIS reads them', ?)",
        [_NO_TIME],
    )
