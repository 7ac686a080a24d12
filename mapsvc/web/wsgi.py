"""The application as servers load it: made once in a process, warm from the start."""

from __future__ import annotations

import gc
import threading
from functools import lru_cache
from typing import TYPE_CHECKING

from mapsvc.web.app import create_app

if TYPE_CHECKING:
    from flask import Flask


@lru_cache(maxsize=1)
def load(atlas: str = "") -> Flask:
    """
    Make the application of an atlas.

    A server calls this before it forks its workers, so that an atlas with problems stops it
    with one message, and each worker finds the records already read.
    """
    # What is read stays: the collector need not walk it again and again while it grows, nor ever after.
    gc.disable()
    try:
        return create_app(atlas or None)
    finally:
        gc.freeze()
        gc.enable()


def load_warm(atlas: str = "") -> Flask:
    """Make the application in a worker and begin, beside serving, to render the headline maps."""
    app = load(atlas)
    threading.Thread(target=_warm, args=(app,), daemon=True).start()
    return app


def _warm(app: Flask) -> None:
    """Ask for what readers ask first; the first map would otherwise wait for heavy imports."""
    client, atlas = app.test_client(), app.extensions["mapsvc"].atlas
    for event in atlas.headline:
        for lang in atlas.written_languages:
            client.get(f"/events/{event}?lang={lang}")


def __getattr__(name: str) -> Flask:
    """Make `application` for servers that load `mapsvc.web.wsgi:application`."""
    if name == "application":
        return load_warm()
    raise AttributeError(name)
