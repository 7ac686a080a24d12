"""Layers as tables: rows, ids and values."""

from __future__ import annotations

import pandas as pd
import pytest
import shapely

from mapsvc import Atlas
from mapsvc.export.data.layers import place_entries
from mapsvc.history.citations import format_citations
from mapsvc.model.dates import parse_date
from mapsvc.model.geometry import length_km
from mapsvc.model.records import Citation


def test_events_stand_where_they_happened(tiny: Atlas) -> None:
    table = tiny.layer("events")
    assert list(table.index) == ["letter-sent", "line-drawn"]
    # A letter has no scene: it stands where it went.
    assert table.geometry["letter-sent"].equals(shapely.Point(44.8, 41.7))
    assert table.geometry["line-drawn"].equals(shapely.Point(43.1, 40.6))
    row = table.loc["line-drawn"]
    assert row["places"] == [{"place": "alfa", "role": "happened"}, {"place": "charlie", "role": "subject"}]
    assert row["time"] is None
    assert row["source"] == "Yazar 2020: l. 3; Kâtip & Bir kurul 1989"


def test_citations_speak_the_reader_s_language_and_tables_english(tiny: Atlas) -> None:
    cites = [Citation("paper", "l. 3"), *tiny.records.event("line-drawn").cites]
    assert format_citations(tiny.records, cites, "tr") == "Yazar 2020: satır 3; Kâtip ve Bir kurul 1989"
    assert format_citations(tiny.records, cites, "en") == tiny.layer("events").loc["line-drawn", "source"]


def test_places_without_a_point_have_a_row_without_one(tiny: Atlas) -> None:
    table = tiny.layer("places")
    assert set(table.index) == set(tiny.records.places)
    assert list(table.index[table.geometry.isna()]) == ["delta"]
    assert table["names"]["alfa"] == {"tr": ["Alfa", "Eski Alfa"], "en": ["Alpha"], "ru": ["Альфа"]}
    assert table["radius_km"]["charlie"] == 60
    assert pd.isna(table["radius_km"]["bravo"])
    assert table["licence"]["alfa"] == "CC-BY-4.0"
    assert table["licence"]["bravo"] == "CC0-1.0"
    assert table["valid"]["charlie"] == "1918-05-28/1922-12-30"
    assert table["valid"]["bravo"] is None


def test_borders_come_in_pieces_each_under_its_licence(tiny: Atlas) -> None:
    table = tiny.layer("borders")
    assert list(table.index) == ["front/north", "front/south", "front/wedge"]
    assert list(table["kind"]) == ["line", "line", "area"]
    assert list(table["licence"]) == ["CC0-1.0", "ODbL-1.0", "CC0-1.0"]
    assert table["attribution"]["front/south"] == "© Map contributors (ODbL 1.0)"
    assert list(table["provisional"]) == [False, True, False]


def test_routes_hold_legs_with_lengths_and_stops_without(tiny: Atlas) -> None:
    table = tiny.layer("routes")
    legs, stops = table[table["mode"].notna()], table[table["mode"].isna()]
    assert (len(legs), len(stops)) == (3, 5)
    assert set(legs.geometry.geom_type) == {"LineString"}
    assert set(stops.geometry.geom_type) == {"Point"}
    assert stops["length_km"].isna().all()
    for _, leg in legs.iterrows():
        assert leg["length_km"] == pytest.approx(length_km(leg.geometry), abs=0.001)


def test_mentions_stand_at_their_places(tiny: Atlas) -> None:
    table = tiny.layer("mentions")
    assert list(table.index) == ["1-4", "1-20", "3-1", "3-9", "5-2"]
    assert list(table.index[table.geometry.isna()]) == ["5-2"]  # Delta lies nowhere
    assert table.geometry["3-9"].equals(shapely.Point(45.4, 39.2))
    assert table["line"].dtype == table["column"].dtype == "int64"


@pytest.mark.parametrize(("layer", "column"), [("events", "headline"), ("borders", "provisional")])
@pytest.mark.parametrize("on", [None, "1500"])
def test_yes_and_no_can_be_turned_round(tiny: Atlas, layer: str, column: str, on: str | None) -> None:
    table = tiny.layer(layer, on=on)
    chosen, others = table[table[column]], table[~table[column]]
    assert len(chosen) + len(others) == len(table)


@pytest.mark.parametrize("layer", ["events", "places", "borders", "routes"])
def test_layer_of_an_empty_day_keeps_its_columns(tiny: Atlas, layer: str) -> None:
    table = tiny.layer(layer, on="1500")
    assert list(table.columns) == list(tiny.layer(layer).columns)
    assert table.crs.to_epsg() == 4326
    if layer != "places":
        assert table.empty


def test_places_are_those_that_lived(tiny: Atlas) -> None:
    # Charlie lived from 1918 to 1922.
    for when, ids in ((None, "abcd"), ("1900", "abd"), ("1922-12-31", "abd"), ("1918/1919", "abcd")):
        span = parse_date(when) if when else None
        assert "".join(entry.id[0] for entry in place_entries(tiny.records, span)) == ids
