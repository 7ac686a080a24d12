"""The map of an event that is not saved, as its frame would show it."""

from __future__ import annotations

import itertools
from collections import OrderedDict
from dataclasses import dataclass, field, replace

from flask import Flask

from mapsvc.atlas.store import Store
from mapsvc.model.records import Event
from mapsvc.settings import Settings
from mapsvc.web.app import create_app
from mapsvc.web.edit.bench import Bench, Signature
from mapsvc.web.service import Service

#: So many are kept: the one that is looked at, and those that a slow frame may still ask for.
_KEPT_PREVIEWS = 6
_UNSAVED = "unsaved-{}"


@dataclass
class Previews:
    """
    Frames of events as they are typed, made by the application of the atlas with the event in it.

    Attributes
    ----------
    held
        The folder that is edited.
    """

    held: Bench
    _numbers: itertools.count[int] = field(default_factory=lambda: itertools.count(1), repr=False)
    _made: OrderedDict[int, tuple[str, str]] = field(default_factory=OrderedDict, repr=False)
    _app: tuple[Signature, Flask] | None = field(default=None, repr=False)

    def make(self, atlas: Store, event: Event, lang: str) -> int:
        """Return the number of the frame of an event in an atlas."""
        number = next(self._numbers)
        unsaved = replace(event, id=_UNSAVED.format(number), headline=False)
        app = self._app_of_atlas()
        # Of its own: what was made of the atlas before knows nothing of the event.
        told = replace(atlas, events={**atlas.events, unsaved.id: unsaved})
        app.extensions["mapsvc"] = Service(told, Settings())
        answer = app.test_client().get(f"/embed/events/{unsaved.id}?lang={lang}")
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
