"""
Letters of a text whose bytes were read in a wrong encoding: put right where it is certain, else told.

Old PDFs and files pass on ğ ı ş as ð ý þ or đ ý ţ (Turkish read as Western or Central European), UTF-8 as
pairs of odd signs, Russian as accented capitals. Each of these is undone by writing the signs in the encoding
that was taken and reading them in the one that was meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from mapsvc.geoparse.mistaken_encodings import find_mistaken

#: A stretch of a text, and what is read in its place.
Mended = tuple[int, int, str]

#: What Turkish letters are in a Western encoding, and in one of Central Europe.
_WESTERN, _CENTRAL = "ðÐýÝþÞ", "đĐýÝţŢ"
_FOREIGN_RUN = re.compile("[^\\x00-\\x7f]{2,}")
#: Of languages that have the letters ð ý þ themselves, and Turkish letters that are right.
_OF_OTHERS = re.compile("[áéíóúæåøÁÉÍÓÚÆÅØčěřšžůňČĚŘŠŽŮŇ]")
_RIGHTLY_TURKISH = re.compile("[ğĞışŞİ]")
_OF_TURKISH = re.compile("[çÇöÖüÜ]")
_LEAST_KINDS = 2
#: So many right letters for one that is wrong, and the wrong ones are names of elsewhere.
_MIXED = 4

#: What may come out where UTF-8 was read as something else: letters of our scripts, and marks of print.
_PLAUSIBLE = re.compile(
    "[\u00a0-\u024f\u0259\u0370-\u058f\u05d0-\u05ea\u0620-\u064a\u10a0-\u10ff\u2010-\u203a]+"
)
#: So many letters in a row are no chance.
_NO_CHANCE = 3

#: Words of accented letters alone: Russian read as Western.
_ACCENTED = re.compile("(?<![A-Za-z\u0100-\u024f])[À-ÖØ-öø-ÿ¨¸]{2,}(?![A-Za-z\u0100-\u024f])")
#: Words that begin small and go on in capitals: Russian of Unix read as that of Windows.
_CASE_TURNED = re.compile(r"(?<!\w)[а-я][А-Я]{3,}(?!\w)")
_CYRILLIC = re.compile("[А-яЁё]+")
_LONG_ACCENTED, _LONG_TURNED = re.compile("[À-ÖØ-öø-ÿ]{4}"), re.compile("[а-я][А-Я]{3}")
_LEAST_LETTERS, _LEAST_WORDS = 4, 2

_MIXED_SCRIPTS = re.compile(r"(?:[A-Za-zÀ-ÿ]+[а-яё]|[а-яёА-ЯЁ]+[a-z])", re.IGNORECASE)


def mend_letters(text: str) -> Iterator[Mended]:
    """
    Yield what a text should have been where its bytes were read in a wrong encoding, and that is certain.

    Yields
    ------
    change
        Begin and end in the text, and the letters that were meant; in order, none over another.
    """
    if text.isascii():
        return
    foreign = _look_at_foreign(text)
    found = _read_as_utf8(foreign)
    if not (found and _is_all(foreign, found)):
        found = list(find_mistaken(text)) or found
    if found:
        yield from found
    elif _is_garbled_turkish(text, signs := max(_WESTERN, _CENTRAL, key=lambda each: _count(text, each))):
        meant = dict(zip(signs, "ğĞıİşŞ", strict=True))
        for sign in re.finditer(f"[{signs}]", text):
            yield sign.start(), sign.end(), meant[sign[0]]
    elif _LONG_ACCENTED.search(foreign.joined) or _LONG_TURNED.search(foreign.joined):
        yield from _read_as_russian(text)


def _count(text: str, signs: str) -> int:
    return sum(map(text.count, signs))


def _is_garbled_turkish(text: str, signs: str) -> bool:
    wrong = _count(text, signs)
    if not wrong or (wrong == 1 and not _OF_TURKISH.search(text)):
        return False
    # Croatian has đ, Romanian ţ, Czech ý, Vietnamese đ and ý: no language has two of them beside ç, ö or ü.
    kinds = sum(any(sign in text for sign in pair) for pair in (signs[:2], signs[2:4], signs[4:]))
    if signs == _CENTRAL and (kinds < _LEAST_KINDS or not _OF_TURKISH.search(text)):
        return False
    return len(_OF_OTHERS.findall(text)) < wrong and len(_RIGHTLY_TURKISH.findall(text)) * _MIXED < wrong


@dataclass(frozen=True)
class _Foreign:
    """A text, and what stands together in it outside of ASCII: where, each once, and how much it is."""

    text: str
    runs: list[tuple[int, str]]
    joined: str
    size: int


def _look_at_foreign(text: str) -> _Foreign:
    runs = [(run.start(), run[0]) for run in _FOREIGN_RUN.finditer(text)]
    # each once: long texts say little that is new
    joined = "\n".join(sorted({run for _, run in runs}))
    return _Foreign(text, runs, joined, sum(len(run) for _, run in runs))


# ---- UTF-8 -----------------------------------------------------------------------------------------
@dataclass(frozen=True)
class _Taken:
    """An encoding as which UTF-8 may have been read: its signs by byte, and what finds its sequences."""

    byte_of: dict[str, int]
    pattern: re.Pattern[str]

    def read(self, signs: str) -> str:
        """Read signs as UTF-8; again where what comes out was read so twice."""
        read = bytes(self.byte_of[sign] for sign in signs).decode("utf-8", errors="replace")
        return self.read(read) if len(read) < len(signs) and self.pattern.fullmatch(read) else read


def _taken(encoding: str) -> _Taken:
    signs = [bytes([code]).decode(encoding, errors="replace") for code in range(256)]
    # Bytes that an encoding leaves out are taken for signs of control.
    signs = [chr(code) if sign == "\ufffd" else sign for code, sign in enumerate(signs)]
    leads, more, others = (
        "".join(map(re.escape, signs[first:last]))
        for first, last in ((0xC2, 0xE0), (0xE0, 0xF0), (0x80, 0xC0))
    )
    one = rf"(?:[{leads}][{others}]|[{more}][{others}]{{2}})"
    return _Taken({sign: code for code, sign in enumerate(signs)}, re.compile(f"{one}+"))


#: As what UTF-8 is mostly read.
_AS_WHICH = ("cp1252", "cp1254", "latin-1", "cp1251", "mac_roman")
_AS_WHICH_IN_DOS = ("cp437", "cp850", "cp866", "cp857")
_TAKEN = {encoding: _taken(encoding) for encoding in (*_AS_WHICH, *_AS_WHICH_IN_DOS)}


def _read_as_utf8(foreign: _Foreign) -> list[Mended]:
    ways = [found for encoding in _TAKEN if (found := _read_taken_as(encoding, foreign))]
    return max(ways, key=lambda found: sum(end - begin for begin, end, _ in found), default=[])


def _read_taken_as(encoding: str, foreign: _Foreign) -> list[Mended]:
    taken = _TAKEN[encoding]
    if not _plausible(taken, foreign.joined):
        return []
    of_run = {run: _plausible(taken, run) for run in foreign.joined.split("\n")}
    found = [(at + begin, at + end, read) for at, run in foreign.runs for begin, end, read in of_run[run]]
    if encoding in _AS_WHICH_IN_DOS and not _is_all(foreign, found):
        return []
    return found if _is_proven(foreign.text, found, cyrillic=encoding == "cp1251") else []


def _plausible(taken: _Taken, text: str) -> list[Mended]:
    return [
        (run.start(), run.end(), read)
        for run in taken.pattern.finditer(text)
        if _PLAUSIBLE.fullmatch(read := taken.read(run[0]))
    ]


def _is_all(foreign: _Foreign, found: list[Mended]) -> bool:
    """Tell whether what was found is nearly all there is outside of ASCII."""
    covered = sum(end - begin for begin, end, _ in found)
    return covered * 10 >= foreign.size * 9


def _is_proven(text: str, found: list[Mended], *, cyrillic: bool) -> bool:
    """Tell whether what was found is no chance, such as a capital É before a closing quotation mark."""
    if any(sum(map(str.isalpha, read)) >= _NO_CHANCE for _, _, read in found):
        return True
    if cyrillic:
        return False
    within = [1 for _, end, read in found if read[-1].isalpha() and text[end : end + 1].isalpha()]
    return bool(within)


# ---- Russian ---------------------------------------------------------------------------------------
def _read_as_russian(text: str) -> Iterator[Mended]:
    words = _ACCENTED.findall(text)
    if sum(len(word) >= _LEAST_LETTERS for word in words) >= 1 and _is_mostly(text, words):
        meant = max(("cp1251", "koi8-r"), key=lambda encoding: _small_letters(_decoded(words, encoding)))
        for word in _ACCENTED.finditer(text):
            yield word.start(), word.end(), _decoded([word[0]], meant)
    elif len(_CASE_TURNED.findall(text)) >= _LEAST_WORDS:
        for word in _CYRILLIC.finditer(text):
            yield word.start(), word.end(), word[0].encode("cp1251").decode("koi8-r", errors="replace")


def _is_mostly(text: str, words: list[str]) -> bool:
    """Tell whether words of accented letters alone are as many as all other accented letters."""
    inside = sum(map(len, words))
    return inside * 2 > sum("À" <= letter <= "ÿ" for letter in text)


def _decoded(words: list[str], encoding: str) -> str:
    return " ".join(words).encode("latin-1").decode(encoding)


def _small_letters(text: str) -> int:
    return sum(map(str.islower, text))


# ---- what cannot be mended -------------------------------------------------------------------------
_ODD = "¤§¦¬€™˜±"
_SMALL_CYRILLIC = "".join(map(chr, range(0x430, 0x450)))
#: What shows that letters are lost: what finds it, of which signs it has one, how many are no slip, and how
#: it is told.
_LOST: tuple[tuple[re.Pattern[str], str, int, str], ...] = (
    (re.compile("\ufffd"), "\ufffd", 1, "holds the sign \ufffd in place of letters that could not be read"),
    (
        re.compile(r"[\ue000-\uf8ff]+|\(cid:\d+\)"),
        ":" + "".join(map(chr, range(0xE000, 0xF900))),
        3,
        "holds signs that only its own font can draw",
    ),
    (
        re.compile(r"(?<![\w./:?=&%-])[^\W\d_]*\?[^\W\d_]+(?:\?[^\W\d_]*)*(?![\w./:=&%])"),
        "?",
        2,
        "has question marks in place of letters",
    ),
    (
        re.compile(r"[A-Za-z][а-яёА-ЯЁ]|[а-яёА-ЯЁ][A-Za-z]"),
        _SMALL_CYRILLIC,
        3,
        "mixes Latin and Cyrillic letters within words",
    ),
    (re.compile(rf"[^\W\d_][{_ODD}][^\W\d_]"), _ODD, 3, "has signs that are no letters within words"),
)


def tell_lost_letters(text: str) -> str:
    """Return what shows that letters of a text are lost, so that its names cannot be found; else nothing."""
    signs = set(text)
    for pattern, of_it, least, words in _LOST:
        if signs.isdisjoint(of_it):
            continue
        found = pattern.finditer(text)
        if len(list(islice(found, least))) == least:
            return words
    return ""
