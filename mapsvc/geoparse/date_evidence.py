"""How sure dates are: where their year comes from, and what weekdays and other calendars beside them say."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from mapsvc.geoparse.mentions import DateMention
from mapsvc.geoparse.text_folding import fold_text

_EVIDENCE: dict[str, dict[str, Any]] = tomllib.loads(
    Path(__file__).with_name("date_evidence.toml").read_text(encoding="utf-8")
)
_SCORES: dict[str, float] = _EVIDENCE["scores"]
_CHANGES: dict[str, float] = _EVIDENCE["changes"]
_WEEKDAY_NUMBERS = {
    name: number for names in _EVIDENCE["weekdays"].values() for number, name in enumerate(names.split())
}
_WEEKDAY = "|".join(sorted(_WEEKDAY_NUMBERS, key=len, reverse=True))
_WEEKDAY_BEFORE = re.compile(rf"(?<!\w)({_WEEKDAY})(?:'?[ye]?[iaeu]n?)?(?: gunu)?,? (?:the |den |le )?$")
_WEEKDAY_BEHIND = re.compile(rf"['a-z]{{0,6}},? \(?({_WEEKDAY})(?!\w*r\b)")
#: What stands between two dates for one day: "14 Muharrem 1339/28 Eylül 1920", "1 Mart 1333 (1 Mart 1917)".
_BETWEEN = re.compile(r"['’]?\w{0,3}\s?(?:/|\(|=)\s?")
_WHOLE_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_NEAR = 14
_CLOSE = 700
#: By how many days a tabular day of the Hijri calendar may be off.
_MOON = 1
#: Reasons by which a year is taken from elsewhere in the text.
_ELSEWHERE = frozenset({"year-from", "year-after", "month-from"})


def weigh_dates(text: str, dates: Sequence[DateMention]) -> list[DateMention]:
    """
    Say how sure dates are, and what their weekdays and other calendars find.

    Parameters
    ----------
    text
        In which they stand.
    dates
        In text order.

    Returns
    -------
    dates
        The same with `score` and `finding`; a year that is taken from elsewhere costs some of the score.
    """
    found = [_scored(text, date) for date in dates]
    for at in range(1, len(found)):
        found[at - 1 : at + 1] = _compared(text, found[at - 1], found[at])
    return [_by_weekday(text, date) for date in found]


def _scored(text: str, date: DateMention) -> DateMention:
    code = date.why[0]
    score = _SCORES[code]
    if code not in _ELSEWHERE:
        return replace(date, score=score)
    if code != "year-after" and date.why[-1] in text[max(0, date.start - _CLOSE) : date.start]:
        score += _CHANGES["close"]
    return replace(date, score=round(score, 2))


def _compared(text: str, first: DateMention, second: DateMention) -> tuple[DateMention, DateMention]:
    """Compare two dates beside each other that name one day in two calendars."""
    if not _BETWEEN.fullmatch(text[first.end : second.start]):
        return first, second
    days = [_day_of(date) for date in (first, second)]
    if days[0] is None or days[1] is None or first.calendar == second.calendar:
        return first, second
    apart = (days[1] - days[0]).days
    allowed = _MOON if "hijri" in {first.calendar, second.calendar} else 0
    if abs(apart) > allowed:
        score = _CHANGES["differ"]
        return (
            replace(first, score=score, finding=("calendars-differ", str(abs(apart)), second.surface)),
            replace(second, score=score, finding=("calendars-differ", str(abs(apart)), first.surface)),
        )
    score = _CHANGES["agree"]
    # What the other calendar prints is surer than the table of moons.
    sure = next((date.gregorian for date in (first, second) if date.calendar != "hijri"), first.gregorian)
    return (
        replace(first, score=score, gregorian=sure, finding=("calendars-agree", second.surface)),
        replace(second, score=score, gregorian=sure, finding=("calendars-agree", first.surface)),
    )


def _day_of(date: DateMention) -> dt.date | None:
    return dt.date.fromisoformat(date.gregorian) if _WHOLE_DAY.fullmatch(date.gregorian) else None


def _by_weekday(text: str, date: DateMention) -> DateMention:
    """Compare a day with the day of the week beside it."""
    day = _day_of(date)
    if day is None:
        return date
    before = fold_text(text[max(0, date.start - _NEAR - 8) : date.start])
    behind = fold_text(text[date.end : date.end + _NEAR + 8])
    told = _WEEKDAY_BEFORE.search(before) or _WEEKDAY_BEHIND.match(behind)
    if told is None:
        return date
    if _WEEKDAY_NUMBERS[told[1]] == day.weekday():
        return replace(date, score=round(min(0.99, date.score + _CHANGES["weekday"]), 2))
    if date.finding:
        return date
    score = min(date.score, _CHANGES["wrong-weekday"])
    return replace(date, score=score, finding=("weekday-differs", str(day.weekday())))
