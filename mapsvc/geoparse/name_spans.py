"""Names of one word or several as spans of a text: the longest proper name wins."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from mapsvc.atlas.gazetteer.names import Gazetteer
from mapsvc.geoparse import lexicon
from mapsvc.geoparse.declined_names import declined_name
from mapsvc.geoparse.endings import APOSTROPHE, BARE, DERIVED, RUSSIAN, SUFFIX
from mapsvc.geoparse.endings import ending_after_apostrophe as after_apostrophe
from mapsvc.geoparse.endings import ending_without_apostrophe as without_apostrophe
from mapsvc.geoparse.hyphenated_names import hyphenated_names
from mapsvc.geoparse.name_parts import cut_generic, state_of, state_of_people, with_parts
from mapsvc.geoparse.place_context import word_before
from mapsvc.geoparse.sentence_language import small_word_of
from mapsvc.geoparse.shown_names import with_shown
from mapsvc.geoparse.span import INFLECTING, Span, joined_gap, plain_gap, single_span, with_last_stop
from mapsvc.geoparse.tokens import TokenText, Word
from mapsvc.geoparse.unknown_names import (
    BEFORE_OF,
    find_framed,
    unknown_after_of,
    unknown_behind,
    unknown_beside,
)
from mapsvc.geoparse.word_names import CAPITAL, LOWER, WordName, WordPlaces

_MOST_WORDS = 7


#: Addresses of the web and of mail name nothing; their length is bounded, so that the search stays linear.
_ADDRESS = re.compile(r"(?:https?://|www\.)\S{1,400}")


#: Words with a small letter that belong to a name in French.
_SMALL_GROUND = lexicon.words_of("FR_GROUND_BEFORE")


def _waters(tokens: TokenText, gazetteer: Gazetteer) -> dict[int, Span]:
    """Find "mer Noire", "golfe Persique": names of French that begin with a small letter."""
    found = {}
    ground = _SMALL_GROUND.whole
    for at in tokens.capitals:
        position = at - 1
        word, behind = tokens.words[position], tokens.words[at]
        if at and word.case == LOWER and word.plain in ground:
            key = f"{word.plain} {behind.plain}"
            if plain_gap(tokens, position) and tokens.language(position) == "fr" and gazetteer.is_home(key):
                start, end = tokens.starts[position], tokens.ends[position + 1]
                found[position] = Span(position, position + 1, start, end, end, key, BARE, True, several=True)
    return found


def _inside(addresses: list[tuple[int, int]], offset: int) -> bool:
    at = bisect_right(addresses, (offset, len(addresses) + offset)) - 1
    return at >= 0 and offset < addresses[at][1]


def find_spans(tokens: TokenText, gazetteer: Gazetteer) -> list[Span]:
    """
    Find every name, without judging whether it means a place.

    Parameters
    ----------
    tokens
        Words looked at with the same gazetteer.
    gazetteer
        Where names of several words are looked up.

    Returns
    -------
    spans
        In text order, without overlaps.
    """
    found: list[Span] = []
    free = 0
    addresses = [found.span() for found in _ADDRESS.finditer(tokens.text)]
    whole = hyphenated_names(tokens, gazetteer) | _waters(tokens, gazetteer)
    for position in sorted({*tokens.hits, *whole}) if whole else tokens.hits:
        if position < free or (addresses and _inside(addresses, tokens.starts[position])):
            continue
        span = _longer(_span_at(tokens, position, gazetteer, free), whole.get(position))
        if span is not None:
            # a generic word can reach back to the name before it
            found.append(span)
            free = span.last + 1
    return _with_framed(tokens, with_shown(tokens, found), addresses)


def _longer(span: Span | None, other: Span | None) -> Span | None:
    """Return the longer of two names that begin at one word."""
    return other if span is None or (other is not None and span.last < other.last) else span


def _with_framed(tokens: TokenText, found: list[Span], addresses: list[tuple[int, int]]) -> list[Span]:
    """Add the names that only a preposition or an ending of place shows."""
    taken = {at for span in found for at in range(span.first, span.last + 1)}
    framed = [span for span in find_framed(tokens, taken) if not _inside(addresses, span.start)]
    return sorted([*found, *framed], key=lambda span: span.first) if framed else found


def _span_at(tokens: TokenText, position: int, gazetteer: Gazetteer, free: int) -> Span | None:
    word = tokens.words[position]
    places = word.places
    if not isinstance(places, WordPlaces):
        return None
    span = None
    if places.home_goes_on or places.world_goes_on:
        span = _longest(tokens, position, places, gazetteer)
    span = declined_name(tokens, position, gazetteer) or span
    if span is None and _is_hamlet(word, places):
        # "Battle of …", "Gölü": somewhere a hamlet is called so
        span = _span_of_generic(tokens, position, gazetteer, free)
        if span is not None:
            return span
    if span is None:
        span = _single(tokens, position, places)
    if span is not None:
        return with_parts(tokens, span, gazetteer)
    return _span_of_generic(tokens, position, gazetteer, free)


def _is_hamlet(word: Word, places: WordPlaces) -> bool:
    """Tell whether a word is a generic one, and a name only of GeoNames."""
    return bool(word.flags & BEFORE_OF and places.names) and not places.names[0].home


def _single(tokens: TokenText, position: int, places: WordPlaces) -> Span | None:
    """Return the name that a word is alone; no small word of its language is one."""
    word = tokens.words[position]
    names = _names_here(tokens, position, places)
    if not names or _is_people(word, places):
        return None
    small = small_word_of(word.plain)
    if small and tokens.language(position) in small:
        return None
    return single_span(tokens, position, names)


def _is_people(word: Word, places: WordPlaces) -> bool:
    """Tell whether a word names a people, and a place only by less of its letters."""
    if not places.names:
        return bool(word.flags & lexicon.PEOPLE)
    named = word.flags & lexicon.PEOPLE and word.plain.startswith(word.stem)
    return bool(named) and len(places.names[0].key) <= len(word.stem)


def _names_here(tokens: TokenText, position: int, places: WordPlaces) -> tuple[WordName, ...]:
    """Return what a word can name in its sentence."""
    if places.names and places.names[0].ending == BARE and _is_oblique(tokens, position):
        return places.oblique
    if not places.german and not places.french:
        return places.names
    contracted = _behind_article(tokens, position, places)
    if contracted:
        return (*contracted, *places.names)
    noun = position + 1 < len(tokens.words) and joined_gap(tokens, position)
    return places.names_in(
        tokens.language(position), before_noun=noun and tokens.words[position + 1].case == CAPITAL
    )


def _behind_article(tokens: TokenText, position: int, places: WordPlaces) -> tuple[WordName, ...]:
    """Return the names with an article that is in the French preposition before: "au Mans" is Le Mans."""
    if not places.french or tokens.language(position) != "fr":
        return ()
    article = _CONTRACTED.get(word_before(tokens, position).plain)
    return tuple(name for name in places.french if name.key.startswith(article)) if article else ()


#: Prepositions of French with the article that is in them.
_CONTRACTED = {"au": "le ", "du": "le ", "aux": "les ", "des": "les "}


def _is_oblique(tokens: TokenText, position: int) -> bool:
    """Tell whether a Russian preposition stands before a word that ends like a nominative in -а."""
    if tokens.words[position].plain[-1:] not in {"а", "я"} or tokens.language(position) != "ru":
        return False
    return word_before(tokens, position).plain in _RUSSIAN_PREPOSITION


_RUSSIAN_PREPOSITION = lexicon.words_of("RU_PREPOSITION")


#: What a place is, before "of" and its name in English.
_UNIT_OF = lexicon.words_of("EN_UNIT_OF")


def _state_at(tokens: TokenText, position: int, gazetteer: Gazetteer) -> Span | None:
    """Find "Kingdom of Greece", "City of Mexico", "Rus İmparatorluğu"."""
    word = tokens.words[position]
    if word.flags & lexicon.STATE or word.plain in _UNIT_OF:
        return state_of(tokens, position, gazetteer)
    return state_of_people(tokens, position) if word.flags & lexicon.PEOPLE else None


def _span_of_generic(tokens: TokenText, position: int, gazetteer: Gazetteer, free: int) -> Span | None:
    """Find what a word that is no name is part of: a state, a people, a name that no gazetteer has."""
    word = tokens.words[position]
    if word.case:
        found = _state_at(tokens, position, gazetteer)
        if found is not None or word.flags & (lexicon.STATE | lexicon.PEOPLE):
            return found
    if word.flags & BEFORE_OF and tokens.language(position) == "en":
        found = unknown_after_of(tokens, position)
        if found is not None:
            return found
    if word.flags & lexicon.GEO:
        return unknown_beside(tokens, position, free) or unknown_behind(tokens, position)
    return None


def _longest(tokens: TokenText, position: int, places: WordPlaces, gazetteer: Gazetteer) -> Span | None:
    """Find the longest name of several words that begins here."""
    words = tokens.words
    joined = words[position].plain
    if not joined_gap(tokens, position):
        return None
    beginning = f"{joined} {words[position + 1].plain[:3]}"
    if not gazetteer.continues(beginning):
        return None
    ends = [len(joined)]
    last = position
    while last - position < _MOST_WORDS and joined_gap(tokens, last):
        last += 1
        joined += " " + words[last].plain
        ends.append(len(joined))
    for key, home in _keys(joined, places, gazetteer):
        count = key.count(" ")
        before = ends[count - 1] + 1
        word = words[position + count]
        shown = len(key) - before
        ending = _ending(word, key[before:])
        if ending is None or ending in _refused_endings(tokens, position):
            continue
        if not _capitalised(tokens, position, count, home) or _is_article(tokens, position, word, home=home):
            continue
        if _is_half_a_state(tokens, position, word, home=home):
            continue
        span = Span(
            position, position + count, tokens.starts[position],
            tokens.starts[position + count] + word.offset(shown), tokens.ends[position + count],
            key, ending, home, small=words[position].case == LOWER, several=True,
        )  # fmt: skip
        return cut_generic(tokens, with_last_stop(tokens, span))
    return None


def _keys(joined: str, places: WordPlaces, gazetteer: Gazetteer) -> Iterator[tuple[str, bool]]:
    """Yield the names of several words that a text begins with, the longest first, and which are home's."""
    home = set(gazetteer.home_prefixes(joined) if places.home_goes_on else ())
    world = gazetteer.world_prefixes(joined) if places.world_goes_on else ()
    for key in sorted(home.union(world), key=len, reverse=True):
        if " " in key:
            yield key, key in home


def _is_article(tokens: TokenText, position: int, last: Word, *, home: bool) -> bool:
    """Tell whether a name of GeoNames is an article and a common noun here: "The village", "Der Berg"."""
    small = small_word_of(tokens.words[position].plain)
    if home or not small:
        return False
    language = tokens.language(position)
    return (last.case == LOWER or language == "de") and language in small


def _refused_endings(tokens: TokenText, position: int) -> set[int]:
    """Return the endings that a name of the sentence cannot have."""
    return {DERIVED} if tokens.language(position) in INFLECTING else {DERIVED, SUFFIX, RUSSIAN}


def _is_half_a_state(tokens: TokenText, position: int, last: Word, *, home: bool) -> bool:
    """Tell whether a name is only the end of a state's ("Sosyalist Sovyet Cumhuriyeti"), or no place's."""
    behind = position + 2 < len(tokens.words) and tokens.words[position + 2].plain == "of"
    if tokens.words[position].plain == "the" and behind:
        return True
    if not last.flags & lexicon.STATE:
        # "Ankara Hükümeti" is a government, and Ankara the place in its name
        return bool(last.flags & lexicon.INSTITUTION)
    if not home:
        return True
    before = word_before(tokens, position)
    return before.case != LOWER and bool(before.flags & lexicon.STATE_ADJECTIVE)


def _ending(word: Word, shown: str) -> int | None:
    if word.plain == shown:
        return BARE
    if word.apostrophe == len(shown):
        return after_apostrophe(word.plain[len(shown) :])
    if word.apostrophe < 0:
        return without_apostrophe(shown, word.plain[len(shown) :], word.text)
    inner = without_apostrophe(shown, word.plain[len(shown) : word.apostrophe], word.text)
    return APOSTROPHE if inner == SUFFIX and after_apostrophe(word.plain[word.apostrophe :]) else None


def _capitalised(tokens: TokenText, position: int, count: int, home: bool) -> bool:
    """Tell whether words are written as a name: with capitals, but for generic and small words."""
    words = tokens.words[position : position + count + 1]
    if words[0].case == LOWER:
        return home and len(words[0].plain) > 3 and all(word.case == LOWER for word in words)
    if count == 1 and not home and words[0].flags & lexicon.COMMON and words[1].case == LOWER:
        return False  # "The village of": a hamlet somewhere is called The Village
    return all(
        _goes_with_name(word) or tokens.gap(at) == "-" for at, word in enumerate(words[1:], start=position)
    )


def _goes_with_name(word: Word) -> bool:
    return bool(word.case or len(word.plain) <= 3 or word.flags & _GENERIC)


_GENERIC = lexicon.GEO | lexicon.STATE | lexicon.SPATIAL
