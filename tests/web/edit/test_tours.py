"""The Tours room: tours written step by step, faults at their fields, a lecture's file brought in."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from mapsvc.atlas.checks.atlas import check_atlas
from mapsvc.atlas.loading import load_atlas
from mapsvc.settings import Settings
from mapsvc.web.edit.rooms.tours import ROOM
from mapsvc.web.lecture_catalogue import lecture_catalogue
from mapsvc.web.service import Service
from tests.atlas.editing.diffs import changed_lines
from tests.web.edit.conftest import Ask, data_in


def record_of(root: Path) -> dict[str, Any]:
    atlas = load_atlas(root)
    source, event = next(iter(atlas.sources)), next(iter(atlas.events))
    step = {
        "event": event,
        "heading": {"en": "The first"},
        "paragraph": {"en": "What happened."},
        "cites": [{"source": source}],
    }
    day = {**step, "day": atlas.period.opening.isoformat(), "heading": {"en": "A day"}}
    del day["event"]
    return {
        "title": {"en": "Two Days"},
        "subtitle": {"en": "In short"},
        "sources": [{"source": source}],
        "steps": [step, day],
    }


def test_page_carries_what_steps_can_be_made_of(ask: Ask, edited: Path) -> None:
    page = ask("GET", f"/edit/{ROOM.name}/?lang=en")
    config = json.loads(data_in(page, "lecture-data"))
    atlas = load_atlas(edited)
    shown = {one["show"] for group in config["groups"] for one in group["items"]}
    assert {f"events/{event}" for event in atlas.events} <= shown
    same = lecture_catalogue(Service(atlas, Settings()), "en")["groups"]
    assert [one["title"] for one in config["groups"]] == [one["title"] for one in same]


def test_tour_is_written_its_steps_moved_and_taken_back(ask: Ask, edited: Path) -> None:
    record = record_of(edited)
    made = ask("PUT", "/edit/tours/new.json", json={"base": {}, "record": record})
    assert (made.status_code, made.json["id"]) == (200, "two-days")  # type: ignore[index]
    path = edited / "tours" / "two-days.toml"
    before = path.read_text("utf-8")
    assert check_atlas(edited) == []
    moved = {**record, "steps": record["steps"][::-1]}
    sent = {"base": made.json["base"], "record": moved}  # type: ignore[index]
    assert ask("PUT", "/edit/tours/two-days.json", json=sent).status_code == 200
    tour = load_atlas(edited).tours["two-days"]
    assert [step.heading.in_("en") for step in tour.steps] == ["A day", "The first"]
    assert all(line[1:] in before for line in changed_lines(before, path.read_text("utf-8")))
    assert ask("POST", "/edit/history/undo.json").status_code == 200
    assert path.read_text("utf-8") == before
    listed = ask("GET", "/edit/tours/list.json?lang=en").json["tours"]  # type: ignore[index]
    assert {"id": "two-days", "title": "Two Days", "steps": 2} in listed
    base = ask("GET", "/edit/tours/two-days.json").json["base"]  # type: ignore[index]
    assert ask("DELETE", "/edit/tours/two-days.json", json={"base": base}).status_code == 200
    assert not path.exists()


def test_fault_is_told_at_the_field_of_its_step(ask: Ask, edited: Path) -> None:
    record = record_of(edited)
    record["steps"][0] |= {"event": "no-such-event"}
    answer = ask("PUT", "/edit/tours/new.json", json={"base": {}, "record": record})
    assert answer.status_code == 422
    assert [one["field"] for one in answer.json["problems"]] == ["steps[0].event"]  # type: ignore[index]
    record["steps"][0] = record["steps"][1] | {"paragraph": {"en": "word " * 61}, "cites": []}
    answer = ask("PUT", "/edit/tours/new.json", json={"base": {}, "record": record})
    fields = {one["field"] for one in answer.json["problems"]}  # type: ignore[index]
    assert fields == {"steps[0].paragraph", "steps[0].cites"}
    assert not (edited / "tours" / "two-days.toml").exists()


def test_file_of_a_lecture_is_brought_in_as_it_is(ask: Ask, edited: Path) -> None:
    event = next(iter(load_atlas(edited).events))
    steps = [{"show": f"events/{event}"}]
    lecture = json.dumps({"v": 1, "title": "My lecture", "lang": "en", "steps": steps})
    kept = ask("POST", "/tour?format=toml", data=lecture).text
    made = ask("POST", "/edit/tours/bring.json", json={"text": kept})
    assert made.status_code == 200, made.text
    assert (edited / "tours" / "my-lecture.toml").read_text("utf-8") == kept
    again = ask("POST", "/edit/tours/bring.json", json={"text": kept})
    assert again.json["id"] == "my-lecture-2"  # type: ignore[index]
    assert ask("POST", "/edit/tours/bring.json", json={"text": "no tour ["}).status_code == 422


def test_step_is_previewed_before_it_is_saved(ask: Ask, edited: Path) -> None:
    record = record_of(edited)
    href = ask("POST", "/edit/tours/preview?lang=en", json={"record": record, "step": 2}).json["href"]  # type: ignore[index]
    page = ask("GET", href)
    assert page.status_code == 200
    assert "A day" in page.text
    assert page.headers["X-Frame-Options"] == "SAMEORIGIN"
    record["steps"] = []
    assert ask("POST", "/edit/tours/preview", json={"record": record, "step": 1}).json == {"href": ""}


def test_paths_outside_and_reserved_names_are_no_tours(ask: Ask) -> None:
    for name in ("routes", "events", "..%2Fatlas", "A"):
        answer = ask("PUT", f"/edit/tours/{name}.json", json={"base": {}, "record": {}})
        assert answer.status_code in {404, 422}
