"""The list of events: by years, kind, place, language and words, in pages where there are many."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from flask import Blueprint, Response, g, request

from mapsvc.errors import RequestError
from mapsvc.kinds.age_headings import Ages
from mapsvc.kinds.pager import LISTED
from mapsvc.kinds.views import View
from mapsvc.language import language_name, locale_of, translate
from mapsvc.model.date_patterns import patterns_of
from mapsvc.model.date_text import parse_year
from mapsvc.model.day import format_year
from mapsvc.model.event_counts import EventCounts, count_events
from mapsvc.model.names import sort_key
from mapsvc.model.records import Event
from mapsvc.web.finding import found_by
from mapsvc.web.page import LONGEST_QUERY, answer_page, paged, views
from mapsvc.web.service import service

blueprint = Blueprint("event_list", __name__)

#: What a request filters by; `told` is a language.
_ASKED_OF_LIST = ("from", "to", "kind", "place", "told", "q")
#: So many places are offered where an atlas has more, those of most events; and so many beside a long list.
_MOST_OFFERED, _MOST_FACETS = 100, 12


@blueprint.get("/events/")
def events() -> Response:
    """List events, filtered by years, kind, place, language and words."""
    atlas = service().atlas
    asked = {name: request.args.get(name, "").strip()[:LONGEST_QUERY] for name in _ASKED_OF_LIST}
    narrowed = any(asked.values())
    # Of the whole list no more is looked at than the page shows; what stands beside it is found out once.
    found = [event.id for event in _passing(atlas.events.values(), asked)] if narrowed else list(atlas.events)
    ids, pager = paged(found, asked)
    shown = [atlas.events[key] for key in ids]
    first, last = atlas.period.first.year, atlas.period.last.year
    place = asked["place"] if asked["place"] in atlas.places else ""
    many = len(atlas.events) > LISTED
    facets: list[View] = []
    if many and narrowed:
        facets = list(_facets(count_events(atlas.events[key] for key in found), asked))
    elif many:
        facets = service().kept("event facets", g.lang, lambda: list(_facets(atlas.event_counts, asked)))
    cards = [{**views().event_card(event), "years": _years_of(event)} for event in shown]
    return answer_page(
        "events",
        translate(g.lang, "nav.events"),
        translate(g.lang, "events.intro"),
        groups=_by_age(shown, cards, Ages((first, last), g.lang)),
        count=len(found),
        eras=patterns_of(locale_of(g.lang)).eras,
        filters={"year_from": asked["from"], "year_to": asked["to"], **asked},
        choices=service().kept("event choices", (g.lang, place), lambda: _choices(place)),
        total=len(atlas.events),
        pager=pager,
        # The list of a small atlas is narrowed by its script, as one types; it is all there.
        many=many,
        facets=facets,
    )


def _choices(place: str) -> View:
    """Return what the form offers, whatever the list is narrowed by."""
    atlas = service().atlas
    counts, period = atlas.event_counts, atlas.period
    return {
        "kinds": _kinds(counts.kinds),
        "places": _places(counts.places, place),
        "years": list(counts.years or (period.first.year, period.last.year)),
    }


def _kinds(counts: Mapping[str, int]) -> list[View]:
    return sorted(
        ({**views().category(kind), "count": count} for kind, count in counts.items()), key=_by_label
    )


def _places(counts: Mapping[str, int], asked: str) -> list[View]:
    """Return the places that can be chosen; of very many those of most events, and the one that is chosen."""
    offered = dict(Counter(counts).most_common(_MOST_OFFERED) if len(counts) > _MOST_OFFERED else counts)
    if asked in counts:
        offered[asked] = counts[asked]
    known = service().atlas.places
    return sorted(
        ({"id": key, "label": known[key].name_on(g.lang), "count": count} for key, count in offered.items()),
        key=_by_label,
    )


# ---- facets ------------------------------------------------------------------------------------------
def _facets(counts: EventCounts, asked: Mapping[str, str]) -> Iterator[View]:
    """Yield what narrows a long list: by century, kind, place and language, with how many there are."""
    atlas, centuries = service().atlas, Ages((), g.lang, "century")
    yield _facet(
        "filter.century",
        [
            (centuries.of(year), count, {"from": format_year(year), "to": format_year(year + 99)})
            for year, count in sorted(counts.centuries.items())
        ],
        asked,
    )
    kinds = Counter(counts.kinds).most_common()
    yield _facet(
        "filter.kind",
        [(views().category(kind)["label"], count, {"kind": kind}) for kind, count in kinds],
        asked,
    )
    places = Counter(counts.places).most_common(_MOST_FACETS)
    yield _facet(
        "filter.place",
        [(atlas.places[key].name_on(g.lang), count, {"place": key}) for key, count in places],
        asked,
    )
    languages = [
        (language_name(g.lang, tag), count, {"told": tag})
        for tag, count in Counter(counts.told).most_common()
    ]
    yield _facet("place.language", languages, asked)


def _facet(heading: str, values: list[tuple[str, int, dict[str, str]]], asked: Mapping[str, str]) -> View:
    """Return a heading with its values; one that is chosen leads back to the list without it."""
    urls = service().urls(g.lang)
    rows = []
    for label, count, given in values:
        chosen = all(asked[name] == value for name, value in given.items())
        wanted = {**asked, **(dict.fromkeys(given, "") if chosen else given)}
        rows.append({"label": label, "count": count, "chosen": chosen, "href": urls.events(**wanted)})
    return {"title": translate(g.lang, heading), "values": rows}


# ---- rows --------------------------------------------------------------------------------------------
def _years_of(event: Event) -> tuple[int | None, int | None]:
    """Return the first and the last year of an event; nothing where it has no limit."""
    span = event.when
    return (span.start.year if span.start else None), (span.end.year if span.end else None)


def _by_age(found: Sequence[Event], cards: list[View], ages: Ages) -> list[View]:
    """Return the list under headings where an atlas tells of more years than are seen at a glance."""
    groups: dict[str, list[View]] = {}
    for event, card in zip(found, cards, strict=True):
        middle = event.when.middle
        title = ages.of(middle.year) if ages.unit != "year" and middle else ""
        groups.setdefault(title, []).append(card)
    return [{"title": title, "events": held} for title, held in groups.items()]


def _by_label(choice: View) -> tuple[tuple[int, ...], tuple[int, ...], str]:
    return sort_key(choice["label"], g.lang)


def _passing(events: Iterable[Event], asked: Mapping[str, str]) -> Iterator[Event]:
    """Yield the events that pass."""
    tests = [*_tests(asked), *_tests_of_words(asked["q"])]
    return (event for event in events if all(test(event) for test in tests))


def _tests_of_words(q: str) -> Iterator[Callable[[Event], bool]]:
    if q:
        named = {found.event.id for found in found_by(service().atlas, q) if found.event}
        yield lambda event: event.id in named


def _tests(asked: Mapping[str, str]) -> Iterator[Callable[[Event], bool]]:
    first, last = (_year(asked[side], side) for side in ("from", "to"))
    if first is not None:
        yield lambda event: not event.when.end or event.when.end.year >= first
    if last is not None:
        yield lambda event: not event.when.start or event.when.start.year <= last
    if asked["kind"]:
        yield lambda event: event.category == asked["kind"]
    if asked["place"]:
        yield lambda event: any(part.place == asked["place"] for part in event.places)
    if asked["told"]:
        yield lambda event: asked["told"] in event.title.languages


def _year(text: str, name: str) -> int | None:
    if not text:
        return None
    year = parse_year(text, g.lang)
    if year is None:
        msg = f"{name!r} is {text[:20]!r}; write a year such as 1648, or -0400 for 401 BC."
        raise RequestError(msg)
    return year
