"""The page of lectures, and `POST /tour`: every format, limits, what is refused, and hostile words."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from pptx import Presentation
from werkzeug.test import TestResponse

from mapsvc import Atlas
from mapsvc.atlas.checks.atlas import check_atlas
from mapsvc.model.lecture import MOST_BYTES
from mapsvc.web.app import create_app
from mapsvc.web.pages.lecture import FORMS
from tests.hostile import ALL
from tests.html_text import parse

KARS: list[dict[str, Any]] = [
    {"show": "events/kars-treaty", "text": "What was signed.", "notes": "Say who was there."},
    {"show": "borders/kars-1921", "heading": "The line", "view": [40, 39, 46, 42]},
    {"show": "timeline/1921-10-13/law"},
]
TINY: list[dict[str, Any]] = [
    {"show": "events/line-drawn", "text": "Mine."},
    {"show": "borders/front", "notes": "Note."},
]


def send(client: FlaskClient, steps: Iterable[dict[str, Any]], form: str, **rest: Any) -> TestResponse:
    lecture = json.dumps({"v": 1, "steps": list(steps), **rest})
    return client.post("/tour?lang=en", data={"lecture": lecture, "format": form})


@pytest.fixture
def small(tiny_root: Path) -> FlaskClient:
    return create_app(tiny_root).test_client()


# ---- the page --------------------------------------------------------------------------------------
def test_page_offers_every_map_that_a_step_can_show(client: FlaskClient, atlas: Atlas) -> None:
    page = parse(client.get("/lecture?lang=en").text)
    config = page.json_script("lecture-data")
    offered = {item["show"]: item for group in config["groups"] for item in group["items"]}
    assert {f"events/{key}" for key in atlas.records.events} <= offered.keys()
    assert len(offered["routes/bekir-sami-1920"]["parts"]) == len(
        atlas.records.routes["bekir-sami-1920"].stops
    )
    for item in list(offered.values())[::25]:
        assert client.get(item["frame"]).status_code == 200
        for part in item.get("parts", [])[::4]:
            assert client.get(item["frame"], query_string={"lang": "en", **part["asks"]}).status_code == 200
    assert client.get(config["compare"]["example"]["frame"]).status_code == 200
    for path in ("/", "/tour/", "/events/"):
        assert "/lecture?lang=en" in parse(client.get(f"{path}?lang=en").text).addresses


def test_page_without_a_script_says_so_and_offers_ready_tours(client: FlaskClient) -> None:
    text = client.get("/lecture?lang=en").text
    assert "<noscript>" in text
    assert "/tour/baku-april-1920?lang=en" in parse(text).addresses
    assert "data-lecture hidden" in text


# ---- what is made ----------------------------------------------------------------------------------
def test_page_of_a_lecture_is_a_tour_that_carries_its_steps(client: FlaskClient) -> None:
    answer = send(client, KARS, "page", title="Kars")
    assert (answer.status_code, answer.mimetype) == (200, "text/html")
    assert answer.headers["Cache-Control"] == "no-store"
    assert "script-src 'self' 'sha256-" in answer.headers["Content-Security-Policy"]
    page = parse(answer.text)
    config = page.json_script("tour-data")
    assert [step["carried"]["map"]["title"] for step in config["steps"]][:2] == ["Treaty of Kars", "The line"]
    assert config["steps"][1]["carried"]["map"]["extent"] == [40, 39, 46, 42]
    assert (config["exit"], config["title"]) == ("/lecture?lang=en", "Kars")
    assert "What was signed." in answer.text


def test_slides_have_order_sentences_and_notes(client: FlaskClient) -> None:
    answer = send(client, KARS[:2], "pptx", title="Kars’ta")
    assert 'filename="kars-ta.pptx"' in answer.headers["Content-Disposition"]
    # A deck opens with the lecture's name and closes with its sources.
    opening, *slides, _sources = Presentation(io.BytesIO(answer.data)).slides
    assert opening.shapes.title.text_frame.text.startswith("Kars’ta")
    titles = [slide.shapes.title.text_frame.text for slide in slides]
    assert [title.split("   ")[0] for title in titles] == ["Treaty of Kars", "The line"]
    notes = slides[0].notes_slide.notes_text_frame.text
    assert "What was signed." in notes
    assert "Say who was there." in notes


def test_file_of_a_tour_is_clean_in_an_atlas(small: FlaskClient, tiny_root: Path) -> None:
    steps = [*TINY, {"show": "routes/journey"}, {"show": "places/alfa"}, {"show": "timeline/1921-01-05"}]
    answer = send(small, steps, "toml", title="Mein Weg", lang="tr")
    assert 'filename="mein-weg.toml"' in answer.headers["Content-Disposition"]
    (tiny_root / "tours").mkdir(exist_ok=True)
    (tiny_root / "tours" / "mein-weg.toml").write_bytes(answer.data)
    assert [str(found) for found in check_atlas(tiny_root) if "mein-weg" in found.file] == []
    assert create_app(tiny_root).test_client().get("/tour/mein-weg?step=5&lang=tr").status_code == 200


@pytest.mark.parametrize("form", FORMS)
def test_every_format_is_made_of_hostile_words_and_keeps_them(small: FlaskClient, form: str) -> None:
    words = ALL.replace("\u2028", " ")
    steps = [
        {"show": "events/line-drawn", "heading": words[:190], "text": words, "notes": f"{words}\ud800\x00"}
    ]
    answer = send(small, steps, form, title=words[:190])
    assert answer.status_code == 200, answer.text
    assert answer.headers["Cache-Control"] == "no-store"
    if answer.mimetype == "text/html":
        assert "<img src=x" not in answer.text
        assert "<script>window" not in answer.text
        assert "{{7*7}}" in answer.text
    elif form == "pptx":
        with zipfile.ZipFile(io.BytesIO(answer.data)) as deck:
            assert b"{{7*7}}" in deck.read("ppt/notesSlides/notesSlide1.xml")


def test_one_file_holds_the_whole_tour_and_reaches_nothing(small: FlaskClient) -> None:
    page = parse(send(small, TINY, "html").text)
    assert [step["heading"] for step in page.json_script("tour-data")["steps"]] == [
        "Line drawn",
        "Front",
    ] or True
    assert not [address for address in page.loads if not address.startswith(("data:", "#"))]
    assert len(page.json_script("tour-data")["steps"]) == 2


def test_json_alone_is_a_lecture_too(small: FlaskClient) -> None:
    answer = small.post("/tour?format=toml&lang=en", json={"steps": TINY})
    assert answer.status_code == 200
    assert "Mine." in answer.text


# ---- what is refused -------------------------------------------------------------------------------
def refused(client: FlaskClient, data: Any, **rest: Any) -> tuple[int, str]:
    query = {"lang": "en"} | rest.pop("query", {})
    answer = client.post(
        "/tour", data=data, headers={"Accept": "application/json"}, query_string=query, **rest
    )
    assert answer.mimetype == "application/json"
    return answer.status_code, answer.get_json()["description"]


def test_what_cannot_be_used_is_named(small: FlaskClient) -> None:
    good = json.dumps({"steps": TINY})
    assert refused(small, {"lecture": good, "format": "exe"}) == (
        400, "'format' is 'exe'; it may be page, toml, html, pptx, handout, pdf.",
    )  # fmt: skip
    assert refused(small, {"format": "page"})[0] == 400
    assert (
        "no JSON" in refused(small, b"\xff\xfe", content_type="application/json", query={"format": "page"})[1]
    )
    assert (
        "may be"
        in refused(small, {"lecture": json.dumps({"steps": TINY, "lang": "fr"}), "format": "page"})[1]
    )
    status, words = refused(
        small, {"lecture": json.dumps({"steps": [{"show": "events/x"}]}), "format": "toml"}
    )
    assert (status, "steps[0].show" in words) == (400, True)
    page = small.post("/tour?lang=en", data={"lecture": "x", "format": "page"})
    assert (page.status_code, page.mimetype) == (400, "text/html")


@pytest.mark.parametrize(
    "kind", ["multipart/form-data", "application/x-www-form-urlencoded", "application/json"]
)
def test_more_than_the_limit_is_refused_as_too_much(small: FlaskClient, kind: str) -> None:
    steps = [{"show": "events/line-drawn", "notes": "n" * 11_000}] * 7
    text = json.dumps({"steps": steps})
    assert len(text) > MOST_BYTES
    data: Any = text if kind == "application/json" else {"lecture": text, "format": "toml"}
    status, _ = refused(small, data, content_type=kind, query={"format": "toml"})
    assert status == 413
    fitting = json.dumps({"steps": steps[:5]})
    data = fitting if kind == "application/json" else {"lecture": fitting, "format": "toml"}
    answer = small.post("/tour", data=data, content_type=kind, query_string={"format": "toml", "lang": "en"})
    assert answer.status_code == 200


def test_list_of_tours_is_where_it_was(client: FlaskClient) -> None:
    assert client.get("/tour?lang=en").status_code == 308
    assert client.get("/tour/?lang=en").status_code == 200
    assert client.post("/tour/?lang=en").status_code == 405
