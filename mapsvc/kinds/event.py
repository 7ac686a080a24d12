"""The map of an event: what happened where, who says so."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from mapsvc.atlas.store import Store
from mapsvc.kinds.kind import Kind, Shown, Visit
from mapsvc.kinds.views import View, Views
from mapsvc.kinds.words import Words
from mapsvc.language import translate
from mapsvc.model.numbers import format_lines
from mapsvc.model.records import Event, Mention
from mapsvc.model.telling import Telling
from mapsvc.scene.composition import compose_event


def _tell(atlas: Store, event_id: str, lang: str) -> Telling:
    event, words = atlas.event(event_id), Words(atlas, lang)
    when = words.event_date(event)
    printed = [(translate(lang, "event.printed"), when.printed)] if when.printed else []
    return Telling(
        title=event.title.in_(lang),
        when=when,
        dates=(*when.others, *printed),
        paragraphs=words.texts(event.summary),
        people=words.texts(*event.actors),
        disputes=tuple(map(words.dispute, event.disputes)),
        cites=words.cites(event.cites),
        texts=words.told_in([event]),
        certainty=words.word("certainty", event.certainty),
    )


def _show(visit: Visit) -> Shown:
    """Show what happened, who says so, what belongs to it, and the events before and after it."""
    event, views = visit.atlas.event(visit.map_id), Views(visit.atlas, visit.urls, visit.lang)
    order = list(visit.atlas.events)
    at = order.index(event.id)
    cards = {
        "previous": order[at - 1] if at > 0 else None,
        "next": order[at + 1] if at + 1 < len(order) else None,
    }
    ends = {"first": order[0], "last": order[-1]}
    told = visit.telling
    return Shown(
        title=told.title,
        description=" ".join(told.paragraphs) or told.title,
        context={
            "told": told,
            "event": _related(event, views),
            **{
                side: views.event_card(visit.atlas.events[key]) if key else None
                for side, key in cards.items()
            },
            **{
                end: visit.urls.thing(("event", key)) if key != event.id else None
                for end, key in ends.items()
            },
        },
        scene=visit.scene(),
    )


def _related(event: Event, views: Views) -> View:
    atlas, urls = views.atlas, views.urls
    start = event.when.start
    return {
        "category": views.category(event.category),
        "texts": [_lines(event, text_id, views) for text_id in atlas.texts if event.texts.get(text_id)],
        "borders": [views.border_card(atlas.borders[border]) for border in event.borders],
        "compare": [found for border in event.borders for found in views.comparisons(border)[:1]],
        "timeline": urls.timeline(start.isoformat()) if start and atlas.period.holds(start) else None,
        "routes": [views.route_card(atlas.routes[route]) for route in event.routes],
    }


def _lines(event: Event, text_id: str, views: Views) -> View:
    """Return the lines of a text that speak of an event, and the places that they name."""
    lines, text = event.texts[text_id], views.atlas.texts[text_id]
    told = next(told for told in views.words.told_in([event]) if told.text == text_id)
    return {
        "lang": text.language,
        "title": told.title,
        "source": told.source,
        "lines": format_lines(lines),
        "mentions": [
            views.mention(mention)
            for line in lines
            for mention in views.atlas.mentions_by_line.get((text_id, line), ())
        ],
    }


def _mentions(atlas: Store, event_id: str, places: Collection[str]) -> list[Mention]:
    """Return where the lines that speak of an event name its places."""
    told = atlas.event(event_id).texts
    return [
        mention
        for mention in atlas.mentions
        if mention.place in places and mention.line in told.get(mention.text, ())
    ]


def _step(atlas: Store, event_id: str, _wishes: Mapping[str, str]) -> dict[str, Any]:
    event = atlas.event(event_id)
    return {"event": event.id, "date": event.on, "cites": (*atlas.lines_of(event), *event.cites)}


KIND = Kind(
    name="event",
    headline=lambda atlas: atlas.headline,
    section="events",
    rank=1,
    records=lambda atlas: atlas.events,
    read=lambda atlas, text: atlas.event(text).id,
    title=lambda atlas, event_id, lang: atlas.events[event_id].title.in_(lang),
    scene=compose_event,
    tell=_tell,
    page=_show,
    mentions=_mentions,
    step=_step,
    event=lambda atlas, event_id: atlas.event(event_id),
)
