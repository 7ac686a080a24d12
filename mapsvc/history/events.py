"""Where events took place."""

from __future__ import annotations

from mapsvc.atlas.store import Store
from mapsvc.model.records import Event, Place

#: Roles that stand for where an event took place, the strongest first.
SITE_ROLES = ("happened", "destination", "origin", "subject", "claimed", "waypoint", "mentioned")


def sites_of(atlas: Store, event: Event) -> list[Place]:
    """Return the places that stand for an event: where it happened, else those of its strongest role."""
    for role in SITE_ROLES:
        places = [atlas.places[part.place] for part in event.places if part.role == role]
        found = [place for place in places if place.lon is not None]
        if found:
            return found
    return []
