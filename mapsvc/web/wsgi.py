"""The application as servers load it: made once in a process, warm from the start."""

from __future__ import annotations

import gc
import threading
from collections.abc import Callable
from pathlib import Path

from flask import Flask

from mapsvc.web.app import create_app

#: By the atlas that was asked for.
_LOADED: dict[str, Flask] = {}


def load(atlas: str = "") -> Flask:
    """
    Return the application of an atlas, made once.

    A server calls this before it forks its workers, so that an atlas with problems stops it
    with one message, and each worker finds the records already read.
    """
    return _LOADED[atlas] if atlas in _LOADED else reload(atlas)


def reload(atlas: str = "", hold: Callable[[Path], None] | None = None) -> Flask:
    """
    Make the application of an atlas anew.

    Parameters
    ----------
    hold
        Raises an error if more is wrong in the folder of the atlas than its records say.

    Raises
    ------
    AtlasError
        If the atlas has problems; what was loaded before stays.
    """
    # What was read before may go; what is read now stays: the collector need not walk it again and again
    # while it grows, nor ever after.
    gc.unfreeze()
    gc.disable()
    try:
        app = create_app(atlas or None)
        if hold is not None:
            hold(app.extensions["mapsvc"].atlas.root)
        _LOADED[atlas] = app
        return app
    finally:
        gc.enable()
        gc.collect()
        gc.freeze()


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
