"""Records as a reader of one language sees them: plain values for the templates, nothing marked safe."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from mapsvc.atlas.store import Atlas
from mapsvc.history.citations import locator_in
from mapsvc.language import language_name, translate
from mapsvc.model.date_text import format_date, format_day_of
from mapsvc.model.dates import parse_date
from mapsvc.model.day import EARLIEST
from mapsvc.model.fields import FAMILIES
from mapsvc.model.geometry import area_km2, length_km
from mapsvc.model.meta import FollowedText
from mapsvc.model.numbers import format_feet, format_km, format_lines, format_percent, format_quantity
from mapsvc.model.records import Border, Citation, Event, Mention, Place, Route
from mapsvc.model.text import Said
from mapsvc.web.urls import Urls

View = dict[str, Any]


class Views:
    """Makes views of an atlas's records in one language."""

    def __init__(self, atlas: Atlas, urls: Urls) -> None:
        self.atlas = atlas
        self.urls = urls
        self.lang = urls.lang

    def word(self, family: str, key: str) -> View:
        """Return an id with its word, such as a category or a certainty."""
        return {"id": key, "label": translate(self.lang, f"{family}.{key}")}

    def category(self, key: str) -> View:
        """Return a kind of event with its word, and its sign on the timeline: family and colour."""
        own = self.atlas.categories.get(key)
        if own is not None:
            return {"id": key, "label": own.name.in_(self.lang), "family": own.family, "colour": own.colour}
        return {**self.word("category", key), "family": FAMILIES.get(key, "life"), "colour": None}

    def cite(self, citation: Citation) -> View:
        """Return a citation: label, locator, full reference, address."""
        source = self.atlas.sources[citation.source]
        return {
            "key": source.id, "label": source.label.in_(self.lang), "full": source.full.in_(self.lang),
            "locator": locator_in(citation, self.lang), "href": source.url,
        }  # fmt: skip

    def cites(self, citations: Iterable[Citation]) -> list[View]:
        """Return citations in order."""
        return [self.cite(citation) for citation in citations]

    def when(self, edtf: str) -> View:
        """Return a date as text and for machines."""
        return {
            "text": format_date(edtf, self.lang),
            "machine": edtf,
            "others": [],
            "note": None,
            "printed": None,
            "basis": None,
        }

    def event_when(self, event: Event) -> View:
        """Return an event's date with its time, other calendars, and what the paper prints."""
        view = self.when(event.on)
        if event.time:
            view["text"] += f", {event.time}"
        others = {"julian": event.date.other.julian, "rumi": event.date.other.rumi}
        view["others"] = [
            {
                "calendar": translate(self.lang, f"calendar.{name}"),
                "text": format_day_of(name, day, self.lang),
            }
            for name, day in others.items()
            if day
        ]
        view["note"] = event.date.note.in_(self.lang) if event.date.note else None
        view["printed"] = event.date.printed or None
        view["printed_lang"] = next(
            (text.language for text in self.atlas.texts.values() if event.texts.get(text.id)), None
        )
        view["basis"] = self.word("basis", event.date.basis) if event.date.basis else None
        return view

    def event_card(self, event: Event) -> View:
        """Return an event as one line of a list."""
        return {
            "id": event.id,
            "href": self.urls.event(event.id),
            "title": event.title.in_(self.lang),
            "when": self.event_when(event),
            "category": self.category(event.category),
            "headline": event.headline,
            "summary": event.summary.in_(self.lang) if event.summary else "",
            "machine": event.on,
            "places": [
                {"id": key, "name": self.atlas.places[key].name_on(self.lang, event.when)}
                for key in dict.fromkeys(part.place for part in event.places)
            ],
        }

    def event(self, event: Event) -> View:
        """Return an event as its page shows it."""
        return {
            "id": event.id,
            "title": event.title.in_(self.lang),
            "when": self.event_when(event),
            "category": self.category(event.category),
            "summary": event.summary.in_(self.lang) if event.summary else "",
            "actors": [actor.in_(self.lang) for actor in event.actors],
            "certainty": self.word("certainty", event.certainty),
            "disputes": [
                {
                    "about": dispute.about.in_(self.lang),
                    "readings": [
                        {
                            "claim": reading.claim.in_(self.lang),
                            "by": reading.by.in_(self.lang),
                            "evidence": self.word("evidence", reading.evidence),
                            "cites": self.cites(reading.cites),
                        }
                        for reading in dispute.readings
                    ],
                }
                for dispute in event.disputes
            ],
            "cites": self.cites(event.cites),
            "texts": [
                self.told_in(text, event.texts[text.id])
                for text in self.atlas.texts.values()
                if event.texts.get(text.id)
            ],
            "borders": [self.border_card(self.atlas.borders[border]) for border in event.borders],
            "compare": [found for border in event.borders for found in self.comparisons(border)[:1]],
            "timeline": self.urls.timeline(event.when.start.isoformat())
            if event.when.start and self.atlas.period.holds(event.when.start)
            else None,
            "routes": [self.route_card(self.atlas.routes[route]) for route in event.routes],
        }

    def told_in(self, text: FollowedText, lines: Iterable[int]) -> View:
        """Return the lines of a text that speak of an event, and the places that they name."""
        mentions = [
            mention for line in lines for mention in self.atlas.mentions_by_line.get((text.id, line), ())
        ]
        return {
            "id": text.id,
            "lang": text.language,
            "title": text.title.in_(self.lang) if text.title else None,
            "source": self.cite(Citation(text.source)),
            "lines": format_lines(lines),
            "mentions": [self.mention(mention) for mention in mentions],
        }

    def mention(self, mention: Mention) -> View:
        """Return where the paper names a place; a surface form only, no sentence of it."""
        place = self.atlas.places[mention.place]
        return {
            "line": mention.line,
            "column": mention.column,
            "surface": mention.surface,
            "lang": mention.lang,
            "place": {"id": place.id, "name": place.name_on(self.lang), "href": self.urls.place(place.id)},
            "usage": self.word("usage", mention.usage),
        }

    def place_card(self, place: Place) -> View:
        """Return a place as one line of a list."""
        shown = place.name_on(self.lang)
        names = {name.toponym: Said(name.toponym, name.lang) for name in reversed(place.names)}
        others = [names[toponym] for toponym in dict.fromkeys(name.toponym for name in place.names)]
        return {
            "id": place.id,
            "href": self.urls.place(place.id),
            "title": shown,
            "kind": self.word("kind", place.kind),
            "also": [name for name in others if name != shown][:5],
            "events": len(self.atlas.events_by_place.get(place.id, ())),
            "mentions": len(self.atlas.mentions_by_place.get(place.id, ())),
        }

    def place(self, place: Place) -> View:
        """Return a place as its page shows it."""
        mentions = self.atlas.mentions_by_place.get(place.id, ())
        usages = ("literal", "associative", "metonymic", "embedded")
        return {
            "id": place.id,
            "title": place.name_on(self.lang),
            "kind": self.word("kind", place.kind),
            "names": [
                {
                    "lang": name.lang,
                    "lang_label": self.language(name.lang),
                    "toponym": name.toponym,
                    "span": format_date(name.span.edtf, self.lang) if name.span else None,
                }
                for name in place.names
            ],
            "note": place.note.in_(self.lang) if place.note else None,
            "certainty": self.word("certainty", place.certainty),
            "radius_km": place.radius_km,
            "links": [{"label": _host(link), "href": link} for link in place.links],
            "descriptions": [place.descriptions.in_(self.lang)] if place.descriptions else [],
            "sources": self.cites(place.sources),
            "events": [
                {**self.event_card(event), "role": self.word("role", part.role)}
                for event in self.atlas.events_by_place.get(place.id, ())
                for part in event.places
                if part.place == place.id
            ],
            "mentions": {
                "total": len(mentions),
                "by_usage": [
                    {
                        **self.word("usage", usage),
                        "count": len(found),
                        "items": [self.mention(mention) for mention in found],
                    }
                    for usage in usages
                    if (found := [mention for mention in mentions if mention.usage == usage])
                ],
            },
        }

    def language(self, code: str) -> str:
        """Return the name of a language, or its code where we have none."""
        return language_name(self.lang, code)

    def route_card(self, route: Route) -> View:
        """Return a journey as one line of a list."""
        return {
            "id": route.id,
            "href": self.urls.route(route.id),
            "title": route.title.in_(self.lang),
            "summary": route.summary.in_(self.lang),
            "when": self.when(route.valid),
            "variants": len(route.variants),
        }

    def route(self, route: Route) -> View:
        """Return a journey with its variants, stops and legs."""
        return {
            "id": route.id,
            "title": route.title.in_(self.lang),
            "summary": route.summary.in_(self.lang),
            "when": self.when(route.valid),
            "travellers": [traveller.in_(self.lang) for traveller in route.travellers],
            "conflict": route.conflict.in_(self.lang) if route.conflict else None,
            "sources": self.cites(route.sources),
            "variants": [self._variant(route, variant.id) for variant in route.variants],
        }

    def _variant(self, route: Route, variant_id: str) -> View:
        variant = next(variant for variant in route.variants if variant.id == variant_id)
        stops, legs = route.stops_of(variant_id), route.legs_of(variant_id)
        return {
            "id": variant.id,
            "title": variant.title.in_(self.lang),
            "note": variant.note.in_(self.lang) if variant.note else None,
            "certainty": self.word("certainty", variant.certainty),
            "length_km": round(sum(length_km(leg.geometry) for leg in legs)),
            "stops": [
                {
                    "n": stop.n,
                    "name": stop.title.in_(self.lang),
                    "when": self.when(stop.on) if stop.on else None,
                    "certainty": self.word("certainty", stop.certainty),
                    "note": stop.note.in_(self.lang) if stop.note else None,
                    "sources": self.cites(stop.sources),
                    "feature": f"routes/{route.id}/{stop.id}",
                }
                for stop in stops
            ],
            "legs": [
                {
                    "n": leg.n,
                    "mode": self.word("mode", leg.mode),
                    "when": self.when(leg.on) if leg.on else None,
                    "certainty": self.word("certainty", leg.certainty),
                    "length_km": round(length_km(leg.geometry)),
                    "note": leg.note.in_(self.lang) if leg.note else None,
                    "sources": self.cites(leg.sources),
                    "feature": f"routes/{route.id}/{leg.id}",
                }
                for leg in legs
            ],
        }

    def border_card(self, border: Border) -> View:
        """Return a border as one line of a list."""
        return {
            "id": border.id,
            "href": self.urls.border(border.id),
            "title": border.title.in_(self.lang),
            "status": self.word("status", border.status),
            "when": self.when(border.signed or border.valid),
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
        begin = {key: parse_date(self.atlas.borders[key].valid).start or EARLIEST for key in drawn}
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

    def border(self, border: Border) -> View:
        """Return a border with its articles, stretches, named points and areas."""
        return {
            **self.border_card(border),
            "status_note": border.status_note.in_(self.lang),
            "signed": self.when(border.signed) if border.signed else None,
            "valid": format_date(border.valid, self.lang),
            "parties": [party.in_(self.lang) for party in border.parties],
            "compare": self.comparisons(border.id),
            "articles": [
                {
                    "ref": article.name_in(self.lang),
                    "about": article.about.in_(self.lang),
                    "text": article.text.in_(self.lang),
                    "sources": self.cites(article.sources),
                }
                for article in border.articles
            ],
            "parts": [
                {
                    "part": line.part,
                    "title": line.title.in_(self.lang),
                    "article": border.article_in(line.article, self.lang) if line.article else None,
                    "certainty": self.word("certainty", line.certainty),
                    "accuracy": format_km(line.accuracy_km, self.lang),
                    "basis": line.basis.in_(self.lang),
                    "sources": self.cites(line.sources),
                    "length": format_km(length_km(line.geometry), self.lang)
                    if line.geometry is not None
                    else None,
                    "provisional": line.provisional,
                    "feature": f"borders/{border.id}/{line.id}",
                }
                for line in border.lines
            ],
            "points": [
                self._point(border, index)
                for index, point in enumerate(border.points)
                if not point.guide and point.title
            ],
            "areas": [
                {
                    "title": area.title.in_(self.lang),
                    "area": self._area(area.area_km2 or area_km2(area.geometry), area.area_pm_percent),
                    "certainty": self.word("certainty", area.certainty),
                    "note": area.note.in_(self.lang) if area.note else None,
                    "feature": f"borders/{border.id}/{area.id}",
                }
                for area in border.areas
            ],
            "sources": self.cites(border.sources),
            "licence": border.licence,
            "attribution": border.attribution.in_(self.lang),
        }

    def _point(self, border: Border, index: int) -> View:
        point = border.points[index]
        return {
            "n": f"{point.n:g}",
            "part": point.part,
            "title": point.title.in_(self.lang) if point.title else "",
            "names": [
                {"lang_label": self.language(lang), "form": Said(form, lang)}
                for lang, form in point.names.items()
            ],
            "what": point.what.in_(self.lang) if point.what else None,
            "height": format_feet(point.height_ft, self.lang) if point.height_ft else None,
            "certainty": self.word("certainty", point.certainty),
            "accuracy": format_km(point.accuracy_km, self.lang),
            "basis": point.basis.in_(self.lang) if point.basis else None,
            "sources": self.cites(point.sources),
            "feature": f"borders/{border.id}/{point.id}",
        }

    def _area(self, km2: float, percent: float | None) -> str:
        margin = f" ± {format_percent(percent / 100, self.lang)}" if percent else ""
        return f"{format_quantity(km2, 'km2', self.lang)}{margin}"


def _host(link: str) -> str:
    return (
        "GeoNames"
        if "geonames.org" in link
        else link.split("/")[2].removeprefix("www.")
        if "//" in link
        else link
    )
