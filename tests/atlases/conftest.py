"""The small atlases: other centuries, seas and languages than the first, all of them served well."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TypeVar

import pytest
from flask.testing import FlaskClient

from mapsvc.atlas.loading import load_atlas
from mapsvc.atlas.store import Store
from mapsvc.kinds import every_map
from mapsvc.model.scene import MapKey
from mapsvc.web.app import create_app
from tests.conftest import HERE, TINY

ATLASES = {"tiny": TINY} | {name: HERE / "data" / "atlases" / name for name in ("balkans", "elcano")}
#: So many of a kind are looked at in an atlas; which ones is the same every time.
SAMPLE = 3

_Thing = TypeVar("_Thing")


def sample(things: Sequence[_Thing], count: int = SAMPLE) -> list[_Thing]:
    """Return some things, the same of the same; the last one is always there."""
    if len(things) <= count:
        return list(things)
    return [*random.Random(len(things)).sample(list(things[:-1]), count - 1), things[-1]]


def days_of(atlas: Store) -> list[str]:
    """Return the days of an atlas's period that are most likely to break: its edges, and that of opening."""
    period = atlas.period
    return [day.isoformat() for day in (period.first, period.opening, period.last)]


def keys_of(atlas: Store) -> Iterator[MapKey]:
    """Yield some maps of each kind."""
    kinds: dict[str, list[MapKey]] = {}
    for key in every_map(atlas):
        kinds.setdefault(key.section, []).append(key)
    for found in kinds.values():
        yield from sample(found)
    yield from (MapKey("timeline", day) for day in days_of(atlas))
    yield from (MapKey("compare", "/".join(pair)) for pair in sample(pairs_of(atlas), 2))
    for tour in atlas.tours.values():
        yield from sample([MapKey("tour", f"{tour.id}/{n}") for n in range(1, len(tour.steps) + 1)])


def pairs_of(atlas: Store) -> list[tuple[str, str]]:
    """Return the borders that can be compared, in pairs."""
    drawn = list(atlas.territories)
    return [(a, b) for a in drawn for b in drawn if a < b]


def one_of_each_kind(atlas: Store) -> list[MapKey]:
    """Return one map of each kind."""
    found = {key.section: key for key in keys_of(atlas)}
    return list(found.values())


@pytest.fixture(scope="session", params=ATLASES)
def root(request: pytest.FixtureRequest) -> Path:
    """The folder of each small atlas in turn."""
    return ATLASES[request.param]


@pytest.fixture(scope="session")
def records(root: Path) -> Store:
    """Its records."""
    return load_atlas(root)


@pytest.fixture(scope="session")
def served(root: Path) -> FlaskClient:
    """A client of a service over it."""
    app = create_app(root)
    app.testing = True
    return app.test_client()


@pytest.fixture(scope="session")
def paths(records: Store) -> list[str]:
    """Addresses of pages of every kind, without their language."""
    lists = ["/", "/events/", "/places/", "/routes/", "/borders/", "/tour/", "/mentions"]
    others = ["/search", "/search?q=a", "/download/", "/timeline", "/api/", "/api/collections"]
    things = [f"/{key}" for key in keys_of(records) if key.section not in {"timeline", "tour"}]
    days = [f"/timeline?on={day}" for day in days_of(records)]
    routes = [f"routes/{route}" for route in records.routes]
    tours = [f"/tour/{tour}?step=1" for tour in (*records.tours, *routes)]
    shares = [f"/share{path}" for path in sample(things)]
    return [*lists, *others, *things, *days, *tours, *shares]


@pytest.fixture(scope="session")
def elcano() -> Store:
    """The records of the atlas that goes round the world."""
    return load_atlas(ATLASES["elcano"])


@pytest.fixture(scope="session")
def balkans() -> Store:
    """The records of the atlas of two wars."""
    return load_atlas(ATLASES["balkans"])
