"""What files say of a feature: its kind, role, date, source, licence."""

from __future__ import annotations

import itertools
from dataclasses import replace
from typing import get_args

import pytest

from mapsvc import Atlas
from mapsvc.atlas.loading import load_atlas
from mapsvc.export.data.features import rows_of
from mapsvc.export.data.provenance import Facts, facts_of, of_border, of_event, of_place, of_route
from mapsvc.history.citations import format_citations
from mapsvc.history.events import sites_of
from mapsvc.kinds import every_map, export_job, kind_named, parse_map_key
from mapsvc.model.dates import parse_date
from mapsvc.model.fields import PlaceKind
from tests.conftest import HERE, TINY
from tests.sampling import sampled

#: What is drawn beside places, as files call it.
DRAWN = {
    "arrow", "border-area", "border-line", "border-point", "change", "district", "edge", "event", "extent",
    "holder", "leg", "position", "rim", "stop", "territory",
}  # fmt: skip
PLACES = set(get_args(PlaceKind))


def facts(tiny: Atlas, kind: str, name: str) -> dict[str, Facts]:
    job = export_job(tiny.records, kind_named(kind).key(name), tiny.records.find_language("en"))
    return dict(facts_of(job, job.map))


def test_line_that_is_kept_apart_has_its_own_licence(tiny: Atlas) -> None:
    found = facts(tiny, "border", "front")
    assert {key: (one.kind, one.role, one.licence) for key, one in found.items()} == {
        "borders/front/north": ("border-line", "in-force", "CC0-1.0"),
        "borders/front/south": ("border-line", "in-force", "ODbL-1.0"),
        "borders/front/wedge": ("border-area", "in-force", "CC0-1.0"),
        "borders/front/summit": ("border-point", "in-force", "CC0-1.0"),
    }
    assert {one.date for one in found.values()} == {parse_date("1921-10-13/..")}


def test_place_has_the_role_of_its_first_part_in_the_event(tiny: Atlas) -> None:
    found = facts(tiny, "event", "line-drawn")
    assert found["places/alfa"] == of_place(tiny.records, tiny.records.places["alfa"], "happened")
    assert found["places/charlie"].accuracy_km == 60
    assert found["places/alfa"].licence == "CC-BY-4.0"


def test_arrow_says_what_its_event_says(tiny: Atlas) -> None:
    event = tiny.records.event("letter-sent")
    arrow = next(one for key, one in facts(tiny, "event", event.id).items() if key.startswith("arrows/"))
    assert arrow == replace(of_event(tiny.records, event), kind="arrow", role="letter")


def test_stop_has_no_means_of_travel_and_no_accuracy(tiny: Atlas) -> None:
    found = facts(tiny, "route", "journey")
    stops = [one for one in found.values() if one.kind == "stop"]
    legs = [one for one in found.values() if one.kind == "leg"]
    assert stops
    assert {(one.role, one.accuracy_km) for one in stops} == {(None, None)}
    assert legs
    assert all(one.role and one.accuracy_km for one in legs)


@pytest.mark.parametrize(("event", "places"), [("letter-sent", ["bravo"]), ("line-drawn", ["alfa"])])
def test_event_stands_where_it_happened_else_where_it_led(tiny: Atlas, event: str, places: list[str]) -> None:
    assert [place.id for place in sites_of(tiny.records, tiny.records.event(event))] == places


def test_what_names_no_work_rests_on_what_it_is_a_part_of(tiny: Atlas) -> None:
    route = tiny.records.route("journey")
    bare = replace(route.stops[0], sources=())
    assert of_route(tiny.records, route, bare).source == format_citations(tiny.records, route.sources, "en")
    border = tiny.records.borders["front"]
    line = replace(border.lines[0], sources=())
    assert of_border(tiny.records, border, line).source == format_citations(
        tiny.records, border.sources, "en"
    )


@pytest.mark.parametrize("name", ["balkans", "elcano", "rhineland", "tiny"])
def test_every_row_of_every_kind_says_what_it_is_and_on_what_it_rests(name: str) -> None:
    atlas = load_atlas(TINY if name == "tiny" else HERE / "data" / "atlases" / name)
    days = (f"timeline/{day}" for day in (atlas.period.first, atlas.period.opening))
    pairs = [f"compare/{a}/{b}" for a, b in itertools.pairwise(atlas.territories)]
    keys = [
        parse_map_key(atlas, asked)
        for asked in (*days, *pairs[:2], *(f"tour/{tour}" for tour in atlas.tours))
    ]
    keys += sampled(every_map(atlas), 8, name)
    kinds = PLACES | DRAWN
    for key in keys:
        for row in rows_of(export_job(atlas, key, atlas.find_language())):
            assert row.source, (str(key), row.id)
            assert row.licence, (str(key), row.id)
            assert row.attribution, (str(key), row.id)
            assert row.kind in kinds, (str(key), row.id)


def test_documentation_names_every_kind() -> None:
    text = (HERE.parent / "docs" / "export.md").read_text(encoding="utf-8")
    assert all(f"`{kind}`" in text for kind in DRAWN)


def test_where_travellers_were_rests_on_the_halts_and_legs_of_that_day(tiny: Atlas) -> None:
    day = tiny.records.route("journey").stops[0].on
    assert day is not None
    found = {key: one for key, one in facts(tiny, "day", str(day.start)).items() if "/at-" in key}
    assert found
    assert {one.kind for one in found.values()} == {"position"}
    assert all(one.source for one in found.values())
    assert {one.date for one in found.values()} == {parse_date(str(day.start))}
