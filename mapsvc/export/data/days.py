"""First and last day of a date in EDTF, as columns of every table and file: dates that machines read."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mapsvc.model.dates import DateSpan

#: What stands beside a date in EDTF: the first and the last day that it may mean.
START, END = "start", "end"
DAY_COLUMNS = (START, END)


def day_cells(span: DateSpan | None) -> dict[str, str | None]:
    """
    Return the cells of `DAY_COLUMNS`, days of the Gregorian calendar as `YYYY-MM-DD`.

    Parameters
    ----------
    span
        Of "May 1920" the days are the 1st and the 31st; of what is about or uncertain those of its digits. A
        side without limit, or one that nobody knows, is empty: no limit is invented.
    """
    start, end = (span.start, span.end) if span else (None, None)
    return {START: start.isoformat() if start else None, END: end.isoformat() if end else None}
