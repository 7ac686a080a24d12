"""Whether this process can answer: it has drawn a map, and its files are there and are what they were."""

from __future__ import annotations

import threading
import time
from dataclasses import replace
from typing import TYPE_CHECKING

from mapsvc.atlas.derived_files import told_of
from mapsvc.kinds import every_map

if TYPE_CHECKING:
    from flask import Flask

    from mapsvc.web.service import Service

#: Files are looked at again after so long; who probes more often gets the same answer.
_FRESH_S = 5.0


class Readiness:
    """
    What a load balancer is told.

    Parameters
    ----------
    app
        The application, which is asked for a map of its own.
    served
        What it serves.
    """

    def __init__(self, app: Flask, served: Service) -> None:
        self._app, self._served = app, served
        self._drawing = threading.Lock()
        self._drawn = False
        self._looked, self._faults = 0.0, [""]

    def faults(self) -> list[str]:
        """Return what keeps it from answering well, one line each; nothing if it can."""
        if not self._draw():
            return ["no map has been drawn yet"]
        now = time.monotonic()
        if now - self._looked > _FRESH_S or not self._looked:
            self._looked, self._faults = now, self._look()
        return self._faults

    def _draw(self) -> bool:
        """Draw a map unless one has been drawn, or is being drawn for another who asks."""
        if not self._drawn and self._drawing.acquire(blocking=False):
            try:
                urls = replace(self._served.urls(self._served.languages[0]), base="")
                path = next(map(urls.map_page, every_map(self._served.atlas)), urls.home())
                self._drawn = self._app.test_client().get(path).status_code == 200
            finally:
                self._drawing.release()
        return self._drawn

    def _look(self) -> list[str]:
        if not self._served.atlas.is_there():
            return ["what the atlas is read from is gone"]
        changed = [name for files in self._served.derived for name in files.changed()]
        return [told_of(changed)] if changed else []
