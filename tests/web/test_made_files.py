"""Files that take a while: made once, never for who has them, and never beyond the limits."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask

from mapsvc.export.formats import FORMATS
from mapsvc.export.formats.format import Format
from mapsvc.settings import Settings
from mapsvc.web.app import create_app
from mapsvc.web.caching import Front
from mapsvc.web.made_files import hold_slides
from tests.conftest import TINY

FILE = "/download/events/line-drawn.csv?lang=en"


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Names of the formats that were written, in order."""
    names: list[str] = []
    write = Format.write

    def noted(self: Format, job: Any) -> bytes:
        names.append(self.name)
        return write(self, job)

    monkeypatch.setattr(Format, "write", noted)
    return names


@pytest.fixture
def fresh() -> Flask:
    return create_app(TINY)


@pytest.mark.parametrize(
    "path", [FILE, "/card/events/line-drawn.png?width=320", "/download/events/line-drawn.png?width=320"]
)
def test_file_is_made_once_and_not_at_all_for_who_has_it(fresh: Flask, made: list[str], path: str) -> None:
    client = fresh.test_client()
    first, again = client.get(path), client.get(path)
    assert (again.status_code, again.data, again.headers["ETag"]) == (200, first.data, first.headers["ETag"])
    assert len(made) == 1
    other = create_app(TINY).test_client()
    known = other.get(path, headers={"If-None-Match": first.headers["ETag"]})
    assert (known.status_code, known.data, known.headers["ETag"]) == (304, b"", first.headers["ETag"])
    assert len(made) == 1


def test_one_file_under_two_addresses_is_made_and_kept_once(fresh: Flask, made: list[str]) -> None:
    client = fresh.test_client()
    front = fresh.wsgi_app
    assert isinstance(front, Front)
    client.get("/download/events/line-drawn.csv?lang=en")
    before = front.kept.taken_bytes
    client.get("/download/line-drawn.csv", headers={"Accept-Language": "en"})
    assert made == ["csv"]
    assert front.kept.taken_bytes - before < 1_000


def test_files_share_the_budget_of_pages(made: list[str]) -> None:
    app = create_app(TINY, settings=Settings(kept_mb=1))
    client, front = app.test_client(), app.wsgi_app
    assert isinstance(front, Front)
    for width in range(320, 420, 5):
        assert client.get(f"/download/events/line-drawn.png?width={width}").status_code == 200
        assert front.kept.budget.taken_bytes <= 1_000_000
    assert len(made) == 20
    client.get("/download/events/line-drawn.png?width=415")
    assert len(made) == 20


def test_deck_and_picture_that_are_too_large_are_refused_with_what_would_do(made: list[str]) -> None:
    settings = replace(Settings(), most_slides=1, most_megapixels=1)
    client = create_app(TINY, settings=settings).test_client()
    wide = client.get("/download/events/line-drawn.png?width=3000")
    assert (wide.status_code, "1333" in wide.text) == (400, True)
    assert client.get("/download/events/line-drawn.png?width=1333").status_code == 200
    steps = [{"show": "events/line-drawn"}] * 2
    for form in ("pptx", "html", "page"):
        sent = json.dumps({"v": 1, "lang": "en", "steps": steps})
        answer = client.post(f"/tour?format={form}", data=sent, content_type="application/json")
        assert (answer.status_code, "2 slides" in answer.text) == (400, True), form
    assert client.post("/tour?format=toml", data=json.dumps({"steps": steps})).status_code == 200
    assert made == ["png"]


def test_deck_of_a_tour_is_counted_before_it_is_drawn(fresh: Flask, made: list[str]) -> None:
    ids = [*fresh.extensions["mapsvc"].atlas.events][:2]
    few = create_app(TINY, settings=Settings(most_slides=1)).test_client()
    for name, format_ in FORMATS.items():
        if "part" in format_.options:
            answer = few.get(f"/download/tour/events/{','.join(ids)}.{name}?part=tour&lang=en")
            assert (answer.status_code, "2 slides" in answer.text) == (400, True), name
    assert made == []


def test_as_many_slides_as_are_allowed_are_made(fresh: Flask) -> None:
    with fresh.test_request_context():
        hold_slides(40)
