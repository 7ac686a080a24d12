"""Records and mentions show themselves in a notebook and become tables."""

from __future__ import annotations

import pickle
from pathlib import Path

import geopandas as gpd
import pytest

import mapsvc
from mapsvc import Atlas
from mapsvc.export.data.notebook_records import (
    ShownEvent,
    ShownMentions,
    ShownRecord,
    ShownRecords,
    ShownTour,
    shown_mentions,
    shown_store,
)
from mapsvc.model.records import Event
from tests.hostile import ATTACKS, hostile_copy
from tests.html_text import parse

SORTS = ("events", "places", "borders", "routes")


@pytest.mark.parametrize("sort", SORTS)
def test_record_has_its_rows_of_the_layer(tiny: Atlas, sort: str) -> None:
    shelf = getattr(tiny.records, sort)
    layer = tiny.layer(sort)
    assert list(shelf.to_frame().index) == list(layer.index)
    parts = [record.to_frame() for record in shelf.values()]
    assert sorted(index for part in parts for index in part.index) == sorted(layer.index)
    for record, part in zip(shelf.values(), parts, strict=True):
        assert isinstance(record, ShownRecord)
        assert isinstance(part, gpd.GeoDataFrame)
        assert part.crs.to_epsg() == 4326
        assert {*part[part.columns[0]]} == {record.id}


def test_tour_has_a_row_a_step(atlas: Atlas) -> None:
    tour = atlas.tours["baku-april-1920"]
    assert isinstance(tour, ShownTour)
    table = tour.to_frame()
    assert list(table["step"]) == list(range(1, len(tour.steps) + 1))
    assert list(table["heading_en"]) == [step.heading.en for step in tour.steps]
    assert {*table["shows"]} == {step.shows for step in tour.steps}
    assert len(atlas.tours.to_frame()) == sum(len(tour.steps) for tour in atlas.tours.values())


def test_notebook_is_shown_a_heading_and_rows_and_no_shapes(tiny: Atlas) -> None:
    for shown in (tiny.records.events, *(next(iter(getattr(tiny.records, sort).values())) for sort in SORTS)):
        assert len(repr(shown)) < 200
        page = parse(shown._repr_html_())
        assert len(page.named("table")) == 1
        assert repr(shown).strip("<>")[:20] in page.text
        assert "POINT" not in page.text
        assert "LINESTRING" not in page.text
        for nothing in ("None", "NaN", "NaT", "00:00:00"):
            assert nothing not in page.text
    assert len(repr(tiny.records)) < 100
    assert repr(tiny.tours) == "<0 records>"
    assert tiny.tours.to_frame().empty
    assert "<table" in tiny.tours._repr_html_()


@pytest.mark.matrix(2)
@pytest.mark.parametrize("name", ATTACKS)
def test_what_is_said_of_a_record_is_escaped(tmp_path: Path, name: str) -> None:
    atlas = mapsvc.open_atlas(hostile_copy(tmp_path, ATTACKS[name]))
    for sort in SORTS:
        for record in getattr(atlas.records, sort).values():
            page = parse(record._repr_html_())
            assert page.scripts == []
            assert page.handlers == []
            assert not page.named("img")


def test_record_is_still_a_record(tiny: Atlas) -> None:
    shelf, event = tiny.records.events, tiny.records.event("line-drawn")
    assert isinstance(shelf, ShownRecords)
    assert isinstance(event, Event)
    assert isinstance(event, ShownEvent)
    again = pickle.loads(pickle.dumps(event))
    assert again.to_frame().equals(event.to_frame())
    again = shown_store(tiny.records, lambda _: shelf._rows).events["line-drawn"]
    assert again == event


def test_mentions_are_a_list_and_a_table() -> None:
    text = "Heyet 5 Mayıs 1920’de Kars’a vardı, <b>Bakü</b>’ye gitmedi."
    found = mapsvc.find_mentions(text)
    assert isinstance(found, ShownMentions)
    assert isinstance(found, list)
    table = found.to_frame()
    assert list(table["surface"]) == ["5 Mayıs 1920", "Kars", "Bakü"]
    assert list(table["type"]) == ["date", "place", "place"]
    assert [text[row.start : row.end] for row in table.itertuples()] == list(table["surface"])
    assert table.geometry.isna().tolist() == [True, False, False]
    assert table.crs.to_epsg() == 4326
    assert table["edtf"].tolist()[0] == "1920-05-05"
    assert repr(found) == "<3 mentions: 5 Mayıs 1920, Kars, Bakü>"
    assert "Kars" in parse(found._repr_html_()).text


def test_text_that_names_nothing_is_an_empty_table() -> None:
    found = mapsvc.find_mentions("")
    assert found == []
    assert found.to_frame().empty
    assert "start" in found.to_frame().columns
    assert "<table" in found._repr_html_()
    assert shown_mentions([], lambda _: found.to_frame()).to_frame().empty
