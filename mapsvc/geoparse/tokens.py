"""Words of a text: where they stand, what each can be, and the language of the sentence around them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import accumulate
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
_APOSTROPHE = re.compile("['’‘ʼ`´]")
SENTENCE_END = re.compile(r"[.!?…](?=[\s\"”’»)\]\d]*\s)|\n[ \t\r]*\n")
#: Words around a sentence that tells nothing of its language, which are asked instead.
_WORDS_AROUND = 60
#: So many words tell the language of a whole text.
_WORDS_OF_WHOLE = 5_000
#: What joins words without a space between them, and how many words are joined so at most.
_CHAINING, _LONGEST_CHAIN = frozenset({"-", "–", "/", "_"}), 40
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
    letters = _APOSTROPHE.split(text, maxsplit=1)[0]
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
        if stem[-1] in HARDENED and is_inflected(stem, head[cut:]):
            for hard in HARDENED[stem[-1]]:
                if flags := LEXICON.get(stem[:-1] + hard):
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
    words, starts, ends
        In text order; offsets in characters.
    hits
        Positions of the words that can begin a name.
    breaks
        Offsets at which sentences end.
    """

    text: str
    words: list[Word] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    hits: list[int] = field(default_factory=list)
    breaks: list[int] = field(default_factory=list)
    _sums: list[int] = field(default_factory=list)
    _last: tuple[int, int, str] = (0, 0, "")
    _languages: dict[int, str] = field(default_factory=dict)
    _sentences: dict[int, tuple[int, int]] = field(default_factory=dict)
    _whole_language: str | None = None
    fixed_language: str = ""

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
        if self.fixed_language:
            return self.fixed_language
        start = self.starts[position]
        begin, end, told = self._last
        if begin <= start < end:
            return told
        at = bisect_right(self.breaks, start)
        begin = self.breaks[at - 1] if at else 0
        end = self.breaks[at] if at < len(self.breaks) else len(self.text)
        told = self._languages.get(at, "")
        if not told:
            told = self._languages[at] = self._told(position)
        self._last = (begin, end, told)
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
        return self.text[self.ends[position] : self.starts[position + 1]]


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
    tokens = TokenText(text, fixed_language=language)
    words, starts, ends, hits = tokens.words, tokens.starts, tokens.ends, tokens.hits
    get = memo.get
    last, chained = 0, 0
    for found in TOKEN.finditer(text):
        printed = found.group()
        word = get(printed)
        if word is None:
            word = look(printed[:_LONGEST])
            if len(printed) <= _LONGEST:
                memo[printed] = word
        start, end = found.span()
        # what goes on without a space for so long is no text, and no list of names either
        chained = chained + 1 if start == last or text[last:start] in _CHAINING else 0
        if word.hit and chained < _LONGEST_CHAIN:
            hits.append(len(words))
        words.append(word)
        last = end
        starts.append(start)
        ends.append(end)
    tokens.breaks = [found.end() for found in SENTENCE_END.finditer(text)]
    # all counters in one number, summed at the speed of C
    tokens._sums = [0, *accumulate(word.votes for word in words)]
    return tokens
