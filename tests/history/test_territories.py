"""Territories as a table, and what a state of affairs may not be."""

from __future__ import annotations

import pytest

from mapsvc import Atlas
from mapsvc.errors import UnknownBorderError
from mapsvc.export.data.tables import territories_table
from mapsvc.history.borders import STANDING, state_on
from mapsvc.history.territories import find_territories
from mapsvc.model.dates import day_span
from mapsvc.model.day import Day
from mapsvc.model.geometry import area_km2


def test_table_has_a_row_for_each_territory(atlas: Atlas) -> None:
    table = territories_table(atlas.records, "berlin-1878")
    assert list(table.index) == ["ottoman", "batum-oblast", "kars-oblast", "surmalu", "russia", "persia"]
    assert set(table.loc[["batum-oblast", "kars-oblast", "surmalu"], "polity"]) == {"russia"}
    assert table.crs.to_epsg() == 4326
    for geometry, stated in zip(table.geometry, table["area_km2"], strict=True):
        assert area_km2(geometry) == pytest.approx(stated, abs=0.1)


def test_unknown_states_of_affairs_are_named(atlas: Atlas) -> None:
    with pytest.raises(UnknownBorderError, match="kars-1921"):
        find_territories(atlas.records, "kars-1922")


@pytest.mark.parametrize(
    ("day", "first"),
    [
        ("1914-07-28", "berlin-1878"),
        ("1918-03-03", "brest-litovsk-1918"),
        ("1918-06-04", "batum-1918"),
        ("1921-03-16", "moscow-1921"),
        ("1921-10-13", "kars-1921"),
        ("1930-01-01", "nakhchivan-1929"),
    ],
)
def test_the_state_of_affairs_on_a_day(atlas: Atlas, day: str, first: str) -> None:
    standing = [
        border
        for border in state_on(atlas.records, Day.fromisoformat(day))
        if not border.startswith(("ankara", "turkey-iran"))
    ]
    assert standing[0] == first


def test_moscow_begins_on_its_day(atlas: Atlas) -> None:
    assert "moscow-1921" not in state_on(atlas.records, Day(1921, 3, 15))
    assert "moscow-1921" in state_on(atlas.records, Day(1921, 3, 16))


def test_no_day_has_a_state_of_affairs_that_contradicts_its_valid(atlas: Atlas) -> None:
    records = atlas.records
    day, end = Day(1914, 1, 1), Day(1932, 12, 31)
    republics = {"georgia", "armenia", "azerbaijan"}
    while day <= end:
        when = day_span(day)
        for border_id in state_on(records, day):
            border = records.borders[border_id]
            assert border.valid.contains(when), (day, border_id)
            assert border.status in STANDING
            found = records.territories.get(border_id)
            if found is not None:
                assert found.valid == border.valid
                if day.year < 1917:
                    assert not republics & {territory.polity for territory in found.territories}, day
        day += 1
