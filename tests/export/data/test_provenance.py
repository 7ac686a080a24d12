"""What files say of a feature: its kind, role, date, source, licence."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mapsvc import Atlas
from mapsvc.export.data.provenance import Facts, facts_of, of_event, of_place
from mapsvc.history.events import sites_of
from mapsvc.kinds import export_job, kind_named
from mapsvc.model.dates import parse_date


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
