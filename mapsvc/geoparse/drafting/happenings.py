"""Words that say that something happened, and what kind of thing it was."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mapsvc.geoparse.text_folding import fold_text

_PRINTED_WORD = re.compile(r"[^\W\d_]+(?:['’‘ʼ`´\u00ad][^\W\d_]+)*")
_IN_WORDS = re.compile(r"[^\w]")


@dataclass(frozen=True)
class Happening:
    """
    A word of something that happened.

    Attributes
    ----------
    start, end
        Offsets of its characters.
    kind
        What happened, by the name of its list.
    category, frame, arrow
        See `happenings.toml`.
    """

    start: int
    end: int
    kind: str
    category: str
    frame: str
    arrow: str


@dataclass(frozen=True)
class _Stem:
    words: tuple[str, ...]
    whole: bool
    kind: str

    def matches(self, words: list[str], at: int) -> bool:
        *before, last = self.words
        if words[at : at + len(before)] != before or at + len(before) >= len(words):
            return False
        word = words[at + len(before)]
        return word == last if self.whole else word.startswith(last)


def _read() -> tuple[dict[str, dict[str, Any]], dict[str, dict[str, list[_Stem]]]]:
    kinds = tomllib.loads(Path(__file__).with_name("happenings.toml").read_text(encoding="utf-8"))
    stems: dict[str, dict[str, list[_Stem]]] = {}
    for kind, told in kinds.items():
        for lang in told.keys() - {"category", "frame", "arrow"}:
            for written in told[lang].split():
                words = tuple(filter(None, fold_text(written.rstrip("=")).split("_")))
                stem = _Stem(words, written.endswith("="), kind)
                stems.setdefault(lang, {}).setdefault(words[0][:3], []).append(stem)
    return kinds, stems


_HAPPENING_KINDS, _STEMS = _read()


def find_happenings(text: str, start: int, end: int, lang: str) -> Iterator[Happening]:
    """
    Yield the words of a passage that say that something happened.

    Parameters
    ----------
    text, start, end
        The text, and from where to where the passage reaches.
    lang
        Of the passage.
    """
    found = list(_PRINTED_WORD.finditer(text, start, end))
    words = [_IN_WORDS.sub("", fold_text(word[0])) for word in found]
    for at, word in enumerate(words):
        stems = _STEMS.get(lang, {}).get(word[:3], ())
        best = max(
            (stem for stem in stems if stem.matches(words, at)),
            key=lambda stem: sum(map(len, stem.words)),
            default=None,
        )
        if best is not None:
            told = _HAPPENING_KINDS[best.kind]
            last = found[at + len(best.words) - 1]
            yield Happening(
                found[at].start(),
                last.end(),
                best.kind,
                told["category"],
                told["frame"],
                told.get("arrow", ""),
            )
