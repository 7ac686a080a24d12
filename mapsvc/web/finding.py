"""What a search can find, each with its words and with the card that leads to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from mapsvc.atlas.store import Store
from mapsvc.history.holder_text import describe_holders
from mapsvc.history.holders import first_day_held
from mapsvc.kinds import KINDS, kind_of
from mapsvc.kinds.views import View, Views
from mapsvc.model.control import District
from mapsvc.model.date_text import format_date
from mapsvc.model.dates import day_span
from mapsvc.model.geometry import Bounds
from mapsvc.model.longitude import within
from mapsvc.model.meridian import drawn_bounds
from mapsvc.model.meta import Polity
from mapsvc.model.name_register import name_on
from mapsvc.model.records import Border, Event, Route
from mapsvc.model.scene import MapKey
from mapsvc.model.text import Text
from mapsvc.scene.ground.printed_names import PrintedName, printed_names
from mapsvc.scene.ground.registered_towns import RegisteredTown, towns_of
from mapsvc.web.matching import Thing, WordIndex
from mapsvc.web.service import service

#: Half the side of the box in which a map shows a town, in degrees.
_TOWN_BOX_DEG = 1.5


@dataclass(frozen=True, eq=False)
class Findable:
    """Something that can be found: the key of the word for its kind, its words, its card for a reader."""

    label: str
    thing: Thing
    card: Callable[[Views], View]
    event: Event | None = None
    route: Route | None = None


def findables(atlas: Store) -> tuple[Findable, ...]:
    """Return all that can be found: places, events, borders, journeys, then names that have no page."""
    return service().kept("findables", "", lambda: tuple(_findables(atlas)))


def found_by(atlas: Store, query: str) -> list[Findable]:
    """Return what fits a query, the best first; of equals places, then events by date, borders, journeys."""
    found = findables(atlas)
    index = service().kept("found words", "", lambda: WordIndex(each.thing for each in found))
    ranks = index.ranks(query)
    return [found[at] for at in sorted(ranks, key=lambda at: (ranks[at], at))]


def _findables(atlas: Store) -> Iterator[Findable]:
    for place in atlas.places.values():
        names = (place.title, *(name.toponym for name in place.names))
        yield Findable("kind.place", Thing(names), partial(Views.place_card, place=place))
    for event in atlas.events.values():
        yield Findable("kind.event", event_words(atlas, event), partial(Views.event_card, event=event), event)
    yield from (_border(atlas, border) for border in atlas.borders.values())
    yield from (_route(atlas, route) for route in atlas.routes.values())
    yield from _grounds(atlas)
    # Maps that are listed and are no records are found by what they are called.
    for kind in (kind for kind in KINDS.values() if not kind.records and not kind.single):
        for key in kind.listed(atlas):
            titles = tuple(kind.title_of(atlas, key.id, lang) for lang in atlas.languages)
            yield Findable(kind.listed_as, Thing(titles), partial(_card, key=key))


def _grounds(atlas: Store) -> Iterator[Findable]:
    """Yield what has a name on maps and no page."""
    for town in towns_of(atlas):
        yield Findable("kind.town", Thing(town.forms), partial(_town_card, town=town))
    for name in printed_names(atlas):
        yield Findable(f"kind.{name.kind}", Thing(name.forms), partial(_printed_card, name=name))
    if atlas.control:
        towns = {form for town in towns_of(atlas) for form in town.forms}
        towns |= {name.toponym for place in atlas.places.values() for name in place.names}
        # A district that is called like its town is found by it.
        called = (district for district in atlas.districts.values() if not towns & {*_said(district.title)})
        yield from map(_district, called)
        yield from (_polity(atlas, polity) for polity in atlas.polities.values())


def event_words(atlas: Store, event: Event) -> Thing:
    """Return what an event can be found by."""
    places = [name.toponym for part in event.places for name in atlas.places[part.place].names]
    dates = [event.on.edtf, *(format_date(event.on, lang) for lang in atlas.languages)]
    titles, actors, text = (
        tuple(_said(*texts)) for texts in ((event.title,), event.actors, (event.summary,))
    )
    disputes = _said(*(reading.by for dispute in event.disputes for reading in dispute.readings))
    others = _other_forms(atlas, f"events/{event.id}", (*titles, *actors, *text))
    return Thing(titles=titles, names=(*actors, *places, *dates, *others), text=(*text, *disputes))


def _border(atlas: Store, border: Border) -> Findable:
    called, said = tuple(_said(border.title, border.label)), tuple(_said(border.summary))
    drawn = tuple(_said(*(line.title for line in border.lines), *(point.title for point in border.points)))
    printed = tuple(name for point in border.points for name in point.names.values())
    others = _other_forms(atlas, f"borders/{border.id}", (*called, *said, *drawn))
    thing = Thing(called, (*others, *drawn, *printed, *_said(*border.parties)), said)
    return Findable("kind.border", thing, partial(Views.border_card, border=border))


def _route(atlas: Store, route: Route) -> Findable:
    travellers = list(_said(*route.travellers))
    titles, text = tuple(_said(route.title)), tuple(_said(route.summary))
    stops = tuple(dict.fromkeys(_said(*(stop.title for stop in route.stops))))
    parts = tuple(_said(*(variant.title for variant in route.variants)))
    others = _other_forms(atlas, f"routes/{route.id}", (*travellers, *titles, *text, *stops))
    thing = Thing(titles, (*travellers, *others, *stops, *parts), text)
    return Findable("kind.route", thing, partial(Views.route_card, route=route), route=route)


def _district(district: District) -> Findable:
    def card(views: Views) -> View:
        point = district.geometry.representative_point()
        return _on_map(views, district.title.in_(views.lang), drawn_bounds(district.geometry), point)

    return Findable("kind.district", Thing(tuple(_said(district.title))), card)


def _polity(atlas: Store, polity: Polity) -> Findable:
    names = tuple(_said(polity.name, *(timed.name for timed in polity.names)))

    def card(views: Views) -> View:
        held = first_day_held(atlas, polity.id)
        day = atlas.period.nearest(held) if held else atlas.period.opening
        return {
            "href": views.urls.timeline(day.isoformat()),
            "title": polity.name_at(day_span(day)).in_(views.lang),
            "summary": format_date(day, views.lang),
        }

    return Findable("kind.polity", Thing(names), card)


def _card(views: Views, key: MapKey) -> View:
    title = kind_of(key).title_of(views.atlas, key.id, views.lang)
    return {"href": service().urls(views.lang).map_page(key), "title": title}


def _town_card(views: Views, town: RegisteredTown) -> View:
    """Return a town that has no page: who held it on the day on which the atlas opens, on that day's map."""
    title = name_on(town.rows, views.lang, views.atlas.period.opening)
    return _on_map(views, title, town.point.bounds, town.point)


def _printed_card(views: Views, name: PrintedName) -> View:
    title = name.called(views.lang, views.atlas.period.opening)
    return _on_map(views, title, name.point.bounds, name.point if name.kind == "town" else None)


def _on_map(views: Views, title: str, bounds: Bounds, point: object = None) -> View:
    """Return what has no page: its ground on the map of the opening day, and who held it then."""
    atlas, day, lang = views.atlas, views.atlas.period.opening, views.lang
    held = describe_holders(atlas, point, [day], lang) if point is not None else []
    west, south, east, north = bounds
    box = (
        within(west - _TOWN_BOX_DEG),
        max(-84.0, south - _TOWN_BOX_DEG),
        within(east + _TOWN_BOX_DEG),
        min(84.0, north + _TOWN_BOX_DEG),
    )
    return {
        "href": service().urls(lang).page(
            "/timeline", on=day.isoformat(), view=",".join(f"{degree:.1f}" for degree in box)
        ),
        "title": title,
        "summary": f"{format_date(day_span(day), lang)}: {', '.join(held)}" if held else "",
    }  # fmt: skip


def _other_forms(atlas: Store, key: str, texts: tuple[str, ...]) -> tuple[str, ...]:
    """Return all forms of what texts name: who searches for another form finds them too."""
    return atlas.kept("other forms", key, lambda: atlas.names.forms_named(texts))


def _said(*texts: Text | None) -> Iterator[str]:
    """Yield the words of texts in all their languages."""
    for text in texts:
        for _, words in text.items() if text else ():
            yield words
