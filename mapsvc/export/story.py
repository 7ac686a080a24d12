"""What is told beside a map on pictures, slides and handouts: plain texts in one language."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from mapsvc.atlas.store import Atlas
from mapsvc.history.citations import format_citation, format_citations, lines_in
from mapsvc.language import translate
from mapsvc.letters import missing_letters
from mapsvc.model.date_text import format_date, format_day_of
from mapsvc.model.day import Day
from mapsvc.model.records import Citation, Dispute
from mapsvc.model.text import Text
from mapsvc.scene.about import CitedSource, cited_sources
from mapsvc.scene.keys import MapKey

Pair = tuple[str, str]


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What one side says of a disputed point, on which grounds, and where."""

    by: str
    claim: str
    evidence: str
    cites: str


@dataclass(frozen=True, kw_only=True)
class Disputed:
    """A point on which sources differ."""

    about: str
    readings: tuple[Reading, ...]


@dataclass(frozen=True, kw_only=True)
class Story:
    """
    What is told of a map.

    Attributes
    ----------
    title, when
        What it is and its date, written out.
    dates
        The date in other calendars and as printed, each with what it is.
    told
        Paragraphs.
    people
        Who took part.
    parts
        Headings with a text each, such as the articles of a treaty.
    cites
        In the order of the record; `lines` are those of the atlas's texts that tell of it.
    """

    title: str
    when: str = ""
    dates: tuple[Pair, ...] = ()
    told: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    disputes: tuple[Disputed, ...] = ()
    parts: tuple[Pair, ...] = ()
    cites: tuple[Citation, ...] = ()
    lines: tuple[Citation, ...] = ()

    def short_sources(self, atlas: Atlas, lang: str) -> str:
        """Return the sources in one line, the atlas's texts last."""
        found = [format_citation(atlas, citation, lang) for citation in self.cites]
        for told in self.lines:
            found.append(f"{atlas.sources[told.source].label.in_(lang)}, {lines_in(told, lang)}")
        if not found:
            return ""
        return f"{translate(lang, 'picture.sources')}: {'; '.join(dict.fromkeys(found))}"

    def full_sources(self, atlas: Atlas, lang: str) -> list[str]:
        """Return the works in full in a language, each once, with the places in them."""
        citations = [*self.cites, *(Citation(told.source) for told in self.lines)]
        return [_full(found) for found in cited_sources(atlas, citations, lang)]


def _full(found: CitedSource) -> str:
    where = f" [{', '.join(found.locators)}]" if found.locators else ""
    return f"{found.full}{where}"


def tell(atlas: Atlas, key: MapKey, lang: str) -> Story:
    """
    Return what is told of a map.

    Parameters
    ----------
    atlas
        Where it comes from.
    key
        Which map.
    lang
        One of the atlas's languages.
    """
    return _TELLERS[key.kind](atlas, key.id, lang)


def _event(atlas: Atlas, event_id: str, lang: str) -> Story:
    event = atlas.event(event_id)
    when = format_date(event.on, lang) + (f", {event.time}" if event.time else "")
    others = {"julian": event.date.other.julian, "rumi": event.date.other.rumi}
    dates: list[Pair] = [
        (translate(lang, f"calendar.{name}"), format_day_of(name, day, lang))
        for name, day in others.items()
        if day
    ]
    if event.date.printed:
        dates.append((translate(lang, "event.printed"), event.date.printed))
    return Story(
        title=event.title.in_(lang),
        when=when,
        dates=tuple(dates),
        told=tuple(_texts(lang, event.summary, event.date.note)),
        people=tuple(actor.in_(lang) for actor in event.actors),
        disputes=tuple(_disputed(atlas, dispute, lang) for dispute in event.disputes),
        cites=event.cites,
        lines=atlas.lines_of(event),
    )


def _disputed(atlas: Atlas, dispute: Dispute, lang: str) -> Disputed:
    return Disputed(
        about=dispute.about.in_(lang),
        readings=tuple(
            Reading(
                by=reading.by.in_(lang),
                claim=reading.claim.in_(lang),
                evidence=translate(lang, f"evidence.{reading.evidence}"),
                cites=format_citations(atlas, reading.cites, lang),
            )
            for reading in dispute.readings
        ),
    )


def _border(atlas: Atlas, border_id: str, lang: str) -> Story:
    border = atlas.border(border_id)
    return Story(
        title=border.title.in_(lang),
        when=format_date(border.signed or border.valid, lang),
        dates=((translate(lang, f"status.{border.status}"), format_date(border.valid, lang)),),
        told=(border.summary.in_(lang), border.status_note.in_(lang)),
        people=tuple(party.in_(lang) for party in border.parties),
        parts=tuple(
            (f"{article.name_in(lang)}: {article.about.in_(lang)}", article.text.in_(lang))
            for article in border.articles
        ),
        cites=border.sources,
    )


def _route(atlas: Atlas, route_id: str, lang: str) -> Story:
    route = atlas.route(route_id)
    return Story(
        title=route.title.in_(lang),
        when=format_date(route.valid, lang),
        told=tuple(_texts(lang, route.summary, route.conflict)),
        people=tuple(traveller.in_(lang) for traveller in route.travellers),
        parts=tuple(
            (variant.title.in_(lang), " ".join(_texts(lang, variant.note))) for variant in route.variants
        ),
        cites=route.sources,
    )


def _place(atlas: Atlas, place_id: str, lang: str) -> Story:
    place = atlas.place(place_id)
    # Names in scripts that the fonts of pictures do not have stand on the page of the place.
    known = [name for name in place.names if not missing_letters(name.toponym)]
    names = "; ".join(dict.fromkeys(f"{name.toponym} ({name.lang})" for name in known))
    return Story(
        title=place.name_on(lang),
        when=translate(lang, f"kind.{place.kind}"),
        told=tuple(filter(None, (*_texts(lang, place.descriptions, place.note), names))),
        cites=place.sources,
    )


def _comparison(atlas: Atlas, sides: str, lang: str) -> Story:
    from mapsvc.history.changes import compare_borders
    from mapsvc.history.territories import find_sides

    a, _, b = sides.partition("/")
    comparison = compare_borders(atlas, *find_sides(atlas, a, b))
    borders = [atlas.border(side) for side in dict.fromkeys((comparison.a, comparison.b))]
    return Story(
        title=" – ".join(border.label.in_(lang) for border in borders),
        told=tuple(_texts(lang, comparison.sentence)),
        parts=tuple((border.title.in_(lang), border.summary.in_(lang)) for border in borders),
        cites=tuple(dict.fromkeys(citation for border in borders for citation in border.sources)),
    )


def _day(atlas: Atlas, day: str, lang: str) -> Story:
    from mapsvc.history.borders import borders_on
    from mapsvc.model.dates import parse_date
    from mapsvc.scene.day_map import events_of_day

    events = events_of_day(atlas, Day.fromisoformat(day))
    borders = list(borders_on(atlas, parse_date(day)))
    return Story(
        title=format_date(day, lang),
        parts=tuple((format_date(event.on, lang), event.title.in_(lang)) for event in events),
        cites=_united([*(event.cites for event in events), *(border.sources for border in borders)]),
        lines=atlas.lines_of_all(events),
    )


def _mentions(atlas: Atlas, _: str, lang: str) -> Story:
    return Story(
        title=translate(lang, "mentions.title"),
        told=(translate(lang, "mentions.intro"),),
        cites=atlas.text_sources,
    )


def _step(atlas: Atlas, key_id: str, lang: str) -> Story:
    from mapsvc.scene.made_tours import find_tour, split_step, step_of

    tour_id, number = split_step(key_id)
    tour = find_tour(atlas, tour_id)
    step = step_of(tour, number)
    return Story(
        title=step.heading.in_(lang),
        when=format_date(step.date, lang) if step.date else "",
        dates=(
            (
                tour.title.in_(lang),
                translate(lang, "picture.step").format(n=number, all=len(tour.steps)),
            ),
        ),
        told=tuple(_texts(lang, step.paragraph, step.notes)),
        cites=step.cites,
    )


def _united(groups: Iterable[Iterable[Citation]]) -> tuple[Citation, ...]:
    return tuple(dict.fromkeys(citation for group in groups for citation in group))


def _texts(lang: str, *texts: Text | None) -> Iterator[str]:
    for text in texts:
        if text is not None:
            yield text.in_(lang)


_TELLERS: dict[str, Callable[[Atlas, str, str], Story]] = {
    "event": _event,
    "border": _border,
    "route": _route,
    "place": _place,
    "compare": _comparison,
    "day": _day,
    "mentions": _mentions,
    "tour": _step,
}
