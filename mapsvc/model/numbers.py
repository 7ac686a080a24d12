"""Numbers and lists as readers of a language write them, by CLDR."""

from __future__ import annotations

import math
from collections.abc import Iterable
from decimal import Decimal
from typing import Literal

from babel.lists import format_list as babel_list
from babel.numbers import format_decimal
from babel.numbers import format_percent as babel_percent

from mapsvc.language import locale_of, translate


def format_number(value: float, lang: str, *, digits: int = 0) -> str:
    """Return a number with thousands set apart: `"1.234,5"` in Turkish, `"1,234.5"` in English."""
    # Rounded first: what a table rounds in Python reads the same in every language.
    rounded = Decimal(f"{value:.{digits}f}")
    fraction = f".{'0' * digits}" if digits else ""
    return _plain_spaces(format_decimal(rounded, format=f"#,##0{fraction}", locale=locale_of(lang)))


#: A margin that begins with less than this is known to two figures, any other to one.
_TWO_FIGURES = 3.55


def format_by_margin(value: float, margin: float, lang: str) -> str:
    """
    Return a number to the figures that its margin lets be known, so that it is the same wherever it is told.

    Parameters
    ----------
    value
        What was measured, or the margin itself.
    margin
        One standard deviation of what was measured; of nothing nothing is rounded but the fraction.
    lang
        One of the atlas's languages.

    Examples
    --------
    >>> format_by_margin(8254.3, 638, "en"), format_by_margin(638, 638, "en")
    ('8,300', '600')
    >>> format_by_margin(389.4, 130, "en")
    '390'
    """
    exponent = math.floor(math.log10(margin)) if margin > 0 else 0
    step = 10.0 ** (exponent - (0 < margin < _TWO_FIGURES * 10.0**exponent))
    # Nobody measures ground closer than a tenth, and what has no margin is whole.
    step = max(step, 0.1) if margin > 0 else 1.0
    return format_number(round(value / step) * step, lang, digits=1 if step < 1 else 0)


def format_percent(share: float, lang: str) -> str:
    """Return a share of 1 in whole percent: `"%12"` in Turkish, `"12%"` in English."""
    return _plain_spaces(babel_percent(share, locale=locale_of(lang)))


def format_list(items: Iterable[str], lang: str, style: Literal["standard", "or"] = "standard") -> str:
    """Return names joined as a sentence lists them: `"a, b and c"`, or with "or"."""
    return babel_list(list(items), style=style, locale=locale_of(lang))


def _plain_spaces(text: str) -> str:
    """Return a number with the space that every font has."""
    return text.replace("\u202f", "\u00a0")


def format_quantity(value: float, unit: str, lang: str, *, digits: int = 0) -> str:
    """Return a number with its unit, `m`, `km` or `km2`: `"1,234 km²"`, in Russian `"1 234 км²"`."""
    return f"{format_number(value, lang, digits=digits)} {translate(lang, f'unit.{unit}')}"


def format_length(metres: float, lang: str) -> str:
    """Return a round length as a scale bar bears it: `"500 m"`, `"1,000 km"`."""
    return format_quantity(metres, "m", lang) if metres < 1000 else format_quantity(metres / 1000, "km", lang)


def format_km(value: float, lang: str) -> str:
    """Return kilometres: below ten with one decimal, below one with as many as tell it from another."""
    digits = 0 if value >= 10 else 1
    while digits < 3 and 0 < value < 1 and abs(round(value, digits) - value) > value / 20:
        digits += 1
    return format_quantity(value, "km", lang, digits=digits)


def format_feet(feet: float, lang: str) -> str:
    """Return a height that is printed in feet, with metres: `"8,330 ft ≈ 2539 m"`."""
    return translate(lang, "unit.height").format(ft=f"{feet:g}", m=f"{feet * 0.3048:.0f}")


def format_lines(lines: Iterable[int]) -> str:
    """Return line numbers with runs joined: `"53–55, 398"`."""
    runs: list[list[int]] = []
    for line in sorted(set(lines)):
        if runs and line == runs[-1][1] + 1:
            runs[-1][1] = line
        else:
            runs.append([line, line])
    return ", ".join(str(first) if first == last else f"{first}–{last}" for first, last in runs)
