"""The list of places: one table, or letter by letter under a map of where they lie."""

from __future__ import annotations

import unicodedata
from collections import Counter
from itertools import groupby, islice

from flask import Blueprint, Response, g, request

from mapsvc.atlas.store import Store
from mapsvc.kinds.pager import LISTED
from mapsvc.language import translate
from mapsvc.model.names import initial, sort_key
from mapsvc.model.scene import Scene
from mapsvc.scene.place_density import compose_density
from mapsvc.web.page import answer_page, map_view_of, paged, views
from mapsvc.web.service import service

blueprint = Blueprint("place_list", __name__)

#: More places do not stand in one table.
_MOST_PLACES = 300
#: Over names that begin with a sign.
_UNDER_SIGNS = "#"


@blueprint.get("/places/")
def places() -> Response:
    """List the places of the atlas."""
    atlas = service().atlas
    title, intro = translate(g.lang, "nav.places"), translate(g.lang, "places.intro")
    if len(atlas.places) <= _MOST_PLACES:
        cards = sorted(
            (views().place_card(place) for place in atlas.places.values()),
            key=lambda card: sort_key(card["title"], g.lang),
        )
        return answer_page("places", title, intro, places=cards)
    by_letter = service().kept("places by letter", g.lang, lambda: _by_letter(atlas, g.lang))
    letter = unicodedata.normalize("NFC", request.args.get("letter", ""))[:4]
    context: dict[str, object] = {}
    if letter in by_letter:
        shown, pager = paged(by_letter[letter], {"letter": letter})
        context["pager"] = pager
    else:
        # The first page shows where they lie, and those of which the atlas tells most.
        letter, shown = "", _told_most(atlas)
        scene = service().kept("place density", g.lang, lambda: _density(atlas, title))
        context["map"] = map_view_of(scene)
    urls = service().urls(g.lang)
    letters = [
        {"letter": key, "count": len(ids), "href": urls.page("/places/", letter=key), "chosen": key == letter}
        for key, ids in by_letter.items()
    ]
    cards = [views().place_card(atlas.places[key]) for key in shown]
    heading = f"{title}: {letter}" if letter else title
    return answer_page("places", heading, intro, places=cards, letters=letters, letter=letter, **context)


def _density(atlas: Store, title: str) -> Scene:
    return compose_density(atlas, g.lang, title=title, noun="count.places", kind="places")


def _by_letter(atlas: Store, lang: str) -> dict[str, list[str]]:
    """Return the ids of places by the letter under which readers of a language look for them, in order."""
    named = [(place.name_on(lang), key) for key, place in atlas.places.items()]
    named.sort(key=lambda pair: sort_key(pair[0], lang))
    found: dict[str, list[str]] = {}
    for letter, held in groupby(named, key=lambda pair: initial(pair[0], lang) or _UNDER_SIGNS):
        found.setdefault(letter, []).extend(key for _, key in held)
    return found


def _told_most(atlas: Store) -> list[str]:
    told = Counter(atlas.event_counts.places)
    return [key for key, _ in told.most_common(LISTED)] or list(islice(atlas.places, LISTED))
