"""The first page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

from flask import Blueprint, Response, g

from mapsvc.atlas.period import AtlasPeriod
from mapsvc.kinds import map_of
from mapsvc.kinds.typed_days import day_ends, day_examples
from mapsvc.kinds.views import View
from mapsvc.language import interface_of, translate
from mapsvc.model.date_text import format_date, year_label
from mapsvc.model.meta import Family
from mapsvc.web.home_timeline import home_timeline
from mapsvc.web.page import answer_page, by_date, tour_cards, views
from mapsvc.web.service import service

blueprint = Blueprint("home", __name__)

#: So many borders, and so many journeys, stand on the first page.
_MOST_BESIDE = 30


@blueprint.get("/")
def home() -> Response:
    """Show the headline maps, the timeline and the way to everything else."""
    atlas, view = service().atlas, views()
    notes = atlas.meta.headline_note
    # What the home page says of an event: what the atlas says there, else its summary.
    headlines = []
    for key in atlas.headline:
        said = notes.get(key) or atlas.events[key].summary
        headlines.append(
            {
                **view.event_card(atlas.events[key]),
                "map_key": map_of(("event", key)),
                "note": said.in_(g.lang) if said else "",
                "kind": view.category(atlas.events[key].category)["label"],
            }
        )
    first, last = _edges(atlas.period)
    counts = {
        name: len(getattr(atlas, name)) for name in ("events", "places", "borders", "routes", "mentions")
    }
    return answer_page(
        "home",
        atlas.meta.title.in_(g.lang),
        atlas.meta.subtitle.in_(g.lang) if atlas.meta.subtitle else "",
        headlines=headlines,
        headline_comparisons=[view.comparison_card(a, b) for a, b in atlas.meta.headline_comparisons],
        timeline=home_timeline(atlas.events.values(), view.event_card, service().urls(g.lang), g.lang),
        timeline_note=translate(
            g.lang, "timeline.home_note" if atlas.borders else "timeline.home_note_events"
        ).format(first=first, last=last),
        families=list(_families()),
        examples=day_examples(atlas, g.lang),
        period=day_ends(atlas),
        compares_days=bool(atlas.control or atlas.territories),
        counts=counts,
        tours=tour_cards(),
        # Of very many some, and the way to all.
        routes=[view.route_card(route) for route in by_date(atlas.routes.values())[:_MOST_BESIDE]],
        borders=[view.border_card(border) for border in by_date(atlas.borders.values())[:_MOST_BESIDE]],
    )


def _edges(period: AtlasPeriod) -> tuple[str, str]:
    """Return from when to when an atlas tells: years, or days where they are of one year."""
    first, last, lang = period.first, period.last, interface_of(g.lang)
    if first.year == last.year:
        return format_date(first, lang), format_date(last, lang)
    return year_label(first.year, lang), year_label(last.year, lang)


def _families() -> Iterator[View]:
    """Yield what the marks of the timeline mean: in our words, in the atlas’s for its own kinds."""
    atlas = service().atlas
    used = {*atlas.event_counts.kinds}
    own = [(key, category) for key, category in atlas.categories.items() if key in used]
    ours = {views().category(key)["family"] for key in used - atlas.categories.keys()}
    for family in get_args(Family):
        # Kinds with a colour of their own have a mark each.
        marks: dict[str, View] = {"": {"id": family, "words": [], "colour": None}}
        if family in ours:
            marks[""]["words"].append(translate(g.lang, f"home.key_{family}"))
        for key, category in own:
            if category.family == family:
                mark = {"id": family, "words": [], "colour": category.colour}
                mark = marks.setdefault(key if category.colour else "", mark)
                mark["words"].append(category.name.in_(g.lang))
        yield from (mark for mark in marks.values() if mark["words"])
