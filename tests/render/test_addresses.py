"""Where a map finds its parts."""

from __future__ import annotations

from mapsvc.render.addresses import CARRIED, no_link


def test_map_that_carries_everything_leads_nowhere_else() -> None:
    assert CARRIED.basemap.startswith("carried:")
    assert CARRIED.shared is None
    assert CARRIED.link(("place", "kars")) is no_link(("place", "kars")) is None
