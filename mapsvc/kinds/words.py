"""Records in words of one language, as tellings, pages and lists say them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from mapsvc.atlas.store import Store
from mapsvc.history.citations import lines_in, locator_in
from mapsvc.language import translate
from mapsvc.model.date_text import format_date, format_day_of
from mapsvc.model.dates import DateSpan
from mapsvc.model.records import Citation, Dispute, Event
from mapsvc.model.telling import Cited, Term, ToldDate, ToldDispute, ToldIn, ToldReading
from mapsvc.model.text import Text, said_together


@dataclass(frozen=True)
class Words:
    """Says the records of an atlas in one of its languages."""

    atlas: Store
    lang: str

    def word(self, family: str, key: str) -> Term:
        """Return an id with its word, such as a usage or a certainty."""
        return Term(key, translate(self.lang, f"{family}.{key}"))

    def texts(self, *texts: Text | None) -> tuple[str, ...]:
        """Return what texts say, those left out that say nothing."""
        return tuple(said for text in texts if text and (said := text.in_(self.lang)))

    def cites(self, citations: Iterable[Citation]) -> tuple[Cited, ...]:
        """Return citations in order."""
        return tuple(map(self.cite, citations))

    def cite(self, citation: Citation) -> Cited:
        """Return a citation."""
        source = self.atlas.sources[citation.source]
        return Cited(
            key=source.id,
            label=source.label.in_(self.lang),
            full=source.full.in_(self.lang),
            locator=locator_in(citation, self.lang),
            href=source.url,
        )

    def date(self, span: DateSpan) -> ToldDate:
        """Return a date."""
        return ToldDate(text=format_date(span, self.lang), span=span)

    def event_date(self, event: Event) -> ToldDate:
        """Return an event's date with its time, other calendars, and what the atlas's text prints."""
        texts = (text.language for text in self.atlas.texts.values() if event.texts.get(text.id))
        others = {"julian": event.date.other.julian, "rumi": event.date.other.rumi}
        text = format_date(event.on, self.lang)
        return ToldDate(
            text=said_together(f"{text}, {event.time}", text) if event.time else text,
            span=event.on,
            others=tuple(
                (translate(self.lang, f"calendar.{name}"), format_day_of(name, day, self.lang))
                for name, day in others.items()
                if day
            ),
            note=event.date.note.in_(self.lang) if event.date.note else None,
            printed=event.date.printed or None,
            printed_lang=next(texts, None),
            basis=self.word("basis", event.date.basis) if event.date.basis else None,
        )

    def dispute(self, dispute: Dispute) -> ToldDispute:
        """Return what sources tell differently."""
        return ToldDispute(
            about=dispute.about.in_(self.lang),
            readings=tuple(
                ToldReading(
                    by=reading.by.in_(self.lang),
                    claim=reading.claim.in_(self.lang),
                    evidence=self.word("evidence", reading.evidence),
                    cites=self.cites(reading.cites),
                )
                for reading in dispute.readings
            ),
        )

    def told_in(self, events: Iterable[Event]) -> tuple[ToldIn, ...]:
        """Return where the atlas's texts tell of events, text by text."""
        return tuple(self._told_in(events))

    def _told_in(self, events: Iterable[Event]) -> Iterator[ToldIn]:
        texts = {text.source: text for text in self.atlas.texts.values()}
        for lines in self.atlas.lines_of_all(events):
            text = texts[lines.source]
            yield ToldIn(
                text=text.id,
                title=text.title.in_(self.lang) if text.title else None,
                source=self.cite(Citation(text.source)),
                locator=lines_in(lines, self.lang),
            )
