"""The application as `mapsvc serve` runs it: ready answers at once, pages in threads, files in their lane."""

from __future__ import annotations

import asyncio
import io
import sys
from collections.abc import AsyncIterable, Awaitable, Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from ipaddress import ip_address
from typing import Any, Protocol, TypeVar

from flask import Flask

from mapsvc.model.lecture import MOST_BYTES
from mapsvc.web.accesses import Watch, request_id_of
from mapsvc.web.caching import ONLY_NAMED, Front, Wish, tag_named, tidy
from mapsvc.web.lane.lane import Lane
from mapsvc.web.lane.queue import Refusal
from mapsvc.web.language import negotiate
from mapsvc.web.lent_bodies import LentBodies
from mapsvc.web.made_files import REFUSED
from mapsvc.web.proxies import Proxies
from mapsvc.web.reply import MADE, Environ, Reply, give_once

#: Pages are made in so many threads: more would only wait for each other. What a file is, is found out in one
#: more, so that many wishes for files keep nobody from a page.
_PAGE_THREADS, _FILE_THREADS = 2, 1
#: Answered where the requests come in, whatever the threads do.
_AT_ONCE = ("/healthz",)
#: While pages are made, what is ready waits for the interpreter so long at most, per thread.
_SWITCH_S = 0.001
_READ_ONLY = ("GET", "HEAD", "OPTIONS")
#: Headers that decide which of the kept answers a reader gets, and those that ask for no whole answer.
_OF_A_READER = ("accept-language", "accept", "accept-encoding")
_NOT_WHOLE = ("if-none-match", "range")

_CLIENT_LEFT = Reply("499 Client Closed Request", [], b"")
_NO_HOST = Reply(
    "400 Bad Request",
    [("Content-Type", "text/plain; charset=utf-8"), ("Content-Length", "39")],
    b"A request names one host, and only one.",
)
_FAILED = Reply("500 Internal Server Error", [("Content-Length", "0")], b"")

_Done = TypeVar("_Done")


class _Headers(Protocol):
    """Headers by their names in small letters."""

    def __contains__(self, name: str) -> bool: ...

    def get(self, name: str) -> str | None: ...

    def get_all(self, name: str) -> list[str]: ...

    def items(self) -> Iterable[tuple[str, str]]: ...


class _Scope(Protocol):
    """What RSGI says of a request."""

    http_version: str
    client: str
    scheme: str
    method: str
    path: str
    query_string: str

    @property
    def headers(self) -> _Headers: ...


class _Protocol(Protocol):
    """How RSGI answers a request."""

    def __aiter__(self) -> AsyncIterable[bytes]: ...

    async def client_disconnect(self) -> None: ...

    def response_bytes(self, status: int, headers: list[tuple[str, str]], body: bytes) -> None: ...

    def response_file(self, status: int, headers: list[tuple[str, str]], path: str) -> None: ...


class ClientLeftError(Exception):
    """The reader closed the connection before he had his answer."""


class FrontDesk:
    """
    An application of RSGI.

    Parameters
    ----------
    app
        Of `create_app`.
    lane
        Where files are made.
    watch
        Notes each request; nothing notes none.
    lent
        How large bodies are given out.
    beside
        A desk of the same process, whose threads it shares.
    """

    def __init__(
        self,
        app: Flask,
        lane: Lane,
        watch: Watch | None = None,
        lent: LentBodies | None = None,
        beside: FrontDesk | None = None,
    ) -> None:
        front = app.wsgi_app
        self._proxies = front if isinstance(front, Proxies) else None
        self._front: Front = app.extensions["mapsvc.front"]
        self._languages = app.extensions["mapsvc"].languages
        self._lane = lane
        self._watch = watch
        if beside is None:
            self._threads = ThreadPoolExecutor(_PAGE_THREADS, "page")
            self._file_threads = ThreadPoolExecutor(_FILE_THREADS, "file")
            self._lent = lent or LentBodies()
        else:
            self._threads, self._file_threads = beside.threads
            self._lent = beside.lent
        self._alive: Reply | None = None
        self._refusals: dict[tuple[int, str], Reply] = {}
        sys.setswitchinterval(_SWITCH_S)

    @property
    def threads(self) -> tuple[ThreadPoolExecutor, ThreadPoolExecutor]:
        """Those that make pages, and the one that finds out what a file is."""
        return self._threads, self._file_threads

    @property
    def lent(self) -> LentBodies:
        """How large bodies are given out."""
        return self._lent

    def at_once(self, scope: _Scope, protocol: Any) -> bool:
        """Answer a request like one before, whose answer is kept; tell whether that was so."""
        wish = self._wish_of(scope)
        if wish is None:
            return False
        reply = self._alive if scope.path in _AT_ONCE else self._front.ready(wish)
        if reply is None:
            return False
        self._send(protocol, 200, reply.headers, reply.body)
        return True

    def _send(self, protocol: Any, status: int, headers: list[tuple[str, str]], body: bytes) -> None:
        """Give an answer; of a large one, that others may be given too, the reader holds no copy."""
        path = self._lent.path_of(body) if status == 200 else None
        if path is None:
            protocol.response_bytes(status, headers, body)
        else:
            protocol.response_file(status, headers, path)

    def _wish_of(self, scope: _Scope) -> Wish | None:
        """Return all that decides the answer to a request; nothing if more does than is looked at here."""
        headers = scope.headers
        if self._watch is not None or scope.method != "GET" or any(name in headers for name in _NOT_WHOLE):
            return None
        hosts = headers.get_all("host")
        if len(hosts) != 1 or (scope.path in _AT_ONCE and scope.query_string):
            return None
        return (scope.path, scope.query_string, scope.scheme, *hosts, *map(headers.get, _OF_A_READER))

    async def __rsgi__(self, scope: _Scope, protocol: Any) -> None:
        """Answer a request."""
        environ = self._environ(scope)
        told = self._watch.begin(environ) if self._watch is not None else None
        reply = _FAILED
        try:
            environ = tidy(environ)
            reply = (
                _NO_HOST
                if not names_one_host(environ)
                else self._front.known(environ, self._wish_of(scope) if self._proxies is None else None)
                or await self._asked(environ, protocol)
            )
        except ClientLeftError:
            reply = _CLIENT_LEFT
        finally:
            status, headers, body = int(reply.status[:3]), reply.headers, reply.body
            if told is not None:
                headers = [*headers, ("X-Request-ID", request_id_of(environ))]
                told(status, len(body))
            self._send(protocol, status, headers, body)

    async def _asked(self, environ: Environ, protocol: Any) -> Reply:
        if environ["PATH_INFO"] in _AT_ONCE:
            reply = self._front.take(environ, self._front.ask(_with_body(environ, b"")))
            if environ["REQUEST_METHOD"] == "GET" and reply.status.startswith("200"):
                self._alive = reply
            return reply
        body = b"" if environ["REQUEST_METHOD"] in _READ_ONLY else await _read(environ, protocol)
        reply = await unless_left(protocol, self._page(environ | {ONLY_NAMED: True}, body))
        tag = tag_named(reply)
        if tag is None:
            return reply
        kept = self._front.known_by(tag, environ)
        if kept is not None:
            return kept
        drawn = await unless_left(protocol, self._lane.draw(tag, environ, body, reader_of(environ)))
        if isinstance(drawn, Refusal):
            return await self._refused(drawn, environ)
        return self._front.take(environ, drawn)

    async def _page(self, environ: Environ, body: bytes) -> Reply:
        """Ask the application in one of the threads, and keep what it answers."""
        path = environ["PATH_INFO"]
        threads = self._file_threads if path.startswith(MADE) or body else self._threads
        return await asyncio.get_running_loop().run_in_executor(threads, partial(self._made, environ, body))

    def _made(self, environ: Environ, body: bytes) -> Reply:
        reply = self._front.ask(_with_body(environ, body))
        return reply if tag_named(reply) is not None else self._front.take(environ, reply)

    async def _refused(self, refusal: Refusal, environ: Environ) -> Reply:
        """Return the page that says when to come again, made once in a language."""
        lang = str(negotiate(None, environ.get("HTTP_ACCEPT_LANGUAGE", ""), self._languages))
        key = (refusal.code, lang)
        if key not in self._refusals:
            asked = {"QUERY_STRING": f"lang={lang}", "PATH_INFO": "/download/", "REQUEST_METHOD": "GET"}
            plain = environ | asked | {REFUSED: refusal.code}
            loop = asyncio.get_running_loop()
            self._refusals[key] = await loop.run_in_executor(
                self._threads, self._front.ask, _with_body(plain, b"")
            )
        status, headers, body = give_once(self._refusals[key], environ)
        return Reply(status, [*headers, ("Retry-After", str(refusal.retry_s))], body)

    def _environ(self, scope: _Scope) -> Environ:
        environ = environ_of(scope)
        return self._proxies.believed(environ) if self._proxies is not None else environ


async def unless_left(protocol: Any, work: Awaitable[_Done]) -> _Done:
    """Return what some work gives; stop it, and raise `ClientLeftError`, if the reader leaves before."""
    task, left = asyncio.ensure_future(work), asyncio.ensure_future(protocol.client_disconnect())
    await asyncio.wait({task, left}, return_when=asyncio.FIRST_COMPLETED)
    if task.done():
        left.cancel()
        return task.result()
    task.cancel()
    raise ClientLeftError


async def _read(environ: Environ, protocol: Any) -> bytes:
    """Return what was sent, and of too much only so much that it is seen to be too much."""
    parts, size = [], 0
    async for part in protocol:
        parts.append(bytes(part))
        size += len(part)
        if size > MOST_BYTES:
            break
    body = b"".join(parts)
    told = environ.get("CONTENT_LENGTH", "")
    environ["CONTENT_LENGTH"] = told if size > MOST_BYTES and told else str(size)
    return body


def _with_body(environ: Environ, body: bytes) -> Environ:
    return environ | {"wsgi.input": io.BytesIO(body), "wsgi.errors": sys.stderr}


def environ_of(scope: _Scope) -> Environ:
    """Return a request as WSGI has it, without its body."""
    host, _, _ = scope.client.rpartition(":")
    environ: Environ = {
        "REQUEST_METHOD": scope.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": _as_bytes(scope.path),
        "QUERY_STRING": _as_bytes(scope.query_string),
        "SERVER_PROTOCOL": f"HTTP/{scope.http_version}",
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "REMOTE_ADDR": host.strip("[]"),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.scheme,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
        "wsgi.input_terminated": True,
    }
    for name, value in scope.headers.items():
        key = name.upper().replace("-", "_")
        key = key if key in {"CONTENT_TYPE", "CONTENT_LENGTH"} else f"HTTP_{key}"
        said = _as_bytes(value)
        environ[key] = f"{environ[key]},{said}" if key in environ else said
    return environ


def _as_bytes(text: str) -> str:
    """Return a text as WSGI has it: a letter a byte."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode("latin-1")


def names_one_host(environ: Environ) -> bool:
    """Tell whether a request names the one host that it is for, which HTTP/1.1 asks of it."""
    host = environ.get("HTTP_HOST", "")
    return "," not in host and (bool(host) or environ["SERVER_PROTOCOL"] != "HTTP/1.1")


def reader_of(environ: Environ) -> str:
    """Return who asks: an address, or of the newer protocol the network that one household has."""
    text = str(environ.get("REMOTE_ADDR", ""))
    try:
        address = ip_address(text)
    except ValueError:
        return text or "unix"
    plain = getattr(address, "ipv4_mapped", None) or address
    return str(plain) if plain.version == 4 else plain.exploded[:19]
