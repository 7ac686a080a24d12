"""The slider over the days of an atlas: its ends, its scale, its marks, and what its script reads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Literal

from mapsvc.atlas.store import Store
from mapsvc.language import translate
from mapsvc.model.date_text import day_words
from mapsvc.model.dates import DateSpan
from mapsvc.model.day import Day
from mapsvc.model.text import Text
from mapsvc.scene.day_ticks import day_ticks

_SLIDER_WORDS = ("play", "pause", "nothing", "beyond")
#: So many marks of a slider are told apart, and so many days are written out for its script.
_MOST_MARKS, _MOST_MOMENTS = 400, 1_000
#: The first and last year that the field of a browser for days can hold.
_FIELD_YEARS = (1, 9999)


@dataclass(frozen=True)
class DayMark:
    """A treaty or an event on the slider, by its id, and the first day of its date."""

    day: Day
    kind: Literal["treaty", "event"]
    id: str

    def told_in(self, atlas: Store) -> tuple[DateSpan, Text]:
        """Return its date as it is known, and what it is called."""
        if self.kind == "event":
            return atlas.events[self.id].on, atlas.events[self.id].title
        border = atlas.borders[self.id]
        return border.signed or border.valid, border.title


@dataclass(frozen=True)
class SliderUrls:
    """Where the script finds what it needs; `DAY` and `OTHER` stand for days."""

    data: str
    page: str
    compare: str = ""


def day_marks(atlas: Store) -> list[DayMark]:
    """Return the treaties and events of the days that have a map, in order of their first day."""
    period, days = atlas.period, atlas.event_days
    found = [
        DayMark(start, "treaty", border.id)
        for border in atlas.borders.values()
        if border.signed and (start := border.signed.start) and period.holds(start)
    ]
    held = (period.first.toordinal() <= days.first) & (days.first <= period.last.toordinal())
    found += [
        DayMark(Day.fromordinal(number), "event", key)
        for key, number in zip(days.pick(held), days.first[held].tolist(), strict=True)
    ]
    return sorted(found, key=lambda mark: (mark.day, mark.kind == "event"))


def _ticked(marks: Sequence[DayMark], first: Day, span: int) -> list[dict[str, Any]]:
    """Return where marks stand on the slider; of very many those that a reader can tell apart."""
    if len(marks) <= _MOST_MARKS:
        return [{"at": round((mark.day - first) / span * 100, 3), "kind": mark.kind} for mark in marks]
    steps = dict.fromkeys((round((mark.day - first) / span * _MOST_MARKS), mark.kind) for mark in marks)
    return [{"at": round(step / _MOST_MARKS * 100, 3), "kind": kind} for step, kind in steps]


def _packed(moments: Sequence[Day], first: Day) -> list[str] | str:
    """Return days as they are written; of very many the days from each to the next, one after the other."""
    if len(moments) <= _MOST_MOMENTS:
        return [moment.isoformat() for moment in moments]
    numbers = [moment - first for moment in moments]
    return " ".join(str(later - earlier) for earlier, later in pairwise([0, *numbers]))


def slider_view(
    atlas: Store, lang: str, *, day: Day, ends: tuple[Day, Day], moments: Sequence[Day], urls: SliderUrls
) -> dict[str, Any]:
    """
    Return a slider for a template.

    Parameters
    ----------
    atlas, lang
        Where marks and words come from.
    day
        Where it stands.
    ends
        Its first and its last day.
    moments
        The days within, on which the picture changes.
    urls
        Of its data and pages.

    Returns
    -------
    view
        `first`, `last`, `max`, `value`, `ticks`, `marks`, `field` (type of the field for a day), and
        `config`, which its script reads as JSON.
    """
    first, last = ends
    span = max(1, last - first)
    words = {key: translate(lang, f"timeline.{key}") for key in _SLIDER_WORDS}
    plain = _FIELD_YEARS[0] <= first.year and last.year <= _FIELD_YEARS[1]
    return {
        "first": first.isoformat(),
        "last": last.isoformat(),
        "max": last - first,
        "value": day - first,
        "field": "date" if plain else "text",
        "ticks": day_ticks(first, last, lang),
        "marks": _ticked([mark for mark in day_marks(atlas) if first <= mark.day <= last], first, span),
        "config": {
            "first": first.isoformat(),
            "last": last.isoformat(),
            "day": day.isoformat(),
            "moments": _packed(moments, first),
            "data": urls.data,
            "page": urls.page,
            "compare": urls.compare,
            "words": words | {"more": translate(lang, "map.more")},
            "calendar": day_words(lang),
            "map": "map_0-data",
        },
    }
