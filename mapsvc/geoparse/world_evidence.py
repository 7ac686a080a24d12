"""What speaks for a place where only GeoNames has the name."""

from __future__ import annotations

from bisect import bisect_right

from mapsvc.atlas.gazetteer.names import NameUse
from mapsvc.geoparse import lexicon
from mapsvc.geoparse.endings import APOSTROPHE, BARE, POSSESSIVE, RUSSIAN, SUFFIX
from mapsvc.geoparse.place_context import has_preposition, is_listed, is_locative, word_before, word_behind
from mapsvc.geoparse.span import Span
from mapsvc.geoparse.tokens import TokenText, Word
from mapsvc.geoparse.word_names import CAPITAL, UPPER

#: What its size speaks for a town, and from how many inhabitants on.
_SIZES, _SIZES_FROM = (0.0, 0.6, 1.3, 2.0), (20_000, 100_000, 500_000)
#: What a name of GeoNames must have for it.
WORLD_THRESHOLD = 2.0


#: Towns of the region of the historical list that are of this size are likely meant.
_REGIONAL = 3_000


def _is_regional(use: NameUse) -> bool:
    lon, lat = use.entry.lon, use.entry.lat
    return (
        lon is not None
        and lat is not None
        and 18 <= lon <= 52
        and 12 <= lat <= 48
        and use.entry.population >= _REGIONAL
    )


def _has_spot_behind(tokens: TokenText, span: Span) -> bool:
    """Tell whether a noun of place with a possessive follows: "İslahiye yönüne", "Menâha civarında"."""
    behind = word_behind(tokens, span.last)
    if span.ending != BARE or behind.case or tokens.language(span.first) == "en":
        return False
    return bool(behind.flags & lexicon.SPATIAL) and behind.plain != behind.stem


def weigh_evidence(tokens: TokenText, span: Span, word: Word, uses: list[NameUse]) -> float:
    """Weigh what speaks for a place where only GeoNames has the name."""
    if span.home:
        return WORLD_THRESHOLD
    before, behind = word_before(tokens, span.first), word_behind(tokens, span.last)
    evidence = 3.0 * bool(span.kind) + _frame_evidence(tokens, span)
    largest = max((use.entry.population for use in uses), default=0)
    evidence += _SIZES[bisect_right(_SIZES_FROM, largest)]
    evidence -= (
        2.5 * bool(word.flags & lexicon.GIVEN) + 1.0 * (len(span.key) <= 4) + 1.0 * (span.ending == SUFFIX)
    )
    evidence -= 2.0 * (word.case == UPPER and not span.several)
    evidence += 0.5 * span.several + 1.7 * is_listed(tokens, span) + 1.2 * _has_spot_behind(tokens, span)
    evidence += 0.6 * any(_is_regional(use) for use in uses)
    if tokens.sentence(span.first)[0] >= span.first and span.ending == BARE:
        evidence -= 0.7
    # The capital of a word that begins a sentence says no more.
    for neighbour in (behind,) if tokens.sentence(span.first)[0] >= span.first - 1 else (before, behind):
        if neighbour.case == CAPITAL and not neighbour.flags & _KNOWN_CLASSES:
            evidence -= 1.6 if not neighbour.places_found else 0.3
    return evidence


_KNOWN_CLASSES = (
    lexicon.INSTITUTION | lexicon.TREATY | lexicon.GEO | lexicon.SPATIAL | lexicon.COMMON
    | lexicon.PLACE_PREPOSITION | lexicon.MONTH | lexicon.EVENT | lexicon.DIRECTION
)  # fmt: skip


def _frame_evidence(tokens: TokenText, span: Span) -> float:
    before = word_before(tokens, span.first)
    if before.plain == "of" and span.first > 1:
        head = tokens.words[span.first - 2]
        if head.flags & (lexicon.EVENT | lexicon.TREATY):
            return 2.0
    if has_preposition(tokens, span):
        return 1.6 if tokens.language(span.first) != "tr" else 0.0
    if span.ending == APOSTROPHE:
        return 1.8 if is_locative(tokens, span) else 0.5
    if span.ending == SUFFIX and is_locative(tokens, span):
        return 1.0
    return 0.2 if span.ending in {POSSESSIVE, RUSSIAN} else 0.0
