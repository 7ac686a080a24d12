"""Who held what is drawn in one file, said in that or one beside it, and dated by its border alone."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
import shapely

import mapsvc
from mapsvc.atlas.checks.atlas import check_atlas
from mapsvc.atlas.territory_reading import drawn_file, words_place
from mapsvc.history.territories import states_on
from mapsvc.model.day import Day
from mapsvc.resources import atlas_root

GROUNDS = "territories/front.geojson"
WORDS = "territories/front.toml"
WEST = [[[42, 40], [43, 40], [43, 41], [42, 41], [42, 40]]]
EAST = [[[43, 40], [44, 40], [44, 41], [43, 41], [43, 40]]]


def plain(polity: str, coordinates: Any, **more: Any) -> dict[str, Any]:
    """A feature as a program for drawing writes it: no id, and a null where nothing was filled in."""
    return {
        "type": "Feature",
        "properties": {"polity": polity, "note": None, **more},
        "geometry": {"type": "Polygon", "coordinates": coordinates},
    }


def draw(root: Path, *features: dict[str, Any], border: str = "front", **head: Any) -> None:
    (root / "territories").mkdir(exist_ok=True)
    document: dict[str, Any] = {"type": "FeatureCollection", "name": "layer 1", "features": features}
    if head:
        document["properties"] = head
    (root / f"territories/{border}.geojson").write_text(json.dumps(document), "utf-8")
    (root / "polities.toml").write_text(
        'west.name = {tr = "Batı", en = "The West"}\n[east]\nname = {tr = "Doğu", en = "The East"}\n'
        'names = [{valid = "1922/..", name = {tr = "Yeni Doğu", en = "The New East"}}]\n',
        "utf-8",
    )


def found(root: Path) -> list[str]:
    return [str(problem) for problem in check_atlas(root)]


def test_plain_polygons_with_a_holder_are_enough(tiny_root: Path) -> None:
    draw(tiny_root, plain("west", WEST), plain("east", EAST))
    assert found(tiny_root) == []
    atlas = mapsvc.open_atlas(tiny_root).records
    border, state = atlas.borders["front"], atlas.territories["front"]
    assert (state.valid, state.status, state.licence) == (border.valid, border.status, border.licence)
    assert [territory.id for territory in state.territories] == ["west", "east"]
    assert [territory.title.en for territory in state.territories] == ["The West", "The East"]
    assert state.territories[0].sources == border.sources
    assert state.territories[0].area_km2 == pytest.approx(9400, rel=0.01)
    assert state.frame == (42, 40, 44, 41)


def test_two_grounds_of_a_holder_have_ids_of_their_own(tiny_root: Path) -> None:
    draw(tiny_root, plain("east", WEST), plain("east", EAST))
    assert found(tiny_root) == []
    state = mapsvc.open_atlas(tiny_root).records.territories["front"]
    assert [territory.id for territory in state.territories] == ["east", "east-2"]


def test_holder_has_the_name_of_the_time(tiny_root: Path) -> None:
    draw(tiny_root, plain("east", EAST))
    path = tiny_root / "borders" / "front.geojson"
    path.write_text(path.read_text("utf-8").replace('"1921-10-13/.."', '"1922-10-13/.."'), "utf-8")
    assert mapsvc.open_atlas(tiny_root).records.territories["front"].territories[0].title.en == "The New East"


def test_rings_may_run_either_way(tiny_root: Path) -> None:
    draw(tiny_root, plain("west", [WEST[0][::-1]]), plain("east", EAST))
    assert found(tiny_root) == []
    for territory in mapsvc.open_atlas(tiny_root).records.territories["front"].territories:
        assert territory.geometry.exterior.is_ccw


def test_ground_over_the_180th_meridian_has_its_area_and_a_narrow_frame(tiny_root: Path) -> None:
    draw(tiny_root, plain("west", [[[179, 40], [-179, 40], [-179, 41], [179, 41], [179, 40]]]))
    assert found(tiny_root) == []
    state = mapsvc.open_atlas(tiny_root).records.territories["front"]
    assert state.territories[0].area_km2 == pytest.approx(18_830, rel=0.01)
    assert state.frame == (179, 40, -179, 41)


def test_states_drawn_by_hand_over_the_same_land_are_alternatives(tiny_root: Path) -> None:
    text = (tiny_root / "borders" / "front.geojson").read_text("utf-8")
    for later, day in (("later", "1922-01-01"), ("far", "1922-01-01")):
        other = text.replace('"id": "front"', f'"id": "{later}"').replace('"1921-10-13/.."', f'"{day}/.."')
        (tiny_root / "borders" / f"{later}.geojson").write_text(other, "utf-8")
    draw(tiny_root, plain("west", WEST))
    draw(tiny_root, plain("east", EAST), plain("west", WEST), border="later")
    draw(tiny_root, plain("east", [[[60, 40], [61, 40], [61, 41], [60, 40]]]), border="far")
    atlas = mapsvc.open_atlas(tiny_root).records
    frames = {key: state.frame for key, state in atlas.territories.items()}
    assert frames["front"] == frames["later"] == (42, 40, 44, 41)
    assert frames["far"] == (60, 40, 61, 41)
    assert {state.id for state in states_on(atlas, Day(1922, 6, 1))} == {"later", "far"}


def test_words_may_stand_beside_the_drawing(tiny_root: Path) -> None:
    draw(tiny_root, plain("west", WEST), plain("east", EAST))
    (tiny_root / WORDS).write_text(
        'licence = "ODbL-1.0"\n[territories.west]\ntitle = {en = "West bank"}\naccuracy_km = 2\n', "utf-8"
    )
    assert found(tiny_root) == []
    state = mapsvc.open_atlas(tiny_root).records.territories["front"]
    assert state.licence == "ODbL-1.0"
    assert (state.territories[0].title.en, state.territories[0].accuracy_km) == ("West bank", 2.0)


@pytest.mark.parametrize(
    ("words", "where", "said"),
    [
        ("[territories.wset]\naccuracy_km = 2", f"{WORDS}: territories.wset", "is no territory"),
        ("[territories.west]\nacuracy_km = 2", f"{WORDS}: territories.west.acuracy_km", "no known field"),
        ("[territories.west]\naccuracy_km = 0", f"{WORDS}: territories.west.accuracy_km", "greater than 0"),
        ("[territories.west]\narea_km2 = 7", f"{WORDS}: territories.west.area_km2", "is not its area"),
        ("[territories.west]\narticles = ['9']", f"{WORDS}: territories.west.articles", "no article"),
        ("[territories.west]\noverlap = true", f"{WORDS}: territories.west.overlap", "keep it in one"),
        (
            "[territories.west]\nsources = [{source = 'nobody'}]",
            f"{WORDS}: territories.west.sources[0].source",
            "names no source",
        ),
        ("territories = 1", f"{WORDS}: territories", "must be a table"),
        ("licence = 'CC0-1.0'", f"{GROUNDS}: properties.licence", "keep it in one"),
    ],
)
def test_fault_of_the_words_is_named_where_they_stand(
    tiny_root: Path, words: str, where: str, said: str
) -> None:
    draw(tiny_root, plain("west", WEST, overlap=False), plain("east", EAST), licence="CC0-1.0")
    (tiny_root / WORDS).write_text(words, "utf-8")
    assert [problem for problem in found(tiny_root) if problem.startswith(where)], found(tiny_root)
    assert any(
        said in problem.replace("is not a known field", "no known field") for problem in found(tiny_root)
    )


@pytest.mark.parametrize(
    ("document", "where", "said"),
    [
        ([], "", "must be a GeoJSON FeatureCollection"),
        ({"id": "back"}, "id", "'back'; it must be the file's name, 'front'"),
        ({"properties": "west"}, "properties", "must be a table of fields"),
        (
            {"features": [{"properties": None}]},
            "features[0].properties",
            "'polity' must say who held the ground",
        ),
        (
            {"features": [{"properties": {"kind": "line"}}]},
            "features[0].properties.kind",
            "must be 'territory'",
        ),
        ({"features": [{"id": "a"}, {"id": "a"}]}, "features[1].id", "'a' stands there twice"),
    ],
)
def test_fault_of_the_drawing_is_named_where_it_stands(
    tiny_root: Path, document: Any, where: str, said: str
) -> None:
    features = [plain("west", WEST), plain("east", EAST)]
    draw(tiny_root, *features)
    if isinstance(document, dict):
        for feature, changes in zip(features, document.pop("features", []), strict=False):
            feature.update(changes)
        document = {"type": "FeatureCollection", "features": features, **document}
    (tiny_root / GROUNDS).write_text(json.dumps(document), "utf-8")
    place = f"{GROUNDS}: {where}" if where else GROUNDS
    assert [problem for problem in found(tiny_root) if problem.startswith(place) and said in problem]


@pytest.mark.parametrize("key", ["valid", "status", "sources"])
def test_what_is_the_borders_is_not_repeated(tiny_root: Path, key: str) -> None:
    draw(tiny_root, plain("west", WEST), **{key: "in-force"})
    assert found(tiny_root) == [
        f"{GROUNDS}: properties.{key}: is the border's and is not repeated; take it out here"
    ]


def test_words_without_a_drawing_and_a_drawing_without_a_border_are_named(tiny_root: Path) -> None:
    draw(tiny_root, plain("west", WEST), border="frnot")
    (tiny_root / WORDS).write_text("", "utf-8")
    problems = found(tiny_root)
    assert any("did you mean 'front'" in problem for problem in problems)
    assert any(problem.startswith(f"{WORDS}: speaks of ground that is not drawn") for problem in problems)


def test_day_of_a_border_is_changed_in_one_line_of_one_file(tmp_path: Path) -> None:
    root = tmp_path / "atlas"
    shutil.copytree(
        atlas_root(None),
        root,
        ignore=shutil.ignore_patterns("basemap", "gazetteer", "recipes", "registry.txt"),
    )
    path = root / "borders" / "nakhchivan-1929.geojson"
    lines = path.read_text("utf-8").splitlines(keepends=True)
    (row,) = [number for number, line in enumerate(lines) if '"valid"' in line]
    lines[row] = lines[row].replace("1929-02-18", "1930-03-01")
    path.write_text("".join(lines), "utf-8")
    assert found(root) == []
    atlas = mapsvc.open_atlas(root)
    for day, holder in ((Day(1930, 2, 28), "kars-1921"), (Day(1930, 3, 1), "nakhchivan-1929")):
        assert holder in {state.id for state in states_on(atlas.records, day)}
        shown = [feature.id for feature in atlas.map(f"timeline/{day.isoformat()}/law").data.features()]
        assert any(name.startswith(f"territories/{holder}/") for name in shown)
    compared = atlas.compare("1930-02-28", "1930-03-01", law=True)
    assert [piece.to_polity for piece in compared.pieces]
    assert atlas.compare("1929-03-01", "1930-02-28", law=True).same


def test_shipped_drawings_are_valid(atlas: mapsvc.Atlas) -> None:
    for state in atlas.records.territories.values():
        for territory in state.territories:
            assert all(polygon.exterior.is_ccw for polygon in shapely.get_parts(territory.geometry))


def test_ground_is_spoken_of_beside_its_drawing_where_there_is_such_a_file(tiny_root: Path) -> None:
    draw(tiny_root, plain("west", WEST))
    assert drawn_file("front") == GROUNDS
    assert words_place(tiny_root, "front", "west") == (GROUNDS, "features.west")
    (tiny_root / WORDS).write_text("", "utf-8")
    assert words_place(tiny_root, "front", "west") == (WORDS, "territories.west")
