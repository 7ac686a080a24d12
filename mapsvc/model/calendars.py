"""Julian, Gregorian and Rumi (Ottoman financial) calendar days."""

from __future__ import annotations

import datetime as dt

from convertdate import julian

from mapsvc.errors import DateError

#: From 1 March 1333 Rumi = 1 March 1917, days and months of the Rumi calendar are Gregorian ones.
RUMI_REFORM = dt.date(1917, 3, 1)
#: Rumi years count from the Hijra in solar years; the difference to the Common Era.
RUMI_OFFSET = 584


def julian_to_gregorian(year: int, month: int, day: int) -> dt.date:
    """
    Convert a day of the Julian calendar ("Old Style").

    Raises
    ------
    DateError
        If the Julian calendar has no such day.
    """
    msg = f"{year:04d}-{month:02d}-{day:02d} is no day of the Julian calendar."
    try:
        found = dt.date(*julian.to_gregorian(year, month, day))
    except (ValueError, OverflowError) as error:
        raise DateError(msg) from error
    # The library rolls a thirteenth month over into the next year.
    if gregorian_to_julian(found) != (year, month, day):
        raise DateError(msg)
    return found


def gregorian_to_julian(day: dt.date) -> tuple[int, int, int]:
    """Return year, month and day of the Julian calendar for a Gregorian day."""
    year, month, date = julian.from_gregorian(day.year, day.month, day.day)
    return int(year), int(month), int(date)


def rumi_to_gregorian(year: int, month: int, day: int) -> dt.date:
    """
    Convert a day of the Rumi calendar.

    Parameters
    ----------
    year, month, day
        Rumi year (1256-1342) with month 1 = Kânunusani (January), as the calendar
        was read after the reform of 1917; before it the year began on 1 March.

    Returns
    -------
    gregorian
        The same day in the Gregorian calendar.

    Raises
    ------
    DateError
        If the Rumi calendar has no such day; that includes 16-28 February 1332, which were left out.

    References
    ----------
    Ottoman law of 8 February 1332 (21 February 1917): 15 February 1332 was followed by 1 March 1333;
    since 1918 the year begins on 1 January.
    """
    common_era = year + RUMI_OFFSET
    try:
        if (common_era, month) >= (1917, 3):
            return dt.date(common_era, month, day)
    except ValueError as error:
        msg = f"{year}-{month:02d}-{day:02d} is no day of the Rumi calendar."
        raise DateError(msg) from error
    # The old year ran from March to February, so its January and February fall in the next common year.
    day_found = julian_to_gregorian(common_era + (1 if month < 3 else 0), month, day)
    if day_found >= RUMI_REFORM:
        shown = f"{year}-{month:02d}-{day:02d}"
        msg = f"{shown} is no day of the Rumi calendar: 15 February 1332 was followed by 1 March 1333."
        raise DateError(msg)
    return day_found


def gregorian_to_rumi(day: dt.date) -> tuple[int, int, int]:
    """
    Return year, month and day of the Rumi calendar for a Gregorian day.

    Raises
    ------
    DateError
        If the day lies outside the years in which the calendar was used, 1840-1925.
    """
    if not dt.date(1840, 3, 13) <= day <= dt.date(1925, 12, 31):
        msg = f"{day.isoformat()} lies outside the use of the Rumi calendar, March 1840 to December 1925."
        raise DateError(msg)
    if day >= RUMI_REFORM:
        return day.year - RUMI_OFFSET, day.month, day.day
    year, month, date = gregorian_to_julian(day)
    return year - RUMI_OFFSET - (1 if month < 3 else 0), month, date
