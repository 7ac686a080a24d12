"""The map of an event or a tour that is not saved, as its frame would show it."""

from __future__ import annotations

import itertools
import threading
from collections import OrderedDict
from dataclasses import dataclass, field, replace

from flask import Flask, current_app

from mapsvc.atlas.store import Store
from mapsvc.model.records import Event
from mapsvc.model.tours import Tour
from mapsvc.settings import Settings
from mapsvc.web.app import create_app
from mapsvc.web.edit.bench import Bench, Signature
from mapsvc.web.service import Service
from mapsvc.web.urls import LectureUrls, Urls

#: So many are kept: the one that is looked at, and those that a slow frame may still ask for.
_KEPT_PREVIEWS = 6
_UNSAVED = "unsaved-{}"


class _WithinPage(Service):
    """An atlas with a tour that no file holds: its page carries its steps."""

    def urls(self, lang: str) -> Urls:
        """Return addresses by which no step is asked for."""
        return LectureUrls(**vars(super().urls(lang)))


@dataclass
class Previews:
    """
    Frames of events and tours as they are typed, made by the application of the atlas with them in it.

    Attributes
    ----------
    held
        The folder that is edited.
    """

    held: Bench
    _numbers: itertools.count[int] = field(default_factory=lambda: itertools.count(1), repr=False)
    _made: OrderedDict[int, tuple[str, str]] = field(default_factory=OrderedDict, repr=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)
    _app: tuple[Signature, Flask] | None = field(default=None, repr=False)

    def make(self, atlas: Store, event: Event, lang: str) -> int:
        """Return the number of the frame of an event in an atlas."""
        number = next(self._numbers)
        unsaved = replace(event, id=_UNSAVED.format(number), headline=False)
        # Of its own: what was made of the atlas before knows nothing of the event.
        told = replace(atlas, events={**atlas.events, unsaved.id: unsaved})
        return self._keep(number, Service(told, Settings()), f"/embed/events/{unsaved.id}?lang={lang}")

    def make_tour(self, atlas: Store, tour: Tour, step: int, lang: str) -> int:
        """Return the number of the frame of a tour in an atlas, at one of its steps."""
        number = next(self._numbers)
        unsaved = replace(tour, id=_UNSAVED.format(number))
        # Only of the tour that is looked at, and kept by nobody else: others read the atlas meanwhile.
        served = _WithinPage(replace(atlas, tours={unsaved.id: unsaved}), Settings())
        return self._keep(number, served, f"/embed/tour/{unsaved.id}?lang={lang}&step={step}")

    def _keep(self, number: int, served: Service, address: str) -> int:
        with self._lock:
            app = self._app_of_atlas()
            app.extensions["mapsvc"] = served
            answer = app.test_client().get(address)
            self._made[number] = answer.text, answer.headers.get("Content-Security-Policy", "")
            while len(self._made) > _KEPT_PREVIEWS:
                self._made.popitem(last=False)
        return number

    def find(self, number: int) -> tuple[str, str] | None:
        """Return a frame and what it may load; nothing of one that is no longer kept."""
        return self._made.get(number)

    def _app_of_atlas(self) -> Flask:
        signature = self.held.signature()
        if self._app is None or self._app[0] != signature:
            self._app = signature, create_app(self.held.root, settings=Settings())
        return self._app[1]


def previews_of(held: Bench) -> Previews:
    """Return the frames that are kept of a folder."""
    found: Previews = current_app.extensions.setdefault("mapsvc.previews", Previews(held))
    return found
