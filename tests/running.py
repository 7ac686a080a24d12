"""A real server of this checkout, in a process of its own."""

from __future__ import annotations

import asyncio
import contextlib
import http.client
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Coroutine, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

_T = TypeVar("_T")

#: How long a start or a stop may take on a machine that does much else.
WAIT_S = 60
#: How long an answer may take: a file is given up by the service after 90 s, and that is an answer too.
_ANSWER_S = 120


def run_apart(coroutine: Coroutine[Any, Any, _T]) -> _T:
    """Run a coroutine in a thread of its own: that of the tests has a loop once it drove a browser."""
    with ThreadPoolExecutor(1) as apart:
        return apart.submit(asyncio.run, coroutine).result()


def children(pid: int | None) -> set[int]:
    """The processes that one has started and that are not over."""
    found = set()
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            _, _, rest = (folder / "stat").read_text("ascii").rpartition(")")
        except OSError:
            continue
        state, parent = rest.split()[:2]
        if int(parent) == pid and state != "Z":
            found.add(int(folder.name))
    return found


class _AtSocket(http.client.HTTPConnection):
    """A connection to a unix socket."""

    def __init__(self, path: str) -> None:
        super().__init__("localhost", timeout=_ANSWER_S)
        self._path = path

    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(_ANSWER_S)
        self.sock.connect(self._path)


@dataclass
class Running:
    """
    A server that runs.

    Attributes
    ----------
    address
        As it was printed.
    said, errors
        The lines that it wrote, to either output, until now.
    """

    process: subprocess.Popen[str]
    address: str = ""
    said: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    _readers: list[threading.Thread] = field(default_factory=list)

    def connection(self) -> http.client.HTTPConnection:
        """Connect to it."""
        if self.address.startswith("unix:"):
            return _AtSocket(self.address.removeprefix("unix:"))
        parts = urlsplit(self.address)
        return http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=_ANSWER_S)

    def get(self, path: str, **headers: str) -> tuple[int, bytes]:
        """Ask for a path; wait while workers still start."""
        status, _, body = self.ask(path, headers)
        return status, body

    def ask(
        self, path: str, headers: Mapping[str, str] | None = None, method: str = "GET"
    ) -> tuple[int, dict[str, str], bytes]:
        """Return status, headers (by names in small letters) and body."""
        end = time.monotonic() + WAIT_S
        while True:
            connection = self.connection()
            try:
                connection.request(method, path, headers=dict(headers or {}))
                answer = connection.getresponse()
                told = {name.lower(): value for name, value in answer.getheaders()}
                return answer.status, told, answer.read()
            except OSError:
                if time.monotonic() > end or self.process.poll() is not None:
                    raise
                time.sleep(0.05)
            finally:
                connection.close()

    def stop(self, how: signal.Signals = signal.SIGTERM) -> int:
        """Stop it, and return what it ended with; all that it wrote is then read."""
        if self.process.poll() is None:
            self.process.send_signal(how)
        status = self.process.wait(WAIT_S)
        for reader in self._readers:
            reader.join(WAIT_S)
        return status


@contextlib.contextmanager
def running(*options: str, python: str = sys.executable, **environment: str) -> Iterator[Running]:
    """Run `mapsvc serve`; it has printed its address when this begins, and is gone when it ends."""
    process = subprocess.Popen(
        [python, "-m", "mapsvc", "serve", *options],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | environment,
    )
    server = Running(process)
    announced = threading.Event()

    def read(stream: Iterator[str], into: list[str]) -> None:
        for line in stream:
            into.append(line.rstrip("\n"))
            if not server.address and " at " in line:
                server.address = line.split(" at ", 1)[1].split()[0]
                announced.set()

    assert process.stdout is not None
    assert process.stderr is not None
    for stream, into in ((process.stdout, server.said), (process.stderr, server.errors)):
        server._readers.append(threading.Thread(target=read, args=(stream, into), daemon=True))
        server._readers[-1].start()
    try:
        end = time.monotonic() + WAIT_S
        while not announced.wait(0.05):
            assert process.poll() is None, server.errors
            assert time.monotonic() < end, server.errors
        yield server
    finally:
        # Not killed: its workers would live on.
        server.stop()
        process.stdout.close()
        process.stderr.close()
