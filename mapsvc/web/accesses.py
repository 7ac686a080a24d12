"""What is asked of the service, for who runs it: a line a request, counts, and a name to find one by."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable, Iterable, Iterator, MutableMapping
from random import getrandbits
from typing import TYPE_CHECKING, Any

from mapsvc.web.log_lines import access_line

if TYPE_CHECKING:
    from mapsvc.web.metrics import Board

_Environ = dict[str, Any]
_Application = Callable[[_Environ, Callable[..., Any]], Iterable[bytes]]

#: Keys of a WSGI environment: the request's name, and what is noted of it on its way.
REQUEST_ID, NOTES = "mapsvc.request_id", "mapsvc.notes"
#: Written into logs and answers as it came; anything else that a reader calls his request is left alone.
_GIVEN_ID = re.compile(r"[A-Za-z0-9._:-]{1,64}", re.ASCII)


def request_id_of(environ: MutableMapping[str, Any]) -> str:
    """
    Return the name of a request, the same as often as it is asked for.

    Parameters
    ----------
    environ
        Of WSGI. The name that a proxy gave the request (`X-Request-ID`) is taken if it is a plain one.
    """
    found = environ.get(REQUEST_ID)
    if not found:
        given = str(environ.get("HTTP_X_REQUEST_ID", ""))
        found = given if _GIVEN_ID.fullmatch(given) else f"{getrandbits(64):016x}"
        environ[REQUEST_ID] = found
    return str(found)


def note_rendered(environ: MutableMapping[str, Any]) -> None:
    """Note that a request is answered by the application, not from what is kept."""
    notes = environ.get(NOTES)
    if notes is not None:
        notes["cache"] = "miss"


class Watch:
    """
    Counts requests, and writes a line about each.

    Parameters
    ----------
    write
        Takes a line as bytes; nothing writes none.
    board
        Where requests are counted; nothing counts none.
    """

    def __init__(self, *, write: Callable[[bytes], None] | None, board: Board | None) -> None:
        self._write = write
        self._board = board

    def begin(self, environ: _Environ) -> Callable[[int, int], None]:
        """Note that a request has come; what is returned is to be told the status and bytes of its answer."""
        begin = time.perf_counter()
        request_id_of(environ)
        notes = environ[NOTES] = {"cache": "hit"}
        # As it was asked: what stands before the application changes them on the way.
        asked = (str(environ.get("REQUEST_METHOD", "")), str(environ.get("PATH_INFO", "")))
        if self._board is not None:
            self._board.begin()

        def tell(status: int, size: int) -> None:
            seconds = time.perf_counter() - begin
            if self._board is not None:
                self._board.end(asked[1], status, seconds, size, kept=notes["cache"] == "hit")
            if self._write is not None:
                self._write(access_line(environ, asked, status, seconds, size))

        return tell


class Accesses:
    """
    A WSGI application before another, which is watched.

    Parameters
    ----------
    write, board
        As a `Watch` takes them.
    """

    def __init__(
        self, application: _Application, *, write: Callable[[bytes], None] | None, board: Board | None
    ) -> None:
        self._application = application
        self._watch = Watch(write=write, board=board)

    def __call__(self, environ: _Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Answer a request."""
        told = self._watch.begin(environ)
        name = request_id_of(environ)
        status = ["500"]

        def start(line: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Any:
            status[0] = line[:3]
            return start_response(line, [*headers, ("X-Request-ID", name)], exc_info)

        def tell(size: int) -> None:
            told(int(status[0]), size)

        try:
            chunks = self._application(environ, start)
        except BaseException:
            tell(0)
            raise
        if isinstance(chunks, list):
            tell(sum(map(len, chunks)))
            return chunks
        return _Told(chunks, tell)


class _Told:
    """An answer that comes in parts, told of when the last one has gone or the reader has left."""

    def __init__(self, chunks: Iterable[bytes], tell: Callable[[int], None]) -> None:
        self._chunks, self._tell, self._size = chunks, tell, 0

    def __iter__(self) -> Iterator[bytes]:
        for chunk in self._chunks:
            self._size += len(chunk)
            yield chunk

    def close(self) -> None:
        """End it."""
        try:
            getattr(self._chunks, "close", lambda: None)()
        finally:
            self._tell(self._size)


def write_line(line: bytes) -> None:
    """Write a line to the standard output at once, so that lines of several workers do not mix."""
    try:
        os.write(1, line)
    except OSError:  # who read the log has gone, or its disk is full: the reader of a page need not know
        return
