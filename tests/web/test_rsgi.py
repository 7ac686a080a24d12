"""A worker as the server asks it, with a reader who may leave."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from mapsvc.settings import Settings
from mapsvc.web.app import create_app
from mapsvc.web.lane.lane import Lane, find_place
from mapsvc.web.lane.queue import Refusal
from mapsvc.web.lent_bodies import LentBodies
from mapsvc.web.reply import Environ, Reply
from mapsvc.web.rsgi import FrontDesk, environ_of, reader_of
from tests.conftest import TINY
from tests.running import run_apart

FILE = "/download/events/line-drawn.csv"


class Headers(dict[str, str]):
    """As the server gives them; several of one name are written with a line between them."""

    def get_all(self, name: str) -> list[str]:
        return self[name].split("\n") if name in self else []

    def items(self) -> Any:
        return [(name, value) for name in self for value in self.get_all(name)]


class Scope:
    http_version, scheme = "1.1", "http"

    def __init__(
        self, path: str, method: str = "GET", client: str = "192.0.2.7:40000", **headers: str
    ) -> None:
        self.path, _, self.query_string = path.partition("?")
        self.method, self.client = method, client
        self.headers = Headers(
            {"host": "x.org"} | {name.replace("_", "-"): value for name, value in headers.items()}
        )


class Reader:
    """Who asks: he sends a body, may leave, and gets an answer."""

    def __init__(self, body: bytes = b"", *, leaves: bool = False) -> None:
        self.body, self.leaves, self.read = body, leaves, 0
        self.answer: tuple[int, dict[str, str], bytes] = (0, {}, b"")
        self.paths: list[str] = []

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for start in range(0, len(self.body), 1000):
            self.read += 1000
            yield self.body[start : start + 1000]

    async def client_disconnect(self) -> None:
        if not self.leaves:
            await asyncio.Event().wait()

    def response_bytes(self, status: int, headers: list[tuple[str, str]], body: bytes) -> None:
        self.answer = (status, {name.lower(): value for name, value in headers}, body)

    def response_file(self, status: int, headers: list[tuple[str, str]], path: str) -> None:
        self.paths.append(path)
        self.response_bytes(status, headers, Path(path).read_bytes())


class Drawn(Lane):
    """A lane that says what it is asked for, and gives what it is told to."""

    def __init__(self, app: Flask, refusal: Refusal | None = None, *, late: bool = False) -> None:
        super().__init__(find_place())
        self.app, self.refusal, self.late = app, refusal, late
        self.asked: list[tuple[str, bytes, str]] = []
        self.cancelled = False

    async def draw(self, tag: str, environ: Environ, body: bytes, address: str) -> Reply | Refusal:
        self.asked.append((tag, body, address))
        if self.late:
            try:
                await asyncio.Event().wait()
            except asyncio.CancelledError:
                self.cancelled = True
                raise
        return self.refusal or Reply("200 OK", [("Content-Type", "text/csv"), ("ETag", f'"{tag}"')], b"a,b")


@pytest.fixture
def app() -> Flask:
    return create_app(TINY)


def ask(desk: FrontDesk, scope: Scope, reader: Reader | None = None) -> tuple[int, dict[str, str], bytes]:
    reader = reader or Reader()
    run_apart(desk.__rsgi__(scope, reader))
    return reader.answer


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/?lang=tr",
        "/healthz",
        "/nothing",
        "/events/line-drawn?lang=en",
        "/api/collections/places/items",
        "/search?q=%C3%A7",
    ],
)
@pytest.mark.parametrize("method", ["GET", "HEAD", "POST"])
def test_worker_answers_as_the_application_does(app: Flask, path: str, method: str) -> None:
    desk = FrontDesk(app, Drawn(app))
    plain = create_app(TINY).test_client().open(path, method=method, headers={"Host": "x.org"})
    for _ in range(2):
        status, headers, body = ask(desk, Scope(path, method, host="x.org"))
        assert status == plain.status_code
        told = {name.lower(): value for name, value in plain.headers.items()}
        if "request_id" not in plain.text:
            assert (headers, body) == (told, plain.data)


def test_file_comes_from_the_lane_once_and_then_from_what_is_kept(app: Flask) -> None:
    lane = Drawn(app)
    desk = FrontDesk(app, lane)
    first, again = (ask(desk, Scope(f"{FILE}?lang=en")) for _ in range(2))
    assert first == again
    assert (first[0], first[2]) == (200, b"a,b")
    (wish,) = lane.asked
    assert wish[1:] == (b"", "192.0.2.7")
    known = ask(FrontDesk(create_app(TINY), lane), Scope(f"{FILE}?lang=en", if_none_match=first[1]["etag"]))
    assert (known[0], known[2], len(lane.asked)) == (304, b"", 1)


@pytest.mark.parametrize(
    "path", [FILE, f"{FILE}?lang=en", "/download/events/line-drawn.png?width=640&paper=a3"]
)
def test_file_that_was_given_is_given_at_once_whatever_its_address_asks_for(app: Flask, path: str) -> None:
    desk, front = FrontDesk(app, Drawn(app)), app.extensions["mapsvc.front"]
    assert at_once(desk, Scope(path)) is None
    first, second = (ask(desk, Scope(path)) for _ in range(2))
    assert first == second == at_once(desk, Scope(path))
    assert at_once(desk, Scope(path, accept_language="tr")) is None
    # The address that somebody made up is kept with questions, the file once and among files.
    other = environ_of(Scope(path, host="y.org"))
    assert front.known(other).body == first[2]
    assert front.known(other | {"REQUEST_METHOD": "POST"}) is None


def test_addresses_of_one_file_that_are_made_up_drive_out_no_page_and_each_other_at_last() -> None:
    app = create_app(TINY, settings=Settings(kept_mb=8))
    desk, front = FrontDesk(app, Drawn(app)), app.extensions["mapsvc.front"]
    page = ask(desk, Scope("/?lang=tr"))
    before = front.kept.budget.taken_bytes
    for number in range(300):
        ask(desk, Scope("/download/events/line-drawn.png?width=640", accept=f"{number}/{'x' * 4_000}"))
    assert 500_000 < front.questions_bytes <= 1_000_000
    assert front.kept.budget.taken_bytes - before < 20_000
    assert front.known(environ_of(Scope("/?lang=tr"))).body == page[2]


def test_large_answer_is_lent_to_its_readers_whole_and_a_part_of_it_is_not(app: Flask) -> None:
    desk, path = FrontDesk(app, Drawn(app), lent=LentBodies(1_000, 1_000_000)), "/events/line-drawn?lang=en"
    readers = [Reader(), Reader()]
    for reader in readers:
        ask(desk, Scope(path), reader)
    assert desk.at_once(Scope(path), readers[0])
    plain = ask(FrontDesk(app, Drawn(app)), Scope(path))
    assert [reader.answer for reader in readers] == [plain, plain]
    assert [len(set(reader.paths)) for reader in readers] == [1, 1]
    assert len(readers[0].paths) == 2
    for scope in (Scope(path, "HEAD"), Scope(path, if_none_match=plain[1]["etag"]), Scope("/nothing")):
        ask(desk, scope, readers[1])
    assert len(readers[1].paths) == 1


@pytest.mark.parametrize("code", [429, 503])
@pytest.mark.parametrize("lang", ["en", "tr"])
def test_refusal_is_a_page_with_when_to_come_again(app: Flask, code: int, lang: str) -> None:
    desk = FrontDesk(app, Drawn(app, Refusal(code, 7)))
    for _ in range(2):
        status, headers, body = ask(desk, Scope(FILE, accept_language=lang))
        assert (status, headers["retry-after"]) == (code, "7")
        assert f'lang="{lang}"'.encode() in body


def test_reader_who_leaves_is_drawn_for_no_more(app: Flask) -> None:
    lane = Drawn(app, late=True)
    desk = FrontDesk(app, lane)
    reader = Reader(leaves=False)

    async def leave() -> None:
        gone = asyncio.Event()

        async def left() -> None:
            await gone.wait()

        reader.client_disconnect = left  # type: ignore[method-assign]
        task = asyncio.ensure_future(desk.__rsgi__(Scope(FILE), reader))
        while not lane.asked:
            await asyncio.sleep(0)
        gone.set()
        await task

    run_apart(leave())
    assert lane.cancelled


def test_lecture_that_is_sent_reaches_the_lane_and_too_much_is_not_read(app: Flask) -> None:
    lane = Drawn(app)
    desk = FrontDesk(app, lane)
    sent = b'{"v": 1, "lang": "en", "steps": [{"show": "events/line-drawn"}]}'
    scope = Scope("/tour?format=html", "POST", content_type="application/json", content_length=str(len(sent)))
    assert ask(desk, scope, Reader(sent))[0] == 200
    assert lane.asked[0][1] == sent
    large = Reader(b"x" * 10_000_000)
    scope = Scope("/tour?format=html", "POST", content_type="application/json", content_length="10000000")
    assert ask(desk, scope, large)[0] == 413
    assert large.read < 100_000
    unread = Reader(b"x" * 10_000)
    ask(desk, Scope("/"), unread)
    assert unread.read == 0


@pytest.mark.parametrize(
    ("client", "reader"),
    [
        ("192.0.2.7:1", "192.0.2.7"),
        ("[::ffff:192.0.2.7]:1", "192.0.2.7"),
        ("[2001:db8:1:2:3::1]:1", "2001:0db8:0001:0002"),
        ("2001:db8:1:2::9:1", "2001:0db8:0001:0002"),
        ("", "unix"),
    ],
)
def test_reader_is_an_address_or_the_network_of_a_household(client: str, reader: str) -> None:
    assert reader_of(environ_of(Scope("/", client=client))) == reader


def test_reader_behind_a_trusted_proxy_is_who_it_says() -> None:
    app = create_app(TINY, settings=Settings(trusted_proxies=("10.0.0.0/8",)))
    lane = Drawn(app)
    desk = FrontDesk(app, lane)
    for client, said in (("10.1.1.1:5", "198.51.100.9"), ("11.1.1.1:5", "11.1.1.1")):
        ask(desk, Scope(f"{FILE}?lang=en", client=client, x_forwarded_for="198.51.100.9"))
        assert lane.asked[-1][2] == said
        desk = FrontDesk(create_app(TINY, settings=app.extensions["mapsvc"].settings), lane)


@pytest.mark.parametrize(("path", "plain"), [("/ç", "/Ã§"), ("/�", "/ï¿½"), ("/a", "/a")])
def test_address_is_a_letter_a_byte(path: str, plain: str) -> None:
    assert environ_of(Scope(path))["PATH_INFO"] == plain


def test_headers_are_those_of_wsgi() -> None:
    environ: dict[str, Any] = environ_of(Scope("/", content_type="a/b", accept_language="tr"))
    assert (environ["CONTENT_TYPE"], environ["HTTP_ACCEPT_LANGUAGE"]) == ("a/b", "tr")


@pytest.mark.parametrize(
    ("version", "host", "status"),
    [
        ("1.1", "x.org", 200),
        ("1.1", "", 400),
        ("1.1", "x.org\ny.org", 400),
        ("1.1", "x.org\nx.org", 400),
        ("1.0", "", 200),
        ("1.0", "x.org\ny.org", 400),
        ("2", "", 200),
    ],
)
@pytest.mark.parametrize("path", ["/", "/healthz", "/nothing/../"])
def test_request_names_the_one_host_that_it_is_for(
    app: Flask, path: str, version: str, host: str, status: int
) -> None:
    desk = FrontDesk(app, Drawn(app))
    ask(desk, Scope(path))
    scope = Scope(path, host=host)
    scope.http_version = version
    if not host:
        scope.headers.pop("host")
    assert not desk.at_once(scope, Reader()) or status == 200
    answered = ask(desk, scope)[0]
    assert (answered == 400) is (status == 400)


def at_once(desk: FrontDesk, scope: Scope) -> tuple[int, dict[str, str], bytes] | None:
    reader = Reader()
    return reader.answer if desk.at_once(scope, reader) else None


@pytest.mark.parametrize("path", ["/?lang=tr", "/", "/api/collections/places/items?limit=2&bbox=0,0,90,80"])
def test_answer_that_was_given_twice_is_given_at_once(app: Flask, path: str) -> None:
    desk = FrontDesk(app, Drawn(app))
    assert at_once(desk, Scope(path)) is None
    first, second = (ask(desk, Scope(path)) for _ in range(2))
    assert first == second == at_once(desk, Scope(path))
    # Whoever takes another form, or has it already, is another reader.
    for headers in (
        {"accept_encoding": "br"},
        {"accept_language": "tr"},
        {"accept": "text/html"},
        {"if_none_match": first[1]["etag"]},
        {"range": "bytes=0-1"},
        {"host": "x.org\ny.org"},
    ):
        assert at_once(desk, Scope(path, **headers)) is None
    assert at_once(desk, Scope(path, "HEAD")) is None
    packed = [ask(desk, Scope(path, accept_encoding="br")) for _ in range(2)]
    assert packed[0] == at_once(desk, Scope(path, accept_encoding="br"))
    assert packed[0][1]["etag"] != first[1]["etag"]


def test_health_is_told_at_once_and_of_this_moment(app: Flask) -> None:
    desk = FrontDesk(app, Drawn(app))
    assert at_once(desk, Scope("/healthz")) is None
    first = ask(desk, Scope("/healthz"))
    assert at_once(desk, Scope("/healthz")) == first
    assert (first[0], first[1]["cache-control"]) == (200, "no-store")
    assert at_once(desk, Scope("/healthz?lang=xx")) is None


def test_answer_that_names_the_readers_host_is_written_for_each(app: Flask) -> None:
    desk = FrontDesk(app, Drawn(app))
    path = "/events/line-drawn?lang=en"
    answers = [ask(desk, Scope(path, host=host)) for host in ("one.org", "one.org", "two.org", "two.org")]
    assert (b"one.org" in answers[1][2], b"two.org" in answers[3][2]) == (True, True)
    assert at_once(desk, Scope(path, host="two.org")) == answers[3] != answers[1]
    assert at_once(desk, Scope(path, host="three.org")) is None


def test_reader_behind_a_proxy_that_is_believed_is_given_his_own_address() -> None:
    app = create_app(TINY, settings=Settings(trusted_proxies=("192.0.2.7/32",)))
    desk, path = FrontDesk(app, Drawn(app)), "/events/line-drawn?lang=en"
    for host in ("one.org", "two.org"):
        for _ in range(3):
            scope = Scope(path, host="inner", x_forwarded_host=host)
            assert at_once(desk, scope) is None
            assert f"https://{host}".encode() in ask(desk, scope)[2].replace(b"http:", b"https:")


def test_errors_and_answers_of_the_moment_are_given_by_nobody_at_once(app: Flask) -> None:
    desk = FrontDesk(app, Drawn(app))
    for path in ("/readyz", "/nothing", "/?lang=xx", "/share/events/line-drawn?lang=en"):
        for _ in range(3):
            ask(desk, Scope(path))
        assert at_once(desk, Scope(path)) is None


def test_questions_that_are_made_up_drive_out_no_page_and_each_other_at_last() -> None:
    app = create_app(TINY, settings=Settings(kept_mb=8))
    desk, front = FrontDesk(app, Drawn(app)), app.extensions["mapsvc.front"]
    page = ask(desk, Scope("/?lang=tr"))
    before = front.kept.budget.taken_bytes
    for number in range(400):
        ask(desk, Scope(f"/api/collections/places/items?limit={number + 1}"))
    assert front.questions_bytes <= 1_000_000
    assert front.kept.budget.taken_bytes - before < 100_000
    assert front.known(environ_of(Scope("/?lang=tr"))).body == page[2]
