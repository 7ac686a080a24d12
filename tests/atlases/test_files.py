"""Files of every kind of map over the small atlases, each read by a program of its own world."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pyogrio
import pytest
import shapely
from PIL import Image
from pptx import Presentation
from pypdf import PdfReader

from mapsvc.atlas.store import Store
from mapsvc.export.formats import FORMATS
from mapsvc.export.job import ExportJob
from mapsvc.kinds import export_job
from mapsvc.model.itinerary import itinerary_of
from mapsvc.model.scene import MapKey
from mapsvc.render.picture.scale_bar import scale_bar
from mapsvc.render.picture.signs import place_signs
from mapsvc.render.picture.view import fit_view
from mapsvc.scene.composition import compose_event
from mapsvc.scene.string_line import Axis, string_line
from tests.atlases.conftest import keys_of, one_of_each_kind, sample
from tests.html_text import parse

#: What draws; a map of some kinds has it each, or tests would take minutes.
HEAVY = ("html", "png", "pdf", "handout", "pptx", "zip", "scorm")
LIGHT = tuple(name for name in FORMATS if name not in HEAVY)
KML = "{http://www.opengis.net/kml/2.2}"


def read_geojson(data: bytes) -> None:
    document = json.loads(data)
    assert document["features"]
    for feature in document["features"]:
        within_the_line(feature["geometry"])


def within_the_line(geometry: dict[str, Any] | None) -> None:
    """Hold a geometry within ±180, and no step of it round the world."""
    if geometry is None:
        return
    shape = shapely.geometry.shape(geometry)
    west, south, east, north = shape.bounds
    assert -180 <= west <= east <= 180
    assert -90 <= south <= north <= 90
    for part in shapely.get_parts(shape):
        lines = [part.exterior] if part.geom_type == "Polygon" else [part]
        for line in lines:
            lons = [point[0] for point in line.coords]
            assert all(abs(one - other) <= 180 for one, other in pairwise(lons))


def read_gpkg(data: bytes, folder: Path) -> None:
    path = folder / "map.gpkg"
    path.write_bytes(data)
    layers = [str(name) for name, _ in pyogrio.list_layers(path)]
    assert layers
    for layer in layers:
        table = pyogrio.read_dataframe(path, layer=layer)
        if "geometry" in table and len(table):
            assert table.geometry.bounds.abs().loc[:, ["minx", "maxx"]].max().max() <= 180
    with sqlite3.connect(path) as connection:
        assert connection.execute("pragma integrity_check").fetchone() == ("ok",)


def read_kml(data: bytes) -> None:
    root = ET.fromstring(data)
    points = [point for node in root.iter(f"{KML}coordinates") for point in (node.text or "").split()]
    assert points
    assert all(abs(float(point.split(",")[0])) <= 180 for point in points)


def read_csv(data: bytes) -> None:
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
    assert rows
    assert None not in rows[0]


def read_json(data: bytes) -> None:
    assert json.loads(data)


def read_svg(data: bytes) -> None:
    root = ET.fromstring(data)
    assert root.tag.endswith("svg")
    assert float(root.attrib["viewBox"].split()[2]) > 0
    assert not any("nan" in node.get("d", "") for node in root.iter())


def read_png(data: bytes) -> None:
    image = Image.open(io.BytesIO(data)).convert("RGB")
    assert image.width >= 800
    assert len(image.resize((160, 90)).getcolors(160 * 90) or []) > 20


def read_pdf(data: bytes) -> None:
    reader = PdfReader(io.BytesIO(data))
    assert reader.pages
    assert reader.pages[0].extract_text().strip()


def read_pptx(data: bytes) -> None:
    slides = Presentation(io.BytesIO(data)).slides
    assert len(slides) >= 1
    assert all(
        any(shape.has_text_frame and shape.text_frame.text for shape in slide.shapes) for slide in slides
    )


def read_html(data: bytes) -> None:
    page = parse(data.decode())
    assert page.named("html")[0]["lang"]
    assert [found for found in page.loads if not found.startswith(("data:", "#"))] == []


def read_zip(data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as bundle:
        assert bundle.testzip() is None
        assert bundle.namelist()


def read_parquet(data: bytes) -> None:
    assert data[:4] == data[-4:] == b"PAR1"


READERS: dict[str, Callable[..., None]] = {
    "geojson": read_geojson, "gpkg": read_gpkg, "kml": read_kml, "csv": read_csv, "lpf": read_json,
    "annotations": read_json, "svg": read_svg, "png": read_png, "pdf": read_pdf, "handout": read_pdf,
    "pptx": read_pptx, "html": read_html, "zip": read_zip, "scorm": read_zip, "geoparquet": read_parquet,
}  # fmt: skip


def test_every_format_has_a_reader() -> None:
    assert READERS.keys() == FORMATS.keys()


def jobs_of(records: Store, keys: list[MapKey]) -> Iterator[ExportJob]:
    for number, key in enumerate(keys):
        languages = records.meta.languages
        yield export_job(records, key, records.language(languages[number % len(languages)]))


def written(job: ExportJob, name: str) -> bytes:
    if name == "geoparquet":
        pytest.importorskip("pyarrow")
    return FORMATS[name].write(job)


@pytest.mark.matrix(10)
@pytest.mark.parametrize("name", LIGHT)
def test_data_of_every_kind_of_map_are_read(records: Store, name: str, tmp_path: Path) -> None:
    for job in jobs_of(records, one_of_each_kind(records) if name != "geojson" else list(keys_of(records))):
        if not any(True for _ in job.map.features()):
            continue
        data = written(job, name)
        READERS[name](data, *([tmp_path] if name == "gpkg" else ()))


@pytest.mark.matrix(6)
@pytest.mark.parametrize("name", HEAVY)
def test_drawn_files_are_read(records: Store, name: str) -> None:
    keys = [
        key for key in one_of_each_kind(records) if key.section in {"events", "routes", "timeline", "compare"}
    ]
    for job in jobs_of(records, sample(keys, 1 + HEAVY.index(name) % 2)):
        READERS[name](written(job, name))


def test_nobody_is_thanked_for_railways_before_there_were_any(records: Store) -> None:
    """The ground of every map has railways; what is not drawn is no work of anybody's."""
    for job in jobs_of(
        records, [key for key in one_of_each_kind(records) if key.section in {"events", "timeline"}]
    ):
        written_by = " ".join(credit.text for credit in job.map.credits)
        assert ("Railways" in written_by or "Demiryolları" in written_by) is (job.map.year > 1850)


def test_scene_stands_above_what_lies_beside_it(elcano: Store) -> None:
    event_map = compose_event(elcano, "return-to-seville", "en")
    whole = fit_view(event_map.extent, 1200, 800)
    signs = place_signs(whole, event_map.features(), event_map.symbols)
    near = [sign.feature.id for sign in signs if sign.feature.id in {"places/sevilla", "places/sanlucar"}]
    assert near == ["places/sanlucar", "places/sevilla"]


def test_names_beside_the_diagram_are_whole_words(elcano: Store) -> None:
    itinerary = itinerary_of(elcano.routes["victoria-1519"], "albo")
    diagram = string_line(itinerary, Axis(itinerary.first_day, itinerary.last_day), "es")
    shown = {row["name"]: row["shown"] for row in diagram["rows"]}
    assert shown["Cabo de las Once Mil Vírgenes"] == "Cabo de las Once Mil…"
    assert shown["Cabo de Buena Esperanza"] == "Cabo de Buena Esperanza"
    assert max(map(len, shown.values())) <= 25


@pytest.mark.parametrize(
    ("extent", "told"),
    [((-180.0, -60.0, 180.0, 45.0), False), ((25.0, 36.0, 53.0, 57.0), True), ((-6, 36, -5, 37), True)],
)
def test_scale_bar_stands_where_it_is_true(extent: tuple[float, float, float, float], told: bool) -> None:
    bar = scale_bar(fit_view(extent, 1200, 800), "en", 0, 800)
    assert ("km" in bar.svg) is told
    assert ">N<" in bar.svg


def test_scale_bar_of_a_close_map_is_in_metres_and_short_enough() -> None:
    bar = scale_bar(fit_view((26.15, 40.03, 26.21, 40.06), 1200, 800), "en", 0, 800)
    assert ">500 m<" in bar.svg
    assert bar.box[2] - bar.box[0] < 200


def test_picture_ends_where_the_world_ends() -> None:
    view = fit_view((-180.0, -70.0, 180.0, 84.0), 1200, 675)
    assert view.north >= 0
    assert view.north + view.height / view.scale <= 1 + 1e-9
