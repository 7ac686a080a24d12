"""Counts of all workers on one board in shared memory, as Prometheus reads them."""

from __future__ import annotations

import contextlib
import mmap
import os
import tempfile
import threading
from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

from prometheus_client import CollectorRegistry
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily, Metric
from prometheus_client.registry import Collector

try:
    import fcntl
except ImportError:  # a system without it has one worker, and its board one place
    fcntl = None  # type: ignore[assignment]

#: Which part of the service an address belongs to, by its beginning; the first that fits.
ROOMS = (
    ("/api", "api"), ("/embed/", "embed"), ("/download/", "file"), ("/card/", "file"), ("/static/", "asset"),
    ("/data/", "asset"), ("/healthz", "probe"), ("/readyz", "probe"), ("/version", "probe"), ("/", "page"),
)  # fmt: skip
_ROOMS = tuple(dict.fromkeys(room for _, room in ROOMS))
#: What else is answered is counted by its hundred.
_TOLD_STATUSES = (200, 206, 301, 302, 304, 308, 400, 404, 405, 413, 416, 429, 500, 503, 100, 300, 499, 599)
_BUCKETS_S = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
_CELL_BYTES = 8


class _Places(NamedTuple):
    """Where in a worker's row of cells its figures stand."""

    pid: int = 0
    starts: int = 1
    in_flight: int = 2
    kept: int = 3
    sent: int = kept + len(_ROOMS)
    seconds: int = sent + len(_ROOMS)
    buckets: int = seconds + len(_ROOMS)
    answers: int = buckets + len(_ROOMS) * (len(_BUCKETS_S) + 1)
    width: int = answers + len(_ROOMS) * len(_TOLD_STATUSES)


_AT = _Places()


class Board:
    """
    Figures of each worker, in memory that processes made after it share: nothing is written to a disk.

    A worker takes the first row that no living one has, and goes on counting in it, so that sums never fall.

    Parameters
    ----------
    rows
        The most workers at a time.
    """

    def __init__(self, rows: int) -> None:
        size = rows * _AT.width * _CELL_BYTES
        if hasattr(os, "memfd_create"):
            self._file = os.memfd_create("mapsvc-board")
        else:
            with tempfile.TemporaryFile() as unnamed:
                self._file = os.dup(unnamed.fileno())
        os.truncate(self._file, size)
        self._rows = rows
        self._cells = memoryview(mmap.mmap(self._file, size)).cast("d")
        self._lock = threading.Lock()
        self._owner, self._own = 0, 0

    def begin(self) -> None:
        """Count a request that has come."""
        own = self._row()
        with self._lock:
            self._cells[own + _AT.in_flight] += 1

    def end(self, path: str, status: int, seconds: float, size: int, *, kept: bool) -> None:
        """Count the answer to a request: where it went, how long it took, and whether it was kept ready."""
        room = _ROOMS.index(next(room for start, room in ROOMS if path.startswith(start) or start == "/"))
        bucket = bisect_left(_BUCKETS_S, seconds)
        hundred = {1: 100, 3: 300, 4: 499}.get(status // 100, 599)
        answer = _TOLD_STATUSES.index(status if status in _TOLD_STATUSES else hundred)
        own, cells = self._row(), self._cells
        with self._lock:
            cells[own + _AT.in_flight] -= 1
            cells[own + _AT.kept + room] += kept
            cells[own + _AT.sent + room] += size
            cells[own + _AT.seconds + room] += seconds
            cells[own + _AT.buckets + room * (len(_BUCKETS_S) + 1) + bucket] += 1
            cells[own + _AT.answers + room * len(_TOLD_STATUSES) + answer] += 1

    def _row(self) -> int:
        """Return where the row of this process begins; a process that was made of another takes its own."""
        if self._owner != os.getpid():
            with self._lock:
                if self._owner != os.getpid():
                    self._own = self._claim() * _AT.width
                    self._owner = os.getpid()
        return self._own

    def _claim(self) -> int:
        row = next((row for row in range(self._rows) if self._take(row)), self._rows - 1)
        begin = row * _AT.width
        self._cells[begin + _AT.pid] = os.getpid()
        self._cells[begin + _AT.starts] += 1
        self._cells[begin + _AT.in_flight] = 0
        return row

    def _take(self, row: int) -> bool:
        """Lock a row for as long as this process lives; tell whether it was free."""
        if fcntl is None:
            return True
        with contextlib.suppress(OSError):
            fcntl.lockf(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, row)
            return True
        return False

    def living(self) -> Iterator[tuple[int, int]]:
        """Yield row and process of each worker that lives; to be asked by a process that is none."""
        for row in range(self._rows):
            pid = int(self._cells[row * _AT.width + _AT.pid])
            if not pid or fcntl is None:
                continue
            if self._take(row):
                fcntl.lockf(self._file, fcntl.LOCK_UN, 1, row)
            else:
                yield row, pid

    def at(self, row: int, place: int) -> float:
        """Return one figure of a worker."""
        return float(self._cells[row * _AT.width + place])

    def sum(self, place: int) -> float:
        """Return one figure of all workers, those that have ended too."""
        return float(sum(self._cells[row * _AT.width + place] for row in range(self._rows)))


class _Read(Collector):
    """A board as families of metrics."""

    def __init__(self, board: Board, labels: dict[str, str]) -> None:
        self._board, self._labels = board, labels

    def collect(self) -> Iterator[Metric]:
        board = self._board
        about = GaugeMetricFamily("mapsvc_info", "What is served.", labels=list(self._labels))
        about.add_metric(list(self._labels.values()), 1)
        yield about
        yield CounterMetricFamily(
            "mapsvc_worker_starts", "Workers that have begun to answer.", board.sum(_AT.starts)
        )
        flight = GaugeMetricFamily("mapsvc_requests_in_flight", "Asked, not answered.", labels=["worker"])
        memory = GaugeMetricFamily("mapsvc_resident_memory_bytes", "Of a worker.", labels=["worker"])
        for row, pid in board.living():
            flight.add_metric([str(row + 1)], board.at(row, _AT.in_flight))
            memory.add_metric([str(row + 1)], _resident(pid))
        yield from (flight, memory)
        yield from self._by_room()

    def _by_room(self) -> Iterator[Metric]:
        sum_of = self._board.sum
        asked = CounterMetricFamily("mapsvc_requests", "Answers.", labels=["room", "status"])
        sent = CounterMetricFamily("mapsvc_response_bytes", "Of bodies.", labels=["room"])
        kept = CounterMetricFamily("mapsvc_cache_hits", "Answers that were kept ready.", labels=["room"])
        took = HistogramMetricFamily("mapsvc_request_seconds", "Until it was answered.", labels=["room"])
        for number, room in enumerate(_ROOMS):
            for place, status in enumerate(_TOLD_STATUSES):
                count = sum_of(_AT.answers + number * len(_TOLD_STATUSES) + place)
                if count or status == 200:
                    asked.add_metric([room, _said(status)], count)
            sent.add_metric([room], sum_of(_AT.sent + number))
            kept.add_metric([room], sum_of(_AT.kept + number))
            first, running, buckets = _AT.buckets + number * (len(_BUCKETS_S) + 1), 0.0, []
            for place, most in enumerate((*map(str, _BUCKETS_S), "+Inf")):
                running += sum_of(first + place)
                buckets.append((most, running))
            took.add_metric([room], buckets, sum_of(_AT.seconds + number))
        yield from (asked, sent, kept, took)


def _said(status: int) -> str:
    return {100: "1xx", 300: "3xx", 499: "4xx", 599: "5xx"}.get(status, str(status))


def _resident(pid: int) -> float:
    """Return the memory of a process in bytes; nothing where the system does not tell."""
    try:
        with open(f"/proc/{pid}/statm", "rb") as told:
            return float(int(told.read().split()[1]) * mmap.PAGESIZE)
    except (OSError, IndexError, ValueError):
        return float("nan")


def registry_of(board: Board, **labels: str) -> CollectorRegistry:
    """Return what an exporter of Prometheus's own shows of a board; `labels` tell what is served."""
    registry = CollectorRegistry()
    registry.register(_Read(board, labels))
    return registry
