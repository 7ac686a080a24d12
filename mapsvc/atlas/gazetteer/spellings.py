"""
What the spellings of a name share: Koniah and Konya, Tschernowitz and Chernovits, Samsoon and Samsun.

Sounds that other languages and old prints write otherwise are one sign in a skeleton; a word that no
gazetteer has is looked up by it. The rules are those of `spellings.toml`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path

import marisa_trie

_SPELLING_RULES = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
_SOUND_OF: dict[str, str] = {
    letters: sound for sound, rows in _SPELLING_RULES["sounds"].items() for letters in rows
}
_SPELT_LETTERS = re.compile("|".join(sorted(_SOUND_OF, key=len, reverse=True)))
#: What only a word needs that writes a sound with several letters: of the others each letter is one.
_SEVERAL_LETTERS = re.compile("|".join(letters for letters in _SOUND_OF if len(letters) > 1))
_SOUND_TOO: dict[str, str] = _SPELLING_RULES["also"]
#: Both with one letter that is another sound; none for the empty one.
_SOUNDS_OF = {"": _SOUND_OF} | {letter: _SOUND_OF | {letter: sound} for letter, sound in _SOUND_TOO.items()}
_ONE_LETTER_OF = {
    also: {ord(letter): sound for letter, sound in sounds.items() if len(letter) == 1}
    for also, sounds in _SOUNDS_OF.items()
}
_LAST_SOUND: dict[str, str] = _SPELLING_RULES["ends"]
_RUSSIAN_LETTERS = str.maketrans(_SPELLING_RULES["russian"])
#: Letters that are one hissing sound together.
_JOINED = re.compile(r"[sctdz]h|[cs]z|ts|tz|d[jz]")
_DOUBLED = re.compile(r"(.)\1+")
_ONLY_LATIN = re.compile(r"[a-z]+")
#: Words of fewer letters, and short words of fewer sounds, are too near to others.
SHORTEST_SPELT = 5
_FEWEST_SOUNDS, _FEWEST_OF_LONG, _LONG_WORD = 5, 4, 7
SPELLINGS, WORLD_SPELLINGS = "lists.spellings", "geonames.spellings"


def skeletons(word: str) -> list[str]:
    """
    Return the skeletons of a folded word, the likeliest first.

    Returns
    -------
    found
        Nothing for a word that is too short, or has other letters than Latin and Russian ones. More than one
        where a letter stands for different sounds, or a mute one ends the word.
    """
    if len(word) < SHORTEST_SPELT:
        return []
    word = in_latin(word)
    if not _ONLY_LATIN.fullmatch(word):
        return []
    found = _of_sounds(word)
    for letter in _SOUND_TOO:
        if letter in word:
            found += _of_sounds(word, letter)
    fewest = _FEWEST_SOUNDS if len(word) < _LONG_WORD else _FEWEST_OF_LONG
    return [skeleton for skeleton in dict.fromkeys(found) if len(skeleton) >= fewest]


def in_latin(word: str) -> str:
    """Return a folded word of Russian letter by letter in Latin ones; any other as it is."""
    return word.translate(_RUSSIAN_LETTERS) if "а" <= word[:1] <= "я" else word


def _of_sounds(word: str, also: str = "") -> list[str]:
    """Return the skeleton of a word, and that without a mute e; `also` is a letter of another sound."""
    if _SEVERAL_LETTERS.search(word):
        sound_of = _SOUNDS_OF[also]
        sounds = _SPELT_LETTERS.sub(lambda found: sound_of[found[0]], word)
    else:
        sounds = word.translate(_ONE_LETTER_OF[also])
    sounds = _DOUBLED.sub(_first_of_doubled, sounds)
    last = _LAST_SOUND.get(sounds[-1])
    whole = sounds[:-1] + last if last else sounds
    # Trebizonde
    mute = word[-1] == "e" and len(whole) > 2 and whole[-2] not in "AIU"
    return [whole, whole[:-1]] if mute else [whole]


def _first_of_doubled(found: re.Match[str]) -> str:
    # a template would be filled in by Python at each call, doubled letters or none
    return found[1]


def hisses(word: str) -> tuple[str, ...] | None:
    """Return the hissing sounds of a word that writes each with one letter; nothing if it has others."""
    if _JOINED.search(word):
        return None
    return tuple("s" if letter in "sz" else "c" for letter in word if letter in "szcj")


def hiss_alike(first: str, second: str) -> bool:
    """Tell whether two words can have the same hissing sounds: s is no c where neither joins letters."""
    # German j is y
    one, other = hisses(first.replace("j", "y") if "y" in second else first), hisses(second)
    return one is None or other is None or one == other


def build_spellings(keys: Iterable[str]) -> marisa_trie.BytesTrie:
    """Build the trie from skeletons to the names of one word that have them."""
    pairs = {
        (skeleton, key.encode())
        for key in keys
        if _ONLY_LATIN.fullmatch(key)
        for skeleton in _skeletons_of_name(key)
        if len(skeleton) >= _FEWEST_OF_LONG
    }
    return marisa_trie.BytesTrie(sorted(pairs))


def _skeletons_of_name(key: str) -> Iterator[str]:
    """Yield the skeletons by which a name is found; Colenso has that of Коленсо too."""
    yield _of_sounds(key)[0]
    for letter in ("c", "j"):
        if letter in key:
            yield _of_sounds(key, letter)[0]


def read_spellings(folder: Path, name: str = SPELLINGS) -> marisa_trie.BytesTrie:
    """Open the trie of a folder in place; an empty one where none is."""
    path, trie = folder / name, marisa_trie.BytesTrie()
    return trie.mmap(str(path)) if path.is_file() else trie


def likeness(first: str, second: str) -> float:
    """Return which share of the letters of two words is the same, in order; 1 for one word."""
    # where each letter stands in the first, a bit for each place: all places are gone through at once
    places: dict[str, int] = {}
    for at, letter in enumerate(first):
        places[letter] = places.get(letter, 0) | 1 << at
    every = (1 << len(first)) - 1
    left = every
    for letter in second:
        kept = left & places.get(letter, 0)
        left = (left + kept | left - kept) & every
    return 2 * (len(first) - left.bit_count()) / (len(first) + len(second))
