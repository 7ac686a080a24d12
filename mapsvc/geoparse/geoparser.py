"""From a text to its mentions: words, names, judgement, resolution, usage and dates, part by part."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from mapsvc.atlas.gazetteer.names import Gazetteer
from mapsvc.geoparse.coverage import Coverage
from mapsvc.geoparse.dates import Calendar, find_dates
from mapsvc.geoparse.enumerations import link_names
from mapsvc.geoparse.legible_text import LegibleText, read_legibly
from mapsvc.geoparse.mentions import DateMention, Mention, PlaceMention
from mapsvc.geoparse.name_spans import find_spans
from mapsvc.geoparse.recognition import Letters, look_at_letters, recognise
from mapsvc.geoparse.recognizers import Recognizer, join_spans
from mapsvc.geoparse.resolution import NamedSpan, Resolution, Surroundings, resolve
from mapsvc.geoparse.sentence_language import READ
from mapsvc.geoparse.tokens import TokenText, Word, read_tokens
from mapsvc.geoparse.usage import Decision, decide_usage
from mapsvc.geoparse.word_names import look_at

#: Characters that are worked on at a time: context reaches that far, memory does not grow with the text.
PART = 60_000
_MOST_WORDS = 40_000
#: What is left of a score in a sentence whose language is not read.
_UNREAD = 0.8
LANGUAGES = ("auto", *READ)


@dataclass
class Geoparser:
    """
    Finds places and dates. One serves many texts: it remembers the words it has seen.

    Attributes
    ----------
    gazetteer
        Where names are looked up.
    recognizers
        Whose names join ours (`recognizers`); none is needed.
    coverage
        How much of the names of the text that is read, or was read last, the gazetteer knows.
    """

    gazetteer: Gazetteer
    recognizers: Sequence[Recognizer] = ()
    coverage: Coverage = field(default_factory=Coverage, repr=False)
    _memo: dict[str, Word] = field(default_factory=dict, repr=False)

    def parse(self, text: str, *, language: str = "auto", year: int | None = None) -> list[Mention]:
        """
        Find the places and dates of a text.

        Parameters
        ----------
        text
            Any text; offsets of the result count its characters.
        language
            `"auto"` tells it for each sentence; or one of `LANGUAGES` for all.
        year
            Of which it speaks until it names one itself.

        Returns
        -------
        mentions
            In text order.
        """
        return list(self.iterate(text, language=language, year=year))

    def iterate(self, text: str, *, language: str = "auto", year: int | None = None) -> Iterator[Mention]:
        """Yield the places and dates of a text, part by part; see `parse`."""
        legible = read_legibly(text)
        for mention in self._iterate(legible.text, language, year):
            yield mention if legible.text is text else _as_given(mention, legible, text)

    def _iterate(self, text: str, language: str, year: int | None) -> Iterator[Mention]:
        letters = look_at_letters(text)
        calendar, around = Calendar.beginning(year, text), Surroundings()
        self.coverage = Coverage()
        for begin, end in _parts(text):
            part = text[begin:end] if begin or end < len(text) else text
            for mention in self._parse_part(
                part, letters, calendar, around, "" if language == "auto" else language
            ):
                yield _moved(mention, begin) if begin else mention
            calendar, around = calendar.moved_on(), around.moved_on()

    def _parse_part(
        self, text: str, letters: Letters, calendar: Calendar, around: Surroundings, language: str
    ) -> list[Mention]:
        if len(self._memo) > _MOST_WORDS:
            self._memo.clear()
        gazetteer = self.gazetteer
        tokens = read_tokens(text, lambda printed: look_at(printed, gazetteer), self._memo, language)
        dates = find_dates(tokens, calendar)
        readings = []
        taken = {date.start for date in dates}
        for span in find_spans(tokens, gazetteer):
            uses = recognise(tokens, span, gazetteer, letters)
            if span.person:
                around.persons.add(span.key)
            if uses is not None and span.start not in taken:
                readings.append(NamedSpan(span, uses, calendar.year_near(span.start)))
        if self.recognizers:
            readings = join_spans(tokens, readings, gazetteer, self.recognizers, calendar.year_near)
        link_names(tokens, readings)
        pairs = [
            (reading, found)
            for reading, found in zip(readings, resolve(readings, around), strict=True)
            if found is not None
        ]
        self._mark_down(tokens, pairs)
        places = _place_mentions(tokens, pairs)
        if not dates:
            return list(places)
        mixed: list[Mention] = [*places, *dates]
        mixed.sort(key=lambda mention: mention.start)
        return mixed

    def _mark_down(self, tokens: TokenText, pairs: list[tuple[NamedSpan, Resolution]]) -> None:
        """Lower the scores where little is known of the names or of the language."""
        self.coverage.count(tokens, [reading.span for reading, found in pairs if found.entry is not None])
        for reading, found in pairs:
            read = tokens.language(reading.span.first) in READ
            found.score = self.coverage.marked_down(found.score if read else round(_UNREAD * found.score, 2))


def _place_mentions(tokens: TokenText, pairs: list[tuple[NamedSpan, Resolution]]) -> list[PlaceMention]:
    neighbours = {reading.span.first for reading, _ in pairs}
    found: list[PlaceMention] = []
    following: Decision = ("literal", ("plain",))
    # from the end, as an enumeration is used like its last name
    for reading, resolution in reversed(pairs):
        span, entry = reading.span, resolution.entry
        kind = entry.kind if entry is not None else span.kind or "settlement"
        usage, why = decide_usage(tokens, span, kind, neighbours=neighbours)
        if not usage and following[0] == "embedded":
            usage, why = decide_usage(tokens, span, kind, neighbours=set())
        usage = usage or following[0]
        following = (usage, why)
        found.append(
            PlaceMention(
                start=span.start,
                end=span.end,
                token_end=span.token_end,
                surface=tokens.text[span.start : span.end],
                entry=entry,
                kind=kind,
                usage=usage,
                lang=tokens.language(span.first),
                score=resolution.score,
                why=resolution.why,
                why_usage=why,
                alternatives=resolution.alternatives,
                around=resolution.around,
            )
        )
    found.reverse()
    return found


def _parts(text: str) -> Iterator[tuple[int, int]]:
    """Yield parts that end at a paragraph, a line, a sentence or a space, whichever comes near enough."""
    begin, size = 0, len(text)
    while begin < size:
        end = begin + PART
        if end >= size:
            yield begin, size
            return
        for mark in ("\n\n", ".\n", ". ", "\n", " "):
            at = text.rfind(mark, begin + PART // 2, end)
            if at >= 0:
                end = at + len(mark)
                break
        yield begin, end
        begin = end


def _moved(mention: Mention, by: int) -> Mention:
    """Return a mention with its offsets counted from the beginning of the whole text."""
    token_end = mention.end if isinstance(mention, DateMention) else mention.token_end
    return _placed(mention, mention.start + by, mention.end + by, token_end + by, mention.surface)


def _as_given(mention: Mention, legible: LegibleText, given: str) -> Mention:
    """Return a mention with the offsets and the characters of the text that was given."""
    start, end = legible.given_start(mention.start), legible.given_end(mention.end)
    token_end = mention.end if isinstance(mention, DateMention) else mention.token_end
    return _placed(mention, start, end, legible.given_end(token_end), given[start:end])


def _placed(mention: Mention, start: int, end: int, token_end: int, surface: str) -> Mention:
    # not `dataclasses.replace`: it takes longer than finding the mention
    if isinstance(mention, DateMention):
        return DateMention(
            start, end, surface, mention.edtf, mention.calendar, mention.gregorian, mention.why,
            mention.score, mention.finding,
        )  # fmt: skip
    return PlaceMention(
        start,
        end,
        token_end,
        surface,
        mention.entry,
        mention.kind,
        mention.usage,
        mention.lang,
        mention.score,
        mention.why,
        mention.why_usage,
        mention.alternatives,
        around=mention.around,
    )
