"""The scale below a slider over days: ticks by day, month, year or more years, as the span asks for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from mapsvc.language import locale_of
from mapsvc.model.date_patterns import patterns_of
from mapsvc.model.date_text import format_date, year_label
from mapsvc.model.day import Day

#: So many letters fit below a slider on a small desk and on a phone; and the room between two words.
_LETTERS, _LETTERS_OF_PHONE, _GAP = 91, 44, 0.7
#: Days, months and years between two ticks, the finest first.
_DAYS, _MONTHS = (1, 2, 5, 10), (1, 3, 6)
_YEARS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000)

_Tick = tuple[Day, str]


def day_ticks(first: Day, last: Day, lang: str) -> list[dict[str, Any]]:
    """
    Return ticks between two days.

    Parameters
    ----------
    first, last
        The ends of the slider.
    lang
        Of their words.

    Returns
    -------
    ticks
        `text`, `at`, the share of the span in percent, and `side`, a class: `is-ahead` if the text stands
        before the tick, `is-late` if it does so on a phone. No more than have room on a desk.
    """
    span = max(1, last - first)
    found: list[_Tick] = []
    shares: list[float] = []
    for make in _scales(first, last, lang):
        found = make()
        shares = [round((day - first) / span * 100, 3) for day, _ in found]
        if all(
            len(text) + _GAP <= (after - at) / 100 * _LETTERS
            for (_, text), at, after in zip(found, shares, shares[1:], strict=False)
        ):
            break
    return [
        _tick(at, text, before=(found[index - 1][1], shares[index - 1]) if index else ("", 0.0))
        for index, (at, (_, text)) in enumerate(zip(shares, found, strict=True))
    ]


def _tick(at: float, text: str, *, before: tuple[str, float]) -> dict[str, Any]:
    """Return a tick; where its text has no room behind it, the text stands before it if there is room."""
    room = (100 - at) / 100
    fits = len(text) <= room * _LETTERS + _GAP
    ahead = (at - before[1]) / 100 * _LETTERS - len(before[0]) - _GAP
    side = "" if fits else "is-ahead"
    if fits and len(text) > room * _LETTERS_OF_PHONE:
        side = "is-late"
    return {"text": text if fits or len(text) <= ahead else "", "at": at, "side": side}


def _scales(first: Day, last: Day, lang: str) -> Iterator[Callable[[], list[_Tick]]]:
    span = last - first
    for step in _DAYS:
        if span / step <= 40:
            yield partial(_by_days, first, last, step, lang)
    for step in _MONTHS:
        if span / (step * 30) <= 40:
            yield partial(_by_months, first, last, step, lang)
    for step in _YEARS:
        if span / (step * 365) <= 40:
            yield partial(_by_years, first, last, step, lang)


def _by_days(first: Day, last: Day, step: int, lang: str) -> list[_Tick]:
    patterns = patterns_of(locale_of(lang))
    # Of 10-day steps, 31 would stand beside the 1st.
    days = [day for day in _every_day(first, last) if (day.day - 1) % step == 0 and day.day + step // 2 <= 31]
    return [(day, patterns.fill(patterns.month_day, month=day.month, day=str(day.day))) for day in days]


def _every_day(first: Day, last: Day) -> Iterator[Day]:
    for ordinal in range(first.toordinal(), last.toordinal() + 1):
        yield Day.fromordinal(ordinal)


def _by_months(first: Day, last: Day, step: int, lang: str) -> list[_Tick]:
    """Return the first days of months; the year stands at the first tick and in each January."""
    patterns = patterns_of(locale_of(lang))
    found: list[_Tick] = []
    for number in range(first.year * 12 + first.month - 1, last.year * 12 + last.month):
        day = Day(number // 12, number % 12 + 1, 1)
        if (day.month - 1) % step or not first <= day <= last:
            continue
        with_year = not found or day.month == 1
        text = format_date(day.isoformat()[:-3], lang) if with_year else patterns.months_alone[day.month - 1]
        found.append((day, text))
    return found


def _by_years(first: Day, last: Day, step: int, lang: str) -> list[_Tick]:
    found: list[_Tick] = []
    for year in range(first.year, last.year + 1):
        # As people count them: 400 BC is a round year, its number -399 is not; there is no year 0.
        counted = year if year > 0 else 1 - year
        if counted % step == 0 and first <= Day(year, 1, 1) <= last:
            found.append((Day(year, 1, 1), year_label(year, lang)))
    return found
