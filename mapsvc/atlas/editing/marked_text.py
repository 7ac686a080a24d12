"""What every text file has around its words: a mark at its begin, line ends."""

from __future__ import annotations

#: Windows writes it before what it saves as UTF-8.
MARK_BEFORE_TEXT = "\ufeff"


def newline_of(text: str) -> str:
    """Return how the lines of a text end: as its first does."""
    first = text.find("\n")
    return "\r\n" if first > 0 and text[first - 1] == "\r" else "\n"


def begin_of(text: str) -> int:
    """Return the place of the first sign of a text."""
    return len(MARK_BEFORE_TEXT) if text.startswith(MARK_BEFORE_TEXT) else 0


def is_blank(text: str) -> bool:
    """Tell whether a text says nothing."""
    return not text[begin_of(text) :].strip()
