"""What a text names: places and dates, with where they stand and why they were read so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from mapsvc.atlas.gazetteer.names import Entry


class Choice(NamedTuple):
    """A reading of a name: the entry and how well it fits, 0 to 1."""

    entry: Entry
    score: float


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """
    A place that a text names.

    Attributes
    ----------
    start, end, token_end
        Offsets in characters: the name without endings, and the end of the inflected word.
    surface
        The characters from `start` to `end`.
    entry
        The place it was resolved to; nothing when nothing fits.
    usage
        `literal`, `associative`, `metonymic` or `embedded`.
    score
        How sure the reading is, 0 to 1.
    why, why_usage
        Codes of the reasons with what fills them in; `reasons.reason_text` writes them out.
    alternatives
        Other readings, best first.
    given
        What an edition itself refers to there, as it says it.
    around
        Of a place without entry that stands among certain ones: longitude and latitude of their middle, and
        how many kilometres it may lie from there.
    """

    start: int
    end: int
    token_end: int
    surface: str
    entry: Entry | None
    kind: str
    usage: str
    lang: str
    score: float
    why: tuple[tuple[str, ...], ...]
    why_usage: tuple[str, ...]
    alternatives: tuple[Choice, ...] = ()
    given: str = ""
    around: tuple[float, float, float] | None = None


@dataclass(frozen=True, slots=True)
class DateMention:
    """
    A date that a text gives.

    Attributes
    ----------
    start, end
        Offsets in characters.
    edtf
        The date in the calendar in which it is printed: 27 Nisan 1336 is `1336-04-27`.
    calendar
        `gregorian`, `julian`, `rumi` or `hijri` (known to a day or so).
    gregorian
        The same in the Gregorian calendar, EDTF.
    why
        Code of the reason with what fills it in: for a year, whence it is.
    score
        How sure the reading is, 0 to 1.
    finding
        Code of what a weekday or another calendar beside it says, with what fills it in; or nothing.
    given
        The value that an edition itself gives, in EDTF.
    """

    start: int
    end: int
    surface: str
    edtf: str
    calendar: str
    gregorian: str
    why: tuple[str, ...]
    score: float = 0.0
    finding: tuple[str, ...] = ()
    given: str = ""

    @property
    def reasons(self) -> tuple[tuple[str, ...], ...]:
        """The reason, and the finding if there is one."""
        return (self.why, self.finding) if self.finding else (self.why,)


Mention = PlaceMention | DateMention
