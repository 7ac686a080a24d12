"""Pages that find: the filtered list of events, the map of mentions, search."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import partial

from flask import Blueprint, Response, g, request

from mapsvc.errors import RequestError
from mapsvc.language import locale_of, translate
from mapsvc.model.date_patterns import patterns_of
from mapsvc.model.date_text import format_date, parse_year
from mapsvc.model.fields import USAGES
from mapsvc.model.meta import Section
from mapsvc.model.names import sort_key
from mapsvc.model.records import Event, Mention
from mapsvc.model.text import Text
from mapsvc.web.ages import Ages
from mapsvc.web.matching import Thing, marked, rank
from mapsvc.web.page import LONGEST_QUERY, answer_page, map_view_of, views
from mapsvc.web.service import service
from mapsvc.web.views import View

blueprint = Blueprint("finding", __name__)


@blueprint.get("/events/")
def events() -> Response:
    """List events, filtered by years, kind, place and words."""
    atlas, view = service().atlas, views()
    asked = {name: request.args.get(name, "").strip() for name in ("from", "to", "kind", "place", "q")}
    found = [event for event in atlas.events.values() if _passes(event, asked)]
    kinds = Counter(event.category for event in atlas.events.values())
    places = Counter(
        place for event in atlas.events.values() for place in {part.place for part in event.places}
    )
    years = [event.when.start.year for event in atlas.events.values() if event.when.start]
    ages = Ages((atlas.period.first.year, atlas.period.last.year), g.lang)
    cards = [{**view.event_card(event), "years": _years_of(event)} for event in found]
    choices = {
        "kinds": sorted(
            ({**view.category(kind), "count": count} for kind, count in kinds.items()),
            key=_by_label,
        ),
        "places": sorted(
            (
                {"id": key, "label": atlas.places[key].name_on(g.lang), "count": count}
                for key, count in places.items()
            ),
            key=_by_label,
        ),
        "years": [min(years), max(years)] if years else [atlas.period.first.year, atlas.period.last.year],
    }
    return answer_page(
        "events",
        translate(g.lang, "nav.events"),
        translate(g.lang, "events.intro"),
        groups=_by_age(found, cards, ages),
        count=len(cards),
        eras=patterns_of(locale_of(g.lang)).eras,
        filters={
            "year_from": asked["from"],
            "year_to": asked["to"],
            "kind": asked["kind"],
            "place": asked["place"],
            "q": asked["q"],
        },
        choices=choices,
        total=len(atlas.events),
    )


def _years_of(event: Event) -> tuple[int | None, int | None]:
    """Return the first and the last year of an event; nothing where it has no limit."""
    span = event.when
    return (span.start.year if span.start else None), (span.end.year if span.end else None)


def _by_age(found: list[Event], cards: list[View], ages: Ages) -> list[View]:
    """Return the list under headings where an atlas tells of more years than are seen at a glance."""
    groups: dict[str, list[View]] = {}
    for event, card in zip(found, cards, strict=True):
        middle = event.when.middle
        title = ages.of(middle.year) if ages.unit != "year" and middle else ""
        groups.setdefault(title, []).append(card)
    return [{"title": title, "events": held} for title, held in groups.items()]


def _by_label(choice: View) -> tuple[tuple[int, ...], tuple[int, ...], str]:
    return sort_key(choice["label"], g.lang)


def _passes(event: Event, asked: dict[str, str]) -> bool:
    years = {side: _year(asked[side], side) for side in ("from", "to")}
    span = event.when
    if years["from"] is not None and span.end and span.end.year < years["from"]:
        return False
    if years["to"] is not None and span.start and span.start.year > years["to"]:
        return False
    if asked["kind"] and event.category != asked["kind"]:
        return False
    if asked["place"] and asked["place"] not in {part.place for part in event.places}:
        return False
    return rank(asked["q"][:LONGEST_QUERY], _thing_of(event)) is not None


def _year(text: str, name: str) -> int | None:
    if not text:
        return None
    year = parse_year(text, g.lang)
    if year is None:
        msg = f"{name!r} is {text[:20]!r}; write a year such as 1648, or -0400 for 401 BC."
        raise RequestError(msg)
    return year


def _thing_of(event: Event) -> Thing:
    """Return what an event can be found by."""
    atlas = service().atlas
    places = [name.toponym for part in event.places for name in atlas.places[part.place].names]
    dates = [event.on, *(format_date(event.on, lang) for lang in atlas.languages)]
    return Thing(
        titles=tuple(_said(event.title)),
        names=(*_said(*event.actors), *places, *dates),
        text=tuple(_said(event.summary)),
    )


def _said(*texts: Text | None) -> Iterator[str]:
    """Yield the words of texts in all their languages."""
    for text in texts:
        for _, words in text.items() if text else ():
            yield words


@blueprint.get("/mentions")
def mentions() -> Response:
    """Show where the paper speaks of, by usage and by section of the paper."""
    from mapsvc.scene.mention_map import compose_mentions

    atlas, view = service().atlas, views()
    asked, chosen = asked_mentions()
    scene = compose_mentions(atlas, chosen, g.lang)
    return answer_page(
        "mentions",
        translate(g.lang, "mentions.title"),
        translate(g.lang, "mentions.intro"),
        map=map_view_of(scene),
        filters=asked,
        choices={
            "usages": [view.word("usage", usage) for usage in USAGES],
            "sections": [
                {"id": key, "label": section.title.in_(g.lang)} for key, (_, section) in sections().items()
            ],
        },
        total=len(chosen),
    )


def asked_mentions() -> tuple[dict[str, str], list[Mention]]:
    """Return what a request filters mentions by, and those that pass."""
    atlas = service().atlas
    known = sections()
    asked = {"usage": _choice("usage", USAGES), "section": _choice("section", known)}
    text_id, section = known.get(asked["section"], ("", None))
    chosen = [
        mention
        for mention in atlas.mentions
        if asked["usage"] in {"", mention.usage}
        and (section is None or (mention.text == text_id and section.first <= mention.line <= section.last))
    ]
    return asked, chosen


def sections() -> dict[str, tuple[str, Section]]:
    """Return the sections of all texts by the name that an address uses, each with its text's id."""
    texts = service().atlas.texts.values()
    return {
        section.id if len(texts) == 1 else f"{text.id}-{section.id}": (text.id, section)
        for text in texts
        for section in text.sections
    }


def _choice(name: str, known: Iterable[str]) -> str:
    asked = request.args.get(name, "")
    if asked and asked not in known:
        msg = f"{name!r} is {asked[:40]!r}; it may be {', '.join(known)}."
        raise RequestError(msg)
    return asked


@blueprint.get("/search")
def search() -> Response:
    """Find events, places, journeys and borders by words in any of their languages."""
    q = request.args.get("q", "").strip()[:LONGEST_QUERY]
    results = _results(q) if q else []
    return answer_page(
        "search", translate(g.lang, "search.title"), translate(g.lang, "search.title"), q=q, results=results
    )


def answer_index() -> Response:
    """Answer the search page with everything that can be found, for a site that has no service to ask."""
    index = [
        {**_result(kind, card(), ""), "words": " ".join((*thing.titles, *thing.names, *thing.text))}
        for kind, thing, card in _findable()
    ]
    title = translate(g.lang, "search.title")
    return answer_page("search", title, title, q="", results=[], index=index)


def _results(q: str) -> list[View]:
    """Return what fits, the best first; of equals places, then events by date, borders, journeys."""
    found = []
    for kind, thing, card in _findable():
        fit = rank(q, thing)
        if fit is not None:
            found.append((fit, _result(kind, card(), q)))
    found.sort(key=lambda pair: pair[0])
    return [result for _, result in found]


def _findable() -> Iterator[tuple[str, Thing, Callable[[], View]]]:
    atlas, view = service().atlas, views()
    for place in atlas.places.values():
        names = (place.title, *(name.toponym for name in place.names))
        yield "place", Thing(names), partial(view.place_card, place)
    for event in atlas.events.values():
        yield "event", _thing_of(event), partial(view.event_card, event)
    for border in atlas.borders.values():
        called = tuple(_said(border.title, border.label))
        said = tuple(_said(border.summary))
        yield "border", Thing(called, text=said), partial(view.border_card, border)
    for route in atlas.routes.values():
        travellers = list(_said(*route.travellers))
        titles, text = tuple(_said(route.title)), tuple(_said(route.summary))
        yield "route", Thing(titles, travellers, text), partial(view.route_card, route)


def _result(kind: str, card: View, q: str) -> View:
    return {
        "kind_label": translate(g.lang, f"kind.{kind}"),
        "href": card["href"],
        "title": card["title"],
        "when": card.get("when"),
        "also": card.get("also", []),
        "summary": marked(q, card.get("summary", "")),
    }
