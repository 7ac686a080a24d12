"""Whether a name means a place here, or only looks like one."""

from __future__ import annotations

import re
from dataclasses import dataclass

from mapsvc.atlas.gazetteer.index import telling_mask
from mapsvc.atlas.gazetteer.names import Gazetteer, NameUse
from mapsvc.geoparse import lexicon
from mapsvc.geoparse.endings import APOSTROPHE, BARE, RUSSIAN, SUFFIX
from mapsvc.geoparse.lexicon import NAME_PARTS, kind_of_word
from mapsvc.geoparse.persons import is_cited, is_person
from mapsvc.geoparse.place_context import has_preposition, is_listed, is_locative, neighbour_word
from mapsvc.geoparse.span import Span
from mapsvc.geoparse.tokens import TokenText, Word
from mapsvc.geoparse.word_names import CAPITAL
from mapsvc.geoparse.world_evidence import weigh_evidence

_ENDING_MARK = re.compile(r"['’‘ʼ`][ydtnlaeıiuüsc]")


#: A capitalised word inside a sentence that ends like one in the locative or ablative.
_UNMARKED_ENDING = re.compile(r"(?<=[a-zçğıöşü,] )[A-ZÇĞİÖŞÜ][a-zçğıöşüâîû]{3,20}[dt][ae]n?\b")


_NEVER = (
    lexicon.MONTH | lexicon.DIRECTION | lexicon.PEOPLE | lexicon.TITLE_AFTER | lexicon.TITLE_BEFORE
    | lexicon.INSTITUTION | lexicon.TREATY | lexicon.EVENT | lexicon.PRESS | lexicon.UNIT | lexicon.STATE
    | lexicon.STATE_ADJECTIVE | lexicon.CITATION | lexicon.RELATION | lexicon.CONNECTOR
    | lexicon.PLACE_PREPOSITION
)  # fmt: skip


@dataclass(slots=True)
class Letters:
    """How a text is written: whether it has Turkish letters, and apostrophes before endings."""

    marked: bool
    apostrophes: bool


def look_at_letters(text: str) -> Letters:
    """Tell how a text is written, from its first 20,000 characters."""
    sample = text[:20_000]
    special = sum(sample.count(letter) for letter in "şğıŞİ")
    size = max(1, len(sample))
    marks = len(_ENDING_MARK.findall(sample))
    return Letters(
        marked=special / size > 0.004,
        apostrophes=marks / size > 0.002 and marks > 4 * len(_UNMARKED_ENDING.findall(sample)),
    )


def recognise(tokens: TokenText, span: Span, gazetteer: Gazetteer, letters: Letters) -> list[NameUse] | None:
    """
    Decide whether a name means a place.

    Parameters
    ----------
    tokens, span
        The name in its text. `evidence` and `kind` of the span are filled in.
    gazetteer
        What the name can stand for.
    letters
        How the whole text is written.

    Returns
    -------
    uses
        The readings that fit the letters, best form first; empty for a name that only its context shows;
        nothing if it is no place.
    """
    word = tokens.words[span.first]
    if not span.key:
        return []
    uses = _fitting_letters(span, word, _uses(span, gazetteer), letters, tokens)
    if not uses and not (span.base and span.kind):
        return None
    if is_person(tokens, span) or is_cited(tokens, span):
        return None
    if not span.kind:
        span.kind = _asked_kind(tokens, span)
    if span.kind in NAME_PARTS and not span.home and not span.several:
        return _unknown_feature(tokens, span)
    if not span.several and not _may_be_name(tokens, span, word, letters):
        return None
    if span.small and not _small_is_name(tokens, span):
        return None
    span.evidence = weigh_evidence(tokens, span, word, uses)
    if span.typo and not _typo_is_name(tokens, span):
        return None
    return uses


def _unknown_feature(tokens: TokenText, span: Span) -> list[NameUse]:
    """Take a river or a mountain that only a town of GeoNames shares its name with: "Zlota Lipa nehri"."""
    before = neighbour_word(tokens, span.first, -1)
    known = before is None or before.flags or before.case != CAPITAL or before.apostrophe >= 0
    if not known and tokens.sentence(span.first)[0] < span.first - 1:
        span.first -= 1
        span.start = tokens.starts[span.first]
    span.home = True
    return []


def _uses(span: Span, gazetteer: Gazetteer) -> tuple[NameUse, ...]:
    uses = gazetteer.uses(span.key)
    if not uses and span.base:
        return gazetteer.uses(span.base)
    return uses


def _fitting_letters(
    span: Span, word: Word, uses: tuple[NameUse, ...], letters: Letters, tokens: TokenText
) -> list[NameUse]:
    """Keep the uses whose ş, ç, ğ, ö, ü stand where the word has them; plain letters may stand for them."""
    if span.several or span.typo or span.ending == RUSSIAN:
        return list(uses)
    shown = span.end - span.start
    plain_text = not letters.marked or tokens.language(span.first) == "en"
    known = word.readings.get((span.key, plain_text))
    if known is None:
        known = word.readings[span.key, plain_text] = _matching(word, shown, uses, span.home, plain_text)
    return known


def _matching(
    word: Word, shown: int, uses: tuple[NameUse, ...], home: bool, plain_text: bool
) -> list[NameUse]:
    mask = telling_mask(word.text[:shown])
    exact = [use for use in uses if not (use.mask ^ mask) & ((1 << shown) - 1)]
    if exact:
        return exact
    if mask == 0 and (plain_text or shown >= 6):
        return list(uses)
    return list(uses) if shown >= (7 if home and not plain_text else 6) else []


def _asked_kind(tokens: TokenText, span: Span) -> str:
    behind = neighbour_word(tokens, span.last, 1)
    if behind is not None and behind.flags & lexicon.GEO and span.ending == BARE and behind.plain != "il":
        return kind_of_word(behind.stem, behind.text)
    before = neighbour_word(tokens, span.first, -1)
    if before is not None and before.plain == "of":
        before = neighbour_word(tokens, span.first - 1, -1)
        if before is not None and before.flags & lexicon.GEO:
            return kind_of_word(before.stem, before.text)
    if before is not None and before.case and before.plain in {"lake", "mount", "river", "село", "город"}:
        return kind_of_word(before.plain, before.text)
    return ""


def _may_be_name(tokens: TokenText, span: Span, word: Word, letters: Letters) -> bool:
    """Judge single words that are also common words, or that are very short."""
    flags = word.flags
    if 0 < word.apostrophe < span.end - span.start - 1:
        return True  # the apostrophe of an Arabic letter is no common word's: "San'aya"
    before = neighbour_word(tokens, span.first, -1)
    if flags & _NEVER and not (span.home and _whole(word, span) and not flags & _HARD):
        return False
    if flags & lexicon.COMMON and word.plain != span.key:
        flags = flags if len(span.key) <= 5 and span.ending == SUFFIX else flags & ~lexicon.COMMON
    if flags & (lexicon.COMMON | lexicon.SPATIAL | lexicon.GEO):
        shown = (
            (span.ending == APOSTROPHE and is_locative(tokens, span))
            or has_preposition(tokens, span)
            or (span.home and span.ending == BARE and is_listed(tokens, span))
        )
        modified = before is not None and (before.case == CAPITAL or before.flags & lexicon.PEOPLE)
        if not shown or modified or (not span.home and not span.kind):
            return False
    if len(span.key) <= 3 and span.ending == SUFFIX:
        return span.home and not letters.apostrophes and word.case == CAPITAL
    if span.ending == SUFFIX and letters.apostrophes and len(span.key) <= 4:
        return span.home and is_locative(tokens, span) and before is not None
    return len(span.key) > 2 or span.home


_HARD = lexicon.MONTH | lexicon.PEOPLE | lexicon.CONNECTOR | lexicon.INSTITUTION | lexicon.STATE


def _whole(word: Word, span: Span) -> bool:
    """Tell whether the lexicon only knows a shorter stem inside the name, as "türk" in "Türkiye"."""
    return len(word.stem) < len(span.key)


def _small_is_name(tokens: TokenText, span: Span) -> bool:
    before, behind = neighbour_word(tokens, span.first, -1), neighbour_word(tokens, span.last, 1)
    if tokens.language(span.first) == "en" and (before is None or before.plain in {"a", "the", "an"}):
        return False
    return not (before is not None and before.case and before.flags & lexicon.GIVEN) and (
        behind is None or not behind.flags & lexicon.TITLE_AFTER
    )


def _typo_is_name(tokens: TokenText, span: Span) -> bool:
    before, behind = neighbour_word(tokens, span.first, -1), neighbour_word(tokens, span.last, 1)
    if before is not None and tokens.sentence(span.first)[0] >= span.first - 1:
        before = None  # its capital only says that a sentence begins
    if any(
        word is not None and word.case and not word.flags and not word.places_found
        for word in (before, behind)
    ):
        return False
    spatial = behind is not None and bool(
        behind.flags & (lexicon.SPATIAL | lexicon.INSTITUTION | lexicon.TREATY)
    )
    long = len(span.key) >= (6 if span.misread else 8)
    listed = span.misread and is_listed(tokens, span)
    return is_locative(tokens, span) or long or bool(span.kind) or spatial or listed
