"""How names stand together: in one enumeration, one behind the other's comma, one in the other's brackets."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from mapsvc.geoparse import lexicon
from mapsvc.geoparse.candidates import NamedSpan
from mapsvc.geoparse.endings import BARE
from mapsvc.geoparse.lexicon import kind_of_word
from mapsvc.geoparse.place_context import word_behind
from mapsvc.geoparse.span import Span
from mapsvc.geoparse.tokens import TokenText


def link_names(tokens: TokenText, readings: Sequence[NamedSpan]) -> None:
    """
    Fill in `listed`, `within` and `also` of the names of a text.

    Parameters
    ----------
    tokens
        The text.
    readings
        In text order. "The villages of A, B and C", "A, B ve C köyleri" give their kind to each.
    """
    listed = -1
    for at, (reading, following) in enumerate(pairwise(readings)):
        span, behind = reading.span, following.span
        if span.last + 1 == behind.first:
            gap = tokens.gap(span.last).strip()
            if gap in {",", "("}:
                reading.within = span.ending == BARE
            reading.also = gap == "(" and tokens.text[behind.token_end : behind.token_end + 1] == ")"
        if not _are_joined(tokens, span, behind):
            continue
        if reading.listed < 0:
            listed = at
        reading.listed = following.listed = listed
    _give_kinds(tokens, readings)


def _are_joined(tokens: TokenText, span: Span, behind: Span) -> bool:
    """Tell whether a comma, a word such as "ve", or both stand between two names, and nothing else."""
    between = behind.first - span.last - 1
    gap = tokens.gap(span.last).strip()
    if between == 0:
        return gap == ","
    if between != 1 or gap not in {"", ","}:
        return False
    word = tokens.words[span.last + 1]
    return bool(word.flags & lexicon.CONNECTOR) and not tokens.gap(span.last + 1).strip()


def _give_kinds(tokens: TokenText, readings: Sequence[NamedSpan]) -> None:
    """Give the kind that a generic word in the plural says to each name of the enumeration beside it."""
    begin = 0
    while begin < len(readings):
        end = begin + 1
        while end < len(readings) and readings[begin].listed >= 0 and readings[end].listed == begin:
            end += 1
        if end - begin > 1:
            kind = _kind_of_all(tokens, readings[begin].span, readings[end - 1].span)
            for reading in readings[begin:end] if kind else ():
                reading.span.kind = reading.span.kind or kind
        begin = end


def _kind_of_all(tokens: TokenText, first: Span, last: Span) -> str:
    behind = word_behind(tokens, last.last)
    if (
        behind.flags & lexicon.GEO
        and not behind.case
        and behind.plain[len(behind.stem) :][:3] in {"ler", "lar"}
    ):
        return kind_of_word(behind.stem, behind.text)
    at = first.first - 2
    if at >= 0 and tokens.words[at + 1].plain == "of" and tokens.words[at].flags & lexicon.GEO:
        return kind_of_word(tokens.words[at].stem, tokens.words[at].text)
    return ""
