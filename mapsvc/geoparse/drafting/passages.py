"""Sentences and clauses of a text, with the dates and the places that they name."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from mapsvc.geoparse.drafting.happenings import Happening, find_happenings
from mapsvc.geoparse.mentions import DateMention, Mention, PlaceMention

#: An empty line, or a line that begins with the number of a note behind the end of a sentence.
_PARAGRAPH_ENDS = re.compile(r"\n[ \t\r]*\n|(?<=[.!?…”»)])[ \t]*\r?\n(?=\d{1,3} ?[^\W\d_])")
#: The end of a sentence: a full stop, what closes quotation, and behind a space what a sentence begins with.
_END = re.compile(r"(?<=[.!?…:])[\"”’»)\]]*\d{0,3}\s+(?=[\"“„«‘(\[]?[\d\w–—-])")
#: A full stop that ends no sentence: behind an initial, a number of two digits, a short form.
_NO_END = re.compile(
    r"(?:(?<!\w)\w|(?<!\w)\d{1,2}|\b(?:[DM]r|Mrs|St|No|Nr|vs|bk|vb|yy|ok|pp?|ff|cf|Capt|Col|Gen|Lt|Maj))\.$"
)
_PART_ENDS = re.compile(
    r"[,;:()–—]|\b(?:ve|and|und|et|и|və|while|whereas|но|but|puis|then|dann|sonra)\b", re.IGNORECASE
)
#: Where the verb ends the clause, what stands behind it belongs to the next one.
VERB_LAST = frozenset({"tr", "az"})


@dataclass(frozen=True)
class Passage:
    """
    A clause or a sentence.

    Attributes
    ----------
    start, end
        Offsets in characters.
    sentence, paragraph
        Numbers in the text.
    lang
        In which it is.
    happenings, dates, places
        What it says, in text order.
    """

    start: int
    end: int
    sentence: int
    paragraph: int
    lang: str
    happenings: tuple[Happening, ...]
    dates: tuple[DateMention, ...]
    places: tuple[PlaceMention, ...]


@dataclass(frozen=True)
class Sentence:
    """A sentence as a whole, and its clauses, each with one thing that happened at the most."""

    whole: Passage
    clauses: tuple[Passage, ...]


def find_sentences(text: str, mentions: Sequence[Mention], language: str) -> Iterator[Sentence]:
    """
    Yield the sentences of a text.

    Parameters
    ----------
    text, mentions
        The text, and what it names, in text order.
    language
        Of sentences that name no place, which alone know theirs.
    """
    starts = [mention.start for mention in mentions]
    number = 0
    for paragraph, (begin, end) in enumerate(_parted(text, 0, len(text), _PARAGRAPH_ENDS)):
        for start, stop in _sentences(text, begin, end, mentions, starts):
            here = mentions[bisect_left(starts, start) : bisect_left(starts, stop)]
            langs = [one.lang for one in here if isinstance(one, PlaceMention) and one.lang]
            where = (number, paragraph, max(langs, key=langs.count, default=language))
            whole = _passage(text, start, stop, here, where)
            yield Sentence(whole, tuple(_clauses(text, whole, here, where)))
            number += 1


def _parted(text: str, begin: int, end: int, between: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    for found in between.finditer(text, begin, end):
        if text[begin : found.start()].strip():
            yield begin, found.start()
        begin = found.end()
    if text[begin:end].strip():
        yield begin, end


def _sentences(
    text: str, begin: int, end: int, mentions: Sequence[Mention], starts: Sequence[int]
) -> Iterator[tuple[int, int]]:
    for found in _END.finditer(text, begin, end):
        stands = text[max(begin, found.start() - 8) : found.start()]
        follows = text[found.end() : found.end() + 2].lstrip('"“„«‘([')
        at = bisect_right(starts, found.start()) - 1
        inside = at >= 0 and mentions[at].end > found.start()
        if stands.endswith(":") or _NO_END.search(stands) or inside or follows[:1].islower():
            continue
        yield begin, found.end()
        begin = found.end()
    if text[begin:end].strip():
        yield begin, end


def _passage(
    text: str, start: int, end: int, mentions: Sequence[Mention], where: tuple[int, int, str]
) -> Passage:
    number, paragraph, lang = where
    here = [mention for mention in mentions if start <= mention.start < end]
    return Passage(
        start, end, number, paragraph, lang,
        tuple(find_happenings(text, start, end, lang)),
        tuple(one for one in here if isinstance(one, DateMention)),
        tuple(one for one in here if isinstance(one, PlaceMention)),
    )  # fmt: skip


def clause_parts(text: str, passage: Passage) -> Iterator[tuple[int, int]]:
    """Yield where the parts of a passage begin and end, between commas and words that join."""
    return _parted(text, passage.start, passage.end, _PART_ENDS)


def _clauses(
    text: str, whole: Passage, mentions: Sequence[Mention], where: tuple[int, int, str]
) -> Iterator[Passage]:
    """Yield the parts of a sentence, each up to the end of what happened in it."""
    ends: list[int] = []
    waiting = dated = False
    whole_parts = [part for part in clause_parts(text, whole) if not _cuts(mentions, part[1])]
    for start, end in whole_parts:
        dates = _any_within(whole.dates, start, end)
        if _any_within(whole.happenings, start, end):
            ends.append(end)
            dated, waiting = dates or (waiting and dated), False
            continue
        again = dates and (dated or whole.lang in VERB_LAST)
        waiting = any((waiting, again, not ends))
        dated = dated or dates
        if not waiting:
            ends[-1] = end  # what stands behind what happened may still be of it
    begin = whole.start
    for end in [*ends[:-1], whole.end]:
        yield _passage(text, begin, end, mentions, where)
        begin = end


def _cuts(mentions: Iterable[Mention], offset: int) -> bool:
    return any(mention.start < offset < mention.end for mention in mentions)


def _any_within(found: Iterable[Happening | DateMention], start: int, end: int) -> bool:
    return any(start <= one.start < end for one in found)
