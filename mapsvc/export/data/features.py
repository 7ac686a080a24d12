"""The features of a map with what the atlas knows of them: the one table that every data format writes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any

import shapely

from mapsvc.export.data.days import DAY_COLUMNS, day_cells
from mapsvc.export.data.provenance import Facts, facts_of
from mapsvc.model.dates import DateSpan
from mapsvc.model.geometry import DECIMALS
from mapsvc.model.meridian import parted
from mapsvc.scene.features.territories import FRAME

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from mapsvc.export.job import ExportJob
    from mapsvc.model.scene import MapFeature


@dataclass(frozen=True, kw_only=True)
class FeatureRow:
    """
    A feature of a map as every data format has it.

    Attributes
    ----------
    id
        Unique in the file, and the same in every format and language.
    layer, symbol
        Keys of the map's layers and symbols.
    names
        What it is called on the map, by language: columns `name_<lang>` of the languages in which the
        atlas is written, and of the export's.
    label
        What stands beside it on the map, in the language of the export; nothing for no label.
    kind, role, date, accuracy_km, source, licence, attribution
        See `Facts`. The date is a column of EDTF with `DAY_COLUMNS` after it.
    certainty
        `attested`, `inferred` or `uncertain`.
    description
        What its popup says, a line each, in the language of the export.
    geometry
        EPSG:4326, to a millionth of a degree; rings of polygons as RFC 7946 wants them.
    """

    id: str
    layer: str
    names: Mapping[str, str]
    label: str | None
    kind: str
    role: str | None
    date: DateSpan | None
    certainty: str
    accuracy_km: float | None
    description: str
    source: str
    licence: str
    attribution: str
    symbol: str
    geometry: BaseGeometry

    def properties(self) -> dict[str, Any]:
        """Return all columns but the geometry, in their order."""
        cells = {
            **{name: getattr(self, name) for name in _ROW_FIELDS},
            **{f"name_{lang}": name for lang, name in self.names.items()},
            "date": self.date.edtf if self.date else None,
            **day_cells(self.date),
        }
        return {column: cells[column] for column in feature_columns(self.names)}


#: What a file has of a row beside its geometry, in order.
_ROW_FIELDS = tuple(field.name for field in fields(FeatureRow) if field.name != "geometry")


def feature_columns(languages: Iterable[str]) -> tuple[str, ...]:
    """Return the columns of every data format, with the names in some languages, in order."""
    wider = {"names": [f"name_{lang}" for lang in languages], "date": ["date", *DAY_COLUMNS]}
    return tuple(column for name in _ROW_FIELDS for column in wider.get(name, [name]))


def rows_of(job: ExportJob) -> list[FeatureRow]:
    """
    Return the features of a map in drawing order.

    Returns
    -------
    rows
        Each once; a feature that a map draws twice, such as a line that both sides of a comparison
        share, has a number after its id the second time.
    """
    scene = job.map
    names = {
        lang: {feature.id: feature.name for feature in shown.features()} for lang, shown in job.maps.items()
    }
    facts = facts_of(job, scene)
    rows = (
        _row(layer.id, feature, facts[feature.id], names)
        for layer in scene.layers
        for feature in layer.features
        if not feature.geometry.is_empty and feature.id != FRAME
    )
    found = []
    seen: dict[str, int] = {}
    for row in rows:
        seen[row.id] = times = seen.get(row.id, 0) + 1
        found.append(row if times == 1 else replace(row, id=f"{row.id}~{times}"))
    return _named_once(found)


def _named_once(rows: Iterable[FeatureRow]) -> list[FeatureRow]:
    """Return rows of which no two say one name on one ground: both sides of a comparison draw a state."""
    found: list[FeatureRow] = []
    named: dict[str, list[BaseGeometry]] = {}
    for row in rows:
        if row.label and row.geometry.geom_type.endswith("Polygon"):
            others = named.setdefault(row.label, [])
            spot = row.geometry.representative_point()
            if any(other.contains(spot) for other in others):
                row = replace(row, label=None)
            others.append(row.geometry)
        found.append(row)
    return found


def _row(layer: str, feature: MapFeature, facts: Facts, names: Mapping[str, Mapping[str, str]]) -> FeatureRow:
    lines = [feature.detail, *(f"{label}: {text}" for label, text in feature.rows)]
    return FeatureRow(
        id=feature.id,
        layer=layer,
        names={lang: found.get(feature.id, feature.name) for lang, found in names.items()},
        label=feature.label,
        certainty=feature.certainty,
        description="\n".join(line for line in lines if line),
        symbol=feature.symbol,
        geometry=exact_geometry(feature.geometry),
        **vars(facts),
    )


def exact_geometry(geometry: BaseGeometry) -> BaseGeometry:
    """
    Return a geometry as files hold it.

    Parameters
    ----------
    geometry
        EPSG:4326.

    Returns
    -------
    geometry
        Coordinates rounded to a millionth of a degree (0.1 m), polygons valid after the rounding, their
        outer rings counter-clockwise; within ±180, in parts where it crosses the 180th meridian.
    """
    geometry = parted(geometry)
    grid = 10.0**-DECIMALS
    if not geometry.geom_type.endswith("Polygon"):
        return _rounded(geometry)
    found = shapely.set_precision(geometry, grid)
    # What snapping returns is off its grid by the last bits of a double.
    rounded = _rounded(found)
    return shapely.orient_polygons(rounded if rounded.is_valid and not rounded.is_empty else geometry)


def _rounded(geometry: BaseGeometry) -> BaseGeometry:
    return shapely.transform(shapely.force_2d(geometry), lambda points: points.round(DECIMALS))
