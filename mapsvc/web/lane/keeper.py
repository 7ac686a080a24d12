"""The process that keeps the lane: it takes the wishes of all workers, and keeps what drawers draw."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import multiprocessing
import os
import signal
import socket
import struct
import sys
import time
from dataclasses import dataclass, field
from importlib import import_module
from multiprocessing.process import BaseProcess
from typing import Any
from urllib.parse import urlsplit

from mapsvc.cache import Budget, Shelf
from mapsvc.export.formats import FORMATS
from mapsvc.web.lane.drawer import AHEAD, end_with_parent, keep_only, memory_mb, run_drawer
from mapsvc.web.lane.messages import PLAIN_ENVIRON, Head, pack_message, read_message
from mapsvc.web.lane.queue import Limits, Queue, Refusal, Wish, first
from mapsvc.web.wsgi import load

#: After how long a drawer that was asked to end is ended.
_PATIENCE_S = 0.3
_LOOK_EACH_S = 0.5
#: What is made ahead waits until nothing was asked for this long: a service that has just started, or that
#: was asked for much, has its readers first.
_CALM_S = 5.0
#: When to come again, of what takes too long or too much: it will, too.
_LATER_S = 60
#: Of a drawer's memory, beyond which it is replaced when it is done.
_SWOLLEN = 0.5

Drawn = tuple[Head, bytes]


@dataclass
class _Drawer:
    """A process that draws, and the way to it."""

    process: BaseProcess
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    job: Wish | None = None
    has_begun: bool = False
    drawn: int = 0
    stopped: bool = False

    async def draw(self, job: Wish) -> Drawn:
        """Hand a job over, and return what comes of it; `has_begun` tells whether the process took it."""
        self.has_begun = False
        self.writer.write(pack_message(job.head, job.body))
        await read_message(self.reader)
        self.has_begun = True
        drawn = await read_message(self.reader)
        self.drawn += 1
        return drawn


@dataclass
class _Keeper:
    atlas: str
    limits: Limits
    queue: Queue = field(init=False)
    drawers: list[_Drawer] = field(default_factory=list)
    offered: list[str] = field(default_factory=list)
    asked_at: float = field(default_factory=time.monotonic)
    tasks: set[asyncio.Task[None]] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.queue = Queue(self.limits)
        self.files: Shelf[Drawn] = Budget(self.limits.files_mb * 1_000_000).shelf()

    # ---- workers ---------------------------------------------------------------------------------
    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer one wish; who closes the connection does not want it any more."""
        if not _is_own(writer):
            writer.close()
            return
        with contextlib.suppress(OSError, asyncio.IncompleteReadError):
            head, body = await read_message(reader)
            drawn = self.files.find(head["tag"]) or await self._wanted(head, body, reader)
            if drawn is not None:
                writer.write(pack_message(*drawn))
                await writer.drain()
        writer.close()

    async def _wanted(self, head: Head, body: bytes, reader: asyncio.StreamReader) -> Drawn | None:
        """Return what was drawn, or why nothing was; nothing if nobody waits for it any more."""
        job = self.queue.admit(head["tag"], head["environ"], body, head["address"])
        if isinstance(job, Refusal):
            return {"refused": job.code, "retry_s": job.retry_s}, b""
        found: asyncio.Future[Drawn] = asyncio.get_running_loop().create_future()
        job.waiting.add(found)
        self.go_on()
        left = asyncio.ensure_future(reader.read(1))
        both: tuple[asyncio.Future[Any], ...] = (found, left)
        await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
        left.cancel()
        job.waiting.discard(found)
        if found.done():
            return found.result()
        if not job.waiting:
            self._drop(job)
        return None

    def _drop(self, job: Wish) -> None:
        """Forget a file that nobody waits for, and stop who draws it."""
        self.queue.end(job)
        for drawer in [*self.drawers]:
            if drawer.job is job:
                self._stop(drawer)
        self.go_on()

    # ---- drawers ---------------------------------------------------------------------------------
    def go_on(self) -> None:
        """Let drawers draw what is next, as long as there are any; what is made ahead makes way."""
        asked = first(self.queue.waiting(), ahead=False)
        running = first(self.queue.running(), ahead=True)
        if asked and running:
            self.queue.put_back(running)
            for drawer in [*self.drawers]:
                if drawer.job is running:
                    self._stop(drawer)
        while len(self.queue.running()) < self.limits.drawers and (job := self.queue.begin()):
            task = asyncio.ensure_future(self._draw(job))
            self.tasks.add(task)
            task.add_done_callback(self.tasks.discard)

    async def _draw(self, job: Wish) -> None:
        """Have a file drawn and give it to all who wait for it."""
        if not job.is_ahead:
            self.asked_at = time.monotonic()
        begun = job.begun
        drawer = await self._free_drawer()
        if not self._is_wanted(job, begun):
            return
        drawer.job = job
        late: Drawn = {"refused": 503, "retry_s": _LATER_S}, b""
        try:
            drawn = await asyncio.wait_for(drawer.draw(job), self.limits.seconds)
        except (TimeoutError, OSError, asyncio.IncompleteReadError):
            drawn = late
            self._stop(drawer)
            # A process that is ending can look alive. One that died idle is no fault of this file.
            if drawer.drawn and not drawer.has_begun and self._is_wanted(job, begun):
                self.queue.put_back(job)
        drawer.job = None
        if self._is_wanted(job, begun):
            self._give(job, drawn)
        swollen = memory_mb(drawer.process.pid or 0) > self.limits.drawer_mb * _SWOLLEN
        if swollen or len(self.drawers) > self.limits.drawers:
            self._stop(drawer)
        self.go_on()

    def _is_wanted(self, job: Wish, begun: float | None) -> bool:
        """Tell whether a job is still the one that was begun then."""
        return self.queue.jobs.get(job.tag) is job and job.begun == begun

    def _give(self, job: Wish, drawn: Drawn) -> None:
        self.queue.end(job)
        head, body = drawn
        if "offered" in head:
            self.offered += head["offered"]
        # What was made of something that was sent is nobody else's.
        if str(head.get("status", "")).startswith("200") and job.head["REQUEST_METHOD"] != "POST":
            tags = [value.strip('"') for name, value in head["headers"] if name.lower() == "etag"]
            self.files.keep(tags[0] if tags else job.tag, drawn, len(body) + 1_000)
        for waiting in job.waiting:
            if not waiting.done():
                waiting.set_result(drawn)

    async def _free_drawer(self) -> _Drawer:
        for dead in [one for one in self.drawers if not one.process.is_alive()]:
            self._stop(dead)
        found = next((one for one in self.drawers if one.job is None), None)
        if found is not None:
            return found
        here, there = socket.socketpair()
        process = _context().Process(target=run_drawer, args=(there, self.atlas), name="mapsvc-drawer")
        process.start()
        there.close()
        reader, writer = await asyncio.open_connection(sock=here, limit=1 << 20)
        drawer = _Drawer(process, reader, writer)
        self.drawers.append(drawer)
        return drawer

    def _stop(self, drawer: _Drawer) -> None:
        """End a drawer, whatever it does; the next job gets a new one."""
        if drawer.stopped:
            return
        drawer.stopped = True
        self.drawers.remove(drawer)
        drawer.process.terminate()
        asyncio.get_running_loop().call_later(_PATIENCE_S, _end, drawer)

    # ---- from time to time -----------------------------------------------------------------------
    async def watch(self) -> None:
        """End drawers that take too much memory, and make ahead what the first page offers."""
        ahead = [(AHEAD, {"REQUEST_METHOD": AHEAD})] if self.limits.ahead else []
        while True:
            for drawer in [*self.drawers]:
                if memory_mb(drawer.process.pid or 0) > self.limits.drawer_mb:
                    self._stop(drawer)
            if any(not wish.is_ahead for wish in self.queue.jobs.values()):
                self.asked_at = time.monotonic()
            elif time.monotonic() > self.asked_at + _CALM_S and not self.queue.jobs:
                ahead += [(address, _environ(address)) for address in self.offered]
                self.offered.clear()
                for tag, environ in ahead[:1]:
                    self.queue.admit(tag, environ, b"", "")
                del ahead[:1]
            self.go_on()
            await asyncio.sleep(_LOOK_EACH_S)


def _end(drawer: _Drawer) -> None:
    drawer.process.kill()
    drawer.process.join()
    drawer.writer.close()


def _environ(address: str) -> dict[str, Any]:
    parts = urlsplit(address)
    return {"REQUEST_METHOD": "GET", "PATH_INFO": parts.path, "QUERY_STRING": parts.query, **PLAIN_ENVIRON}


def _context() -> Any:
    """Return how processes are made: with all that is loaded, where the system can."""
    ways = multiprocessing.get_all_start_methods()
    return multiprocessing.get_context("fork" if "fork" in ways and sys.platform == "linux" else "spawn")


def _is_own(writer: asyncio.StreamWriter) -> bool:
    """Tell whether a process of the same user asks: the name of a socket is no secret."""
    connection = writer.get_extra_info("socket")
    option = getattr(socket, "SO_PEERCRED", None)
    if option is None:
        return True
    _, user, _ = struct.unpack("3i", connection.getsockopt(socket.SOL_SOCKET, option, struct.calcsize("3i")))
    return bool(user == os.getuid())


def start_keeper(place: str, atlas: str, limits: Limits) -> BaseProcess:
    """
    Start the keeper of the lane.

    Parameters
    ----------
    place
        Name of the unix socket on which workers ask.
    atlas
        As `load` takes it.
    """
    process: BaseProcess = _context().Process(
        target=run_keeper, args=(place, atlas, limits), name="mapsvc-lane"
    )
    process.start()
    return process


def run_keeper(place: str, atlas: str, limits: Limits) -> None:
    """Keep the lane until the process that started it ends, or ends this one."""
    keep_only(None)
    # Of the whole group, those who answer are told first, and finish what they have.
    for number in (signal.SIGINT, *([signal.SIGHUP] if hasattr(signal, "SIGHUP") else [])):
        signal.signal(number, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    with contextlib.suppress(asyncio.CancelledError):
        asyncio.run(_keep(place, atlas, limits))


async def _keep(place: str, atlas: str, limits: Limits) -> None:
    keeper = _Keeper(atlas, limits)
    server = await asyncio.start_unix_server(keeper.serve, place, backlog=256)
    load(atlas)
    # What writes files is heavy: once here, and not in every drawer.
    for format_ in FORMATS.values():
        if format_.is_offered:
            import_module(format_.writer.partition(":")[0])
    gc.collect()
    gc.freeze()
    end_with_parent()
    async with server:
        await keeper.watch()
