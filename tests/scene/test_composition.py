"""What a composed map holds, on an atlas small enough to see through."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, replace
from pathlib import Path

import pytest
import shapely

import mapsvc
from mapsvc import Atlas
from mapsvc.errors import UnknownBorderError, UnknownEventError, UnknownPlaceError, UnknownRouteError
from mapsvc.kinds import kind_named
from mapsvc.model.dates import parse_date
from mapsvc.model.fields import Role
from mapsvc.model.scene import MapFeature, Scene
from mapsvc.scene.features.places import arrow_features
from mapsvc.scene.symbols import Symbols


def feature(event_map: Scene, feature_id: str) -> MapFeature:
    return next(found for found in event_map.features() if found.id == feature_id)


def ids(event_map: Scene) -> list[str]:
    return [found.id for found in event_map.features()]


@pytest.fixture(scope="module")
def drawn(tiny: Atlas) -> Scene:
    return tiny.event_map("line-drawn", lang="en").data


@pytest.fixture(scope="module")
def letter(tiny: Atlas) -> Scene:
    return tiny.event_map("letter-sent", lang="tr").data


def test_map_says_what_it_is_of(drawn: Scene) -> None:
    assert (drawn.kind, drawn.id, drawn.lang, drawn.title) == (
        "event",
        "line-drawn",
        "en",
        "The line is drawn",
    )
    assert (drawn.caption, drawn.date, drawn.year) == ("13 October 1921", parse_date("1921-10-13"), 1921)


def test_map_of_a_treaty_shows_its_line_both_accounts_of_the_way_and_the_places(drawn: Scene) -> None:
    assert {layer.id for layer in drawn.layers} == {"borders", "routes", "places"}
    shown = ids(drawn)
    for wanted in (
        "borders/front/north", "borders/front/south", "borders/front/wedge", "routes/journey/stated-leg-1",
        "routes/journey/rebuilt-leg-1", "routes/journey/rebuilt-leg-2", "places/alfa", "places/charlie",
    ):  # fmt: skip
        assert wanted in shown
    assert "borders/front/summit" not in shown


def test_map_of_a_letter_shows_an_arrow_and_no_later_line(letter: Scene) -> None:
    assert ids(letter) == ["arrows/alfa/bravo", "places/alfa", "places/bravo"]
    arrow = feature(letter, "arrows/alfa/bravo")
    ends = shapely.get_coordinates(arrow.geometry)[[0, -1]].tolist()
    assert ends == [[43.1, 40.6], [44.8, 41.7]]
    assert arrow.certainty == "uncertain"
    assert arrow.name == "Eski Alfa → Bravo"


@pytest.mark.parametrize("role", ["origin", "destination"])
def test_arrow_leads_to_or_from_the_scene_where_no_other_end_is_named(tiny: Atlas, role: Role) -> None:
    event = tiny.records.event("letter-sent")
    places = tuple(replace(part, role="happened") if part.role == role else part for part in event.places)
    drawn = arrow_features(tiny.records, replace(event, places=places), "en", symbols=Symbols())
    assert [arrow.id for arrow in drawn] == ["arrows/alfa/bravo"]
    alone = replace(event, places=(places[0],))
    assert not list(arrow_features(tiny.records, alone, "en", symbols=Symbols()))


def test_place_is_named_as_at_the_time(tiny: Atlas, letter: Scene) -> None:
    assert feature(letter, "places/alfa").name == "Eski Alfa"
    assert feature(tiny.event_map("line-drawn", lang="tr").data, "places/alfa").name == "Alfa"


def test_new_line_stands_out(drawn: Scene) -> None:
    north, south = feature(drawn, "borders/front/north"), feature(drawn, "borders/front/south")
    assert (north.symbol, south.symbol) == ("border-new-attested", "border-new-inferred")
    assert north.priority == 1
    assert [north.label, south.label].count(None) == 1


def test_popup_rows_carry_certainty_accuracy_and_source(drawn: Scene) -> None:
    rows = dict(feature(drawn, "borders/front/south").rows)
    assert "± 0.5 km" in rows.values()
    assert "inferred" in rows.values()
    assert any("Yazar" in value for value in rows.values())


def test_line_of_its_own_file_is_drawn_and_credited_under_its_licence(drawn: Scene) -> None:
    assert shapely.get_coordinates(feature(drawn, "borders/front/south").geometry)[-1].tolist() == [
        44.4,
        39.9,
    ]
    texts = [credit.text for credit in drawn.credits]
    assert [text for text in texts if "Map contributors" in text and "ODbL" in text]
    assert "Towns: test" in texts


def test_area_has_its_reach(drawn: Scene) -> None:
    assert feature(drawn, "places/charlie").radius_km == 60
    assert feature(drawn, "places/alfa").radius_km is None


def test_view_of_a_treaty_holds_the_line_and_the_place_near_it(drawn: Scene) -> None:
    frame = shapely.box(*drawn.extent)
    for wanted in ("borders/front/north", "borders/front/south", "places/alfa", "places/charlie"):
        assert frame.contains(feature(drawn, wanted).geometry)


def test_view_of_a_letter_holds_both_ends(letter: Scene) -> None:
    west, south, east, north = letter.extent
    assert west < 43.1 < 44.8 < east
    assert south < 40.6 < 41.7 < north
    assert east - west >= 7


def event_file(root: Path, name: str, old: str, new: str) -> None:
    path = root / "events" / f"{name}.toml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


@pytest.mark.parametrize(
    ("day", "shown"), [("1921-10-12", False), ("1921-10-14", True), ("1950", True), ("1921", False)]
)
def test_line_stands_behind_events_of_its_time_only(tiny_root: Path, day: str, shown: bool) -> None:
    event_file(tiny_root, "letter-sent", 'on = "1920-04-26"', f'on = "{day}"')
    event_file(tiny_root, "letter-sent", 'other = {julian = "1920-04-13", rumi = "1336-04-26"}', "")
    event_file(tiny_root, "letter-sent", 'calendar = "rumi"', 'calendar = "gregorian"')
    event_map = mapsvc.open_atlas(tiny_root).event_map("letter-sent").data
    assert ("borders/front/north" in ids(event_map)) is shown
    if shown:
        assert feature(event_map, "borders/front/north").symbol == "border-in-force-attested"


@pytest.mark.parametrize("status", ["claimed", "never-in-force", "never-ratified"])
def test_line_that_never_stood_shows_only_where_the_event_is_about_it(tiny_root: Path, status: str) -> None:
    path = tiny_root / "borders" / "front.geojson"
    path.write_text(path.read_text("utf-8").replace('"status": "in-force"', f'"status": "{status}"'), "utf-8")
    event_file(tiny_root, "letter-sent", 'on = "1920-04-26"', 'on = "1921-11-01"')
    event_file(tiny_root, "letter-sent", 'other = {julian = "1920-04-13", rumi = "1336-04-26"}', "")
    atlas = mapsvc.open_atlas(tiny_root)
    assert not [found for found in ids(atlas.event_map("letter-sent").data) if found.startswith("borders/")]
    assert "borders/front/north" in ids(atlas.event_map("line-drawn").data)


def test_journey_is_shown_only_as_far_as_it_had_come(tiny_root: Path) -> None:
    event_file(tiny_root, "letter-sent", 'on = "1920-04-26"', 'routes = ["journey"]\non = "1921-10-05"')
    event_file(tiny_root, "letter-sent", 'other = {julian = "1920-04-13", rumi = "1336-04-26"}', "")
    shown = ids(mapsvc.open_atlas(tiny_root).event_map("letter-sent").data)
    assert "routes/journey/rebuilt-leg-1" in shown
    assert "routes/journey/stated-leg-1" not in shown
    assert "routes/journey/rebuilt-leg-2" not in shown


def test_journey_that_the_event_opens_is_shown_whole(tiny_root: Path) -> None:
    event_file(tiny_root, "letter-sent", 'arrow = "letter"', 'arrow = "journey"\nroutes = ["journey"]')
    shown = ids(mapsvc.open_atlas(tiny_root).event_map("letter-sent").data)
    assert "routes/journey/stated-leg-1" in shown
    assert "routes/journey/rebuilt-leg-2" in shown
    assert not [found for found in shown if found.startswith("arrows/")]


def test_place_kept_off_the_map_is_left_out_where_it_is_only_mentioned(tiny_root: Path) -> None:
    path = tiny_root / "places.geojson"
    path.write_text(path.read_text("utf-8").replace('"on_map": true', '"on_map": false'), "utf-8")
    event_file(tiny_root, "line-drawn", 'role = "subject"', 'role = "mentioned"')
    shown = ids(mapsvc.open_atlas(tiny_root).event_map("line-drawn").data)
    assert "places/alfa" in shown
    assert "places/charlie" not in shown


@pytest.mark.parametrize(
    ("kind", "key", "wanted"),
    [
        ("place", "alfa", "places/alfa"),
        ("route", "journey", "routes/journey/stated-leg-1"),
        ("border", "front", "borders/front/summit"),
        ("event", "line-drawn", "places/alfa"),
    ],
)
@pytest.mark.parametrize("lang", ["tr", "en"])
def test_every_kind_of_map_shows_its_subject(
    tiny: Atlas, kind: str, key: str, wanted: str, lang: str
) -> None:
    event_map = kind_named(kind).scene(tiny.records, key, lang)
    assert (event_map.kind, event_map.id, event_map.lang) == (kind, key, lang)
    assert shapely.box(*event_map.extent).contains(feature(event_map, wanted).geometry)
    assert "borders/front/guide-1" not in ids(event_map)


@pytest.mark.parametrize(
    ("kind", "error"),
    [
        ("event", UnknownEventError), ("place", UnknownPlaceError), ("route", UnknownRouteError), ("border",
        UnknownBorderError),
    ],
)  # fmt: skip
def test_map_of_something_unknown_is_refused(tiny: Atlas, kind: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        kind_named(kind).scene(tiny.records, "nothing", "en")


def test_map_is_plain_data(drawn: Scene) -> None:
    with pytest.raises(FrozenInstanceError):
        drawn.title = "other"  # type: ignore[misc]
    texts = [drawn.title, drawn.caption, *(entry.label for entry in drawn.legend)]
    assert not [text for text in texts if "<" in text]
