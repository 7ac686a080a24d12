"""What is noted of each request on its way."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from werkzeug.test import EnvironBuilder, run_wsgi_app

from mapsvc.web.accesses import Accesses, note_rendered, request_id_of
from mapsvc.web.app import create_app
from tests.conftest import TINY


@pytest.mark.parametrize(
    ("given", "taken"),
    [
        ("a-7:B_.", True),
        ("a" * 64, True),
        ("a" * 65, False),
        ("", False),
        ("a\nb", False),
        ("ä", False),
        ("<b>", False),
    ],
)
def test_name_of_a_request_is_a_plain_one(given: str, taken: bool) -> None:
    environ = {"HTTP_X_REQUEST_ID": given}
    name = request_id_of(environ)
    assert (name == given) is taken
    assert name == request_id_of(environ)
    assert name != request_id_of({})


def told_of(application: Callable[..., Any], path: str) -> tuple[dict[str, Any], bytes, Any]:
    written: list[bytes] = []
    environ = EnvironBuilder(path).get_environ()
    chunks, _, headers = run_wsgi_app(
        Accesses(application, write=written.append, board=None), environ, buffered=True
    )
    (line,) = written
    return json.loads(line), b"".join(chunks), headers


def test_answer_in_parts_is_told_of_when_the_last_has_gone() -> None:
    def parts(environ: dict[str, Any], start: Callable[..., Any]) -> Iterator[bytes]:
        note_rendered(environ)
        start("200 OK", [])
        yield b"one"
        yield b"three"

    line, body, headers = told_of(parts, "/a?b=%22")
    assert body == b"onethree"
    assert (line["bytes"], line["cache"], line["path"]) == (8, "miss", "/a?b=%22")
    assert headers["X-Request-ID"] == line["request_id"]


def test_fault_of_the_application_is_told_of_too() -> None:
    def failing(environ: dict[str, Any], start: Callable[..., Any]) -> list[bytes]:
        raise MemoryError

    written: list[bytes] = []
    with pytest.raises(MemoryError):
        Accesses(failing, write=written.append, board=None)(
            EnvironBuilder("/").get_environ(), lambda *_: None
        )
    assert json.loads(written[0])["status"] == 500


def test_line_says_whether_an_answer_was_kept() -> None:
    app = create_app(TINY)
    assert [told_of(app, "/events/?lang=en")[0]["cache"] for _ in range(3)] == ["miss", "hit", "hit"]


def test_fault_in_a_page_is_logged_with_its_address_and_its_name(caplog: pytest.LogCaptureFixture) -> None:
    app = create_app(TINY)

    def fail() -> str:
        msg = "a fault"
        raise RuntimeError(msg)

    app.add_url_rule("/api/fails", "fails", fail)
    line, body, _ = told_of(app, "/api/fails?a=%0Ab")
    (record,) = caplog.records
    told = vars(record)
    assert json.loads(body)["request_id"] == line["request_id"] == told["request_id"]
    assert (told["method"], told["path"], told["status"]) == ("GET", "/api/fails?a=%0Ab", 500)
    assert record.exc_info
