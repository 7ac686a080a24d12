"""Names of persons that are names of places too: behind first names, before surnames, in lists of persons."""

from __future__ import annotations

from mapsvc.geoparse import lexicon
from mapsvc.geoparse.endings import BARE
from mapsvc.geoparse.place_context import word_before
from mapsvc.geoparse.span import Span
from mapsvc.geoparse.tokens import CAPITAL, LOWER, TokenText, Word

FIRST_NAMES, _TITLES = lexicon.words_of("FIRST_NAME"), lexicon.words_of("TITLES")
_REIGNS = lexicon.words_of("REIGN")
_SURNAME_ENDINGS = ("ow", "ew", "off", "witsch", "itsch", "ski", "sky", "ic", "mann", "bauer")
#: So many words back, a list of persons begins.
_LONGEST_LIST = 8


def is_part_of_name(tokens: TokenText, span: Span, before: Word, behind: Word) -> bool:
    """Tell whether a bare name is the first name or the surname of a person, or one of several persons."""
    if span.ending != BARE:
        return False
    return (
        _is_first_name(tokens, span, before, behind)
        or _is_surname(tokens, span, before, behind)
        or _is_among_persons(tokens, span)
    )


def _is_surname(tokens: TokenText, span: Span, before: Word, behind: Word) -> bool:
    """Tell whether a first name stands before, with a title or alone: "Captain Jack London"."""
    if not before or before.apostrophe >= 0 or before.case != CAPITAL:
        return False
    first = word_before(tokens, span.first - 1)
    if _is_titled(before, first):
        return not _is_turkic(tokens, span) or ends_clause(tokens, span)
    if before.plain not in FIRST_NAMES or first.plain in _REIGNS:
        return False
    if not _is_turkic(tokens, span) or ends_clause(tokens, span) or behind.apostrophe >= 0:
        return True
    return behind.case == LOWER and not behind.flags & (lexicon.SPATIAL | lexicon.GEO | lexicon.INSTITUTION)


def _is_titled(name: Word, title: Word) -> bool:
    """Tell whether a title stands before a word that can be a first name."""
    titled = title.case and title.flags & lexicon.TITLE_BEFORE and title.plain == title.stem
    return bool(titled) and not name.flags & ~(lexicon.GIVEN | lexicon.COMMON) and not name.names_home


def _is_turkic(tokens: TokenText, span: Span) -> bool:
    """Tell whether names of places stand behind names of persons here as they do nowhere else."""
    return tokens.language(span.first) in {"tr", "az"}


def ends_clause(tokens: TokenText, span: Span) -> bool:
    """Tell whether a mark stands behind a name that ends a clause or a part of one."""
    return tokens.text[span.token_end : span.token_end + 1] in {",", ".", ";", ")", ":"}


def _is_among_persons(tokens: TokenText, span: Span) -> bool:
    """Tell whether a name stands in a list of persons: "Messrs. London, Paris and Berlin"."""
    at = span.first - 1
    while at >= 0 and span.first - at <= _LONGEST_LIST:
        word = tokens.words[at]
        if word.plain in _TITLES:
            return bool(word.case) or tokens.language(span.first) != "en"
        gap = tokens.gap(at).strip()
        if gap not in {"", ","} or not (word.case or word.flags & lexicon.CONNECTOR):
            return False
        at -= 1
    return False


def _is_first_name(tokens: TokenText, span: Span, before: Word, behind: Word) -> bool:
    """Tell whether an unknown name follows a first name, or any in English: "Florence Nightingale"."""
    language = tokens.language(span.first)
    named = tokens.words[span.first].plain in FIRST_NAMES
    if not (named or language == "en"):
        return False
    unknown = behind.case == CAPITAL and not behind.flags and not behind.places_found
    if unknown and language == "de":
        return behind.plain.endswith(_SURNAME_ENDINGS)  # all nouns have a capital
    return unknown and not before.flags & lexicon.PLACE_PREPOSITION
