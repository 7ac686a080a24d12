"""Letters that OCR takes for one another, and the words that may have been meant."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

#: What is printed in the damaged text, and what may have stood on the page; folded letters.
_CONFUSED = (
    ("rn", "m"), ("m", "rn"), ("l", "i"), ("i", "l"), ("1", "i"), ("1", "l"), ("0", "o"), ("5", "s"),
    ("c", "e"), ("e", "c"), ("ii", "u"), ("u", "ii"), ("ii", "n"), ("li", "h"), ("h", "b"), ("b", "h"),
    ("n", "u"), ("u", "n"), ("vv", "v"), ("cl", "d"), ("t", "f"), ("f", "t"), ("t", "l"), ("l", "t"),
    ("ri", "n"), ("in", "m"), ("ni", "m"), ("nn", "m"), ("j", "i"), ("v", "y"), ("y", "v"),
    ("g", "q"), ("q", "g"), ("6", "o"),
)  # fmt: skip
#: Of which strokes or signs each letter is drawn: what OCR takes for one another is drawn alike.
_DRAWN_ALIKE = {
    "i": "i1ljtfr", "ii": "nuhb", "iii": "m", "c": "ce", "ci": "d", "v": "vy", "g": "gq", "o": "o06",
    "s": "s5",
}  # fmt: skip
_OUTLINE_OF = str.maketrans({letter: drawn for drawn, letters in _DRAWN_ALIKE.items() for letter in letters})
_SEVERAL_V = re.compile("v+")
#: Read as m it loses a stroke; and what can be read so that it holds that.
_LOSING_A_STROKE = ("nn", "mn")
#: So many places of a word can be misread at once.
_MOST = 2

#: Where letters were put back, and by how many the word as printed is longer there.
Changes = tuple[tuple[int, int], ...]


#: What each letter may begin that OCR takes for something else, with how early it is thought of.
_BY_LETTER: dict[str, list[tuple[int, str, str]]] = {}
for _rank, (_printed, _meant) in enumerate(_CONFUSED):
    _BY_LETTER.setdefault(_printed[0], []).append((_rank, _printed, _meant))


def outline(word: str) -> str:
    """
    Return what a word shares with all that it may have been before OCR: its strokes.

    Where it `has_one_outline`: two n are read as m, which has one stroke fewer.
    """
    strokes = word.translate(_OUTLINE_OF)
    return _SEVERAL_V.sub("v", strokes) if "vv" in strokes else strokes


def has_one_outline(word: str) -> bool:
    """Tell whether all that a word may have been has the outline of the word."""
    return not any(letters in word for letters in _LOSING_A_STROKE)


def misreadings(
    word: str, begins: Callable[[str], bool] = lambda _head: True, *, head: int = 0
) -> Iterator[tuple[str, Changes]]:
    """
    Yield what a folded word may have been before OCR, those with one change first.

    Parameters
    ----------
    word
        As printed, folded.
    begins
        Tells whether anything that is looked for begins with some letters; what it never does is not made.
    head
        So many letters `begins` is asked for at most.

    Yields
    ------
    reading, changes
        A word, and for each change its offset in that word and how much longer the print is there.
    """
    once = _changed(word, 0, begins, head)
    for reading, change in once:
        if begins(reading[:head]):
            yield reading, (change,)
    for reading, change in once if _MOST > 1 else ():
        # behind the first change only: each pair once; none helps where its letters begin nothing
        if begins(reading[: min(head, change[0] + 1)]):
            for again, second in _changed(reading, change[0] + 1, begins, head):
                if begins(again[:head]):
                    yield again, (change, second)


def _changed(
    word: str, begin: int, begins: Callable[[str], bool], head: int
) -> list[tuple[str, tuple[int, int]]]:
    """Return a word with one change, in the order in which changes are thought of."""
    last = _last_changed(word, begins, head)
    if begin >= last:
        return []
    found = []
    for at in range(begin, last):
        changes = _BY_LETTER.get(word[at])
        if changes is None:
            continue
        before = word[:at]
        for rank, printed, meant in changes:
            if (len(printed) == 1 or word.startswith(printed, at)) and (
                at >= head or begins(before + meant[0])
            ):
                found.append((rank, at, printed, meant))
    found.sort()
    return [
        (word[:at] + meant + word[at + len(printed) :], (at, len(printed) - len(meant)))
        for _, at, printed, meant in found
    ]


def _last_changed(word: str, begins: Callable[[str], bool], head: int) -> int:
    """Return behind which letter no change helps: behind those with which nothing begins none does."""
    if begins(word[:head]):
        return len(word)
    last = min(head, len(word))
    while last > 1 and not begins(word[: last - 1]):
        last -= 1
    return last


def length_as_printed(length: int, changes: Changes) -> int:
    """Return how many letters of the print show the first `length` letters of a reading."""
    return length + sum(longer for at, longer in changes if at < length)
