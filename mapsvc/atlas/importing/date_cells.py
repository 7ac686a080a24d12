"""Dates as people type them, read as EDTF."""

from __future__ import annotations

import re
from collections.abc import Iterable

from mapsvc.errors import DateError
from mapsvc.model.dates import parse_date
from mapsvc.model.day import Day
from mapsvc.model.meant_dates import explain_date, meant_date

_NUMBERS = re.compile(r"\s*(\d{1,2})([-./])(\d{1,2})\2(-?\d{3,4})\s*")
#: What spreadsheets add to a day that has no time, and to a year that is a number.
_MIDNIGHT = re.compile(r"(?<=\d)[T ]00:00(?::00(?:\.0+)?)?(?:Z|\+00:00)?$")
_YEAR_AS_NUMBER = re.compile(r"(-?\d{1,5})\.0+")


def read_typed_date(text: str, *, month_first: bool = False) -> str:
    """
    Return a date as EDTF.

    Parameters
    ----------
    text
        In any notation.
    month_first
        Whether its column writes the month before the day.

    Raises
    ------
    ValueError
        If it cannot be read; the message says what would do.
    """
    plain = _MIDNIGHT.sub("", text.strip())
    whole = _YEAR_AS_NUMBER.fullmatch(plain)
    plain = whole[1] if whole else plain
    numbers = _NUMBERS.fullmatch(plain)
    if numbers and month_first:
        plain = f"{numbers[3]}{numbers[2]}{numbers[1]}{numbers[2]}{numbers[4]}"
    try:
        parse_date(plain)
    except DateError:
        meant = meant_date(plain)
        if meant is None or not meant[0] or _is_no_day(meant[1]):
            msg = f"{text.strip()[:40]!r} is no date{explain_date(plain)}"
            raise ValueError(msg) from None
        return meant[0]
    return plain


def _is_no_day(reason: str) -> bool:
    """Tell whether what was meant is only the nearest to what cannot be, such as 31 June."""
    return reason.startswith(("month ", "there is no month"))


def is_month_first(cells: Iterable[str]) -> bool:
    """Tell whether a column writes months first: some second number is no month, and no first one is."""
    found = [(int(numbers[1]), int(numbers[3])) for cell in cells if (numbers := _NUMBERS.fullmatch(cell))]
    return any(second > 12 for _, second in found) and not any(first > 12 for first, _ in found)


def join_dates(start: str, end: str) -> str:
    """Return a span of two dates; one alone if nothing ends it, or both are the same."""
    if not end or start == end:
        return start or end
    if "/" in start or "/" in end:
        start, end = start.split("/")[0], end.split("/")[-1]
    span = f"{start or '..'}/{end}"
    try:
        parse_date(span)
    except DateError as error:
        raise ValueError(str(error)) from error
    return span


def open_dates(start: str, end: str) -> str:
    """Return the span in which something held: what is not said is open."""
    return f"{start.split('/')[0] or '..'}/{end.split('/')[-1] or '..'}"


def days_of(edtf: str) -> tuple[Day | None, Day | None]:
    """Return the first and the last day of a date; `ValueError` if it is none."""
    try:
        span = parse_date(edtf)
    except DateError as error:
        raise ValueError(str(error)) from error
    return span.start, span.end
