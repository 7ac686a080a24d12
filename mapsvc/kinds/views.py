"""Records as one line of a list, and what several pages show alike: plain values, nothing marked safe."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from mapsvc.atlas.store import Store
from mapsvc.kinds.kind import PageUrls
from mapsvc.kinds.words import Words
from mapsvc.language import translate
from mapsvc.model.fields import FAMILIES
from mapsvc.model.records import Border, Event, Mention, Place, Route
from mapsvc.model.text import Said

View = dict[str, Any]


class Views:
    """Makes views of an atlas's records in one language."""

    def __init__(self, atlas: Store, urls: PageUrls, lang: str) -> None:
        self.atlas, self.urls, self.lang = atlas, urls, lang

    @cached_property
    def words(self) -> Words:
        """The words of the records."""
        return Words(self.atlas, self.lang)

    def category(self, key: str) -> View:
        """Return a kind of event with its word, and its sign on the timeline: family and colour."""
        own = self.atlas.categories.get(key)
        if own is not None:
            return {"id": key, "label": own.name.in_(self.lang), "family": own.family, "colour": own.colour}
        label = translate(self.lang, f"category.{key}")
        return {"id": key, "label": label, "family": FAMILIES.get(key, "life"), "colour": None}

    def event_card(self, event: Event) -> View:
        """Return an event as one line of a list."""
        return {
            "id": event.id,
            "href": self.urls.thing(("event", event.id)),
            "title": event.title.in_(self.lang),
            "when": self.words.event_date(event),
            "category": self.category(event.category),
            "headline": event.headline,
            "summary": event.summary.in_(self.lang) if event.summary else "",
            "machine": event.on.edtf,
            "places": [
                {"id": key, "name": self.atlas.places[key].name_on(self.lang, event.when)}
                for key in dict.fromkeys(part.place for part in event.places)
            ],
        }

    def mention(self, mention: Mention) -> View:
        """Return where the paper names a place; a surface form only, no sentence of it."""
        place = self.atlas.places[mention.place]
        return {
            "line": mention.line,
            "column": mention.column,
            "surface": mention.surface,
            "lang": mention.lang,
            "place": {
                "id": place.id,
                "name": place.name_on(self.lang),
                "href": self.urls.thing(("place", place.id)),
            },
            "usage": self.words.word("usage", mention.usage),
        }

    def place_card(self, place: Place) -> View:
        """Return a place as one line of a list."""
        shown = place.name_on(self.lang)
        names = {name.toponym: Said(name.toponym, name.lang) for name in reversed(place.names)}
        others = [names[toponym] for toponym in dict.fromkeys(name.toponym for name in place.names)]
        return {
            "id": place.id,
            "href": self.urls.thing(("place", place.id)),
            "title": shown,
            "kind": self.words.word("kind", place.kind),
            "also": [name for name in others if name != shown][:5],
            "events": len(self.atlas.events_by_place.get(place.id, ())),
            "mentions": len(self.atlas.mentions_by_place.get(place.id, ())),
        }

    def route_card(self, route: Route) -> View:
        """Return a journey as one line of a list."""
        return {
            "id": route.id,
            "href": self.urls.thing(("route", route.id)),
            "title": route.title.in_(self.lang),
            "summary": route.summary.in_(self.lang),
            "when": self.words.date(route.valid),
            "variants": len(route.variants),
        }

    def border_card(self, border: Border) -> View:
        """Return a border as one line of a list."""
        return {
            "id": border.id,
            "href": self.urls.thing(("border", border.id)),
            "title": border.title.in_(self.lang),
            "status": self.words.word("status", border.status),
            "when": self.words.date(border.signed or border.valid),
            "summary": border.summary.in_(self.lang),
        }

    def comparison_card(self, a: str, b: str) -> View:
        """Return a pair of borders as one line of a list, with what the atlas says of it."""
        note = next((note for note in self.atlas.comparisons if set(note.borders) == {a, b}), None)
        labels = [self.atlas.borders[side].label.in_(self.lang) for side in (a, b)]
        return {
            "href": self.urls.compare(a, b),
            "title": note.title.in_(self.lang) if note and note.title else " – ".join(labels),
            "note": note.note.in_(self.lang) if note and note.note else None,
        }

    def comparisons(self, border_id: str) -> list[View]:
        """Return the comparisons of a border with all others that have territories, the nearest first."""
        drawn = self.atlas.territories
        if border_id not in drawn:
            return []
        begin = {key: self.atlas.borders[key].valid.begin for key in drawn}
        others = sorted(
            (key for key in drawn if key != border_id and drawn[key].frame == drawn[border_id].frame),
            key=lambda key: (abs(begin[key] - begin[border_id]), begin[key] > begin[border_id], key),
        )
        return [
            {
                "href": self.urls.compare(*sorted((border_id, key), key=lambda side: (begin[side], side))),
                "label": self.atlas.borders[key].label.in_(self.lang),
            }
            for key in others
        ]
