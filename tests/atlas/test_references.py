"""Every id that an atlas names leads to something, or is told with the nearest that would do."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from mapsvc import Atlas
from mapsvc.atlas.problems import Problems
from mapsvc.atlas.references import find_dangling


def test_nothing_dangles_in_a_sound_atlas(tiny: Atlas) -> None:
    problems = Problems()
    find_dangling(tiny.records, problems)
    assert not problems


@pytest.mark.parametrize(
    ("table", "lost", "places"),
    [
        ("sources", "carr", {"events/line-drawn.toml: cites[0].source"}),
        ("places", "delta", {"mentions/paper.csv: line 6.place"}),
        ("events", "line-drawn", {"atlas.toml: headline[0]", "atlas.toml: headline_note.line-drawn"}),
        ("borders", "front", {"events/line-drawn.toml: borders[0]"}),
        ("routes", "journey", {"events/line-drawn.toml: routes[0]"}),
    ],
)
def test_all_that_named_a_lost_thing_is_told(tiny: Atlas, table: str, lost: str, places: set[str]) -> None:
    problems = Problems()
    kept = {key: value for key, value in getattr(tiny.records, table).items() if key != lost}
    lost_there: dict[str, Any] = {table: kept}
    find_dangling(replace(tiny.records, **lost_there), problems)
    found = {f"{problem.file}: {problem.field}" for problem in problems.found}
    assert places <= found
    assert all(repr(lost) in problem.message for problem in problems.found)


def test_nearest_id_is_offered(tiny: Atlas) -> None:
    records, problems = tiny.records, Problems()
    event = replace(records.event("line-drawn"), routes=("journy",))
    find_dangling(replace(records, events={**records.events, event.id: event}), problems)
    (problem,) = problems.found
    assert problem.message == "'journy' names no route of the atlas; did you mean 'journey'?"


def test_what_names_a_thing_that_is_broken_itself_is_not_at_fault(tiny: Atlas) -> None:
    problems = Problems()
    problems.break_off("route", "journey")
    find_dangling(replace(tiny.records, routes={}), problems)
    assert not problems


def test_record_that_could_not_be_made_is_looked_through(tiny: Atlas) -> None:
    problems = Problems()
    raw = {"title": 3, "places": [{"place": "nowhere"}], "texts": {"gone": [1]}, "borders": ["frnt"]}
    problems.unmade.append(("events/new.toml", "", raw))
    find_dangling(tiny.records, problems)
    assert {problem.field for problem in problems.found} == {"places[0].place", "texts.gone", "borders[0]"}


def test_what_was_meant_is_sought_once_for_an_id_and_not_for_very_many(
    tiny: Atlas, monkeypatch: pytest.MonkeyPatch
) -> None:
    sought: list[str] = []
    monkeypatch.setattr(
        "mapsvc.atlas.references.get_close_matches", lambda word, *_, **__: sought.append(word)
    )
    mention = tiny.records.mentions[0]
    lost = tuple(replace(mention, place=f"lost-{number // 2}") for number in range(1_000))
    problems = Problems()
    find_dangling(replace(tiny.records, mentions=lost), problems)
    assert len(problems.found) == 1_000
    assert sought == [f"lost-{number}" for number in range(200)]
