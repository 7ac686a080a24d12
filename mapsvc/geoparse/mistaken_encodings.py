"""
Texts of one byte a letter that were read in the wrong encoding: which one was meant.

Told by the letters alone: those beside Latin letters must come out as Turkish ones, words without Latin
letters as Russian, in which six letters are a third of all.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

#: What Turkish and Azerbaijani texts have beside Latin letters, and what tells them from others.
_SIGNS_OF_TURKISH = frozenset("çğıöşüÇĞİÖŞÜâîûÂÎÛ’‘“”–—…«»´")
_TELLING_TURKISH = frozenset("ğışĞİŞ")
_COMMON_RUSSIAN = frozenset("оеаинтОЕАИНТ")
#: So much of the signs must come out right, so much of Russian are its six letters, so many signs are enough.
_NEARLY_ALL, _OFTEN, _SELDOM, _LEAST, _LEAST_RUSSIAN = 0.95, 0.33, 0.2, 3, 12
#: A text is looked at so far: what is wrong in it is wrong from the beginning.
_SAMPLE = 16_000

_FOR_TURKISH = ("cp1254", "mac_turkish", "cp857")
_FOR_RUSSIAN = ("cp1251", "cp866", "koi8-r", "mac_cyrillic", "iso8859-5")
#: As what texts are read where nobody says what they are.
_TAKEN_FOR = ("cp1252", "latin-1", "cp1254", "cp1251", "mac_roman", "cp437", "cp850", "cp866", "koi8-r")

_BESIDE_LATIN = re.compile(r"(?<=[A-Za-z])[^\x00-\x7f]|[^\x00-\x7f](?=[a-z])")
_FOREIGN = re.compile(r"[^\x00-\x7f]+")
_FOREIGN_BYTES = re.compile(rb"[\x80-\xff]")


def _signs(encoding: str) -> list[str]:
    """Return the upper half of an encoding; what it leaves out are signs of control."""
    signs = (bytes([code]).decode(encoding, errors="replace") for code in range(0x80, 0x100))
    return [chr(0x80 + at) if sign == "\ufffd" else sign for at, sign in enumerate(signs)]


_UPPER_HALVES = {encoding: _signs(encoding) for encoding in {*_FOR_TURKISH, *_FOR_RUSSIAN, *_TAKEN_FOR}}


def _tables(meant: Iterable[str]) -> Iterator[dict[str, str]]:
    for encoding in meant:
        for taken in _TAKEN_FOR:
            if taken != encoding:
                yield dict(zip(_UPPER_HALVES[taken], _UPPER_HALVES[encoding], strict=True))


_TURKISH_TABLES, _RUSSIAN_TABLES = tuple(_tables(_FOR_TURKISH)), tuple(_tables(_FOR_RUSSIAN))


def find_mistaken(text: str) -> Iterator[tuple[int, int, str]]:
    """
    Yield what a text of one byte a letter should have been, if it was read in another encoding.

    Yields
    ------
    change
        Begin and end in the text, and the letters that were meant; in order, none over another.
    """
    table = _meant_for(text[:_SAMPLE])
    for run in _FOREIGN.finditer(text) if table else ():
        read = "".join(table.get(sign, sign) for sign in run[0])
        if read != run[0]:
            yield run.start(), run.end(), read


def _meant_for(text: str) -> Mapping[str, str]:
    """Return what the signs of a text were meant for; nothing where they are what they were meant for."""
    beside = Counter(_BESIDE_LATIN.findall(text))
    right = sum(count for sign, count in beside.items() if sign in _SIGNS_OF_TURKISH)
    if sum(beside.values()) - right >= _LEAST and right < sum(beside.values()) * (1 - _SELDOM):
        best = max(_TURKISH_TABLES, key=lambda table: _turkish(beside, table))
        if _turkish(beside, best) > 0:
            return best
    if right >= _LEAST_RUSSIAN and right >= sum(beside.values()) * (1 - _SELDOM):
        return {}
    signs = Counter("".join(_FOREIGN.findall(text)))
    whole = sum(signs.values())
    if whole < _LEAST_RUSSIAN or sum(beside.values()) * 10 > whole or _common(signs, {}) > _SELDOM:
        return {}
    best = max(_RUSSIAN_TABLES, key=lambda table: _russian(signs, table))
    return best if _russian(signs, best) > 0 else {}


def guess_encoding(data: bytes) -> str:
    """Return in which old encoding some bytes make Turkish or Russian; empty where in none."""
    text = data[:_SAMPLE].decode("latin-1")
    if len(_FOREIGN_BYTES.findall(data[:_SAMPLE])) < _LEAST:
        return ""
    beside, signs = Counter(_BESIDE_LATIN.findall(text)), Counter("".join(_FOREIGN.findall(text)))
    found: dict[str, float] = {}
    for encoding in (*_FOR_TURKISH, *_FOR_RUSSIAN):
        table = dict(zip(_UPPER_HALVES["latin-1"], _UPPER_HALVES[encoding], strict=True))
        score = _turkish(beside, table) if encoding in _FOR_TURKISH else 0.0
        if sum(beside.values()) * 10 <= sum(signs.values()) and encoding in _FOR_RUSSIAN:
            score = _russian(signs, table)
        found[encoding] = score
    best = max(found, key=lambda encoding: found[encoding])
    return best if found[best] > 0 else ""


def _turkish(beside: Mapping[str, int], table: Mapping[str, str]) -> float:
    """Return how much of the signs beside Latin letters comes out as Turkish; 0 if that is no proof."""
    read = Counter[str]()
    for sign, count in beside.items():
        read[table.get(sign, "")] += count
    whole = sum(beside.values())
    right = sum(count for sign, count in read.items() if sign in _SIGNS_OF_TURKISH)
    telling = [sign for sign in read if sign in _TELLING_TURKISH]
    proven = right >= _LEAST and right >= whole * _NEARLY_ALL and len(telling) > 1
    return right / whole if proven else 0.0


def _russian(signs: Mapping[str, int], table: Mapping[str, str]) -> float:
    """Return the share of the common letters among what comes out as Russian; 0 if that is no proof."""
    whole = sum(signs.values())
    letters = sum(count for sign, count in signs.items() if "\u0401" <= table.get(sign, "") <= "\u0451")
    share = _common(signs, table)
    return share if letters >= whole * _NEARLY_ALL * _NEARLY_ALL and share >= _OFTEN else 0.0


def _common(signs: Mapping[str, int], table: Mapping[str, str]) -> float:
    common = sum(count for sign, count in signs.items() if table.get(sign, sign) in _COMMON_RUSSIAN)
    return common / max(1, sum(signs.values()))
