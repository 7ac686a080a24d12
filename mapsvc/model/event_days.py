"""The days of all events of an atlas at once, so that those of a time are found without reading any."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from mapsvc.model.dates import DateSpan
from mapsvc.model.day import Day

Days = np.ndarray[Any, np.dtype[np.int64]]
#: Of each in a row of days or events, whether something is so of it.
Flags = np.ndarray[Any, np.dtype[np.bool_]]
#: Stands for a day that is not known, or a side without a limit; no calendar gets there.
NO_DAY = -(10**12)


@dataclass(frozen=True)
class EventDays:
    """
    Days of many events.

    Attributes
    ----------
    ids
        In their order.
    first, last
        Of each the number of its first and of its last day, as `Day.toordinal` gives it, else `NO_DAY`.
    begun
        The last day on which it can have begun.
    """

    ids: Sequence[str]
    first: Days
    last: Days
    begun: Days

    @classmethod
    def of(cls, ids: Sequence[str], spans: Iterable[DateSpan]) -> EventDays:
        """Take the days of some dates, one for each id."""
        sides = [[_number(day) for day in (span.start, span.end, span.latest_start)] for span in spans]
        return cls.read({"ids": ids, "days": sides})

    @classmethod
    def read(cls, told: Mapping[str, Any]) -> EventDays:
        """Return what `tell` told."""
        days = np.array(told["days"], dtype=np.int64).reshape(-1, 3)
        return cls(tuple(told["ids"]), *np.ascontiguousarray(days.T))

    def tell(self) -> dict[str, Any]:
        """Return them as plain values."""
        return {"ids": self.ids, "days": np.stack((self.first, self.last, self.begun), axis=1).tolist()}

    def pick(self, wanted: Flags) -> list[str]:
        """Return the ids of those that are wanted, in their order."""
        return [self.ids[at] for at in np.flatnonzero(wanted).tolist()]


def _number(day: Day | None) -> int:
    return NO_DAY if day is None else day.toordinal()
