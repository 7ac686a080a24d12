"""A library as `mapsvc serve` runs it: a desk for its own pages and one for each open atlas, one lane."""

from __future__ import annotations

import asyncio
import os
import signal
from collections import OrderedDict
from typing import Any

from flask import Flask

from mapsvc.errors import MapsvcError
from mapsvc.web.accesses import Watch
from mapsvc.web.lane.drawer import end_with_parent
from mapsvc.web.lane.lane import Lane
from mapsvc.web.lane.queue import Refusal
from mapsvc.web.library.app import LibraryApp
from mapsvc.web.library.opening import ATLAS_PREFIX, split_address
from mapsvc.web.reply import Environ, Reply
from mapsvc.web.rsgi import FrontDesk
from mapsvc.web.wsgi import load_warm


class _InnerScope:
    """A request as an atlas sees it: with its address there."""

    def __init__(self, scope: Any, path: str) -> None:
        self._scope = scope
        self.path = path

    def __getattr__(self, name: str) -> Any:
        return getattr(self._scope, name)


class _InnerLane(Lane):
    """The lane, where files are known by the atlas that they are of."""

    def __init__(self, place: str, name: str) -> None:
        super().__init__(place)
        self._name = name

    async def draw(self, tag: str, environ: Environ, body: bytes, address: str) -> Reply | Refusal:
        path = f"{ATLAS_PREFIX}{self._name}{environ['PATH_INFO']}"
        return await super().draw(f"{self._name}:{tag}", environ | {"PATH_INFO": path}, body, address)


class LibraryDesk:
    """
    An application of RSGI for a library.

    Parameters
    ----------
    app
        Of `create_library_app`.
    place
        Of the lane where files are made.
    watch
        Notes each request; nothing notes none.
    """

    def __init__(self, app: LibraryApp, place: str, watch: Watch | None = None) -> None:
        self._library = app.library
        self._place, self._watch = place, watch
        self._own = FrontDesk(app, Lane(place), watch)
        self._desks: OrderedDict[str, tuple[Flask, FrontDesk]] = OrderedDict()

    def at_once(self, scope: Any, protocol: Any) -> bool:
        """Answer a request like one before, whose answer is kept; tell whether that was so."""
        name, rest = split_address(scope.path)
        if not name:
            return self._own.at_once(scope, protocol)
        held = self._desks.get(name)
        return held is not None and bool(rest) and held[1].at_once(_InnerScope(scope, rest), protocol)

    async def __rsgi__(self, scope: Any, protocol: Any) -> None:
        """Answer a request."""
        name, rest = split_address(scope.path)
        desk = await self._desk_of(name) if name and rest else None
        if desk is None:
            await self._own.__rsgi__(scope, protocol)
        else:
            await desk.__rsgi__(_InnerScope(scope, rest), protocol)

    async def _desk_of(self, name: str) -> FrontDesk | None:
        """Return the desk of an atlas; nothing where readers cannot have it, as the library then says."""
        loop = asyncio.get_running_loop()
        try:
            app = await loop.run_in_executor(None, self._library.app_of, name)
        except MapsvcError:
            return None
        held = self._desks.get(name)
        if held is None or held[0] is not app:
            held = (app, FrontDesk(app, _InnerLane(self._place, name), self._watch, beside=self._own))
            self._desks[name] = held
        self._desks.move_to_end(name)
        while len(self._desks) > self._library.settings.open_atlases:
            self._desks.popitem(last=False)
        return held[1]


def load_desk(atlas: str, place: str, watch: Watch | None) -> FrontDesk | LibraryDesk:
    """
    Make the application of a worker, whose files are drawn in the lane at a place.

    A worker whose server was killed finishes what it has and ends: else it would hold the port for good.
    """
    end_with_parent(lambda: os.kill(os.getpid(), signal.SIGTERM))
    app = load_warm(atlas)
    return (
        LibraryDesk(app, place, watch) if isinstance(app, LibraryApp) else FrontDesk(app, Lane(place), watch)
    )
