"""The distance–time diagram of a journey: places down, days across, as plain numbers for a template's SVG."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from mapsvc.model.date_text import format_date
from mapsvc.model.day import Day
from mapsvc.model.itinerary import Itinerary

LINE_WIDTH = 1000.0
_LEFT, _RIGHT, _TOP, _BOTTOM = 178.0, 16.0, 12.0, 26.0
_ROW, _LEAST_PLOT = 13.5, 110.0
#: Room that the name of a day or month takes along the axis.
_TICK = 92.0
#: Names of stops stand at most so many letters wide; the rest is cut.
_LETTERS = 24


@dataclass(frozen=True)
class Axis:
    """The days that a diagram spans, as ordinals, the last included."""

    first: int
    last: int

    def x(self, day: float) -> float:
        """Return where a day begins; the edge of the plot for one outside."""
        share = min(1.0, max(0.0, (day - self.first) / (self.last + 1 - self.first)))
        return round(_LEFT + share * (LINE_WIDTH - _LEFT - _RIGHT), 1)


def string_line(itinerary: Itinerary, axis: Axis, lang: str) -> dict[str, Any]:
    """
    Return the diagram of one account.

    Parameters
    ----------
    itinerary
        The account on the calendar.
    axis
        The days across; the same for all accounts of a journey.
    lang
        Of names and days.

    Returns
    -------
    diagram
        In units of a picture `width` wide and `height` high: `ticks` of the axis, `band`, the outline of all
        days that the dates allow, `rows` of stops with the bar of their possible days and the point that
        stands for them, `lines` between these points. `left` and `right` bound the plot of `days` days.
    """
    count = len(itinerary.stops)
    plot = max(_LEAST_PLOT, _ROW * (count - 1))
    whole = itinerary.marks_km[-1] or 1.0
    ys = [round(_TOP + 6 + mark / whole * plot, 1) for mark in itinerary.marks_km]
    rows = list(_rows(itinerary, axis, ys, lang))
    return {
        "width": LINE_WIDTH,
        "height": round(_TOP + 6 + plot + _BOTTOM + 6, 1),
        "left": _LEFT,
        "right": LINE_WIDTH - _RIGHT,
        "top": _TOP,
        "bottom": round(_TOP + 12 + plot, 1),
        "days": axis.last + 1 - axis.first,
        "ticks": list(_ticks(axis, lang)),
        "band": " ".join(f"{x},{y}" for x, y in _outline(itinerary, axis, ys)),
        "rows": rows,
        "lines": [
            {
                "d": f"M{rows[index]['x']} {rows[index]['y']}L{rows[index + 1]['x']} {rows[index + 1]['y']}",
                "certainty": leg.certainty,
                "mode": leg.mode,
                "n": leg.n,
            }
            for index, leg in enumerate(itinerary.legs)
        ],
    }


def _rows(itinerary: Itinerary, axis: Axis, ys: Sequence[float], lang: str) -> Iterator[dict[str, Any]]:
    labels = spread(ys, gap=_ROW)
    for index, stop in enumerate(itinerary.stops):
        visit = itinerary.visits[index]
        name = stop.title.in_(lang)
        exact = visit.arrive.first == visit.arrive.last and visit.holds(visit.arrive.first)
        stay = visit.firm and visit.arrive.last < visit.leave.first
        yield {
            "n": stop.n,
            "name": name,
            "shown": _short(name),
            "y": ys[index],
            "label_y": labels[index],
            "x": axis.x(itinerary.step_days[index] + 0.5),
            "from": axis.x(visit.arrive.first),
            "to": axis.x(visit.leave.last + 1),
            "stay": [axis.x(visit.arrive.last), axis.x(visit.leave.first + 1)] if stay else None,
            "exact": exact,
            "certainty": stop.certainty,
        }


def _short(name: str) -> str:
    """Return a name that fits beside the plot: without what stands in brackets, else cut after a word."""
    plain = name if len(name) <= _LETTERS else name.partition(" (")[0]
    if len(plain) <= _LETTERS:
        return plain
    kept = plain[:_LETTERS].rpartition(" ")[0]
    return f"{kept or plain[: _LETTERS - 1]}…"


def _outline(itinerary: Itinerary, axis: Axis, ys: Sequence[float]) -> Iterator[tuple[float, float]]:
    """Yield the corners of all that is possible: the earliest way down, the latest way back up."""
    for visit, y in zip(itinerary.visits, ys, strict=True):
        yield axis.x(visit.arrive.first), y
        yield axis.x(visit.leave.first), y
    for visit, y in reversed(list(zip(itinerary.visits, ys, strict=True))):
        yield axis.x(visit.leave.last + 1), y
        yield axis.x(visit.arrive.last + 1), y


def spread(wanted: Sequence[float], *, gap: float) -> list[float]:
    """Return places as near as may be to those wanted, in order and at least a gap apart."""
    blocks: list[list[float]] = []  # each: sum of wanted tops, count
    for index, place in enumerate(wanted):
        del index
        blocks.append([place, 1])
        while len(blocks) > 1 and _top(blocks[-2]) + blocks[-2][1] * gap > _top(blocks[-1]):
            total, count = blocks.pop()
            held = blocks[-1]
            held[0] += total - count * held[1] * gap
            held[1] += count
    low = wanted[0] if wanted else 0.0
    found = [_top(block) + place * gap for block in blocks for place in range(int(block[1]))]
    shift = max(0.0, low - found[0]) if found else 0.0
    pushed: list[float] = []
    for place in found:
        pushed.append(round(max(place, pushed[-1] + gap) if pushed else place + shift, 1))
    return pushed


def _top(block: list[float]) -> float:
    """Return where a block of names begins, so that they stand nearest to their places."""
    return block[0] / block[1]


def _ticks(axis: Axis, lang: str) -> Iterator[dict[str, Any]]:
    shown = -_TICK
    for day, coarse in _tick_days(axis):
        x = axis.x(day.toordinal())
        label = ""
        if x - shown >= _TICK and x + _TICK * 0.85 <= LINE_WIDTH:
            iso = day.isoformat()
            label = format_date(iso[:-3] if coarse else iso, lang)
            shown = x
        yield {"x": x, "label": label}


def _tick_days(axis: Axis) -> Iterator[tuple[Day, bool]]:
    span = axis.last - axis.first
    months = 1 if span <= 500 else 3
    for ordinal in range(axis.first, axis.last + 1):
        day = Day.fromordinal(ordinal)
        if span <= 21:
            yield day, False
        elif span <= 130:
            if day.day in {1, 10, 20}:
                yield day, False
        elif day.day == 1 and (day.month - 1) % months == 0:
            yield day, True
