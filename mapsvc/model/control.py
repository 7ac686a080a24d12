"""In whose hands a district was: what an atlas says row by row, and what that comes to day by day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass as plain_dataclass
from dataclasses import replace
from itertools import pairwise
from typing import Annotated, Any, Literal

from pydantic import AfterValidator
from pydantic.dataclasses import dataclass

from mapsvc.model.dates import DateSpan
from mapsvc.model.day import EARLIEST, LATEST, Day
from mapsvc.model.edtf import Moment
from mapsvc.model.fields import RECORD, Certainty, Edtf, FilledText, Geometry, Km, Slug
from mapsvc.model.meta import Box
from mapsvc.model.records import Citation
from mapsvc.model.text import Text

DistrictKind = Literal[
    "okrug", "oblast", "uezd", "sanjak", "kaza", "province", "region", "city", "zone"
]  # fmt: skip
How = Literal["administered", "occupied", "contested"]
#: By how many days a date is off that is said to be about (`~`): a day, a month, a year.
ABOUT_DAYS = (3, 15, 183)


def _closed(span: DateSpan) -> DateSpan:
    if span.end is None:
        msg = f"{span.edtf!r} names no last day; write a day, a month, or the first and the last day possible"
        raise ValueError(msg)
    return span


#: A day, or the days of which it was one.
Turn = Annotated[Edtf, AfterValidator(_closed)]


@dataclass(frozen=True, config=RECORD)
class District:
    """
    A piece of ground that passed from hand to hand as one.

    `accuracy_km` is how surely its edges are drawn; licence, attribution and `frame`, the box that districts
    fill (west, south, east, north in degrees), are those of its file.
    """

    id: Slug
    title: Text
    kind: DistrictKind
    accuracy_km: Km
    certainty: Certainty
    geometry: Geometry
    sources: tuple[Citation, ...]
    licence: FilledText
    attribution: Text
    note: Text | None = None
    frame: Box | None = None


@dataclass(frozen=True, config=RECORD)
class Control:
    """
    A row of `control.csv`: from when on who held a district, and how.

    Attributes
    ----------
    polity
        The holder; nothing where it is not known who held the ground.
    begins
        A day, or the days on one of which it began.
    ends
        The last day, where something else than the next row ends it.
    how, of
        Administered, occupied (`of` whom by law), or contested with the other rows of these days.
    line
        Where it stands in the file.
    """

    district: Slug
    polity: Slug | None
    begins: Turn
    ends: Turn | None = None
    how: How = "administered"
    of: Slug | None = None
    certainty: Certainty = "attested"
    sources: tuple[Citation, ...] = ()
    note: FilledText | None = None
    line: int = 0

    @property
    def order(self) -> tuple[Any, ...]:
        """What rows are sorted by: their days, then what they say, never where they stand."""
        said = (
            self.polity or "",
            self.how,
            self.of or "",
            self.certainty,
            self.note or "",
            repr(self.sources),
        )
        return window_of(self.begins)[::-1], self.begins.edtf, self.ends.edtf if self.ends else "", *said


@plain_dataclass(frozen=True)
class Holding:
    """
    In whose hands a district was from one day to another.

    Attributes
    ----------
    district
        Its id; that of a territory where `border` is given.
    polity
        The holder; nothing where it is not known.
    start, end
        First and last day of this answer. Where the day of a change is not known, the days on which it may
        have come have an answer of their own.
    passing_to
        Who may have held it already on these days; the answer is uncertain then.
    line
        The row that says so; nothing where no row speaks of these days.
    border
        The border by whose territories it is told, in an atlas that has no districts.
    """

    district: str
    polity: str | None
    start: Day
    end: Day
    how: How = "administered"
    of: str | None = None
    certainty: Certainty = "uncertain"
    sources: tuple[Citation, ...] = ()
    note: str | None = None
    passing_to: str | None = None
    line: int | None = None
    border: str | None = None


@plain_dataclass(frozen=True)
class Tenure:
    """
    The days of a row, as ordinals.

    From `doubt` on it may have been over; before `firm` it may not have begun, and nobody held the ground
    before it.
    """

    row: Control
    start: int
    end: int
    firm: int
    doubt: int

    def parts(self, later: Sequence[Tenure]) -> list[tuple[int, int, Holding]]:
        """Return the days on which the same is said of it, given the rows that begin later."""
        row = self.row
        begins, ends = Day.fromordinal(self.start), Day.fromordinal(self.end)
        said = Holding(
            row.district, row.polity, begins, ends, row.how, row.of, row.certainty, row.sources, row.note,
            line=row.line,
        )  # fmt: skip
        nexts = [other.row for other in later if other.firm == self.end + 1]
        # The holder is in no doubt where only the manner of holding changes.
        doubt = self.end + 1 if {other.polity for other in nexts} == {row.polity} else self.doubt
        others = [other for other in nexts if other.polity not in {None, row.polity}]
        first = min(others, key=lambda other: (window_of(other.begins), other.order), default=None)
        to = first.polity if first else None
        firm = min(self.firm, doubt)
        found = [
            (self.start, firm - 1, replace(said, certainty="uncertain")),
            (max(self.start, firm), doubt - 1, said),
            (max(self.start, doubt), self.end, replace(said, certainty="uncertain", passing_to=to)),
        ]
        return [part for part in found if part[0] <= part[1]]


def window_of(span: DateSpan) -> tuple[int, int]:
    """
    Return the first and the last day that a date may mean, as ordinals.

    What is said to be about (`~`) is off by `ABOUT_DAYS`. The span of a row has a last day.
    """
    first, last = span.sides
    start = (span.start or EARLIEST).toordinal() - _about(first)
    return start, (span.end or LATEST).toordinal() + _about(last)


def _about(side: Any) -> int:
    if not isinstance(side, Moment) or not any("~" in marks for marks in side.marks):
        return 0
    return ABOUT_DAYS[0 if side.day else 1 if side.month else 2]


def tenures_of(rows: Iterable[Control], first: Day, last: Day) -> list[Tenure]:
    """
    Return the days of each row of a district, in order of time.

    Parameters
    ----------
    rows
        Of one district, in any order.
    first, last
        The period: from when on a row holds whose first day is open, and until when the last one does.

    Returns
    -------
    tenures
        A row begins on the last day that its `begins` allows, and ends on the day before the next one
        begins, or on the day it says, if none begins on that one. The first row begins on the first
        day that its `begins` allows.
    """
    ordered = sorted(rows, key=lambda row: row.order)
    windows = [window_of(row.begins) for row in ordered]
    tenures = []
    for row, (early, firm) in zip(ordered, windows, strict=True):
        start = firm
        if firm == windows[0][1]:
            start = early if row.begins.start else min(first.toordinal(), firm)
        later = [window for window in windows if window[1] > firm]
        end, doubt = end_of(row, later, max(last.toordinal(), firm))
        tenures.append(Tenure(row, start, max(end, start), firm, max(doubt, start)))
    return tenures


def end_of(row: Control, later: Sequence[tuple[int, int]], last: int) -> tuple[int, int]:
    """
    Return the last day of a row, and the first on which it may have been over, as ordinals.

    Parameters
    ----------
    row
        Of a district.
    later
        The first and last possible day of each row that begins later.
    last
        The day until which it holds if nothing ends it.
    """
    sure, end = 0, last
    if row.ends:
        sure, end = window_of(row.ends)
        # A day on which one ends and another begins belongs to the one that begins.
        later = [window for window in later if sure <= window[1] <= end + 1]
    if not later:
        return end, sure if 0 < sure < end else end + 1
    follows = min(firm for _, firm in later)
    return follows - 1, max(sure, min(early for early, firm in later if firm == follows))


def timeline_of(district: str, rows: Iterable[Control], first: Day, last: Day) -> tuple[Holding, ...]:
    """
    Return in whose hands a district was on every day of a period.

    Parameters
    ----------
    district
        Its id.
    rows
        Its rows, in any order.
    first, last
        The period.

    Returns
    -------
    holdings
        In order. On every day one holder, or several that all contest the ground, or one answer without
        a holder where it is not known. Of rows that overlap and are not contested the later begun one holds.
    """
    tenures = tenures_of(rows, first, last)
    parts = [part for at, tenure in enumerate(tenures) for part in tenure.parts(tenures[at + 1 :])]
    edges = {first.toordinal(), last.toordinal() + 1}
    edges |= {edge for start, end, _ in parts for edge in (start, end + 1)}
    found: list[Holding] = []
    before: dict[Holding, int] = {}
    for start, after in pairwise(sorted(edges)):
        held = who_holds([holding for begins, ends, holding in parts if begins <= start <= ends])
        now: dict[Holding, int] = {}
        for holding in held or [Holding(district, None, first, last)]:
            # What is said of a holder goes on from one edge to the next.
            now[holding] = before.get(holding, len(found))
            if now[holding] == len(found):
                found.append(replace(holding, start=Day.fromordinal(start)))
            found[now[holding]] = replace(found[now[holding]], end=Day.fromordinal(after - 1))
        before = now
    return tuple(found)


def who_holds(held: Sequence[Holding]) -> Sequence[Holding]:
    """Return who holds of those that say they do on a day: all that contest it, else who came last."""
    contested = [holding for holding in held if holding.how == "contested"]
    return contested if contested[-1:] == held[-1:] else held[-1:]
