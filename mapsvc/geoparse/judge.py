"""Whether a name means a place here: persons, peoples, works and common words that only look like one."""

from __future__ import annotations

import re
from dataclasses import dataclass

from mapsvc.atlas.gazetteer import Gazetteer, NameUse
from mapsvc.atlas.gazetteer_index import telling_mask
from mapsvc.geoparse import words as lexicon
from mapsvc.geoparse.endings import APOSTROPHE, BARE, POSSESSIVE, RUSSIAN, SUFFIX
from mapsvc.geoparse.names import CAPITAL, UPPER
from mapsvc.geoparse.spans import Span, plain_gap
from mapsvc.geoparse.tokens import TokenText, Word
from mapsvc.geoparse.words import NAME_PARTS, kind_of_word

_CITED = re.compile(r"[^\W\d_]*['’]?[^\W\d_]*,?\s*(?:19|20)\d\d[a-z]?\s*(?::|\)|;|,\s*(?:s\.|p|\d))")
_INITIAL = re.compile(r"(?:^|[\s(.“\"])[^\W\d_]\.\s?$")
_ENDING_MARK = re.compile(r"['’‘ʼ`][ydtnlaeıiuüsc]")
#: A capitalised word inside a sentence that ends like one in the locative or ablative.
_UNMARKED_ENDING = re.compile(r"(?<=[a-zçğıöşü,] )[A-ZÇĞİÖŞÜ][a-zçğıöşüâîû]{3,20}[dt][ae]n?\b")
_LOCATIVE = re.compile(r"n?[dt][ae](?:n|ki.*)?|y?[ae]|na|ne")
_NEVER = (
    lexicon.MONTH | lexicon.DIRECTION | lexicon.PEOPLE | lexicon.TITLE_AFTER | lexicon.TITLE_BEFORE
    | lexicon.INSTITUTION | lexicon.TREATY | lexicon.EVENT | lexicon.PRESS | lexicon.UNIT | lexicon.STATE
    | lexicon.STATE_ADJECTIVE | lexicon.CITATION | lexicon.RELATION | lexicon.CONNECTOR
    | lexicon.PLACE_PREPOSITION
)  # fmt: skip
#: What a name of GeoNames must have for it.
WORLD_THRESHOLD = 2.0


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


def judge(tokens: TokenText, span: Span, gazetteer: Gazetteer, letters: Letters) -> list[NameUse] | None:
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
    if _is_person(tokens, span) or _is_cited(tokens, span):
        return None
    if not span.kind:
        span.kind = _asked_kind(tokens, span)
    if span.kind in NAME_PARTS and not span.home and not span.several:
        return _unknown_feature(tokens, span)
    if not span.several and not _may_be_name(tokens, span, word, letters):
        return None
    if span.small and not _small_is_name(tokens, span):
        return None
    span.evidence = _evidence(tokens, span, word, uses)
    if span.typo and not _typo_is_name(tokens, span):
        return None
    return uses


def _unknown_feature(tokens: TokenText, span: Span) -> list[NameUse]:
    """Take a river or a mountain that only a town of GeoNames shares its name with: "Zlota Lipa nehri"."""
    before = _neighbour(tokens, span.first, -1)
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


def _neighbour(tokens: TokenText, position: int, step: int) -> Word | None:
    """Return the word before or behind if only a space is between."""
    if step < 0:
        return tokens.words[position - 1] if position > 0 and plain_gap(tokens, position - 1) else None
    return tokens.words[position + 1] if plain_gap(tokens, position) else None


def _is_person(tokens: TokenText, span: Span) -> bool:
    before, behind = _neighbour(tokens, span.first, -1), _neighbour(tokens, span.last, 1)
    word = tokens.words[span.first]
    if behind is not None and span.ending == BARE and behind.flags & lexicon.TITLE_AFTER and behind.case:
        return True
    if span.several:
        return False
    if span.ending == BARE and _in_brackets_of_person(tokens, span):
        return True
    if (
        before is None
        and span.first
        and tokens.gap(span.first - 1) == ". "
        and len(tokens.words[span.first - 1].plain) <= 4
    ):
        before = tokens.words[span.first - 1]  # "Mr. London"
        if not before.flags & lexicon.TITLE_BEFORE:
            before = None
    if before is not None and before.case and _is_title(before, span):
        return True
    if _is_first_name(tokens, span, before, behind) or _is_surname(tokens, span, before):
        return True
    if _INITIAL.search(tokens.text[max(0, tokens.starts[span.first] - 5) : tokens.starts[span.first]]):
        return not (span.home and span.ending == APOSTROPHE)
    return bool(word.flags & lexicon.GIVEN) and not _has_place_frame(tokens, span)


def _is_first_name(tokens: TokenText, span: Span, before: Word | None, behind: Word | None) -> bool:
    """Tell whether an unknown name follows in an English sentence: "Florence Nightingale"."""
    if behind is None or span.ending != BARE or tokens.language(span.first) != "en":
        return False
    unknown = behind.case == CAPITAL and not behind.flags and not behind.places_found
    return unknown and not (before is not None and before.flags & lexicon.PLACE_PREPOSITION)


def _is_surname(tokens: TokenText, span: Span, before: Word | None) -> bool:
    """Tell whether two first names stand before a bare name that ends a clause: "Tevfik Rüştü Aras,"."""
    if before is None or span.ending != BARE or not before.flags & lexicon.GIVEN or before.apostrophe >= 0:
        return False
    first = _neighbour(tokens, span.first - 1, -1)
    if first is None or not first.flags & lexicon.GIVEN or not first.case:
        return False
    return tokens.text[span.token_end : span.token_end + 1] in {",", ".", ";", ")", ":"}


def _in_brackets_of_person(tokens: TokenText, span: Span) -> bool:
    """Tell whether a name is a later surname in brackets: "Halil (Kut) Paşa"."""
    text = tokens.text
    if text[span.start - 1 : span.start] != "(" or text[span.token_end : span.token_end + 1] != ")":
        return False
    words = tokens.words
    behind = words[span.last + 1] if span.last + 1 < len(words) else None
    if behind is not None and behind.case and behind.flags & lexicon.TITLE_AFTER:
        return tokens.starts[span.last + 1] - span.token_end <= 3
    before = words[span.first - 1] if span.first else None
    return (
        before is not None
        and bool(before.case)
        and bool(before.flags & (lexicon.GIVEN | lexicon.TITLE_AFTER))
    )


def _is_title(before: Word, span: Span) -> bool:
    if before.flags & lexicon.TITLE_BEFORE:
        # "Rus Çarı", "komutanı Ankara'da": an office, and where
        return before.plain == before.stem and not (span.home and span.ending != BARE)
    return bool(before.flags & lexicon.GIVEN) and not span.home and before.apostrophe < 0


def _is_cited(tokens: TokenText, span: Span) -> bool:
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
    text = tokens.text
    line = text[max(0, text.rfind("\n", max(0, span.start - 400), span.start) + 1) : span.start]
    if not line.strip() and _ENTRY.match(behind):
        return True
    if span.ending != BARE:
        return False
    if _BOOK_YEAR.match(behind) and line.rstrip().endswith((",", ".", ")", ":")):
        return True
    return bool(_PUBLISHER.match(behind)) and bool(_ENTRY_YEAR.search(line))


_ENTRY = re.compile(
    r",\s+[^\W\d_a-zçğıöşü][\w.]*(?:\s+[^\W\d_a-zçğıöşü][\w.]*){0,3}[,.]?\s*\(?(?:18|19|20)\d\d\b"
)
_BOOK_YEAR = re.compile(
    r",?\s+(?:19|20)\d\d\s*(?:,\s*(?:ss?\.|pp?\.|c\.|cilt|vol)|[.;)]?\s*$|\.?\s*\n)", re.IGNORECASE
)
_PUBLISHER = re.compile(r"\s*:\s+[^\W\d_a-zçğıöşü]\w+")
_ENTRY_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def _has_place_frame(tokens: TokenText, span: Span) -> bool:
    behind = _neighbour(tokens, span.last, 1)
    # "İnönü Muharebeleri", "Wilson Prensipleri": battles and treaties are named for places
    event = behind is not None and span.ending == BARE and behind.flags & (lexicon.EVENT | lexicon.TREATY)
    return bool(span.kind or event) or _locative(tokens, span) or _preposition_before(tokens, span)


def _locative(tokens: TokenText, span: Span) -> bool:
    """Tell whether the ending says where, whence or whither."""
    if span.ending not in {APOSTROPHE, SUFFIX}:
        return False
    word = tokens.words[span.last]
    shown = span.end - tokens.starts[span.last]
    ending = word.plain[shown:] if word.kept is None else word.plain[word.apostrophe :]
    return _LOCATIVE.fullmatch(ending) is not None


def _is_listed(tokens: TokenText, span: Span) -> bool:
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


def _preposition_before(tokens: TokenText, span: Span) -> bool:
    before = _neighbour(tokens, span.first, -1)
    return before is not None and bool(before.flags & lexicon.PLACE_PREPOSITION) and not before.case


def _asked_kind(tokens: TokenText, span: Span) -> str:
    behind = _neighbour(tokens, span.last, 1)
    if behind is not None and behind.flags & lexicon.GEO and span.ending == BARE and behind.plain != "il":
        return kind_of_word(behind.stem, behind.text)
    before = _neighbour(tokens, span.first, -1)
    if before is not None and before.plain == "of":
        before = _neighbour(tokens, span.first - 1, -1)
        if before is not None and before.flags & lexicon.GEO:
            return kind_of_word(before.stem, before.text)
    if before is not None and before.case and before.plain in {"lake", "mount", "river", "село", "город"}:
        return kind_of_word(before.plain, before.text)
    return ""


def _may_be_name(tokens: TokenText, span: Span, word: Word, letters: Letters) -> bool:
    """Judge single words that are also common words, or that are very short."""
    flags = word.flags
    before = _neighbour(tokens, span.first, -1)
    if flags & _NEVER and not (span.home and _whole(word, span) and not flags & _HARD):
        return False
    if flags & lexicon.COMMON and word.plain != span.key:
        flags = flags if len(span.key) <= 5 and span.ending == SUFFIX else flags & ~lexicon.COMMON
    if flags & (lexicon.COMMON | lexicon.SPATIAL | lexicon.GEO):
        shown = (
            (span.ending == APOSTROPHE and _locative(tokens, span))
            or _preposition_before(tokens, span)
            or (span.home and span.ending == BARE and _is_listed(tokens, span))
        )
        modified = before is not None and (before.case == CAPITAL or before.flags & lexicon.PEOPLE)
        if not shown or modified or (not span.home and not span.kind):
            return False
    if len(span.key) <= 3 and span.ending == SUFFIX:
        return span.home and not letters.apostrophes and word.case == CAPITAL
    if span.ending == SUFFIX and letters.apostrophes and len(span.key) <= 4:
        return span.home and _locative(tokens, span) and before is not None
    return len(span.key) > 2 or span.home


_HARD = lexicon.MONTH | lexicon.PEOPLE | lexicon.CONNECTOR | lexicon.INSTITUTION | lexicon.STATE


def _whole(word: Word, span: Span) -> bool:
    """Tell whether the lexicon only knows a shorter stem inside the name, as "türk" in "Türkiye"."""
    return len(word.stem) < len(span.key)


def _small_is_name(tokens: TokenText, span: Span) -> bool:
    before, behind = _neighbour(tokens, span.first, -1), _neighbour(tokens, span.last, 1)
    if tokens.language(span.first) == "en" and (before is None or before.plain in {"a", "the", "an"}):
        return False
    return not (before is not None and before.case and before.flags & lexicon.GIVEN) and (
        behind is None or not behind.flags & lexicon.TITLE_AFTER
    )


def _typo_is_name(tokens: TokenText, span: Span) -> bool:
    before, behind = _neighbour(tokens, span.first, -1), _neighbour(tokens, span.last, 1)
    if any(
        word is not None and word.case and not word.flags and not word.places_found
        for word in (before, behind)
    ):
        return False
    spatial = behind is not None and bool(
        behind.flags & (lexicon.SPATIAL | lexicon.INSTITUTION | lexicon.TREATY)
    )
    long = len(span.key) >= (6 if span.misread else 8)
    listed = span.misread and _is_listed(tokens, span)
    return _locative(tokens, span) or long or bool(span.kind) or spatial or listed


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
    behind = _neighbour(tokens, span.last, 1)
    if behind is None or span.ending != BARE or behind.case or tokens.language(span.first) == "en":
        return False
    return bool(behind.flags & lexicon.SPATIAL) and behind.plain != behind.stem


def _evidence(tokens: TokenText, span: Span, word: Word, uses: list[NameUse]) -> float:
    """Weigh what speaks for a place where only GeoNames has the name."""
    if span.home:
        return WORLD_THRESHOLD
    before, behind = _neighbour(tokens, span.first, -1), _neighbour(tokens, span.last, 1)
    evidence = 3.0 * bool(span.kind) + _frame_evidence(tokens, span)
    largest = max((use.entry.population for use in uses), default=0)
    evidence += 0.0 if largest < 20_000 else 0.6 if largest < 100_000 else 1.3 if largest < 500_000 else 2.0
    evidence -= (
        2.5 * bool(word.flags & lexicon.GIVEN) + 1.0 * (len(span.key) <= 4) + 1.0 * (span.ending == SUFFIX)
    )
    evidence -= 2.0 * (word.case == UPPER and not span.several)
    evidence += 0.5 * span.several + 1.7 * _is_listed(tokens, span) + 1.2 * _has_spot_behind(tokens, span)
    evidence += 0.6 * (largest >= _REGIONAL and any(_is_regional(use) for use in uses))
    if tokens.sentence(span.first)[0] >= span.first and span.ending == BARE:
        evidence -= 0.7
    if before is not None and tokens.sentence(span.first)[0] >= span.first - 1:
        before = None  # its capital only says that a sentence begins
    for neighbour in (before, behind):
        if neighbour is not None and neighbour.case == CAPITAL and not neighbour.flags & _KNOWN_CLASSES:
            evidence -= 1.6 if not neighbour.places_found else 0.3
    return evidence


_KNOWN_CLASSES = (
    lexicon.INSTITUTION | lexicon.TREATY | lexicon.GEO | lexicon.SPATIAL | lexicon.COMMON
    | lexicon.PLACE_PREPOSITION | lexicon.MONTH | lexicon.EVENT | lexicon.DIRECTION
)  # fmt: skip


def _frame_evidence(tokens: TokenText, span: Span) -> float:
    before = _neighbour(tokens, span.first, -1)
    if before is not None and before.plain == "of" and span.first > 1:
        head = tokens.words[span.first - 2]
        if head.flags & (lexicon.EVENT | lexicon.TREATY):
            return 2.0
    if _preposition_before(tokens, span):
        return 1.6 if tokens.language(span.first) != "tr" else 0.0
    if span.ending == APOSTROPHE:
        return 1.8 if _locative(tokens, span) else 0.5
    if span.ending == SUFFIX and _locative(tokens, span):
        return 1.0
    return 0.2 if span.ending in {POSSESSIVE, RUSSIAN} else 0.0
