"""The application as servers load it."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import pytest
from flask import Flask

from mapsvc.cache import Budget
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


_FIRST_MAP = """
import sys
from mapsvc.web.wsgi import load
client, before = load(sys.argv[1]).test_client(), set(sys.modules)
for path in ("/?lang=en", "/events/line-drawn?lang=en", "/api/collections/places/items"):
    assert client.get(path).status_code == 200
print(*sorted({name.partition(".")[0] for name in set(sys.modules) - before} - set(sys.stdlib_module_names)))
"""


def test_what_a_first_map_imports_is_there_before_workers_come_to_be() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _FIRST_MAP, str(TINY)], capture_output=True, text=True, check=True
    )
    # What workers import each has for itself; all else they share.
    assert set(done.stdout.split()) <= {"mapsvc"}


def test_memory_of_what_was_dropped_is_given_back_once_it_is_much(monkeypatch: pytest.MonkeyPatch) -> None:
    budget, asked = Budget(50_000_000), list[int]()
    monkeypatch.setattr(wsgi, "_TRIM_S", 0.0)

    def trim(keep: int) -> int:
        asked.append(budget.dropped_bytes)
        raise SystemExit

    shelf = budget.shelf(1)
    for number in range(4):
        shelf.keep(number, "", 3_000_000)
    assert budget.dropped_bytes == 9_000_000
    with pytest.raises(SystemExit):
        wsgi._trim(budget, trim)
    assert asked == [9_000_000]
