"""Ground that the words of a question name: places, towns, districts, and those who held ground."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from shapely.geometry import Point

from mapsvc.atlas.store import Store
from mapsvc.geoparse.endings import uninflected
from mapsvc.model.dates import day_span
from mapsvc.model.day import Day
from mapsvc.model.meta import Polity
from mapsvc.model.name_register import name_on
from mapsvc.model.names import fold
from mapsvc.model.records import Place
from mapsvc.model.text import Text
from mapsvc.scene.ground.printed_names import printed_names
from mapsvc.scene.ground.registered_towns import towns_of

_NAME_WORD = re.compile(r"[\w'’ʼ]+")
#: Kinds of places that are rather those who held ground than ground.
_HOLDERS = frozenset({"state", "actor", "concept"})
_ARTICLES = frozenset({"the", "la", "le", "el", "die", "der", "das"})
Words = tuple[str, ...]


@dataclass(frozen=True)
class NamedGround:
    """
    A ground that is named.

    Attributes
    ----------
    say
        Its name in a language on a day.
    point
        Of which it is asked who held it.
    polity
        Of which it is asked what it held, in place of a point.
    """

    say: Callable[[str, Day], str]
    point: Point | None = None
    polity: str = ""


def grounds_named(atlas: Store, words: str) -> list[NamedGround]:
    """
    Return what the words of a question name, in their order and with any endings.

    The longest name at each word is meant. Of one name for several things, places go before towns, towns
    before districts; those who held ground come last.
    """
    names = atlas.kept("named ground", "", lambda: _names(atlas))
    longest = max(map(len, names), default=0)
    asked = _NAME_WORD.findall(words)
    found: list[NamedGround] = []
    at = 0
    while at < len(asked):
        lengths = range(min(longest, len(asked) - at), 0, -1)
        forms = ((n, form) for n in lengths for form in _forms(asked[at : at + n]) if form in names)
        length, form = next(forms, (1, ()))
        found += [names[form]] if form else []
        at += length
    return list(dict.fromkeys(found))


def _forms(words: list[str]) -> Iterator[Words]:
    """Yield what some words can be as a name: only the last one has endings."""
    first = tuple(map(fold, words[:-1]))
    yield from ((*first, last) for last in uninflected(words[-1]))


def _names(atlas: Store) -> dict[Words, NamedGround]:
    found: dict[Words, NamedGround] = {}
    for forms, ground in (*_places(atlas), *_towns(atlas), *_holders(atlas)):
        for form in forms:
            words = tuple(map(fold, _NAME_WORD.findall(form.replace("-", " "))))
            found.setdefault(words, ground)
            # "the Ottoman Empire" is asked for without its article.
            if len(words) > 1 and words[0] in _ARTICLES:
                found.setdefault(words[1:], ground)
    found.pop((), None)
    return found


def _places(atlas: Store) -> Iterator[tuple[list[str], NamedGround]]:
    held = [place for place in atlas.places.values() if place.lon is not None and place.lat is not None]
    ground = [place for place in held if place.kind not in _HOLDERS or not atlas.control]
    for place in sorted(ground, key=lambda place: (place.kind in _HOLDERS, place.shape != "point")):
        yield [place.title, *(name.toponym for name in place.names)], _of_place(place)


def _of_place(place: Place) -> NamedGround:
    return NamedGround(
        lambda lang, day: place.name_on(lang, day_span(day)), Point(place.lon or 0.0, place.lat or 0.0)
    )


def _towns(atlas: Store) -> Iterator[tuple[list[str], NamedGround]]:
    for town in towns_of(atlas):
        rows = town.rows
        yield list(town.forms), NamedGround(partial(name_on, rows), town.point)
    for district in (atlas.districts if atlas.control else {}).values():
        title, point = district.title, district.geometry.representative_point()
        yield _said([title]), NamedGround(partial(_title_of, title), point)
    for name in printed_names(atlas):
        if name.kind == "town":
            yield list(name.forms), NamedGround(name.called, name.point)


def _title_of(title: Text, lang: str, _: Day) -> str:
    return title.in_(lang)


def _holders(atlas: Store) -> Iterator[tuple[list[str], NamedGround]]:
    for polity in (atlas.polities if atlas.control else {}).values():
        texts = (polity.name, *(timed.name for timed in polity.names))
        yield _said(texts), NamedGround(partial(_called, polity), polity=polity.id)


def _called(polity: Polity, lang: str, day: Day) -> str:
    return polity.name_at(day_span(day)).in_(lang)


def _said(texts: Iterable[Text]) -> list[str]:
    return [words for text in texts for _, words in text.items()]
