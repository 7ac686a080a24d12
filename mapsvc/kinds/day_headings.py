"""Treaties and events of an atlas beside its days: by year or by longer ages."""

from __future__ import annotations

from mapsvc.kinds.age_headings import Ages, first_year_of
from mapsvc.kinds.kind import Visit
from mapsvc.kinds.views import View
from mapsvc.model.date_text import format_date
from mapsvc.model.day import Day, format_year
from mapsvc.scene.day_slider import DayMark, day_marks

#: More marks are listed only around the day that is shown: so many of them.
_MOST_MARKED, _NEAREST = 300, 60


def marks_by_age(visit: Visit, day: Day) -> list[View]:
    """
    Return the marks under headings, each with the link to its day.

    Returns
    -------
    groups
        `title`, `open` for the age of the day, `count` and `marks`; where there are very many, only those
        nearest to the day are there, and `href` leads to all of an age.
    """
    marks = day_marks(visit.atlas)
    ages = Ages([mark.day.year for mark in marks], visit.lang)
    groups: dict[str, list[DayMark]] = {}
    for mark in marks:
        groups.setdefault(ages.of(mark.day.year), []).append(mark)
    if len(marks) <= _MOST_MARKED:
        here = ages.of(day.year)
        return [_group(title, found, found, visit, opened=title == here) for title, found in groups.items()]
    near = set(map(id, sorted(marks, key=lambda mark: abs(mark.day - day))[:_NEAREST]))
    found = []
    for title, held in groups.items():
        shown = [mark for mark in held if id(mark) in near]
        first = first_year_of(held[0].day.year, ages.unit)
        last = first_year_of(held[0].day.year, ages.unit, after=1) - 1
        href = visit.urls.page("/events/", **{"from": format_year(first), "to": format_year(last)})
        found.append({**_group(title, held, shown, visit, opened=bool(shown)), "href": href})
    return found


def _group(title: str, held: list[DayMark], shown: list[DayMark], visit: Visit, *, opened: bool) -> View:
    marks = [
        {
            "href": visit.urls.timeline(iso),
            "day": iso,
            "when": {"text": format_date(when, visit.lang), "machine": iso},
            "title": called.in_(visit.lang),
            "kind": mark.kind,
        }
        for mark in shown
        for iso, (when, called) in [(mark.day.isoformat(), mark.told_in(visit.atlas))]
    ]
    return {"title": title, "open": opened, "count": len(held), "marks": marks, "href": None}
