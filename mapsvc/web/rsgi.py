"""The application as `mapsvc serve` runs it: ready answers at once, pages in threads, files in their lane."""

from __future__ import annotations

import asyncio
import io
import os
import signal
import sys
from collections.abc import AsyncIterable, Awaitable, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from ipaddress import ip_address
from typing import Any, Protocol, TypeVar

from flask import Flask

from mapsvc.model.lecture import MOST_BYTES
from mapsvc.web.accesses import Watch, request_id_of
from mapsvc.web.caching import ONLY_NAMED, Front, tag_named, tidy
from mapsvc.web.lane.drawer import end_with_parent
from mapsvc.web.lane.lane import Lane
from mapsvc.web.lane.queue import Refusal
from mapsvc.web.language import negotiate
from mapsvc.web.made_files import REFUSED
from mapsvc.web.proxies import Proxies
from mapsvc.web.reply import MADE, Environ, Reply, give_once
from mapsvc.web.wsgi import load_warm

#: Pages are made in so many threads: more would only wait for each other. What a file is, is found out in one
#: more, so that many wishes for files keep nobody from a page.
_PAGE_THREADS, _FILE_THREADS = 2, 1
#: Answered where the requests come in, whatever the threads do.
_AT_ONCE = ("/healthz",)
#: While pages are made, what is ready waits for the interpreter so long at most, per thread.
_SWITCH_S = 0.001
_READ_ONLY = ("GET", "HEAD", "OPTIONS")

_CLIENT_LEFT = Reply("499 Client Closed Request", [], b"")
_FAILED = Reply("500 Internal Server Error", [("Content-Length", "0")], b"")

_Done = TypeVar("_Done")


class _Scope(Protocol):
    """What RSGI says of a request."""

    http_version: str
    client: str
    scheme: str
    method: str
    path: str
    query_string: str

    @property
    def headers(self) -> Mapping[str, str]: ...


class _Protocol(Protocol):
    """How RSGI answers a request."""

    def __aiter__(self) -> AsyncIterable[bytes]: ...

    async def client_disconnect(self) -> None: ...

    def response_bytes(self, status: int, headers: list[tuple[str, str]], body: bytes) -> None: ...


class ClientLeftError(Exception):
    """The reader closed the connection before he had his answer."""


class Desk:
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
    """

    def __init__(self, app: Flask, lane: Lane, watch: Watch | None = None) -> None:
        front = app.wsgi_app
        self._proxies = front if isinstance(front, Proxies) else None
        self._front: Front = app.extensions["mapsvc.front"]
        self._languages = app.extensions["mapsvc"].languages
        self._lane = lane
        self._watch = watch
        self._threads = ThreadPoolExecutor(_PAGE_THREADS, thread_name_prefix="page")
        self._file_threads = ThreadPoolExecutor(_FILE_THREADS, thread_name_prefix="file")
        self._refusals: dict[tuple[int, str], Reply] = {}
        sys.setswitchinterval(_SWITCH_S)

    async def __rsgi__(self, scope: _Scope, protocol: Any) -> None:
        """Answer a request."""
        environ = self._environ(scope)
        told = self._watch.begin(environ) if self._watch is not None else None
        reply = _FAILED
        try:
            environ = tidy(environ)
            reply = self._front.known(environ) or await self._asked(environ, protocol)
        except ClientLeftError:
            reply = _CLIENT_LEFT
        finally:
            status, headers, body = int(reply.status[:3]), reply.headers, reply.body
            if told is not None:
                headers = [*headers, ("X-Request-ID", request_id_of(environ))]
                told(status, len(body))
            protocol.response_bytes(status, headers, body)

    async def _asked(self, environ: Environ, protocol: Any) -> Reply:
        if environ["PATH_INFO"] in _AT_ONCE:
            return self._front.take(environ, self._front.ask(_with_body(environ, b"")))
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


def reader_of(environ: Environ) -> str:
    """Return who asks: an address, or of the newer protocol the network that one household has."""
    text = str(environ.get("REMOTE_ADDR", ""))
    try:
        address = ip_address(text)
    except ValueError:
        return text or "unix"
    plain = getattr(address, "ipv4_mapped", None) or address
    return str(plain) if plain.version == 4 else plain.exploded[:19]


def load_desk(atlas: str, place: str, watch: Watch | None) -> Desk:
    """
    Make the application of a worker, whose files are drawn in the lane at a place.

    A worker whose server was killed finishes what it has and ends: else it would hold the port for good.
    """
    end_with_parent(lambda: os.kill(os.getpid(), signal.SIGTERM))
    return Desk(load_warm(atlas), Lane(place), watch)
