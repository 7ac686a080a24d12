"""A grade is that of the worst witness: what rests on works that nobody verified is not attested."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, get_args

from mapsvc.atlas.problems import Problems
from mapsvc.atlas.store import Store
from mapsvc.atlas.territory_reading import words_place
from mapsvc.model.fields import Certainty
from mapsvc.model.records import Citation, Route

#: File, path of fields and content of a record that has a grade, and the works that it rests on.
_Graded = tuple[str, str, Any, Iterable[Citation]]
#: The grades that only a witness who was heard can give, and those that fit where it was not.
_LOWERED = {"attested": "inferred", "source-found": "not-verified"}
_FROM_THE_SUREST = get_args(Certainty)


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


def find_graded(atlas: Store) -> Iterator[_Graded]:
    """Yield all that has a grade and names works: file, path of fields, record, and the works."""
    for place in atlas.places.values():
        yield "places.geojson", f"{place.id}.", place, place.sources
    for event in atlas.events.values():
        file = f"events/{event.id}.toml"
        yield file, "", event, event.cites
        yield from ((file, f"places[{at}].", part, event.cites) for at, part in enumerate(event.places))
        for at, dispute in enumerate(event.disputes):
            for index, reading in enumerate(dispute.readings):
                yield file, f"disputes[{at}].readings[{index}].", reading, reading.cites
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
