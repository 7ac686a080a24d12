"""What the tests of pictures start from."""

from __future__ import annotations

import pytest

import mapsvc
from mapsvc.atlas.store import Store
from mapsvc.kinds import compose_map, parse_map_key
from mapsvc.model.scene import Scene
from mapsvc.render.picture.view import View, fit_view


@pytest.fixture(scope="module")
def records(atlas: mapsvc.Atlas) -> Store:
    return atlas.records


@pytest.fixture(scope="module")
def kars(records: Store) -> Scene:
    return compose_map(records, parse_map_key(records, "kars-treaty"), "tr")


@pytest.fixture
def view() -> View:
    """Four degrees of the Atlantic at the equator, 400 by 300 pixels."""
    return fit_view((-32.0, -1.5, -28.0, 1.5), 400, 300)
