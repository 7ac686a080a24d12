"""What can be wrong with the territories of a state of affairs."""

from __future__ import annotations

from collections.abc import Iterator

import shapely
from shapely import is_valid_reason

from mapsvc.atlas.problems import Problem, Problems
from mapsvc.atlas.store import Store
from mapsvc.atlas.territory_reading import drawn_file, words_place
from mapsvc.model.geometry import area_km2
from mapsvc.model.records import Border, Crossing, Territory, TerritorySet

#: Share of the land by which tiles may miss or cover each other: the rounding of coordinates.
_TOLERANCE = 1e-6
#: A stated area is the drawn one to this share, or to 0.1 km².
_AREA_SHARE, _AREA_KM2 = 0.001, 0.1


def check_territories(atlas: Store, problems: Problems) -> None:
    """Note territories that are no sound polygons, overlap undeclared, or differ from their border."""
    for found in atlas.territories.values():
        file = drawn_file(found.id)
        for territory in found.territories:
            _check_one(atlas, found, territory, problems)
        firm = [territory.geometry for territory in found.territories if not territory.overlap]
        mistakes = [crossing for crossing in found.crossings if crossing.is_mistake]
        for crossing in mistakes:
            problems.add(file, f"features.{crossing.other}", _mistake(crossing))
        if not found.territories:
            problems.add(file, "features", "is empty; draw a polygon for each holder, with its 'polity'")
        if not mistakes:
            _check_tiling(firm, file, problems)
        if found.id in atlas.borders:
            _check_border(atlas, found, atlas.borders[found.id], problems)


def _check_one(atlas: Store, found: TerritorySet, territory: Territory, problems: Problems) -> None:
    field, file = f"features.{territory.id}.geometry", drawn_file(found.id)
    words_file, words = words_place(atlas.root, found.id, territory.id)
    if territory.accuracy_km <= 0:
        problems.add(words_file, f"{words}.accuracy_km", "must be greater than 0")
    if not territory.sources:
        problems.add(words_file, f"{words}.sources", "is empty, and so is the border's; it needs a source")
    if not territory.geometry.geom_type.endswith("Polygon"):
        problems.add(file, field, "must be a Polygon or a MultiPolygon")
        return
    if not territory.geometry.is_valid:
        reason = is_valid_reason(territory.geometry)
        problems.add(file, field, f"is no valid polygon: {reason}; draw its edge so that it crosses nothing")
        return
    drawn = area_km2(territory.geometry)
    if abs(drawn - territory.area_km2) > max(_AREA_KM2, _AREA_SHARE * drawn):
        message = f"is not its area, {drawn:.1f} km²; leave it out, and that of the drawing is taken"
        problems.add(words_file, f"{words}.area_km2", message)


def _mistake(crossing: Crossing) -> str:
    lon, lat = crossing.at
    return (
        f"covers {crossing.area_km2:,.0f} km² of {crossing.one!r}, up to {crossing.width_km:.0f} km wide "
        f"near {lon:.2f}, {lat:.2f}: more than the {crossing.accuracy_km:g} km to which they are drawn "
        "(accuracy_km); give both one edge there, cut the smaller out of the larger, or declare a claim "
        "with 'overlap': true"
    )


def crossing_notices(atlas: Store) -> Iterator[Problem]:
    """Yield where grounds drawn by hand met loosely, as they may."""
    for found in atlas.territories.values():
        slight = [crossing for crossing in found.crossings if not crossing.is_mistake]
        if slight and len(slight) == len(found.crossings):
            pairs = ", ".join(f"{each.one} and {each.other} {each.area_km2:,.0f} km²" for each in slight[:3])
            more = f" and {len(slight) - 3} more" if len(slight) > 3 else ""
            yield Problem(
                drawn_file(found.id),
                "features",
                f"neighbours overlap by up to {slight[0].width_km:.1f} km ({pairs}{more}), less than they "
                "are drawn to (accuracy_km): maps give both one edge, that of the surer, or of the first "
                "in polities.toml",
            )


def _check_tiling(firm: list[shapely.Geometry], file: str, problems: Problems) -> None:
    if not firm or not all(geometry.is_valid and geometry.area > 0 for geometry in firm):
        return
    whole, parts = shapely.union_all(firm).area, sum(geometry.area for geometry in firm)
    if abs(parts - whole) > _TOLERANCE * whole:
        problems.add(file, "features", "overlap; declare a claim with 'overlap': true")


def _check_border(atlas: Store, found: TerritorySet, border: Border, problems: Problems) -> None:
    known = {article.ref for article in border.articles}
    for territory in found.territories:
        for ref in territory.articles:
            if ref not in known:
                file, field = words_place(atlas.root, found.id, territory.id)
                problems.add(file, f"{field}.articles", f"{ref!r} is no article of the border")
