"""Tours by their names: those of the atlas, and those made from any journey or any list of events."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import partial

from mapsvc.atlas.store import Store
from mapsvc.errors import NotFoundError, RequestError, UnknownTourError, not_found
from mapsvc.language import plural, translate
from mapsvc.model.date_text import format_date
from mapsvc.model.geometry import length_km
from mapsvc.model.numbers import format_km
from mapsvc.model.records import Citation, Event, Route, Stop
from mapsvc.model.text import Text
from mapsvc.model.tours import MOST_WORDS, RESERVED, Tour, TourStep

#: So many events make one tour at most.
MOST_EVENTS = 40
_SENTENCE = re.compile(r"(?<=[.!?…])\s+(?=[\w“\"(])")


def find_tour(atlas: Store, tour_id: str) -> Tour:
    """
    Return a tour by its name.

    Parameters
    ----------
    atlas
        Where it comes from.
    tour_id
        Id of a tour of the atlas; `routes/<id>` for a step per stop of a journey; `events/<id>,<id>,…` for a
        step per event, in the order given.

    Raises
    ------
    UnknownTourError
        If the atlas has no such tour; the message names close ids.
    UnknownRouteError, UnknownEventError
        If a tour without a file names a thing that does not exist.
    RequestError
        If no events are named, or too many.
    """
    kind, _, rest = tour_id.partition("/")
    if kind == "routes" and rest:
        return _tour_of_route(atlas, atlas.route(rest))
    if kind == "events" and rest:
        ids = [wanted.strip() for wanted in rest.split(",") if wanted.strip()]
        return _tour_of_events(atlas, ids)
    if rest:
        raise not_found(UnknownTourError, "tour", tour_id, atlas.tours)
    return atlas.tour(tour_id)


def split_step(text: str) -> tuple[str, int]:
    """
    Return tour and step of `<tour>/<n>`; the first step if none is named.

    Raises
    ------
    NotFoundError
        If what follows the tour is no number.
    """
    parts = text.split("/")
    most = 2 if parts[0] in RESERVED else 1
    tour, rest = "/".join(parts[:most]), parts[most:]
    if rest and not (len(rest) == 1 and rest[0].isascii() and rest[0].isdigit() and len(rest[0]) < 4):
        raise not_found(NotFoundError, "step of a tour", text, [f"{tour}/1"])
    return tour, int(rest[0]) if rest else 1


def step_of(tour: Tour, number: int) -> TourStep:
    """Return a step, counted from 1; `NotFoundError` if there is none of this number."""
    if not 1 <= number <= len(tour.steps):
        msg = f"The tour {tour.id!r} has no step {number}; its steps are 1 to {len(tour.steps)}."
        raise NotFoundError(msg)
    return tour.steps[number - 1]


# ---- a journey, stop by stop ---------------------------------------------------------------------
def _tour_of_route(atlas: Store, route: Route) -> Tour:
    opening, rest = split_text(route.summary)
    sources = route.sources or atlas.text_sources
    first = TourStep(
        heading=route.title, paragraph=opening, notes=rest, cites=sources, date=route.valid, route=route.id
    )
    steps = [first]
    for variant in route.variants:
        steps += [_stop_step(atlas, route, stop, sources) for stop in route.stops_of(variant.id)]
    tags = dict.fromkeys(tag for person in route.travellers for tag in person.languages)
    people = {tag: ", ".join(person.in_(tag) for person in route.travellers) for tag in tags}
    subtitle = Text(people) if people else atlas.tell(lambda lang: translate(lang, "tour.of_route"))
    return Tour(
        id=f"routes/{route.id}", title=route.title, subtitle=subtitle, sources=sources, steps=tuple(steps)
    )


def _stop_step(atlas: Store, route: Route, stop: Stop, sources: tuple[Citation, ...]) -> TourStep:
    told = atlas.tell(lambda lang: " ".join(_told(route, stop, lang)))
    paragraph, rest = split_text(told)
    return TourStep(
        heading=stop.title, paragraph=paragraph, notes=rest, cites=stop.sources or sources, date=stop.on,
        route=route.id, variant=stop.variant, stop=stop.id,
    )  # fmt: skip


def _told(route: Route, stop: Stop, lang: str) -> Iterator[str]:
    """Yield how one came to a stop, by whose account, and what is known of it."""
    if len(route.variants) > 1:
        titles = {variant.id: variant.title for variant in route.variants}
        yield f"{titles[stop.variant].in_(lang)}."
    leg = next((leg for leg in route.legs_of(stop.variant) if leg.n == stop.n - 1), None)
    before = {other.n: other for other in route.stops_of(stop.variant)}.get(stop.n - 1)
    if leg is not None and before is not None:
        yield translate(lang, "tour.leg").format(
            start=before.title.in_(lang),
            end=stop.title.in_(lang),
            mode=translate(lang, f"mode.{leg.mode}"),
            km=format_km(length_km(leg.geometry), lang),
            certainty=translate(lang, f"certainty.{leg.certainty}"),
        )
    else:
        yield translate(lang, "tour.begins")
    if stop.certainty != "attested":
        yield translate(lang, f"tour.stop_{stop.certainty}")
    for note in (stop.note, leg.note if leg else None):
        if note is not None:
            yield note.in_(lang)


# ---- a list of events ----------------------------------------------------------------------------
def _tour_of_events(atlas: Store, ids: Sequence[str]) -> Tour:
    if not 1 <= len(ids) <= MOST_EVENTS:
        example = ",".join([*atlas.events][:2])
        msg = f"A tour of events names 1 to {MOST_EVENTS} of them, such as 'ids={example}'; found {len(ids)}."
        raise RequestError(msg)
    events = [atlas.event(wanted) for wanted in ids]
    steps = tuple(
        atlas.kept("step of an event", event.id, partial(_event_step, atlas, event)) for event in events
    )
    title = atlas.tell(lambda lang: plural(lang, "tour.of_events", len(events)))
    ends = (events[0].on, events[-1].on)
    subtitle = atlas.tell(lambda lang: " – ".join(dict.fromkeys(format_date(on, lang) for on in ends)))
    sources = tuple(dict.fromkeys(Citation(cite.source) for step in steps for cite in step.cites))
    return Tour(id=f"events/{','.join(ids)}", title=title, subtitle=subtitle, sources=sources, steps=steps)


def _event_step(atlas: Store, event: Event) -> TourStep:
    paragraph, rest = split_text(event.summary or event.title)
    cites = (*atlas.lines_of(event), *event.cites)
    return TourStep(
        heading=event.title, paragraph=paragraph, notes=rest, date=event.on, event=event.id,
        cites=cites or atlas.text_sources or tuple(Citation(key) for key in list(atlas.sources)[:1]),
    )  # fmt: skip


# ---- texts ---------------------------------------------------------------------------------------
def split_text(text: Text) -> tuple[Text, Text | None]:
    """Return the first sentences of a text, as many as a step holds, and the rest for the speaker."""
    split = {tag: _SENTENCE.split(words) for tag, words in text.items()}
    kept = {tag: _fitting(sentences) for tag, sentences in split.items()}
    if len({len(sentences) for sentences in split.values()}) == 1:
        # Sentence by sentence the same is said: all languages stop at the same one.
        kept = dict.fromkeys(kept, min(kept.values()))
    paragraph = Text({tag: _joined_words(parts[: kept[tag]]) for tag, parts in split.items()})
    rest = {tag: " ".join(parts[kept[tag] :]) for tag, parts in split.items()}
    if not any(rest.values()):
        return paragraph, None
    return paragraph, Text({tag: after or text.in_(tag) for tag, after in rest.items()})


def _fitting(sentences: Sequence[str]) -> int:
    """Return how many sentences fit into a step; at least one."""
    words = 0
    for index, sentence in enumerate(sentences):
        words += len(sentence.split())
        if words > MOST_WORDS:
            return max(index, 1)
    return len(sentences)


def _joined_words(sentences: Sequence[str]) -> str:
    words = " ".join(sentences).split()
    return " ".join(words if len(words) <= MOST_WORDS else [*words[: MOST_WORDS - 1], "…"])
