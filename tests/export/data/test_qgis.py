"""A GeoPackage in QGIS itself, where it is installed: drawn as on the page, dates for its time control."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import shapely
from PIL import Image, ImageChops, ImageStat

from mapsvc import Atlas
from mapsvc.export.data.features import rows_of
from mapsvc.export.data.qgis_labels import add_labels
from mapsvc.kinds import export_job, parse_map_key
from tests.conftest import HERE

#: The Python of QGIS as distributions have it; ours lives apart from it.
PYTHON = Path("/usr/bin/python3")
VIEW = (41.5, 39.0, 46.5, 42.0)
#: Drawn by QGIS 3.22 and looked at: `test-output/qgis.png` of a run is kept here when it should change.
KEPT = HERE / "data" / "qgis" / "line-drawn.png"
#: Mean difference of the pixels of two small pictures, of 255: letters are another font's elsewhere.
SAME = 1.0
Draw = Callable[..., tuple[dict[str, Any], Image.Image]]


@cache
def has_qgis() -> bool:
    done = subprocess.run([PYTHON, "-c", "import qgis.core"], capture_output=True, check=False)
    return done.returncode == 0


@pytest.fixture(scope="module")
def draw(tiny: Atlas, tmp_path_factory: pytest.TempPathFactory) -> Draw:
    """Draw the map of an event with QGIS; what it says of the layers, and the picture."""
    if not PYTHON.exists() or not has_qgis():
        pytest.skip("QGIS is not installed (Debian: python3-qgis)")
    folder = tmp_path_factory.mktemp("qgis")
    tiny.event_map("line-drawn", lang="en").save(folder / "map.gpkg")

    def drawn(day: str = "") -> tuple[dict[str, Any], Image.Image]:
        picture = folder / f"map{day}.png"
        words = [str(folder / "map.gpkg"), str(picture), *map(str, VIEW), day]
        command = [str(PYTHON), "-W", "ignore", str(HERE / "qgis_drawing.py"), *words]
        done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120)
        return json.loads(done.stdout.splitlines()[-1]), Image.open(picture).convert("RGB")

    return drawn


def difference(one: Image.Image, other: Image.Image) -> float:
    small = [picture.resize((90, 60), Image.Resampling.BOX) for picture in (one, other)]
    return sum(ImageStat.Stat(ImageChops.difference(*small)).mean) / 3


def test_qgis_draws_a_map_as_the_page_does_and_reads_its_dates(draw: Draw, tiny: Atlas) -> None:
    said, picture = draw()
    output = HERE.parent / "test-output"
    output.mkdir(exist_ok=True)
    picture.save(output / "qgis.png")
    with Image.open(KEPT) as file:
        kept = file.convert("RGB")
    assert difference(picture, kept) < SAME < difference(Image.new("RGB", kept.size, "#ffffff"), kept)
    for layer in said["layers"]:
        assert (layer["active"], layer["start"], layer["end"]) == (True, "start", "end"), layer
        assert layer["types"] == ["Date", "Date"]
    # Every name stands at what it names: inside of an area or along its line, beside a sign.
    job = export_job(tiny.records, parse_map_key(tiny.records, "line-drawn"), "en")
    named = {row.label: row.geometry for row in rows_of(job) if row.label}
    boxes = {label["text"]: shapely.box(*label["box"]) for label in said["labels"]}
    in_view = {name for name, shape in named.items() if shape.intersects(shapely.box(*VIEW))}
    assert in_view
    assert set(boxes) == in_view
    for name, box in boxes.items():
        assert named[name].distance(box) < 0.12, name  # degrees: some ten pixels


def test_time_control_of_qgis_hides_what_was_not_yet(draw: Draw) -> None:
    before, _ = draw("1919-01-01")
    after, _ = draw("1921-11-01")
    names = [{label["text"] for label in said["labels"]} for said in (before, after)]
    assert names[0] < names[1]


@pytest.mark.parametrize(
    ("kind", "symbol", "placement"),
    [("Polygon", "area", "4"), ("LineString", "line", "2"), ("Point", "marker", "6"), ("Point", "soft", "1")],
)
def test_names_stand_inside_along_beside_or_over_what_they_name(
    kind: str, symbol: str, placement: str
) -> None:
    from xml.etree.ElementTree import Element

    root = Element("qgis")
    add_labels(root, kind, {"it's": {"type": symbol}}, "label")
    (rule,) = root.iter("rule")
    assert rule.get("filter") == "\"symbol\" IN ('it''s')"
    (where,) = root.iter("placement")
    assert where.get("placement") == placement
    (text,) = root.iter("text-style")
    assert text.get("fieldName") == "label"
