"""What a GIS saved comes back by id: a vertex that was moved is one line, and nothing else is."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import geopandas as gpd
import pytest
import shapely
from click.testing import CliRunner

from mapsvc.atlas.editing.desk import Desk
from mapsvc.atlas.importing.preview import preview
from mapsvc.atlas.importing.returned_features import take_returned
from mapsvc.cli import main
from tests.atlas.editing.diffs import changed_lines

BALKANS = Path(__file__).parents[2] / "data" / "atlases" / "balkans"


@pytest.fixture
def atlas(tmp_path: Path) -> Path:
    """Borders of which one has a vertex a line."""
    folder = Path(shutil.copytree(BALKANS, tmp_path / "balkans"))
    path = folder / "borders" / "before-1912.geojson"
    text = path.read_text("utf-8")
    first = text.index('"coordinates": [[') + len('"coordinates": [')
    end = text.index("]]}", first) + 1
    path.write_text(
        text[:first] + "\n" + text[first:end].replace("], [", "],\n[") + "\n" + text[end:], "utf-8"
    )
    return folder


def told(*words: str | Path) -> str:
    result = CliRunner().invoke(main, [str(word) for word in words])
    assert result.exit_code == 0, result.output
    return result.output


def exported(atlas: Path, form: str, name: str = "borders/before-1912") -> Path:
    path = atlas.parent / f"map.{form}"
    told("export", name, "--format", form, "--atlas", atlas, "-o", path)
    return path


def files(atlas: Path) -> dict[str, str]:
    return {
        path.relative_to(atlas).as_posix(): path.read_text("utf-8")
        for path in sorted(atlas.rglob("*.geojson"))
    }


def moved(line: Any, x: float, y: float) -> Any:
    points = shapely.get_coordinates(line)
    points[1] = (x, y)
    return shapely.LineString(points)


@pytest.mark.parametrize("form", ["gpkg", "geojson"])
@pytest.mark.parametrize("name", ["borders/before-1912", "timeline/1913-01-01", "routes/third-army-1912"])
def test_map_that_nobody_edited_changes_nothing(atlas: Path, form: str, name: str) -> None:
    made = preview((path := exported(atlas, form, name)).read_bytes(), path.name, atlas)
    assert (made.problems, made.changes()) == ([], [])


@pytest.mark.parametrize("form", ["gpkg", "geojson"])
def test_moved_vertex_is_one_line(atlas: Path, form: str) -> None:
    path, before = exported(atlas, form), files(atlas)
    layer = {"layer": "borders_lines"} if form == "gpkg" else {}
    table = gpd.read_file(path, **layer)
    at = table.index[table["id"] == "borders/before-1912/bulgaria"][0]
    table.loc[at, "geometry"] = moved(table.geometry[at], 22.7, 42.25)
    table.to_file(atlas.parent / f"edited.{form}", **layer)
    assert "wrote borders/before-1912.geojson" in told(
        "import", atlas.parent / f"edited.{form}", "--atlas", atlas
    )
    after = files(atlas)
    name = "borders/before-1912.geojson"
    assert {key for key in before if before[key] != after[key]} == {name}
    assert changed_lines(before[name], after[name]) == ["-[22.6, 42.2],", "+[22.7, 42.25],"]
    assert "nothing new" in told("import", atlas.parent / f"edited.{form}", "--atlas", atlas)


@pytest.mark.skipif(shutil.which("ogr2ogr") is None, reason="GDAL's programs are not there")
def test_files_that_gdal_wrote_change_nothing_but_what_moved(atlas: Path) -> None:
    path, before = exported(atlas, "geojson"), files(atlas)
    out = atlas.parent / "gdal.geojson"
    subprocess.run(["ogr2ogr", "-f", "GeoJSON", "-lco", "COORDINATE_PRECISION=5", out, path], check=True)
    assert "nothing new" in told("import", out, "--atlas", atlas)
    assert files(atlas) == before


def test_own_file_saved_by_a_gis_keeps_its_head(atlas: Path) -> None:
    path = atlas / "borders" / "before-1912.geojson"
    before = path.read_text("utf-8")
    table = gpd.read_file(path)
    table.loc[0, "geometry"] = moved(table.geometry[0], 22.7, 42.25)
    (atlas.parent / "saved").mkdir()
    saved = atlas.parent / "saved" / "before-1912.geojson"
    table[["id", "geometry"]].to_file(saved)
    told("import", saved, "--atlas", atlas)
    assert changed_lines(before, path.read_text("utf-8")) == ["-[22.6, 42.2],", "+[22.7, 42.25],"]


def test_place_that_was_moved_and_one_without_an_id(atlas: Path) -> None:
    table = gpd.read_file(exported(atlas, "geojson", "places/adrianople"))
    at = table.index[table["id"] == "places/adrianople"][0]
    table.loc[at, "geometry"] = shapely.Point(26.5, 41.7)
    table.loc[len(table), "geometry"] = shapely.Point(1, 2)
    table.to_file(atlas.parent / "edited.geojson")
    made = preview((atlas.parent / "edited.geojson").read_bytes(), "edited.geojson", atlas)
    assert [problem.message.split(" and ")[0] for problem in made.problems] == ["was drawn anew"]
    Desk(atlas).save(made.changes(), "test")
    places = json.loads((atlas / "places.geojson").read_text("utf-8"))["features"]
    point = next(place["geometry"] for place in places if place["id"] == "adrianople")
    assert point["coordinates"] == [26.5, 41.7]


def test_ground_that_a_map_draws_of_a_place_is_not_its_point(atlas: Path) -> None:
    feature = {"type": "Feature", "id": "places/adrianople", "properties": {}}
    feature["geometry"] = shapely.geometry.mapping(shapely.box(26, 41, 27, 42))
    data = json.dumps({"type": "FeatureCollection", "features": [feature]}).encode()
    made = preview(data, "x.geojson", atlas)
    assert (made.problems, made.changes()) == ([], [])


def test_polygon_turned_and_begun_elsewhere_is_the_same_polygon(tmp_path: Path) -> None:
    atlas = Path(shutil.copytree(BALKANS.parent / "rhineland", tmp_path / "rhineland"))
    table = gpd.read_file(atlas / "districts.geojson")
    table["id"] = "districts/" + table["id"]
    rings = [shapely.get_coordinates(shape)[::-1] for shape in table.geometry]
    table.geometry = [shapely.Polygon([*ring[2:-1], *ring[:3]]) for ring in rings]
    table[["id", "geometry"]].to_file(tmp_path / "turned.gpkg")
    made = preview((tmp_path / "turned.gpkg").read_bytes(), "turned.gpkg", atlas)
    assert (made.problems, made.changes()) == ([], [])


def test_feature_of_a_border_that_is_none_is_told_with_the_nearest(atlas: Path) -> None:
    feature = {"type": "Feature", "id": "borders/before-1912/bulgari", "properties": {}}
    feature["geometry"] = {"type": "LineString", "coordinates": [[1, 2], [3, 4]]}
    data = json.dumps({"type": "FeatureCollection", "features": [feature]}).encode()
    made = preview(data, "x.geojson", atlas)
    assert "did you mean 'bulgaria'" in str(made.problems[0])
    assert callable(take_returned)
