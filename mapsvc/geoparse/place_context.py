"""The words beside a name that show a place: an ending, a preposition, an enumeration."""

from __future__ import annotations

import re

from mapsvc.geoparse import lexicon
from mapsvc.geoparse.endings import APOSTROPHE, BARE, SUFFIX
from mapsvc.geoparse.span import Span, plain_gap
from mapsvc.geoparse.tokens import TokenText, Word

_LOCATIVE = re.compile(r"n?[dt][ae](?:n|ki.*)?|y?[ae]|na|ne")


def neighbour_word(tokens: TokenText, position: int, step: int) -> Word | None:
    """Return the word before or behind if only a space is between."""
    if step < 0:
        return tokens.words[position - 1] if position > 0 and plain_gap(tokens, position - 1) else None
    return tokens.words[position + 1] if plain_gap(tokens, position) else None


def is_locative(tokens: TokenText, span: Span) -> bool:
    """Tell whether the ending says where, whence or whither."""
    if span.ending not in {APOSTROPHE, SUFFIX}:
        return False
    word = tokens.words[span.last]
    shown = span.end - tokens.starts[span.last]
    ending = word.plain[shown:] if word.kept is None else word.plain[word.apostrophe :]
    return _LOCATIVE.fullmatch(ending) is not None


def is_listed(tokens: TokenText, span: Span) -> bool:
    """Tell whether "ve" or a comma joins the name to a name of the home tiers."""
    words = tokens.words
    at = span.last + 1
    if span.ending == BARE and at < len(words):
        gap = tokens.gap(span.last).strip()
        if gap == "," and words[at].names_home and (words[at].apostrophe < 0 or span.home):
            return True
        if not gap and words[at].flags & lexicon.CONNECTOR and at + 1 < len(words):
            return words[at + 1].names_home
    at = span.first - 1
    if at < 0:
        return False
    gap = tokens.gap(at).strip()
    if gap == "," and words[at].names_home and words[at].apostrophe < 0:
        return True
    return not gap and bool(words[at].flags & lexicon.CONNECTOR) and at > 0 and words[at - 1].names_home


def has_preposition(tokens: TokenText, span: Span) -> bool:
    """Tell whether a preposition of place stands before the name."""
    before = neighbour_word(tokens, span.first, -1)
    return before is not None and bool(before.flags & lexicon.PLACE_PREPOSITION) and not before.case


def has_place_frame(tokens: TokenText, span: Span) -> bool:
    """Tell whether the words around show that a name is a place and no person."""
    behind = neighbour_word(tokens, span.last, 1)
    # "İnönü Muharebeleri", "Wilson Prensipleri": battles and treaties are named for places
    event = behind is not None and span.ending == BARE and behind.flags & (lexicon.EVENT | lexicon.TREATY)
    return bool(span.kind or event) or is_locative(tokens, span) or has_preposition(tokens, span)
