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
        letters = look_at_letters(legible.text)
        calendar, around = Calendar.beginning(year, legible.text), Surroundings()
        self.coverage = Coverage()
        for begin, end in _parts(legible.text):
            part = _Part(text, legible, begin, end)
            yield from self._parse_part(
                part, letters, calendar, around, "" if language == "auto" else language
            )
            calendar, around = calendar.moved_on(), around.moved_on()

    def _parse_part(
        self, part: _Part, letters: Letters, calendar: Calendar, around: Surroundings, language: str
    ) -> list[Mention]:
        if len(self._memo) > _MOST_WORDS:
            self._memo.clear()
        gazetteer = self.gazetteer
        tokens = read_tokens(part.text, lambda printed: look_at(printed, gazetteer), self._memo, language)
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
        return _in_order(
            _place_mentions(tokens, pairs, part), [(date.start, part.placed(date)) for date in dates]
        )

    def _mark_down(self, tokens: TokenText, pairs: list[tuple[NamedSpan, Resolution]]) -> None:
        """Lower the scores where little is known of the names or of the language."""
        self.coverage.count(tokens, [reading.span for reading, found in pairs if found.entry is not None])
        for reading, found in pairs:
            read = tokens.language(reading.span.first) in READ
            found.score = self.coverage.marked_down(found.score if read else round(_UNREAD * found.score, 2))


@dataclass(slots=True)
class _Part:
    """A part of a text as it is read, and where its characters stand in the text as it was given."""

    given: str
    legible: LegibleText
    begin: int
    end: int

    @property
    def text(self) -> str:
        """The part as it is read."""
        whole = self.legible.text
        return whole[self.begin : self.end] if self.begin or self.end < len(whole) else whole

    def shown(self, start: int, end: int, token_end: int) -> tuple[int, int, int, str]:
        """Return offsets in the given text, and the characters there, for those of the part."""
        start, end, token_end = start + self.begin, end + self.begin, token_end + self.begin
        legible = self.legible
        if legible.text is not self.given:
            start, end = legible.given_start(start), legible.given_end(end)
            token_end = legible.given_end(token_end)
        return start, end, token_end, self.given[start:end]

    def placed(self, date: DateMention) -> DateMention:
        """Return a date of the part where it stands in the given text."""
        if not self.begin and self.legible.text is self.given:
            return date
        start, end, _, surface = self.shown(date.start, date.end, date.end)
        # not `dataclasses.replace`: it takes longer than finding the date
        return DateMention(
            start, end, surface, date.edtf, date.calendar, date.gregorian, date.why, date.score, date.finding
        )


def _in_order(places: list[tuple[int, Mention]], dates: list[tuple[int, Mention]]) -> list[Mention]:
    """Return places and dates as they stand in the text, each given with where it begins."""
    found = sorted([*places, *dates], key=lambda each: each[0]) if dates else places
    return [mention for _, mention in found]


def _place_mentions(
    tokens: TokenText, pairs: list[tuple[NamedSpan, Resolution]], part: _Part
) -> list[tuple[int, Mention]]:
    """Return the places, each with where it begins in the part."""
    neighbours = {reading.span.first for reading, _ in pairs}
    found: list[tuple[int, Mention]] = []
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
        start, end, token_end, surface = part.shown(span.start, span.end, span.token_end)
        mention = PlaceMention(
            start=start,
            end=end,
            token_end=token_end,
            surface=surface,
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
        found.append((span.start, mention))
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
