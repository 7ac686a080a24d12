"""Answers that show themselves in a notebook and become tables."""

from __future__ import annotations

import geopandas as gpd
import pytest

from mapsvc import Atlas
from mapsvc.export.data.shown_tables import ShownComparison, ShownWhereabouts
from mapsvc.history.comparison import Comparison


def test_comparison_is_a_table_of_its_pieces(atlas: Atlas) -> None:
    found = atlas.compare("moscow-1921", "kars-1921")
    assert isinstance(found, Comparison)
    assert isinstance(found, ShownComparison)
    table = found.to_frame()
    assert isinstance(table, gpd.GeoDataFrame)
    assert list(table.index) == [piece.id for piece in found.pieces]
    assert table["area_km2"].sum() == pytest.approx(found.total_change_km2)
    assert table.crs.to_epsg() == 4326
    shown = found._repr_html_()
    assert found.sentence.en[:20] in shown
    assert "POLYGON" not in shown
    assert len(repr(found)) < 1000


def test_comparison_without_a_difference_is_an_empty_table(atlas: Atlas) -> None:
    table = atlas.compare("kars-1921", "kars-1921").to_frame()
    assert table.empty
    assert table.crs.to_epsg() == 4326


def test_whereabouts_are_a_row(tiny: Atlas) -> None:
    day = tiny.records.route("journey").stops[0].on
    assert day is not None
    found = tiny.whereabouts("journey", on=str(day.start))
    assert isinstance(found, ShownWhereabouts)
    table = found.to_frame()
    assert list(table.index) == [str(day.start)]
    assert table.at[str(day.start), "kind"] == found.kind
    assert found.text("en") in found._repr_html_()
    assert len(repr(found)) < 300
