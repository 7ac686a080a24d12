"""Generic words and the names of states: what belongs to a name beyond the words of the gazetteer."""

from __future__ import annotations

from mapsvc.atlas.gazetteer.names import Gazetteer
from mapsvc.geoparse import lexicon
from mapsvc.geoparse.endings import APOSTROPHE, BARE, POSSESSIVE, SUFFIX
from mapsvc.geoparse.endings import ending_after_apostrophe as after_apostrophe
from mapsvc.geoparse.lexicon import NAME_PARTS, kind_of_word
from mapsvc.geoparse.span import Span, plain_gap, single_span
from mapsvc.geoparse.tokens import TokenText, Word
from mapsvc.geoparse.word_names import LOWER, WordPlaces

_GENERIC = lexicon.GEO | lexicon.STATE | lexicon.SPATIAL


def cut_generic(tokens: TokenText, span: Span) -> Span:
    """Leave a generic word in small letters outside the name: "Van vilayeti" names Van."""
    last = tokens.words[span.last]
    if span.home and tokens.language(span.first) == "ru":
        return span  # "Чёрное море" has no name without its noun
    if last.case != LOWER or tokens.words[span.first].case == LOWER or not last.flags & _GENERIC:
        return span
    end = tokens.ends[span.last - 1]
    span.kind = kind_of_word(last.stem, last.text)
    span.last -= 1
    span.end = span.token_end = end
    span.ending = BARE
    return span


def with_parts(tokens: TokenText, span: Span, gazetteer: Gazetteer) -> Span:
    """Take generic words that belong to the name into it: "… Nehri", "… Halk Cumhuriyeti", "… River"."""
    if span.ending != BARE or span.small or not plain_gap(tokens, span.last):
        return span
    word = tokens.words[span.last + 1]
    if not word.case or tokens.words[span.first].flags & lexicon.COMMON:
        return span
    kind = kind_of_word(word.stem, word.text) if word.flags & lexicon.GEO else ""
    if kind in NAME_PARTS and not (is_plural(word) and len(word.plain) > 5):
        return extend_span(tokens, span, span.last + 1, kind)
    if word.flags & (lexicon.STATE_ADJECTIVE | lexicon.STATE):
        last = _state_end(tokens, span.last + 1)
        if last is not None:
            return extend_span(tokens, span, last, "state")
    return span


def extend_span(tokens: TokenText, span: Span, last: int, kind: str) -> Span:
    """Take the words up to `last` into a name, which becomes one of that kind."""
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
            return None if is_plural(word) else at
        if not word.flags & lexicon.STATE_ADJECTIVE or word.apostrophe >= 0 or not plain_gap(tokens, at):
            return None
    return None


def is_plural(word: Word) -> bool:
    """Tell whether a generic word stands in the plural: several rivers are no one's name."""
    rest = word.plain[len(word.stem) :]
    return rest.startswith(("ler", "lar")) or rest == "s" or (rest == "" and word.plain.endswith("s"))


def state_of(tokens: TokenText, position: int, gazetteer: Gazetteer) -> Span | None:
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
    span = single_span(tokens, at, places.names[:1])
    if span is None or span.ending not in {BARE, POSSESSIVE}:
        return None
    word = words[position]
    kind = "state" if word.flags & lexicon.STATE else kind_of_word(word.stem, word.text)
    span.base, span.first, span.start = span.key, position, tokens.starts[position]
    span.kind, span.several = kind, True
    span.key = f"{words[position].plain} of {span.key}"
    return span


def state_of_people(tokens: TokenText, position: int) -> Span | None:
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
    return extend_span(tokens, blank, last, "state")


_REALMS = frozenset(
    {"imparatorluk", "krallik", "carlik", "prenslik", "empire", "kingdom", "federasyon", "империя"}
)
