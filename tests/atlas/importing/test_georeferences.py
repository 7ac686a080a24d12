"""Where a scan lies, as Allmaps, QGIS, world files and GeoTIFF say it."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from PIL.TiffImagePlugin import ImageFileDirectory_v2

from mapsvc.atlas.importing.georeferences import read_georeference
from mapsvc.atlas.importing.preview import preview
from mapsvc.ground.scan import ScanHead, read_scan_head
from tests import old_scans
from tests.atlas.importing.test_preview import atlas as own_atlas
from tests.atlas.importing.test_preview import enter

NAME = "Carte de l’État-Major.png"
HEAD = ScanHead("PNG", old_scans.SIZE, {})


atlas = own_atlas


def world_file() -> bytes:
    """The place of the sheet as a world file has it: of the middle of the first pixel."""
    a, b, c, d, e, f = old_scans.AFFINE
    return "\n".join(map(str, (a, d, b, e, c + (a + b) / 2, f + (d + e) / 2))).encode()


def geotiff(**tags: Any) -> ScanHead:
    """The sheet as a GeoTIFF."""
    a, b, c, d, e, f = old_scans.AFFINE
    keys = (1, 1, 0, 2, 1025, 0, 1, 1, 3072, 0, 1, 32631)
    told: dict[int, Any] = {34264: (a, b, 0.0, c, d, e, 0.0, f, *(0.0,) * 4, 0.0, 0.0, 0.0, 1.0), 34735: keys}
    told = tags.get("told", told)
    directory = ImageFileDirectory_v2()
    for tag, values in told.items():
        directory.tagtype[tag] = 3 if tag == 34735 else 12
        directory[tag] = values
    out = io.BytesIO()
    Image.new("RGB", old_scans.SIZE).save(out, "TIFF", tiffinfo=directory)
    return read_scan_head(out.getvalue())


def test_points_of_qgis_are_read_in_any_plane() -> None:
    found = read_georeference(HEAD, {".points": old_scans.qgis_points()})
    assert found["crs"] == old_scans.CRS
    assert len(found["points"]) == len(old_scans.MARKS)
    for point, mark in zip(found["points"], old_scans.MARKS, strict=True):
        assert point["pixel"] == list(mark)
        assert point["at"] == pytest.approx(old_scans.place_of(mark), abs=1e-6)


def test_points_without_a_plane_are_degrees_or_ask_for_it() -> None:
    head = "mapX,mapY,pixelX,pixelY,enable\n"
    found = read_georeference(HEAD, {".points": f"{head}4.5,51.2,10,-20,1\n".encode()})
    assert found["points"] == [{"pixel": [10, 20], "at": [4.5, 51.2]}]
    assert "crs" not in found
    beside = {".points": f"{head}500000,5600000,10,-20,1\n".encode()}
    with pytest.raises(ValueError, match="--crs EPSG"):
        read_georeference(HEAD, beside)
    at = read_georeference(HEAD, {**beside, ".prj": b"EPSG:32631"})["points"][0]["at"]
    assert at[0] == pytest.approx(3)


def test_annotation_of_a_larger_picture_keeps_its_own_pixels() -> None:
    found = read_georeference(HEAD, {".json": old_scans.annotation(2.0)})
    assert found["size"] == [1600, 1200]
    assert found["transformation"] == "polynomial-2"
    assert found["points"][0] == {"pixel": [120, 120], "at": list(old_scans.place_of((60, 60)))}
    assert found["crop"] == [[40, 40], [1560, 40], [1560, 1160], [40, 1160]]


def test_annotation_of_another_picture_is_refused() -> None:
    other = old_scans.annotation(source={"type": "Canvas", "width": 1000, "height": 1000})
    with pytest.raises(ValueError, match="another picture"):
        read_georeference(HEAD, {".json": other})


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"{", "is no JSON"),
        (b"[]", "no georeference annotation"),
        (b'{"type": "AnnotationPage", "items": [1, {"body": 2}]}', "no georeference annotation"),
        (b'{"type": "Annotation", "body": {"features": [{"properties": {}}]}}', "point 1"),
        (b'{"type": "AnnotationPage", "items": [{"body": {}}, {"body": {}}]}', "2 maps"),
    ],
)  # fmt: skip
def test_broken_annotation_says_what_is_wrong(data: bytes, told: str) -> None:
    with pytest.raises(ValueError, match=told):
        read_georeference(HEAD, {".json": data})


def test_spline_of_an_annotation_is_one() -> None:
    document = json.loads(old_scans.annotation())["items"][0]
    document["body"]["transformation"] = {"type": "thinPlateSpline"}
    found = read_georeference(HEAD, {".json": json.dumps(document).encode()})
    assert found["transformation"] == "thin-plate-spline"


def test_world_file_lies_by_the_corner_of_the_first_pixel() -> None:
    found = read_georeference(HEAD, {".pgw": world_file(), ".prj": old_scans.CRS.encode()})
    assert found["affine"] == pytest.approx(list(old_scans.AFFINE))
    aux = f"<PAMDataset><SRS>{old_scans.CRS}</SRS></PAMDataset>".encode()
    assert read_georeference(HEAD, {".pgw": world_file(), ".xml": aux}) == found
    with pytest.raises(ValueError, match="names no coordinate reference system"):
        read_georeference(HEAD, {".pgw": world_file()})
    with pytest.raises(ValueError, match="six numbers"):
        read_georeference(HEAD, {".pgw": b"1 2 3", ".prj": b"EPSG:4326"})


def test_geotiff_lies_where_its_tags_say() -> None:
    a, b, c, d, e, f = old_scans.AFFINE
    assert read_georeference(geotiff(), {})["affine"] == pytest.approx([a, b, c, d, e, f])
    keys = (1, 1, 0, 2, 1025, 0, 1, 2, 3072, 0, 1, 32631)  # its points are the middles of pixels
    told = {33550: (250.0, 250.0, 0.0), 33922: (0.0, 0.0, 0.0, 300000.0, 5700000.0, 0.0), 34735: keys}
    found = read_georeference(geotiff(told=told), {})
    assert found["affine"] == pytest.approx([250, 0, 299875, 0, -250, 5700125])
    ties = [value for x, y in old_scans.MARKS[:4] for value in (x, y, 0.0, *old_scans.place_of((x, y)), 0.0)]
    keys = (1, 1, 0, 2, 1025, 0, 1, 1, 2048, 0, 1, 4326)
    points = read_georeference(geotiff(told={33922: tuple(map(float, ties)), 34735: keys}), {})["points"]
    assert [point["pixel"] for point in points] == [list(mark) for mark in old_scans.MARKS[:4]]
    own = (1, 1, 0, 1, 3072, 0, 1, 32767)
    with pytest.raises(ValueError, match="say it by --crs"):
        read_georeference(geotiff(told={**told, 34735: own}), {})


def test_scan_that_nobody_placed_has_no_points_yet() -> None:
    assert read_georeference(HEAD, {}) == {"size": list(old_scans.SIZE), "points": []}


def test_scan_enters_with_its_points_and_again_changes_nothing(atlas: Path) -> None:
    made = preview(old_scans.scan_bytes(), NAME, atlas, beside={".points": old_scans.qgis_points()})
    assert made.problems == []
    assert {change.path for change in made.changes()} == {
        "oldmaps/carte-de-l-etat-major.toml", "oldmaps/carte-de-l-etat-major.png", "sources.json",
    }  # fmt: skip
    beside = {".points": old_scans.qgis_points()}
    enter(atlas, old_scans.scan_bytes(), NAME, beside=beside)
    again = preview(old_scans.scan_bytes(), NAME, atlas, beside=beside)
    assert again.changes() == []
    # Points that were set anew take the place of those before; what was written by hand stays.
    path = atlas / "oldmaps" / "carte-de-l-etat-major.toml"
    path.write_text(path.read_text("utf-8").replace('licence = ""', 'licence = "CC0-1.0"  # seen'), "utf-8")
    fewer = b"\n".join(old_scans.qgis_points().splitlines()[:8])
    enter(atlas, old_scans.scan_bytes(), NAME, beside={".points": fewer})
    text = path.read_text("utf-8")
    assert text.count("[[points]]") == 6
    assert 'licence = "CC0-1.0"  # seen' in text


def test_another_scan_of_the_same_name_is_refused(atlas: Path) -> None:
    enter(atlas, old_scans.scan_bytes(), "sheet.png")
    other = preview(old_scans.scan_bytes("PNG", optimize=True, compress_level=1), "sheet.png", atlas)
    assert "another map of this name" in str(other.problems[0])
    assert other.changes() == []


def test_broken_scan_is_told(atlas: Path) -> None:
    assert "save it as JPEG" in str(preview(b"\x89PNG\r\n\x1a\nxx", "a.png", atlas).problems[0])
