"""Maps of the steps of tours, and tours without a file."""

from __future__ import annotations

import json

import pytest

from mapsvc import Atlas
from mapsvc.errors import NotFoundError, RequestError, UnknownEventError, UnknownRouteError, UnknownTourError
from mapsvc.kinds import compose_map, kind_of, parse_map_key
from mapsvc.model.records import Citation
from mapsvc.model.scene import MapKey, Scene
from mapsvc.model.text import Text
from mapsvc.model.tours import MOST_WORDS, Tour, TourStep
from mapsvc.render.addresses import CARRIED
from mapsvc.render.shell import payload
from mapsvc.scene.made_tours import MOST_EVENTS, find_tour
from mapsvc.scene.tour_map import compose_step

Steps = list[tuple[Tour, int, Scene]]


@pytest.fixture(scope="module")
def steps(atlas: Atlas) -> Steps:
    """Every step of every shipped tour with its map, composed once."""
    return [
        (tour, number, compose_step(atlas.records, tour, number, "tr"))
        for tour in atlas.tours.values()
        for number in range(1, len(tour.steps) + 1)
    ]


def tour_of(**shows: object) -> Tour:
    text = Text(tr="tr", en="en")
    cites = (Citation("paper"),)
    step = TourStep(heading=text, paragraph=text, cites=cites, **shows)  # type: ignore[arg-type]
    return Tour(id="made", title=text, subtitle=text, sources=cites, steps=(step,))


def composed(atlas: Atlas, **shows: object) -> Scene:
    return compose_step(atlas.records, tour_of(**shows), 1, "en")


# ---- the shipped tours ---------------------------------------------------------------------------
def test_map_of_every_shipped_step_is_sound(steps: Steps) -> None:
    for tour, number, event_map in steps:
        step = tour.steps[number - 1]
        where = f"{tour.id}/{number}"
        features = list(event_map.features())
        assert (event_map.kind, event_map.id) == ("tour", where)
        assert features, where
        assert event_map.title == step.heading.tr
        assert event_map.extent == (step.view or event_map.extent)
        used = {feature.symbol for feature in features}
        assert used <= {key for entry in event_map.legend for key in entry.covers}, where
        assert used <= set(event_map.symbols), where
        for entry in event_map.legend:
            assert entry.symbol in event_map.symbols, where
            assert entry.symbol.startswith("certainty-") or used & set(entry.covers), (where, entry.label)
        for wanted in step.highlight:
            lit = [
                feature for feature in features if feature.id == wanted or feature.id.startswith(f"{wanted}/")
            ]
            assert lit, (where, wanted)
            assert all(feature.symbol.endswith("-marked") for feature in lit)
        west, south, east, north = event_map.extent
        seen = [
            feature
            for feature in features
            if west < feature.geometry.bounds[2]
            and feature.geometry.bounds[0] < east
            and south < feature.geometry.bounds[3]
            and feature.geometry.bounds[1] < north
        ]
        assert seen, where


def test_no_shipped_step_shows_what_had_not_happened(atlas: Atlas, steps: Steps) -> None:
    routes = atlas.records.routes
    for tour, number, event_map in steps:
        step = tour.steps[number - 1]
        if step.stop is None:
            continue
        last = next(stop for stop in routes[step.route or ""].stops if stop.id == step.stop)
        shown = {
            feature.id.rpartition("/")[2]
            for feature in event_map.features()
            if feature.id.startswith("routes/")
        }
        later = {stop.id for stop in routes[step.route or ""].stops if stop.n > last.n}
        assert last.id in shown
        assert not shown & later


def test_same_step_gives_the_same_bytes(atlas: Atlas) -> None:
    tour = atlas.tours["brest-litovsk-to-kars"]
    once, again = (json.dumps(payload(compose_step(atlas.records, tour, 8, "en"), CARRIED)) for _ in range(2))
    assert once == again


# ---- what a step may show --------------------------------------------------------------------------
def test_border_stands_out_from_those_beside_it_and_each_has_its_entry(atlas: Atlas) -> None:
    shown = composed(atlas, border="batum-1918", beside=("brest-litovsk-1918", "berlin-1878"))
    colours = {
        feature.id.split("/")[1]: shown.symbols[feature.symbol]["color"]
        for feature in shown.features()
        if feature.symbol.startswith("border-")
    }
    assert colours["batum-1918"] != colours["brest-litovsk-1918"] == colours["berlin-1878"]
    labels = [entry.label for entry in shown.legend]
    for name in ("Batum 1918: ", "Brest-Litovsk 1918: ", "Frontier of 1878: "):
        assert len([label for label in labels if label.startswith(name)]) == 1


def test_border_that_had_passed_is_told_with_its_years(atlas: Atlas) -> None:
    def labels(date: str) -> list[str]:
        return [entry.label for entry in composed(atlas, border="berlin-1878", date=date).legend]

    assert labels("1900")[0] == "Frontier of 1878: Border in force"
    assert labels("1921-10-13")[0] == "Frontier of 1878 (1878–1918)"


def test_modes_of_a_comparison_show_their_layers(atlas: Atlas) -> None:
    pair = ("moscow-1921", "kars-1921")
    difference = composed(atlas, compare=pair, mode="difference")
    overlay = composed(atlas, compare=pair)
    assert {layer.id for layer in difference.layers} - {"frame"} == {"pieces", "lines-a", "lines-b"}
    assert {"extent-a", "rim-b"} <= {layer.id for layer in overlay.layers}
    hatched = [
        {
            layer.id
            for layer in shown.layers
            if any(shown.symbols[feature.symbol].get("hatch") is not None for feature in layer.features)
        }
        for shown in (difference, overlay)
    ]
    assert hatched == [{"pieces"}, {"pieces"}]


def test_journey_until_a_date_goes_as_far_as_it_had_come(atlas: Atlas) -> None:
    def stops(shown: Scene) -> set[str]:
        return {feature.id for feature in shown.features() if "-stop-" in feature.id}

    early = stops(composed(atlas, route="red-army-1920", until="1920-04-27"))
    late = stops(composed(atlas, route="red-army-1920", until="1920-07-28"))
    assert "routes/red-army-1920/main-stop-8" in early
    assert "routes/red-army-1920/main-stop-9" not in early
    assert early < late


def test_view_of_a_stop_holds_the_leg_that_led_there(atlas: Atlas) -> None:
    shown = composed(atlas, route="bekir-sami-1920", stop="reconstructed-stop-9")
    west, south, east, north = shown.extent
    for lon, lat in ((39.73, 41.0), (39.08, 44.1)):
        assert west < lon < east
        assert south < lat < north
    assert north - south < 10


def test_places_are_added_once_and_borders_lie_below(atlas: Atlas) -> None:
    shown = composed(
        atlas,
        route="red-army-1920",
        stop="main-stop-9",
        places=("baku", "gence"),
        beside=("adr-effective-1920",),
    )
    assert [layer.id for layer in shown.layers] == ["tour-borders", "routes", "tour-places"]
    assert [feature.id for feature in shown.layers[-1].features] == ["places/gence"]
    assert composed(atlas, places=("kars", "batum")).extent[0] < 41.6


def test_day_is_shown_as_it_was(atlas: Atlas) -> None:
    ids = {feature.id for feature in composed(atlas, day="1920-04-28").features()}
    assert "events/baku-taken" in ids
    assert "events/kars-treaty" not in ids


def test_account_is_named_at_the_leg_that_stands_out(atlas: Atlas) -> None:
    legs = ("stated-leg-4", "reconstructed-leg-8")
    shown = composed(
        atlas, route="bekir-sami-1920", highlight=tuple(f"routes/bekir-sami-1920/{leg}" for leg in legs)
    )
    labels = {
        feature.id.rpartition("/")[2]: feature.label for feature in shown.features() if "-leg-" in feature.id
    }
    assert labels.pop("stated-leg-4") == "The route given in the paper"
    assert labels.pop("reconstructed-leg-8") == "The route reconstructed from other accounts"
    assert set(labels.values()) == {None}


def test_lines_are_broader_than_on_other_pages(atlas: Atlas) -> None:
    usual = compose_map(atlas.records, MapKey("events", "delegation-leaves"), "en")
    hall = composed(atlas, event="delegation-leaves")
    for key, symbol in usual.symbols.items():
        if key.startswith("leg-"):
            assert hall.symbols[key]["width"] > symbol["width"]


# ---- without a file --------------------------------------------------------------------------------
def test_every_journey_is_a_tour(atlas: Atlas) -> None:
    for route in atlas.records.routes.values():
        tour = find_tour(atlas.records, f"routes/{route.id}")
        assert len(tour.steps) == 1 + len(route.stops)
        assert [step.stop for step in tour.steps[1:]] == [
            stop.id for variant in route.variants for stop in route.stops_of(variant.id)
        ]
        for step in tour.steps:
            assert all(len(step.paragraph.in_(lang).split()) <= MOST_WORDS for lang in ("tr", "en"))


def test_stop_tells_how_one_came_there_and_how_sure_it_is(atlas: Atlas) -> None:
    tour = find_tour(atlas.records, "routes/bekir-sami-1920")
    step = next(step for step in tour.steps if step.stop == "reconstructed-stop-9")
    for words in ("Trebizond – Tuapse", "349 km", "The stop is inferred.", "Novorossiysk"):
        assert words in step.paragraph.en
    assert "Durak çıkarımdır." in step.paragraph.tr


def test_events_are_a_tour_in_the_order_given(atlas: Atlas) -> None:
    tour = find_tour(atlas.records, "events/kars-treaty,baku-taken")
    assert [step.event for step in tour.steps] == ["kars-treaty", "baku-taken"]
    summary = atlas.records.events["baku-taken"].summary
    assert summary is not None
    told = tour.steps[1]
    assert told.notes is not None
    assert f"{told.paragraph.en} {told.notes.en}" == summary.en
    assert f"{told.paragraph.tr} {told.notes.tr}" == summary.tr


@pytest.mark.parametrize(
    ("wanted", "error", "words"),
    [
        ("journey-to-mosco", UnknownTourError, "journey-to-moscow"),
        ("journey-to-moscow/x", UnknownTourError, "journey-to-moscow"),
        ("routes/bekir", UnknownRouteError, "bekir-sami-1920"),
        ("events/kars", UnknownEventError, "kars-treaty"),
        ("events/,", RequestError, "ids="),
        ("events/" + "kars-treaty," * (MOST_EVENTS + 1), RequestError, str(MOST_EVENTS)),
    ],
)
def test_tour_that_does_not_exist_is_refused(
    atlas: Atlas, wanted: str, error: type[Exception], words: str
) -> None:
    with pytest.raises(error, match=words):
        find_tour(atlas.records, wanted)


# ---- names of maps ---------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("text", "name", "stem"),
    [
        ("tour/journey-to-moscow", "tour/journey-to-moscow/1", "tour-journey-to-moscow-1"),
        ("tour/journey-to-moscow/8", "tour/journey-to-moscow/8", "tour-journey-to-moscow-8"),
        ("tour/routes/red-army-1920/3", "tour/routes/red-army-1920/3", "tour-routes-red-army-1920-3"),
        ("tour/events/kars-treaty,baku-taken/2", "tour/events/kars-treaty,baku-taken/2",
         "tour-events-kars-treaty-baku-taken-2"),
    ],
)  # fmt: skip
def test_step_has_a_name_as_a_map(atlas: Atlas, text: str, name: str, stem: str) -> None:
    key = parse_map_key(atlas.records, text)
    assert (str(key), kind_of(key).stem(key.id)) == (name, stem)
    assert compose_map(atlas.records, key, "en").id == name.removeprefix("tour/")


@pytest.mark.parametrize(
    "text", ["tour/journey-to-moscow/0", "tour/journey-to-moscow/99", "tour/journey-to-moscow/x",
             "tour/none/1", "tour/journey-to-moscow/1/2", "tour/journey-to-moscow/١"],
)  # fmt: skip
def test_name_of_no_step_is_refused(atlas: Atlas, text: str) -> None:
    with pytest.raises(NotFoundError):
        parse_map_key(atlas.records, text)


def test_python_door_shows_a_step(atlas: Atlas) -> None:
    shown = atlas.tour_map("journey-to-moscow", 8, lang="en")
    assert "journey-to-moscow/8" in repr(shown)
    with pytest.raises(NotFoundError, match="1 to 12"):
        atlas.tour_map("journey-to-moscow", 13)
