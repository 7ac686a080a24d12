"""Every id that an atlas names, and those that name nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from difflib import get_close_matches
from itertools import chain
from typing import Any, get_args

from mapsvc.atlas.control_reading import control_citations, control_references
from mapsvc.atlas.problems import Problems
from mapsvc.atlas.store import Store
from mapsvc.atlas.territory_reading import drawn_file, words_place
from mapsvc.atlas.tour_reading import find_lost_steps, tour_citations, tour_references
from mapsvc.model.fields import Category
from mapsvc.model.meta import PARTIES
from mapsvc.model.records import Border, Citation, Event, Place, Route
from mapsvc.model.tours import Tour

#: File, field, kind and id of something that is named by its id.
Reference = tuple[str, str, str, str]
#: To look for what somebody meant takes long among very many; where so much is wrong, one slip made it all.
_MOST_HINTS = 200
Cited = tuple[str, str, Citation]


def find_dangling(atlas: Store, problems: Problems) -> None:
    """Note every id that names nothing."""
    unmade = (found for file, prefix, raw in problems.unmade for found in _raw_references(file, prefix, raw))
    note_missing(atlas, chain(find_references(atlas), unmade), problems)
    find_lost_steps(atlas, problems)


def find_dangling_of_tour(atlas: Store, tour: Tour, problems: Problems) -> None:
    """Note every id that a tour names, of the atlas or of what it draws, and that names nothing."""
    alone = replace(atlas, tours={tour.id: tour})
    vars(alone)["period"] = atlas.period
    cited = ((file, field, "source", cite.source) for file, field, cite in tour_citations(alone))
    note_missing(atlas, chain(tour_references(alone), cited), problems)
    find_lost_steps(alone, problems)


def note_missing(atlas: Store, references: Iterable[Reference], problems: Problems) -> None:
    """Note of references those that name nothing of an atlas."""
    known: dict[str, Collection[str]] = {
        "place": atlas.places, "source": atlas.sources, "event": atlas.events,
        "border": atlas.borders, "route": atlas.routes, "text": atlas.texts,
        "polity": atlas.polities, "district": atlas.districts, "topic": {PARTIES, *atlas.topics},
        "category": {*get_args(Category), *atlas.categories},
    }  # fmt: skip
    hints: dict[tuple[str, str], str] = {}
    for file, field, kind, wanted in references:
        if wanted not in known[kind] and not problems.is_broken(kind, wanted):
            if (kind, wanted) not in hints and len(hints) < _MOST_HINTS:
                hints[kind, wanted] = _hint(wanted, known[kind])
            hint = hints.get((kind, wanted), "")
            if kind == "event" and wanted in atlas.drafts:
                hint = ", but a draft: finish it, or leave it out here"
            problems.add(file, field, f"{wanted!r} names no {kind} of the atlas{hint}")


def _hint(wanted: str, known: Collection[str]) -> str:
    near = get_close_matches(wanted.lower(), list(known), n=3, cutoff=0.6)
    return f"; did you mean {' or '.join(map(repr, near))}?" if near else ""


def find_references(atlas: Store) -> Iterator[Reference]:
    """Yield every id that the records of an atlas name."""
    yield from _meta_references(atlas)
    for index, wanted in enumerate(atlas.meta.headline):
        yield "atlas.toml", f"headline[{index}]", "event", wanted
    for event in (*atlas.events.values(), *atlas.drafts.values()):
        yield from _event_references(event)
    for route in atlas.routes.values():
        yield from _route_references(route)
    for place in atlas.places.values():
        yield from _ground_references(place, atlas.file_of_place(place.id))
    yield from _territory_references(atlas)
    yield from control_references(atlas)
    yield from tour_references(atlas)
    rows: Counter[str] = Counter()
    for mention in atlas.mentions:
        rows[mention.text] += 1
        file, row = f"mentions/{mention.text}.csv", rows[mention.text] + 1
        yield file, f"line {row}.place", "place", mention.place
    for text_id in rows:
        yield f"mentions/{text_id}.csv", "", "text", text_id
    quoted = ((source.id, source.through) for source in atlas.sources.values() if source.through)
    yield from (("sources.json", f"{one}.custom.through", "source", wanted) for one, wanted in quoted)
    for file, field, citation in _citations(atlas):
        yield file, field, "source", citation.source


#: Fields that name one thing, or several, in whatever record they stand.
_NAMING = {
    "source": "source", "place": "place", "event": "event", "border": "border", "route": "route",
    "polity": "polity", "counted_with": "polity", "topic": "topic", "category": "category",
    "district": "district",
}  # fmt: skip
_NAMING_SEVERAL = {
    "headline": "event", "texts": "text", "places": "place", "borders": "border", "beside": "border",
    "about": "place", "routes": "route", "heirs": "polity", "districts": "district", "polities": "polity",
}  # fmt: skip


def named_by(field: str) -> str | None:
    """Return the kind of thing that a field names by its id; nothing if it names none."""
    return _NAMING.get(field)


def _raw_references(file: str, field: str, raw: Mapping[str, Any]) -> Iterator[Reference]:
    """Yield what a record names that could not be made, so that all its faults are told at once."""
    for key, value in raw.items():
        path = f"{field}{key}"
        if isinstance(value, str) and key in _NAMING:
            yield file, path, _NAMING[key], value
        elif isinstance(value, Mapping):
            if key == "texts":
                yield from ((file, f"{path}.{wanted}", "text", wanted) for wanted in value)
            yield from _raw_references(file, f"{path}.", value)
        elif isinstance(value, list | tuple):
            for index, part in enumerate(value):
                if isinstance(part, str) and key in _NAMING_SEVERAL:
                    yield file, f"{path}[{index}]", _NAMING_SEVERAL[key], part
                elif isinstance(part, Mapping):
                    yield from _raw_references(file, f"{path}[{index}].", part)


def _meta_references(atlas: Store) -> Iterator[Reference]:
    meta, file = atlas.meta, "atlas.toml"
    for index, wanted in enumerate(meta.texts):
        yield file, f"texts[{index}]", "text", wanted
    for wanted in meta.headline_note:
        yield file, f"headline_note.{wanted}", "event", wanted
    for index, pair in enumerate(meta.headline_comparisons):
        for wanted in pair:
            yield file, f"headline_comparisons[{index}]", "border", wanted
    for text in atlas.texts.values():
        yield f"texts/{text.id}.toml", "source", "source", text.source
    for polity in atlas.polities.values():
        for index, wanted in enumerate(polity.heirs):
            yield "polities.toml", f"{polity.id}.heirs[{index}]", "polity", wanted
        if polity.counted_with is not None:
            yield "polities.toml", f"{polity.id}.counted_with", "polity", polity.counted_with


def _event_references(event: Event) -> Iterator[Reference]:
    file = f"events/{event.id}.toml"
    yield file, "category", "category", event.category
    for wanted in event.texts:
        yield file, f"texts.{wanted}", "text", wanted
    for index, part in enumerate(event.places):
        yield file, f"places[{index}].place", "place", part.place
    for index, wanted in enumerate(event.borders):
        yield file, f"borders[{index}]", "border", wanted
    for index, wanted in enumerate(event.routes):
        yield file, f"routes[{index}]", "route", wanted


def _route_references(route: Route) -> Iterator[Reference]:
    for stop in route.stops:
        if stop.place is not None:
            yield f"routes/{route.id}.geojson", f"features.{stop.id}.place", "place", stop.place


def _ground_references(place: Place, file: str) -> Iterator[Reference]:
    """Yield what the ground of a place is made of."""
    if place.ground is not None:
        for index, wanted in enumerate(place.ground.districts):
            yield file, f"{place.id}.ground.districts[{index}]", "district", wanted
        for index, wanted in enumerate(place.ground.polities):
            yield file, f"{place.id}.ground.polities[{index}]", "polity", wanted


def _territory_references(atlas: Store) -> Iterator[Reference]:
    for border_id, found in atlas.territories.items():
        for territory in found.territories:
            yield drawn_file(border_id), f"features.{territory.id}.polity", "polity", territory.polity
    for border in atlas.borders.values():
        for index, wanted in enumerate(border.about):
            yield f"borders/{border.id}.geojson", f"about[{index}]", "place", wanted
        for index, article in enumerate(border.articles):
            if article.topic is not None:
                yield f"borders/{border.id}.geojson", f"articles[{index}].topic", "topic", article.topic
    for index, note in enumerate(atlas.comparisons):
        for wanted in note.borders:
            yield "comparisons.toml", f"comparisons[{index}].borders", "border", wanted


def _citations(atlas: Store) -> Iterator[Cited]:
    for place in atlas.places.values():
        yield from _numbered(atlas.file_of_place(place.id), f"{place.id}.sources", place.sources)
    for event in (*atlas.events.values(), *atlas.drafts.values()):
        yield from _event_citations(event)
    for border in atlas.borders.values():
        yield from _border_citations(border)
    for found in atlas.territories.values():
        for territory in found.territories:
            file, field = words_place(atlas.root, found.id, territory.id)
            # Those that are the border's are told with the border.
            if territory.sources is not found.sources:
                yield from _numbered(file, f"{field}.sources", territory.sources)
    for index, note in enumerate(atlas.comparisons):
        yield from _numbered("comparisons.toml", f"comparisons[{index}].sources", note.sources)
    for route in atlas.routes.values():
        yield from _route_citations(route)
    for old_map in atlas.old_maps.values():
        yield from _numbered(f"oldmaps/{old_map.id}.toml", "sources", old_map.sources)
    yield from control_citations(atlas)
    yield from tour_citations(atlas)


def _route_citations(route: Route) -> Iterator[Cited]:
    file = f"routes/{route.id}.geojson"
    yield from _numbered(file, "sources", route.sources)
    for index, report in enumerate(route.reports):
        yield from _numbered(file, f"reports[{index}].sources", report.sources)
    for piece in route.pieces:
        yield from _numbered(file, f"features.{piece.id}.sources", piece.sources)
    for stop in route.stops:
        if stop.rule is not None:
            yield from _numbered(file, f"features.{stop.id}.rule.sources", stop.rule.sources)


def _event_citations(event: Event) -> Iterator[Cited]:
    file = f"events/{event.id}.toml"
    yield from _numbered(file, "cites", event.cites)
    for at, dispute in enumerate(event.disputes):
        for index, reading in enumerate(dispute.readings):
            yield from _numbered(file, f"disputes[{at}].readings[{index}].cites", reading.cites)


def _border_citations(border: Border) -> Iterator[Cited]:
    file = f"borders/{border.id}.geojson"
    yield from _numbered(file, "sources", border.sources)
    for index, article in enumerate(border.articles):
        yield from _numbered(file, f"articles[{index}].sources", article.sources)
    for part in (*border.pieces, *border.points):
        yield from _numbered(file, f"features.{part.id}.sources", part.sources)


def _numbered(file: str, field: str, citations: tuple[Citation, ...]) -> Iterator[Cited]:
    for index, citation in enumerate(citations):
        yield file, f"{field}[{index}].source", citation
