"""Towns of the gazetteer on close maps where the ground has no list of its own."""

from __future__ import annotations

from mapsvc import Atlas
from mapsvc.atlas.gazetteer.names import open_world
from mapsvc.model.meta import AtlasMeta
from mapsvc.model.text import Text
from mapsvc.resources import atlas_root
from mapsvc.scene.ground.basemap import ground_of
from mapsvc.scene.ground.near_towns import near_towns

BRABANT = (4.36, 50.62, 4.66, 50.78)


def names(found: list[dict[str, object]]) -> list[str]:
    return [next(iter(feature["properties"]["names"].values())) for feature in found]  # type: ignore[index]


def test_close_view_has_the_towns_round_it_the_largest_first(atlas: Atlas) -> None:
    found = near_towns(atlas.event_map("kars-treaty").data.basemap, BRABANT, 1815)
    assert {"Waterloo", "Wavre", "Braine-l'Alleud"} <= set(names(found))
    assert len(found) <= 24
    for feature in found:
        lon, lat = feature["geometry"]["coordinates"]
        assert 4.1 < lon < 4.9
        assert 50.4 < lat < 50.9


def test_none_on_wide_views_in_early_years_and_where_there_is_a_list(atlas: Atlas) -> None:
    ground = atlas.event_map("kars-treaty").data.basemap
    assert near_towns(ground, (2.0, 49.0, 7.0, 52.0), 1815) == []
    assert near_towns(ground, BRABANT, 1302) == []
    assert near_towns(ground, (43.0, 40.4, 43.4, 40.8), 1921) == []


def test_largest_entries_of_a_box(atlas: Atlas) -> None:
    world = open_world(atlas_root())
    assert world is not None
    found = world.largest_in(*BRABANT, 3)
    people = [entry[3] for entry in found]
    assert people == sorted(people, reverse=True)
    assert all(world.entry(number).population == count for number, _, _, count in found)


def test_ground_of_an_atlas_without_one_is_the_package_s() -> None:
    assert AtlasMeta(title=Text(en="x"), languages=("en",)).ground == "shipped"
    assert ground_of(atlas_root(), "shipped").named
