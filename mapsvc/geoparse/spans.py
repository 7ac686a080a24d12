"""Names of one word or several as spans of a text: the longest proper name wins."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from mapsvc.atlas.gazetteer import Gazetteer
from mapsvc.geoparse import words as lexicon
from mapsvc.geoparse.endings import APOSTROPHE, BARE, DERIVED, POSSESSIVE, RUSSIAN, SUFFIX
from mapsvc.geoparse.endings import ending_after_apostrophe as after_apostrophe
from mapsvc.geoparse.endings import ending_without_apostrophe as without_apostrophe
from mapsvc.geoparse.names import CAPITAL, LOWER, WordName, WordPlaces
from mapsvc.geoparse.tokens import TokenText, Word
from mapsvc.geoparse.words import NAME_PARTS, kind_of_word

_MOST_WORDS = 7
_SPACES = frozenset(" \t\n\r\u00a0")
_LONGEST_GAP = 24


#: Addresses of the web and of mail name nothing; their length is bounded, so that the search stays linear.
_ADDRESS = re.compile(r"(?:https?://|www\.)\S{1,400}")


@dataclass(slots=True, eq=False)
class Span:
    """
    A name found in a text.

    Attributes
    ----------
    first, last
        The words it covers.
    start, end, token_end
        Offsets in characters: the name without endings, and the end of the inflected word.
    key
        The name in the gazetteer; empty if only the words around it show that it is one.
    kind
        What the words around it ask for ("river"), or nothing.
    evidence
        How much speaks for a place, beyond the name itself; `why` says what.
    """

    first: int
    last: int
    start: int
    end: int
    token_end: int
    key: str
    ending: int
    home: bool
    typo: bool = False
    misread: bool = False
    kind: str = ""
    base: str = ""
    evidence: float = 0.0
    small: bool = False
    several: bool = False


def joined_gap(tokens: TokenText, position: int) -> bool:
    """Tell whether a word and the next can be one name: spaces, a hyphen or one line end between them."""
    if position + 1 >= len(tokens.words):
        return False
    gap = tokens.gap(position)
    if gap == " ":
        return True
    if len(gap) > _LONGEST_GAP or gap.count("\n") > 1:
        return False
    rest = gap.strip(" \t\r\n\u00a0")
    return rest in {"", "-", "–", "‑"} or (rest == "." and len(tokens.words[position].plain) <= 2)


def plain_gap(tokens: TokenText, position: int) -> bool:
    """Tell whether only spaces or one line end stand between a word and the next."""
    if position + 1 >= len(tokens.words):
        return False
    end, start = tokens.ends[position], tokens.starts[position + 1]
    if start - end == 1:
        return tokens.text[end] in _SPACES
    gap = tokens.text[end:start]
    return start - end <= _LONGEST_GAP and not gap.strip() and gap.count("\n") <= 1


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
    for position in tokens.hits:
        if position < free or (addresses and _inside(addresses, tokens.starts[position])):
            continue
        span = _span_at(tokens, position, gazetteer, free)
        if span is not None:
            # a generic word can reach back to the name before it
            found.append(span)
            free = span.last + 1
    return found


def _span_at(tokens: TokenText, position: int, gazetteer: Gazetteer, free: int) -> Span | None:
    word = tokens.words[position]
    places = word.places
    if not isinstance(places, WordPlaces):
        return None
    span = None
    if places.home_goes_on or places.world_goes_on:
        span = _longest(tokens, position, places, gazetteer)
    if (
        span is None
        and places.names
        and not (
            word.flags & lexicon.PEOPLE
            and word.plain.startswith(word.stem)
            and len(places.names[0].key) <= len(word.stem)
        )
    ):
        span = _single(tokens, position, places.names)
    if span is not None:
        return _with_parts(tokens, span, gazetteer)
    if word.flags & lexicon.STATE and word.case:
        return _state_of(tokens, position, gazetteer)
    if word.flags & lexicon.PEOPLE and word.case:
        return _state_of_people(tokens, position)
    if word.flags & _BEFORE_OF and tokens.language(position) == "en":
        found = _unknown_after_of(tokens, position)
        if found is not None:
            return found
    if word.flags & lexicon.GEO:
        return _unknown(tokens, position, free)
    return None


def _single(tokens: TokenText, position: int, names: tuple[WordName, ...]) -> Span | None:
    word = tokens.words[position]
    english = tokens.language(position) == "en"
    for name in names:
        # "Azerbaijani" is no "Azerbaijan" in the accusative
        if name.ending == DERIVED or (english and name.ending in {SUFFIX, RUSSIAN}):
            if name.ending == DERIVED:
                return None
            continue
        start = tokens.starts[position]
        return Span(
            position, position, start, start + word.offset(name.length), tokens.ends[position],
            name.key, name.ending, name.home, name.typo, name.misread, small=word.case == LOWER,
        )  # fmt: skip
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
    keys = gazetteer.home_prefixes(joined) if places.home_goes_on else []
    home = {key for key in keys if " " in key}
    world = [key for key in gazetteer.world_prefixes(joined) if " " in key] if places.world_goes_on else []
    for key in sorted(home.union(world), key=len, reverse=True):
        count = key.count(" ")
        before = ends[count - 1] + 1
        word = words[position + count]
        shown = len(key) - before
        ending = _ending(word, key[before:])
        if ending is None or ending == DERIVED or not _capitalised(tokens, position, count, key in home):
            continue
        if ending in {SUFFIX, RUSSIAN} and tokens.language(position) == "en":
            continue
        if _is_half_a_state(tokens, position, word, home=key in home):
            continue
        return _cut_generic(
            tokens,
            Span(
                position, position + count, tokens.starts[position],
                tokens.starts[position + count] + word.offset(shown), tokens.ends[position + count],
                key, ending, key in home, small=words[position].case == LOWER, several=True,
            ),
        )  # fmt: skip
    return None


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
    before = tokens.words[position - 1] if position and plain_gap(tokens, position - 1) else None
    return before is not None and before.case != LOWER and bool(before.flags & lexicon.STATE_ADJECTIVE)


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
    return all(word.case or len(word.plain) <= 3 or word.flags & _GENERIC for word in words[1:])


_GENERIC = lexicon.GEO | lexicon.STATE | lexicon.SPATIAL


def _cut_generic(tokens: TokenText, span: Span) -> Span:
    """Leave a generic word in small letters outside the name: "Van vilayeti" names Van."""
    last = tokens.words[span.last]
    if last.case != LOWER or tokens.words[span.first].case == LOWER or not last.flags & _GENERIC:
        return span
    end = tokens.ends[span.last - 1]
    span.kind = kind_of_word(last.stem, last.text)
    span.last -= 1
    span.end = span.token_end = end
    span.ending = BARE
    return span


def _with_parts(tokens: TokenText, span: Span, gazetteer: Gazetteer) -> Span:
    """Take generic words that belong to the name into it: "… Nehri", "… Halk Cumhuriyeti", "… River"."""
    if span.ending != BARE or span.small or not plain_gap(tokens, span.last):
        return span
    if tokens.words[span.first].flags & lexicon.COMMON:
        return span
    word = tokens.words[span.last + 1]
    named = word.flags & lexicon.GEO and word.case and not (_is_plural(word) and len(word.plain) > 5)
    if named and kind_of_word(word.stem, word.text) in NAME_PARTS:
        return _extend(tokens, span, span.last + 1, kind_of_word(word.stem, word.text))
    if word.case and word.flags & (lexicon.STATE_ADJECTIVE | lexicon.STATE):
        last = _state_end(tokens, span.last + 1)
        if last is not None:
            return _extend(tokens, span, last, "state")
    return span


def _extend(tokens: TokenText, span: Span, last: int, kind: str) -> Span:
    word = tokens.words[last]
    shown, ending = _generic_stem(word)
    span.base, span.last, span.kind = span.key, last, kind
    span.key = " ".join(w.plain for w in tokens.words[span.first : last]) + " " + word.plain[:shown]
    span.end = tokens.starts[last] + word.offset(shown)
    span.token_end, span.ending, span.several = tokens.ends[last], ending, True
    return span


def _generic_stem(word: Word) -> tuple[int, int]:
    """Return how many letters of "Cumhuriyetinin" belong to the name, and the ending behind them."""
    if word.apostrophe >= 0:
        ending = after_apostrophe(word.plain[word.apostrophe :])
        return word.apostrophe, ending if ending is not None else APOSTROPHE
    stem, plain = len(word.stem), word.plain
    if plain == word.stem:
        return len(plain), BARE
    for length in (stem + 2, stem + 1):
        if length <= len(plain) and plain[stem:length] in {"i", "u", "si", "su"}:
            return length, BARE if length == len(plain) else SUFFIX
    return stem, SUFFIX


def _state_end(tokens: TokenText, position: int) -> int | None:
    """Return the word with which the name of a state ends: adjectives, then "Cumhuriyeti" or "Republic"."""
    words = tokens.words
    for at in range(position, min(position + 5, len(words))):
        word = words[at]
        if not word.case:
            return None
        if word.flags & lexicon.STATE:
            # several republics are no one's name
            return None if _is_plural(word) else at
        if not word.flags & lexicon.STATE_ADJECTIVE or word.apostrophe >= 0 or not plain_gap(tokens, at):
            return None
    return None


def _is_plural(word: Word) -> bool:
    rest = word.plain[len(word.stem) :]
    return rest.startswith(("ler", "lar")) or rest == "s" or (rest == "" and word.plain.endswith("s"))


def _state_of(tokens: TokenText, position: int, gazetteer: Gazetteer) -> Span | None:
    """Find "Kingdom of Greece", "Republic of Armenia"."""
    words = tokens.words
    if position + 2 >= len(words) or words[position + 1].plain != "of" or not plain_gap(tokens, position):
        return None
    at = position + 2
    if words[at].plain == "the" and at + 1 < len(words):
        at += 1
    places = words[at].places
    if not isinstance(places, WordPlaces) or not places.names or not places.names[0].home:
        return None
    span = _single(tokens, at, places.names[:1])
    if span is None or span.ending not in {BARE, POSSESSIVE}:
        return None
    span.base, span.first, span.start, span.kind, span.several = (
        span.key,
        position,
        tokens.starts[position],
        "state",
        True,
    )
    span.key = f"{words[position].plain} of {span.key}"
    return span


def _state_of_people(tokens: TokenText, position: int) -> Span | None:
    """Find "Rus İmparatorluğu", "Bulgarian Kingdom": a people's name with the word for its realm."""
    if not plain_gap(tokens, position) or tokens.words[position].apostrophe >= 0:
        return None
    word = tokens.words[position + 1]
    realm = word.case and word.flags & lexicon.STATE and word.stem in _REALMS
    adjective = (
        word.case
        and word.flags & lexicon.STATE_ADJECTIVE
        and tokens.words[position].stem not in {"sovyet", "soviet"}
    )
    last = _state_end(tokens, position + 1) if realm or adjective else None
    if last is None:
        return None
    start = tokens.starts[position]
    blank = Span(
        position,
        position,
        start,
        tokens.ends[position],
        tokens.ends[position],
        tokens.words[position].plain,
        BARE,
        True,
    )
    return _extend(tokens, blank, last, "state")


_REALMS = frozenset(
    {"imparatorluk", "krallik", "carlik", "prenslik", "empire", "kingdom", "federasyon", "империя"}
)
_UNKNOWN_AFTER = frozenset(
    {"village", "town", "river", "lake", "island", "pass", "strait", "station", "fortress", "mountain"}
)


def _unknown(tokens: TokenText, position: int, free: int) -> Span | None:
    """Find a name that no gazetteer has, as the word beside it says what it is: "Yukarıpınar köyünde"."""
    word = tokens.words[position]
    kind = kind_of_word(word.stem, word.text)
    if kind not in _UNKNOWN_AFTER or position - 1 < free or not plain_gap(tokens, position - 1):
        return None
    if tokens.language(position) == "en" and not word.case:
        return None
    if word.plain == word.stem and tokens.language(position) != "en":
        return None
    before = tokens.words[position - 1]
    if not before.case or before.flags or before.apostrophe >= 0 or len(before.plain) < 4:
        return None
    if (
        not isinstance(before.places, WordPlaces)
        or before.places.names
        or _starts_sentence(tokens, position - 1)
    ):
        return None
    start = tokens.starts[position - 1]
    span = Span(
        position - 1,
        position - 1,
        start,
        tokens.ends[position - 1],
        tokens.ends[position - 1],
        "",
        BARE,
        True,
        kind=kind,
    )
    if word.case and kind in NAME_PARTS:
        span = _extend(tokens, span, position, kind)
        span.key = span.base = ""
    return span


_BEFORE_OF = lexicon.GEO | lexicon.EVENT | lexicon.TREATY


def _unknown_after_of(tokens: TokenText, position: int) -> Span | None:
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
