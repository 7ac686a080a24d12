"""Names that no gazetteer has: a generic word beside them shows what they are, or a preposition of place."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from mapsvc.geoparse import lexicon
from mapsvc.geoparse.endings import BARE
from mapsvc.geoparse.lexicon import NAME_PARTS, is_generic_in, kind_of_word
from mapsvc.geoparse.name_parts import extend_span
from mapsvc.geoparse.place_context import word_before, word_behind
from mapsvc.geoparse.span import Span, plain_gap
from mapsvc.geoparse.tokens import TokenText, Word
from mapsvc.geoparse.word_names import CAPITAL, WordPlaces

_UNKNOWN_AFTER = frozenset(
    {"village", "town", "river", "lake", "island", "pass", "strait", "station", "fortress", "mountain"}
)
#: Before a name these ask for one too.
_UNKNOWN_BEHIND = _UNKNOWN_AFTER | {"gulf", "plain", "desert"}
BEFORE_OF = lexicon.GEO | lexicon.EVENT | lexicon.TREATY


def unknown_beside(tokens: TokenText, position: int, free: int) -> Span | None:
    """Find a name that no gazetteer has, as the word beside it says what it is: "Yukarıpınar köyünde"."""
    word = tokens.words[position]
    kind = kind_of_word(word.stem, word.text)
    if kind not in _UNKNOWN_AFTER or position - 1 < free or not plain_gap(tokens, position - 1):
        return None
    if not _shows_name(tokens, position, word):
        return None
    if not _may_be_unknown(tokens.words[position - 1]) or _starts_sentence(tokens, position - 1):
        return None
    start, end = tokens.starts[position - 1], tokens.ends[position - 1]
    span = Span(position - 1, position - 1, start, end, end, "", BARE, True, kind=kind)
    if word.case and kind in NAME_PARTS:
        span = extend_span(tokens, span, position, kind)
        while _is_generic_of(tokens, span):
            # "Snake Creek Gap"
            at = span.last + 1
            span = extend_span(tokens, span, at, kind_of_word(tokens.words[at].stem, tokens.words[at].text))
        span.key = span.base = ""
    return span


def _is_generic_of(tokens: TokenText, span: Span) -> bool:
    """Tell whether another generic word of English goes on a name: "Snake Creek Gap"."""
    behind = word_behind(tokens, span.last)
    if not behind.case or not behind.flags & lexicon.GEO or tokens.language(span.first) != "en":
        return False
    return kind_of_word(behind.stem, behind.text) in NAME_PARTS


def _shows_name(tokens: TokenText, position: int, word: Word) -> bool:
    """Tell whether a generic word goes with the name before it: English writes such a word large."""
    language = tokens.language(position)
    if language == "en":
        return bool(word.case)
    return language == "ru" or word.plain != word.stem


def unknown_behind(tokens: TokenText, position: int) -> Span | None:
    """Find "das Dorf Krithia", "станицу Червленную", "р. Осме", "le col de Tirourda"."""
    word, language = tokens.words[position], tokens.language(position)
    if language not in {"de", "fr", "ru"} or not _is_generic_here(word, language):
        return None
    kind = kind_of_word(word.stem, word.text)
    at = _named_behind(tokens, position, language)
    if kind not in _UNKNOWN_BEHIND or at >= len(tokens.words) or not _goes_on(tokens, at - 1):
        return None
    name, last = tokens.words[at], _chain_end(tokens, at)
    if name.case != CAPITAL or not _may_follow(name, language, joined=last > at):
        return None
    end = russian_end(tokens, last) if language == "ru" else tokens.ends[last]
    several = at < last
    start, token_end = tokens.starts[at], tokens.ends[last]
    return Span(at, last, start, end, token_end, "", BARE, True, kind=kind, several=several)


def _may_follow(name: Word, language: str, *, joined: bool) -> bool:
    """Tell whether a word behind a generic one is an unknown name, or begins one with hyphens in French."""
    if _may_be_unknown(name):
        return True
    return joined and language == "fr" and not name.names_home and not name.flags


def _is_generic_here(word: Word, language: str) -> bool:
    """Tell whether a word is generic in a language: in German "feste" without a capital is an adjective."""
    return is_generic_in(word.stem, language) and (language != "de" or bool(word.case))


def _named_behind(tokens: TokenText, position: int, language: str) -> int:
    """Return where the name behind a generic word stands: behind French "de" too."""
    at = position + 1
    joined = language == "fr" and at < len(tokens.words) and tokens.words[at].plain in {"de", "d"}
    return at + 1 if joined else at


#: Generic words of Russian that only a full stop shows to be short for one.
_SHORT_FOR = frozenset({"р", "рч", "дер", "сел", "ст", "оз"})


def _goes_on(tokens: TokenText, position: int) -> bool:
    """Tell whether a space, or the full stop of what is shortened, stands behind a word: "р. Осме"."""
    if tokens.words[position].plain in _SHORT_FOR:
        return tokens.gap(position).rstrip(" \n") == "."
    return plain_gap(tokens, position)


def _chain_end(tokens: TokenText, at: int) -> int:
    """Return the last of the words that hyphens join to one."""
    while at + 1 < len(tokens.words) and tokens.gap(at) == "-":
        at += 1
    return at


def russian_end(tokens: TokenText, at: int) -> int:
    """Return where an unknown Russian name ends before its case, where that is plain: "Радоман|омъ"."""
    word = tokens.words[at]
    found = _INSTRUMENTAL.search(word.plain)
    cut = found is not None and len(word.plain) - len(found[0]) >= _SHORTEST_CUT
    return tokens.starts[at] + word.offset(found.start()) if found and cut else tokens.ends[at]


_INSTRUMENTAL, _SHORTEST_CUT = re.compile("(?<=[бвгджзклмнпрстфхцчшщ])омъ?$"), 4


def _may_be_unknown(word: Word) -> bool:
    """Tell whether a word can be a name that neither the lexicon nor a gazetteer has."""
    if not word.case or word.flags or word.apostrophe >= 0 or len(word.plain) < 4:
        return False
    return isinstance(word.places, WordPlaces) and _are_far_spellings(word.places)


def _are_far_spellings(places: WordPlaces) -> bool:
    """Tell whether a word is at most another spelling of a name that only GeoNames has."""
    return all(name.spelt and not name.home for name in places.names)


def unknown_after_of(tokens: TokenText, position: int) -> Span | None:
    """Find "the village of Krithia", "the Battle of Inkerman": a name that only the words before show."""
    words = tokens.words
    if position + 2 >= len(words) or words[position + 1].plain != "of":
        return None
    name = words[position + 2]
    adjacent = plain_gap(tokens, position) and plain_gap(tokens, position + 1)
    if not adjacent or not _is_unknown_name(name):
        return None
    start, end = tokens.starts[position + 2], tokens.starts[position + 2] + name.offset(len(name.head))
    kind = kind_of_word(words[position].stem, words[position].text) or "site"
    return Span(
        position + 2, position + 2, start, end, tokens.ends[position + 2], "", BARE, True, kind=kind,
    )  # fmt: skip


def _is_unknown_name(word: Word) -> bool:
    known = word.flags or word.places_found or len(word.plain) < 4
    return word.case == CAPITAL and not known


def _starts_sentence(tokens: TokenText, position: int) -> bool:
    return tokens.sentence(position)[0] >= position


#: Words behind which a place stands, by language; endings that say where.
FRAMING = {lang: lexicon.words_of(f"{lang.upper()}_FRAMING") for lang in ("en", "fr", "ru")}
_WHERE = frozenset({"da", "de", "ta", "te"})
_SHORTEST_FRAMED = 5
#: What shows a person in front of a name.
_BEFORE_PERSONS = lexicon.TITLE_BEFORE | lexicon.GIVEN
#: What Russian names of persons end with, in the cases behind prepositions too.
_RUSSIAN_PERSONS = (
    "ов",
    "ова",
    "овым",
    "ев",
    "ева",
    "евым",
    "ин",
    "ина",
    "иным",
    "ский",
    "ского",
    "ским",
    "скаго",
)


def find_framed(tokens: TokenText, taken: Collection[int]) -> Iterator[Span]:
    """
    Yield names that only a preposition or an ending of place shows: "at Rietfontein", "подъ Сандепу".

    Parameters
    ----------
    taken
        Words that other names cover.
    """
    strangers = [at for at in tokens.capitals if _is_stranger(tokens.words[at])]
    persons = {tokens.words[at].head for at in strangers if _is_named_person(tokens, at)}
    for at in strangers:
        word = tokens.words[at]
        if at not in taken and word.head not in persons and is_framed(tokens, at, word):
            start = tokens.starts[at]
            russian = tokens.language(at) == "ru"
            end = russian_end(tokens, at) if russian else start + word.offset(len(word.head))
            span = Span(at, at, start, end, tokens.ends[at], "", BARE, True, kind="settlement")
            span.framed = True
            yield span


def _is_stranger(word: Word) -> bool:
    places = word.places
    if word.hit and not (isinstance(places, WordPlaces) and places.names and _are_far_spellings(places)):
        return False
    return not word.flags and len(word.head) >= _SHORTEST_FRAMED and word.head.isalpha()


def _is_named_person(tokens: TokenText, at: int) -> bool:
    """Tell whether a title, a first name or another name stands before a name."""
    before, behind = word_before(tokens, at), word_behind(tokens, at)
    return bool(
        before.flags & _BEFORE_PERSONS or behind.flags & lexicon.TITLE_AFTER or before.case == CAPITAL
    )


def is_framed(tokens: TokenText, at: int, word: Word) -> bool:
    """Tell whether a word stands where hardly anything but a place does."""
    language = tokens.language(at)
    if language in {"tr", "az"}:
        return word.apostrophe > 0 and word.plain[word.apostrophe :] in _WHERE
    before, behind = word_before(tokens, at), word_behind(tokens, at)
    if behind.case == CAPITAL or before.case or word.apostrophe >= 0:
        return False
    if language == "ru" and word.plain.endswith(_RUSSIAN_PERSONS):
        return False
    return before.plain in FRAMING.get(language, ())
