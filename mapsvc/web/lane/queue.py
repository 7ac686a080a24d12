"""Who is drawn for next: a short queue in which the same wishes are one, and no address takes all."""

from __future__ import annotations

import time
from collections import OrderedDict, deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from mapsvc.settings import Settings

#: Addresses of which the queue remembers what was drawn for them.
_MOST_READERS = 10_000
#: Over how long the time drawn for an address is summed.
_WINDOW_S = 60.0
#: Of so many last files the mean time tells who is refused when to come again.
_LAST_FILES = 16


@dataclass(frozen=True)
class Limits:
    """
    How much the lane does at once.

    Attributes
    ----------
    drawers
        Processes that draw.
    places
        How many files may wait; one address has at most half of the places.
    seconds
        How long a file may be drawn.
    address_seconds
        For how long in a minute is drawn for one address.
    drawer_mb
        How much memory a drawer may take.
    files_mb
        How many megabytes of files are kept for all workers.
    ahead
        Whether what the first page offers is made before somebody asks for it.
    """

    drawers: int = 2
    places: int = Settings.file_queue
    seconds: int = Settings.file_seconds
    address_seconds: int = Settings.address_seconds
    drawer_mb: int = Settings.file_process_mb
    files_mb: int = Settings.files_mb
    ahead: bool = True


@dataclass(frozen=True)
class Refusal:
    """Why nothing is drawn: the status of the answer, and after how many seconds it may be asked again."""

    code: int
    retry_s: int


@dataclass
class Wish:
    """
    A file to draw.

    Attributes
    ----------
    tag
        What it is known by: the same wishes have one.
    head
        The request, as an environment of WSGI.
    address
        For whom; nothing for what is made ahead.
    waiting
        Those who wait for it.
    begun
        When drawing began, in seconds of a clock that only goes forward; nothing while it waits.
    """

    tag: str
    head: dict[str, Any]
    body: bytes
    address: str
    number: int
    waiting: set[Any] = field(default_factory=set)
    begun: float | None = None

    @property
    def is_ahead(self) -> bool:
        """Whether nobody asked for it yet."""
        return not self.address


class Queue:
    """
    The files that are waited for and drawn.

    Parameters
    ----------
    clock
        Seconds, only forward.
    """

    def __init__(self, limits: Limits, clock: Callable[[], float] = time.monotonic) -> None:
        self._limits = limits
        self._clock = clock
        self._number = 0
        self._took: deque[float] = deque([2.0], maxlen=_LAST_FILES)
        self._drawn: OrderedDict[str, deque[tuple[float, float]]] = OrderedDict()
        self.jobs: dict[str, Wish] = {}

    def admit(self, tag: str, head: dict[str, Any], body: bytes, address: str) -> Wish | Refusal:
        """
        Take a wish; the same wish of another is joined, whoever he is.

        Parameters
        ----------
        address
            Of the reader; nothing for what is made ahead.
        """
        job = self.jobs.get(tag)
        if job is None:
            refusal = self._refusal(address) if address else None
            if refusal:
                return refusal
            self._number += 1
            job = self.jobs[tag] = Wish(tag, head, body, address, self._number)
        elif job.is_ahead:
            job.address = address
        return job

    def _refusal(self, address: str) -> Refusal | None:
        over_s = self._over_budget(address)
        if over_s:
            return Refusal(429, over_s)
        waiting = [job for job in self.waiting() if not job.is_ahead]
        own = sum(job.address == address for job in waiting)
        if len(waiting) >= self._limits.places or own >= max(1, self._limits.places // 2):
            mean_s = sum(self._took) / len(self._took)
            return Refusal(503, int(min(60, max(1, mean_s * len(waiting) / self._limits.drawers))))
        return None

    def _over_budget(self, address: str) -> int:
        """Return after how many seconds an address may ask again; 0 for at once."""
        now, drawn = self._clock(), self._drawn.get(address, deque())
        while drawn and drawn[0][0] < now - _WINDOW_S:
            drawn.popleft()
        running_s = sum(now - job.begun for job in self.running() if job.address == address and job.begun)
        for later_s in range(int(_WINDOW_S)):
            since = now + later_s - _WINDOW_S
            # Of what began before, so much counts as was drawn since.
            drawn_s = sum(max(0.0, min(took, when - since)) for when, took in drawn)
            if drawn_s + running_s <= self._limits.address_seconds:
                return later_s
        return int(_WINDOW_S)

    def waiting(self) -> list[Wish]:
        """Return what is not being drawn yet."""
        return [job for job in self.jobs.values() if job.begun is None]

    def running(self) -> list[Wish]:
        """Return what is being drawn."""
        return [job for job in self.jobs.values() if job.begun is not None]

    def begin(self) -> Wish | None:
        """
        Return the next to be drawn: of the address for which the least is drawn, the first that came.

        What is made ahead is drawn when nobody waits and nothing else is drawn.
        """
        running = [job.address for job in self.running()]
        asked = [job for job in self.waiting() if not job.is_ahead]
        if not asked and running:
            return None
        job = min(
            asked or self.waiting(), key=lambda job: (running.count(job.address), job.number), default=None
        )
        if job is not None:
            job.begun = self._clock()
        return job

    def put_back(self, job: Wish) -> None:
        """Let a job wait again of which nothing was drawn, or which was made ahead and makes way."""
        job.begun = None

    def end(self, job: Wish) -> None:
        """Take a job out, drawn or not, and count what was drawn for its address."""
        self.jobs.pop(job.tag, None)
        if job.begun is None:
            return
        now = self._clock()
        self._took.append(now - job.begun)
        if job.address:
            self._drawn.setdefault(job.address, deque()).append((now, now - job.begun))
            self._drawn.move_to_end(job.address)
            while len(self._drawn) > _MOST_READERS:
                self._drawn.popitem(last=False)


def first(jobs: Iterable[Wish], *, ahead: bool) -> Wish | None:
    """Return the first of some jobs that is made ahead, or that is not."""
    return next((job for job in jobs if job.is_ahead is ahead), None)
