"""The districts of the first atlas: a tiling that keeps every line, and every town in its own."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pyproj
import pytest
import shapely
import shapely.affinity
from shapely.geometry import LineString, Point, shape

from mapsvc.resources import atlas_root

GEODATA = atlas_root()
TOWNS = Path(__file__).parent / "data" / "district-towns.csv"
FRAME = (36.0, 36.5, 51.0, 47.5)
#: A harbour may stand this far off the shore as drawn, in degrees.
OFF_SHORE = 0.05
#: An edge of a district that is said to be a line's is this near to it, in degrees: a few metres.
SAME = 5e-5
#: Lines that parted holders and have a file; a stretch that another file names is told by that.
LINES = {
    "frontier-1878": (
        "coast", "coruh", "oltu", "watershed", "surmalu", "batum-north", "batum-east", "batum-kars",
        "kars-surmalu", "olti-east", "akbaba",
    ),
    "frontier-1921": (
        "turkey-north-east", "ardahan-north", "arpacay-aras", "nakhchivan-north-west", "nakhchivan-arpa",
        "nakhchivan-zangezur", "nakhchivan-1929-north",
    ),
    "turkey-iran": ("karasu", "ararat-1932", "gurbulak"),
    "batum-1918": ("meskheti", "akhaltsikhe", "armenia"),
    "moscow-1921": ("nakhchivan-north-west", "nakhchivan-north"),
    "turkey-iran-1921": ("serdarbulak", "south"),
    "ankara-1921": ("payas-ekbez",),
    "turkey-syria": ("meydan-ekbez-cobanbey", "railway", "nusaybin-cizre"),
}  # fmt: skip
#: Published areas in km² (Russian tables, as encyclopedias copy them), and how far off we may be.
AREAS = {
    ("olti", "olti-east"): (2_983, 0.05),
    ("ardahan", "posof", "cildir", "gole", "olti", "olti-east", "sarikamis", "kars", "zarusat", "akbaba",
     "kagizman", "digor"): (18_740, 0.02),
    ("batum", "ajara-upper", "batum-south", "artvin", "ardanuc", "savsat"): (6_976, 0.06),
    ("batum", "ajara-upper", "batum-south"): (3_703, 0.06),
    ("surmalu", "kulp"): (3_690, 0.05),
    ("nakhchivan", "ordubad"): (4_483, 0.05),
    ("sharur", "daralagez", "nakhchivan-1929-north"): (2_972, 0.25),
    ("kazakh", "dilijan"): (6_856, 0.10),
    ("jevanshir", "kelbajar", "karabakh-mountains", "shusha", "aghdam"): (10_331, 0.10),
    ("zangezur-east", "sisian", "goris", "kafan", "meghri", "nakhchivan-1929-east"): (7_772, 0.10),
    ("shemakha",): (7_541, 0.10),
    ("goychay",): (5_322, 0.12),
    ("borchalo", "lori"): (6_882, 0.10),
    ("akhaltsikhe",): (2_654, 0.10),
    ("baku", "baku-uezd", "shemakha", "goychay", "javad", "mughan", "lenkoran", "kuba"): (39_149, 0.10),
    ("surmalu", "kulp", "nakhchivan", "ordubad", "sharur", "daralagez", "nakhchivan-1929-north",
     "nor-bayazit", "alexandropol", "karaklis", "echmiadzin", "echmiadzin-west", "erivan", "zangibasar",
     "kamarlu", "vedibasar", "nakhchivan-corner"): (26_800, 0.10),
}  # fmt: skip


class Tiling(NamedTuple):
    """The districts in the order of the file."""

    ids: tuple[str, ...]
    features: tuple[dict[str, object], ...]
    shapes: tuple[shapely.Geometry, ...]

    def at(self, lon: float, lat: float) -> str:
        """Return the district at a point, or the nearest one within the shore."""
        away = [shapely.distance(area, Point(lon, lat)) for area in self.shapes]
        nearest = int(np.argmin(away))
        assert away[nearest] <= OFF_SHORE, (lon, lat)
        return self.ids[nearest]


@pytest.fixture(scope="module")
def tiling() -> Tiling:
    document = json.loads((GEODATA / "districts.geojson").read_text(encoding="utf-8"))
    features = tuple(document["features"])
    return Tiling(
        tuple(feature["id"] for feature in features),
        features,
        tuple(shape(feature["geometry"]) for feature in features),
    )


@pytest.fixture(scope="module")
def edges(tiling: Tiling) -> shapely.Geometry:
    return shapely.union_all([area.boundary for area in tiling.shapes])


@pytest.fixture(scope="module")
def beside(edges: shapely.Geometry) -> shapely.Geometry:
    """What is the same as an edge."""
    return edges.buffer(SAME)


@pytest.fixture(scope="module")
def vertices(edges: shapely.Geometry) -> shapely.STRtree:
    return shapely.STRtree(shapely.points(shapely.get_coordinates(edges)))


@pytest.fixture(scope="module")
def land(tiling: Tiling) -> shapely.Geometry:
    return shapely.coverage_union_all(np.array(tiling.shapes))


@pytest.fixture(scope="module")
def towns() -> list[dict[str, str]]:
    with TOWNS.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _drawn(stem: str, feature: str) -> LineString:
    for folder in ("lines", "borders"):
        path = GEODATA / folder / f"{stem}.geojson"
        if path.is_file():
            features = json.loads(path.read_text(encoding="utf-8"))["features"]
            return next(LineString(shape(one["geometry"]).coords) for one in features if one["id"] == feature)
    raise AssertionError(stem)


def test_districts_tile_the_land_without_gap_or_overlap(tiling: Tiling) -> None:
    shapes = np.array(tiling.shapes)
    assert shapely.is_valid(shapes).all()
    assert shapely.coverage_is_valid(shapes)
    assert not shapely.coverage_is_valid(np.array([shapely.affinity.translate(shapes[0], 1e-4), *shapes[1:]]))
    whole = shapely.coverage_union_all(shapes)
    assert shapely.box(*FRAME).covers(whole)
    holes = [shapely.Polygon(ring) for part in shapely.get_parts(whole) for ring in part.interiors]
    # The Sea of Azov is bound by the frame, so nothing that is all land may be left out.
    assert holes == []


@pytest.mark.parametrize("point", [(41.6367, 41.6434), (41.636, 41.6514), (41.64, 41.65)])
def test_town_of_batum_lies_on_land(tiling: Tiling, point: tuple[float, float]) -> None:
    """The coast leaves the cape in the sea; a box about the town would find nobody."""
    assert tiling.shapes[tiling.ids.index("batum")].covers(Point(point))


def test_no_district_is_a_sliver_or_falls_into_crumbs(tiling: Tiling) -> None:
    for name, area in zip(tiling.ids, tiling.shapes, strict=True):
        parts = shapely.get_parts(area)
        thick = [4 * np.pi * part.area / part.length**2 for part in parts]
        assert min(part.area for part in parts) > 3e-3, name
        assert max(thick) > 0.1, name


def test_every_town_lies_in_its_own_district(tiling: Tiling, towns: list[dict[str, str]]) -> None:
    wrong = {
        town["town"]: found
        for town in towns
        if (found := tiling.at(float(town["lon"]), float(town["lat"]))) != town["district"]
    }
    assert wrong == {}
    assert len(towns) >= 300
    without = set(tiling.ids) - {town["district"] for town in towns}
    assert without == {"little-ararat", "nakhchivan-1929-north"}


@pytest.mark.parametrize(("stem", "feature"), [(stem, one) for stem, all_ in LINES.items() for one in all_])
def test_edges_take_a_line_that_parted_holders_vertex_for_vertex(
    land: shapely.Geometry, beside: shapely.Geometry, vertices: shapely.STRtree, stem: str, feature: str
) -> None:
    line = _drawn(stem, feature)
    inland = line.intersection(land)
    # An end may have been moved on to the line that it meets.
    assert inland.difference(beside).length < 0.055 * inland.length
    kept = shapely.points(shapely.get_coordinates(inland))
    _, away = vertices.query_nearest(kept, return_distance=True, all_matches=False)
    assert int((away > SAME).sum()) <= max(1, 0.06 * len(kept))


def test_line_beside_the_edges_is_found_out(beside: shapely.Geometry) -> None:
    line = shapely.affinity.translate(_drawn("frontier-1878", "oltu"), 0.003)
    assert line.difference(beside).length > 0.5 * line.length


def test_areas_are_those_of_the_russian_tables_or_nearly(tiling: Tiling) -> None:
    equal = pyproj.Transformer.from_crs(4326, "+proj=laea +lat_0=41 +lon_0=44", always_xy=True)
    km2 = {
        name: shapely.transform(area, lambda x, y: equal.transform(x, y), interleaved=False).area / 1e6
        for name, area in zip(tiling.ids, tiling.shapes, strict=True)
    }
    off = {
        names: round(sum(km2[name] for name in names) / published - 1, 3)
        for names, (published, _) in AREAS.items()
    }
    assert {names: by for names, by in off.items() if abs(by) > AREAS[names][1]} == {}


def test_every_district_says_what_it_is_in_both_languages_and_whence(tiling: Tiling) -> None:
    known = {item["id"] for item in json.loads((GEODATA / "sources.json").read_text(encoding="utf-8"))}
    kinds = {"okrug", "uezd", "sanjak", "kaza", "province", "region", "city", "zone", "oblast"}
    assert len(set(tiling.ids)) == len(tiling.ids) >= 150
    for feature in tiling.features:
        told = feature["properties"]
        assert isinstance(told, dict)
        assert all(told["title"][lang].strip() for lang in ("tr", "en")), feature["id"]
        assert told["kind"] in kinds, feature["id"]
        assert 0 < told["accuracy_km"] <= 30, feature["id"]
        assert told["certainty"] in {"attested", "inferred", "uncertain"}, feature["id"]
        assert told["sources"], feature["id"]
        assert {item["source"] for item in told["sources"]} <= known, feature["id"]
    titles = [feature["properties"]["title"]["en"] for feature in tiling.features]  # type: ignore[index]
    assert len(set(titles)) == len(titles)


def test_file_is_small_enough_to_send(tiling: Tiling) -> None:
    assert (GEODATA / "districts.geojson").stat().st_size <= 900_000
