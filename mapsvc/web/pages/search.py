"""Search: a day, and events, places, journeys, borders and names by words in any of their languages."""

from __future__ import annotations

from collections.abc import Iterator

from flask import Blueprint, Response, g, request

from mapsvc.kinds.typed_days import day_examples, month_names, typed_dates
from mapsvc.kinds.views import View
from mapsvc.language import interface_languages, translate
from mapsvc.model.dates import DateSpan
from mapsvc.model.records import Event
from mapsvc.web.day_answers import DayAnswers
from mapsvc.web.finding import Findable, findables, found_by
from mapsvc.web.matching import marked, near_words, without_words
from mapsvc.web.page import LONGEST_QUERY, answer_page, paged, views
from mapsvc.web.service import service

blueprint = Blueprint("search", __name__)

#: Events so many days before or after what was asked for are near it, and so many of them are shown.
_NEAR_DAYS, _MOST_NEAR = 21, 8


@blueprint.get("/search")
def search() -> Response:
    """Answer for a day, and find what there is by words in any of their languages."""
    q = request.args.get("q", "").strip()[:LONGEST_QUERY]
    atlas, title = service().atlas, translate(g.lang, "search.title")
    dates = typed_dates(atlas, q) if q else []
    if not dates:
        results = found_by(atlas, q) if q else []
        near = near_words(q, (found.thing for found in findables(atlas))) if q and not results else []
        return _page(title, q=q, results=results, near=near)
    words = without_words(dates[0].rest, _small_words())
    answer = DayAnswers(atlas, service().urls(g.lang), g.lang, words).answer(dates)
    others = found_by(atlas, words) if words else []
    # Who names a treaty with its year means the treaty; a day alone stands in no title.
    named = found_by(atlas, q) if words else []
    of_time = [] if answer.get("outside") else list(_of_time(dates[0].span, set(others) if words else None))
    return _page(title, q=q, results=list(dict.fromkeys((*named, *of_time, *others))), answer=answer)


def _page(title: str, *, q: str, results: list[Findable], **context: object) -> Response:
    """Answer with a page of what was found; its cards are made for that page alone."""
    shown, pager = paged(results, {"q": q})
    return answer_page(
        "search",
        title,
        title,
        examples=day_examples(service().atlas, g.lang),
        q=q,
        results=[_result(found, q) for found in shown],
        total=len(results),
        pager=pager,
        **context,
    )


def answer_index() -> Response:
    """Answer the search page with everything that can be found, for a site that has no service to ask."""
    index = [
        {
            **_result(found, ""),
            "words": " ".join((*found.thing.titles, *found.thing.names, *found.thing.text)),
            "days": _edges(found),
            "journey": found.route is not None,
        }
        for found in findables(service().atlas)
    ]
    known = {"months": month_names(service().atlas), "small": _small_words()}
    return _page(translate(g.lang, "search.title"), q="", results=[], index=index, known=known)


def _edges(found: Findable) -> str:
    """Return the first and the last day of an event or a journey; nothing where it has no limit."""
    span = found.event.when if found.event else found.route.valid if found.route else None
    return f"{span.start or ''}/{span.end or ''}" if span else ""


def _small_words() -> list[str]:
    """Return the words of questions that name nothing, of all languages of the interface."""
    return [word for lang in interface_languages() for word in translate(lang, "answer.small_words").split()]


def _of_time(span: DateSpan, named: set[Findable] | None) -> Iterator[Findable]:
    """Yield the events of a time, those that words name first, then those near it, the nearest first."""
    dated = [found for found in findables(service().atlas) if found.event is not None]
    of_it = [found for found in dated if found.event and _days_off(found.event, span) == 0]
    yield from sorted(of_it, key=lambda found: (_is_unnamed(found, named), _length(found.event)))
    near = [
        (days, found)
        for found in dated
        if found.event and 0 < (days := _days_off(found.event, span)) <= _NEAR_DAYS
    ]
    near.sort(key=lambda pair: (_is_unnamed(pair[1], named), pair[0]))
    yield from (found for _, found in near[: max(0, _MOST_NEAR - len(of_it))])


def _is_unnamed(found: Findable, named: set[Findable] | None) -> bool:
    return named is not None and found not in named


def _length(event: Event | None) -> int:
    """Return how many days an event may have taken; what has no end comes last."""
    when = event.when if event else None
    return when.end - when.start if when and when.start and when.end else 10**6


def _days_off(event: Event, span: DateSpan) -> int:
    """Return how many days lie between an event and a time; 0 if they share one."""
    if event.when.overlaps(span):
        return 0
    edges = [(event.when.start, span.end), (span.start, event.when.end)]
    return max(one - other for one, other in edges if one and other)


def _result(found: Findable, q: str) -> View:
    card = found.card(views())
    return {
        "kind_label": translate(g.lang, found.label),
        "href": card["href"],
        "title": card["title"],
        "when": card.get("when"),
        "also": card.get("also", []),
        "summary": marked(q, card.get("summary", "")),
    }
