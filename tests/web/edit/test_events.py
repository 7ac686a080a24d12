"""The room of events: drafts apart, dates in any notation, faults at their fields, a map beside."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from werkzeug.test import Client

from mapsvc.atlas.loading import load_atlas
from mapsvc.web.edit.previews import Previews
from mapsvc.web.edit.rooms import events
from tests.web.edit.conftest import Ask, data_in

EVENT = {
    "on": "1920-05-01", "draft": True, "title": {"tr": "Bir", "en": "One"},
    "places": [{"place": "alfa", "role": "happened"}],
}  # fmt: skip


def answer(client: Client, path: str) -> Any:
    found = client.get(path)
    assert found.status_code == 200, found.text
    return found.json


def test_room_lists_drafts_apart(client: Client, edited: Path) -> None:
    path = edited / "events" / "letter-sent.toml"
    path.write_text("draft = true\n" + path.read_text("utf-8"), "utf-8")
    listed = answer(client, "/edit/events/list.json")
    assert [line["id"] for line in listed["drafts"]] == ["letter-sent"]
    assert [line["id"] for line in listed["events"]] == ["line-drawn"]
    page = json.loads(data_in(client.get("/edit/events/letter-sent?lang=en")))
    assert page["open"] == "letter-sent"
    assert page["languages"] == ["tr", "en"]
    assert ["happened", "Scene of the event"] in page["roles"]
    assert events.ROOM.name == "events"


def test_date_is_read_in_any_notation(client: Client) -> None:
    told = answer(client, "/edit/events/date.json?typed=13+Ekim+1921&lang=en")
    assert (told["edtf"], told["julian"]) == ("1921-10-13", "1921-09-30")
    assert "1921" in told["words"]
    for typed, edtf in {
        "c. 1920": "1920~", "25–31 May 1920": "1920-05-25/1920-05-31", "1920-05~": "1920-05~",
        "27 Nisan 1336": "1920-04-27", "13 (26) April 1920": "1920-04-26",
    }.items():  # fmt: skip
        found = client.get("/edit/events/date.json", query_string={"typed": typed}).json
        assert found["edtf"] == edtf, typed  # type: ignore[index]
    assert answer(client, "/edit/events/date.json?typed=nothing") == {"edtf": ""}


def test_new_event_is_written_and_its_change_is_small(client: Client, ask: Ask, edited: Path) -> None:
    made = ask("PUT", "/edit/events/new.json", json={"record": EVENT, "base": {}})
    assert made.status_code == 200, made.text
    own = made.json["id"]  # type: ignore[index]
    path = edited / "events" / f"{own}.toml"
    path.write_text("# by hand\n" + path.read_text("utf-8"), "utf-8")
    opened = answer(client, f"/edit/events/{own}.json")
    assert opened["record"] == EVENT
    assert opened["places"] == {"alfa": "Alpha"}
    before = path.read_text("utf-8")
    record = opened["record"] | {"title": {"tr": "Bir", "en": "Two"}}
    sent = ask("PUT", f"/edit/events/{own}.json", json={"record": record, "base": opened["base"]})
    assert sent.status_code == 200, sent.text
    assert path.read_text("utf-8") == before.replace('"One"', '"Two"')
    gone = ask("DELETE", f"/edit/events/{own}.json", json={"base": sent.json["base"]})  # type: ignore[index]
    assert gone.status_code == 200
    assert not path.exists()


def test_faults_stand_at_their_fields(ask: Ask) -> None:
    wrong = EVENT | {"on": "yesterday", "places": [{"place": "alfa", "role": "guest"}]}
    told = ask("PUT", "/edit/events/new.json", json={"record": wrong, "base": {}})
    assert told.status_code == 422
    assert {one["field"] for one in told.json["problems"]} == {"on", "places[0].role"}  # type: ignore[index]
    finished = {key: value for key, value in EVENT.items() if key != "draft"}
    finished["places"] = [{"place": "nowhere", "role": "happened"}]
    told = ask("PUT", "/edit/events/new.json?lang=en", json={"record": finished, "base": {}})
    assert told.json["problems"] == [  # type: ignore[index]
        {"field": "places[0].place", "message": "nowhere is no place of the atlas."},
        {"field": "cites", "message": "A finished event needs a source, or lines of a text."},
    ]


def test_what_somebody_else_wrote_at_the_same_place_is_a_conflict(
    client: Client, ask: Ask, edited: Path
) -> None:
    opened = answer(client, "/edit/events/line-drawn.json")
    path = edited / "events" / "line-drawn.toml"
    path.write_text(path.read_text("utf-8").replace("The line is drawn", "Theirs"), "utf-8")
    record = opened["record"] | {"title": {"tr": "Çizgi çizilir", "en": "Mine"}}
    told = ask("PUT", "/edit/events/line-drawn.json", json={"record": record, "base": opened["base"]})
    assert told.status_code == 409
    assert "Theirs" in path.read_text("utf-8")


def test_places_are_found_in_the_atlas_and_taken_from_the_gazetteer(
    client: Client, ask: Ask, edited: Path
) -> None:
    assert answer(client, "/edit/events/places.json?q=alf")["places"][0]["id"] == "alfa"
    offered = answer(client, "/edit/events/places.json?q=Samsun&lang=en")["places"]
    assert not any(one["own"] for one in offered)
    taken = ask("POST", "/edit/events/places.json", json={"entry": offered[0]["id"]})
    assert taken.status_code == 200, taken.text
    own = taken.json["id"]  # type: ignore[index]
    assert own in load_atlas(edited).places
    assert ask("POST", "/edit/events/places.json", json={"entry": offered[0]["id"]}).json["id"] == own  # type: ignore[index]
    assert ask("POST", "/edit/events/places.json", json={"entry": "no-such"}).status_code == 422


def test_map_is_composed_of_what_is_not_saved(client: Client, ask: Ask, edited: Path) -> None:
    told = ask("POST", "/edit/events/preview", json={"record": EVENT | {"title": {"en": "Unsaved words"}}})
    href = told.json["href"]  # type: ignore[index]
    frame = client.get(href)
    assert frame.status_code == 200
    assert "Unsaved words" in frame.text
    assert frame.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in frame.headers["Content-Security-Policy"]
    assert client.get("/edit/events/").headers["X-Frame-Options"] == "DENY"
    assert not list(edited.rglob("*unsaved*"))
    empty = ask("POST", "/edit/events/preview", json={"record": EVENT | {"places": []}})
    assert empty.json["href"] == ""  # type: ignore[index]
    assert client.get("/edit/events/preview/99").status_code == 404
    assert Previews.__doc__


def test_event_of_a_selection_has_its_lines_day_and_places(client: Client, edited: Path) -> None:
    words = "An idle line.\nOn 4 May 1919 the envoy arrived at Alfa. He slept.\n"
    (edited / "texts" / "paper.txt").write_text(words, "utf-8")
    begin = words.index("On 4")
    query = f"text=paper&from={begin}&to={words.index(' He')}"
    record = answer(client, f"/edit/events/new.json?{query}")["record"]
    assert (record["on"], record["draft"], record["texts"]) == ("1919-05-04", True, {"paper": [2]})
    assert record["places"] == [{"place": "alfa", "role": "happened"}]
    assert json.loads(data_in(client.get(f"/edit/events/new?{query}")))["new"]["text"] == "paper"


def test_events_are_proposed_from_a_text_of_the_atlas(client: Client, ask: Ask, edited: Path) -> None:
    words = "On 12 May 1920 the army took Batum. On 3 June 1920 a delegation arrived at Tiflis.\n"
    (edited / "texts" / "report.toml").write_text('language = "en"\nsource = "paper"\n', "utf-8")
    (edited / "texts" / "report.txt").write_text(words, "utf-8")
    page = json.loads(data_in(client.get("/edit/events/?lang=en")))
    assert ["report", "report"] in page["readable"]
    made = ask("POST", "/edit/events/propose.json", json={"text": "report"}).json
    assert made is not None
    assert len(made["drafts"]) == 2
    drafts = load_atlas(edited).drafts
    assert [drafts[key].on.edtf for key in made["drafts"]] == ["1920-05-12", "1920-06-03"]
    assert (edited / "mentions" / "report.csv").is_file()
    again = ask("POST", "/edit/events/propose.json", json={"text": "report"}).json
    assert again is not None
    assert (again["drafts"], again["known"]) == ([], 2)
    refused = ask("POST", "/edit/events/propose.json", json={"text": "../atlas"})
    assert refused.status_code == 422
