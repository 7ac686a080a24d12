"""The Read room: what a text is read as, what a reader decides, and where that is written."""

from __future__ import annotations

import csv
import json
import threading
from pathlib import Path
from typing import Any

import pytest
from werkzeug.test import Client

from mapsvc.atlas.corrections import parse_corrections
from mapsvc.atlas.loading import load_atlas
from mapsvc.geoparse.corrected_mentions import correct_mentions
from mapsvc.geoparse.documents import Document
from mapsvc.geoparse.geoparser import Geoparser
from mapsvc.geoparse.mentions import DateMention, PlaceMention
from mapsvc.web.edit.reading.finding import Findings
from tests.web.edit.conftest import Ask, data_in
from tests.web.edit.reading.conftest import WORDS, Decide, place_called


def corrections(root: Path) -> list[tuple[str, str, int, int]]:
    listed = parse_corrections((root / "corrections.toml").read_text("utf-8"))
    return [(one.action, one.place or one.edtf, one.line, one.column) for one in listed]


def rows(root: Path) -> list[dict[str, str]]:
    with (root / "mentions" / "siege.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def places(root: Path) -> dict[str, Any]:
    return {one["id"]: one for one in json.loads((root / "places.geojson").read_text("utf-8"))["features"]}


def test_list_names_the_texts_and_those_without_words(client: Client, siege: Path) -> None:
    page = client.get("/edit/read/?lang=en").text
    assert '<a href="/edit/read/siege/" dir="auto">Siege</a>' in page
    assert "its words do not lie in the atlas" in page
    assert client.get("/edit/read/paper/").status_code == 404
    assert client.get("/edit/read/siege/").status_code == 200
    assert client.get("/edit/read/..%2Fatlas/").status_code == 404
    assert siege.is_dir()


def test_page_of_a_text_carries_no_word_of_it(client: Client, siege: Path) -> None:
    hostile = "<script>alert(1)</script> \u202eRhodes\u202c {{ 7*7 }} " + "x" * 5000
    (siege / "texts" / "siege.txt").write_text(hostile, "utf-8")
    page = client.get("/edit/read/siege/?lang=en")
    assert "alert(1)" not in page.text
    assert json.loads(data_in(page))["text"] == "siege"
    assert client.get("/edit/read/siege/text.json").json["words"] == hostile  # type: ignore[index]


def test_text_is_read_once_and_kept_beside_the_atlas(text: dict[str, Any], siege: Path, ask: Ask) -> None:
    assert text["words"] == WORDS
    assert len(text["mentions"]) > 30
    assert {one["type"] for one in text["mentions"]} == {"place", "date"}
    kept = list((siege / ".mapsvc" / "cache").iterdir())
    assert [path.suffix for path in kept] == [".json"]
    fresh = Findings(siege).find(WORDS)
    assert fresh is not None
    assert json.loads(fresh.told) == text["mentions"]
    kept[0].write_text("{", "utf-8")
    assert Findings(siege).find(WORDS) is None
    assert ask("GET", "/edit/read/siege/progress.json").json == {"share": 1.0, "done": True, "unread": ""}


def test_reasons_are_in_the_language_of_the_page(text: dict[str, Any], ask: Ask) -> None:
    turkish = ask("GET", "/edit/read/siege/text.json?lang=tr&words=no").json
    assert turkish is not None
    assert "words" not in turkish
    assert turkish["mentions"] == text["mentions"]
    assert len(turkish["reasons"]) == len(text["reasons"])
    assert turkish["reasons"] != text["reasons"]


def test_accepted_place_enters_the_atlas_which_stays_without_faults(
    text: dict[str, Any], decide: Decide, siege: Path
) -> None:
    birgu = place_called(text, "Birgu")
    answer = decide(birgu, what="Birgu: accepted")
    assert answer.status_code == 200
    own = answer.json["made"][birgu["place"]]
    place = places(siege)[own]
    assert "Birgu" in [name["toponym"] for name in place["names"]]
    assert place["links"][0]["identifier"].endswith(birgu["place"].removeprefix("geonames:"))
    assert corrections(siege) == [("accept", own, birgu["line"], birgu["column"])]
    assert [(row["surface"], row["place"], row["usage"]) for row in rows(siege)] == [
        ("Birgu", own, "literal")
    ]
    assert load_atlas(siege).mentions[-1].place == own
    again = decide(place_called(text, "Birgu", 1))
    assert again.json["made"] == {birgu["place"]: own}
    assert [row["place"] for row in rows(siege)] == [own, own]


def test_later_decision_takes_the_place_of_the_first_and_can_be_taken_back(
    text: dict[str, Any], decide: Decide, siege: Path
) -> None:
    rhodes = place_called(text, "Rhodes")
    seen = decide(rhodes).json["decisions"][0]["seen"]
    rejected = decide({**rhodes, "action": "reject", "seen": seen, "reason": "a ship"}).json["decisions"][0]
    assert (rejected["action"], rejected["reason"], rejected["surface"]) == ("reject", "a ship", "Rhodes")
    assert rows(siege) == []
    assert [one[0] for one in corrections(siege)] == ["reject"]
    forgotten = decide({**rhodes, "action": "forget", "seen": rejected["seen"]}).json["decisions"]
    assert forgotten == [{"line": rhodes["line"], "column": rhodes["column"], "type": "place", "seen": ""}]
    assert corrections(siege) == []


def test_undo_takes_back_all_that_a_decision_wrote(
    text: dict[str, Any], decide: Decide, siege: Path, ask: Ask
) -> None:
    before = (siege / "places.geojson").read_bytes()
    decide(place_called(text, "Viterbo"))
    assert (siege / "places.geojson").read_bytes() != before
    assert ask("POST", "/edit/history/undo.json").status_code == 200
    assert (siege / "places.geojson").read_bytes() == before
    assert not (siege / "corrections.toml").exists()
    assert ask("GET", "/edit/read/siege/decisions.json").json["decisions"] == []  # type: ignore[index]


def test_two_who_decide_on_one_mention_both_hear_of_it(
    text: dict[str, Any], decide: Decide, siege: Path
) -> None:
    rhodes, crete = place_called(text, "Rhodes"), place_called(text, "Crete")
    theirs = decide({**rhodes, "action": "reject"}).json["decisions"][0]
    answer = decide(rhodes, crete).json
    assert [one["action"] for one in answer["disagreed"]] == ["reject"]
    assert [(one["line"], one["column"]) for one in answer["decisions"]] == [(crete["line"], crete["column"])]
    assert [one[0] for one in corrections(siege)] == ["reject", "accept"]
    kept = decide({**rhodes, "seen": theirs["seen"]}).json
    assert kept["disagreed"] == []
    assert [one[0] for one in corrections(siege)] == ["accept", "accept"]


def test_hand_edits_of_the_file_stay_and_are_heard_of(
    text: dict[str, Any], decide: Decide, siege: Path, ask: Ask
) -> None:
    decide(place_called(text, "Rhodes"))
    path = siege / "corrections.toml"
    remark = "# mine\n" + path.read_text("utf-8")
    path.write_text(remark, "utf-8")
    decide(place_called(text, "Crete"))
    assert path.read_text("utf-8").startswith(remark)
    path.write_text("[[correction]]\naction = 1\n", "utf-8")
    assert "needs an action" in ask("GET", "/edit/read/siege/text.json?words=no").json["fault"]  # type: ignore[index]
    refused = decide(place_called(text, "Messina"))
    assert refused.status_code == 422
    assert refused.json["problems"][0]["field"] == "corrections.toml"


def test_decisions_at_once_from_several_pages_are_all_there(
    text: dict[str, Any], decide: Decide, siege: Path
) -> None:
    wanted = [place_called(text, "Messina", n) for n in range(3)] + [place_called(text, "Tripoli")]
    threads = [threading.Thread(target=decide, args=(one,)) for one in wanted]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    found = {(line, column) for _, _, line, column in corrections(siege)}
    assert found == {(one["line"], one["column"]) for one in wanted}
    assert len(rows(siege)) == len(wanted)


def test_name_that_was_not_found_becomes_a_new_place(
    text: dict[str, Any], decide: Decide, siege: Path
) -> None:
    line = next(n for n, words in enumerate(WORDS.split("\n"), 1) if "Mount Sciberras" in words)
    column = WORDS.split("\n")[line - 1].index("Mount Sciberras") + 1
    where = {"line": line, "column": column, "length": len("Mount Sciberras"), "action": "accept"}
    new = {"name": "Mount  Sciberras", "lon": 14.51, "lat": 35.9, "kind": "mountain"}
    answer = decide({**where, "place": "new-1"}, places={"new-1": new})
    assert answer.json["made"] == {"new-1": "mount-sciberras"}
    place = places(siege)["mount-sciberras"]
    assert (place["geometry"]["coordinates"], place["properties"]["kind"]) == ([14.51, 35.9], "mountain")
    assert rows(siege)[0]["surface"] == "Mount Sciberras"
    assert text["ready"]
    assert load_atlas(siege).places["mount-sciberras"].lon == 14.51


def test_geoparse_reads_what_the_room_decided(text: dict[str, Any], decide: Decide, siege: Path) -> None:
    rhodes = place_called(text, "Rhodes")
    day = next(one for one in text["mentions"] if one["type"] == "date" and one["edtf"] == "1523-01-01")
    decide({**rhodes, "action": "reject"})
    where = {"line": day["line"], "column": day["column"], "length": day["whole"], "type": "date"}
    value = {"edtf": "1523-01-01", "calendar": "julian", "gregorian": "1523-01-11"}
    decide({**where, **value, "action": "accept"})
    gazetteer = Findings(siege).gazetteer()
    listed = parse_corrections((siege / "corrections.toml").read_text("utf-8"))
    mentions, stale = correct_mentions(
        Document("siege.txt", WORDS), Geoparser(gazetteer).parse(WORDS), listed, gazetteer, "en"
    )
    assert stale == []
    assert "Rhodes" not in [one.surface for one in mentions if isinstance(one, PlaceMention)]
    assert next(one.gregorian for one in mentions if isinstance(one, DateMention)) == "1523-01-11"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"line": 0}, "line"),
        ({"line": 9999}, "line"),
        ({"column": 99999}, "line"),
        ({"length": 100_000}, "line"),
        ({"action": "burn"}, "action"),
        ({"usage": "figurative"}, "usage"),
        ({"certainty": "sure"}, "certainty"),
        ({"place": ""}, "place"),
        ({"place": "geonames:99999999"}, "place"),
        ({"place": "../atlas"}, "place"),
        ({"place": 7}, "place"),
        ({"reason": "x" * 2000}, "reason"),
        ({"type": "date", "edtf": "soon", "calendar": "julian"}, "edtf"),
        ({"type": "date", "edtf": "1565", "calendar": "mayan"}, "calendar"),
        ({"more": "x"}, "decisions"),
    ],
)
def test_decision_that_cannot_be_is_refused_by_its_field(
    text: dict[str, Any], decide: Decide, siege: Path, change: dict[str, Any], field: str
) -> None:
    answer = decide({**place_called(text, "Rhodes"), **change})
    assert answer.status_code == 422
    assert answer.json["problems"][0]["field"] == field
    assert answer.json["problems"][0]["message"].endswith(".")
    assert not (siege / "corrections.toml").exists()


@pytest.mark.parametrize(
    ("new", "field"),
    [
        ({"name": " ", "lon": 1, "lat": 1}, "name"),
        ({"name": "A", "lon": 200, "lat": 1}, "lon"),
        ({"name": "A", "lon": 1, "lat": None}, "lon"),
        ({"name": "A", "lon": "1", "lat": "1"}, "lon"),
        ({"name": "A", "lon": 1, "lat": 1, "id": "x"}, "places"),
    ],
)
def test_new_place_that_cannot_be_is_refused(
    text: dict[str, Any], decide: Decide, new: dict[str, Any], field: str
) -> None:
    answer = decide({**place_called(text, "Rhodes"), "place": "new-1"}, places={"new-1": new})
    assert answer.json["problems"][0]["field"] == field


def test_search_finds_the_near_place_by_the_beginning_of_its_name(text: dict[str, Any], ask: Ask) -> None:
    found = ask("GET", "/edit/read/search.json?q=mdin&lon=14.5&lat=35.9&lang=en").json["found"]  # type: ignore[index]
    assert found[0]["id"] == "geonames:2562746"
    far = ask("GET", "/edit/read/search.json?q=tripoli&lon=35.8&lat=34.4&lang=en").json["found"]  # type: ignore[index]
    near = ask("GET", "/edit/read/search.json?q=tripoli&lon=13.2&lat=32.9&lang=en").json["found"]  # type: ignore[index]
    assert far[0]["lat"] > 34 > 33 > near[0]["lat"]
    assert ask("GET", "/edit/read/search.json?q=a").json["found"] == []  # type: ignore[index]
    assert ask("GET", "/edit/read/search.json?q=alfa").json["found"][0]["id"] == "alfa"  # type: ignore[index]
    assert text["ready"]


def test_dates_are_read_in_any_notation(ask: Ask) -> None:
    def read(typed: str, calendar: str = "") -> tuple[str, str, str]:
        answer = ask("GET", "/edit/read/date.json", query_string={"q": typed, "calendar": calendar}).json
        assert answer is not None
        return answer["edtf"], answer["calendar"], answer["gregorian"]

    assert read("18 May 1565") == ("1565-05-18", "julian", "1565-05-28")
    assert read("18 мая 1765", "julian") == ("1765-05-18", "julian", "1765-05-29")
    refused = ask("GET", "/edit/read/date.json?q=soon&lang=en")
    assert refused.status_code == 422
    assert "no date" in refused.json["problems"][0]["message"]  # type: ignore[index]


def test_ground_stays_where_it_is_while_places_are_added(
    text: dict[str, Any], decide: Decide, client: Client
) -> None:
    page = json.loads(data_in(client.get("/edit/read/siege/?lang=en")))
    tiles = page["map"]["basemap"]["tiles"]
    decide(place_called(text, "Birgu"))
    assert client.get(f"{tiles}tiles.json").status_code == 200
    assert client.get(page["map"]["basemap"]["towns"]).status_code == 200
    assert client.get(f"{tiles}../atlas.toml").status_code == 404


def test_reading_again_knows_the_places_that_were_added(
    text: dict[str, Any], decide: Decide, siege: Path, ask: Ask
) -> None:
    own = decide(place_called(text, "Birgu")).json["made"]
    assert ask("POST", "/edit/read/siege/again.json").status_code == 202
    findings = Findings(siege)
    findings.begin(WORDS, again=True).done.wait(120)
    found = findings.find(WORDS)
    assert found is not None
    assert set(own.values()) & {one["place"] for one in json.loads(found.told) if one["type"] == "place"}


def test_decision_without_the_token_is_refused(client: Client, siege: Path) -> None:
    assert client.post("/edit/read/siege/decisions.json", json={"decisions": []}).status_code == 403
    assert siege.is_dir()
