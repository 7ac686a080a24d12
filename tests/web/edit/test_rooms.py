"""The rooms in which an atlas begins, is cited, checked and published."""

from __future__ import annotations

import io
import json
import time
import zipfile
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import Client

from mapsvc.atlas.checks.atlas import check_atlas
from mapsvc.atlas.loading import load_atlas
from mapsvc.errors import RequestError
from mapsvc.web.edit import publication
from mapsvc.web.edit.bench import Bench
from mapsvc.web.edit.fault_places import fault_place
from mapsvc.web.edit.guard import Guard
from mapsvc.web.edit.publication import Order, Publication
from mapsvc.web.edit.rooms import check, files, publish, sources
from mapsvc.web.edit.workbench import Doors
from tests.web.edit.conftest import Ask, client_of, data_in, token_of

PATIENCE_S = 60.0


def told(client: Client, path: str) -> dict[str, Any]:
    found = client.get(path).json
    assert isinstance(found, dict)
    return found


def until(client: Client, path: str, key: str, wanted: object) -> dict[str, Any]:
    """What is said there once a field says what is wanted."""
    end = time.monotonic() + PATIENCE_S
    while (found := told(client, path))[key] != wanted:
        assert time.monotonic() < end, found
        time.sleep(0.05)
    return found


# ---- start -----------------------------------------------------------------------------------------------
def new_atlas(root: Path | None, **fields: Any) -> tuple[Client, Any]:
    client = client_of(None if root is None else root, **fields.pop("bench", {}))
    wanted = {"title": "Дорога", "languages": ["tr", "fr"], "years": "1700..1721", **fields}
    return client, client.post(
        "/edit/start/atlas.json", json=wanted, headers={"X-Edit-Token": token_of(client)}
    )


@pytest.mark.parametrize("there", [True, False])
def test_new_atlas_stands_in_a_folder_that_is_empty_or_none(tmp_path: Path, there: bool) -> None:
    root = tmp_path / "mine"
    if there:
        root.mkdir()
    client, response = new_atlas(root)
    assert response.status_code == 200, response.json
    atlas = load_atlas(root)
    assert (atlas.meta.title.in_("tr"), [str(tag) for tag in atlas.meta.languages]) == (
        "Дорога",
        ["tr", "fr"],
    )
    assert (atlas.period.first.year, atlas.period.last.year) == (1700, 1721)
    assert not atlas.events
    assert client.get("/").status_code == 200
    assert "Дорога" in client.get("/edit/start/").text


@pytest.mark.parametrize(
    ("field", "value"),
    [("title", " "), ("languages", ["no tag!"]), ("languages", []), ("years", "1721..1700")],
)
def test_field_of_a_new_atlas_that_will_not_do_is_named_and_nothing_is_made(
    tmp_path: Path, field: str, value: Any
) -> None:
    _, response = new_atlas(tmp_path / "mine", **{field: value})
    if value != []:
        assert response.status_code == 422
        assert response.json["problems"][0]["field"] == field
        assert list(tmp_path.iterdir()) == []


def test_folder_with_something_in_it_is_not_written_into(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("dear", "utf-8")
    _, response = new_atlas(tmp_path)
    assert response.status_code == 422
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_atlases_of_a_shelf_are_made_and_opened(tmp_path: Path) -> None:
    shelf = tmp_path / "Documents" / "mapsvc"
    client, response = new_atlas(None, bench={"shelf": shelf}, title="Der Weg nach Kars")
    assert response.status_code == 200, response.json
    assert load_atlas(shelf / "der-weg-nach-kars").meta.title.in_("tr") == "Der Weg nach Kars"
    headers = {"X-Edit-Token": token_of(client)}
    assert client.post("/edit/start/open.json", json={"name": ""}, headers=headers).status_code == 200
    assert "data-new" in client.get("/edit/start/").text
    second = {"title": "Der Weg nach Kars", "languages": ["de"]}
    assert client.post("/edit/start/atlas.json", json=second, headers=headers).status_code == 200
    assert sorted(path.name for path in shelf.iterdir()) == ["der-weg-nach-kars", "der-weg-nach-kars-2"]
    for name, status in (("der-weg-nach-kars", 200), ("../..", 404), ("none", 404)):
        response = client.post("/edit/start/open.json", json={"name": name}, headers=headers)
        assert response.status_code == status


# ---- sources ---------------------------------------------------------------------------------------------
def test_field_of_a_work_is_changed_and_the_rest_of_the_file_stays(
    ask: Ask, client: Client, edited: Path
) -> None:
    path = edited / "sources.json"
    before = path.read_text("utf-8")
    data = told(client, "/edit/sources/items.json")
    work = data["items"][0]
    answer = ask(
        "PUT", f"/edit/sources/items/{work['id']}.json",
        json={"base": data["base"], "fields": {"publisher": "Yıldız", "author": "Öz, Ada\nSome Institute"}},
    )  # fmt: skip
    assert answer.status_code == 200, answer.json
    assert answer.json is not None
    items = json.loads(path.read_text("utf-8"))
    item = next(item for item in items if item["id"] == work["id"])
    assert item["publisher"] == "Yıldız"
    assert item["author"] == [{"family": "Öz", "given": "Ada"}, {"literal": "Some Institute"}]
    assert [one for one in items if one["id"] != work["id"]] == [
        one for one in json.loads(before) if one["id"] != work["id"]
    ]
    ask("POST", "/edit/history/undo.json")
    assert path.read_text("utf-8") == before


def test_two_tabs_at_one_work_join_or_are_told(ask: Ask, client: Client) -> None:
    data = told(client, "/edit/sources/items.json")
    one, other = (f"/edit/sources/items/{work['id']}.json" for work in data["items"][:2])
    base = data["base"]
    assert ask("PUT", one, json={"base": base, "fields": {"volume": "1"}}).status_code == 200
    assert ask("PUT", other, json={"base": base, "fields": {"volume": "7"}}).status_code == 200
    answer = ask("PUT", one, json={"base": base, "fields": {"volume": "2"}})
    assert answer.status_code == 409
    assert answer.json is not None
    conflict = answer.json["conflict"]
    assert ('"volume": "1"' in conflict["theirs"], '"volume": "2"' in conflict["yours"]) == (True, True)
    kept = {"base": {conflict["path"]: conflict["base"]}, "fields": {"volume": "2"}}
    assert ask("PUT", one, json=kept).status_code == 200
    works = {
        work["id"]: work["fields"]["volume"] for work in told(client, "/edit/sources/items.json")["items"]
    }
    assert [works[work["id"]] for work in data["items"][:2]] == ["2", "7"]


def test_new_work_gets_an_id_and_a_cited_one_is_not_removed(ask: Ask, client: Client, edited: Path) -> None:
    answer = ask(
        "POST",
        "/edit/sources/items.json",
        json={"fields": {"title": "Yeni", "author": "Öz, A.", "issued": "1899"}},
    )
    assert answer.json is not None
    assert answer.json["item"]["id"] == "oz-1899"
    data = told(client, "/edit/sources/items.json")
    cited = next(work for work in data["items"] if work["cited"])
    assert (
        ask("DELETE", f"/edit/sources/items/{cited['id']}.json", json={"base": data["base"]}).status_code
        == 422
    )
    assert ask("DELETE", "/edit/sources/items/oz-1899.json", json={"base": data["base"]}).status_code == 200
    assert ask("DELETE", "/edit/sources/items/oz-1899.json", json={}).status_code == 404
    assert ask("POST", "/edit/sources/items.json", json={"fields": {}}).status_code == 422
    assert not [problem for problem in check_atlas(edited) if problem.file == "sources.json"]


@pytest.mark.parametrize(
    ("issued", "made"),
    [
        ("1899", {"date-parts": [[1899]]}), ("1899-05-03", {"date-parts": [[1899, 5, 3]]}),
        ("1899/1901", {"date-parts": [[1899], [1901]]}), ("c. 1899", {"raw": "c. 1899"}),
        ("-0043", {"date-parts": [[-43]]}),
    ],
)  # fmt: skip
def test_date_of_a_work_as_it_is_typed(issued: str, made: dict[str, Any]) -> None:
    assert sources._date(issued) == made


# ---- check -----------------------------------------------------------------------------------------------
def test_every_fault_leads_to_its_place_and_goes_when_it_is_mended(client: Client, edited: Path) -> None:
    assert check.ROOM.rank < publish.ROOM.rank
    path = next((edited / "events").glob("*.toml"))
    sound = path.read_bytes()
    path.write_bytes(sound + b"\n[[places]]\nplace = 'nowhere'\nrole = 'happened'\n")
    found = until(client, "/edit/check/faults.json?lang=tr", "done", True)
    assert {(fault["file"], "nowhere" in fault["message"]) for fault in found["faults"]} >= {
        (f"events/{path.name}", True)
    }
    fault = next(fault for fault in found["faults"] if "nowhere" in fault["message"])
    page = client.get(fault["href"].partition("#")[0])
    assert page.status_code == 200
    path.write_bytes(sound)
    mended = until(client, "/edit/check/faults.json", "done", True)
    assert not any("nowhere" in fault["message"] for fault in mended["faults"])
    assert mended["progress"]["counts"]["events"] >= 1


def test_file_that_cannot_be_read_is_edited_as_text(ask: Ask, client: Client, edited: Path) -> None:
    path = edited / "atlas.toml"
    sound = path.read_text("utf-8")
    path.write_text(sound + "\nbroken = [\n", "utf-8")
    found = until(client, "/edit/check/faults.json", "done", True)
    fault = next(fault for fault in found["faults"] if fault["file"] == "atlas.toml")
    page = client.get(fault["href"])
    data = json.loads(data_in(page))
    assert data["text"] == path.read_text("utf-8")
    answer = ask(
        "PUT", "/edit/files/text.json", json={"path": "atlas.toml", "text": sound, "base": data["base"]}
    )
    assert answer.status_code == 200, answer.json
    assert path.read_text("utf-8") == sound
    assert files.blueprint.name == "files"


@pytest.mark.parametrize(
    "path", ["../x.toml", "/etc/passwd", "a.py", ".mapsvc/lock", "x\0.toml", "con.toml", ""]
)
def test_only_texts_of_the_atlas_are_edited(ask: Ask, client: Client, path: str) -> None:
    assert client.get("/edit/files/", query_string={"path": path}).status_code == 422
    assert ask("PUT", "/edit/files/text.json", json={"path": path, "text": "x"}).status_code == 422


def test_place_of_a_fault_is_its_record_in_its_room_else_its_line(client: Client) -> None:
    guard = client.application
    assert isinstance(guard, Guard)
    assert isinstance(guard.application, Doors)
    app: Any = vars(guard.application)["_workbench"].__self__
    with app.test_request_context("/edit/check/?lang=en"):
        app.preprocess_request()
        item = json.loads((app.extensions["mapsvc.bench"].root / "sources.json").read_text("utf-8"))[0]["id"]
        assert fault_place("sources.json", "[0].title") == f"/edit/sources/?lang=en#{item}/title"
        assert "line=3" in fault_place("names.csv", "line 3", "is wrong")


# ---- publish ---------------------------------------------------------------------------------------------
def frozen(app: Flask, folder: Path, *, step: Any) -> None:
    """A site of one page that names its events; a whole one takes a minute, and has tests of its own."""
    step(0, 1)
    folder.mkdir()
    atlas = app.extensions["mapsvc"].atlas
    (folder / "index.html").write_text(" ".join(atlas.events), "utf-8")
    step(1, 1)


def test_site_and_zip_and_page_are_published_and_no_draft(
    ask: Ask, client: Client, edited: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(publication, "freeze_site", frozen)
    draft = edited / "events" / "unfinished.toml"
    finished = sorted((edited / "events").glob("*.toml"))
    draft.write_text("draft = true\n" + finished[0].read_text("utf-8"), "utf-8")
    assert ask("POST", "/edit/publish/job.json", json={"form": "zip"}).status_code == 200
    done = until(client, "/edit/publish/job.json", "state", "done")
    response = client.get(done["href"])
    assert "attachment" in response.headers["Content-Disposition"]
    archive = zipfile.ZipFile(io.BytesIO(response.data))
    (name,) = archive.namelist()
    assert name.endswith("/index.html")
    assert sorted(archive.read(name).decode().split()) == [path.stem for path in finished]
    folder = edited.with_name("site")
    ask("POST", "/edit/publish/job.json", json={"form": "site", "folder": str(folder)})
    assert until(client, "/edit/publish/job.json", "state", "done")["message"] == str(folder)
    assert (folder / "index.html").is_file()
    show = json.loads(data_in(client.get("/edit/publish/")))["maps"][0]["items"][0]["show"]
    ask("POST", "/edit/publish/job.json", json={"form": "html", "show": show, "lang": "en"})
    done = until(client, "/edit/publish/job.json", "state", "done")
    assert client.get(done["href"]).data.lstrip().lower().startswith(b"<!doctype html>")
    assert client.get("/edit/publish/made/other.html").status_code == 404


def test_atlas_with_faults_is_not_published(ask: Ask, client: Client, edited: Path) -> None:
    next((edited / "events").glob("*.toml")).write_text("on = 'never'\n", "utf-8")
    ask("POST", "/edit/publish/job.json", json={"form": "zip"})
    failed = until(client, "/edit/publish/job.json", "state", "failed")
    assert failed["href"] == ""
    assert "never" in failed["message"]


@pytest.mark.parametrize("folder", ["", "site", "{root}/site", "{root}", "\0"])
def test_folder_that_will_not_do_is_refused(ask: Ask, edited: Path, folder: str) -> None:
    answer = ask(
        "POST", "/edit/publish/job.json", json={"form": "site", "folder": folder.format(root=edited)}
    )
    assert answer.status_code == 422
    assert ask("POST", "/edit/publish/job.json", json={"form": "exe"}).status_code == 422


def test_others_than_this_machine_name_no_folder(edited: Path, tmp_path: Path) -> None:
    with pytest.raises(RequestError):
        Publication().begin(Bench(edited, is_local=False), Order("site", str(tmp_path / "out")))
