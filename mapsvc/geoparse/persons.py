"""Persons that are named like towns, and authors and books that are cited."""

from __future__ import annotations

import re

from mapsvc.geoparse import lexicon
from mapsvc.geoparse.endings import APOSTROPHE, BARE
from mapsvc.geoparse.person_names import FIRST_NAMES, ends_clause, is_part_of_name
from mapsvc.geoparse.place_context import has_place_frame, word_before, word_behind
from mapsvc.geoparse.span import Span
from mapsvc.geoparse.tokens import NO_WORD, TokenText, Word

_CITED = re.compile(r"[^\W\d_]*['’]?[^\W\d_]*,?\s*(?:19|20)\d\d[a-z]?\s*(?::|\)|;|,\s*(?:s\.|p|\d))")


#: Before a French name: "le duc d'", "la comtesse de la".
_OF_NOBLES = re.compile(r"(?<![\w-])([^\W\d_]+) (?:de |du |des |d['’])(?:la |l['’])?$")
_NOBLES = lexicon.words_of("FR_NOBLE")
_INITIAL = re.compile(r"(?:^|[\s(.“\"])[^\W\d_]\.\s?$")


def is_person(tokens: TokenText, span: Span) -> bool:
    """Tell whether a name is a person's: a title, a first name, an initial or brackets show it."""
    before, behind = word_before(tokens, span.first), word_behind(tokens, span.last)
    word = tokens.words[span.first]
    if span.ending == BARE and behind.flags & lexicon.TITLE_AFTER and behind.case:
        return True
    if span.several:
        return False
    if span.ending == BARE and _in_brackets_of_person(tokens, span):
        return True
    if _shows_person(tokens, span, before or _short_title(tokens, span), behind):
        return True
    if _INITIAL.search(tokens.text[max(0, tokens.starts[span.first] - 5) : tokens.starts[span.first]]):
        return not (span.home and span.ending == APOSTROPHE)
    return bool(word.flags & lexicon.GIVEN) and not has_place_frame(tokens, span)


def _shows_person(tokens: TokenText, span: Span, before: Word, behind: Word) -> bool:
    """Tell whether the word before a name or behind it belongs to a person's."""
    if _is_title(before, span, tokens.language(span.first)) or _is_of_noble(tokens, span):
        return True
    if is_part_of_name(tokens, span, before, behind):
        return True
    # Two first names stand before a bare name that ends a clause: "Tevfik Rüştü Aras,".
    if span.ending != BARE or not before.flags & lexicon.GIVEN or before.apostrophe >= 0:
        return False
    first = word_before(tokens, span.first - 1)
    if not first.flags & lexicon.GIVEN or not first.case:
        return False
    return ends_clause(tokens, span)


def _is_of_noble(tokens: TokenText, span: Span) -> bool:
    """Tell whether a French name is a nobleman's: "le duc d'Orléans"."""
    if tokens.language(span.first) != "fr":
        return False
    shown = _OF_NOBLES.search(tokens.text[max(0, span.start - 30) : span.start])
    return shown is not None and shown[1] in _NOBLES.whole


def _short_title(tokens: TokenText, span: Span) -> Word:
    """Return a short title with a point before the name: "Mr. London"."""
    if not span.first or tokens.gap(span.first - 1) != ". ":
        return NO_WORD
    word = tokens.words[span.first - 1]
    return word if len(word.plain) <= 4 and word.flags & lexicon.TITLE_BEFORE else NO_WORD


def _in_brackets_of_person(tokens: TokenText, span: Span) -> bool:
    """Tell whether a name is a later surname in brackets: "Halil (Kut) Paşa"."""
    text = tokens.text
    if text[span.start - 1 : span.start] != "(" or text[span.token_end : span.token_end + 1] != ")":
        return False
    words = tokens.words
    behind = words[span.last + 1] if span.last + 1 < len(words) else NO_WORD
    if behind.case and behind.flags & lexicon.TITLE_AFTER:
        return tokens.starts[span.last + 1] - span.token_end <= 3
    before = words[span.first - 1] if span.first else NO_WORD
    return bool(before.case and before.flags & (lexicon.GIVEN | lexicon.TITLE_AFTER))


def _is_title(before: Word, span: Span, language: str) -> bool:
    if not before.flags & (lexicon.TITLE_BEFORE | lexicon.GIVEN):
        return False
    if not before.case:
        # "le roi Milan": French writes titles small
        return language == "fr" and bool(before.flags & lexicon.TITLE_BEFORE) and before.plain == before.stem
    if not before.flags & lexicon.TITLE_BEFORE:
        return not span.home and before.apostrophe < 0
    if before.plain != before.stem:
        # "Rus Çarı", "komutanı Ankara'da": an office, and where; but "Sırp Prensi Milan"
        return span.ending == BARE and span.key in FIRST_NAMES
    return not (span.home and span.ending != BARE)


def is_cited(tokens: TokenText, span: Span) -> bool:
    """Tell whether a name stands as an author: "(Kars, 1990: 12)"."""
    text = tokens.text
    behind = text[span.end : span.end + 60]
    if _is_published(tokens, span, behind):
        return True
    if not behind or not _CITED.match(behind):
        return False
    before = text[max(0, span.start - 3) : span.start].rstrip()
    return not span.home or (before[-1:] in {"(", ";", "&"} and ":" in behind)


def _is_published(tokens: TokenText, span: Span, behind: str) -> bool:
    """Tell whether a name is an author at a line's start, or the place where a cited book was published."""
    author = _ENTRY.match(behind)
    dated, by_publisher = (
        (_BOOK_YEAR.match(behind), _PUBLISHER.match(behind)) if span.ending == BARE else (None, None)
    )
    if not (author or dated or by_publisher):
        return False
    text = tokens.text
    line = text[max(0, text.rfind("\n", max(0, span.start - 400), span.start) + 1) : span.start]
    if author and not line.strip():
        return True
    if dated and line.rstrip().endswith((",", ".", ")", ":")):
        return True
    return bool(by_publisher and _ENTRY_YEAR.search(line))


_ENTRY = re.compile(
    r",\s+[^\W\d_a-zçğıöşü][\w.]*(?:\s+[^\W\d_a-zçğıöşü][\w.]*){0,3}[,.]?\s*\(?(?:18|19|20)\d\d\b"
)


_BOOK_YEAR = re.compile(
    r",?\s+(?:19|20)\d\d\s*(?:,\s*(?:ss?\.|pp?\.|c\.|cilt|vol)|[.;)]?\s*$|\.?\s*\n)", re.IGNORECASE
)


_PUBLISHER = re.compile(r"\s*:\s+[^\W\d_a-zçğıöşü]\w+")


_ENTRY_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
