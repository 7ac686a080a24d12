"""Pages of kinds without a server: a visit to a map of a small atlas."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from mapsvc.atlas.loading import load_atlas
from mapsvc.atlas.store import Store
from mapsvc.kinds import KINDS
from mapsvc.kinds.kind import Shown, Visit
from mapsvc.model.telling import Telling
from mapsvc.settings import read_settings
from mapsvc.web.service import Service
from tests.conftest import HERE

#: Takes a page of an atlas by section, id and query.
Look = Callable[..., Shown]


@pytest.fixture(scope="session")
def balkans() -> Store:
    """The records of the atlas of two wars."""
    return load_atlas(HERE / "data" / "atlases" / "balkans")


@pytest.fixture(scope="session")
def elcano() -> Store:
    """The records of the atlas that goes round the world."""
    return load_atlas(HERE / "data" / "atlases" / "elcano")


@pytest.fixture
def look() -> Look:
    """Show a page or a frame as its kind does."""

    def show(
        atlas: Store, section: str, rest: str, query: Mapping[str, str] | None = None, *, embed: bool = False
    ) -> Shown:
        served, kind = Service(atlas, read_settings()), KINDS[section]
        key = kind.key(kind.read(atlas, kind.ask(atlas, rest, query or {}, "en")))
        visit = Visit(
            atlas=atlas,
            lang="en",
            urls=served.urls("en"),
            path=f"/{section}/{rest}",
            query=query or {},
            embed=embed,
            map_id=key.id,
            telling=served.telling(key, "en"),
            scene=lambda: served.scene(key, "en"),
            kept=served.kept,
        )
        return kind.page(visit)

    return show


@pytest.fixture
def tell() -> Callable[[Store, str, str], Telling]:
    """Tell of a map in English."""
    return lambda atlas, section, map_id: KINDS[section].tell(atlas, map_id, "en")
