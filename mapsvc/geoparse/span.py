"""A name found in a text, and what may stand between its words."""

from __future__ import annotations

import re
from dataclasses import dataclass

from mapsvc.geoparse.endings import APOSTROPHE, DERIVED, RUSSIAN, SUFFIX
from mapsvc.geoparse.tokens import TokenText
from mapsvc.geoparse.word_names import LOWER, WordName

_SPACES = frozenset(" \t\n\r\u00a0")
_LONGEST_GAP = 24
#: Languages in which the endings of Turkish and Russian stand behind names.
INFLECTING = frozenset({"tr", "az", "ru"})
_LAST_STOP = re.compile(r"\.(?:['’‘ʼ][^\W\d_]{1,8})?")


@dataclass(slots=True, eq=False)
class Span:
    """
    A name found in a text.

    Attributes
    ----------
    first, last
        The words it covers.
    start, end, token_end
        Offsets in characters: the name without endings, and the end of the inflected word.
    key
        The name in the gazetteer; empty if only the words around it show that it is one.
    kind
        What the words around it ask for ("river"), or nothing.
    evidence
        How much speaks for a place, beyond the name itself; `why` says what.
    person
        Whether the words around give the name to a person.
    framed
        Whether nothing but a preposition or an ending of place shows the name.
    """

    first: int
    last: int
    start: int
    end: int
    token_end: int
    key: str
    ending: int
    home: bool
    typo: bool = False
    misread: bool = False
    spelt: bool = False
    kind: str = ""
    base: str = ""
    evidence: float = 0.0
    small: bool = False
    several: bool = False
    person: bool = False
    framed: bool = False


def joined_gap(tokens: TokenText, position: int) -> bool:
    """Tell whether a word and the next can be one name: spaces, a hyphen or one line end between them."""
    if position + 1 >= len(tokens.words):
        return False
    gap = tokens.gap(position)
    if gap == " ":
        return True
    if len(gap) > _LONGEST_GAP or gap.count("\n") > 1:
        return False
    rest = gap.strip(" \t\r\n\u00a0")
    return rest in {"", "-", "–", "‑"} or (rest == "." and len(tokens.words[position].plain) <= 2)


def plain_gap(tokens: TokenText, position: int) -> bool:
    """Tell whether only spaces or one line end stand between a word and the next."""
    if position + 1 >= len(tokens.words):
        return False
    gap = tokens.gaps[position]
    if len(gap) == 1:
        return gap in _SPACES
    return len(gap) <= _LONGEST_GAP and not gap.strip() and gap.count("\n") <= 1


def with_last_stop(tokens: TokenText, span: Span) -> Span:
    """Return an abbreviation of letters with its last full stop and the ending behind that: "A.B.D.’de"."""
    initials = all(len(word.plain) == 1 for word in tokens.words[span.first : span.last])
    if initials and tokens.text[span.start + 1 : span.start + 2] == ".":
        found = _LAST_STOP.match(tokens.text, span.end)
        if found:
            span.end, span.token_end = span.end + 1, found.end()
            span.ending = APOSTROPHE if found.end() > span.end else span.ending
    return span


def single_span(tokens: TokenText, position: int, names: tuple[WordName, ...]) -> Span | None:
    """Return the name of a single word; nothing if its ending makes no place of it."""
    word = tokens.words[position]
    inflects = tokens.language(position) in INFLECTING
    for name in names:
        # "Azerbaijani" is no "Azerbaijan" in the accusative
        if name.ending == DERIVED or (not inflects and name.ending in {SUFFIX, RUSSIAN}):
            if name.ending == DERIVED:
                return None
            continue
        if name.spelt and not name.home and tokens.language(position) == "de":
            continue  # any noun of German is spelt nearly as some town
        start = tokens.starts[position]
        return Span(
            position, position, start, start + word.offset(name.length), tokens.ends[position],
            name.key, name.ending, name.home, name.typo, name.misread, name.spelt, small=word.case == LOWER,
            several=" " in name.key,
        )  # fmt: skip
    return None
