from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator

import pytest

from mapsvc.errors import UnknownFormatError
from mapsvc.geoparse.documents import Document
from mapsvc.geoparse.geoparser import Geoparser
from mapsvc.geoparse.mention_files import MENTION_COLUMNS, WRITERS, writer_of
from mapsvc.geoparse.mentions import Mention

TEXT = "Ordu 28 Nisan 1920’de Bakü’ye girdi.\nKars Antlaşması sonra geldi."


@pytest.fixture
def found(parser: Geoparser) -> list[tuple[Document, Iterator[Mention]]]:
    return [(Document("=a.txt", TEXT), parser.iterate(TEXT))]


def test_jsonl_has_the_fields_of_the_contract(found: list[tuple[Document, Iterator[Mention]]]) -> None:
    date, baku, kars = [json.loads(line) for line in WRITERS["jsonl"](found)]
    assert {key: date[key] for key in ("type", "surface", "edtf", "calendar", "gregorian")} == {
        "type": "date",
        "surface": "28 Nisan 1920",
        "edtf": "1920-04-28",
        "calendar": "gregorian",
        "gregorian": "1920-04-28",
    }
    assert TEXT[baku["start"] : baku["end"]] == baku["surface"] == "Bakü"
    assert TEXT[baku["start"] : baku["token_end"]] == "Bakü’ye"
    assert (baku["place"], baku["kind"], baku["usage"], baku["line"]) == ("baku", "settlement", "literal", 1)
    assert baku["lon"] == pytest.approx(49.89, abs=0.01)
    assert 0 < baku["score"] <= 1
    assert (kars["usage"], kars["line"], kars["column"]) == ("embedded", 2, 1)
    assert all(item["reason"] for item in (date, baku, kars))


def test_geojson_is_a_feature_collection(found: list[tuple[Document, Iterator[Mention]]]) -> None:
    table = json.loads("".join(WRITERS["geojson"](found)))
    assert [feature["properties"]["name"] for feature in table["features"]] == ["Bakü", "Kars"]
    assert table["features"][0]["geometry"]["type"] == "Point"


def test_csv_cells_are_no_formulas(found: list[tuple[Document, Iterator[Mention]]]) -> None:
    rows = list(csv.DictReader(io.StringIO("".join(WRITERS["csv"](found)))))
    assert tuple(rows[0]) == MENTION_COLUMNS
    assert {row["file"] for row in rows} == {"'=a.txt"}
    assert not any(cell.startswith(("=", "+", "@")) for row in rows for cell in row.values())


def test_annotations_quote_and_count(found: list[tuple[Document, Iterator[Mention]]]) -> None:
    page = json.loads("".join(WRITERS["annotations"](found)))
    assert page["@context"] == "http://www.w3.org/ns/anno.jsonld"
    for item in page["items"]:
        quote, position = item["target"]["selector"]
        assert TEXT[position["start"] : position["end"]] == quote["exact"]
        assert TEXT[: position["start"]].endswith(quote["prefix"])


def test_empty_text_gives_valid_files() -> None:
    empty: list[tuple[Document, list[Mention]]] = [(Document("a.txt", ""), [])]
    assert "".join(WRITERS["jsonl"](empty)) == ""
    assert json.loads("".join(WRITERS["geojson"](empty)))["features"] == []
    assert json.loads("".join(WRITERS["annotations"](empty)))["items"] == []


def test_unknown_format_names_near_ones() -> None:
    with pytest.raises(UnknownFormatError, match="geojson"):
        writer_of("geojsn")
