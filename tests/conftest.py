"""What most tests start from: an atlas, the service over it, and its doors."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis
import pytest
from click.testing import CliRunner

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient

    from mapsvc import Atlas

HERE = Path(__file__).parent
TINY = HERE / "data" / "tiny"

# How long an example takes says more of what else the computer does than of the code.
hypothesis.settings.register_profile("unhurried", parent=hypothesis.settings(), deadline=None)
hypothesis.settings.load_profile("unhurried")


#: Folders whose files take longest.
LONGEST = ("browser", "web")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the longest files, so that no process is left with one while the other has nothing to do."""
    rank = {HERE / folder: number for number, folder in enumerate(LONGEST)}
    items.sort(key=lambda item: rank.get(item.path.parent, len(rank)))


@pytest.fixture(autouse=True)
def no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the developer's own settings out of the tests."""
    for name in ("MAPSVC_ATLAS", "MAPSVC_BASE_URL", "MAPSVC_FRAME_ANCESTORS"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="session")
def atlas() -> Atlas:
    """The atlas that ships with the package."""
    import mapsvc

    return mapsvc.open_atlas()


@pytest.fixture(scope="session")
def app() -> Flask:
    """The service over the shipped atlas."""
    from mapsvc.web.app import create_app

    app = create_app()
    app.testing = True
    return app


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A client of the service that keeps no cookies from other tests."""
    return app.test_client()


@pytest.fixture
def runner() -> CliRunner:
    """A runner for the command line."""
    return CliRunner()


@pytest.fixture
def tiny_root(tmp_path: Path) -> Path:
    """A copy of the tiny atlas that a test may change: 2 events, 4 places, 1 border, 1 route."""
    return Path(shutil.copytree(TINY, tmp_path / "tiny"))


@pytest.fixture(scope="session")
def tiny() -> Atlas:
    """The tiny atlas, opened."""
    import mapsvc

    return mapsvc.open_atlas(TINY)


@pytest.fixture(scope="session")
def tiny_app() -> Flask:
    """The service over the tiny atlas."""
    from mapsvc.web.app import create_app

    app = create_app(TINY)
    app.testing = True
    return app


@pytest.fixture
def tiny_client(tiny_app: Flask) -> FlaskClient:
    """A client of the service over the tiny atlas."""
    return tiny_app.test_client()
