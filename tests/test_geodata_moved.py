"""The shipped atlas, all of it moved to the 180th meridian: clean, and each map the one of home."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

import mapsvc
from mapsvc import Atlas
from mapsvc.atlas.checks.atlas import check_atlas
from mapsvc.kinds import compose_map
from mapsvc.model.scene import MapKey
from tests.elsewhere import moved_atlas

MOVED_DEG = 136.0


@pytest.fixture(scope="module")
def moved_root(atlas: Atlas, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("moved")
    without = shutil.ignore_patterns("basemap", "gazetteer", "recipes")
    home = Path(shutil.copytree(atlas.records.root, folder / "home", ignore=without))
    root = moved_atlas(home, folder / "there", MOVED_DEG)
    # The gazetteer, which knows where the places are, did not move with them.
    places = json.loads((root / "places.geojson").read_text("utf-8"))
    for feature in places["features"]:
        feature.pop("links", None)
    (root / "places.geojson").write_text(json.dumps(places), "utf-8")
    return root


@pytest.fixture(scope="module")
def moved(moved_root: Path) -> Atlas:
    return mapsvc.open_atlas(moved_root)


def keys(atlas: Atlas) -> list[MapKey]:
    records = atlas.records
    return [
        *(MapKey("events", key) for key in records.events),
        *(MapKey("borders", key) for key in records.borders),
        *(MapKey("routes", key) for key in records.routes),
        *(MapKey("compare", f"{a}/{b}") for a, b in records.meta.headline_comparisons),
        *(MapKey("timeline", day) for day in ("1918-06-04", "1920-04-28", "1921-03-16")),
        MapKey("mentions"),
    ]


def test_every_map_is_the_one_of_home(
    atlas: Atlas, moved: Atlas, some_maps: Callable[[list[MapKey]], list[MapKey]]
) -> None:
    for key in some_maps(keys(atlas)):
        at_home, there = (compose_map(found.records, key, "en") for found in (atlas, moved))
        shift = there.extent[0] - at_home.extent[0]
        assert (shift - MOVED_DEG + 180) % 360 == pytest.approx(180, abs=1e-4)
        west, south, east, north = at_home.extent
        assert there.extent == pytest.approx((west + shift, south, east + shift, north), abs=1e-5), key
        shapes = {feature.id: feature.geometry for feature in there.features()}
        for feature in at_home.features():
            west, south, east, north = feature.geometry.bounds
            expected = (west + shift, south, east + shift, north)
            assert shapes[feature.id].bounds == pytest.approx(expected, abs=1e-3), (key, feature.id)
            assert shapes[feature.id].area == pytest.approx(feature.geometry.area, rel=1e-3, abs=1e-6)


def test_moved_atlas_is_clean(moved_root: Path) -> None:
    assert [str(found) for found in check_atlas(moved_root)] == []
