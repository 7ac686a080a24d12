"""The data formats: each read back by the programs of its own world, and the same in all."""

from __future__ import annotations

import csv
import io
import json
import re
import sqlite3
import subprocess
import sys
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import geopandas as gpd
import pyogrio
import pytest
import shapely
from shapely.geometry import shape

from mapsvc import Atlas, open_atlas
from mapsvc.errors import MissingExtraError
from mapsvc.export.data import geoparquet, gpkg
from mapsvc.export.data.bundle import write_atlas
from mapsvc.export.data.csv import table_bytes
from mapsvc.export.data.features import feature_columns, rows_of
from mapsvc.export.formats import FORMATS
from mapsvc.export.job import ExportJob
from mapsvc.kinds import every_map, export_job, file_stems, parse_map_key
from mapsvc.model.scene import MapKey
from tests.hostile import hostile_copy

MAPS = (
    "kars-treaty",
    "telegram-lenin",
    "borders/moscow-1921",
    "routes/bekir-sami-1920",
    "timeline/1920-04-28",
    "places/baku",
    "mentions",
)
#: Large: looked at once, in the format that has most to lose.
COMPARED = "compare/moscow-1921/kars-1921"
#: Of simplestyle-spec 1.1.0: what web maps draw a feature by.
SIMPLE_STYLE = {
    "title", "stroke", "stroke-width", "stroke-opacity", "fill", "fill-opacity",
    "marker-color", "marker-size",
}  # fmt: skip
DATA = ("geojson", "gpkg", "kml", "csv", "lpf", "geoparquet", "annotations")
WriteOf = Callable[[str, str], bytes]


@pytest.fixture(scope="module")
def write(atlas: Atlas) -> WriteOf:
    """Write a map in a format, each once."""
    written: dict[tuple[str, str], bytes] = {}

    def written_once(name: str, format_: str) -> bytes:
        if (name, format_) not in written:
            written[name, format_] = FORMATS[format_].write(kept_job(atlas, name))
        return written[name, format_]

    return written_once


def job_of(atlas: Atlas, name: str, lang: str = "tr") -> ExportJob:
    return export_job(atlas.records, parse_map_key(atlas.records, name), lang)


_JOBS: dict[str, ExportJob] = {}


def kept_job(atlas: Atlas, name: str) -> ExportJob:
    """The job of a map of the shipped atlas, its maps composed once."""
    if name not in _JOBS:
        _JOBS[name] = job_of(atlas, name)
    return _JOBS[name]


def document(data: bytes) -> Any:
    return json.loads(data)


def in_file(data: bytes, folder: Path, suffix: str) -> Path:
    path = folder / f"map.{suffix}"
    path.write_bytes(data)
    return path


def read_gpkg(path: Path) -> dict[str, dict[str, Any]]:
    layers = [name for name, kind in pyogrio.list_layers(path) if kind is not None]
    return {
        row["id"]: row
        for layer in layers
        for row in pyogrio.read_dataframe(path, layer=layer).to_dict("records")
    }


def read_kml(path: Path) -> dict[str, dict[str, Any]]:
    layers = [name for name, _ in pyogrio.list_layers(path)]
    tables = [pyogrio.read_dataframe(path, layer=layer) for layer in layers]
    # The reader keeps `id` for what XML calls so; our column follows it.
    return {row.get("id2", row["id"]): row for table in tables for row in table.to_dict("records")}


def read_table(path: Path, **options: Any) -> dict[str, dict[str, Any]]:
    return {row["id"]: row for row in pyogrio.read_dataframe(path, **options).to_dict("records")}


def read_parquet(path: Path) -> dict[str, dict[str, Any]]:
    return {row["id"]: row for row in gpd.read_parquet(path).to_dict("records")}


READERS: dict[str, Callable[[Path], dict[str, dict[str, Any]]]] = {
    "geojson": read_table,
    "gpkg": read_gpkg,
    "kml": read_kml,
    "csv": lambda path: read_table(path, GEOM_POSSIBLE_NAMES="wkt"),
    "geoparquet": read_parquet,
}


def parts(geometry: shapely.Geometry) -> shapely.Geometry:
    """A geometry in a form that does not tell whether one part stands alone or in a collection of one."""
    return shapely.GeometryCollection(list(shapely.get_parts(shapely.force_2d(geometry)))).normalize()


@pytest.mark.parametrize(
    ("name", "format_"),
    [*((name, format_) for name in MAPS for format_ in READERS), (COMPARED, "gpkg")],
)
def test_every_reader_finds_the_same_ids_shapes_and_turkish_letters(
    atlas: Atlas, write: WriteOf, tmp_path: Path, name: str, format_: str
) -> None:
    expected = {row.id: row for row in rows_of(kept_job(atlas, name))}
    found = READERS[format_](in_file(write(name, format_), tmp_path, FORMATS[format_].suffix))
    assert set(found) == set(expected)
    for key, row in expected.items():
        assert parts(found[key]["geometry"]).equals_exact(parts(row.geometry), 1e-6), key
        told = row.properties()
        for column in ("name_tr", "name_en", "kind", "certainty", "source", "licence", "attribution"):
            assert (found[key][column] or "") == told[column], (key, column)


def test_shapes_are_those_of_the_map(atlas: Atlas) -> None:
    for name in MAPS:
        job = kept_job(atlas, name)
        shapes = {feature.id: feature.geometry for feature in job.map.features()}
        for row in rows_of(job):
            assert row.geometry.is_valid
            if row.geometry.geom_type == "Polygon":
                difference = shapely.symmetric_difference(shapes[row.id], row.geometry)
                assert difference.area < 1e-6 * shapes[row.id].length
            else:
                assert parts(shapes[row.id]).equals_exact(parts(row.geometry), 1e-6)


def test_every_row_says_whose_it_is_and_on_what_it_rests(atlas: Atlas) -> None:
    for name in MAPS:
        for row in rows_of(kept_job(atlas, name)):
            assert row.licence, row.id
            assert row.attribution, row.id
            assert row.source, row.id
            assert row.certainty in {"attested", "inferred", "uncertain"}


def test_rows_of_an_event_have_role_date_and_accuracy(atlas: Atlas) -> None:
    rows = {row.id: row for row in rows_of(kept_job(atlas, "kars-treaty"))}
    assert rows["places/kars"].role == "happened"
    line = rows["borders/kars-1921/wedge-to-armenia"]
    assert (line.kind, line.role, line.properties()["date"]) == ("border-area", "in-force", "1921-10-13/..")
    assert line.accuracy_km == 5.0
    north = next(row for row in rows.values() if row.kind == "border-line" and "ODbL" in row.attribution)
    assert north.licence != "CC0-1.0"


@pytest.mark.parametrize("format_", DATA)
def test_same_map_gives_the_same_bytes(atlas: Atlas, write: WriteOf, format_: str) -> None:
    assert FORMATS[format_].write(job_of(atlas, "kars-treaty")) == write("kars-treaty", format_)


def test_language_changes_words_and_no_id(atlas: Atlas, write: WriteOf) -> None:
    turkish = document(write("kars-treaty", "geojson"))
    english = document(FORMATS["geojson"].write(job_of(atlas, "kars-treaty", "en")))
    assert turkish["title"] != english["title"]
    for one, other in zip(turkish["features"], english["features"], strict=True):
        assert one["id"] == other["id"]
        assert one["properties"]["name_tr"] == other["properties"]["name_tr"]
        assert one["geometry"] == other["geometry"]


@pytest.mark.parametrize("name", MAPS)
def test_geojson_is_as_the_standard_wants_it(write: WriteOf, name: str) -> None:
    import geojson_validator

    found = document(write(name, "geojson"))
    assert geojson_validator.validate_structure(found) == {}
    assert geojson_validator.validate_geometries(found)["invalid"] == {}
    assert "crs" not in found
    columns = feature_columns(("tr", "en"))
    for feature in found["features"]:
        properties = feature["properties"]
        assert tuple(properties)[: len(columns)] == columns
        assert set(properties) - set(columns) <= SIMPLE_STYLE
        assert properties["title"] == properties["name_tr"]
    digits = re.findall(r"-?\d+\.(\d+)", json.dumps([feature["geometry"] for feature in found["features"]]))
    assert max(map(len, digits), default=0) <= 6
    west, south, east, north = found["bbox"]
    assert west <= east
    assert south <= north


def test_geopackage_carries_styles_for_every_table_and_is_sound(write: WriteOf, tmp_path: Path) -> None:
    for name in ("kars-treaty", COMPARED, "telegram-lenin"):
        with sqlite3.connect(in_file(write(name, "gpkg"), tmp_path, "gpkg")) as base:
            assert base.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            assert base.execute("PRAGMA foreign_key_check").fetchall() == []
            assert base.execute("PRAGMA user_version").fetchone() == (10300,)
            features = "SELECT table_name FROM gpkg_contents WHERE data_type = 'features'"
            tables = {row[0] for row in base.execute(features)}
            styles = base.execute("SELECT f_table_name, styleQML, styleSLD FROM layer_styles").fetchall()
            assert {row[0] for row in styles} == tables
            for table, qml, sld in styles:
                used = {row[0] for row in base.execute(f'SELECT DISTINCT symbol FROM "{table}"')}
                root = ET.fromstring(qml.partition("\n")[2])
                categories = {element.get("value") for element in root.iter("category")}
                assert categories == used
                literals = ET.fromstring(sld).iter("{http://www.opengis.net/ogc}Literal")
                assert {element.text for element in literals} == used
        base.close()


def test_geopackage_tells_nothing_of_how_often_it_was_written(monkeypatch: pytest.MonkeyPatch) -> None:
    once, write_layer = gpkg.package_bytes([]), gpkg._write_layer

    def write_again(path: Path, layer: gpkg.StyledLayer) -> None:
        write_layer(path, layer)
        base = sqlite3.connect(path)
        with base:  # as GDAL does when a second passes while it writes
            base.execute("UPDATE gpkg_contents SET last_change = '2001-01-01T00:00:00.000Z'")
        base.close()

    monkeypatch.setattr(gpkg, "_write_layer", write_again)
    assert gpkg.package_bytes([]) == once


def test_geopackage_draws_doubt_with_dashes(write: WriteOf, tmp_path: Path) -> None:
    with sqlite3.connect(in_file(write("kars-treaty", "gpkg"), tmp_path, "gpkg")) as base:
        query = "SELECT styleQML FROM layer_styles WHERE f_table_name = 'borders_lines'"
        root = ET.fromstring(base.execute(query).fetchone()[0].partition("\n")[2])
    base.close()
    names = {element.get("symbol"): str(element.get("value")) for element in root.iter("category")}
    dashed = {
        names[symbol.get("name")]
        for symbol in root.iter("symbol")
        if symbol.get("name") in names
        for option in symbol.iter("Option")
        if option.get("name") == "customdash"
    }
    assert dashed == {name for name in names.values() if not name.endswith("-attested")}


@pytest.mark.parametrize("name", ["kars-treaty", "borders/moscow-1921", "mentions"])
def test_kml_keeps_its_schema(write: WriteOf, tmp_path: Path, name: str) -> None:
    from fastkml import validator

    assert validator.validate(file_to_validate=in_file(write(name, "kml"), tmp_path, "kml"))


def test_geoparquet_passes_its_validator_and_tells_bounds(write: WriteOf, tmp_path: Path) -> None:
    path = in_file(write("kars-treaty", "geoparquet"), tmp_path, "parquet")
    tool = Path(sys.executable).with_name("geoparquet-validator")
    done = subprocess.run([tool, "check", path], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    assert "covering" in done.stdout
    near = gpd.read_parquet(path, bbox=(43.0, 40.5, 43.2, 40.7))
    assert 0 < len(near) < len(gpd.read_parquet(path))


def test_geoparquet_without_its_extra_says_how_to_get_it(
    atlas: Atlas, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(MissingExtraError, match=r"pip install pyarrow"):
        geoparquet.write(job_of(atlas, "places/baku"))


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r", " =", "\n"])
def test_csv_runs_nothing_in_a_spreadsheet(sign: str) -> None:
    data = table_bytes(("text", "number"), [(f"{sign}1+1", -1.5)])
    assert data.startswith(b"\xef\xbb\xbf")  # without it a spreadsheet spoils Turkish letters
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert rows == [["text", "number"], [f"'{sign}1+1", "-1.5"]]


def test_csv_says_where_each_thing_is(write: WriteOf) -> None:
    text = write("places/baku", "csv").decode("utf-8-sig")
    row = next(csv.DictReader(io.StringIO(text, newline="")))
    assert row["wkt"].startswith("POINT (")
    assert float(row["lon"]) == pytest.approx(49.88, abs=0.05)
    assert float(row["lat"]) == pytest.approx(40.38, abs=0.05)


# ---- places and mentions ------------------------------------------------------------------------------
@pytest.mark.parametrize("name", MAPS)
def test_linked_places_have_what_the_format_wants(atlas: Atlas, write: WriteOf, name: str) -> None:
    found = document(write(name, "lpf"))
    assert found["type"] == "FeatureCollection"
    assert found["@context"].endswith("linkedplaces-context-v1.1.jsonld")
    ids = [feature["@id"] for feature in found["features"]]
    assert len(ids) == len(set(ids))
    for feature in found["features"]:
        # Its context takes `id` for `@id`; with both, a reader of linked data refuses the file.
        assert "id" not in feature
        assert feature["properties"]["title"]
        assert isinstance(feature["properties"]["ccodes"], list)
        assert feature["names"]
        for entry in feature["names"]:
            assert entry["toponym"]
            assert entry["citations"]
        for span in (span for when in whens(feature) for span in when["timespans"]):
            assert span.keys() <= {"start", "end"}
            assert span


def whens(feature: dict[str, Any]) -> list[Any]:
    found = [feature, *feature["names"]]
    return [part["when"] for part in found if part.get("when")]


def test_linked_places_can_be_read_back_as_the_atlas_has_them(atlas: Atlas, write: WriteOf) -> None:
    found = {
        feature["properties"]["place"]: feature for feature in document(write("mentions", "lpf"))["features"]
    }
    for key, feature in found.items():
        place = atlas.records.places[key]
        assert [(name["toponym"], name["lang"]) for name in feature["names"]] == [
            (name.toponym, name.lang) for name in place.names
        ]
        assert shape(feature["geometry"]).equals_exact(shapely.Point(place.lon, place.lat), 1e-6)
    baku = found["azerbaycan"]
    assert baku["when"] == {"timespans": [{"start": {"in": "1918-05-28"}}]}


def test_annotations_point_to_each_mention_and_quote_no_more_than_the_name(
    atlas: Atlas, write: WriteOf
) -> None:
    found = document(write("mentions", "annotations"))
    items = found["first"]["items"]
    assert found["total"] == len(items) == len(atlas.records.mentions)
    for item, mention in zip(items, atlas.records.mentions, strict=True):
        assert item["@context"] == "http://www.w3.org/ns/anno.jsonld"
        assert item["type"] == "Annotation"
        assert re.match("[a-z]+:", item["id"])
        assert "bodyValue" not in item
        line, quote = item["target"]["selector"]
        assert line["conformsTo"] == "http://tools.ietf.org/rfc/rfc5147"
        assert line["value"] == f"line={mention.line - 1},{mention.line}"
        position = line["refinedBy"]
        assert position["start"] + 1 == mention.column
        assert position["end"] - position["start"] == len(mention.surface)
        assert quote == {"type": "TextQuoteSelector", "exact": mention.surface}
    assert len({item["id"] for item in items}) == len(items)


def test_annotations_of_an_event_stay_in_its_lines(atlas: Atlas, write: WriteOf) -> None:
    lines = set(atlas.records.events["kars-treaty"].texts["paper"])
    items = document(write("kars-treaty", "annotations"))["first"]["items"]
    assert items
    values = [item["target"]["selector"][0]["value"] for item in items]
    assert {int(value.rpartition(",")[2]) for value in values} <= lines


# ---- bundles --------------------------------------------------------------------------------------------
def archive(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        assert packed.testzip() is None
        return {name.partition("/")[2]: packed.read(name) for name in packed.namelist()}


@pytest.mark.matrix(1)
@pytest.mark.parametrize("lang", ["tr", "en"])
def test_whole_atlas_in_one_file(atlas: Atlas, lang: str) -> None:
    data = write_atlas(atlas.records, lang)
    files = archive(data)
    for layer in ("events", "places", "borders", "routes", "mentions", "territories"):
        features = document(files[f"{layer}.geojson"])["features"]
        rows = list(csv.DictReader(io.StringIO(files[f"{layer}.csv"].decode("utf-8-sig"), newline="")))
        assert [feature["id"] for feature in features] == [row["id"] for row in rows]
        assert all(row["licence"] and row["attribution"] for row in rows)
    sums = dict(line.split("  ")[::-1] for line in files.pop("SHA256SUMS").decode().splitlines())
    assert sums == {name: sha256(content).hexdigest() for name, content in files.items()}
    readme = files["README.md"].decode()
    assert all(f"`{name}`" in readme for name in files if name != "README.md")
    assert "OpenStreetMap" in readme
    works = document(files["sources.csl.json"])
    assert len(works) == len(re.findall("^@", files["sources.bib"].decode(), re.MULTILINE))
    if lang == "tr":
        assert write_atlas(atlas.records, lang) == data


def test_map_in_all_formats_in_one_file(write: WriteOf) -> None:
    files = archive(write("kars-treaty", "zip"))
    for format_ in ("geojson", "gpkg", "kml", "csv", "lpf", "annotations"):
        assert files[f"kars-treaty.{FORMATS[format_].suffix}"] == write("kars-treaty", format_)


def test_hostile_texts_stand_in_every_file_as_they_are(tmp_path: Path) -> None:
    from tests.hostile import ATTACKS

    hostile = open_atlas(hostile_copy(tmp_path, ATTACKS["script"]))
    key = MapKey("events", "line-drawn")
    for format_ in DATA:
        data = FORMATS[format_].write(export_job(hostile.records, key, "tr"))
        assert data
        if format_ == "kml":
            root = ET.fromstring(data)
            texts = [element.text or "" for element in root.iter() if element.tag.endswith("description")]
            # A reader of KML takes a description for HTML.
            assert not any("<script" in text for text in texts)
            assert any("&lt;script" in text for text in texts)


def test_stems_of_maps_differ(atlas: Atlas) -> None:
    keys = every_map(atlas.records)
    assert len(set(file_stems(keys))) == len(keys) > 100
