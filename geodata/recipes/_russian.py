"""Names of China, Japan and Korea as Russian prints write them, by rule from their Latin letters of today."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path

from _chinese import syllables

_TOLD = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
_INITIALS, _FINALS, _WHOLE = (_TOLD["chinese"][each] for each in ("initials", "finals", "syllables"))
_HEARD: dict[str, str] = _TOLD["japanese"] | _TOLD["japanese_heard"]
_KOREAN_FIRST: dict[str, str] = _TOLD["korean"] | _TOLD["korean_first"]
_VOWELS = "аеёиоуыэюя"
#: What is a unit of today, and no part of a Japanese or a Korean name.
_UNIT = re.compile(r"-(?:shi|machi|mura|cho|chō|ku|gun|si|gu|eup|ŭp|dong|ri|myeon)$")
#: Seats of districts were named with the word for their district or town behind.
_SEAT = 20_000
#: Shorter ones are too near to words.
_SHORTEST = 5


def _letter(table: Mapping[str, str]) -> re.Pattern[str]:
    return re.compile("|".join(sorted(map(re.escape, table), key=len, reverse=True)))


_JAPANESE_LETTER, _KOREAN_LETTER = _letter(_HEARD), _letter(_TOLD["korean"])


def by_palladius(name: str) -> str:
    """Return a name in pinyin as Palladius wrote it; empty where it is none of two syllables or more."""
    parts = syllables(name) if name.replace("'", "").replace("’", "").isalpha() else []
    if len(parts) < 2:
        return ""
    written = ""
    for initial, final in parts:
        whole = _WHOLE.get(initial + final) or _INITIALS.get(initial, initial) + _FINALS.get(final, final)
        # Чанъань
        written += "ъ" + whole if written[-1:] == "н" and whole[0] in _VOWELS else whole
    return written if re.fullmatch("[а-яё]+", written) else ""


def _spelt(name: str, letter: re.Pattern[str], table: Mapping[str, str]) -> str:
    """Return a name letter by letter; empty where one is not told."""
    rest, written = name, ""
    while rest:
        found = letter.match(rest)
        if found is None:
            return ""
        written, rest = written + table[found[0]], rest[found.end() :]
    return written


def _without_length(name: str) -> str:
    """Return a Japanese name without the signs of long vowels."""
    plain = unicodedata.normalize("NFD", name)
    return "".join(letter for letter in plain if not unicodedata.combining(letter)).replace("'", "")


def by_polivanov(name: str) -> Iterator[str]:
    """Yield a Japanese name as Polivanov writes it, and as newspapers heard it."""
    plain = _without_length(_UNIT.sub("", name.lower()))
    for table in (_TOLD["japanese"], _HEARD):
        yield _spelt(plain, _JAPANESE_LETTER, table)


def by_kontsevich(name: str) -> str:
    """Return a Korean name as Kontsevich writes it; empty where letters are none of it."""
    plain = unicodedata.normalize("NFC", _UNIT.sub("", name.lower())).replace("’", "'")
    first = _KOREAN_LETTER.match(plain)
    if first is None:
        return ""
    rest = _spelt(plain[first.end() :], _KOREAN_LETTER, _TOLD["korean"])
    return _KOREAN_FIRST[first[0]] + rest if rest else ""


def _in_print(written: str, *, chinese: bool) -> Iterator[str]:
    """Yield a transcription with what prints wrote for some of its letters."""
    yield written
    yield written.replace("э", "е")
    if written.startswith("ё"):
        yield "ио" + written[1:].replace("э", "е")
    if chinese and "цз" in written:
        yield written.replace("э", "е").replace("цз", "дз")


def russian_names(name: str, country: str, population: int) -> set[str]:
    """
    Return what Russian prints call a place of China, Japan or Korea.

    Parameters
    ----------
    name
        As GeoNames writes it today.
    country
        Its code.
    population
        Inhabitants; a Chinese town of some size is named with the word for its district or town too.

    Returns
    -------
    found
        With a capital; nothing for other countries, and for names of one syllable or of other languages.
    """
    chinese = country in {"CN", "TW"}
    if chinese:
        written = [by_palladius(name)]
    elif country == "JP":
        written = list(by_polivanov(name))
    elif country in {"KR", "KP"}:
        written = [by_kontsevich(name)]
    else:
        return set()
    found = {form for each in written if len(each) >= _SHORTEST for form in _in_print(each, chinese=chinese)}
    if chinese and population >= _SEAT:
        found |= {form + behind for form in sorted(found) for behind in ("сянь", "фу")}
    return {form.capitalize() for form in found}
