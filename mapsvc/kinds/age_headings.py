"""Headings under which lists of dated things stand: years, or decades or centuries where there are many."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from mapsvc.model.date_text import format_date, year_label
from mapsvc.model.day import format_year

Unit = Literal["year", "decade", "century"]
#: So many years in a row stand under headings of their own, and so many under decades.
_MOST_YEARS, _MOST_YEARS_OF_DECADES = 30, 300


class Ages:
    """The headings of a list whose things lie in some years."""

    def __init__(self, years: Sequence[int], lang: str, unit: Unit | None = None) -> None:
        span = max(years) - min(years) if years else 0
        by_span: Unit = "decade" if span <= _MOST_YEARS_OF_DECADES else "century"
        self.unit: Unit = unit or ("year" if span <= _MOST_YEARS else by_span)
        self.lang = lang
        self._said: dict[str, str] = {}

    def of(self, year: int) -> str:
        """Return the heading of a year, an astronomical one."""
        if self.unit == "year":
            return year_label(year, self.lang)
        age = age_edtf(year, self.unit)
        if age not in self._said:
            self._said[age] = format_date(age, self.lang)
        return self._said[age]


def first_year_of(year: int, unit: Unit, *, after: int = 0) -> int:
    """Return the first year of the age of a year, or of the age so many after it."""
    years = {"year": 1, "decade": 10, "century": 100}[unit]
    return (year // years + after) * years


def age_edtf(year: int, unit: Unit) -> str:
    """Return the year, decade or century of a year as EDTF."""
    # The last decade and century before the Common Era hold the year 0, which is 1 BC.
    sign, counted = ("-" if year <= 0 else ""), abs(year)
    if unit == "year" or counted > 9999:
        return format_year(year)
    return f"{sign}{counted // 10:03d}X" if unit == "decade" else f"{sign}{counted // 100:02d}XX"
