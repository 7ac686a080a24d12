"""Contracts of tables."""

from __future__ import annotations

import geopandas as gpd
import pytest
import shapely

from mapsvc.errors import SchemaError
from mapsvc.export.data.tables import COLUMNS, check_table


def table(**changes: object) -> gpd.GeoDataFrame:
    options = {"crs": "EPSG:4326", "index": ["a", "b"], "columns": list(COLUMNS["mentions"])} | changes
    data = {column: [None, None] for column in options["columns"]}  # type: ignore[attr-defined]
    return gpd.GeoDataFrame(
        data, index=options["index"], geometry=[shapely.Point(0, 0)] * 2, crs=options["crs"]
    )


def test_table_that_keeps_its_contract_passes() -> None:
    kept = table()
    assert check_table(kept, "mentions") is kept


def test_all_faults_of_a_table_are_said_at_once() -> None:
    faulty = table(crs="EPSG:3857", index=["a", "a"], columns=list(COLUMNS["mentions"])[2:])
    with pytest.raises(SchemaError) as caught:
        check_table(faulty, "mentions")
    for word in ("'place'", "'line'", "EPSG:3857", "ids repeat"):
        assert word in str(caught.value)


def test_table_without_a_reference_system_is_refused() -> None:
    with pytest.raises(SchemaError, match="CRS"):
        check_table(table(crs=None), "mentions")
