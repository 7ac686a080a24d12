"""
What was found in a text, packed as plain data, so that no text is read a second time.

Reasons are kept as codes: whoever shows them writes them out in the reader's language.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Any

from mapsvc import __version__
from mapsvc.geoparse.documents import Document
from mapsvc.geoparse.mentions import Choice, DateMention, Mention, PlaceMention
from mapsvc.geoparse.reason_text import reason_text

#: Of what is packed; another one makes what was kept before worth nothing.
PACKED_FORM = 1

Codes = tuple[tuple[str, ...], ...]


def kept_name(text: str) -> str:
    """Return the name of the file that keeps what was found in a text by this version."""
    digest = sha256(f"{PACKED_FORM}\0{__version__}\0{text}".encode("utf-8", "surrogatepass"))
    return f"mentions-{digest.hexdigest()[:24]}.json"


class Packing:
    """Mentions as they come, with entries and reasons told once however many mentions share them."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.mentions: list[dict[str, Any]] = []
        self._entries: dict[str, dict[str, Any]] = {}
        self._reasons: dict[Codes, int] = {}

    def add(self, mention: Mention) -> None:
        """Pack one more."""
        line, column = self.document.line_column(mention.start)
        where = {"line": line, "column": column, "length": mention.end - mention.start}
        own = self._place(mention) if isinstance(mention, PlaceMention) else self._date(mention)
        self.mentions.append(where | own)

    def packed(self) -> dict[str, Any]:
        """Return all that was added, as JSON can say it."""
        reasons = [[list(code) for code in codes] for codes in self._reasons]
        return {"form": PACKED_FORM, "entries": self._entries, "reasons": reasons, "mentions": self.mentions}

    def _place(self, mention: PlaceMention) -> dict[str, Any]:
        chosen = (Choice(mention.entry, mention.score),) if mention.entry is not None else ()
        others = [[self._entry(choice), choice.score] for choice in mention.alternatives]
        return {
            "type": "place",
            "whole": mention.token_end - mention.start,
            "place": self._entry(chosen[0]) if chosen else "",
            "kind": mention.kind,
            "usage": mention.usage,
            "lang": mention.lang,
            "score": mention.score,
            "why": self._number(mention.why),
            "why_usage": self._number((mention.why_usage,)),
            "others": others,
        }

    def _date(self, mention: DateMention) -> dict[str, Any]:
        return {
            "type": "date",
            "whole": mention.end - mention.start,
            "edtf": mention.edtf,
            "calendar": mention.calendar,
            "gregorian": mention.gregorian,
            "score": mention.score,
            "why": self._number(mention.reasons),
        }

    def _entry(self, choice: Choice) -> str:
        entry = choice.entry
        self._entries.setdefault(
            entry.id,
            {
                "name": entry.title,
                "kind": entry.kind,
                "lon": entry.lon,
                "lat": entry.lat,
                "radius_km": entry.radius_km,
                "country": entry.country,
                "tier": entry.tier,
                "people": entry.population,
                "start": entry.start,
                "end": entry.end,
            },
        )
        return entry.id

    def _number(self, codes: Codes) -> int:
        return self._reasons.setdefault(codes, len(self._reasons))


def pack_mentions(document: Document, mentions: Iterable[Mention]) -> dict[str, Any]:
    """
    Pack the mentions of a document.

    Returns
    -------
    packed
        `entries` of the gazetteer by id, `reasons` as lists of codes, and `mentions` in text order: each with
        `line`, `column` (from 1, in characters), `length` of the name and `whole` of the inflected word,
        `why` the number of its reason, and for places `others`, pairs of an entry's id and a score.
    """
    packing = Packing(document)
    for mention in mentions:
        packing.add(mention)
    return packing.packed()


def written_reasons(packed: Mapping[str, Any], lang: str) -> list[str]:
    """Return the reasons of packed mentions in words, by their numbers."""
    return [reason_text([tuple(code) for code in codes], lang) for codes in packed["reasons"]]
