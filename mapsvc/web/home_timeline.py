"""The timeline of the home page: the years in which most of an atlas happens, the rest beside it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

from mapsvc.kinds.age_headings import Unit, age_edtf
from mapsvc.kinds.views import View
from mapsvc.model.date_text import format_date, year_label
from mapsvc.model.day import Day, format_year
from mapsvc.model.records import Event
from mapsvc.web.urls import Urls

#: More columns than this are not read at a glance.
_MOST_COLUMNS = 12
#: In years a stretch must hold this share of the events; else decades, then centuries are tried.
_LEAST_SHARE = 0.75
_YEARS_OF_UNIT: dict[Unit, int] = {"year": 1, "decade": 10, "century": 100}
#: A column is as wide as its events need, and is divided the finer the wider it is.
_EVENTS_PER_WIDTH, _WIDEST = 5, 4
_PARTS_OF_UNIT = (4, 6, 12, 12)
_PARTS = 10
#: More events are told by their number.
_MOST_DOTS = 300
#: So few columns are wide enough for months.
_FEW_COLUMNS = 3


@dataclass(frozen=True)
class Stretch:
    """Columns in a row, by the numbers of their units."""

    unit: Unit
    first: int
    last: int

    def column_of(self, day: Day) -> int | None:
        """Return the column of a day, from 0; nothing if it lies in none."""
        number = day.year // _YEARS_OF_UNIT[self.unit] - self.first
        return number if 0 <= number <= self.last - self.first else None


def find_stretch(days: Iterable[Day]) -> Stretch | None:
    """
    Return the stretch of time that a timeline shows: the run of years that holds most of some days.

    It is a run of decades where no run of years holds at least three quarters of the days, and else those
    `_MOST_COLUMNS` centuries, empty ones among them, that hold most.
    """
    known = list(days)
    numbers: list[int] = []
    for unit, years in _YEARS_OF_UNIT.items():
        numbers = sorted(day.year // years for day in known)
        best = max(_runs(numbers), key=len, default=[])
        if best and best[-1] - best[0] < _MOST_COLUMNS and len(best) >= _LEAST_SHARE * len(known):
            return Stretch(unit, best[0], best[-1])
    held = max(
        (
            [other for other in numbers if 0 <= other - first < _MOST_COLUMNS]
            for first in sorted(set(numbers))
        ),
        key=lambda window: (len(window), window[-1:]),
        default=None,
    )
    return Stretch("century", held[0], held[-1]) if held else None


def _runs(numbers: list[int]) -> list[list[int]]:
    """Return sorted numbers in runs without a gap; what stands there more than once stays so."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number <= runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return runs


def home_timeline(events: Collection[Event], card_of: Callable[[Event], View], urls: Urls, lang: str) -> View:
    """
    Return the timeline of the home page.

    Parameters
    ----------
    events
        In order of date.
    card_of
        Makes the card of one.
    urls, lang
        Of its links and words.

    Returns
    -------
    view
        `ages`, whether columns are longer than years; `columns`, each with `title`, `href`, `weight`,
        `parts`, `months` (whether they are numbered) and its `events` by `part`; `outside`, the cards of the
        others. Of very many, `counts` in place of events: decades or years with `count` and `share`.
    """
    if len(events) > _MOST_DOTS:
        return _density(events, urls, lang)
    return _dotted([(event.when.middle, card_of(event)) for event in events], urls, lang)


def _dotted(told: Sequence[tuple[Day | None, View]], urls: Urls, lang: str) -> View:
    stretch = find_stretch(day for day, _ in told if day)
    if stretch is None:
        return {"ages": False, "columns": [], "outside": [card for _, card in told]}
    inside: list[list[tuple[Day, View]]] = [[] for _ in range(stretch.first, stretch.last + 1)]
    outside = []
    for day, card in told:
        column = stretch.column_of(day) if day else None
        if day is None or column is None:
            outside.append(card)
        else:
            inside[column].append((day, card))
    return {
        "ages": stretch.unit != "year",
        "columns": [_column(stretch, at, held, urls, lang) for at, held in enumerate(inside)],
        "outside": outside,
    }


def _density(events: Collection[Event], urls: Urls, lang: str) -> View:
    """Return the timeline of very many events: columns of parts, each with how many it has."""
    days = [day for event in events if (day := event.when.middle)]
    stretch = find_stretch(days)
    if stretch is None:
        return {"ages": False, "columns": [], "outside": [], "counted": True}
    years = _YEARS_OF_UNIT[stretch.unit]
    finer: Unit = "decade" if stretch.unit == "century" else "year"
    step = _YEARS_OF_UNIT[finer]
    counts = Counter(day.year // step * step for day in days)
    inside = range(stretch.first * years, (stretch.last + 1) * years)
    most = max((count for year, count in counts.items() if year in inside), default=1)
    columns = []
    for first in range(stretch.first * years, (stretch.last + 1) * years, years):
        parts = [
            {
                "title": format_date(age_edtf(year, finer), lang),
                "href": urls.events(**{"from": format_year(year), "to": format_year(year + step - 1)}),
                "count": counts[year],
                "share": round(counts[year] / most, 3),
            }
            for year in range(first, first + years, step)
            if counts[year]
        ]
        column = _heading(stretch.unit, first, urls, lang)
        columns.append({**column, "weight": 1, "parts": _PARTS, "months": False, "counts": parts})
    return {"ages": stretch.unit != "year", "columns": columns, "outside": [], "counted": True}


def _heading(unit: Unit, first_year: int, urls: Urls, lang: str) -> View:
    years = _YEARS_OF_UNIT[unit]
    title = year_label(first_year, lang) if years == 1 else format_date(age_edtf(first_year, unit), lang)
    href = urls.events(**{"from": format_year(first_year), "to": format_year(first_year + years - 1)})
    return {"title": title, "href": href}


def _column(stretch: Stretch, at: int, held: list[tuple[Day, View]], urls: Urls, lang: str) -> View:
    years = _YEARS_OF_UNIT[stretch.unit]
    first_year = (stretch.first + at) * years
    first, last = Day(first_year, 1, 1), Day(first_year + years - 1, 12, 31)
    weight = max(1, min(_WIDEST, (len(held) + _EVENTS_PER_WIDTH - 1) // _EVENTS_PER_WIDTH))
    few = stretch.last - stretch.first < _FEW_COLUMNS
    parts = _PARTS_OF_UNIT[-1 if few else weight - 1] if years == 1 else _PARTS
    return {
        **_heading(stretch.unit, first_year, urls, lang),
        "weight": weight,
        "parts": parts,
        "months": years == 1 and parts == 12,
        "events": [
            {**card, "part": int((day - first) / (last - first + 1) * parts) + 1}
            for day, card in sorted(held, key=lambda pair: pair[0])
        ],
    }
