"""What speaks for a place where only GeoNames has the name."""

from __future__ import annotations

import re

from mapsvc.atlas.gazetteer.names import NameUse
from mapsvc.geoparse import lexicon
from mapsvc.geoparse.endings import APOSTROPHE, BARE, POSSESSIVE, RUSSIAN, SUFFIX
from mapsvc.geoparse.place_context import has_preposition, is_listed, is_locative, word_before, word_behind
from mapsvc.geoparse.span import Span
from mapsvc.geoparse.tokens import NO_WORD, TokenText, Word
from mapsvc.geoparse.weights import WEIGHTS
from mapsvc.geoparse.word_names import CAPITAL, UPPER

#: Inhabitants from which on a town needs less evidence.
_SIZES = (20_000, 100_000, 500_000)
#: What a name of GeoNames must have for it.
WORLD_THRESHOLD = 2.0


def _has_spot_behind(tokens: TokenText, span: Span) -> bool:
    """Tell whether a noun of place with a possessive follows: "İslahiye yönüne", "Menâha civarında"."""
    behind = word_behind(tokens, span.last)
    if span.ending != BARE or behind.case or tokens.language(span.first) == "en":
        return False
    return bool(behind.flags & lexicon.SPATIAL) and behind.plain != behind.stem


def _is_listed_by_hand(use: NameUse) -> bool:
    """Tell whether somebody chose a place for the list of the world, as histories name it."""
    return use.entry.tier == "world" and not use.entry.is_unit_of_today


def weigh_evidence(tokens: TokenText, span: Span, word: Word, uses: list[NameUse]) -> float:
    """Weigh what speaks for a place where only GeoNames has the name."""
    if span.home:
        return WORLD_THRESHOLD
    weigh = WEIGHTS
    evidence = weigh["is-kind"] * bool(span.kind) + _frame_evidence(tokens, span)
    largest = max((max(use.entry.population, use.people) for use in uses), default=0)
    evidence += sum(weigh[f"is-large-{size}"] for size in _SIZES if largest >= size)
    evidence += weigh["is-unit"] * any(use.entry.tier == "world" for use in uses)
    evidence += weigh["is-by-hand"] * any(_is_listed_by_hand(use) for use in uses)
    evidence += _letters_evidence(span, word) + _neighbours_evidence(tokens, span)
    evidence += weigh["is-listed"] * is_listed(tokens, span) + weigh["is-spelt"] * span.spelt
    return evidence + weigh["is-spot"] * _has_spot_behind(tokens, span)


def _letters_evidence(span: Span, word: Word) -> float:
    """Weigh how the name is written."""
    evidence = WEIGHTS["is-given"] * bool(word.flags & lexicon.GIVEN)
    # a name that hyphens part is of one word: "Taï-ping"
    parted = span.last > span.first and " " not in span.key
    evidence += WEIGHTS["is-several"] * (span.several and not parted)
    evidence += WEIGHTS["is-short"] * (len(span.key) <= 4) + WEIGHTS["is-suffixed"] * (span.ending == SUFFIX)
    return evidence + WEIGHTS["is-capitals"] * (word.case == UPPER and not span.several)


def _neighbours_evidence(tokens: TokenText, span: Span) -> float:
    """Weigh capitals beside the name, and that it begins a sentence."""
    begin = tokens.sentence(span.first)[0]
    evidence = WEIGHTS["is-first"] if begin >= span.first and span.ending == BARE else 0.0
    behind = word_behind(tokens, span.last)
    if behind.plain in _DOES and not behind.case and span.ending == BARE:
        evidence += WEIGHTS["is-doer"]
    # The capital of a word that begins a sentence says no more.
    for neighbour in (behind,) if begin >= span.first - 1 else (word_before(tokens, span.first), behind):
        if neighbour.case == CAPITAL and not neighbour.flags & _KNOWN_CLASSES:
            evidence += WEIGHTS["is-beside-name" if neighbour.places_found else "is-beside-stranger"]
    return evidence


_KNOWN_CLASSES = (
    lexicon.INSTITUTION | lexicon.TREATY | lexicon.GEO | lexicon.SPATIAL | lexicon.COMMON
    | lexicon.PLACE_PREPOSITION | lexicon.MONTH | lexicon.EVENT | lexicon.DIRECTION
)  # fmt: skip


#: What is written or said to persons.
_TOLD_WHOM = lexicon.words_of("TOLD")
#: What is done with places, before a name in English, behind its accusative in Turkish; and what persons do.
_TAKEN, _TAKEN_BEHIND, _DOES = (
    lexicon.words_of("TAKEN"),
    lexicon.words_of("TAKEN_BEHIND"),
    lexicon.words_of("DOES"),
)
_OBJECT_ENDING = re.compile(r"[yn]?[iu]")
_FAR_VERB = 4


def _is_taken(tokens: TokenText, span: Span) -> bool:
    """Tell whether a verb of taking follows a name in the accusative: "Lapseki'yi işgal etti"."""
    word = tokens.words[span.last]
    if not _OBJECT_ENDING.fullmatch(word.plain[max(0, word.apostrophe) :]):
        return False
    ahead = tokens.words[span.last + 1 : min(tokens.sentence(span.first)[1], span.last + _FAR_VERB)]
    return any(word.plain.startswith(_TAKEN_BEHIND.stems) for word in ahead)


def _frame_evidence(tokens: TokenText, span: Span) -> float:
    """Weigh the words before a name, and its ending."""
    before = _evidence_before(tokens, span, word_before(tokens, span.first))
    if before is not None:
        return before
    if span.ending == APOSTROPHE:
        if is_locative(tokens, span):
            return WEIGHTS["is-locative"]
        return WEIGHTS["is-apostrophe"] + WEIGHTS["is-taken"] * _is_taken(tokens, span)
    if span.ending == SUFFIX and is_locative(tokens, span):
        return WEIGHTS["is-suffix-locative"]
    return WEIGHTS["is-inflected"] if span.ending in {POSSESSIVE, RUSSIAN} else 0.0


_FRENCH_OF = frozenset({"d", "de", "du", "des"})
_OF_PERSONS = lexicon.TITLE_BEFORE | lexicon.TITLE_AFTER | lexicon.GIVEN


def _is_of_french(tokens: TokenText, span: Span, before: Word, head: Word) -> bool:
    """Tell whether a French name stands behind "de" and no person's title: "la province d'Oran"."""
    if before.plain not in _FRENCH_OF or tokens.language(span.first) != "fr":
        return False
    return not head.case and not head.flags & _OF_PERSONS


def _evidence_before(tokens: TokenText, span: Span, before: Word) -> float | None:
    """Weigh the word before a name; nothing where it says nothing."""
    head = tokens.words[span.first - 2] if span.first > 1 else NO_WORD
    if before.plain == "of" and head.flags & (lexicon.EVENT | lexicon.TREATY):
        return WEIGHTS["is-of-event"]
    if before.plain == "to" and head.plain in _TOLD_WHOM:
        return 0.0
    if has_preposition(tokens, span) or _is_of_french(tokens, span, before, head):
        return WEIGHTS["is-prepositional"] if tokens.language(span.first) != "tr" else 0.0
    return WEIGHTS["is-taken"] if before.plain in _TAKEN and not before.case else None
