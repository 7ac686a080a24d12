"""What is told of a map in one language: words once, for its page, slides, notes, captions and files."""

from __future__ import annotations

from dataclasses import dataclass

from mapsvc.model.dates import DateSpan

Pair = tuple[str, str]


@dataclass(frozen=True)
class Term:
    """An id of a closed list, such as a certainty, and its word."""

    id: str
    label: str


@dataclass(frozen=True, kw_only=True)
class Cited:
    """
    A citation in words.

    Attributes
    ----------
    key
        Of the work in the atlas's sources.
    label, full
        The short and the full reference.
    locator
        Where in the work, if the citation says.
    href
        Where the work can be read, if anywhere.
    """

    key: str
    label: str
    full: str
    locator: str | None = None
    href: str | None = None

    @property
    def line(self) -> str:
        """The work's label and the place in it: `Carr 1989: 74`."""
        return f"{self.label}: {self.locator}" if self.locator else self.label


@dataclass(frozen=True)
class CitedWork:
    """A work with all the places in it that are cited."""

    full: str
    label: str
    href: str | None
    locators: tuple[str, ...]

    @property
    def line(self) -> str:
        """The full reference and the places in it: `Carr, E. H. … [74, 80]`."""
        return f"{self.full} [{', '.join(self.locators)}]" if self.locators else self.full


@dataclass(frozen=True, kw_only=True)
class ToldDate:
    """
    A date in words.

    Attributes
    ----------
    span
        Its days.
    others
        The same day in other calendars, each with the calendar's name.
    note
        What is to be said of it.
    printed, printed_lang
        As the atlas's text prints it, and in which language.
    basis
        What it rests on.
    """

    text: str
    span: DateSpan | None = None
    others: tuple[Pair, ...] = ()
    note: str | None = None
    printed: str | None = None
    printed_lang: str | None = None
    basis: Term | None = None

    @property
    def machine(self) -> str:
        """The date as EDTF."""
        return self.span.edtf if self.span else ""


@dataclass(frozen=True, kw_only=True)
class ToldReading:
    """What one side says of a disputed point, on which grounds, and where."""

    by: str
    claim: str
    evidence: Term
    cites: tuple[Cited, ...]


@dataclass(frozen=True, kw_only=True)
class ToldDispute:
    """A point on which sources differ."""

    about: str
    readings: tuple[ToldReading, ...]


@dataclass(frozen=True, kw_only=True)
class ToldIn:
    """Where a text that the atlas follows tells of a thing: `locator` is `lines 3–5, 8`."""

    text: str
    title: str | None
    source: Cited
    locator: str


@dataclass(frozen=True, kw_only=True)
class Telling:
    """
    What is told of a map.

    Attributes
    ----------
    title
        What it is.
    when
        Its date; of a place, which has none, what kind of place it is.
    caption
        What stands below the title of a picture, if not the date.
    dates
        Other dates of the thing, or what the map is part of, each with what it is.
    paragraphs
        What happened or is shown, in the atlas's own words.
    aside
        What is added after all else, such as the names of a place.
    people
        Who took part.
    parts
        Headings with a text each, such as the articles of a treaty.
    cites
        In the order of the record.
    texts
        Where the atlas's texts tell of it.
    certainty
        How sure the thing is.
    """

    title: str
    when: ToldDate | None = None
    caption: str = ""
    dates: tuple[Pair, ...] = ()
    paragraphs: tuple[str, ...] = ()
    aside: str = ""
    people: tuple[str, ...] = ()
    disputes: tuple[ToldDispute, ...] = ()
    parts: tuple[Pair, ...] = ()
    cites: tuple[Cited, ...] = ()
    texts: tuple[ToldIn, ...] = ()
    certainty: Term | None = None

    @property
    def date(self) -> str:
        """The date in words; nothing if there is none."""
        return self.when.text if self.when else ""

    @property
    def told(self) -> tuple[str, ...]:
        """The paragraphs, what is to be said of the date, and what is added."""
        return (*self.paragraphs, *filter(None, [self.when.note if self.when else None, self.aside]))

    @property
    def works(self) -> tuple[CitedWork, ...]:
        """The works that are cited, by readings too, each once in the order of first citation."""
        readings = (
            cite for dispute in self.disputes for reading in dispute.readings for cite in reading.cites
        )
        held: dict[str, tuple[Cited, dict[str, None]]] = {}
        for cite in (*self.cites, *readings, *(text.source for text in self.texts)):
            _, locators = held.setdefault(cite.key, (cite, {}))
            if cite.locator:
                locators[cite.locator] = None
        return tuple(
            CitedWork(cite.full, cite.label, cite.href, tuple(locators)) for cite, locators in held.values()
        )

    @property
    def source_line(self) -> str:
        """The sources of the record in one line, the atlas's texts last; nothing if none is named."""
        texts = (f"{text.source.label}, {text.locator}" for text in self.texts)
        return "; ".join(dict.fromkeys([*(cite.line for cite in self.cites), *texts]))
