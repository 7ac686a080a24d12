"""Every page of the shipped atlas, by its address."""

from __future__ import annotations

import pytest

from mapsvc import Atlas

LISTS = ("/", "/events/", "/places/", "/routes/", "/borders/", "/search", "/mentions")


@pytest.fixture(scope="session")
def page_paths(atlas: Atlas) -> list[str]:
    """Addresses of all pages without their language."""
    records = atlas.records
    sections = {
        "events": records.events,
        "places": records.places,
        "routes": records.routes,
        "borders": records.borders,
    }
    return [*LISTS, *(f"/{section}/{key}" for section, found in sections.items() for key in found)]
