"""What can be wrong with the territories of a state of affairs."""

from __future__ import annotations

from collections.abc import Iterator

import shapely
from shapely import is_valid_reason

from mapsvc.atlas.problems import Problems
from mapsvc.atlas.store import Atlas
from mapsvc.model.geometry import area_km2
from mapsvc.model.records import Border, Crossing, Territory, TerritorySet

#: Share of the land by which tiles may miss or cover each other: the rounding of coordinates.
_TOLERANCE = 1e-6
_AREA_KM2 = 0.1


def check_territories(atlas: Atlas, problems: Problems) -> None:
    """Note territories that are no sound polygons, overlap undeclared, or differ from their border."""
    for found in atlas.territories.values():
        file = f"territories/{found.id}.geojson"
        for territory in found.territories:
            _check_one(territory, file, problems)
        firm = [territory.geometry for territory in found.territories if not territory.overlap]
        mistakes = [crossing for crossing in found.crossings if crossing.is_mistake]
        for crossing in mistakes:
            problems.add(file, f"features.{crossing.other}", _mistake(crossing))
        if not mistakes and all(geometry.is_valid for geometry in firm):
            _check_tiling(firm, file, problems)
        border = atlas.borders.get(found.id)
        if border is not None:
            _check_border(found, border, file, problems)


def _check_one(territory: Territory, file: str, problems: Problems) -> None:
    field = f"features.{territory.id}"
    polygons = shapely.get_parts(territory.geometry)
    if any(polygon.geom_type != "Polygon" for polygon in polygons):
        problems.add(file, f"{field}.geometry", "must be a Polygon or a MultiPolygon")
        return
    if not territory.geometry.is_valid:
        problems.add(file, f"{field}.geometry", f"is no valid polygon: {is_valid_reason(territory.geometry)}")
    if not all(polygon.exterior.is_ccw for polygon in polygons):
        problems.add(file, f"{field}.geometry", "its outer ring runs clockwise")
    if abs(area_km2(territory.geometry) - territory.area_km2) > _AREA_KM2:
        problems.add(file, f"{field}.area_km2", f"is not its area, {area_km2(territory.geometry):.1f} km²")
    if territory.accuracy_km <= 0:
        problems.add(file, f"{field}.accuracy_km", "must be greater than 0")
    if not territory.sources:
        problems.add(file, f"{field}.sources", "is empty; every geometry needs a source")


def _mistake(crossing: Crossing) -> str:
    lon, lat = crossing.at
    return (
        f"covers {crossing.area_km2:,.0f} km² of {crossing.one!r}, up to {crossing.width_km:.0f} km wide "
        f"near {lon:.2f}, {lat:.2f}: more than the {crossing.accuracy_km:g} km to which they are drawn "
        "(accuracy_km); give both one edge there, or declare a claim with 'overlap': true"
    )


def crossing_notices(atlas: Atlas) -> Iterator[tuple[str, str, str]]:
    """Yield file, field and words of where grounds drawn by hand met loosely, as they may."""
    for found in atlas.territories.values():
        slight = [crossing for crossing in found.crossings if not crossing.is_mistake]
        if slight and len(slight) == len(found.crossings):
            pairs = ", ".join(f"{each.one} and {each.other} {each.area_km2:,.0f} km²" for each in slight[:3])
            more = f" and {len(slight) - 3} more" if len(slight) > 3 else ""
            yield (
                f"territories/{found.id}.geojson",
                "features",
                f"neighbours overlap by up to {slight[0].width_km:.1f} km ({pairs}{more}), less than they "
                "are drawn to (accuracy_km): maps give both one edge, that of the surer, or of the first "
                "in polities.toml",
            )


def _check_tiling(firm: list[shapely.Geometry], file: str, problems: Problems) -> None:
    if not firm:
        return
    whole, parts = shapely.union_all(firm).area, sum(geometry.area for geometry in firm)
    if abs(parts - whole) > _TOLERANCE * whole:
        problems.add(file, "features", "overlap; declare a claim with 'overlap': true")


def _check_border(found: TerritorySet, border: Border, file: str, problems: Problems) -> None:
    known = {article.ref for article in border.articles}
    for territory in found.territories:
        for ref in territory.articles:
            if ref not in known:
                problems.add(
                    file, f"features.{territory.id}.articles", f"{ref!r} is no article of the border"
                )
