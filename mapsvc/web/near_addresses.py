"""What a reader may have meant by an address at which there is nothing: things of like names, and days."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import partial
from urllib.parse import unquote

from mapsvc.atlas.store import Store
from mapsvc.errors import DateError
from mapsvc.kinds import KINDS
from mapsvc.kinds.kind import Kind
from mapsvc.kinds.views import View
from mapsvc.language import translate
from mapsvc.model.date_text import format_date
from mapsvc.model.dates import day_span
from mapsvc.model.day import Day, days_of_month
from mapsvc.model.name_register import name_on
from mapsvc.model.names import compose, fold
from mapsvc.scene.ground.registered_towns import RegisteredTown, towns_of
from mapsvc.web.page import LONGEST_QUERY
from mapsvc.web.service import service
from mapsvc.web.urls import Urls

#: Parts of an address that lead to another form of a map.
_OTHER_FORMS = ("embed", "share", "download", "card", "qr", "data")
#: Parameters that say which thing or which day is meant.
_SAYING = ("on", "at", "a", "b", "ids", "q", "place", "from", "to", "day", "date")
_SUFFIX = re.compile(r"\.[A-Za-z]{2,8}$")
#: How alike two spellings must be, of 1; a word of the name that is right counts as `_WORD_RIGHT`.
_LIKE, _WORD_RIGHT = 0.66, 0.8
#: Goes before others that are as like: of the list that was asked for.
_OF_THE_LIST = 0.1
#: What is so much less alike than the best was not meant.
_FAR_BEHIND = 0.3
_MOST_SHOWN = 8
_LEAST_WORD = 3
#: Days in figures: 1921-3-16, 16.3.1921, 19210316, 3/1921.
_IN_FIGURES = tuple(
    map(
        re.compile,
        (
            r"(?P<year>-?\d{3,4})\D(?P<month>\d{1,2})(?:\D(?P<day>\d{1,2}))?",
            r"(?:(?P<day>\d{1,2})\D)?(?P<month>\d{1,2})\D(?P<year>\d{3,4})",
            r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)",
        ),
    )
)


@dataclass(frozen=True)
class _Known:
    """A thing that has a page, under one of its names."""

    section: str
    forms: tuple[str, ...]
    card: Callable[[Urls], View]


@dataclass(frozen=True)
class Near:
    """
    What may have been meant.

    Attributes
    ----------
    words
        The words of the address, for the search.
    things, days
        What they lead to, the likeliest first.
    """

    words: str
    things: tuple[View, ...]
    days: tuple[View, ...]


def find_near(path: str, query: Mapping[str, str], lang: str) -> Near:
    """
    Find what a reader may have meant by an address.

    Parameters
    ----------
    path, query
        As they were asked for.
    lang
        Of the reader.
    """
    section, pieces = _pieces(path, query)
    urls = service().urls(lang)
    days = dict.fromkeys(day for piece in pieces for day in _days(service().atlas, piece))
    return Near(
        words=" ".join(" ".join(_words(piece)) for piece in pieces)[:LONGEST_QUERY],
        things=tuple(known.card(urls) for known in _likeliest(section, pieces)[:_MOST_SHOWN]),
        days=tuple(
            {"title": format_date(day_span(day), lang), "href": urls.timeline(on=day.isoformat())}
            for day in list(days)[:_MOST_SHOWN]
        ),
    )


def _pieces(path: str, query: Mapping[str, str]) -> tuple[str, list[str]]:
    """Return the list that was asked for, if any, and what was asked of it, piece by piece."""
    parts = [part for part in unquote(path)[:LONGEST_QUERY].split("/") if part not in ("", *_OTHER_FORMS)]
    section = parts.pop(0) if parts and parts[0] in KINDS else ""
    asked = ",".join(query.get(name, "")[:LONGEST_QUERY] for name in _SAYING)
    pieces = [*(_SUFFIX.sub("", part) for part in parts), *asked.split(",")]
    return section, [piece.strip() for piece in pieces if piece.strip()][:_MOST_SHOWN]


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", compose(text).replace("_", " "))


# ---- things ------------------------------------------------------------------------------------------
def _likeliest(section: str, pieces: list[str]) -> list[_Known]:
    """Return the things that are called nearly so, the likeliest first; 1 is the same."""
    found: dict[_Known, float] = {}
    for piece in (piece for piece in pieces if any(sign.isalpha() for sign in piece)):
        wanted = fold(" ".join(_words(piece)))
        matcher = SequenceMatcher(None, "", wanted, autojunk=False)
        for known in _all_known():
            score = max(_score(matcher, wanted, form) for form in known.forms)
            if score >= _LIKE:
                better = score + (_OF_THE_LIST if known.section == section else 0)
                found[known] = max(found.get(known, 0), better)
    best = max(found.values(), default=0)
    return sorted(
        (known for known in found if found[known] > best - _FAR_BEHIND), key=lambda known: -found[known]
    )


def _score(matcher: SequenceMatcher[str], wanted: str, form: str) -> float:
    words = {word for word in wanted.split() if len(word) >= _LEAST_WORD}
    if words and words <= {*form.split()}:
        return 1.0 if form == wanted else _WORD_RIGHT
    matcher.set_seq1(form)
    if matcher.real_quick_ratio() < _LIKE or matcher.quick_ratio() < _LIKE:
        return 0.0
    return matcher.ratio()


def _all_known() -> tuple[_Known, ...]:
    return service().kept("known addresses", "", lambda: tuple(_read_known(service().atlas)))


def _read_known(atlas: Store) -> Iterator[_Known]:
    """Yield the things of an atlas: its records, its tours, the towns that its register names."""
    for kind in KINDS.values():
        for key, record in kind.records(atlas).items() if kind.records else ():
            titles = [kind.title_of(atlas, key, lang) for lang in atlas.languages]
            names = [name.toponym for name in getattr(record, "names", ())]
            yield _Known(kind.section, _folded(key, *titles, *names), partial(_card, kind, key))
    for tour in atlas.tours.values():
        told = [words for _, words in tour.title.items()]
        yield _Known("tour", _folded(tour.id, *told), partial(_tour_card, tour.id))
    for town in towns_of(atlas):
        yield _Known("", _folded(*town.forms), partial(_town_card, town))


def _folded(*names: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(fold(" ".join(_words(name))) for name in names if name))


def _card(kind: Kind, map_id: str, urls: Urls) -> View:
    return {
        "href": urls.map_page(kind.key(map_id)),
        "title": kind.title_of(service().atlas, map_id, urls.lang),
        "kind_label": translate(urls.lang, f"kind.{kind.name}"),
    }


def _tour_card(tour_id: str, urls: Urls) -> View:
    return {
        "href": urls.tour(tour_id),
        "title": service().atlas.tours[tour_id].title.in_(urls.lang),
        "kind_label": translate(urls.lang, "kind.tour"),
    }


def _town_card(town: RegisteredTown, urls: Urls) -> View:
    day = service().atlas.period.opening
    return {
        "href": urls.search(q=name_on(town.rows, urls.lang, day)),
        "title": name_on(town.rows, urls.lang, day),
        "kind_label": translate(urls.lang, "kind.town"),
    }


# ---- days --------------------------------------------------------------------------------------------
def _days(atlas: Store, piece: str) -> Iterator[Day]:
    """Yield the days that a text may mean: a date, or three numbers that are nearly one."""
    period = atlas.period
    try:
        yield period.read(piece)
    except DateError:
        pass
    else:
        return
    found = next((pattern.fullmatch(piece) for pattern in _IN_FIGURES if pattern.fullmatch(piece)), None)
    if found:
        year, month, day = (int(found[part] or 1) for part in ("year", "month", "day"))
        # Who writes a month that is none wrote the day there; a day that its month lacks means its last.
        month, day = (day, month) if month > 12 >= day else (month, day)
        month = min(max(month, 1), 12)
        yield period.nearest(Day(year, month, min(max(day, 1), days_of_month(year, month))))
