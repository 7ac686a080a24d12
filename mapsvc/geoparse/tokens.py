"""Words of a text: where they stand, what each can be, and the language of the sentence around them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import accumulate
from operator import attrgetter
from typing import Any

from mapsvc.atlas.gazetteer.names import NameUse
from mapsvc.geoparse.endings import RUSSIAN, RUSSIAN_ADJECTIVE, SUFFIX, VOWELS, ending_without_apostrophe
from mapsvc.geoparse.lexicon import HARDENED, HEAD, LEXICON, STEM_HEADS
from mapsvc.geoparse.sentence_language import READ, may_be_other, other_language, told_by, votes_of
from mapsvc.geoparse.text_folding import fold_text

_CAPITALS = "A-ZÇĞİÖŞÜÂÎÛÉÈÊËÀÔÏÙŒÄÑƏА-ЯЁІѢѲ"
_SMALL = rf"[^\W\d_{_CAPITALS}]"
#: A capital behind a small letter begins a word of its own: OCR glues words.
_RUN = rf"(?:[{_CAPITALS}]+{_SMALL}*|{_SMALL}+)"
#: French articles and small words before a vowel are words of their own: l'Orient, d'Alep, jusqu'à.
_ELIDED = r"(?:[LlDdNnSsCc]|[Qq]u|[Jj]usqu|[Ll]orsqu)['’](?=[AEIOUYHaeiouyhÀÂÉÈÊËÎÏÔŒàâéèêëîïôœ][^\W\d_]{2})"
#: A word may hold apostrophes, combining marks, soft hyphens, a hyphen at a line's end, an OCR digit inside.
TOKEN = re.compile(
    rf"{_ELIDED}|{_RUN}(?:(?:['’‘ʼ`´\u00ad\u0300-\u036f]+|-[ \t]*\r?\n[ \t]*(?=[a-zçğıöşüəа-яёâîû])"
    rf"|[015](?=[a-zçğıöşü])){_RUN}|[\u0300-\u036f])*"
)
#: The same, for `split`: what stands between words and the words, by turns.
_WORDS_APART = re.compile(f"({TOKEN.pattern})")
_APOSTROPHE = re.compile("['’‘ʼ`´]")
SENTENCE_END = re.compile(r"[.!?…](?=[\s\"”’»)\]\d]*\s)|\n[ \t\r]*\n")
#: Words around a sentence that tells nothing of its language, which are asked instead.
_WORDS_AROUND = 60
#: So many words tell the language of a whole text.
_WORDS_OF_WHOLE = 5_000
#: What joins words without a space between them, and how many words are joined so at most.
_CHAINING, _LONGEST_CHAIN = frozenset({"", "-", "–", "/", "_"}), 40
#: A longer word is no name in any language.
_LONGEST = 64

LOWER, CAPITAL, UPPER = range(3)


@dataclass(slots=True, eq=False)
class Word:
    """
    A word as it is printed, looked at once however often it occurs.

    Attributes
    ----------
    plain
        Its folded letters alone.
    apostrophe
        How many of them stand before the apostrophe; -1 without one.
    case
        `LOWER`, `CAPITAL` (the first letter) or `UPPER` (all, three letters or more).
    flags
        What the lexicon says of its stem (see `words`).
    stem
        The stem that the lexicon knows, or the letters before the apostrophe.
    places
        What `recognize` found in it, filled in there.
    """

    text: str
    plain: str
    apostrophe: int
    case: int
    flags: int
    stem: str
    votes: int
    kept: tuple[int, ...] | None = None
    places: object = None
    hit: bool = False
    readings: dict[tuple[str, bool], list[NameUse]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        """Tell whether a word stands there."""
        return bool(self.text)

    @property
    def head(self) -> str:
        """The folded letters before the apostrophe."""
        return self.plain if self.apostrophe < 0 else self.plain[: self.apostrophe]

    @property
    def places_found(self) -> bool:
        """Whether the word is a name of the gazetteer."""
        return bool(getattr(self.places, "names", ()))

    @property
    def names_home(self) -> bool:
        """Whether the word is a name of the home tiers."""
        names: tuple[Any, ...] = getattr(self.places, "names", ())
        return bool(names) and names[0].home

    def offset(self, length: int) -> int:
        """Return where in the printed word its first `length` letters end."""
        return length if self.kept is None else self.kept[length - 1] + 1


#: Where no word stands.
NO_WORD = Word("", "", -1, LOWER, 0, "", 0)


def make_word(text: str) -> Word:
    """Look at a word."""
    kept = None
    apostrophe = -1
    folded = fold_text(text)
    if not text.isalpha():
        kept = tuple(n for n, letter in enumerate(text) if letter.isalnum())
        mark = _APOSTROPHE.search(text)
        if mark:
            apostrophe = sum(1 for n in kept if n < mark.start())
        folded = "".join(folded[n] for n in kept)
    flags, stem = _look_up(folded, apostrophe)
    return Word(text, folded, apostrophe, _case(text), flags, stem, votes_of(text, folded), kept)


def _case(text: str) -> int:
    if not text[0].isupper():
        return LOWER
    letters = text if text.isalpha() else _APOSTROPHE.split(text, maxsplit=1)[0]
    return UPPER if len(letters) > 2 and letters.isupper() else CAPITAL


def _look_up(folded: str, apostrophe: int) -> tuple[int, str]:
    """Return what the lexicon knows of a word or of the longest stem in it."""
    head = folded if apostrophe < 0 else folded[:apostrophe]
    if head in LEXICON:
        return LEXICON[head], head
    if head[:HEAD] not in STEM_HEADS:
        return 0, head  # most words begin as no stem does
    for cut in range(len(head) - 1, max(1, len(head) - 12), -1):
        stem = head[:cut]
        flags = LEXICON.get(stem)
        if flags and is_inflected(stem, head[cut:]):
            return flags, stem
        # k, t and p soften before a vowel: bakanlığı, geçidi, harbi
        for hard in HARDENED.get(stem[-1], ""):
            flags = LEXICON.get(stem[:-1] + hard)
            if flags and is_inflected(stem, head[cut:]):
                return flags, stem[:-1] + hard
    return 0, head


def is_inflected(stem: str, rest: str) -> bool:
    """Tell whether `rest` can be the endings of a common noun."""
    if len(stem) < 3:
        return False
    if len(stem) < 4 and stem[-1] in VOWELS and rest[0] in VOWELS:
        return False
    if stem.endswith("ск") and RUSSIAN_ADJECTIVE.fullmatch(rest):
        return True
    return rest == "s" or ending_without_apostrophe(stem, rest, "") in {SUFFIX, RUSSIAN}


@dataclass(slots=True)
class TokenText:
    """
    A text as words.

    Attributes
    ----------
    words, starts, ends, gaps
        In text order; offsets in characters, and what stands behind each word.
    hits
        Positions of the words that can begin a name.
    breaks
        Offsets at which sentences end.
    """

    text: str
    words: list[Word]
    starts: list[int]
    ends: list[int]
    gaps: list[str]
    hits: list[int]
    breaks: list[int]
    #: Sums of the votes before each word, and the language of each that has been asked for.
    _sums: list[int]
    _told_at: list[str]
    _languages: dict[int, str] = field(default_factory=dict)
    _sentences: dict[int, tuple[int, int]] = field(default_factory=dict)
    _whole_language: str | None = None
    _capitals: list[int] | None = None

    @property
    def capitals(self) -> list[int]:
        """Positions of the words with a capital, those in capitals alone left out."""
        if self._capitals is None:
            self._capitals = [at for at, word in enumerate(self.words) if word.case == CAPITAL]
        return self._capitals

    def sentence(self, position: int) -> tuple[int, int]:
        """Return the words from and to which the sentence of a word reaches."""
        at = bisect_right(self.breaks, self.starts[position])
        found = self._sentences.get(at)
        if found is None:
            begin = self.breaks[at - 1] if at else 0
            end = self.breaks[at] if at < len(self.breaks) else len(self.text)
            found = bisect_right(self.starts, begin - 1), bisect_right(self.starts, end)
            self._sentences[at] = found
        return found

    def language(self, position: int) -> str:
        """Return the language of the sentence in which a word stands."""
        told = self._told_at[position]
        if not told:
            at = bisect_right(self.breaks, self.starts[position])
            told = self._languages.get(at, "")
            if not told:
                told = self._languages[at] = self._told(position)
            self._told_at[position] = told
        return told

    def _told(self, position: int) -> str:
        first, last = self.sentence(position)
        around = max(0, first - _WORDS_AROUND), min(len(self.words), last + _WORDS_AROUND)
        for low, high in ((first, last), around):
            told, other = told_by(self._sums[high] - self._sums[low])
            if other:
                lang = other_language((word.text, word.plain) for word in self.words[low:high])
                told = lang or told
            if told:
                doubtful = told in READ and may_be_other(self._sums[high] - self._sums[low])
                return (doubtful and self._whole()) or told
        return "tr"

    def _whole(self) -> str:
        """Return the language of the whole text if it is one that is not read, else nothing."""
        if self._whole_language is None:
            _, other = told_by(self._sums[-1])
            words = ((word.text, word.plain) for word in self.words[:_WORDS_OF_WHOLE])
            self._whole_language = other_language(words) if other else ""
        return self._whole_language

    def gap(self, position: int) -> str:
        """Return what stands between a word and the next."""
        return self.gaps[position]


def read_tokens(
    text: str, look: Callable[[str], Word], memo: dict[str, Word], language: str = ""
) -> TokenText:
    """
    Split a text into words.

    Parameters
    ----------
    text
        Any text.
    look
        Makes a `Word` of one that `memo` does not hold yet.
    memo
        Words seen so far; it grows.
    language
        The language of all sentences; empty to tell it for each.

    Returns
    -------
    tokens
        With `hits` for the words that `look` marked.
    """
    pieces = _WORDS_APART.split(text)
    offsets = list(accumulate(map(len, pieces)))
    words = _words_of(pieces[1::2], look, memo)
    return TokenText(
        text,
        words,
        starts=offsets[:-1:2],
        ends=offsets[1::2],
        gaps=pieces[2::2],
        hits=_hits(words, pieces[:-1:2]),
        breaks=[found.end() for found in SENTENCE_END.finditer(text)],
        # all counters in one number, summed at the speed of C
        _sums=list(accumulate(map(_VOTES, words), initial=0)),
        _told_at=[language] * len(words),
    )


_VOTES = attrgetter("votes")


def _words_of(printed: list[str], look: Callable[[str], Word], memo: dict[str, Word]) -> list[Word]:
    fresh = [letters for letters in dict.fromkeys(printed) if letters not in memo]
    memo.update((letters, look(letters[:_LONGEST])) for letters in fresh)
    words = [memo[letters] for letters in printed]
    for letters in fresh:
        if len(letters) > _LONGEST:
            del memo[letters]
    return words


def _hits(words: list[Word], before: list[str]) -> list[int]:
    """Return where names can begin, by the words and what stands before each."""
    hits = [at for at, word in enumerate(words) if word.hit]
    if sum(map(_CHAINING.__contains__, before)) < _LONGEST_CHAIN:
        return hits
    # what goes on without a space for so long is no text, and no list of names either
    chained, lengths = 0, []
    for gap in before:
        chained = chained + 1 if gap in _CHAINING else 0
        lengths.append(chained)
    return [at for at in hits if lengths[at] < _LONGEST_CHAIN]
