"""When the service says that it can answer."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from mapsvc.settings import Settings
from mapsvc.web import readiness
from mapsvc.web.app import create_app
from tests.conftest import TINY


@pytest.fixture
def atlas(tmp_path: Path) -> Path:
    return Path(shutil.copytree(TINY, tmp_path / "atlas"))


def listed_in(atlas: Path) -> Path:
    return atlas / (atlas / "registry.txt").read_text("utf-8").splitlines()[0].partition("  ")[2]


@pytest.fixture
def client(atlas: Path, monkeypatch: pytest.MonkeyPatch) -> FlaskClient:
    monkeypatch.setattr(readiness, "_FRESH_S", 0.0)
    return create_app(atlas, settings=Settings(base_url="https://uni.example/atlas")).test_client()


def test_service_is_ready_when_it_has_drawn_a_map(client: FlaskClient) -> None:
    served = client.application.extensions["mapsvc"]
    assert served.kept.count("scene") == 0
    assert client.get("/readyz").get_json() == {"status": "ready", "atlas": served.atlas.digest[:12]}
    assert served.kept.count("scene") > 0


def test_service_that_cannot_draw_is_not_ready(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mapsvc.web.service.Service.scene", lambda *_: 1 / 0)
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.get_json()["faults"] == ["no map has been drawn yet"]
    assert answer.headers["Cache-Control"] == "no-store"


def test_changed_derived_file_makes_it_unready_until_it_is_restored(client: FlaskClient, atlas: Path) -> None:
    file = listed_in(atlas)
    assert client.get("/readyz").status_code == 200
    good = file.read_bytes()
    for bad in (good + b"\n", None):
        file.unlink() if bad is None else file.write_bytes(bad)
        answer = client.get("/readyz")
        assert answer.status_code == 503
        assert file.relative_to(atlas).as_posix() in answer.get_json()["faults"][0]
        file.write_bytes(good)
        assert client.get("/readyz").status_code == 200
