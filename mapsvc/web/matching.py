"""How well a reader's words fit a thing: names in any spelling, running text word by word."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import lru_cache

from mapsvc.model.names import compose, fold

#: A word of a text, with what Turkish hangs on a name after its apostrophe.
_WORD = re.compile(r"[\w'’-]+")
_STEM = re.compile(r"['’].*$")
#: Shorter words have too many neighbours; how alike two spellings have to be.
_LEAST_SPELT, _NEARNESS = 4, 0.72
#: Worse than any fit.
_NONE = 9


@dataclass(frozen=True)
class Thing:
    """
    What of a thing can be found, the weightiest first.

    Attributes
    ----------
    titles
        What it is called; every spelling of a word counts.
    names
        Who and where; every spelling counts too, but a title goes before.
    text
        Running text. "kars" does not find "karşı" here: a word must be the same but for its case,
        or be typed whole without its dots.
    """

    titles: Sequence[str]
    names: Sequence[str] = field(default=())
    text: Sequence[str] = field(default=())


def lower(text: str) -> str:
    """Return a text in small letters, Turkish ones as Turkish has them."""
    return compose(text).replace("İ", "i").replace("I", "i").replace("ı", "i").lower()


def _words_of(text: str) -> list[str]:
    return _WORD.findall(compose(text))


@lru_cache(maxsize=65_536)
def _tokens(text: str) -> tuple[tuple[str, str], ...]:
    found: list[tuple[str, str]] = []
    for word in _words_of(text):
        stem = _STEM.sub("", word)
        found.extend((lower(part), fold(part)) for part in dict.fromkeys((stem, *stem.split("-"))) if part)
    return tuple(found)


def _strictly(word: str, texts: Iterable[str]) -> int:
    """Return 0 for the same word of running text, where accents count, 1 for its beginning, 9 for none."""
    small, folded = lower(word), fold(word)
    best = _NONE
    for text in texts:
        for exact, token in _tokens(text):
            if exact == small or token == folded:
                return 0
            if exact.startswith(small):
                best = 1
    return best


class _Tokens:
    """Things by tokens in their order, so that all that begin alike stand together."""

    def __init__(self, held: Mapping[str, array[int]]) -> None:
        self._tokens = sorted(held)
        self._things = [held[token] for token in self._tokens]

    def starting(self, start: str) -> Iterator[tuple[bool, array[int]]]:
        """Yield of each token that begins so whether it is all of it, and the things that have it."""
        for at in range(bisect_left(self._tokens, start), len(self._tokens)):
            if not self._tokens[at].startswith(start):
                return
            yield self._tokens[at] == start, self._things[at]


class WordIndex:
    """
    The words of many things, for questions that look at none of the others.

    Parameters
    ----------
    things
        Known by their place in this row.
    """

    def __init__(self, things: Iterable[Thing]) -> None:
        held: list[dict[str, array[int]]] = [{}, {}, {}, {}]
        titles, names, exact, folded = held
        self._count = 0
        for at, thing in enumerate(things):
            self._count = at + 1
            for texts, known in ((thing.titles, titles), (thing.names, names)):
                for token in {token for text in texts for _, token in _tokens(text)}:
                    known.setdefault(token, array("l")).append(at)
            said = {pair for text in thing.text for pair in _tokens(text)}
            for side, known in enumerate((exact, folded)):
                for token in {pair[side] for pair in said}:
                    known.setdefault(token, array("l")).append(at)
        self._tiers = [_Tokens(known) for known in (titles, names, exact)]
        self._folded = folded

    def ranks(self, query: str) -> dict[int, tuple[int, int]]:
        """
        Return how well all words of a query fit the things that have them all; smaller is better.

        Returns
        -------
        ranks
            By the place of a thing where the least of the words stands (0 title, 1 name, 2 text) and how
            inexact the words are together.
        """
        # A reader who types a name with its ending means the name.
        words = [_STEM.sub("", word) for word in _words_of(query)]
        if not words:
            return dict.fromkeys(range(self._count), (0, 0))
        best: dict[int, tuple[int, int]] | None = None
        for word in words:
            found = self._places_of(word)
            best = {
                at: (max(where, place // 2), loose + place % 2)
                for at, place in found.items()
                for where, loose in [(0, 0) if best is None else best.get(at, (-1, 0))]
                if where >= 0
            }
        return best or {}

    def _places_of(self, word: str) -> dict[int, int]:
        """Return of each thing with a word its first tier that has it, doubled, plus one for a beginning."""
        small, folded = lower(word), fold(word)
        found: dict[int, int] = {}
        for tier, start in enumerate((folded, folded, small)):
            for whole, things in self._tiers[tier].starting(start):
                place = 2 * tier + (not whole)
                found.update({at: place for at in things if place < found.get(at, _NONE)})
        found.update({at: 4 for at in self._folded.get(folded, ()) if found.get(at, _NONE) > 4})
        return found


def marked(query: str, text: str) -> list[tuple[str, bool]]:
    """Return a text in pieces, and of each whether the query asked for it."""
    words = [_STEM.sub("", word) for word in _words_of(query)]
    text = compose(text)
    pieces, at = [], 0
    for found in _WORD.finditer(text):
        if any(_strictly(word, [found.group()]) < _NONE for word in words):
            left, right = found.span()
            pieces += [(text[at:left], False), (text[left:right], True)]
            at = right
    return [piece for piece in (*pieces, (text[at:], False)) if piece[0]]


def without_words(text: str, small: Iterable[str]) -> str:
    """Return a text without some words, whose case, dots and accents do not matter."""
    known = {fold(word) for word in small}
    words = (word for word in compose(text).split() if fold(word.strip("?!.,;:“”\"'()«»")) not in known)
    return " ".join(words).strip(" ?!.,;:")


def near_words(query: str, things: Iterable[Thing]) -> list[str]:
    """Return a few words or names of some things that are spelt nearly as those of a query which fit none."""
    spelt: dict[str, str] = {}
    for thing in things:
        for name in (*thing.titles, *thing.names):
            for word in _words_of(name):
                if len(word) >= _LEAST_SPELT:
                    spelt.setdefault(fold(_STEM.sub("", word)), _STEM.sub("", word))
    found: dict[str, None] = {}
    for word in _words_of(query):
        folded = fold(_STEM.sub("", word))
        if len(folded) >= _LEAST_SPELT and folded not in spelt:
            near = get_close_matches(folded, spelt, n=3, cutoff=_NEARNESS)
            found |= dict.fromkeys(spelt[key] for key in near)
    return list(found)[:6]
