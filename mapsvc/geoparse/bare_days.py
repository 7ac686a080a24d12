"""Days that name no month, which is that of the date before them: "on the 12th", "le 11", "ayın 12'sinde"."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

from mapsvc.geoparse.date_context import PRINTED, Calendar, DateSpot, ToldMonth, find_year
from mapsvc.geoparse.date_days import days_interval, whole_day
from mapsvc.geoparse.date_values import PrintedDay
from mapsvc.geoparse.mentions import DateMention

_TOLD_IN: dict[str, dict[str, str]] = tomllib.loads(
    Path(__file__).with_name("bare_days.toml").read_text(encoding="utf-8")
)
#: A month is not remembered farther than that.
_MONTH_REMEMBERED = 3000
#: A day so much smaller than that of the date before it is one of the next month: the 3rd after the 28th.
_NEXT_MONTH = 15
_DAY_NUMBER = r"(?:[12]\d|3[01]|0?[1-9])"
_STOP = r"[ ]?(?:[,;:)](?!\d)|\.(?!\d)|[–—]|\n[ ]*\n|$)| [-–—] |['’]s\b"
_BEHIND_CHAIN = 6
#: What joins two days is no longer.
_SMALL_GAP = 16


@dataclass(frozen=True, slots=True)
class _Language:
    """How days without a month are written in a language."""

    before: re.Pattern[str]
    within: re.Pattern[str]
    day: re.Pattern[str]
    also: re.Pattern[str]
    chain: re.Pattern[str]
    behind: re.Pattern[str]
    of_month: tuple[tuple[re.Pattern[str], int], ...]


def _language(told: dict[str, str]) -> _Language:
    words = "|".join(filter(None, told["goes_on"].replace("\n", "|").split("|")))
    behind = [told["behind"]] if "behind" in told else [_STOP, rf"[ \n]+(?P<word>{words})(?!\w)"]
    months = (("same", 0), ("previous", -1), ("next", 1))
    return _Language(
        before=re.compile(rf"(?:{told['before']})[ \n]+$"),
        within=re.compile(rf"(?:{told.get('within') or told['before']})[ \n]+$"),
        day=re.compile(
            rf"(?P<day>{_DAY_NUMBER})(?!\d)(?P<mark>{told['mark']})(?:(?P<join>{told['join']})(?P<day2>{_DAY_NUMBER})(?!\d){told['mark']})?"
        ),
        also=re.compile(told["also"]),
        chain=re.compile(rf"(?:{told['also']}){_DAY_NUMBER}(?!\d){told['mark']}"),
        behind=re.compile("|".join(behind)),
        of_month=tuple((re.compile(told[key]), step) for key, step in months if key in told),
    )


_WRITTEN_IN = tuple(_language(told) for told in _TOLD_IN.values())
#: The second day behind a month: of "May 3 and 4, 1863".
_SECOND_BEHIND = re.compile(rf"(?P<day>{_DAY_NUMBER}), (?P<year>1\d{{3}})(?!\d)")
_BEFORE_SECOND = re.compile(r" (?:and|or) (?:the )?|, ")


def read_bare_day(spot: DateSpot, calendar: Calendar) -> DateMention | None:
    """
    Read a day, or an interval of days, without a month, where the text has said one shortly before.

    Parameters
    ----------
    spot
        Where the number begins.
    calendar
        What earlier dates said.
    """
    told = calendar.told
    if told is None or spot.start - told.start > _MONTH_REMEMBERED:
        return None
    second = _SECOND_BEHIND.match(spot.window)
    if second and told.day and told.printed[0].isalpha() and _BEFORE_SECOND.fullmatch(_gap(spot, told)):
        day = PrintedDay(int(second["year"]), told.month, int(second["day"]))
        return whole_day(spot, second.end(), day, calendar, PRINTED)
    for language in _WRITTEN_IN:
        found = language.day.match(spot.window)
        if found:
            read = _read(spot, found, language, calendar, told)
            if read is not None:
                return read
    return None


def _gap(spot: DateSpot, told: ToldMonth) -> str:
    """Return what stands between the last date with a month and a day, if that is little."""
    end = told.start + len(told.printed)
    return spot.text[end : spot.start] if told.start >= 0 and spot.start - end <= _SMALL_GAP else ""


def _read(
    spot: DateSpot, found: re.Match[str], language: _Language, calendar: Calendar, told: ToldMonth
) -> DateMention | None:
    listed = bool(told.day) and language.also.fullmatch(_gap(spot, told).lower()) is not None
    step, length = _month_behind(spot, found.end(), language)
    if not length and not _stands_as_day(spot, found, language, listed=listed):
        return None
    if not length:
        step = None
    length = length or found.end()
    first = _first_day(spot, int(found["day"]), calendar, told, step)
    why = ("month-from", told.printed)
    if found["day2"]:
        last = first._replace(day=int(found["day2"]))
        return days_interval(spot, length, first, last, calendar, why)
    return whole_day(spot, length, first, calendar, why)


def _stands_as_day(spot: DateSpot, found: re.Match[str], language: _Language, *, listed: bool) -> bool:
    """Tell whether the words around a number show that it is a day: nothing that is counted follows."""
    before = (language.within if found["day2"] else language.before).search(spot.before)
    if before is None and not listed and not (found["day2"] and language.before.search(spot.before)):
        return False
    at = found.end()
    for _ in range(_BEHIND_CHAIN):
        chained = language.chain.match(spot.window, at)
        if chained is None:
            break
        at = chained.end()
    behind = language.behind.match(spot.window, at)
    if behind is None:
        return _begins_sentence(spot, before, at)
    printed = spot.text[spot.start + at : spot.start + behind.end()].strip()
    return not printed[:1].isupper() or "word" not in behind.re.groupindex or behind["word"] in _TITLES


_TITLES = frozenset({"i", "general", "colonel", "captain", "lord", "sir"})


def _begins_sentence(spot: DateSpot, before: re.Match[str] | None, at: int) -> bool:
    """Tell whether a day begins a sentence and a name follows: "On the 12th Sherman moved"."""
    if before is None or not before[0].startswith("on "):
        return False
    first = spot.start - len(spot.before) + before.start()
    name = re.match(r" [A-Z][a-z]+(?<!s)[ ’']", spot.text[spot.start + at : spot.start + at + 24])
    return spot.text[first].isupper() and name is not None


def _month_behind(spot: DateSpot, at: int, language: _Language) -> tuple[int | None, int]:
    """Return which month words behind a day name, from the last that was told, and where they end, else 0."""
    for pattern, step in language.of_month:
        found = pattern.match(spot.window, at)
        if found:
            # "inst." belongs to the date as printed, "of that month" does not
            return step, found.end() if step or "inst" in found[0] else at
    return None, 0


def _first_day(spot: DateSpot, day: int, calendar: Calendar, told: ToldMonth, step: int | None) -> PrintedDay:
    year, month = told.year, told.month
    if not year:
        year, _ = find_year(None, spot, month, calendar)
    if step is None:
        step = 1 if told.day - day >= _NEXT_MONTH else 0
    months = month - 1 + step
    return PrintedDay(year + months // 12 if year else 0, months % 12 + 1, day)
