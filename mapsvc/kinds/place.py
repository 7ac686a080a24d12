"""The map of a place: where it lies, what it was called, what happened there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from mapsvc.atlas.store import Store
from mapsvc.history.place_ground import ground_of_place
from mapsvc.kinds.kind import Kind, Shown, Visit
from mapsvc.kinds.pager import LISTED
from mapsvc.kinds.views import View, Views
from mapsvc.kinds.words import Words
from mapsvc.language import language_name
from mapsvc.letters import missing_letters
from mapsvc.model.date_text import format_date
from mapsvc.model.records import Mention, Place
from mapsvc.model.telling import Telling, ToldDate
from mapsvc.model.usages import USAGES
from mapsvc.scene.composition import compose_place

#: So many mentions of a usage are listed on the page of a place; their number is told.
_MOST_MENTIONS = 300


def _tell(atlas: Store, place_id: str, lang: str) -> Telling:
    place, words = atlas.place(place_id), Words(atlas, lang)
    # Names in scripts that the fonts of pictures do not have stand in the table of the place's page.
    known = [name for name in place.names if not missing_letters(name.toponym)]
    names = "; ".join(dict.fromkeys(f"{name.toponym} ({name.lang})" for name in known))
    return Telling(
        title=place.name_on(lang),
        when=ToldDate(
            text=words.word("kind", place.kind).label, note=place.note.in_(lang) if place.note else None
        ),
        paragraphs=words.texts(place.descriptions),
        aside=names,
        cites=words.cites(place.sources),
        certainty=words.word("certainty", place.certainty),
    )


def _show(visit: Visit) -> Shown:
    place, views = visit.atlas.place(visit.map_id), Views(visit.atlas, visit.urls, visit.lang)
    told = visit.telling
    return Shown(
        title=told.title,
        description=" ".join(told.paragraphs) or place.title,
        context={"told": told, "place": _known(place, views)},
        scene=visit.scene() if place.lon is not None or visit.embed else None,
    )


def _radius_km(atlas: Store, place: Place) -> float | None:
    """Return how far a place reaches; what is drawn within its limits is not said to lie about a point."""
    return None if ground_of_place(atlas, place, None) else place.radius_km


def _known(place: Place, views: Views) -> View:
    atlas, lang, words = views.atlas, views.lang, views.words
    mentions = atlas.mentions_by_place.get(place.id, ())
    events = atlas.events_by_place.get(place.id, ())
    parts = [(event, part) for event in events for part in event.places if part.place == place.id]
    return {
        "names": [
            {
                "lang": name.lang,
                "lang_label": language_name(lang, name.lang),
                "toponym": name.toponym,
                "span": format_date(name.span, lang) if name.span else None,
            }
            for name in place.names
        ],
        "radius_km": _radius_km(atlas, place),
        "links": [{"label": _host(link), "href": link} for link in place.links],
        "events": [
            {**views.event_card(event), "role": words.word("role", part.role)}
            for event, part in parts[:LISTED]
        ],
        "count": len(parts),
        "mentions": {
            "total": len(mentions),
            "by_usage": _by_usage(mentions, views),
        },
    }


def _by_usage(mentions: Sequence[Mention], views: Views) -> list[View]:
    return [
        {
            "label": views.words.word("usage", usage).label,
            "count": len(found),
            "items": [views.mention(mention) for mention in found[:_MOST_MENTIONS]],
        }
        for usage in USAGES
        if (found := [mention for mention in mentions if mention.usage == usage])
    ]


def _host(link: str) -> str:
    """Return who answers at an address."""
    if "geonames.org" in link:
        return "GeoNames"
    return link.split("/")[2].removeprefix("www.") if "//" in link else link


def _step(atlas: Store, place_id: str, wishes: Mapping[str, str]) -> dict[str, Any]:
    """Return a place by its name of today, or of the day that is wished."""
    place = atlas.place(place_id)
    on = wishes.get("on")
    return {"places": (place.id,), "cites": place.sources} | ({"date": on} if on else {})


KIND = Kind(
    name="place",
    section="places",
    rank=4,
    records=lambda atlas: atlas.places,
    ids=lambda atlas: [place.id for place in atlas.places.values() if place.lon is not None],
    read=lambda atlas, text: atlas.place(text).id,
    title=lambda atlas, place_id, lang: atlas.places[place_id].name_on(lang),
    scene=compose_place,
    tell=_tell,
    page=_show,
    step=_step,
    wishes=("on",),
)
