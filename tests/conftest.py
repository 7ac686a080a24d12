"""What most tests start from: an atlas, the service over it, and its doors."""

from __future__ import annotations

import gc
import random
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import hypothesis
import pytest
from click.testing import CliRunner

from tests.sampling import Some, sampled

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask
    from flask.testing import FlaskClient

    from mapsvc import Atlas
    from mapsvc.model.scene import MapKey

HERE = Path(__file__).parent
TINY = HERE / "data" / "tiny"

# How long an example takes says more of what else the computer does than of the code.
hypothesis.settings.register_profile("all", parent=hypothesis.settings(), deadline=None)
hypothesis.settings.register_profile("some", hypothesis.settings.get_profile("all"), max_examples=15)

#: Folders and files that take longest, in the order in which they are begun.
LONGEST = (
    "test_contributing.py", "browser", "test_freeze.py", "test_own_atlas.py", "atlases", "export", "web",
    "test_golden.py", "test_geodata_areas.py", "test_ui.py", "test_init.py", "test_geodata_sources.py",
    "test_cli.py", "test_figures.py", "history", "atlas",
)  # fmt: skip


#: So many cases of a matrix that names no other number, and so many maps of an atlas, a run takes;
#: `--all` takes every one.
SAMPLE_OF_CASES, SAMPLE_OF_MAPS = 20, 8
#: The same sample each time, so that a run that fails has found what the change did; another with `--seed`.
SEED = 1921


def pytest_addoption(parser: pytest.Parser) -> None:
    """Say how much of what is many and alike is looked at."""
    parser.addoption("--all", action="store_true", help="every case of every matrix, and every map")
    parser.addoption("--seed", default=str(SEED), help="of the samples: a number, or `new` for one of chance")


def pytest_configure(config: pytest.Config) -> None:
    """Read the seed, or choose one, which the processes that share the work are told."""
    if config.option.seed == "new":
        told = getattr(config, "workerinput", {})
        config.option.seed = told.get("seed", random.randrange(1_000_000))
    config.option.seed = int(config.option.seed)
    # Thousands of cases and whole atlases stay: walked as often as usual, they take a tenth of the time.
    gc.set_threshold(20_000, 20, 50)
    hypothesis.settings.load_profile("all" if config.option.all else "some")


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Tell a process the seed, so that all of them take the same sample."""
    node.workerinput["seed"] = node.config.option.seed


def pytest_report_header(config: pytest.Config) -> str:
    """Say how to take the same sample again."""
    return "samples: everything" if config.option.all else f"samples: --seed {config.option.seed}"


def _sample_matrices(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave of each test that is marked as a matrix a sample of its cases."""
    matrices: dict[tuple[str, int], list[pytest.Item]] = {}
    for item in items:
        if mark := item.get_closest_marker("matrix"):
            most = mark.args[0] if mark.args else SAMPLE_OF_CASES
            matrices.setdefault((item.nodeid.partition("[")[0], most), []).append(item)
    left = {
        item
        for (name, most), cases in matrices.items()
        for item in {*cases} - {*sampled(cases, most, f"{config.option.seed} {name}")}
    }
    config.hook.pytest_deselected(items=[item for item in items if item in left])
    items[:] = [item for item in items if item not in left]


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Begin with the longest files, so that no process is left with one while the other has nothing to do."""
    if not config.option.all:
        _sample_matrices(config, items)
    rank = {name: number for number, name in enumerate(LONGEST)}
    items.sort(key=lambda item: rank.get(item.path.relative_to(HERE).parts[0], len(rank)))


@pytest.fixture(autouse=True)
def no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the developer's own settings out of the tests."""
    for name in ("MAPSVC_ATLAS", "MAPSVC_BASE_URL", "MAPSVC_FRAME_ANCESTORS", "MAPSVC_TRUSTED_PROXIES"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="session")
def some_maps(request: pytest.FixtureRequest) -> Callable[[list[MapKey]], list[MapKey]]:
    """Returns a sample of maps; all with `--all`."""
    option = request.config.option
    return lambda keys: keys if option.all else sampled(keys, SAMPLE_OF_MAPS, str(option.seed))


@pytest.fixture
def some(request: pytest.FixtureRequest) -> Some:
    """Returns so many of some things, other ones in each test; all with `--all`."""
    option = request.config.option
    seed = f"{option.seed} {request.node.nodeid}"
    return lambda things, most: list(things) if option.all else sampled(things, most, seed)


@pytest.fixture(scope="module")
def some_of(request: pytest.FixtureRequest) -> Some:
    """Returns so many of some things for a whole module, other ones in each; all with `--all`."""
    option = request.config.option
    seed = f"{option.seed} {request.node.nodeid}"
    return lambda things, most: list(things) if option.all else sampled(things, most, seed)


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
