"""The shipped atlas: what it must hold, and what its maps must and must not show."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
import shapely

from mapsvc import Atlas
from mapsvc.kinds import kind_named
from mapsvc.model.day import Day
from mapsvc.model.records import Event
from mapsvc.model.scene import Scene
from mapsvc.scene.ground.basemap import ground_of
from mapsvc.scene.ground.names import name_in
from tests.said import said

GEODATA = Path(__file__).parents[1] / "geodata"
IDS: dict[str, list[str]] = tomllib.loads((Path(__file__).parent / "data" / "ids.toml").read_text("utf-8"))
LANGUAGES = ("tr", "en")
STAGE = {"happened", "origin", "destination", "waypoint", "claimed", "subject"}


@pytest.fixture(scope="module")
def event_maps(atlas: Atlas) -> dict[tuple[str, str], Scene]:
    """Every event's map in both languages."""
    return {
        (event, lang): atlas.event_map(event, lang=lang).data
        for event in atlas.records.events
        for lang in LANGUAGES
    }


@pytest.mark.parametrize(("kind", "least"), [("events", 68), ("places", 53), ("routes", 11), ("borders", 12)])
def test_atlas_holds_every_id_that_others_rely_on(atlas: Atlas, kind: str, least: int) -> None:
    assert len(IDS[kind]) == len(set(IDS[kind])) == least
    assert set(IDS[kind]) - set(getattr(atlas.records, kind)) == set()


def test_atlas_holds_sixty_events_and_the_three_headlines(atlas: Atlas) -> None:
    records = atlas.records
    assert len(records.events) >= 60
    assert set(records.meta.headline) == {"delegation-leaves", "kars-treaty", "baku-taken"}
    assert set(records.meta.headline_note) == set(records.meta.headline)
    assert all(records.events[event].headline for event in records.meta.headline)


def test_events_come_in_order_of_date(atlas: Atlas) -> None:
    starts = [event.when.start for event in atlas.records.events.values() if event.when.start]
    assert starts == sorted(starts)


def test_every_event_is_told_in_both_languages(atlas: Atlas) -> None:
    for event in atlas.records.events.values():
        assert event.title.tr != event.title.en, event.id
        assert said(event.summary).tr != said(event.summary).en, event.id
        assert len(said(event.summary).tr) > 60, event.id
        assert event.actors, event.id


def test_turkish_is_written_with_its_letters(atlas: Atlas) -> None:
    texts = [said(event.summary).tr for event in atlas.records.events.values()]
    assert all(any(letter in text for letter in "ıİğĞşŞçÇöÖüÜ") for text in texts)
    assert not [text for text in texts if "\ufffd" in text or "Ã" in text or "i̇" in text]


def test_articles_are_named_in_turkish(atlas: Atlas) -> None:
    english = re.compile(r"Art\.|Annex|Protocol|Plebiscite|condition|transit")
    for border in atlas.records.borders.values():
        assert not [name for name in (a.name_in("tr") for a in border.articles) if english.search(name)]


@pytest.mark.parametrize(
    ("town", "names"),
    [
        (
            "petrograd",
            {1914: "St Petersburg", 1917: "Petrograd", 1938: "Leningrad", 1992: "Saint Petersburg"},
        ),
        ("tsaritsin", {1920: "Tsaritsyn", 1953: "Stalingrad", 1991: "Volgograd"}),
        ("petrovsk", {1920: "Petrovsk", 1922: "Makhachkala", 1946: "Makhachkala"}),
        ("ankara", {1920: "Angora", 1955: "Ankara"}),
        ("tiflis", {1921: "Tiflis", 1937: "Tbilisi"}),
    ],
)
def test_town_of_the_background_bears_the_name_of_the_year(town: str, names: dict[int, str]) -> None:
    features = json.loads((GEODATA / "basemap" / "towns.geojson").read_text("utf-8"))["features"]
    about = next(feature["properties"] for feature in features if feature["id"] == town)
    assert {year: name_in(about, "en", Day(year, 7, 1)) for year in names} == names


def test_places_have_names_in_the_languages_of_the_field(atlas: Atlas) -> None:
    for place in atlas.records.places.values():
        languages = {name.lang for name in place.names}
        assert {"tr", "en"} <= languages, place.id
    settled = [place for place in atlas.records.places.values() if place.kind == "settlement"]
    assert (
        sum({"tr", "en", "az", "ru"} <= {name.lang for name in place.names} for place in settled)
        > len(settled) / 2
    )


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_event_map_shows_something(
    atlas: Atlas, event_maps: dict[tuple[str, str], Scene], lang: str
) -> None:
    for event in atlas.records.events:
        shown = list(event_maps[event, lang].features())
        assert shown, event
        assert len({feature.id for feature in shown}) == len(shown), event
        assert all(feature.name and feature.detail is not None for feature in shown), event


def test_both_languages_show_the_same_features(
    atlas: Atlas, event_maps: dict[tuple[str, str], Scene]
) -> None:
    for event in atlas.records.events:
        tr, en = event_maps[event, "tr"], event_maps[event, "en"]
        assert [feature.id for feature in tr.features()] == [feature.id for feature in en.features()]
        assert tr.extent == en.extent
        assert list(tr.symbols) == list(en.symbols)


def test_no_event_map_shows_a_border_of_a_later_time(
    atlas: Atlas, event_maps: dict[tuple[str, str], Scene]
) -> None:
    late = []
    for (event_id, _), event_map in event_maps.items():
        event = atlas.records.events[event_id]
        assert event.when.end is not None, event_id
        for feature in event_map.features():
            if feature.id.startswith("borders/"):
                border = atlas.records.borders[feature.id.split("/")[1]]
                begins = (border.signed or border.valid).start
                if begins and begins > event.when.end:
                    late.append((event_id, border.id))
    assert late == []


def test_no_event_map_shows_a_border_that_had_ended(
    atlas: Atlas, event_maps: dict[tuple[str, str], Scene]
) -> None:
    ended = []
    for (event_id, _), event_map in event_maps.items():
        event = atlas.records.events[event_id]
        for feature in event_map.features():
            if feature.id.startswith("borders/"):
                border = atlas.records.borders[feature.id.split("/")[1]]
                end = border.valid.end
                if end and event.when.start and end < event.when.start and border.id not in event.borders:
                    ended.append((event_id, border.id))
    assert ended == []


def test_no_event_map_shows_a_stop_that_was_not_reached(
    atlas: Atlas, event_maps: dict[tuple[str, str], Scene]
) -> None:
    early = []
    for (event_id, lang), event_map in event_maps.items():
        event = atlas.records.events[event_id]
        for feature in event_map.features():
            if lang == "tr" and feature.id.startswith("routes/") and event.arrow != "journey":
                route = atlas.records.routes[feature.id.split("/")[1]]
                stop = next((stop for stop in route.stops if stop.id == feature.id.split("/")[2]), None)
                start = stop.on.start if stop and stop.on else None
                if start and event.when.end and start > event.when.end:
                    early.append((event_id, feature.id))
    assert early == []


def on_stage(event: Event) -> set[str]:
    return {f"places/{part.place}" for part in event.places if part.role in STAGE}


def test_extent_holds_the_stage(atlas: Atlas, event_maps: dict[tuple[str, str], Scene]) -> None:
    outside = []
    for (event_id, lang), event_map in event_maps.items():
        if lang == "en":
            continue
        event = atlas.records.events[event_id]
        frame = shapely.box(*event_map.extent)
        far_treaty = any(atlas.records.borders[border].signed for border in event.borders)
        for feature in event_map.features():
            if feature.id in on_stage(event) and not far_treaty and not frame.contains(feature.geometry):
                outside.append((event_id, feature.id))
    assert outside == []


def test_extent_of_a_letter_or_journey_holds_both_ends(
    atlas: Atlas, event_maps: dict[tuple[str, str], Scene]
) -> None:
    moved = [event for event in atlas.records.events.values() if event.arrow]
    assert len(moved) > 5
    for event in moved:
        event_map = event_maps[event.id, "tr"]
        frame = shapely.box(*event_map.extent)
        ends = [
            atlas.records.places[part.place]
            for part in event.places
            if part.role in {"origin", "destination"}
        ]
        assert all(frame.contains(shapely.Point(end.lon, end.lat)) for end in ends if end.lon is not None), (
            event.id
        )


def test_event_that_sends_something_shows_where_it_goes(
    atlas: Atlas, event_maps: dict[tuple[str, str], Scene]
) -> None:
    for event in atlas.records.events.values():
        roles = {part.role for part in event.places if atlas.records.places[part.place].lon is not None}
        if event.arrow and {"origin", "destination"} <= roles:
            layers = {layer.id for layer in event_maps[event.id, "tr"].layers}
            assert layers & {"arrows", "routes"}, event.id


def test_extent_of_a_treaty_holds_its_line(event_maps: dict[tuple[str, str], Scene]) -> None:
    for event, border in (("kars-treaty", "kars-1921"), ("moscow-treaty", "moscow-1921")):
        event_map = event_maps[event, "tr"]
        frame = shapely.box(*event_map.extent)
        lines = [feature for feature in event_map.features() if feature.id.startswith(f"borders/{border}/")]
        assert lines
        assert all(frame.contains(line.geometry) for line in lines)
        west, south, east, north = event_map.extent
        assert east - west < 12
        assert north - south < 9


@pytest.mark.parametrize("lang", LANGUAGES)
def test_legend_explains_the_symbols_that_are_shown_and_no_other(
    atlas: Atlas, event_maps: dict[tuple[str, str], Scene], lang: str
) -> None:
    records = atlas.records
    keyed = {"place": records.places, "route": records.routes, "border": records.borders}
    others = [
        kind_named(kind).scene(records, key, lang)
        for kind, found in keyed.items()
        for key, thing in found.items()
        if getattr(thing, "lon", 0.0) is not None
    ]
    for event_map in [*(found for (_, its), found in event_maps.items() if its == lang), *others]:
        used = {feature.symbol for feature in event_map.features()}
        entries = [entry for entry in event_map.legend if entry.symbol != "hollow"]
        explained = [key for entry in entries for key in entry.covers]
        # That a sign is hollow is said once more, for all signs that are also full on this map.
        for doubt in (entry for entry in event_map.legend if entry.symbol == "hollow"):
            assert set(doubt.covers) <= {key for key in used if key.endswith("-doubtful")}, event_map.id
            assert doubt.covers, event_map.id
        assert len(explained) == len(set(explained)), event_map.id
        dashes = {key for key in explained if key.startswith("certainty-")}
        assert set(explained) - dashes == used, event_map.id
        lines = {key for key in used if event_map.symbols[key]["type"] in {"line", "arrow"}}
        assert {key.split("-")[-1] for key in dashes} == {key.split("-")[-1] for key in lines}, event_map.id
        assert {entry.symbol for entry in event_map.legend} | used == set(event_map.symbols), event_map.id
        labels = [entry.label for entry in event_map.legend]
        assert all(labels)
        assert len(labels) == len(set(labels)), (event_map.id, labels)


def test_symbols_differ_by_shape_or_pattern_and_not_by_colour_alone(
    event_maps: dict[tuple[str, str], Scene],
) -> None:
    def form(symbol: dict[str, object]) -> tuple[object, ...]:
        hollow = symbol.get("fill") == "#ffffff" if symbol["type"] == "marker" else None
        kept = ("type", "path", "dash", "ticks", "width", "casing", "hatch", "opacity")
        return (hollow, *(str(symbol.get(name)) for name in kept))

    alike = []
    for (event, lang), event_map in event_maps.items():
        forms: dict[tuple[object, ...], str] = {}
        for key, symbol in event_map.symbols.items():
            if lang == "tr" and forms.setdefault(form(symbol), key) != key:
                alike.append((event, key, forms[form(symbol)]))
    assert sorted({(one, other) for _, one, other in alike}) == []


def test_doubt_is_drawn(event_maps: dict[tuple[str, str], Scene]) -> None:
    for event_map in event_maps.values():
        for feature in event_map.features():
            symbol = event_map.symbols[feature.symbol]
            if symbol["type"] == "marker" and not feature.symbol.startswith("wide-"):
                assert (symbol["fill"] == "#ffffff") is (feature.certainty != "attested"), feature.id
            elif symbol["type"] == "line":
                assert bool(symbol["dash"]) is (feature.certainty != "attested"), feature.id


def credited(atlas: Atlas, event_map: Scene) -> set[str]:
    """Whom the features of a map are owed to, worked out from the data."""
    records, lang, owed = atlas.records, event_map.lang, set()
    for feature in event_map.features():
        kind, _, rest = feature.id.partition("/")
        if kind == "places" and any(cite.source == "geonames" for cite in records.places[rest].sources):
            owed.add("GeoNames (CC BY 4.0)")
        elif kind == "routes":
            route = records.routes[rest.split("/")[0]]
            owed.add(route.attribution.in_(lang))
        elif kind == "borders":
            border_id, _, part = rest.partition("/")
            border = records.borders[border_id]
            line = next((line for line in border.lines if line.id == part), None)
            derived = records.lines.get(line.line or "") if line else None
            owed.add((derived or border).attribution.in_(lang))
    return owed


def test_credits_are_of_what_is_shown(atlas: Atlas, event_maps: dict[tuple[str, str], Scene]) -> None:
    parts = ground_of(atlas.records.root).credits
    assert len(parts) == 4
    for (event, lang), event_map in event_maps.items():
        given = [credit.text for credit in event_map.credits]
        owed = credited(atlas, event_map) | {part["text"][lang] for part in parts}
        assert len(given) == len(set(given)), event
        # Nobody is left out, whether named alone or within another's credit, and nobody is added.
        said = " · ".join(given)
        assert [text for text in owed if text not in said] == [], event
        assert set(given) <= owed, event


#: A licence as a credit names it.
LICENCE_WORDS = {"CC0-1.0": "CC0", "CC-BY-3.0-IGO": "CC BY-IGO", "ODbL-1.0": "ODbL 1.0"}
#: What a licence asks of whoever shows the data, in both languages: the name of its owner.
OWNERS = {
    "CC0-1.0": ("", ""),
    "CC-BY-3.0-IGO": ("OCHA", "OCHA"),
    "ODbL-1.0": ("© OpenStreetMap katkıcıları", "© OpenStreetMap contributors"),
}


def test_credit_names_the_licence_and_who_gave_it(atlas: Atlas) -> None:
    records = atlas.records
    things: list[Any] = [*records.borders.values(), *records.routes.values(), *records.lines.values()]
    for thing in things:
        for lang, owner in zip(("tr", "en"), OWNERS[thing.licence], strict=True):
            assert LICENCE_WORDS[thing.licence] in thing.attribution.in_(lang), thing
            assert owner in thing.attribution.in_(lang), thing


def test_line_taken_from_openstreetmap_says_so_under_its_licence(
    event_maps: dict[tuple[str, str], Scene],
) -> None:
    for lang, name in (("tr", "OpenStreetMap katkıcıları"), ("en", "OpenStreetMap contributors")):
        texts = " ".join(credit.text for credit in event_maps["kars-treaty", lang].credits)
        assert f"© {name}" in texts
        assert "ODbL" in texts
        assert "OpenStreetMap" not in " ".join(
            credit.text for credit in event_maps["lenin-arrives", lang].credits
        )


def test_what_is_not_ours_stands_apart_and_says_so(atlas: Atlas) -> None:
    """
    A line taken from data of another licence lies in `lines/`, with that licence; a border refers to it.

    So a border's own file holds nothing but our points, and its credit names every licence that
    asks for a credit among those of its stretches.
    """
    records = atlas.records
    files = {key.partition("/")[0] for key in records.lines}
    assert files == {path.stem for path in (records.root / "lines").glob("*.geojson")}
    assert {"ODbL-1.0", "CC-BY-3.0-IGO"} <= {line.licence for line in records.lines.values()}
    for border in records.borders.values():
        stretches = {records.lines[line.line] for line in border.lines if line.line is not None}
        # What the border's own file was fitted to binds that file as well.
        if any("osm" in {cite.source for cite in line.sources} for line in border.lines if line.line is None):
            assert border.licence == "ODbL-1.0", border.id
        assert border.licence != "CC0-1.0" or not {line.licence for line in stretches} - {"CC0-1.0"}, (
            border.id
        )
        for line in stretches:
            if line.licence == "CC0-1.0":
                continue  # asks for no credit
            for lang in LANGUAGES:
                assert LICENCE_WORDS[line.licence] in border.attribution.in_(lang), (border.id, line)


def test_map_credits_each_line_of_another_licence(
    atlas: Atlas, event_maps: dict[tuple[str, str], Scene]
) -> None:
    records = atlas.records
    seen = set()
    for (event, lang), event_map in event_maps.items():
        said = " · ".join(credit.text for credit in event_map.credits)
        shown = [f.id.split("/")[1:3] for f in event_map.features() if f.id.startswith("borders/")]
        for border, part in shown:
            derived = next((line.line for line in records.borders[border].lines if line.id == part), None)
            if derived is not None:
                licence = records.lines[derived].licence
                seen.add(licence)
                assert LICENCE_WORDS[licence] in said, (event, lang, derived)
    assert {"ODbL-1.0", "CC-BY-3.0-IGO"} <= seen
