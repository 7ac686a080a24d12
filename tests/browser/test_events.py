"""Every event's page in a real browser."""

from __future__ import annotations

import pytest

from mapsvc import Atlas
from tests.browser.addresses import DESKTOP
from tests.browser.conftest import Axe, NewPage, open_map
from tests.sampling import Some


@pytest.mark.parametrize("part", [0, 1])
def test_every_event_page_draws_its_map_and_is_accessible(
    new_page: NewPage, axe: Axe, atlas: Atlas, some: Some, part: int
) -> None:
    page = new_page(viewport=DESKTOP)
    faults: dict[str, object] = {}
    for event in some(list(atlas.records.events)[part::2], 1):
        open_map(page, f"/events/{event}?lang=tr")
        problem = page.locator("[data-map-problem]").count()
        if found := [*axe(page), *(["a part of the map did not load"] if problem else [])]:
            faults[event] = found
    assert faults == {}
