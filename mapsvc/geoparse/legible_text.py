"""A text as a person reads it, letters in one piece and words whole, and where each sign of it was given."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from mapsvc.geoparse.garbled_letters import Mended, mend_letters
from mapsvc.model.names import compose

#: Hyphens that only the end of a line shows (soft, the "not" of old Word, of typesetters); what nobody sees;
#: letters that are one sign in print, or as wide as Chinese ones; accents that TeX sets beside their letter.
_UNUSUAL = (
    "(?P<hyphen>[\u00ad\u00ac\u001f\u2010\u2011\u058a](?=[ \t]*\r?\n))|(?P<unseen>[\u00ad\u200b\u2060\ufeff])"
    "|[\ufb00-\ufb06\uff21-\uff3a\uff41-\uff5a]|[iı]\u0307|(?P<tex>[CScs]\u00b8|\u02d8[Gg]|\u00a8[OUou]|\u02d9I)"
)
_TEX_MARKS = {"\u00b8": "\u0327", "\u02d8": "\u0306", "\u00a8": "\u0308", "\u02d9": "\u0307"}
_ANY_UNUSUAL = re.compile(_UNUSUAL)
#: What some of them hold; a text without any of these has none.
_OF_SIGNS = frozenset(
    "\u00ad\u00ac\u001f\u2010\u2011\u058a\u200b\u2060\ufeff\u0307\u00b8\u02d8\u00a8\u02d9"
).union(map(chr, (*range(0xFB00, 0xFB07), *range(0xFF21, 0xFF5B))))


@dataclass(frozen=True)
class LegibleText:
    """A text as it is read; offsets of it lead back to those of the text that was given."""

    text: str
    #: Begin and end of each stretch whose length changed, as it is read and as it was given; in order.
    _read: tuple[int, ...] = ()
    _given: tuple[int, ...] = ()

    def given_start(self, offset: int) -> int:
        """Return where that begins in the given text which begins here at an offset."""
        at = bisect_right(self._read, offset) - 1
        return self._beyond(at, offset) if at % 2 else self._given[at]

    def given_end(self, offset: int) -> int:
        """Return where that ends in the given text which ends here at an offset."""
        at = bisect_left(self._read, offset) - 1
        return self._beyond(at, offset) if at % 2 else self._given[at + 1]

    def _beyond(self, at: int, offset: int) -> int:
        """Return an offset by the end of the stretch before it; `at` is -1 where there is none."""
        return self._given[at] + offset - self._read[at] if at >= 0 else offset


def read_legibly(given: str) -> LegibleText:
    """
    Read a text as a person does.

    Parameters
    ----------
    given
        Any text.

    Returns
    -------
    legible
        Letters that are written as several signs, or several as one, are the usual ones; hyphens that only
        a line end shows are plain or gone; letters in a wrong encoding are those that were meant.
    """
    # where a sign is two things, that it is in a wrong encoding goes before
    changes = sorted((*mend_letters(given), *_find_signs(given)), key=lambda change: change[0])
    if not changes:
        return LegibleText(given)
    parts: list[str] = []
    read: list[int] = []
    there: list[int] = []
    at = size = 0
    for begin, end, plain in changes:
        if begin < at:
            continue
        parts += [given[at:begin], plain]
        size += begin - at
        if len(plain) != end - begin:
            read += [size, size + len(plain)]
            there += [begin, end]
        size += len(plain)
        at = end
    return LegibleText("".join([*parts, given[at:]]), tuple(read), tuple(there))


def _find_signs(given: str) -> Iterator[Mended]:
    pattern = _pattern_for({sign for sign in set(given) if sign > "\x7f" or sign == "\x1f"})
    for found in pattern.finditer(given) if pattern else ():
        plain = _plain(found)
        if plain != found[0]:
            yield found.start(), found.end(), plain


def _plain(found: re.Match[str]) -> str:
    sign = found[0]
    if found["hyphen"] or found["unseen"]:
        return "-" if found["hyphen"] else ""
    if found["tex"]:
        mark, letter = sorted(sign, key=str.isalpha)
        return compose(letter + _TEX_MARKS[mark])
    return compose(unicodedata.normalize("NFKC", sign) if len(sign) == 1 else sign.replace("ı", "i"))


def _pattern_for(signs: set[str]) -> re.Pattern[str] | None:
    """Return what finds, among some signs, those that may not be the usual ones; nothing where all are."""
    # The vowels and last consonants of Korean syllables are marks too.
    marks = {sign for sign in signs if unicodedata.combining(sign) or "\u1160" <= sign <= "\u11ff"}
    others = {sign for sign in signs if not unicodedata.is_normalized("NFC", sign)}
    if not marks and not others:
        return _ANY_UNUSUAL if not _OF_SIGNS.isdisjoint(signs) else None
    parts = [_UNUSUAL]
    if marks:
        marked = "".join(sorted(marks))
        parts.append(rf"[^\W{marked}][{marked}]+")
    if others:
        parts.append(f"[{''.join(sorted(others))}]")
    return re.compile("|".join(parts))
