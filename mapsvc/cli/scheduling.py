"""When a worker answers: what is ready at once, where the request comes in; all else when its turn comes."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

from mapsvc.web.library.desk import LibraryDesk
from mapsvc.web.rsgi import FrontDesk

# Granian offers no other way in; the range of its versions is that for which this was tried.
_server: Any = import_module("granian.server.mp")
_futures: Any = import_module("granian._futures")


def answer_at_once(desk: FrontDesk | LibraryDesk) -> None:
    """
    Let this worker give ready answers where requests come in.

    Granian hands each request to the event loop, which wakes another thread and makes a task: for an answer
    that is ready this takes longer than all the rest.
    """

    class Scheduler(_futures._BaseCBScheduler):  # type: ignore[misc]
        """As granian's, which is asked only for what is not ready."""

        def __init__(self, loop: Any, callback: Any, *_: Any) -> None:
            super().__init__()
            later = _futures._cbsched_aioschedule(loop, self._ctx, callback)
            self._schedule_fn = at_once_or(desk, later)

    _server._new_cbscheduler = lambda *given, **_: Scheduler(*given, None, None, None)


def at_once_or(desk: FrontDesk | LibraryDesk, later: Callable[[Any], None]) -> Callable[[Any], None]:
    """Return what answers a request at once, or else does with it what is done later."""

    def schedule(watcher: Any) -> None:
        if desk.at_once(watcher.scope, watcher.proto):
            watcher.done()
        else:
            later(watcher)

    return schedule
