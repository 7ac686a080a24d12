"""Everything in one ZIP: a map in every data format, or the whole atlas; with sources and checksums."""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from mapsvc import __version__
from mapsvc.export.archive import archive_bytes
from mapsvc.export.bibliography import bibtex, csl_json
from mapsvc.export.data.annotations import annotations_of, page_bytes
from mapsvc.export.data.csv import GEOMETRY_COLUMNS, geometry_cells, table_bytes
from mapsvc.export.data.features import exact_geometry
from mapsvc.export.data.geojson import collection_text
from mapsvc.export.data.gpkg import StyledLayer, package_bytes
from mapsvc.export.data.layers import LAYERS
from mapsvc.export.data.lpf import PLACES_CONTEXT, places_features
from mapsvc.export.data.tables import layer_table, with_text_days
from mapsvc.export.formats import FORMATS
from mapsvc.export.job import ExportJob
from mapsvc.language import translate
from mapsvc.model.geometry import to_geojson

if TYPE_CHECKING:
    import geopandas as gpd

    from mapsvc.atlas.store import Store

#: What a bundle of one map holds.
DATA_FORMATS = ("geojson", "gpkg", "kml", "csv", "lpf", "annotations")


def write_bundle(job: ExportJob) -> bytes:
    """Return a map in all data formats, with the works of the bibliography, a README and checksums."""
    stem = job.stem
    chosen = [FORMATS[name] for name in DATA_FORMATS if name not in job.kind.cannot]
    files = {f"{stem}.{format_.suffix}": format_.write(job) for format_ in chosen}
    files |= _bibliography(job.atlas)
    credits = [credit.text + (f", {credit.href}" if credit.href else "") for credit in job.map.credits]
    title = f"{job.map.title} ({job.map.caption})"
    files["README.md"] = _readme(job.atlas, title, files, credits, job.lang).encode()
    return _archive(stem, files)


def write_atlas(atlas: Store, lang: str) -> bytes:
    """
    Return the whole atlas.

    It holds every layer as GeoJSON and CSV, all of them in one GeoPackage, places in Linked Places Format,
    mentions as annotations, the bibliography, a README with licences, checksums.

    Parameters
    ----------
    atlas
        What to pack.
    lang
        One of the atlas's languages: of the README; the tables have all that it is written in.
    """
    tables = {name: flat_table(layer_table(atlas, name)) for name in LAYERS}
    texts = {name: with_text_days(table) for name, table in tables.items()}
    files: dict[str, bytes] = {}
    for name, table in texts.items():
        files[f"{name}.geojson"] = _geojson(name, table)
        files[f"{name}.csv"] = _csv(table)
    layers = [
        StyledLayer(name, name, atlas.meta.title.en, "Unknown", table) for name, table in tables.items()
    ]
    files["atlas.gpkg"] = package_bytes(layers)
    head = {"@context": PLACES_CONTEXT, "title": atlas.meta.title.in_(lang)}
    files["places.lpf.json"] = collection_text(places_features(atlas, atlas.places.values()), head).encode()
    mentions = annotations_of(atlas, atlas.mentions, lang, "")
    files["mentions.annotations.json"] = page_bytes(mentions, atlas.meta.title.in_(lang), "atlas")
    files |= _bibliography(atlas)
    credits = sorted({text for table in tables.values() for text in table["attribution"] if text})
    title = atlas.meta.title.in_(lang)
    files["README.md"] = _readme(atlas, title, files, credits, lang).encode()
    return _archive("atlas", files)


def flat_table(table: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return a layer with its ids in a column, lists as JSON texts, and geometry as files hold it."""
    flat = table.reset_index(names="id")
    for column in flat.columns.drop("geometry"):
        if any(isinstance(value, dict | list) for value in flat[column]):
            flat[column] = [json.dumps(value, ensure_ascii=False) for value in flat[column]]
    shapes = [None if shape is None else exact_geometry(shape) for shape in flat.geometry]
    return flat.set_geometry(shapes, crs=table.crs)


def _geojson(name: str, table: gpd.GeoDataFrame) -> bytes:
    features = [
        {
            "type": "Feature",
            "id": row["id"],
            "geometry": None if row["geometry"] is None else to_geojson(row["geometry"]),
            "properties": {column: _plain(value) for column, value in row.items() if column != "geometry"},
        }
        for row in table.to_dict("records")
    ]
    return collection_text(features, {"name": name}).encode()


def _csv(table: gpd.GeoDataFrame) -> bytes:
    columns = [column for column in table.columns if column != "geometry"]
    rows = (
        [*(_plain(row[column]) for column in columns), *geometry_cells(row["geometry"])]
        for row in table.to_dict("records")
    )
    return table_bytes((*columns, *GEOMETRY_COLUMNS), rows)


def _plain(value: Any) -> Any:
    return None if value is None or value != value else value


def _bibliography(atlas: Store) -> dict[str, bytes]:
    sources = list(atlas.sources.values())
    return {"sources.csl.json": csl_json(sources).encode(), "sources.bib": bibtex(sources).encode()}


def _readme(atlas: Store, title: str, files: Mapping[str, bytes], credits: list[str], lang: str) -> str:
    version = f"mapsvc {__version__}, {atlas.digest[:12]}"
    told: dict[str, list[str]] = {}
    for name in sorted(files):
        suffix = name.partition(".")[2].replace(".", "_")
        told.setdefault(translate(lang, f"download.file_{suffix}"), []).append(f"`{name}`")
    listed = "\n".join(f"- {', '.join(names)}: {words}" for words, names in told.items())
    owed = "\n".join(f"- {credit}" for credit in credits)
    return "\n\n".join(
        [
            f"# {title}",
            f"{atlas.meta.title.in_(lang)}. {version}.",
            f"## {translate(lang, 'download.readme_files')}",
            listed,
            f"## {translate(lang, 'download.readme_licences')}",
            translate(lang, "download.readme_columns"),
            owed,
            f"## {translate(lang, 'download.readme_check')}",
            "`sha256sum -c SHA256SUMS`\n",
        ]
    )


def _archive(folder: str, files: Mapping[str, bytes]) -> bytes:
    """Return a ZIP of files in a folder, in order of their names, with their checksums."""
    sums = "".join(f"{sha256(data).hexdigest()}  {name}\n" for name, data in sorted(files.items()))
    named = [*sorted(files.items()), ("SHA256SUMS", sums.encode())]
    return archive_bytes({f"{folder}/{name}": data for name, data in named})
