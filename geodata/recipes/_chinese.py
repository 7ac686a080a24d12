"""Chinese names as they were spelt before pinyin: by Wade and Giles, and by the imperial post office."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

_TOLD = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
_INITIALS: dict[str, str] = _TOLD["initials"]
_WHOLE: dict[str, str] = _TOLD["syllables"]
_ENDS: dict[str, str] = _TOLD["finals"]
_POSTAL: dict[str, str] = _TOLD["postal"]
_VOWELS = "aeiouü"
_FINALS = (
    "iang", "iong", "uang", "ang", "eng", "ing", "ong", "ian", "iao", "uai", "uan", "ai", "ei", "ao", "ou",
    "an", "en", "er", "in", "un", "ia", "ie", "iu", "ua", "ue", "ui", "uo", "a", "e", "i", "o", "u",
)  # fmt: skip
_SYLLABLE = re.compile(rf"(zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw]?)({'|'.join(_FINALS)})")
#: After these initials pinyin u is ü, and e is o.
_PALATAL, _BACK = frozenset("jqxy"), frozenset({"g", "k", "h"})


def syllables(name: str) -> list[tuple[str, str]]:
    """Return the syllables of a name in pinyin as initial and final; nothing where it is none."""
    rest, found = name.lower(), []
    while rest:
        match = _longest_that_goes_on(rest)
        if match is None:
            return []
        found.append((match[1], match[2]))
        rest = rest[match.end() :].removeprefix("'").removeprefix("’")
    return found


def _longest_that_goes_on(rest: str) -> re.Match[str] | None:
    """Return the first syllable, with n and g given to the next one where that begins with a vowel."""
    match = _SYLLABLE.match(rest)
    if match is None:
        return None
    behind = rest[match.end() : match.end() + 1]
    if behind and behind in _VOWELS and match[2][-1] in "ngr":
        return _SYLLABLE.match(rest[: match.end() - 1]) or match
    return match


def by_wade(initial: str, final: str) -> str:
    """Return a syllable as Wade and Giles write it, without signs over and behind letters."""
    whole = _WHOLE.get(initial + final)
    if whole is not None:
        return whole
    if initial in _BACK and final == "e":
        return _INITIALS.get(initial, initial) + "o"
    if initial in _PALATAL and final == "ue":
        return _INITIALS.get(initial, initial) + "ueh"
    return _INITIALS.get(initial, initial) + _ENDS.get(final, final)


def by_post(initial: str, final: str) -> str:
    """Return a syllable as the post office wrote it."""
    return _POSTAL.get(initial + final) or by_wade(initial, final)


def older_spellings(name: str) -> set[str]:
    """
    Return the spellings of a name before pinyin.

    Parameters
    ----------
    name
        In pinyin, one word with a capital.

    Returns
    -------
    found
        As one word and with hyphens; nothing for a name of one syllable, or of another language.
    """
    parts = syllables(name) if name.isalpha() else []
    if len(parts) < 2:
        return set()
    found = set()
    for written in ([by_wade(*part) for part in parts], [by_post(*part) for part in parts]):
        found |= {"".join(written).capitalize(), "-".join(written).capitalize()}
    return found - {name}
