"""The timeline of the home page: the years in which most of an atlas happens, the rest beside it."""

from __future__ import annotations

from collections.abc import Iterable
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


def home_timeline(events: Iterable[tuple[Event, View]], urls: Urls, lang: str) -> View:
    """
    Return the timeline of the home page.

    Parameters
    ----------
    events
        With the card of each, in order of date.
    urls, lang
        Of its links and words.

    Returns
    -------
    view
        `ages`, whether columns are longer than years; `columns`, each with `title`, `href`, `weight`,
        `parts`, `months` (whether they are numbered) and its `events` by `part`; `outside`, the cards of the
        others.
    """
    told = [(event.when.middle, card) for event, card in events]
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


def _column(stretch: Stretch, at: int, held: list[tuple[Day, View]], urls: Urls, lang: str) -> View:
    years = _YEARS_OF_UNIT[stretch.unit]
    first_year = (stretch.first + at) * years
    edtf = age_edtf(first_year, stretch.unit)
    first, last = Day(first_year, 1, 1), Day(first_year + years - 1, 12, 31)
    weight = max(1, min(_WIDEST, (len(held) + _EVENTS_PER_WIDTH - 1) // _EVENTS_PER_WIDTH))
    few = stretch.last - stretch.first < _FEW_COLUMNS
    parts = _PARTS_OF_UNIT[-1 if few else weight - 1] if years == 1 else _PARTS
    title = year_label(first_year, lang) if years == 1 else format_date(edtf, lang)
    return {
        "title": title,
        "href": urls.events(**{"from": format_year(first.year), "to": format_year(last.year)}),
        "weight": weight,
        "parts": parts,
        "months": years == 1 and parts == 12,
        "events": [
            {**card, "part": int((day - first) / (last - first + 1) * parts) + 1}
            for day, card in sorted(held, key=lambda pair: pair[0])
        ],
    }
