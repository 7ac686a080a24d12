"""A process that draws one file after the other, with the atlas that was loaded before it came to be."""

from __future__ import annotations

import contextlib
import io
import os
import re
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mapsvc.web.lane.messages import pack_message, receive
from mapsvc.web.library.app import LibraryApp
from mapsvc.web.reply import MADE
from mapsvc.web.wsgi import load

if TYPE_CHECKING:
    from flask import Flask

#: Of the niceness of processes: whoever answers goes first.
_NICER = 10
_PARENT_LOOK_S = 0.5
#: Of its memory, for what the next file will need too: tiles of the ground above all.
_KEPT_SHARE = 0.25
_LINK = re.compile(rf'"((?:{"|".join(MADE)})[^"#]+\.[^"#]+)"')
#: A request for what is to be made ahead, in place of a method.
AHEAD = "AHEAD"


def run_drawer(connection: socket.socket, atlas: str) -> None:
    """
    Draw until the other side goes: of each request a message that it was taken, then the answer.

    Parameters
    ----------
    connection
        On which requests come, one at a time.
    atlas
        As `load` takes it.
    """
    keep_only(connection)
    # A drawing that is stopped removes its scratch files on its way out.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    for number in (signal.SIGINT, *([signal.SIGHUP] if hasattr(signal, "SIGHUP") else [])):
        signal.signal(number, signal.SIG_IGN)
    with contextlib.suppress(OSError):
        os.nice(_NICER)
    end_with_parent()
    app = load(atlas)
    served = app.extensions["mapsvc"]
    served.budget.most_bytes = int(served.settings.file_process_mb * 1_000_000 * _KEPT_SHARE)
    while message := receive(connection):
        if not _sent(connection, pack_message({"begun": True})):
            return
        if not _sent(connection, _answer(app, *message)):
            return


def _sent(connection: socket.socket, message: bytes) -> bool:
    """Tell whether a message could be sent; who asked may have been killed meanwhile."""
    try:
        connection.sendall(message)
    except ConnectionError:
        return False
    return True


def _answer(app: Flask, head: dict[str, Any], body: bytes) -> bytes:
    if head["REQUEST_METHOD"] == AHEAD:
        return pack_message({"offered": list(_offered(app))})
    status, headers, drawn = _asked(app, head, body)
    return pack_message({"status": status, "headers": headers}, drawn)


def _asked(app: Flask, head: dict[str, Any], body: bytes = b"") -> tuple[str, list[tuple[str, str]], bytes]:
    """Return what the application answers, past all that keeps answers: those who asked keep them."""
    captured: list[Any] = []

    def keep(status: str, headers: list[tuple[str, str]], _exc_info: Any = None, /) -> Any:
        captured[:] = [status, headers]

    environ = {**head, "wsgi.input": io.BytesIO(body), "wsgi.errors": sys.stderr}
    chunks = type(app).wsgi_app(app, environ, keep)
    return captured[0], captured[1], b"".join(chunks)


def _offered(app: Flask) -> Iterator[str]:
    """
    Yield the addresses of files that the first page offers, in the languages of the atlas's own words.

    Of a library none are: readers open few of its atlases.
    """
    if isinstance(app, LibraryApp):
        return
    for lang in app.extensions["mapsvc"].atlas.written_languages:
        page = app.test_client().get(f"/?lang={lang}").text
        yield from dict.fromkeys(unescape(link) for link in _LINK.findall(page))


def keep_only(connection: socket.socket | None) -> None:
    """Close the sockets that came with a fork: who holds them else would never see that they are closed."""
    folder = Path("/proc/self/fd")
    if not folder.is_dir():
        return
    kept = {0, 1, 2} | ({connection.fileno()} if connection is not None else set())
    for name in os.listdir(folder):
        with contextlib.suppress(OSError):
            if int(name) not in kept and os.readlink(folder / name).startswith("socket:"):
                os.close(int(name))


def end_with_parent(end: Callable[[], None] = lambda: os._exit(1)) -> None:
    """End this process when the one that made it has gone; at once, even in a drawing, if not told how."""
    parent = os.getppid()

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(_PARENT_LOOK_S)
        end()

    threading.Thread(target=watch, daemon=True).start()


def memory_mb(pid: int) -> float:
    """Return how much memory a process has, in megabytes; 0 where that cannot be told."""
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text("ascii").split()[1])
    except (OSError, ValueError, IndexError):
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6
