"""How well a reader's words fit a thing: names in any spelling, running text word by word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
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


def _loosely(word: str, texts: Iterable[str]) -> int:
    """Return 0 for the same word, 1 for its beginning, in any spelling; 9 for none."""
    folded = fold(word)
    best = _NONE
    for text in texts:
        for _, token in _tokens(text):
            if token == folded:
                return 0
            if token.startswith(folded):
                best = 1
    return best


def _strictly(word: str, texts: Iterable[str]) -> int:
    """Return the same for running text, where accents tell words apart."""
    small, folded = lower(word), fold(word)
    best = _NONE
    for text in texts:
        for exact, token in _tokens(text):
            if exact == small or token == folded:
                return 0
            if exact.startswith(small):
                best = 1
    return best


def rank(query: str, thing: Thing) -> tuple[int, int] | None:
    """
    Return how well all words of a query fit a thing; smaller is better.

    Returns
    -------
    rank
        Where the least of the words stands (0 title, 1 name, 2 text) and how inexact the words are
        together; nothing if a word is nowhere.
    """
    where, loose = 0, 0
    for word in _words_of(query):
        # A reader who types a name with its ending means the name.
        bare = _STEM.sub("", word)
        fits = (_loosely(bare, thing.titles), _loosely(bare, thing.names), _strictly(bare, thing.text))
        least = min(range(3), key=lambda tier: (fits[tier] == _NONE, tier))
        if fits[least] == _NONE:
            return None
        where, loose = max(where, least), loose + fits[least]
    return where, loose


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
