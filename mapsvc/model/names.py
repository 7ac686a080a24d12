"""Names of places in several scripts, folded so that a reader's spelling finds them."""

from __future__ import annotations

import unicodedata

_APOSTROPHES = str.maketrans(dict.fromkeys("’‘ʼ`´", "'") | dict.fromkeys("–—‑", "-") | {"\u00a0": " "})
_TURKISH = str.maketrans(
    {"İ": "i", "I": "i", "ı": "i", "ə": "e", "Ə": "e", "ø": "o", "Ø": "o", "ł": "l", "Ł": "l"}
)


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
    return "".join(
        _fold_character(character) for character in text.translate(_APOSTROPHES).translate(_TURKISH)
    )


def _fold_character(character: str) -> str:
    base = unicodedata.normalize("NFD", character)[0]
    # A letter that lowers or opens to several (ŉ, ﬁ) must not move what follows it.
    lower = base.lower()
    return lower if len(lower) == 1 else base


_ORDER = {letter: place for place, letter in enumerate("aâbcçdefgğhıiîjklmnoöpqrsştuûüvwxyz")}


def sort_key(text: str) -> tuple[list[int], str]:
    """Return a key that puts Turkish letters where Turkish readers look for them."""
    lowered = text.replace("İ", "i").replace("I", "ı").lower()
    return [_ORDER.get(letter, ord(letter) + len(_ORDER)) for letter in lowered], text
