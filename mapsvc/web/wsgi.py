"""The application as servers load it: made once in a process, warm from the start."""

from __future__ import annotations

import ctypes
import gc
import sys
import threading
import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from flask import Flask

from mapsvc.cache import Budget
from mapsvc.web.app import create_app
from mapsvc.web.library.app import LibraryApp, create_library_app

#: How often is looked whether so much was dropped that it is worth giving back.
_TRIM_S, _TRIM_BYTES = 5.0, 8_000_000
#: What the first map would import in each worker and in each process that draws: here they share it.
_OF_MAPS = ("mapsvc.render.elements", "flask.testing")
#: By the atlas that was asked for.
_LOADED: dict[str, Flask] = {}
#: Stands before the folder of a library, where else that of an atlas is named.
LIBRARY = "library:"


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
        for module in _OF_MAPS:
            import_module(module)
        app = (
            create_library_app(Path(atlas.removeprefix(LIBRARY)))
            if atlas.startswith(LIBRARY)
            else create_app(atlas or None)
        )
        if hold is not None and not atlas.startswith(LIBRARY):
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
    if isinstance(app, LibraryApp):
        app.library.read_beside()
    else:
        threading.Thread(target=_warm, args=(app,), daemon=True).start()
    give_back(app.extensions["mapsvc"].budget)
    return app


def give_back(budget: Budget) -> None:
    """
    Return to the system, from time to time, the memory of what is no longer kept.

    The C library keeps what was freed between things that stay: after some hundred pages as much again as all
    that is kept.
    """
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None) if sys.platform == "linux" else None
    if trim is not None:
        threading.Thread(target=_trim, args=(budget, trim), daemon=True).start()


def _trim(budget: Budget, trim: Callable[[int], int]) -> None:
    seen = 0
    while True:
        time.sleep(_TRIM_S)
        if budget.dropped_bytes - seen > _TRIM_BYTES:
            seen = budget.dropped_bytes
            trim(0)


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
