"""The lines of the shipped atlas: frontiers, railways, ways over land and sea."""

from __future__ import annotations

import itertools
import json
import math
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import shapely

from mapsvc import Atlas
from mapsvc.ground.folder import TileFolder
from mapsvc.ground.tiles import Tile
from mapsvc.model.geometry import distance_km, length_km
from mapsvc.model.records import BorderPoint

MAIN = "turkey-north-east"


def metres(line: shapely.Geometry, lat: float) -> shapely.Geometry:
    """A geometry in metres on a plane that is true near a latitude."""
    return shapely.transform(line, lambda xy: xy * [111_320 * math.cos(math.radians(lat)), 111_132])


@pytest.fixture(scope="module")
def railways(atlas: Atlas) -> dict[str, shapely.Geometry]:
    path = atlas.records.root / "basemap" / "railways.geojson"
    features = json.loads(path.read_text("utf-8"))["features"]
    return {feature["id"]: shapely.geometry.shape(feature["geometry"]) for feature in features}


def test_railways_of_the_time_are_drawn_with_bends(railways: dict[str, shapely.Geometry]) -> None:
    assert len(railways) > 15
    for name, line in railways.items():
        assert line.is_simple, name
        assert shapely.get_num_coordinates(line) > 5, name


def test_railways_were_opened_before_they_are_shown(atlas: Atlas) -> None:
    path = atlas.records.root / "basemap" / "railways.geojson"
    for feature in json.loads(path.read_text("utf-8"))["features"]:
        properties = feature["properties"]
        assert 1850 <= int(str(properties["opened"])[:4]) <= 1935, feature["id"]
        assert properties["closed"] is None or int(str(properties["closed"])[:4]) >= int(
            str(properties["opened"])[:4]
        )


class Sea:
    """The sea as the background draws it at one zoom."""

    def __init__(self, root: Path, zoom: int) -> None:
        self.root, self.zoom = root, zoom
        manifest = json.loads((root / "tiles.json").read_text("utf-8"))
        self.folder = TileFolder(root, manifest)
        self.units = manifest["units"]
        self.level = next(level for level in manifest["zooms"] if level["z"] == zoom)

    def holds(self, lon: float, lat: float) -> bool | None:
        """Whether a point lies in the sea; nothing where there is no tile."""
        across = 2**self.zoom
        x = (lon + 180) / 360 * across
        y = (1 - math.asinh(math.tan(math.radians(lat))) / math.pi) / 2 * across
        column, row = int(x), int(y)
        inside = (
            self.level["x"][0] <= column <= self.level["x"][1]
            and self.level["y"][0] <= row <= self.level["y"][1]
        )
        if not inside:
            return None
        if self.folder.all_sea(Tile(self.zoom, column, row)):
            return True
        area = self._sea_of(column, row)
        return area is True or (area is not False and bool(area.contains(self._point(x, y))))

    def _point(self, x: float, y: float) -> shapely.Point:
        return shapely.Point((x - int(x)) * self.units, (y - int(y)) * self.units)

    @cache  # noqa: B019 - lives as long as the test's fixture
    def _sea_of(self, column: int, row: int) -> Any:
        tile = json.loads(
            (self.root / "water" / str(self.zoom) / str(column) / f"{row}.json").read_text("utf-8")
        )
        rings = tile.get("s", [])
        if rings == 1:
            return True
        # Even-odd filling: a ring inside another is an island.
        area: Any = shapely.Polygon()
        for ring in rings:
            steps = np.array(ring, dtype=float).reshape(-1, 2).cumsum(axis=0)
            area = area.symmetric_difference(shapely.make_valid(shapely.Polygon(steps)))
        shapely.prepare(area)
        return False if area.is_empty else area


@pytest.fixture(scope="module")
def sea(atlas: Atlas) -> Sea:
    return Sea(atlas.records.root / "basemap", 5)


@pytest.mark.parametrize(
    ("lon", "lat", "wet"),
    [
        (36.0, 43.0, True),
        (32.85, 39.93, False),
        (51.0, 41.5, True),
        (49.6, 40.5, False),
        (39.0, 41.6, True),
        (44.8, 41.7, False),
    ],
)
def test_sea_of_the_background_is_where_it_should_be(sea: Sea, lon: float, lat: float, wet: bool) -> None:
    assert sea.holds(lon, lat) is wet


def test_length_of_a_route_is_the_sum_of_its_legs(atlas: Atlas) -> None:
    table = atlas.layer("routes")
    for route in atlas.records.routes.values():
        for variant in route.variants:
            whole = shapely.MultiLineString([leg.geometry for leg in route.legs_of(variant.id)])
            rows = table[(table["route"] == route.id) & (table["variant"] == variant.id)]
            assert rows["length_km"].sum() == pytest.approx(length_km(whole), abs=0.01 * len(rows))
            straight = sum(
                distance_km(a.geometry.x, a.geometry.y, b.geometry.x, b.geometry.y)
                for a, b in itertools.pairwise(route.stops_of(variant.id))
            )
            assert straight <= length_km(whole) * 1.0001 <= straight * 2.5, (route.id, variant.id)


@pytest.mark.parametrize("part", [MAIN])
def test_moscow_and_kars_share_the_main_line_vertex_for_vertex(atlas: Atlas, part: str) -> None:
    lines = [
        next(line.geometry for line in atlas.records.border(border).lines if line.part == part)
        for border in ("moscow-1921", "kars-1921")
    ]
    assert shapely.get_num_coordinates(lines[0]) > 300
    assert shapely.equals_exact(lines[0], lines[1])


def test_moscow_and_kars_part_north_west_of_nakhchivan(atlas: Atlas) -> None:
    one, other = (
        next(line for line in atlas.records.border(border).lines if line.part == "nakhchivan-north-west")
        for border in ("moscow-1921", "kars-1921")
    )
    assert one.geometry is not None
    assert other.geometry is not None
    assert not one.geometry.equals(other.geometry)
    assert one.provisional
    assert not other.provisional
    assert one.geometry.hausdorff_distance(other.geometry) > 0.05


def main_points(atlas: Atlas, border: str) -> list[BorderPoint]:
    points = [
        point for point in atlas.records.border(border).points if point.part == MAIN and not point.guide
    ]
    return sorted(points, key=lambda point: point.n)


@pytest.mark.parametrize("border", ["moscow-1921", "kars-1921"])
def test_treaty_points_lie_on_the_line_in_order(atlas: Atlas, border: str) -> None:
    line = next(line.geometry for line in atlas.records.border(border).lines if line.part == MAIN)
    points = main_points(atlas, border)
    assert len(points) >= 20
    plane = metres(line, 41.0)
    flat = [metres(point.geometry, 41.0) for point in points]
    off = {point.id: round(plane.distance(spot)) for point, spot in zip(points, flat, strict=True)}
    assert {name: gap for name, gap in off.items() if gap > 100} == {}
    along = [plane.project(spot) for spot in flat]
    assert along == sorted(along) or along == sorted(along, reverse=True)


def test_line_of_1921_is_as_fine_as_it_claims(atlas: Atlas) -> None:
    line = next(line for line in atlas.records.border("kars-1921").lines if line.part == MAIN)
    assert line.geometry is not None
    assert 550 < length_km(line.geometry) < 750
    steps = [
        distance_km(*one, *other) for one, other in itertools.pairwise(shapely.get_coordinates(line.geometry))
    ]
    assert float(np.median(steps)) < 1.0


def test_everything_lies_in_the_lands_of_the_story(atlas: Atlas) -> None:
    frame = shapely.box(-6, 30, 75, 67)
    for layer in ("borders", "routes"):
        table = atlas.layer(layer)
        assert [
            key for key, shape in zip(table.index, table.geometry, strict=True) if not frame.contains(shape)
        ] == []
