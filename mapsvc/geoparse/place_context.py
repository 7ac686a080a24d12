"""The words beside a name that show a place: an ending, a preposition, an enumeration."""

from __future__ import annotations

import re

from mapsvc.geoparse import lexicon
from mapsvc.geoparse.endings import APOSTROPHE, BARE, SUFFIX
from mapsvc.geoparse.span import Span, plain_gap
from mapsvc.geoparse.tokens import NO_WORD, TokenText, Word

#: Small words that show a place, in languages where they are other words elsewhere.
_PLACING = {lang: lexicon.words_of(f"{lang.upper()}_LOCATING") for lang in ("de", "fr")}
_LOCATIVE = re.compile(r"n?[dt][ae](?:n|ki.*)?|y?[ae]|na|ne")


def word_before(tokens: TokenText, position: int) -> Word:
    """Return the word before if only a space is between, else `NO_WORD`."""
    # a space is what mostly stands there, and this is asked a dozen times for every name
    if position > 0 and (tokens.gaps[position - 1] == " " or plain_gap(tokens, position - 1)):
        return tokens.words[position - 1]
    return NO_WORD


def word_behind(tokens: TokenText, position: int) -> Word:
    """Return the word behind if only a space is between, else `NO_WORD`."""
    return tokens.words[position + 1] if plain_gap(tokens, position) else NO_WORD


_ANY_ARTICLE = frozenset({"the", "der", "die", "das", "den", "dem", "des", "la", "le", "les", "l"})


def before_articles(tokens: TokenText, span: Span) -> Word:
    """Return the word before a name and its article."""
    before = word_before(tokens, span.first)
    return word_before(tokens, span.first - 1) if before.plain in _ANY_ARTICLE and before else before


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
    at = span.last
    if span.ending == BARE and at + 1 < len(tokens.words):
        if _joins(tokens, at, at + 1, inflected=span.home):
            return True
        if _connects(tokens, at, at + 1) and at + 2 < len(tokens.words):
            return tokens.words[at + 2].names_home
    at = span.first - 1
    if at < 0:
        return False
    if _joins(tokens, at, at, inflected=False):
        return True
    return at > 0 and _connects(tokens, at, at) and tokens.words[at - 1].names_home


def _joins(tokens: TokenText, gap: int, at: int, *, inflected: bool) -> bool:
    """Tell whether a comma stands in a gap, and a word of the home tiers beside it."""
    word = tokens.words[at]
    return tokens.gap(gap).strip() == "," and word.names_home and (inflected or word.apostrophe < 0)


def _connects(tokens: TokenText, gap: int, at: int) -> bool:
    """Tell whether a word such as "ve" stands beside a gap without a mark."""
    return not tokens.gap(gap).strip() and bool(tokens.words[at].flags & lexicon.CONNECTOR)


def has_preposition(tokens: TokenText, span: Span) -> bool:
    """Tell whether a preposition of place stands before the name."""
    locating = _PLACING.get(tokens.language(span.first))
    if locating is not None:
        return before_articles(tokens, span).plain in locating
    before = word_before(tokens, span.first)
    return bool(before.flags & lexicon.PLACE_PREPOSITION) and not before.case


def has_place_frame(tokens: TokenText, span: Span) -> bool:
    """Tell whether the words around show that a name is a place and no person."""
    behind = word_behind(tokens, span.last)
    # "İnönü Muharebeleri", "Wilson Prensipleri": battles and treaties are named for places
    event = span.ending == BARE and behind.flags & (lexicon.EVENT | lexicon.TREATY)
    return bool(span.kind or event) or is_locative(tokens, span) or has_preposition(tokens, span)
