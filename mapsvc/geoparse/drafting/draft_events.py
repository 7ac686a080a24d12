"""A proposed event as the file of a draft, in the words of its text."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, get_args

from mapsvc.errors import DateError
from mapsvc.geoparse.drafting.proposals import SCENES, Proposal
from mapsvc.model.calendars import julian_to_gregorian, rumi_to_gregorian, split_day
from mapsvc.model.dates import day_span
from mapsvc.model.fields import CalendarName

#: A title is cut at a word after so many letters.
_LONGEST_TITLE = 90
_AT_ENDS = ' \t\r\n,;:.–—-(“”"«»[]'
_BASES = {"same-day": "context", "days-later": "computed", "days-before": "computed"}
_TO_GREGORIAN = {"julian": julian_to_gregorian, "rumi": rumi_to_gregorian}
_DAY_OF_CALENDAR = re.compile(r"-?\d{4}-\d\d-\d\d")


def draft_record(
    text: str, proposal: Proposal, places: Mapping[str, str], text_id: str, languages: Sequence[str]
) -> dict[str, Any]:
    """
    Return a proposed event in the form of `events/<id>.toml`.

    Parameters
    ----------
    text, text_id
        The text, and its id in the atlas.
    places
        Ids of the atlas's places by those of the entries that the proposal names.
    languages
        Of the atlas; words of another one stand in the first.
    """
    lang = proposal.passage.lang if proposal.passage.lang in languages else languages[0]
    happening = proposal.happening
    record: dict[str, Any] = {
        "on": proposal.date.gregorian,
        "draft": True,
        "category": happening.category if happening is not None else "political",
    }
    roles = {part.role for part in proposal.places}
    if (
        happening is not None
        and happening.frame in {"going", "sending"}
        and {"origin", "destination"} <= roles
    ):
        record["arrow"] = happening.arrow or ("letter" if happening.frame == "sending" else "movement")
    record["title"] = {lang: placeholder_title(text, proposal)}
    record["date"] = _date(proposal)
    record["places"] = [
        {"place": place, "role": part.role} | ({} if part.told else {"certainty": "inferred"})
        for part in sorted(proposal.places, key=lambda part: part.role not in SCENES)
        if (place := places.get(part.place))
    ]
    record["texts"] = {text_id: list(proposal.lines)}
    return record


def placeholder_title(text: str, proposal: Proposal) -> str:
    """Return words of the text that stand for a title until somebody writes one."""
    clause = proposal.passage
    told = [
        one for part in proposal.places if (one := part.mention) and clause.start <= one.start < clause.end
    ]
    begins = [proposal.date.start, *(one.start for one in told)]
    ends = [proposal.date.end, *(one.token_end for one in told)]
    if proposal.happening is not None and clause.start <= proposal.happening.start < clause.end:
        begins.append(proposal.happening.start)
        ends.append(proposal.happening.end)
    start = min(begins) if max(ends) - clause.start > _LONGEST_TITLE else clause.start
    words = " ".join(text[start : min(clause.end, max(max(ends), start + 2 * _LONGEST_TITLE))].split()).strip(
        _AT_ENDS
    )
    if len(words) <= _LONGEST_TITLE:
        return words or proposal.date.surface
    return words[:_LONGEST_TITLE].rpartition(" ")[0].rstrip(_AT_ENDS) + "…"


def _date(proposal: Proposal) -> dict[str, Any]:
    date = proposal.date
    said: dict[str, Any] = {"printed": " ".join(date.surface.split())}
    if date.calendar in get_args(CalendarName):
        said["calendar"] = date.calendar
    said["basis"] = _BASES.get(date.why[0], "printed")
    turn = _TO_GREGORIAN.get(date.calendar)
    if turn is not None and _DAY_OF_CALENDAR.fullmatch(date.edtf) and _turns_into(turn, date.edtf, proposal):
        said["other"] = {date.calendar: date.edtf}
    return said


def _turns_into(turn: Any, day: str, proposal: Proposal) -> bool:
    try:
        return proposal.when.contains(day_span(turn(*split_day(day))))
    except DateError:
        return False
