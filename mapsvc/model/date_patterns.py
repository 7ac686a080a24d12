"""How a language writes a plain day, month or year: orders, names of months and eras of CLDR."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from babel import Locale
from babel.dates import parse_pattern

#: Spaces that do not break would keep a date from being found by a search for it.
_SPACES = str.maketrans(dict.fromkeys("\u202f\u00a0\u2009", " "))
#: Up to this year a number alone is not taken for a year.
_LEAST_BARE_YEAR = 100


@dataclass(frozen=True)
class DatePatterns:
    """
    Orders and names of a locale.

    Attributes
    ----------
    day, month, month_day, year
        `%`-patterns over fields of CLDR, such as `%(d)s %(MMMM)s %(y)s`.
    months, months_alone
        Names within a date and by themselves, which some languages decline.
    era
        Where an era stands: `{era} {date}` or `{date} {era}`.
    eras
        Before and after the beginning of the Common Era.
    """

    day: str
    month: str
    month_day: str
    year: str
    months: tuple[str, ...]
    months_alone: tuple[str, ...]
    era: str
    eras: tuple[str, str]

    def fill(self, pattern: str, *, year: str = "", month: int = 1, day: str = "", of: bool = False) -> str:
        """Return a pattern with its fields; `of` takes the form of a month that stands within a phrase."""
        alone = self.months if of else self.months_alone
        fields = {
            "y": year, "d": day, "dd": day.rjust(2, "0"), "M": str(month), "MM": f"{month:02d}",
            "MMMM": self.months[month - 1], "LLLL": alone[month - 1],
        }  # fmt: skip
        return pattern % fields

    def with_era(self, text: str, year: int) -> str:
        """Return a date with its era where the number of its year alone would not tell."""
        if year >= _LEAST_BARE_YEAR:
            return text
        return self.era.format(date=text, era=self.eras[0 if year <= 0 else 1])

    @property
    def day_first(self) -> bool:
        """Whether a date begins with its day, so that the first of two may be the day alone."""
        return self.day.startswith("%(d)s") and self.month_day.startswith("%(d)s")

    @property
    def after_day(self) -> str:
        """The sign that sticks to the number of a day: `.` in German, `日` in Japanese."""
        found = re.search(r"%\(d\)s([.日일])?", self.day)
        return (found[1] or "") if found else ""


@lru_cache(maxsize=256)
def patterns_of(locale: Locale) -> DatePatterns:
    """Return the orders and names of a locale."""
    skeletons = locale.datetime_skeletons
    with_era = _format(skeletons["Gy"], keep_era=True) if "Gy" in skeletons else "%(y)s %(G)s"
    before = with_era.startswith("%(G)s")
    space = " " if "%(G)s " in with_era or " %(G)s" in with_era else ""
    names = locale.months
    before_era, after_era = (str(locale.eras["abbreviated"][number]) for number in (0, 1))
    return DatePatterns(
        day=_format(locale.date_formats["long"]),
        month=_format(skeletons["yMMMM"]) if "yMMMM" in skeletons else "%(MMMM)s %(y)s",
        month_day=_format(skeletons["MMMMd"]) if "MMMMd" in skeletons else "%(d)s %(MMMM)s",
        # The skeleton of a year alone lacks what some languages say after it: "1920 г."
        year=with_era.replace("%(G)s", "").strip(),
        months=tuple(names["format"]["wide"][number] for number in range(1, 13)),
        months_alone=tuple(names["stand-alone"]["wide"][number] for number in range(1, 13)),
        era=f"{{era}}{space}{{date}}" if before else f"{{date}}{space}{{era}}",
        eras=(before_era.translate(_SPACES), after_era.translate(_SPACES)),
    )


def _format(pattern: Any, *, keep_era: bool = False) -> str:
    """Return a pattern of CLDR as one of Python; names of months are whole, and no field is padded."""
    found = str(parse_pattern(getattr(pattern, "pattern", pattern)).format).translate(_SPACES)
    # Eras stand only where a reader needs one, so that no pattern brings its own.
    found = found if keep_era else re.sub(r"\s?%\(G\)s", "", found)
    found = re.sub(r"%\(y+\)s", "%(y)s", found)
    found = re.sub(r"%\(MMM\)s", "%(MMMM)s", found)
    found = re.sub(r"%\(LLL\)s", "%(LLLL)s", found)
    return re.sub(r"%\(dd\)s", "%(d)s", found)
