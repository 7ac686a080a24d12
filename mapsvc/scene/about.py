"""What a map is about, in words: what happened, what is disputed, who says so, under which licences."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mapsvc.history.citations import locator_in
from mapsvc.language import translate
from mapsvc.model.day import Day
from mapsvc.model.records import Citation, Event
from mapsvc.model.text import said_together

if TYPE_CHECKING:
    from mapsvc.atlas.store import Atlas
    from mapsvc.model.scene import Scene
    from mapsvc.scene.keys import MapKey

#: Where a licence can be read, by how credits name it.
LICENCES = {
    "CC0": "https://creativecommons.org/publicdomain/zero/1.0/",
    "CC BY 4.0": "https://creativecommons.org/licenses/by/4.0/",
    "ODbL 1.0": "https://opendatacommons.org/licenses/odbl/1-0/",
    "LGPL": "https://www.gnu.org/licenses/lgpl-3.0.html",
}


@dataclass(frozen=True)
class CitedSource:
    """
    A source in words of one language, with the places in it that are cited.

    Attributes
    ----------
    label, full
        The short and the full reference.
    url
        Where it can be read, if anywhere.
    """

    label: str
    full: str
    url: str | None = None
    locators: tuple[str, ...] = ()


@dataclass(frozen=True)
class Dispute:
    """What sources tell differently: the point at issue, and who says what."""

    about: str
    readings: tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class About:
    """
    A map in words of one language.

    Attributes
    ----------
    paragraphs
        What happened or what is shown, in the atlas's own words.
    disputes
        Where sources differ: both readings.
    sources
        Each once, in the order of first citation.
    """

    paragraphs: tuple[str, ...] = ()
    disputes: tuple[Dispute, ...] = ()
    sources: tuple[CitedSource, ...] = ()


def about_map(atlas: Atlas, key: MapKey, lang: str) -> About:
    """Return what the map of a name is about; a kind that tells nothing of itself gives an empty one."""
    tell = _TELLERS.get(key.kind)
    return tell(atlas, key.id, lang) if tell else About()


def licences_of(scene: Scene) -> list[str]:
    """Return the addresses of the licences that a map's credits name, in the order of the credits."""
    found = [
        address
        for credit in scene.credits
        for name, address in LICENCES.items()
        if re.search(rf"\b{re.escape(name)}\b", credit.text)
    ]
    return list(dict.fromkeys(found))


def cited_sources(atlas: Atlas, citations: Iterable[Citation], lang: str) -> tuple[CitedSource, ...]:
    """Return the works that are cited, each once in the order of first citation, with the places in them."""
    locators: dict[str, list[str]] = {}
    for citation in citations:
        held = locators.setdefault(citation.source, [])
        where = locator_in(citation, lang)
        if where and where not in held:
            held.append(where)
    works = ((atlas.sources[key], found) for key, found in locators.items())
    return tuple(
        CitedSource(work.label.in_(lang), work.full.in_(lang), work.url, tuple(found))
        for work, found in works
    )


def _event(atlas: Atlas, event_id: str, lang: str) -> About:
    event = atlas.event(event_id)
    disputes = tuple(
        Dispute(
            dispute.about.in_(lang),
            tuple((reading.by.in_(lang), reading.claim.in_(lang)) for reading in dispute.readings),
        )
        for dispute in event.disputes
    )
    return About(
        paragraphs=(event.summary.in_(lang),) if event.summary else (),
        disputes=disputes,
        sources=cited_sources(atlas, _event_cites(event), lang),
    )


def _event_cites(event: Event) -> list[Citation]:
    readings = [cite for dispute in event.disputes for reading in dispute.readings for cite in reading.cites]
    return [*event.cites, *readings]


def _place(atlas: Atlas, place_id: str, lang: str) -> About:
    place = atlas.place(place_id)
    paragraphs = (place.descriptions.in_(lang),) if place.descriptions else ()
    return About(paragraphs=paragraphs, sources=cited_sources(atlas, place.sources, lang))


def _route(atlas: Atlas, route_id: str, lang: str) -> About:
    route = atlas.route(route_id)
    told = (route.summary, route.conflict)
    return About(
        paragraphs=tuple(text.in_(lang) for text in told if text),
        sources=cited_sources(atlas, route.sources, lang),
    )


def _border(atlas: Atlas, border_id: str, lang: str) -> About:
    border = atlas.border(border_id)
    told = (border.summary, border.status_note)
    return About(
        paragraphs=tuple(text.in_(lang) for text in told if text and text.in_(lang)),
        sources=cited_sources(atlas, border.sources, lang),
    )


def _comparison(atlas: Atlas, key_id: str, lang: str) -> About:
    from mapsvc.history.changes import compare_borders
    from mapsvc.history.territories import find_sides

    sides = find_sides(atlas, *key_id.split("/", 1))
    comparison = compare_borders(atlas, *sides)
    cites = [cite for side in sides for cite in atlas.border(side).sources]
    return About(paragraphs=(comparison.sentence.in_(lang),), sources=cited_sources(atlas, cites, lang))


def _day(atlas: Atlas, key_id: str, lang: str) -> About:
    from mapsvc.scene.day_map import borders_of_day, events_of_day

    day = Day.fromisoformat(key_id)
    events, borders = events_of_day(atlas, day), borders_of_day(atlas, day)
    told = [event for event in events if event.when.end is None or event.when.end >= day]
    cites = [cite for event in told for cite in event.cites]
    cites += [cite for border in borders for cite in border.sources]
    return About(
        paragraphs=tuple(_told(event, lang) for event in told),
        sources=cited_sources(atlas, cites, lang),
    )


def _told(event: Event, lang: str) -> str:
    """Return what an event is called, and what happened."""
    title = event.title.in_(lang)
    summary = event.summary.in_(lang) if event.summary else None
    return said_together(f"{title}: {summary}", title, summary) if summary else title


def _mentions(atlas: Atlas, key_id: str, lang: str) -> About:
    del key_id
    return About(
        paragraphs=(translate(lang, "mentions.intro"),),
        sources=cited_sources(atlas, atlas.text_sources, lang),
    )


def _tour(atlas: Atlas, key_id: str, lang: str) -> About:
    from mapsvc.scene.made_tours import find_tour, split_step, step_of

    tour, number = split_step(key_id)
    step = step_of(find_tour(atlas, tour), number)
    told = (step.paragraph, step.notes)
    return About(
        paragraphs=tuple(text.in_(lang) for text in told if text),
        sources=cited_sources(atlas, step.cites, lang),
    )


_TELLERS: dict[str, Callable[[Atlas, str, str], About]] = {
    "event": _event,
    "place": _place,
    "route": _route,
    "border": _border,
    "compare": _comparison,
    "day": _day,
    "mentions": _mentions,
    "tour": _tour,
}
