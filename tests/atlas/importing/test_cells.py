"""The small parts of an import: dates, ids, cells, archives, XML, columns."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from mapsvc.atlas.importing.atlas_edits import AtlasEdits, near_ids
from mapsvc.atlas.importing.columns import field_named, fields_of
from mapsvc.atlas.importing.date_cells import days_of, is_month_first, join_dates, open_dates, read_typed_date
from mapsvc.atlas.importing.foreign_files import Flaw, ForeignFile, ForeignSheet
from mapsvc.atlas.importing.json_values import cell_text, plain_text
from mapsvc.atlas.importing.new_ids import is_slug, new_id, slug_of
from mapsvc.atlas.importing.packed_data import is_archive_with, members_of, unpack_member
from mapsvc.atlas.importing.place_book import KnownPlaces, plain_link
from mapsvc.atlas.importing.readers import (
    FOREIGN_READERS,
    bibtex,
    csl,
    csv,
    gazetteer_json,
    geojson,
    gpx,
    kml,
    osm,
    recogito_json,
    ris,
    scan,
    story_json,
    tei,
    text,
    vector,
    xlsx,
)
from mapsvc.atlas.importing.targets import (
    borders,
    control,
    districts,
    events,
    mentions,
    old_map,
    places,
    routes,
    share_of,
    sources,
    territories,
    texts,
)
from mapsvc.atlas.importing.xml_tree import parse_xml


@pytest.mark.parametrize(
    ("typed", "edtf"),
    [
        ("16.06.1815", "1815-06-16"),
        ("18 June 1815", "1815-06-18"),
        ("Haziran 1815", "1815-06"),
        ("1815-06-18 00:00:00", "1815-06-18"),
        ("1815.0", "1815"),
        ("c. 1815", "1815~"),
        ("1815-06-15/1815-06-18", "1815-06-15/1815-06-18"),
        ("401 BC", "-0400"),
    ],
)
def test_date_of_a_cell_is_read_in_any_notation(typed: str, edtf: str) -> None:
    assert read_typed_date(typed) == edtf


@pytest.mark.parametrize("typed", ["irgendwann", "31.06.1815", "1815-13-01", ""])
def test_day_that_cannot_be_is_none(typed: str) -> None:
    with pytest.raises(ValueError, match="is no date"):
        read_typed_date(typed)


def test_dates_are_joined_and_opened() -> None:
    assert is_month_first(["6/18/1815", "1/2/1815"])
    assert not is_month_first(["18/6/1815", "1/2/1815"])
    assert join_dates("1815", "1830") == "1815/1830"
    assert join_dates("1815", "1815") == "1815"
    assert open_dates("1815", "") == "1815/.."
    with pytest.raises(ValueError, match=r"."):
        join_dates("1830", "1815")
    start, end = days_of("1815/..")
    assert (str(start), end) == ("1815-01-01", None)


@pytest.mark.parametrize(
    ("title", "ident"),
    [
        ("Çanakkale Boğazı", "canakkale-bogazi"),
        ("Əsgəran", "asgaran"),
        ("Нижний Новгород", "nizhnii-novgorod"),
        ("Αθήνα", "athina"),
        ("CON", "con-x"),
        ("  --  ", ""),
        ("x" * 90, "x" * 60),
    ],
)
def test_id_of_a_title_is_in_letters_of_english(title: str, ident: str) -> None:
    assert slug_of(title) == ident


def test_id_is_never_doubled() -> None:
    assert new_id("Ligny", {"ligny", "ligny-2"}) == "ligny-3"
    assert new_id("東京", set(), usual="place") == "place"
    assert [is_slug(told) for told in ("ligny", "12", "Ligny", "a/b")] == [True, False, False, False]


def test_columns_are_known_by_many_names() -> None:
    sheet = ForeignSheet("x", ("Titel", "Startdatum", "GWSYEAR", "Boylam (derece)"), ())
    assert fields_of(sheet, "events", {"Startdatum": "on"})["on"] == "Startdatum"
    assert fields_of(sheet, "territories", {})["from"] == "GWSYEAR"
    assert (field_named("Boylam (derece)", "events") or ("",))[0] == "lon"
    assert share_of({"a": "x"}, "a", "b") == 0.5
    assert share_of({"b": "x"}, "a", "b") == 0.0


def test_cells_and_texts() -> None:
    assert [cell_text(value) for value in (None, 1815.0, True, " x ", [1])] == [
        "",
        "1815",
        "True",
        "x",
        "[1]",
    ]
    assert plain_text("<p>A&nbsp;<b>b</b> &amp; c</p>") == "A b & c"
    assert str(Flaw("line 3", "is wrong")) == "line 3: is wrong"
    assert ForeignFile("a/Map.KML", b"").suffix == ".kml"
    assert plain_link("http://www.wikidata.org/wiki/Q1/") == plain_link("https://wikidata.org/entity/Q1")
    assert near_ids("bulgari", ["bulgaria"]) == "; did you mean 'bulgaria'?"


def test_archive_is_looked_into_before_it_is_unpacked() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a/doc.kml", "x")
    assert members_of(out.getvalue()) == ["a/doc.kml"]
    assert is_archive_with(out.getvalue(), ".kml")
    assert unpack_member(out.getvalue(), "a/doc.kml") == b"x"
    assert members_of(b"PK\x03\x04 no more") == []


def test_xml_knows_its_lines() -> None:
    tree = parse_xml(b'<a xmlns:x="y">\n<x:b k="v">one\n two</x:b>\n</a>')
    found = next(tree.all("b"))
    assert (found.line, found.attributes, tree.say("b")) == (2, {"k": "v"}, "one two")
    with pytest.raises(ValueError, match="line 2"):
        parse_xml(b"<a>\n</b>")


def test_edits_of_an_atlas_wait_until_they_are_asked_for(tmp_path: Path) -> None:
    (tmp_path / "atlas.toml").write_text('format = 2\nlanguages = ["tr", "en"]\n', "utf-8")
    edits = AtlasEdits(tmp_path)
    book = KnownPlaces(edits)
    assert book.enter({"type": "Feature", "properties": {"title": "Kars"}, "geometry": None}) == "kars"
    assert "kars" in book
    assert edits.polity("Osmanlı") == edits.polity("OSMANLI") == "osmanli"
    assert edits.source_of("x.csv") == "x"
    assert {change.path for change in edits.changes()} == {"polities.toml", "sources.json", "places.geojson"}
    assert edits.said("Söz") == {"tr": "Söz"}


def test_every_reader_and_every_target_says_what_it_is() -> None:
    modules = (
        bibtex,
        csl,
        csv,
        gazetteer_json,
        geojson,
        gpx,
        kml,
        osm,
        recogito_json,
        ris,
        scan,
        story_json,
        tei,
        text,
    )
    assert {module.READER for module in (*modules, vector, xlsx)} == set(FOREIGN_READERS)
    found = (
        borders,
        control,
        districts,
        events,
        mentions,
        old_map,
        places,
        routes,
        sources,
        territories,
        texts,
    )
    assert len({module.TARGET.name for module in found}) == len(found)
