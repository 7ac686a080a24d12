"""Letters that OCR takes for one another, and the words that may have been meant."""

from __future__ import annotations

from collections.abc import Iterator

#: What is printed in the damaged text, and what may have stood on the page; folded letters.
_CONFUSED = (
    ("rn", "m"), ("m", "rn"), ("l", "i"), ("i", "l"), ("1", "i"), ("1", "l"), ("0", "o"), ("5", "s"),
    ("c", "e"), ("e", "c"), ("ii", "u"), ("u", "ii"), ("ii", "n"), ("li", "h"), ("h", "b"), ("b", "h"),
    ("n", "u"), ("u", "n"), ("vv", "v"), ("cl", "d"), ("t", "f"), ("f", "t"), ("t", "l"), ("l", "t"),
    ("ri", "n"), ("in", "m"), ("ni", "m"), ("nn", "m"), ("j", "i"), ("v", "y"), ("y", "v"),
    ("g", "q"), ("q", "g"), ("6", "o"),
)  # fmt: skip
#: So many places of a word can be misread at once.
_MOST = 2

#: Where letters were put back, and by how many the word as printed is longer there.
Changes = tuple[tuple[int, int], ...]


def misreadings(word: str) -> Iterator[tuple[str, Changes]]:
    """
    Yield what a folded word may have been before OCR, those with one change first.

    Yields
    ------
    reading, changes
        A word, and for each change its offset in that word and how much longer the print is there.
    """
    once = list(_changed(word, 0))
    yield from ((reading, (change,)) for reading, change in once)
    if _MOST < 2:
        return
    for reading, change in once:
        # behind the first change only: each pair once
        for again, second in _changed(reading, change[0] + 1):
            yield again, (change, second)


def _changed(word: str, begin: int) -> Iterator[tuple[str, tuple[int, int]]]:
    for printed, meant in _CONFUSED:
        at = word.find(printed, begin)
        while at >= 0:
            yield word[:at] + meant + word[at + len(printed) :], (at, len(printed) - len(meant))
            at = word.find(printed, at + 1)


def length_as_printed(length: int, changes: Changes) -> int:
    """Return how many letters of the print show the first `length` letters of a reading."""
    return length + sum(longer for at, longer in changes if at < length)
