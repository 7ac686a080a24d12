"""Numbers as a reader of Turkish or English writes them."""

from __future__ import annotations

from collections.abc import Iterable

_TURKISH = str.maketrans(",.", ".,")


def format_number(value: float, lang: str, *, digits: int = 0) -> str:
    """Return a number with thousands set apart: `"1.234,5"` in Turkish, `"1,234.5"` in English."""
    text = f"{value:,.{digits}f}"
    return text.translate(_TURKISH) if lang == "tr" else text


def format_lines(lines: Iterable[int]) -> str:
    """Return line numbers with runs joined: `"53–55, 398"`."""
    runs: list[list[int]] = []
    for line in sorted(set(lines)):
        if runs and line == runs[-1][1] + 1:
            runs[-1][1] = line
        else:
            runs.append([line, line])
    return ", ".join(str(first) if first == last else f"{first}–{last}" for first, last in runs)
