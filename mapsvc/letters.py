"""
The letters that the bundled fonts of pictures have, and what is written where they lack some.

No picture and no PDF shows an empty box. A thing that has a name in other letters is written with that name
(who asks brings the names); of a text, only what cannot be written gives way, to the mark that editors use
for words left out: `[…]`. It is not transliterated: which romanisation is right depends on language and
century (one character is read otherwise in Chinese and Japanese), and a wrong name on a map is worse than a
gap that is seen.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache

from mapsvc.resources import template_root

#: What stands for words that cannot be written.
OMITTED = "[…]"
#: Of a letter's name in Unicode, what leads to it: "DEVANAGARI LETTER KA", "OLD TURKIC LETTER ORKHON A".
_SCRIPT = re.compile(
    r"(?P<script>.+?) (?:CAPITAL |SMALL |MODIFIER |INDEPENDENT |COMBINING |UNIFIED |COMPATIBILITY )*"
    r"(?:LETTER|SYLLABLE|VOWEL|SIGN|IDEOGRAPH|DIGIT|MARK|CHARACTER|HIEROGLYPH)\b"
)


@cache
def letters() -> frozenset[str]:
    """Return the characters that the bundled fonts have."""
    lines = (template_root() / "fonts" / "letters.txt").read_text(encoding="utf-8").splitlines()
    ranges = [[int(code, 16) for code in line.split()] for line in lines if not line.startswith("#")]
    return frozenset(chr(code) for first, last in ranges for code in range(first, last + 1))


def missing_letters(text: str) -> set[str]:
    """Return the characters of a text that no bundled font has; space and marks of control are none."""
    if letters().issuperset(text):
        return set()
    return {letter for letter in set(text) - letters() if not _is_silent(letter)}


def _is_silent(letter: str) -> bool:
    return letter.isspace() or unicodedata.category(letter) in {"Cc", "Cf"} or "\ufe00" <= letter <= "\ufe0f"


def scripts_of(found: set[str]) -> list[str]:
    """Return the scripts of some letters by their English names, sorted; what is no letter is a sign."""
    return sorted({_script(letter) for letter in found})


def _script(letter: str) -> str:
    name = unicodedata.name(letter, "")
    if unicodedata.category(letter)[0] not in "LMN" or not name:
        return "signs"
    known = _SCRIPT.match(name)
    script = known["script"] if known else name.split()[0]
    return "Chinese characters" if script.startswith("CJK") else script.title()


def legible(text: str, names: Mapping[str, str] | None = None) -> str:
    """
    Return a text in letters that the bundled fonts have.

    Parameters
    ----------
    text
        Anything. A text that can be written comes back as it is.
    names
        Names that cannot be written, and those to write in their place. One counts where it stands alone,
        never as a part of a longer word that cannot be written.

    Returns
    -------
    written
        Letters that are only another form of known ones (`ﬀ`, `Ａ`) as those; other runs as `OMITTED`.
    """
    if not missing_letters(text):
        return text
    for name in sorted(names or {}, key=len, reverse=True):
        other = (names or {})[name]
        parts: list[str] = []
        start = 0
        while (at := text.find(name, start)) >= 0:
            end = at + len(name)
            alone = not missing_letters(text[at - 1 : at] + text[end : end + 1])
            parts += [text[start:at], other if alone else name]
            start = end
        text = "".join([*parts, text[start:]])
    text = "".join(map(_folded, unicodedata.normalize("NFC", text)))
    lacking = missing_letters(text)
    if not lacking:
        return text
    run = "[" + re.escape("".join(sorted(lacking))) + "]"
    return re.sub(rf"{run}+(?:[\s・·,،、。.–-]*{run}+)*", OMITTED, text)


def _folded(letter: str) -> str:
    """Return a character that is not known as the known ones that it is a form of, if it is one."""
    if letter in letters() or letter.isspace():
        return letter
    if _is_silent(letter):
        return ""
    plain = unicodedata.normalize("NFKC", letter)
    bare = "".join(part for part in unicodedata.normalize("NFKD", letter) if part in letters())
    if not missing_letters(plain):
        return plain
    return bare if bare and any(part.isalnum() for part in bare) else letter
