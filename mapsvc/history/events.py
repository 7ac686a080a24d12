"""Events as a table."""

from __future__ import annotations

import geopandas as gpd
import shapely

from mapsvc.atlas.store import Atlas
from mapsvc.history.citations import format_citations
from mapsvc.history.tables import make_table
from mapsvc.model.dates import DateSpan
from mapsvc.model.records import Event
from mapsvc.model.tables import by_language

#: Roles that stand for where an event took place, the strongest first.
SITE_ROLES = ("happened", "destination", "origin", "subject", "claimed", "waypoint", "mentioned")


def events_table(atlas: Atlas, when: DateSpan | None = None) -> gpd.GeoDataFrame:
    """
    Return events, each at the places where it happened.

    Parameters
    ----------
    atlas
        Where they come from.
    when
        Only events that share a day with it; all when not given.

    Returns
    -------
    table
        Columns of `mapsvc.model.tables.COLUMNS["events"]`, (Multi)Point geometry in EPSG:4326,
        in order of date. An event without a scene of its own stands at its strongest role.
    """
    events = [event for event in atlas.events.values() if when is None or event.when.overlaps(when)]
    return make_table(
        "events",
        [_row(atlas, event) for event in events],
        [_site(atlas, event) for event in events],
        [event.id for event in events],
        atlas.written_languages,
    )


def _row(atlas: Atlas, event: Event) -> dict[str, object]:
    return {
        "event": event.id,
        "date": event.on,
        "time": event.time,
        "category": event.category,
        "headline": event.headline,
        **by_language("title", event.title, atlas.written_languages),
        **{
            f"summary_{tag}": event.summary.get(tag) if event.summary else None
            for tag in atlas.written_languages
        },
        "places": [{"place": part.place, "role": part.role} for part in event.places],
        "certainty": event.certainty,
        "source": format_citations(atlas, (*atlas.lines_of(event), *event.cites), "en"),
        "licence": atlas.meta.licence,
        "attribution": atlas.meta.title.en,
    }


def _site(atlas: Atlas, event: Event) -> shapely.Geometry | None:
    for role in SITE_ROLES:
        places = [atlas.places[part.place] for part in event.places if part.role == role]
        points = [shapely.Point(place.lon, place.lat) for place in places if place.lon is not None]
        if points:
            return points[0] if len(points) == 1 else shapely.MultiPoint(points)
    return None
