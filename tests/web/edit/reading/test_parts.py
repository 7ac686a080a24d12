"""The parts of the Read room, each by itself."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from werkzeug.test import Client

from mapsvc.atlas.corrections import Correction
from mapsvc.atlas.editing.entry_places import PlaceIds
from mapsvc.atlas.gazetteer.index import Entry, NameForm, index_of
from mapsvc.atlas.gazetteer.names import Gazetteer
from mapsvc.atlas.loading import load_atlas
from mapsvc.web.edit.ground_map import ground_map
from mapsvc.web.edit.reading.candidates import search_places
from mapsvc.web.edit.reading.decisions import (
    RefusedError,
    decision_mark,
    fold_decisions,
    read_decisions,
    stale_corrections,
    told_decisions,
)
from mapsvc.web.edit.reading.views import joined_json, listed_texts, said_of_text
from mapsvc.web.edit.rooms import ground, read


def entry(own: str, name: str, lon: float, lat: float, people: int) -> Entry:
    forms = (NameForm(name, "en"),)
    return Entry(own, name, "town", lon, lat, 5.0, population=people, tier="geonames", names=forms)


def test_near_and_large_places_lead_and_those_of_the_atlas_before_all() -> None:
    here, far, small = (
        entry("geonames:1", "Paris", 2.35, 48.85, 2_000_000),
        entry("geonames:2", "Paris", -95.55, 33.66, 25_000),
        entry("geonames:3", "Parisville", 2.4, 48.8, 10),
    )
    gazetteer = Gazetteer([index_of("geonames", [far, small, here])], None)
    known = PlaceIds([{"id": "own-paris", "properties": {"title": "Paris (own)"}, "geometry": None}])

    def ids(typed: str, near: tuple[float, float] | None) -> list[str]:
        return [found["id"] for found in search_places(gazetteer, known, typed, near, {})]

    assert ids("paris", (2.0, 49.0))[0] == "geonames:1"
    assert ids("paris", (-95.0, 33.0))[0] == "geonames:2"
    assert set(ids("pari", None)) == {"own-paris", "geonames:1", "geonames:2", "geonames:3"}
    assert ids("pari", None)[0] == "own-paris"
    assert ids("p", None) == []


def test_corrections_of_one_mention_are_one_decision() -> None:
    listed = [
        Correction("move", "a", line=1, column=2, to="golf"),
        Correction("usage", "b", line=1, column=2, usage="embedded"),
        Correction("rename", "c", place="alfa", to="golf"),
        Correction("reject", "d", line=3, column=1, type="date"),
    ]
    folded = fold_decisions(listed)
    assert folded[1, 2, "place"] == {"action": "accept", "place": "golf", "usage": "embedded", "reason": "b"}
    assert folded[3, 1, "date"] == {"action": "reject", "reason": "d"}
    told = told_decisions(folded, [(1, 2, "place"), (9, 9, "place")])
    assert told[0]["seen"] == decision_mark(folded[1, 2, "place"]) != ""
    assert told[1] == {"line": 9, "column": 9, "type": "place", "seen": ""}


def test_decision_whose_words_moved_is_named() -> None:
    words = "They left\nMalta for San\n  Juan.\n"
    stays = Correction("reject", "x", line=2, column=1, surface="Malta")
    over = Correction("reject", "x", line=2, column=11, surface="San Juan")
    moved = Correction("reject", "x", line=1, column=1, surface="Malta")
    gone = Correction("reject", "x", line=40, column=1, surface="Malta")
    assert [one["line"] for one in stale_corrections([stays, over, moved, gone], words)] == [1, 40]


@pytest.mark.parametrize("sent", [{}, {"decisions": []}, {"decisions": "all"}, {"decisions": [1]}])
def test_what_is_no_decision_is_refused(sent: dict[str, object]) -> None:
    with pytest.raises(RefusedError):
        read_decisions(sent)


def test_texts_are_listed_with_what_was_decided(tiny_root: Path) -> None:
    (tiny_root / "texts" / "diary.toml").write_text('language = "fr"\n[title]\nfr = "Journal"\n', "utf-8")
    (tiny_root / "texts" / "diary.txt").write_text("Alfa", "utf-8")
    one = Correction("reject", "x", text="diary", line=1, column=1)
    diary, paper = listed_texts(tiny_root, "en", [one])
    assert (diary.title, diary.language, diary.letters, diary.decided) == ("Journal", "fr", 4, 1)
    assert (paper.id, paper.letters, paper.decided) == ("paper", None, 0)
    (tiny_root / "texts" / "diary.toml").write_text("language = ", "utf-8")
    assert said_of_text(tiny_root, "diary", "en") == ("diary", "en")


def test_pieces_of_json_are_one_object() -> None:
    assert json.loads(joined_json({"a": "[1, 2]", 'b"': '{"c": null}'})) == {"a": [1, 2], 'b"': {"c": None}}


def test_ground_of_a_room_is_served_by_the_workbench_itself(tiny_root: Path, client: Client) -> None:
    options = ground_map(load_atlas(tiny_root), "en")
    assert options["basemap"]["tiles"].startswith(f"{ground.blueprint.url_prefix}/")
    assert client.get(f"{options['basemap']['tiles']}tiles.json").status_code == 200
    assert read.ROOM.name == "read"
