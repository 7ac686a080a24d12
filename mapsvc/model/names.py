"""Names of places in several scripts, folded so that a reader's spelling finds them."""

from __future__ import annotations

import functools
import unicodedata
from typing import Any

from mapsvc.model.alphabets import ALPHABETS, DOTTED, PLAIN, SCRIPT_LETTERS

_APOSTROPHES = str.maketrans(dict.fromkeys("’‘ʼ`´", "'") | dict.fromkeys("–—‑", "-") | {"\u00a0": " "})
_TURKISH = str.maketrans(
    {"İ": "i", "I": "i", "ı": "i", "ə": "e", "Ə": "e", "ø": "o", "Ø": "o", "ł": "l", "Ł": "l"}
)


def compose(text: str) -> str:
    """
    Return a text whose letters are one sign each, so that a letter written as two compares equal to it.

    macOS, some PDFs and some keyboards write ş as s and a combining cedilla; what lowers İ without knowing
    Turkish leaves an i with a second dot.
    """
    if text.isascii():
        return text
    return unicodedata.normalize("NFC", text).replace("i\u0307", "i")


def compose_all(value: Any) -> Any:
    """Return what JSON or TOML holds with its letters in one piece, in keys and values."""
    if isinstance(value, str):
        return compose(value)
    if isinstance(value, list):
        return [compose_all(part) for part in value]
    if isinstance(value, dict):
        return {compose_all(key): compose_all(part) for key, part in value.items()}
    return value


def fold(text: str) -> str:
    """
    Fold a text for comparing, keeping its length.

    Letters lose case, dots and accents (İ I ı → i, ə → e, â → a), and every
    apostrophe and dash becomes the plain one.

    Parameters
    ----------
    text
        Any text.

    Returns
    -------
    folded
        As many characters as `text`, so that offsets stay true.
    """
    if text.isascii():  # most of what there is, and by far the fastest
        return text.lower().replace("`", "'")
    return "".join(
        _fold_character(character) for character in text.translate(_APOSTROPHES).translate(_TURKISH)
    )


def _fold_character(character: str) -> str:
    base = unicodedata.normalize("NFD", character)[0]
    # A letter that lowers or opens to several (ŉ, ﬁ) must not move what follows it.
    lower = base.lower()
    return lower if len(lower) == 1 else base


def sort_key(text: str, lang: str) -> tuple[tuple[int, ...], tuple[int, ...], str]:
    """
    Return a key that puts letters where the readers of a language look for them.

    Parameters
    ----------
    text
        Any text.
    lang
        A language tag. Its own alphabet comes first, then other scripts.

    Returns
    -------
    key
        Its letters' places, then their accents, then the text.

    References
    ----------
    CLDR, root collation and its tailorings of letters.
    """
    primary = lang.partition("-")[0]
    order, longest = _letters(primary)
    text = compose(text)
    small = (text.replace("İ", "i").replace("I", "ı") if primary in DOTTED else text).lower()
    places: list[int] = []
    accents: list[int] = []
    at = 0
    while at < len(small):
        length = next((n for n in range(longest, 0, -1) if small[at : at + n] in order), 0)
        if length:
            places.append(order[small[at : at + length]])
            accents.append(0)
        else:
            for letter, accent in _plain_letters(small[at]):
                places.append(order.get(letter, _BEHIND + ord(letter) if letter.isalpha() else ord(letter)))
                accents.append(accent)
        at += max(length, 1)
    return tuple(places), tuple(accents), text


def initial(text: str, lang: str) -> str:
    """
    Return the letter under which readers of a language look for a name, a large one; empty for a sign.

    It is a letter of their alphabet where the name begins with one, else the plain one that it is sorted by.
    """
    primary = lang.partition("-")[0]
    order, longest = _letters(primary)
    first = next((at for at, character in enumerate(compose(text)) if character.isalnum()), None)
    if first is None:
        return ""
    rest = compose(text)[first:]
    small = (rest.replace("İ", "i").replace("I", "ı") if primary in DOTTED else rest).lower()
    length = next((n for n in range(longest, 0, -1) if small[:n] in order), 0)
    letter = small[:length] or _plain_letters(small[0])[0][0]
    if primary in DOTTED:
        letter = letter.replace("i", "İ")
    return letter.upper() if length < 2 else letter[0].upper() + letter[1:]


#: Signs and digits stand before letters, letters of unknown scripts behind those of known ones.
_FIRST_LETTER, _BEHIND = 1_000_000, 2_000_000


@functools.lru_cache(maxsize=64)
def _letters(primary: str) -> tuple[dict[str, int], int]:
    """Return the place of each letter in a language, and how many characters its longest letter has."""
    own = ALPHABETS.get(primary, "").split()
    cyrillic = primary in {"ru", "bg", "be", "ky", "mn", "tg", "ba", "ce"}
    scripts = [
        letter
        for script in (SCRIPT_LETTERS[::-1] if cyrillic else SCRIPT_LETTERS)
        for letter in script.split()
    ]
    letters = list(dict.fromkeys([*own, *scripts]))
    return {letter: _FIRST_LETTER + place for place, letter in enumerate(letters)}, max(map(len, letters))


def _plain_letters(character: str) -> list[tuple[str, int]]:
    """Return the letters that a character is sorted as, each with what sets it apart from the plain one."""
    if character in PLAIN:
        return [(letter, ord(character)) for letter in PLAIN[character]]
    base, *marks = list(unicodedata.normalize("NFD", character))
    if base in PLAIN:
        return [(letter, ord(character)) for letter in PLAIN[base]]
    return [(base, sum(map(ord, marks)))]
