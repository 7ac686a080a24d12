"""Which language a sentence is in, by its small words and its letters; also such as are not read."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from mapsvc.geoparse.text_folding import fold_text

_LANGUAGES: dict[str, dict[str, Any]] = tomllib.loads(
    Path(__file__).with_name("languages.toml").read_text(encoding="utf-8")
)
#: Languages that are read, in the order in which they win where nothing tells.
READ = tuple(lang for lang, told in _LANGUAGES.items() if told.get("read"))
_NOT_READ = tuple(lang for lang in _LANGUAGES if lang not in READ)
_BITS = 20
_MASK = (1 << _BITS) - 1
_SHIFT = {lang: _BITS * number for number, lang in enumerate((*READ, ""))}
_ANY_OTHER = 1 << _SHIFT[""]
_OTHERS_READ = tuple((lang, _SHIFT[lang]) for lang in READ[1:])
#: Languages that are written with the letters of Russian.
_IN_CYRILLIC = ("ru", "bg", "uk", "sr")
#: What a word weighs that is written with the letters of a script, and one that no other language has.
_OF_SCRIPT, _OWN = 1, 2
#: A sentence is in a language that is not read where so much says so, and so much more than for another.
_LEAST, _MORE, _TIMES = 4, 1, 1.1


def _words() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for lang, told in _LANGUAGES.items():
        for word in told.get("words", "").split():
            found[word] = (*found.get(word, ()), lang)
    return found


_TELLING_WORDS = _words()
_PARAGRAPH_END = re.compile(r"\n[ \t\r]*\n")
_PLAIN_WORD = re.compile(r"[^\W\d_]+")
#: How much of a text is looked at, and which share of its words makes it one that is not read.
_LOOKED_AT, _SHARE = 200_000, 0.3
_OWN_LETTERS: dict[str, tuple[tuple[str, int], ...]] = {}
for _lang, _told in _LANGUAGES.items():
    for _letter in _told.get("letters", ""):
        _OWN_LETTERS[_letter] = (*_OWN_LETTERS.get(_letter, ()), (_lang, _told["weight"]))
#: How words are written that only one language has.
_PATTERNS = tuple(
    (re.compile(told["pattern"]), lang) for lang, told in _LANGUAGES.items() if "pattern" in told
)
_SCRIPTS = tuple(
    (*(chr(int(number, 16)) for number in letters.split("-")), lang)
    for lang, told in _LANGUAGES.items()
    for letters in told.get("script", "").split()
)


def _votes_of(text: str, folded: str) -> dict[str, int]:
    """Return for which languages a word speaks, and how much."""
    known = _TELLING_WORDS.get(folded, ())
    found = dict.fromkeys(known, _OWN if len(known) == 1 else 1)
    if text.isascii():
        return found
    get = found.get
    for letter in set(text):
        own, scripts = _LANGUAGES_BY_LETTER.get(letter) or _told_by_letter(letter)
        for lang, weight in own:
            found[lang] = max(get(lang, 0), weight)
        for lang in scripts:
            found[lang] = get(lang, 0) + _OF_SCRIPT
    if "\u0400" <= folded[:1] <= "\u04ff":
        for lang in _IN_CYRILLIC:
            found[lang] = get(lang, 0) + _OF_SCRIPT
    for pattern, lang in _PATTERNS:
        if pattern.search(text):
            found[lang] = get(lang, 0) + _OWN
    return found


def _told_by_letter(letter: str) -> tuple[tuple[tuple[str, int], ...], tuple[str, ...]]:
    """Return the languages that have a letter for their own, with its weight, and those of its script."""
    scripts = tuple(lang for first, last, lang in _SCRIPTS if first <= letter <= last)
    return _OWN_LETTERS.get(letter, ()), scripts


#: Told beforehand: each word of Turkish and of Russian asks for some of its letters, or for an apostrophe.
_ASKED_OFTEN = (*range(0x500), *range(0x2010, 0x2040))
_LANGUAGES_BY_LETTER = dict.fromkeys(map(chr, _ASKED_OFTEN), _told_by_letter(" ")) | {
    letter: _told_by_letter(letter)
    for first, last in [(letter, letter) for letter in _OWN_LETTERS] + [each[:2] for each in _SCRIPTS]
    for letter in map(chr, range(ord(first), min(ord(last) + 1, _ASKED_OFTEN[-1])))
}


def votes_of(text: str, folded: str) -> int:
    """
    Return for which languages a word speaks, a counter of some bits for each: texts are summed fast.

    Parameters
    ----------
    text, folded
        The word as printed, and its folded letters.
    """
    if folded not in _TELLING_WORDS and text.isascii():
        return 0  # most words of a text tell nothing
    votes = 0
    other = 0
    for lang, count in _votes_of(text, folded).items():
        if lang in _SHIFT:
            votes += count << _SHIFT[lang]
        else:
            other = max(other, count)
    return votes + other * _ANY_OTHER


def told_by(votes: int) -> tuple[str, bool]:
    """
    Say what summed votes tell.

    Returns
    -------
    lang, other
        The language of those that are read that has most, empty if none has any; and whether another language
        may have more.
    """
    lang, most, other = _counted(votes)
    return lang if most else "", other >= _LEAST and other > _MORE + _TIMES * most


def may_be_other(votes: int) -> bool:
    """Tell whether votes speak as much for a language that is not read: a short sentence tells little."""
    _, most, other = _counted(votes)
    return other >= _LEAST and _MORE + _TIMES * other >= most


def _counted(votes: int) -> tuple[str, int, int]:
    """Return the language of those that are read that has most, its votes, and the most another may have."""
    lang, most = READ[0], votes & _MASK
    for other, shift in _OTHERS_READ:
        counted = votes >> shift & _MASK
        if counted > most:
            lang, most = other, counted
    return lang, most, votes >> _SHIFT[""] & _MASK


def other_language(words: Iterable[tuple[str, str]]) -> str:
    """
    Return the language of words, as printed and folded, if it is one that is not read; else nothing.

    Only asked where `told_by` says that there may be one.
    """
    counts: Counter[str] = Counter()
    for text, folded in words:
        if folded in _TELLING_WORDS or not text.isascii():
            counts.update(_votes_of(text, folded))
    lang = max(_NOT_READ, key=lambda other: counts[other])
    most = max(counts[read] for read in READ)
    return lang if counts[lang] >= _LEAST and counts[lang] > _MORE + _TIMES * most else ""


def small_word_of(folded: str) -> tuple[str, ...]:
    """Return the languages of which a word is one of the small words, which no place is called by."""
    return _TELLING_WORDS.get(folded, ())


def name_of_language(lang: str) -> str:
    """Return the English name of a language of the table."""
    return str(_LANGUAGES[lang]["name"])


def _language_of(words: list[str], votes: dict[str, int]) -> str:
    told, other = told_by(sum(votes[word] for word in words))
    return (other and other_language((word, fold_text(word)) for word in words)) or told


def tell_unread(text: str) -> str:
    """
    Return the line that says that a text is in a language that is not read; empty if it is read.

    Parameters
    ----------
    text
        Its first 200,000 characters are looked at; three in ten of its words must be of such paragraphs.
    """
    counts: Counter[str] = Counter()
    # each word is looked at once, however often it stands there
    votes: dict[str, int] = {}
    for paragraph in _PARAGRAPH_END.split(text[:_LOOKED_AT]):
        words = _PLAIN_WORD.findall(paragraph)
        votes.update((word, votes_of(word, fold_text(word))) for word in words if word not in votes)
        counts[_language_of(words, votes)] += len(words)
    unread = [lang for lang, _ in counts.most_common() if lang in _NOT_READ]
    total = sum(counts.values())
    if not unread or sum(counts[lang] for lang in unread) < _SHARE * total:
        return ""
    names = " and ".join(name_of_language(lang) for lang in unread[:2])
    read = ", ".join(name_of_language(lang) for lang in READ)
    return f"is written in {names}, which is not read (read are {read})"
