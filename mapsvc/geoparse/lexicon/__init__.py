"""
Words that tell what a name near them is: of a person, an institution, a treaty, a place of a certain kind.

The lists are data, the files `*.toml` beside this one; the head of each says how to add. Every list is
general: it holds the words of its class that histories use, and no name out of any one text. Words are stems;
endings come off before the look-up.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from mapsvc.geoparse.text_folding import fold_text

TITLE_AFTER = 1 << 0
TITLE_BEFORE = 1 << 1
GIVEN = 1 << 2
PEOPLE = 1 << 3
COMMON = 1 << 4
INSTITUTION = 1 << 5
TREATY = 1 << 6
EVENT = 1 << 7
PRESS = 1 << 8
UNIT = 1 << 9
STATE = 1 << 10
STATE_ADJECTIVE = 1 << 11
SPATIAL = 1 << 12
RELATION = 1 << 13
MONTH = 1 << 14
DIRECTION = 1 << 15
PLACE_PREPOSITION = 1 << 16
GEO = 1 << 17
CONNECTOR = 1 << 18
CITATION = 1 << 19
CENTURY = 1 << 20

#: Classes of words by name: what the flags of a word say.
CLASSES: Mapping[str, int] = {
    "TITLE_AFTER": TITLE_AFTER, "TITLE_BEFORE": TITLE_BEFORE, "GIVEN": GIVEN, "PEOPLE": PEOPLE,
    "COMMON": COMMON, "INSTITUTION": INSTITUTION, "TREATY": TREATY, "EVENT": EVENT, "PRESS": PRESS,
    "UNIT": UNIT, "STATE": STATE, "STATE_ADJECTIVE": STATE_ADJECTIVE, "SPATIAL": SPATIAL,
    "RELATION": RELATION, "MONTH": MONTH, "DIRECTION": DIRECTION, "PLACE_PREPOSITION": PLACE_PREPOSITION,
    "GEO": GEO, "CONNECTOR": CONNECTOR, "CITATION": CITATION, "CENTURY": CENTURY,
}  # fmt: skip

#: Consonants that have become soft before a vowel, by what they are at the end of a stem.
HARDENED = {"g": "kq", "d": "t", "b": "p"}
#: So many letters tell of most words that no stem begins so; a shorter stem takes no ending.
HEAD = 3


@dataclass(frozen=True)
class WordList:
    """
    A list of the lexicon as its file has it.

    Attributes
    ----------
    name
        Unique among all lists.
    word_class
        A name of `CLASSES`, or what code asks for with `words_of`.
    kind, in_name
        Of a list of class `GEO`: the kind of place, and whether its word belongs to a name with a capital.
    reason, case
        What goes wrong without it, and a text that comes out wrong then.
    words, printed
        Folded, and with their own letters.
    """

    name: str
    word_class: str
    languages: tuple[str, ...]
    reason: str
    words: tuple[str, ...]
    kind: str = ""
    printed: tuple[str, ...] = ()
    in_name: bool = False
    case: str = ""


@dataclass
class SaidWords:
    """The words of a class in all languages: `stems` for `str.startswith`, `in` for whole words."""

    stems: tuple[str, ...] = ()
    whole: frozenset[str] = frozenset()

    def __contains__(self, word: str) -> bool:
        """Tell whether a folded word is one of them."""
        return word in self.whole


@dataclass
class Lexicon:
    """
    All lists, and what is asked of them; it changes only while a list is set aside.

    Attributes
    ----------
    lists
        By name.
    flags
        Classes of each stem.
    heads
        What the stems begin with that can take an ending, their last consonant soft too.
    kinds
        Kind of place that each generic word asks for.
    printed
        The same by the words with their own letters: French col is a pass, Turkish çöl a desert.
    said
        Words of the classes that are no flags.
    spoken
        Languages of the lists that have a generic word.
    """

    lists: Mapping[str, WordList]
    flags: dict[str, int] = field(default_factory=dict)
    heads: set[str] = field(default_factory=set)
    kinds: dict[str, str] = field(default_factory=dict)
    printed: dict[str, str] = field(default_factory=dict)
    said: dict[str, SaidWords] = field(default_factory=dict)
    spoken: dict[str, frozenset[str]] = field(default_factory=dict)

    def fill(self, without: str = "") -> None:
        """Fill in what the lists say, all but one."""
        self.flags.clear()
        self.kinds.clear()
        self.printed.clear()
        self.spoken.clear()
        told: dict[str, list[str]] = {name: [] for name in self.said}
        for each in self.lists.values():
            words = () if each.name == without else each.words
            if each.word_class not in CLASSES:
                told.setdefault(each.word_class, []).extend(words)
                continue
            flag = CLASSES[each.word_class]
            for word in words:
                stem = word.replace("'", "")
                self.flags[stem] = self.flags.get(stem, 0) | flag
                if each.kind:
                    self.kinds[word] = each.kind
                    self.spoken[stem] = self.spoken.get(stem, frozenset()).union(each.languages)
            if each.kind and words:
                self.printed.update(dict.fromkeys(each.printed, each.kind))
        self._fill_heads()
        for name, words_told in told.items():
            words_said = self.said.setdefault(name, SaidWords())
            words_said.stems, words_said.whole = tuple(words_told), frozenset(words_told)

    def _fill_heads(self) -> None:
        self.heads.clear()
        self.heads.update(stem[:HEAD] for stem in self.flags)
        self.heads.update(
            stem[:-1] + soft
            for stem in self.flags
            if len(stem) == HEAD
            for soft, hard in HARDENED.items()
            if stem[-1] in hard
        )

    @contextmanager
    def without(self, name: str) -> Iterator[None]:
        """Set a list aside for a while, to see what it is worth; nothing read before may be used then."""
        self.fill(without=name)
        try:
            yield
        finally:
            self.fill()


def read_lexicon(folder: Path) -> Lexicon:
    """Read every list of a folder, in the order of the files."""
    lists: dict[str, WordList] = {}
    for path in sorted(folder.glob("*.toml")):
        for told in tomllib.loads(path.read_text(encoding="utf-8"))["list"]:
            found = _word_list(told)
            if found.name in lists:
                msg = f"Two lists of the lexicon are called {found.name!r}; the second is in {path.name!r}."
                raise ValueError(msg)
            lists[found.name] = found
    lexicon = Lexicon(lists)
    lexicon.fill()
    return lexicon


def _word_list(told: Mapping[str, Any]) -> WordList:
    values = dict(told)
    printed = tuple(values.pop("words").split())
    words = tuple(map(fold_text, printed))
    languages = tuple(values.pop("languages"))
    return WordList(
        word_class=values.pop("class"), languages=languages, words=words, printed=printed, **values
    )


SHIPPED = read_lexicon(Path(__file__).parent)
#: Classes of each stem.
LEXICON = SHIPPED.flags
#: What the first letters of a word are if a stem can begin it.
STEM_HEADS = SHIPPED.heads
#: Kinds whose word belongs to the name when it is capitalised ("Sakarya Nehri", "Black Sea").
NAME_PARTS = frozenset(each.kind for each in SHIPPED.lists.values() if each.in_name)


def is_generic_in(stem: str, language: str, *, known: bool = False) -> bool:
    """
    Tell whether a generic word is one in a language: a canton is a district in French, Canton a city.

    Of a word that no list has, whether `known` does not ask for one.
    """
    spoken = SHIPPED.spoken.get(stem)
    return not known if spoken is None else language in spoken


def words_of(word_class: str) -> SaidWords:
    """Return the words of a class that is no flag."""
    return SHIPPED.said[word_class]


def kind_of_word(stem: str, printed: str) -> str:
    """
    Return the kind that a generic word asks for; empty if it is none.

    Folding makes one of "köy" (village) and "koy" (bay): the printed word tells them apart.
    """
    if stem == "koy":
        return "village" if "ö" in printed.lower() else "gulf"
    return SHIPPED.printed.get(printed.lower()) or SHIPPED.kinds.get(stem, "")
