"""Limits between groups of today's districts of Turkey, many of which keep a limit of before 1918."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import shapefile
import shapely
from shapely.geometry import LineString, shape
from shapely.geometry.base import BaseGeometry

#: Of the former Batum oblast, of Olti, of the rest of the Kars oblast, of the Surmalu uezd: Russian in 1914.
ARTVIN = (
    "ARTVIN/KEMALPASA",
    "ARTVIN/BORCKA",
    "ARTVIN/MURGUL",
    "ARTVIN/ARTVIN",
    "ARTVIN/SAVSAT",
    "ARTVIN/ARDANUC",
)
OLTI = ("ERZURUM/OLUR", "ERZURUM/OLTU", "ERZURUM/SENKAYA")
ARDAHAN = ("ARDAHAN",)
#: What Georgia held of it from 1919 to February 1921, roughly.
ARDAHAN_NORTH = ("ARDAHAN/ARDAHAN", "ARDAHAN/CILDIR", "ARDAHAN/HANAK", "ARDAHAN/DAMAL", "ARDAHAN/POSOF")
KARS = ("KARS",)
SURMALU = ("IGDIR",)
#: Their Ottoman neighbours of 1914.
OTTOMAN = (
    "ARTVIN/HOPA", "ARTVIN/ARHAVI", "ARTVIN/YUSUFELI", "ERZURUM/UZUNDERE", "ERZURUM/TORTUM", "ERZURUM/NARMAN",
    "ERZURUM/HORASAN", "AGRI",
)  # fmt: skip


def read_districts(package: Path) -> dict[str, BaseGeometry]:
    """Read the districts as polygons in EPSG:4326, by `PROVINCE/DISTRICT` in capitals without accents."""
    path = package / "turkiye/data/maps/tur_polbna_adm2"
    with shapefile.Reader(str(path), encoding="utf-8") as reader:
        return {
            f"{item.record['adm1_en']}/{item.record['adm2_en']}": shape(item.shape.__geo_interface__)
            for item in reader.iterShapeRecords()
        }


def merge_group(districts: dict[str, BaseGeometry], group: Iterable[str]) -> BaseGeometry:
    """Return the union of districts; a name without a stroke is a whole province."""
    wanted = tuple(group)
    found = [area for name, area in districts.items() if name in wanted or name.split("/")[0] in wanted]
    return shapely.union_all(found)


def limit_between(districts: dict[str, BaseGeometry], one: Iterable[str], other: Iterable[str]) -> LineString:
    """Return the longest unbroken limit between two groups."""
    common = merge_group(districts, one).boundary.intersection(merge_group(districts, other).boundary)
    pieces = [piece for piece in shapely.get_parts(common) if piece.geom_type == "LineString"]
    return max(shapely.get_parts(shapely.line_merge(shapely.union_all(pieces))), key=shapely.length)
