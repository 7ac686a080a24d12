"""The grammar of EDTF, levels 0 to 2: a text taken apart, for its days and for its words."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from mapsvc.errors import DateError
from mapsvc.model.day import FIRST_YEAR, LAST_YEAR, Day, days_of_month

DATE_PARTS: tuple[Literal["year", "month", "day"], ...] = ("year", "month", "day")
#: Months of the parts of a year that EDTF numbers beside the months, 1-12; more than 12 lie in the next year.
#: 21-24 name no hemisphere and are read as northern ones, 25-28 are northern, 29-32 southern seasons,
#: then quarters, thirds and halves.
SEASON_MONTHS: dict[int, tuple[int, int]] = {
    **{first + step: (3 + 3 * step, 5 + 3 * step) for first in (21, 25) for step in range(4)},
    29: (9, 11), 30: (12, 14), 31: (3, 5), 32: (6, 8),
    **{33 + step: (1 + 3 * step, 3 + 3 * step) for step in range(4)},
    **{37 + step: (1 + 4 * step, 4 + 4 * step) for step in range(3)},
    **{40 + step: (1 + 6 * step, 6 + 6 * step) for step in range(2)},
}  # fmt: skip
_MARKS = {None: "", "?": "?", "~": "~", "%": "?~"}
_MARK = "[?~%]"
_DATE = re.compile(
    rf"(?P<own_year>{_MARK})?(?P<year>Y-?\d{{5,}}|Y-?\d+E\d+|-?[\dX]{{4}})(?:S(?P<digits>\d+))?(?P<to_year>{_MARK})?"
    rf"(?:-(?P<own_month>{_MARK})?(?P<month>[\dX]{{2}})(?P<to_month>{_MARK})?"
    rf"(?:-(?P<own_day>{_MARK})?(?P<day>[\dX]{{2}})(?P<to_day>{_MARK})?)?)?",
    re.ASCII,
)


@dataclass(frozen=True)
class Moment:
    """
    One date: a year, a part of a year, a month or a day.

    Attributes
    ----------
    year, month, day
        As written, with `X` for an unknown digit; nothing where the date does not go so far.
        `month` may be one of `SEASON_MONTHS`.
    marks
        What is doubted of each of `DATE_PARTS`: any of `?` (uncertain) and `~` (approximate).
    digits
        How many digits of the year are significant, where the date says so.
    first, last
        First and last day that it covers.
    """

    year: str
    month: str | None
    day: str | None
    marks: tuple[str, str, str]
    digits: int | None
    first: Day
    last: Day

    @property
    def whole(self) -> bool:
        """Whether every digit is known."""
        return "X" not in f"{self.year}{self.month}{self.day}"

    @property
    def season(self) -> int | None:
        """The part of a year that is meant, one of `SEASON_MONTHS`."""
        found = int(self.month) if self.month and self.month.isdigit() else 0
        return found if found in SEASON_MONTHS else None


#: Where a side of an interval is: at a date, `..` without limit, or not known.
Side = Moment | Literal["open", "unknown"]


@dataclass(frozen=True)
class Interval:
    """From one date to another."""

    start: Side
    end: Side


@dataclass(frozen=True)
class Selection:
    """One of several dates, or (`every`) all of them; a member may be an interval."""

    members: tuple[Moment | Interval, ...]
    every: bool


Parsed = Moment | Interval | Selection


def parse_edtf(text: str) -> Parsed:
    """
    Take an EDTF date apart.

    Raises
    ------
    DateError
        If a day of it does not exist, it covers no known day, or ends before it starts.
    ValueError
        If the text does not have the form of one.

    References
    ----------
    EDTF, ISO 8601-2:2019, levels 0 to 2, without clock times.
    """
    if text[:1] + text[-1:] in {"[]", "{}"}:
        members = [member.strip() for member in text[1:-1].split(",")]
        last = len(members) - 1
        found = tuple(_member(member, at == 0, at == last) for at, member in enumerate(members))
        if len(found) == 1 and isinstance(found[0], Moment):
            raise ValueError(text)
        return Selection(found, every=text[0] == "{")
    first, slash, after = text.partition("/")
    if not slash:
        return _moment(text)
    return _interval(_side(first), _side(after), text)


def _member(text: str, is_first: bool, is_last: bool) -> Moment | Interval:
    first, dots, after = text.partition("..")
    if not dots:
        return _moment(text)
    if (not first and not is_first) or (not after and not is_last):
        raise ValueError(text)
    return _interval(_moment(first) if first else "open", _moment(after) if after else "open", text)


def _side(text: str) -> Side:
    if text == "..":
        return "open"
    return _moment(text) if text else "unknown"


def _interval(start: Side, end: Side, text: str) -> Interval:
    if not isinstance(start, Moment) and not isinstance(end, Moment):
        msg = f"{text!r} covers no known day."
        raise DateError(msg)
    if isinstance(start, Moment) and isinstance(end, Moment) and start.first > end.last:
        first, _, second = text.partition("/")
        msg = f"{text!r} ends before it starts; if it is the other way round, write '{second}/{first}'."
        raise DateError(msg)
    return Interval(start, end)


def _moment(text: str) -> Moment:
    found = _DATE.fullmatch(text)
    if not found or found["year"] == "-0000":
        raise ValueError(text)
    year, month, day = found["year"], found["month"], found["day"]
    # A mark behind a part is one of all parts before it as well.
    behind = [_MARKS[found[f"to_{part}"]] for part in DATE_PARTS]
    marks = [
        "".join(sorted({*_MARKS[found[f"own_{part}"]], *"".join(behind[at:])}, reverse=True))
        for at, part in enumerate(DATE_PARTS)
    ]
    parts = (True, bool(month), bool(day))
    digits = int(found["digits"]) if found["digits"] else None
    if digits is not None and (month or "X" in year or not 0 < digits <= len(year.lstrip("Y-"))):
        raise ValueError(text)
    first, last = _bounds(_years(year, digits, text), month, day, text)
    written = tuple(mark if there else "" for mark, there in zip(marks, parts, strict=True))
    return Moment(year, month, day, (written[0], written[1], written[2]), digits, first, last)


def _years(year: str, digits: int | None, text: str) -> Sequence[int]:
    """Return the years that may be meant, in order."""
    sign, bare = (-1 if "-" in year else 1), year.lstrip("Y-")
    if bare == "XXXX":
        msg = f"{text!r} covers no known day: its year is unknown. Leave the date out, or give a span."
        raise DateError(msg)
    if "E" in bare:
        mantissa, _, exponent = bare.partition("E")
        bare = mantissa + "0" * min(int(exponent), 12)
    if "X" not in bare:
        value = int(bare)
        _hold_year(sign * value, text)
        step = 10 ** (len(bare) - digits) if digits else 1
        low = value - value % step
        return sorted((sign * low, sign * (low + step - 1))) if digits else (sign * value,)
    # Digits are put in: a look at all years would take longer than all else that a list of events needs.
    put_in = itertools.product("0123456789", repeat=bare.count("X"))
    values = (int(bare.replace("X", "{}").format(*digits)) for digits in put_in)
    return sorted(sign * value for value in values if value < 10_000)


def _hold_year(year: int, text: str) -> None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        msg = f"{text!r} lies beyond the years that an atlas can show, {FIRST_YEAR} to {LAST_YEAR}."
        raise DateError(msg)


def _fitting(pattern: str, values: Sequence[int]) -> list[int]:
    """Return the numbers that may stand where some digits are `X`."""
    if "X" not in pattern:
        return [value for value in values if value == int(pattern)]
    form = re.compile(pattern.replace("X", r"\d"))
    return [value for value in values if form.fullmatch(f"{value:0{len(pattern)}d}")]


def _bounds(years: Sequence[int], month: str | None, day: str | None, text: str) -> tuple[Day, Day]:
    """Return the first and the last day that a date may mean."""
    if month and month.isdigit() and int(month) in SEASON_MONTHS:
        if day:
            raise ValueError(text)
        low, high = SEASON_MONTHS[int(month)]
        return _month_day(years[0], low, last=False), _month_day(years[-1], high, last=True)
    if month is None:
        return Day(years[0], 1, 1), Day(years[-1], 12, 31)
    months = _fitting(month, range(1, 13))
    if not months:
        raise ValueError(text)
    if day is None:
        return _month_day(years[0], months[0], last=False), _month_day(years[-1], months[-1], last=True)
    days = _fitting(day, range(1, 32))
    first = next(_existing(years, months, days), None)
    last = next(_existing(years[::-1], months[::-1], days[::-1]), None)
    if first is None or last is None:
        raise ValueError(text)
    return first, last


def _existing(years: Sequence[int], months: Sequence[int], days: Sequence[int]) -> Iterator[Day]:
    for year, month, day in itertools.product(years, months, days):
        if day <= days_of_month(year, month):
            yield Day(year, month, day)


def _month_day(year: int, month: int, *, last: bool) -> Day:
    """Return the first or last day of a month; 13 is January of the next year."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return Day(year, month, days_of_month(year, month) if last else 1)
