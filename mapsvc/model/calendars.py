"""Julian, Gregorian and Rumi (Ottoman financial) calendar days."""

from __future__ import annotations

from mapsvc.errors import DateError
from mapsvc.model.day import BEFORE_MONTH, Day, days_of_month, format_year
from mapsvc.model.names import fold

#: By which texts date.
CALENDARS = ("gregorian", "julian", "rumi", "hijri")
#: From 1 March 1333 Rumi = 1 March 1917, days and months of the Rumi calendar are Gregorian ones.
RUMI_REFORM = Day(1917, 3, 1)
#: Rumi years count from the Hijra in solar years; the difference to the Common Era.
RUMI_OFFSET = 584
#: 1 January of the year 1 fell two days earlier in the Julian calendar, whose leap years repeat every four.
_JULIAN_LEAD, _JULIAN_CYCLE_DAYS = 2, 1461
#: The first day by which Russia dated in the Gregorian calendar; it followed 31 January of the Julian one.
RUSSIAN_REFORM = Day(1918, 2, 14)
#: The first day that any country dated in the Gregorian calendar; it followed 4 October of the Julian one.
GREGORIAN_REFORM = Day(1582, 10, 15)
#: Rumi years that were in use, and the first and last day of the calendar.
RUMI_YEARS = range(1256, 1343)
RUMI_DAYS = (Day(1840, 3, 13), Day(1925, 12, 31))


def split_day(text: str) -> tuple[int, int, int]:
    """Return year, month and day of a text such as `1336-04-27` or `-0400-03-01`, of whichever calendar."""
    year, month, day = text.rsplit("-", 2)
    return int(year), int(month), int(day)


def julian_to_gregorian(year: int, month: int, day: int) -> Day:
    """
    Convert a day of the Julian calendar ("Old Style"); years are astronomical, 0 being 1 BC.

    Raises
    ------
    DateError
        If the Julian calendar has no such day.
    """
    if not 1 <= month <= 12 or not 1 <= day <= _days_of_julian_month(year, month):
        msg = f"{format_year(year)}-{month:02d}-{day:02d} is no day of the Julian calendar."
        raise DateError(msg)
    before = year - 1
    leap = month > 2 and year % 4 == 0
    days = before * 365 + before // 4 + BEFORE_MONTH[month - 1] + leap + day
    return Day.fromordinal(days - _JULIAN_LEAD)


def _days_of_julian_month(year: int, month: int) -> int:
    return 29 if month == 2 and year % 4 == 0 else days_of_month(1, month)


def gregorian_to_julian(day: Day) -> tuple[int, int, int]:
    """Return year, month and day of the Julian calendar for a Gregorian day."""
    cycles, rest = divmod(day.toordinal() + _JULIAN_LEAD - 1, _JULIAN_CYCLE_DAYS)
    years = min(rest // 365, 3)
    year, left = 4 * cycles + years + 1, rest - 365 * years
    for month in range(1, 13):
        length = _days_of_julian_month(year, month)
        if left < length:
            return year, month, left + 1
        left -= length
    raise AssertionError(day)


def rumi_to_gregorian(year: int, month: int, day: int) -> Day:
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
        if (common_era, month) >= (RUMI_REFORM.year, RUMI_REFORM.month):
            return Day(common_era, month, day)
    except DateError as error:
        msg = f"{year}-{month:02d}-{day:02d} is no day of the Rumi calendar."
        raise DateError(msg) from error
    # The old year ran from March to February, so its January and February fall in the next common year.
    day_found = julian_to_gregorian(common_era + (1 if month < 3 else 0), month, day)
    if day_found >= RUMI_REFORM:
        shown = f"{year}-{month:02d}-{day:02d}"
        msg = f"{shown} is no day of the Rumi calendar: 15 February 1332 was followed by 1 March 1333."
        raise DateError(msg)
    return day_found


#: Months of the Hijri calendar by their names in Turkish, Azerbaijani, English, Russian and Arabic; folded,
#: letters alone.
HIJRI_MONTHS: dict[str, int] = {
    fold(name): number
    for number, names in enumerate(
        (
            "muharrem muharram meherrem мухаррам محرم",
            "safer safar sefer сафар صفر",
            "rebiulevvel rebiyulevvel rabialawwal rabiulawwal rabii ربيعالاول ربيعالأول",
            "rebiulahir rebiyulahir rebiulsani rabialthani rabialakhir rabiulakhir rabiii ربيعالاخر"
            " ربيعالآخر ربيعالثانی",
            "cemaziyelevvel cemaziyulevvel jumadaalawwal jumadaalula jumadalula cemadiulevvel"
            " جمادیالاولی جمادىالأولى",
            "cemaziyelahir cemaziyulahir cemaziyelsani jumadaalthani jumadaalakhira جمادیالاخره جمادىالآخرة",
            "recep receb rajab раджаб رجب",
            "saban shaban sheban шаабан شعبان",
            "ramazan ramadan ramadhan рамадан рамазан رمضان",
            "sevval shawwal шавваль شوال",
            "zilkade zulkade dhualqadah dhulqadah dhulqada zilqede зулькада ذیالقعده ذوالقعدة",
            "zilhicce zulhicce dhualhijjah dhulhijjah dhulhijja зульхиджа ذیالحجه ذوالحجة",
        ),
        start=1,
    )
    for name in names.split()
}
#: Days before 1 Muharrem of the year 1 (19 July 622, Gregorian), and which of thirty years are leap years.
_HIJRI_EPOCH_DAYS = 227_014
_HIJRI_LEAP_YEARS = frozenset({2, 5, 7, 10, 13, 16, 18, 21, 24, 26, 29})
_HIJRI_CYCLE_DAYS = 10_631


def hijri_to_gregorian(year: int, month: int, day: int) -> Day:
    """
    Convert a day of the Hijri calendar by the tabular rule; who looked for the moon may be a day off.

    Raises
    ------
    DateError
        If the calendar has no such day.

    References
    ----------
    Reingold and Dershowitz, Calendrical Calculations: the arithmetical Islamic calendar, civil epoch.
    """
    length = 30 if month % 2 or (month == 12 and (year - 1) % 30 + 1 in _HIJRI_LEAP_YEARS) else 29
    if year < 1 or not 1 <= month <= 12 or not 1 <= day <= length:
        msg = f"{year}-{month:02d}-{day:02d} is no day of the Hijri calendar."
        raise DateError(msg)
    cycles, rest = divmod(year - 1, 30)
    leap = sum(number <= rest for number in _HIJRI_LEAP_YEARS)
    months = 29 * (month - 1) + month // 2
    return Day.fromordinal(_HIJRI_EPOCH_DAYS + cycles * _HIJRI_CYCLE_DAYS + rest * 354 + leap + months + day)


def gregorian_to_rumi(day: Day) -> tuple[int, int, int]:
    """
    Return year, month and day of the Rumi calendar for a Gregorian day.

    Raises
    ------
    DateError
        If the day lies outside the years in which the calendar was used, 1840-1925.
    """
    if not RUMI_DAYS[0] <= day <= RUMI_DAYS[1]:
        msg = f"{day.isoformat()} lies outside the use of the Rumi calendar, March 1840 to December 1925."
        raise DateError(msg)
    if day >= RUMI_REFORM:
        return day.year - RUMI_OFFSET, day.month, day.day
    year, month, date = gregorian_to_julian(day)
    return year - RUMI_OFFSET - (1 if month < 3 else 0), month, date
