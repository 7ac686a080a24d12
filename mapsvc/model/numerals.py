"""Numerals as languages write them before a word such as "century"."""

from __future__ import annotations

_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


def say_numeral(number: int, style: str) -> str:
    """
    Return a number in a style.

    Parameters
    ----------
    number
        At least 1.
    style
        `"roman"` (`XX`), `"ordinal"` (`20th`, as English has it), or `"digits"`.
    """
    if style == "roman":
        return _roman(number)
    return f"{number}{_ending(number)}" if style == "ordinal" else str(number)


def _roman(number: int) -> str:
    text = ""
    for value, letters in _ROMAN:
        while number >= value:
            text, number = text + letters, number - value
    return text


def _ending(number: int) -> str:
    if number % 100 in {11, 12, 13}:
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
