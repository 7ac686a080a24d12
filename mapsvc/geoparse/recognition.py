"""Whether a name means a place here, or only looks like one."""

from __future__ import annotations

import re
from dataclasses import dataclass

from mapsvc.atlas.gazetteer.index import telling_mask
from mapsvc.atlas.gazetteer.names import Entry, Gazetteer, NameUse
from mapsvc.geoparse import lexicon
from mapsvc.geoparse.common_words import is_common_word, shows_place, shows_town
from mapsvc.geoparse.endings import ADJECTIVE, BARE, POSSESSIVE, RUSSIAN, SUFFIX
from mapsvc.geoparse.lexicon import NAME_PARTS, kind_of_word
from mapsvc.geoparse.persons import is_cited, is_person
from mapsvc.geoparse.place_context import has_preposition, is_listed, is_locative, word_before, word_behind
from mapsvc.geoparse.span import Span
from mapsvc.geoparse.tokens import TokenText, Word
from mapsvc.geoparse.word_names import CAPITAL
from mapsvc.geoparse.world_evidence import weigh_evidence

_ENDING_MARK = re.compile(r"['’‘ʼ`][ydtnlaeıiuüsc]")


#: A capitalised word inside a sentence that ends like one in the locative or ablative.
_UNMARKED_ENDING = re.compile(r"(?<=[a-zçğıöşü,] )[A-ZÇĞİÖŞÜ][a-zçğıöşüâîû]{3,20}[dt][ae]n?\b")


#: Tiers that are made of lists of today.
_OF_TODAY = frozenset({"world", "geonames"})
_HELD_BY_NONE = frozenset({"state", "empire", "republic"})
#: What is called as no person is, and is named from everywhere where it reaches so far.
_KNOWN_AFAR = frozenset({"sea", "gulf", "strait", "island", "range", "river", "desert", "lake", "peninsula"})
_KNOWN_AFAR_KM = 150.0
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
    span.home = span.home and not _are_of_today(uses)
    span.person = is_person(tokens, span)
    if span.person or is_cited(tokens, span) or _is_part(tokens, span):
        return None
    span.kind = _asked_kind(tokens, span)
    uses = _feature(tokens, span, uses)
    if uses and not _is_name(tokens, span, word, letters):
        return None
    span.evidence = weigh_evidence(tokens, span, word, uses)
    return uses


#: How the adjectives of Russian regiments end, folded, those before 1918 too.
_REGIMENTAL = re.compile(r"ск(?:ого|аго|ому|им|омъ?|ии|ие|их|ой|ои|ую|ая|ое)ъ?")


def _is_in_unit(tokens: TokenText, span: Span) -> bool:
    """Tell whether a name is the adjective of a numbered regiment: "2-го Читинскаго полка"."""
    word = tokens.words[span.last]
    if tokens.language(span.first) != "ru" or not _REGIMENTAL.search(word.plain):
        return False
    ahead = tokens.words[span.last + 1 : span.last + 4]
    of_unit = next((at for at, other in enumerate(ahead) if other.flags & lexicon.UNIT), None)
    if of_unit is None or any(
        not _REGIMENTAL.search(other.plain) and not other.plain.endswith("аго") for other in ahead[:of_unit]
    ):
        return False
    numbered = tokens.text[max(0, span.start - _NUMBER_BEFORE) : span.start]
    return _NUMBERED.search(numbered) is not None


_NUMBER_BEFORE = 40
_NUMBERED = re.compile(r"\d-?(?:го|му|мъ|м|й|я|ю|е|ой)(?:[ -][А-ЯІ][а-яѣі]+)*[ -]$")


def _is_name(tokens: TokenText, span: Span, word: Word, letters: Letters) -> bool:
    return (span.several or _may_be_name(tokens, span, word, letters)) and _as_written_is_name(tokens, span)


def _is_part(tokens: TokenText, span: Span) -> bool:
    """Tell whether a name is only a part of another's."""
    if _is_of_dynasty(tokens, span):
        return True
    return _is_end_of_name(tokens, span) or _is_in_chain(tokens, span) or _is_in_unit(tokens, span)


_DYNASTY = lexicon.words_of("DYNASTY")


def _is_of_dynasty(tokens: TokenText, span: Span) -> bool:
    """Tell whether a name of GeoNames is a dynasty's or a tribe's: "dynastie des Tang", "chez les …"."""
    if span.home:
        return False
    before, behind = word_before(tokens, span.first), word_behind(tokens, span.last)
    head = word_before(tokens, span.first - 1) if before.plain in _JOINED_TO_DYNASTY else before
    return head.plain in _DYNASTY or behind.plain in _DYNASTY


_JOINED_TO_DYNASTY = frozenset({"des", "de", "du", "d", "of", "der", "les", "the"})


#: Continents, and the word that makes another country of a name.
_CONTINENT, _NEW = lexicon.words_of("CONTINENT"), lexicon.words_of("NEW")


def _is_end_of_name(tokens: TokenText, span: Span) -> bool:
    """Tell whether a name ends one that no gazetteer has: "Central America", "New Bremen"."""
    before = word_before(tokens, span.first)
    if span.several or not before.case or before.apostrophe >= 0:
        return False
    if before.plain in _NEW:
        return True
    side = before.flags & (lexicon.DIRECTION | lexicon.PEOPLE)
    return bool(side) and span.key in _CONTINENT and before.plain != "the"


#: Small words that tie the parts of a name with hyphens: Abd-el-Kader, Дан-дю-Миди.
_TIES = frozenset(
    [
        "el",
        "al",
        "ed",
        "er",
        "es",
        "ul",
        "ou",
        "ben",
        "de",
        "du",
        "la",
        "le",
        "les",
        "sur",
        "дю",
        "де",
        "ла",
        "ле",
        "эль",
        "аль",
    ]
)


def _is_in_chain(tokens: TokenText, span: Span) -> bool:
    """Tell whether a name is a part of a longer one that hyphens and small words tie together."""
    words, first, last = tokens.words, span.first, span.last
    before = words[first - 1] if first > 0 and tokens.gap(first - 1) == "-" else None
    ahead = words[last + 1] if last + 1 < len(words) and tokens.gap(last) == "-" else None
    joined = [word for word in (before, ahead) if word is not None]
    if any(word.plain in _TIES for word in joined):
        return True
    # "Kin-Fo": only lists of ways join hamlets, in Turkish and Azerbaijani
    return (
        not span.home and any(map(_is_unknown_part, joined)) and tokens.language(first) not in _JOINING_WAYS
    )


_JOINING_WAYS = frozenset({"tr", "az"})


def _is_unknown_part(word: Word) -> bool:
    return word.case == CAPITAL and not word.flags and not word.names_home


def _are_of_today(uses: list[NameUse]) -> bool:
    """Tell whether a name is only a unit's of today, called like persons and towns: more must show it."""
    entries = [use.entry for use in uses]
    return bool(entries) and all(entry.tier in _OF_TODAY and not _is_known_afar(entry) for entry in entries)


def _is_known_afar(entry: Entry) -> bool:
    wide = entry.kind in _KNOWN_AFAR and entry.radius_km >= _KNOWN_AFAR_KM
    return entry.kind in _HELD_BY_NONE or (wide and entry.tier == "world")


def _as_written_is_name(tokens: TokenText, span: Span) -> bool:
    """Judge names in small letters, and such as were mended."""
    if span.small and not _small_is_name(tokens, span):
        return False
    if span.spelt and has_preposition(tokens, span):
        return True
    return not span.typo or _typo_is_name(tokens, span)


def _feature(tokens: TokenText, span: Span, uses: list[NameUse]) -> list[NameUse]:
    """
    Take a river or a mountain that only a town of GeoNames shares its name with: "Zlota Lipa nehri".

    A name before it in capitals that no gazetteer has belongs to it. What the word asks for may be a village
    or a district: then the town is meant, or the district around it.
    """
    if span.several or span.kind not in NAME_PARTS or span.home:
        return uses
    before = word_before(tokens, span.first)
    known = before.flags or before.case != CAPITAL or before.apostrophe >= 0 or before.places_found
    if not known and tokens.sentence(span.first)[0] < span.first - 1:
        span.first -= 1
        span.start = tokens.starts[span.first]
        span.home = True
        return []
    return uses


def _uses(span: Span, gazetteer: Gazetteer) -> tuple[NameUse, ...]:
    uses = gazetteer.uses(span.key)
    if not uses and span.base:
        return gazetteer.uses(span.base)
    return uses


def _fitting_letters(
    span: Span, word: Word, uses: tuple[NameUse, ...], letters: Letters, tokens: TokenText
) -> list[NameUse]:
    """Keep the uses whose ş, ç, ğ, ö, ü stand where the word has them; plain letters may stand for them."""
    if span.several or span.typo or span.ending in {RUSSIAN, ADJECTIVE}:
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
    if span.kind:
        return span.kind
    behind = word_behind(tokens, span.last)
    if behind.flags & lexicon.GEO and span.ending == BARE and behind.plain != "il":
        return kind_of_word(behind.stem, behind.text)
    before = word_before(tokens, span.first)
    if before.plain in _BEFORE_TOWNS.get(tokens.language(span.first), ()):
        before = word_before(tokens, span.first - 1)
        if before.flags & lexicon.GEO:
            return kind_of_word(before.stem, before.text)
    beside = before.plain in {"lake", "mount", "river", "село", "город"}
    if before.case and (beside or (before.flags & lexicon.GEO and tokens.language(span.first) == "de")):
        return kind_of_word(before.stem, before.text)
    return ""


_BEFORE_TOWNS = {"en": ("of",), "fr": ("de", "d", "du", "des")}


def _may_be_name(tokens: TokenText, span: Span, word: Word, letters: Letters) -> bool:
    """Judge single words that are also common words, or that are very short."""
    if 0 < word.apostrophe < span.end - span.start - 1:
        return True  # the apostrophe of an Arabic letter is no common word's: "San'aya"
    if shows_town(tokens, span, word):
        return True
    return _class_allows(tokens, span, word) and _is_long_enough(tokens, span, word, letters)


def _class_allows(tokens: TokenText, span: Span, word: Word) -> bool:
    """Tell whether a word that the lexicon knows can be a name here."""
    if is_common_word(tokens, span, word):
        return False
    flags = 0 if _is_no_form(tokens, span, word) else word.flags
    language = tokens.language(span.first)
    if language in _WITHOUT_COMMON:
        flags &= ~lexicon.COMMON  # "d'Oran": a ratio only in Turkish
    if flags & lexicon.GEO and not lexicon.is_generic_in(word.stem, language):
        flags &= ~lexicon.GEO
    hard = _HARD[span.key.endswith(("ler", "lar"))]
    if flags & _NEVER and not (span.home and _whole(word, span) and not flags & hard):
        return False
    ambiguous = flags & _AMBIGUOUS and _is_common(span, word, flags)
    return not ambiguous or shows_place(tokens, span)


#: Languages whose common words are no list of that class.
_WITHOUT_COMMON = frozenset({"de", "fr"})
_AMBIGUOUS = lexicon.COMMON | lexicon.SPATIAL | lexicon.GEO


def _is_common(span: Span, word: Word, flags: int) -> bool:
    """Tell whether it is the name that is a common word, not only the word that begins with it."""
    if flags & lexicon.COMMON and word.plain != span.key and (len(span.key) > 5 or span.ending != SUFFIX):
        return bool(flags & (lexicon.SPATIAL | lexicon.GEO))
    return True


def _is_no_form(tokens: TokenText, span: Span, word: Word) -> bool:
    """Tell whether a name only looks like a word with an ending of another language: "Havana", hava-na."""
    if not _whole(word, span) or word.plain[len(word.stem) :] == "s":
        return False
    return tokens.language(span.first) == "en" and span.ending in {BARE, POSSESSIVE}


def _is_long_enough(tokens: TokenText, span: Span, word: Word, letters: Letters) -> bool:
    """Tell whether a name has letters enough, or stands so that a few will do."""
    if span.ending == SUFFIX and len(span.key) <= 3:
        return span.home and not letters.apostrophes and word.case == CAPITAL
    if span.ending == SUFFIX and letters.apostrophes and len(span.key) <= 4:
        return span.home and is_locative(tokens, span) and bool(word_before(tokens, span.first))
    return len(span.key) > 2 or span.home


_NO_PEOPLE = lexicon.MONTH | lexicon.CONNECTOR | lexicon.INSTITUTION | lexicon.STATE
#: By whether a name is in the plural: a people that a list names so is the state, "Sovyetler".
_HARD = {False: _NO_PEOPLE | lexicon.PEOPLE, True: _NO_PEOPLE}


def _whole(word: Word, span: Span) -> bool:
    """Tell whether the lexicon only knows a shorter stem inside the name, as "türk" in "Türkiye"."""
    return len(word.stem) < len(span.key)


def _small_is_name(tokens: TokenText, span: Span) -> bool:
    before, behind = word_before(tokens, span.first), word_behind(tokens, span.last)
    if tokens.language(span.first) == "en" and before.plain in {"", "a", "the", "an"}:
        return False
    return not (before.case and before.flags & lexicon.GIVEN) and not behind.flags & lexicon.TITLE_AFTER


def _typo_is_name(tokens: TokenText, span: Span) -> bool:
    before, behind = word_before(tokens, span.first), word_behind(tokens, span.last)
    # The capital of a word that begins a sentence says no more.
    capitals = (behind,) if tokens.sentence(span.first)[0] >= span.first - 1 else (before, behind)
    if any(word.case and not word.flags and not word.places_found for word in capitals):
        return False
    spatial = bool(behind.flags & (lexicon.SPATIAL | lexicon.INSTITUTION | lexicon.TREATY))
    listed = span.misread and is_listed(tokens, span)
    return is_locative(tokens, span) or _is_long_enough_mended(span) or bool(span.kind) or spatial or listed


def _is_long_enough_mended(span: Span) -> bool:
    """Tell whether a mended name has so many letters that hardly another word is meant; a spelling never."""
    # any surname may be spelt like a name of somewhere
    return not span.spelt and len(span.key) >= (6 if span.misread else 8)
