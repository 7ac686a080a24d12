"""Maps as data, for other programs."""

from __future__ import annotations

from mapsvc.export.formats.format import Format

_ROOM, _LD = "mapsvc.export.data", "application/ld+json"

FORMATS = (
    Format("geojson", "geojson", "application/geo+json", f"{_ROOM}.geojson:write_geojson", "data"),
    Format("gpkg", "gpkg", "application/geopackage+sqlite3", f"{_ROOM}.gpkg:write_gpkg", "data"),
    Format("kml", "kml", "application/vnd.google-earth.kml+xml", f"{_ROOM}.kml:write_kml", "data"),
    Format("csv", "csv", "text/csv; charset=utf-8; header=present", f"{_ROOM}.csv:write_csv", "data"),
    Format("lpf", "lpf.json", _LD, f"{_ROOM}.lpf:write_lpf", "data"),
    Format(
        "geoparquet",
        "parquet",
        "application/vnd.apache.parquet",
        f"{_ROOM}.geoparquet:write",
        "data",
        needs="pyarrow",
    ),
    Format("annotations", "annotations.json", _LD, f"{_ROOM}.annotations:write_annotations", "data"),
    Format(
        "zip",
        "zip",
        "application/zip",
        f"{_ROOM}.bundle:write_bundle",
        "data",
        whole=f"{_ROOM}.bundle:write_atlas",
    ),
)
