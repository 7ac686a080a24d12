"""Common words that are names of places too: what shows that the place is meant."""

from __future__ import annotations

import re

from mapsvc.geoparse import lexicon
from mapsvc.geoparse.endings import APOSTROPHE, BARE, SUFFIX
from mapsvc.geoparse.place_context import has_preposition, is_listed, is_locative, word_before, word_behind
from mapsvc.geoparse.sentence_language import READ
from mapsvc.geoparse.span import Span
from mapsvc.geoparse.tokens import CAPITAL, TokenText, Word

_COMMON_WORDS = {lang: lexicon.words_of(f"{lang.upper()}_COMMON").whole for lang in READ}
_FRENCH_PEOPLES = lexicon.words_of("FR_PEOPLE")
_TOWN_BEHIND, _TAKEN_BEHIND = lexicon.words_of("TOWN_BEHIND"), lexicon.words_of("TAKEN_BEHIND")
#: The ending of the second noun of two: liman|ı, kaza|sı, liman|ları.
_POSSESSED_NOUN = re.compile(r"(?:l[ae]r)?s?[iu]")
#: Whose nouns all have a capital.
_ALL_CAPITALS = "de"
_GERMAN_ARTICLES = frozenset({"der", "die", "das", "den", "dem", "des", "im", "am", "vom", "zum", "zur"})
_GERMAN_DATIVES = frozenset({"dem", "im", "am", "beim", "vom", "zum"})
#: Classes of words of which towns may bear the name: Ordu is an army and a town.
_TOWNS_TOO = lexicon.COMMON | lexicon.INSTITUTION


def shows_place(tokens: TokenText, span: Span) -> bool:
    """Tell whether the words around show a place whose name is a common word too."""
    before = word_before(tokens, span.first)
    if before.case == CAPITAL or before.flags & lexicon.PEOPLE or not (span.home or span.kind):
        return False
    if span.ending == APOSTROPHE and is_locative(tokens, span):
        return True
    listed = span.home and span.ending == BARE and is_listed(tokens, span)
    return listed or has_preposition(tokens, span) or _is_towns(tokens, span)


def _is_noun(tokens: TokenText, span: Span) -> bool:
    """Tell whether a German word is no place: "in der Halle", not "in Halle"."""
    before = word_before(tokens, span.first)
    return bool(before.case) or before.plain in _GERMAN_ARTICLES or not has_preposition(tokens, span)


def _is_people_or_noun(tokens: TokenText, span: Span, word: Word, language: str) -> bool:
    """Tell whether a French word is a people, or a German one a noun in the dative."""
    if language == "fr":
        return word.plain in _FRENCH_PEOPLES
    return language == _ALL_CAPITALS and _is_german_noun(tokens, span)


def _is_german_noun(tokens: TokenText, span: Span) -> bool:
    """Tell whether a name that only GeoNames has is a noun in the dative: "im Bunde", "am Walde"."""
    before = word_before(tokens, span.first)
    dative = before.plain in _GERMAN_DATIVES and span.key.endswith("e")
    return dative and not (span.home or span.kind or span.several)


def _is_towns(tokens: TokenText, span: Span) -> bool:
    """Tell whether only a town has what stands behind the name: "Ordu limanı"."""
    behind = word_behind(tokens, span.last)
    if span.ending != BARE or behind.case or not behind:
        return False
    ending = behind.plain.removeprefix(behind.stem)
    return span.home and behind.plain.startswith(_TOWN_BEHIND.stems) and bool(_POSSESSED_NOUN.match(ending))


def shows_town(tokens: TokenText, span: Span, word: Word) -> bool:
    """Tell whether a town is meant by a word that is an institution's too: "Ordu’dan", not "Ordu girdi"."""
    if not span.home or word.head != span.key or word.flags & ~_TOWNS_TOO:
        return False
    return shows_place(tokens, span)


def is_common_word(tokens: TokenText, span: Span, word: Word) -> bool:
    """Tell whether a word has its capital from the start of a sentence, or from being a German noun."""
    language = tokens.language(span.first)
    if _is_people_or_noun(tokens, span, word, language):
        return True
    if word.plain not in _COMMON_WORDS.get(language, ()) or span.ending not in {BARE, SUFFIX}:
        return False
    if language == _ALL_CAPITALS:
        return not span.kind and _is_noun(tokens, span)
    if tokens.sentence(span.first)[0] < span.first or shows_place(tokens, span):
        return False
    behind = word_behind(tokens, span.last)
    named = (span.home and span.kind) or behind.plain.startswith(_TAKEN_BEHIND.stems)
    return not (named and not behind.case)
