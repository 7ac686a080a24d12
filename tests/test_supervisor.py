"""A server that stays: workers that die come back, a served atlas is changed, and an end is an end."""

from __future__ import annotations

import http.client
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest

from mapsvc.cli.supervisor import limits_of
from mapsvc.settings import Settings
from tests.conftest import TINY
from tests.running import children

WAIT_S = 60.0

pytestmark = pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="looks into /proc")


class Service:
    """A server on a port of its own."""

    def __init__(self, process: subprocess.Popen[str], port: int) -> None:
        self.process, self.port = process, port

    def get(self, path: str) -> tuple[int, bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=WAIT_S)
        try:
            connection.request("GET", path)
            answer = connection.getresponse()
            return answer.status, answer.read()
        finally:
            connection.close()

    def line(self) -> str:
        """The next line that the server says."""
        assert self.process.stdout
        return self.process.stdout.readline()

    def workers(self) -> set[int]:
        """Processes that answer: those that have the listening socket, but for the first."""
        return {pid for pid in children(self.process.pid) if self.listening & sockets(pid)}

    @property
    def listening(self) -> set[str]:
        lines = Path("/proc/net/tcp").read_text("ascii").splitlines()[1:]
        mine = f":{self.port:04X}"
        rows = (line.split() for line in lines)
        return {f"socket:[{row[9]}]" for row in rows if row[1].endswith(mine) and row[3] == "0A"}


def sockets(pid: int) -> set[str]:
    found = set()
    try:
        for path in Path(f"/proc/{pid}/fd").iterdir():
            found.add(os.readlink(path))
    except OSError:
        return found
    return found


def until(holds: Callable[[], object]) -> None:
    end = time.monotonic() + WAIT_S
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.05)


@contextmanager
def serving(atlas: Path, *options: str, **environment: str) -> Iterator[Service]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "mapsvc", "serve", "--atlas", str(atlas), "--port", str(port), *options]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=os.environ | environment
    )
    service = Service(process, port)

    def answers() -> bool:
        assert process.poll() is None
        try:
            return service.get("/healthz")[0] == 200
        except OSError:
            return False

    try:
        until(answers)
        yield service
    finally:
        with process:
            process.kill()
            # Whoever it made ends with it.
            until(lambda: not service.listening)


class Load:
    """
    Readers who ask on and on, each for one thing after the other on connections of their own.

    They do as browsers do (RFC 9112, 9.3.1): a connection that is closed before it has said anything, as one
    may be in the moment in which its worker ends, is made once more.
    """

    def __init__(self, service: Service, readers: int) -> None:
        self.service, self.answered, self.lost, self.going = service, 0, 0, True
        self.threads = [threading.Thread(target=self._read) for _ in range(readers)]

    def _read(self) -> None:
        while self.going:
            try:
                status, _ = self._ask()
                self.answered += status == 200
                self.lost += status != 200
            except (OSError, http.client.HTTPException):
                self.lost += 1

    def _ask(self) -> tuple[int, bytes]:
        try:
            return self.service.get("/?lang=en")
        except http.client.RemoteDisconnected:
            return self.service.get("/?lang=en")

    def __enter__(self) -> Load:
        for thread in self.threads:
            thread.start()
        until(lambda: self.answered > 20)
        return self

    def __exit__(self, *_: object) -> None:
        self.going = False
        for thread in self.threads:
            thread.join()


def test_worker_that_is_killed_comes_back_and_costs_what_it_had_in_hand() -> None:
    readers = 4
    with serving(TINY, "--workers", "2") as service, Load(service, readers) as load:
        until(lambda: len(service.workers()) == 2)
        before = service.workers()

        def back(killed: int) -> bool:
            return len(service.workers() - {killed}) == 2

        for _ in range(3):
            killed = min(service.workers())
            os.kill(killed, signal.SIGKILL)
            until(partial(back, killed))
        answered = load.answered
        until(lambda: load.answered > answered + 20)
        assert service.process.poll() is None
        assert len(before & service.workers()) <= 1
    assert load.lost <= 3 * readers


def test_lane_that_is_killed_comes_back() -> None:
    with serving(TINY) as service:
        until(lambda: len(service.workers()) == 1)
        (lane,) = children(service.process.pid) - service.workers()
        os.kill(lane, signal.SIGKILL)
        until(lambda: service.get("/download/events/line-drawn.png?width=320")[0] == 200)


def test_corrected_atlas_is_taken_and_a_faulty_one_is_not_without_a_lost_request(tmp_path: Path) -> None:
    atlas = tmp_path / "atlas"
    shutil.copytree(TINY, atlas)
    sound = (atlas / "atlas.toml").read_text("utf-8")
    with serving(atlas, "--workers", "2") as service, Load(service, 2) as load:
        first = service.get("/version")[1]
        (atlas / "atlas.toml").write_text("nonsense = [", "utf-8")
        service.process.send_signal(signal.SIGHUP)
        until(lambda: "keeps the atlas" in service.line())
        assert service.get("/version")[1] == first
        (atlas / "atlas.toml").write_text(
            re.sub(r'(?m)^(en|tr) = ".*?"', r'\1 = "Corrected"', sound, count=2), "utf-8"
        )
        service.process.send_signal(signal.SIGHUP)
        until(lambda: "took the atlas" in service.line())
        assert service.get("/version")[1] != first
        assert b"Corrected" in b"".join(service.get(f"/?lang={lang}")[1] for lang in ("tr", "en"))
        assert service.get("/download/events/line-drawn.csv")[0] == 200
    assert load.lost == 0


@contextmanager
def long_files(service: Service, count: int) -> Iterator[None]:
    """Connections that wait for files, which take their time."""
    waiting = []
    for number in range(count):
        connection = socket.create_connection(("127.0.0.1", service.port), timeout=WAIT_S)
        path = f"/download/events/line-drawn.png?width={3840 - number}&paper=a3"
        connection.sendall(f"GET {path} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        waiting.append(connection)
    (lane,) = children(service.process.pid) - service.workers()
    until(lambda: children(lane))
    yield
    for connection in waiting:
        connection.close()


def test_end_waits_no_longer_than_it_may() -> None:
    with serving(TINY, MAPSVC_DRAIN_SECONDS="1", MAPSVC_FILE_PROCESSES="1") as service:
        with long_files(service, 6):
            begin = time.monotonic()
            service.process.send_signal(signal.SIGTERM)
            assert service.process.wait(WAIT_S) == 0
        assert time.monotonic() - begin < 20
        until(lambda: not children(service.process.pid))


def test_second_interrupt_ends_at_once() -> None:
    environment = {"MAPSVC_DRAIN_SECONDS": "300", "MAPSVC_FILE_PROCESSES": "1"}
    with serving(TINY, **environment) as service, long_files(service, 6):
        service.process.send_signal(signal.SIGINT)
        until(lambda: not service.listening or service.process.poll() is not None)
        service.process.send_signal(signal.SIGINT)
        assert service.process.wait(WAIT_S) is not None


def test_worker_that_takes_too_much_memory_is_replaced_without_a_lost_request() -> None:
    # With less than any worker has from the start.
    with serving(TINY, MAPSVC_WORKER_MB="64") as service, Load(service, 2) as load:
        until(lambda: len(service.workers()) == 1)
        (before,) = service.workers()
        until(lambda: before not in service.workers())
    assert load.lost == 0


def test_lane_has_the_limits_of_the_settings() -> None:
    limits = limits_of(Settings(file_processes=3, file_queue=5, file_seconds=7, address_seconds=11))
    assert (limits.drawers, limits.places, limits.seconds, limits.address_seconds) == (3, 5, 7, 11)
    assert limits_of(Settings()).drawers == (os.cpu_count() or 1)
