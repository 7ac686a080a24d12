"""The application as servers load it."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from flask import Flask

from mapsvc.errors import AtlasError
from mapsvc.web import wsgi
from tests.conftest import TINY


def test_application_is_made_once_in_a_process() -> None:
    assert wsgi.load(str(TINY)) is wsgi.load(str(TINY))


def test_atlas_with_problems_stops_the_server(tmp_path: Path) -> None:
    with pytest.raises(AtlasError, match=r"nowhere"):
        wsgi.load(str(tmp_path / "nowhere"))


def test_warm_worker_renders_the_headline_maps_beside_serving() -> None:
    app = wsgi.load_warm(str(TINY))
    for thread in threading.enumerate():
        if thread.daemon and thread is not threading.current_thread() and "_warm" in thread.name:
            thread.join(30)
    assert isinstance(app, Flask)
    service = app.extensions["mapsvc"]
    assert service.kept.count("scene") == len(service.atlas.headline) * len(service.atlas.written_languages)


def test_module_has_an_application_and_nothing_else_by_chance() -> None:
    with pytest.raises(AttributeError):
        wsgi.app  # noqa: B018
