"""First and last day beside EDTF, in every table and file."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from pathlib import Path

import pandas as pd
import pyogrio
import pytest

from mapsvc import Atlas
from mapsvc.export.data.days import day_cells
from mapsvc.export.data.layers import LAYERS
from mapsvc.export.data.tables import file_days
from mapsvc.export.formats import FORMATS
from mapsvc.kinds import export_job, parse_map_key
from mapsvc.model.dates import parse_date


@pytest.mark.parametrize(
    ("edtf", "start", "end"),
    [
        ("1921-10-13", "1921-10-13", "1921-10-13"),
        ("1920-05~", "1920-05-01", "1920-05-31"),
        ("1920-05-XX", "1920-05-01", "1920-05-31"),
        ("192X", "1920-01-01", "1929-12-31"),
        ("1920-21", "1920-03-01", "1920-05-31"),
        ("1921-10-13/..", "1921-10-13", None),
        ("../1920-02", None, "1920-02-29"),
        ("1915-03-01/", "1915-03-01", None),  # nobody knows its end: none is invented
        ("[1920-01-03, 1920-01-07]", "1920-01-03", "1920-01-07"),
        ("-0400-09-03", "-0400-09-03", "-0400-09-03"),
    ],
)
def test_days_of_a_date_are_its_first_and_its_last(edtf: str, start: str | None, end: str | None) -> None:
    assert day_cells(parse_date(edtf)) == {"start": start, "end": end}
    assert day_cells(None) == {"start": None, "end": None}


@pytest.mark.parametrize("layer", sorted(set(LAYERS) - {"mentions"}))
def test_tables_have_dates_that_pandas_knows(tiny: Atlas, layer: str) -> None:
    table = tiny.layer(layer)
    dates = table["date" if "date" in table else "valid"] if layer != "holders" else None
    for column in ("start", "end"):
        assert pd.api.types.is_datetime64_any_dtype(table[column])
    for key, text in {} if dates is None else dates.items():
        expected = day_cells(parse_date(text) if text else None)
        for column, day in expected.items():
            found = table.at[key, column]
            assert (None if pd.isna(found) else found.strftime("%Y-%m-%d")) == day, (key, column)


def test_days_that_no_file_knows_are_left_empty() -> None:
    column = pd.Series(["-0400-09-03", "0001-01-01", "1921-03-16", "9999-12-31", "NaT"])
    days = file_days(column.to_numpy().astype("datetime64[s]"))
    assert [None if pd.isna(day) else str(day) for day in days] == [
        None, "0001-01-01", "1921-03-16", "9999-12-31", None,
    ]  # fmt: skip


def test_files_hold_days_beside_edtf(tiny: Atlas, tmp_path: Path) -> None:
    job = export_job(tiny.records, parse_map_key(tiny.records, "line-drawn"), "en")
    text = FORMATS["csv"].write(job).decode("utf-8-sig")
    rows = {row["id"]: row for row in csv.DictReader(io.StringIO(text, newline=""))}
    line = rows["borders/front/north"]
    assert (line["date"], line["start"], line["end"]) == ("1921-10-13/..", "1921-10-13", "")
    features = json.loads(FORMATS["geojson"].write(job))["features"]
    (properties,) = (feature["properties"] for feature in features if feature["id"] == "borders/front/north")
    assert (properties["start"], properties["end"]) == ("1921-10-13", None)
    package = tmp_path / "map.gpkg"
    package.write_bytes(FORMATS["gpkg"].write(job))
    kinds = set()
    for name, geometry in pyogrio.list_layers(package):
        if geometry is not None:
            info = pyogrio.read_info(package, layer=name)
            types = dict(zip(info["fields"], info["ogr_types"], strict=True))
            kinds.add((types["date"], types["start"], types["end"]))
    assert kinds == {("OFTString", "OFTDate", "OFTDate")}
    with sqlite3.connect(package) as base:
        styles = [style for (style,) in base.execute("SELECT styleQML FROM layer_styles")]
    base.close()
    assert styles
    assert all('startField="start" endField="end"' in style for style in styles)


def test_parquet_holds_days_as_dates(tiny: Atlas) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    job = export_job(tiny.records, parse_map_key(tiny.records, "line-drawn"), "en")
    schema = parquet.read_schema(io.BytesIO(FORMATS["geoparquet"].write(job)))
    assert {str(schema.field(name).type) for name in ("start", "end")} == {"date32[day]"}
