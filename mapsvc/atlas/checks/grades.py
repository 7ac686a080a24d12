"""A grade is that of the worst witness: what rests on works that nobody verified is not attested."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any, get_args

from mapsvc.atlas.problems import Problems
from mapsvc.atlas.store import Store
from mapsvc.atlas.territory_reading import words_place
from mapsvc.model.fields import Certainty
from mapsvc.model.records import Citation, Event, Route

#: File, path of fields and content of a record that has a grade, and the works that it rests on.
_Graded = tuple[str, str, Any, Iterable[Citation]]
#: The grades that only a witness who was heard can give, and those that fit where it was not.
_LOWERED = {"attested": "inferred", "source-found": "not-verified"}
_FROM_THE_SUREST = get_args(Certainty)
#: What a place can be to an event that a witness must have told of.
_SCENES = frozenset({"happened", "origin", "destination", "waypoint"})


def check_grades(atlas: Store, problems: Problems) -> None:
    """Note grades above those of the works that are cited, and accounts surer than all parts of them."""
    for file, prefix, record, cites in find_graded(atlas):
        named = dict.fromkeys(repr(cite.source) for cite in cites if cite.source in atlas.unverified)
        told = {name: getattr(record, name, None) for name in ("certainty", "evidence") if named}
        for name, grade in told.items():
            if grade in _LOWERED:
                problems.add(
                    file,
                    f"{prefix}{name}",
                    f"is {grade!r}, but not verified: {', '.join(named)}; a grade is that of the worst "
                    f"witness: say {_LOWERED[grade]!r}, or cite only what was seen",
                )
    for route in atlas.routes.values():
        check_accounts(route, problems)
    for event in atlas.events.values():
        check_scenes(atlas, event, problems)


def check_scenes(atlas: Store, event: Event, problems: Problems) -> None:
    """
    Note places that an event is said to be attested at, though none of its lines names them as places.

    A name inside a longer one, such as that of a treaty, tells of no place. Only texts whose mentions are
    known can be asked, and only events that no other witness tells of.
    """
    if not rests_on_read_texts(atlas, event):
        return
    places = [(at, line) for at, lines in event.texts.items() for line in lines]
    mentions = chain.from_iterable(atlas.mentions_by_line.get(place, ()) for place in places)
    named = {mention.place for mention in mentions if mention.usage != "embedded"}
    for index, part in enumerate(event.places):
        if part.certainty == "attested" and part.role in _SCENES and part.place not in named:
            problems.add(
                f"events/{event.id}.toml",
                f"places[{index}].certainty",
                f"is 'attested', but no line of the event names {part.place!r} as a place: say 'inferred'",
            )


def check_accounts(route: Route, problems: Problems) -> None:
    """Note accounts of a journey that are called surer than the surest stop or leg of them."""
    for index, variant in enumerate(route.variants):
        grades = [leg.certainty for leg in route.legs_of(variant.id)]
        grades += [stop.certainty for stop in route.stops_of(variant.id)]
        best = min(grades, key=_FROM_THE_SUREST.index, default=variant.certainty)
        if _FROM_THE_SUREST.index(variant.certainty) < _FROM_THE_SUREST.index(best):
            problems.add(
                f"routes/{route.id}.geojson",
                f"variants[{index}].certainty",
                f"is {variant.certainty!r}; no stop or leg of it is surer than {best!r}",
            )


def rests_on_read_texts(atlas: Store, event: Event) -> bool:
    """Tell whether all that tells of an event are texts whose mentions are known, and works they quote."""
    if not event.texts:
        return False
    heard = {atlas.texts[text].source for text in event.texts if text in atlas.texts}
    quoted = {atlas.sources[cite.source].through for cite in event.cites if cite.source in atlas.sources}
    return event.texts.keys() <= atlas.read_texts and quoted <= heard


def find_graded(atlas: Store) -> Iterator[_Graded]:
    """Yield all that has a grade and names works: file, path of fields, record, and the works."""
    for place in atlas.places.values():
        yield atlas.file_of_place(place.id), f"{place.id}.", place, place.sources
    for event in atlas.events.values():
        file = f"events/{event.id}.toml"
        yield file, "", event, event.cites
        yield from ((file, f"places[{at}].", part, event.cites) for at, part in enumerate(event.places))
        for at, dispute in enumerate(event.disputes):
            for index, reading in enumerate(dispute.readings):
                yield file, f"disputes[{at}].readings[{index}].", reading, reading.cites
    for district in atlas.districts.values():
        yield "districts.geojson", f"features.{district.id}.", district, district.sources
    for row in atlas.control:
        yield "control.csv", f"line {row.line}.", row, row.sources
    yield from _drawn(atlas)


def _drawn(atlas: Store) -> Iterator[_Graded]:
    """Yield the parts of borders, grounds and journeys."""
    for border in atlas.borders.values():
        for part in (*border.pieces, *border.points):
            yield f"borders/{border.id}.geojson", f"features.{part.id}.", part, part.sources
    for state in atlas.territories.values():
        for ground in state.territories:
            file, field = words_place(atlas.root, state.id, ground.id)
            yield file, f"{field}.", ground, ground.sources
    for route in atlas.routes.values():
        file = f"routes/{route.id}.geojson"
        yield from ((file, f"reports[{at}].", one, one.sources) for at, one in enumerate(route.reports))
        for piece in route.pieces:
            yield file, f"features.{piece.id}.", piece, piece.sources
        for stop in route.stops:
            if stop.rule is not None:
                yield file, f"features.{stop.id}.rule.", stop.rule, stop.rule.sources
