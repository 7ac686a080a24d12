"""What the tests of scenes start from."""

from __future__ import annotations

import pytest

import mapsvc
from mapsvc.atlas.store import Store


@pytest.fixture(scope="session")
def tiny_records(tiny: mapsvc.Atlas) -> Store:
    """The records of the tiny atlas."""
    return tiny.records
