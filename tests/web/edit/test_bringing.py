"""What is brought in is looked at first, and entered as one change."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from werkzeug.test import TestResponse

from mapsvc.atlas.loading import load_atlas
from mapsvc.web.edit.rooms import bringing
from tests.web.edit.conftest import Ask

PLACES = "Ort;Breite;Länge\nWorms;49,63;8,36\nSpeyer;49,32;8,43\nNirgends;x;y\n"
BIBTEX = """@book{weber1904, author = {Weber, Anna}, title = {Der Rhein}, year = {1904}, publisher = {Kohl}}
@article{x2, author = {Öz, A.}, title = {Yol}, year = {1911}, journal = {Mecmua}}"""


def brought(ask: Ask, step: str, name: str, data: bytes, **fields: str) -> TestResponse:
    form = {"file": (io.BytesIO(data), name), **fields}
    return ask("POST", f"/edit/bring/{step}.json", data=form, content_type="multipart/form-data")


def told(response: TestResponse) -> dict[str, Any]:
    assert response.status_code == 200, response.json
    assert response.json is not None
    return dict(response.json)


def test_table_is_looked_at_and_nothing_is_written(ask: Ask, edited: Path) -> None:
    before = (edited / "places.geojson").read_bytes()
    found = told(brought(ask, "preview", "orte.csv", PLACES.encode(), **{"as": "places"}))
    (sheet,) = found["sheets"]
    assert sheet["columns"] == ["Ort", "Breite", "Länge"]
    assert sheet["rows"][0] == ["Worms", "49,63", "8,36"]
    assert (sheet["target"], sheet["count"]) == ("places", 3)
    assert {"title", "lat", "lon"} <= {*found["fields"]["places"]}
    assert "places.geojson" in found["files"]
    assert any("line 4" in flaw for flaw in found["flaws"])
    assert (edited / "places.geojson").read_bytes() == before
    assert bringing.blueprint.url_prefix == "/edit/bring"


def test_columns_are_said_where_the_guess_is_wrong(ask: Ask) -> None:
    columns = json.dumps({"a": "title", "b": "lat", "c": "lon"})
    found = told(
        brought(ask, "preview", "t.csv", b"a,b,c\nWorms,49.6,8.3\n", **{"as": "places", "columns": columns})
    )
    assert found["sheets"][0]["holds"] == {"a": "title", "b": "lat", "c": "lon"}
    assert found["count"] == 1


def test_good_rows_enter_as_one_change_that_can_be_undone(ask: Ask, edited: Path) -> None:
    before = (edited / "places.geojson").read_bytes()
    done = told(brought(ask, "enter", "orte.csv", PLACES.encode(), **{"as": "places"}))
    assert (done["entry"], "places.geojson" in done["files"]) == (1, True)
    names = {name.toponym for place in load_atlas(edited).places.values() for name in place.names}
    assert {"Worms", "Speyer"} <= names
    told(ask("POST", "/edit/history/undo.json"))
    assert (edited / "places.geojson").read_bytes() == before


def test_text_is_kept_with_its_words(ask: Ask, edited: Path) -> None:
    words = "Am 3. Mai 1905 kam er nach Worms.\nVon dort ging er nach Speyer.\n"
    found = told(brought(ask, "preview", "tagebuch.txt", words.encode(), **{"as": "text"}))
    assert found["text"].startswith("Am 3. Mai 1905")
    told(brought(ask, "enter", "tagebuch.txt", words.encode(), **{"as": "text"}))
    assert (edited / "texts" / "tagebuch.txt").read_text("utf-8") == words


def test_pasted_works_are_added_once(ask: Ask, edited: Path) -> None:
    def titles() -> list[str]:
        return [item.get("title", "") for item in json.loads((edited / "sources.json").read_text("utf-8"))]

    before = titles()
    assert told(ask("POST", "/edit/bring/sources.json", json={"text": BIBTEX}))["count"] == 2
    assert titles() == [*before, "Der Rhein", "Yol"]
    told(ask("POST", "/edit/bring/sources.json", json={"text": BIBTEX}))
    assert titles() == [*before, "Der Rhein", "Yol"]
    assert ask("POST", "/edit/bring/sources.json", json={"text": "a letter"}).status_code == 422


@pytest.mark.parametrize("name", ["../../x.csv", "..\\x.csv", "/etc/passwd.csv", "con.csv", "a\0b.csv"])
def test_name_of_a_file_leads_nowhere(ask: Ask, edited: Path, name: str) -> None:
    outside = sorted(path.name for path in edited.parent.iterdir())
    brought(ask, "enter", name, PLACES.encode(), **{"as": "places"})
    brought(ask, "enter", name, b"words", **{"as": "text"})
    assert sorted(path.name for path in edited.parent.iterdir()) == outside


def test_what_is_no_file_of_ours_is_said(ask: Ask) -> None:
    response = brought(ask, "enter", "x.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 40)
    assert response.status_code == 422
    assert ask("POST", "/edit/bring/enter.json", data={}).status_code == 422
    assert brought(ask, "enter", "x.csv", b"a\n1\n", **{"as": "shoes"}).status_code == 422
