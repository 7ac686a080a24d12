"""What of a kept answer a reader gets: parts of it, nothing if he has it, and on what it depends."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from mapsvc.web.reply import prepare_answer

FILE = "/download/events/line-drawn.csv"


@pytest.mark.parametrize(
    ("asked", "span"),
    [
        ("bytes=0-9", slice(0, 10)),
        ("bytes=5-", slice(5, None)),
        ("bytes=-7", slice(-7, None)),
        ("bytes=3-99999999", slice(3, None)),
    ],
)
def test_part_of_a_file_is_given(tiny_client: FlaskClient, asked: str, span: slice) -> None:
    whole = tiny_client.get(f"{FILE}?lang=en")
    part = tiny_client.get(f"{FILE}?lang=en", headers={"Range": asked})
    first, last, _ = span.indices(len(whole.data))
    assert whole.headers["Accept-Ranges"] == "bytes"
    assert (part.status_code, part.data) == (206, whole.data[span])
    assert part.headers["Content-Range"] == f"bytes {first}-{last - 1}/{len(whole.data)}"
    assert part.headers["Content-Length"] == str(len(part.data))
    assert part.headers["ETag"] == whole.headers["ETag"]


def test_part_beyond_the_end_is_refused_with_the_length(tiny_client: FlaskClient) -> None:
    size = len(tiny_client.get(f"{FILE}?lang=en").data)
    beyond = tiny_client.get(f"{FILE}?lang=en", headers={"Range": f"bytes={size}-"})
    assert (beyond.status_code, beyond.data) == (416, b"")
    assert beyond.headers["Content-Range"] == f"bytes */{size}"


@pytest.mark.parametrize(
    "headers",
    [
        {"Range": "bytes=0-1,4-5"},
        {"Range": "bytes=9-3"},
        {"Range": "lines=0-1"},
        {"Range": "nonsense"},
        {"Range": "bytes=0-1", "If-Range": '"of another state"'},
        {"Range": "bytes=0-1", "If-Range": "Mon, 30 Nov 2026 12:00:00 GMT"},
    ],
)
def test_all_is_given_where_one_part_is_not_what_was_asked_for(
    tiny_client: FlaskClient, headers: dict[str, str]
) -> None:
    whole = tiny_client.get(f"{FILE}?lang=en")
    answer = tiny_client.get(f"{FILE}?lang=en", headers=headers)
    assert (answer.status_code, answer.data) == (200, whole.data)


def test_part_of_the_same_state_is_given(tiny_client: FlaskClient) -> None:
    tag = tiny_client.get(f"{FILE}?lang=en").headers["ETag"]
    answer = tiny_client.get(f"{FILE}?lang=en", headers={"Range": "bytes=0-1", "If-Range": tag})
    assert answer.status_code == 206


def test_part_of_a_compressed_file_is_one_of_its_compressed_bytes(tiny_client: FlaskClient) -> None:
    headers = {"Accept-Encoding": "gzip"}
    whole = tiny_client.get(f"{FILE}?lang=en", headers=headers)
    part = tiny_client.get(f"{FILE}?lang=en", headers=headers | {"Range": "bytes=2-11"})
    assert part.headers["Content-Encoding"] == "gzip"
    assert part.data == whole.data[2:12]


@pytest.mark.parametrize(
    "path",
    [FILE, "/card/events/line-drawn.png", "/", "/api/collections/places/items", "/nothing", f"{FILE}?x=1"],
)
def test_answer_in_a_guessed_language_says_so(tiny_client: FlaskClient, path: str) -> None:
    answer = tiny_client.get(path)
    assert "Accept-Language" in ", ".join(answer.headers.getlist("Vary"))
    asked = tiny_client.get(f"{path}{'&' if '?' in path else '?'}lang=tr")
    assert "Accept-Language" not in ", ".join(asked.headers.getlist("Vary"))
    known = tiny_client.get(path, headers={"If-None-Match": answer.headers.get("ETag", "x")})
    assert known.headers.getlist("Vary") == answer.headers.getlist("Vary")


@pytest.mark.parametrize("path", ["/healthz", "/version"])
def test_answer_of_no_language_depends_on_none(tiny_client: FlaskClient, path: str) -> None:
    assert "Accept-Language" not in ", ".join(tiny_client.get(path).headers.getlist("Vary"))


@pytest.mark.parametrize(
    ("told", "vary", "by_language"),
    [
        ([], "Accept-Encoding", False),
        (["Accept"], "Accept, Accept-Encoding", False),
        (["Accept, Accept-Language"], "Accept, Accept-Encoding", True),
        (["Accept-Language", "Accept-Encoding"], "Accept-Encoding", True),
    ],
)
def test_what_an_answer_depends_on_is_said_once(told: list[str], vary: str, by_language: bool) -> None:
    answer = prepare_answer("/", [("Vary", value) for value in told], b"x")
    assert (answer.vary, answer.by_language) == (vary, by_language)
