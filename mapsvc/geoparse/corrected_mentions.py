"""What was found in a text of an atlas, as its readers corrected it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from mapsvc.atlas.corrections import Correction, MentionRow, apply_corrections, read_corrections
from mapsvc.atlas.followed_texts import find_text, language_of
from mapsvc.atlas.gazetteer.names import Gazetteer
from mapsvc.geoparse.documents import Document
from mapsvc.geoparse.mentions import DateMention, Mention, PlaceMention


def mention_rows(document: Document, mentions: Iterable[Mention]) -> list[MentionRow]:
    """
    Return the places that were found as rows of `mentions/<text>.csv`.

    Lines are those of what is read of the document, which the atlas may keep as `texts/<id>.txt`. A name over
    a line's end is written with one space.
    """
    return [_row(_plain(document), mention) for mention in mentions if isinstance(mention, PlaceMention)]


def obey_readers(
    document: Document, mentions: Iterator[Mention], root: Path, gazetteer: Gazetteer, text: str | None = None
) -> tuple[Iterator[Mention], list[str]]:
    """
    Correct what was found in a document as the readers of an atlas did, if it is one of its texts.

    Parameters
    ----------
    document, mentions
        Any document, and what is found in it, which is read at once only if there are corrections.
    root
        The folder of the atlas.
    gazetteer
        Knows the entries that corrections name.
    text
        Which text of the atlas it is; the one with the same words when not given.

    Returns
    -------
    mentions
        In text order.
    stale
        A line for each correction that fits nothing.
    """
    meant = find_text(root, document.text, text)
    corrections = read_corrections(root, meant) if meant is not None else ()
    if meant is None or not corrections:
        return mentions, []
    kept, stale = correct_mentions(document, list(mentions), corrections, gazetteer, language_of(root, meant))
    return iter(kept), [f"corrections.toml: nothing to {one.told} in the text {meant!r}" for one in stale]


def correct_mentions(
    document: Document,
    mentions: Sequence[Mention],
    corrections: Sequence[Correction],
    gazetteer: Gazetteer,
    language: str,
) -> tuple[list[Mention], list[Correction]]:
    """
    Obey the corrections of a text.

    Parameters
    ----------
    document, mentions
        The text, and what was found in it, in text order.
    corrections
        Those that hold for it (`read_corrections`).
    gazetteer
        Knows the entries that corrections name.
    language
        Of the text.

    Returns
    -------
    mentions
        In text order.
    stale
        Corrections that fit nothing: what they are about is not there any more.
    """
    document = _plain(document)
    listed = [one for one in corrections if one.type != "date"]
    dates, lost = _correct_dates(document, mentions, corrections)
    found = {_row(document, mention): mention for mention in mentions if isinstance(mention, PlaceMention)}
    stale = [one for one in listed if one.action == "accept" and not _stands(document, one)]
    fitting = [one for one in listed if one not in stale]
    corrected = apply_corrections(found, fitting, language)
    touched = _touched(document, found, corrected.rows, fitting, gazetteer)
    kept: list[Mention] = [*dates]
    kept += (touched.get(row) or found[row] for row in corrected.rows)
    kept.sort(key=lambda mention: (mention.start, mention.end))
    return kept, [*stale, *corrected.stale, *lost]


def _correct_dates(
    document: Document, mentions: Iterable[Mention], corrections: Iterable[Correction]
) -> tuple[list[DateMention], list[Correction]]:
    """Return the dates as their corrections want them, and those that fit none."""
    dates = {
        document.line_column(mention.start): mention
        for mention in mentions
        if isinstance(mention, DateMention)
    }
    lost = []
    for one in (each for each in corrections if each.type == "date"):
        at = one.line, one.column
        if one.surface and not _stands(document, one):
            lost.append(one)
        elif one.action == "accept":
            start = document.offset_at(*at) or 0
            end = _end_of(document.text, start, one.surface)
            surface, why = document.text[start:end], ("corrected", one.reason)
            dates[at] = DateMention(start, end, surface, one.edtf, one.calendar, one.gregorian, why, 1.0)
        elif dates.pop(at, None) is None:
            lost.append(one)
    return list(dates.values()), lost


def _touched(
    document: Document,
    found: Mapping[MentionRow, PlaceMention],
    rows: Iterable[MentionRow],
    corrections: Sequence[Correction],
    gazetteer: Gazetteer,
) -> dict[MentionRow, PlaceMention]:
    """Return the mentions that corrections are about, each with the reason of its correction."""
    known = {(row.line, row.column): mention for row, mention in found.items()}
    reasons = {(one.line, one.column): one.reason for one in corrections}
    renamed = {one.to: one.reason for one in corrections if one.action == "rename"}
    touched = {}
    for row in rows:
        at = row.line, row.column
        if row not in found or at in reasons:
            reason = reasons.get(at) or renamed.get(row.place, "")
            touched[row] = _corrected(document, row, known.get(at), gazetteer, reason)
    return touched


def _plain(document: Document) -> Document:
    return Document(document.name, document.text) if document.pages or document.pieces else document


def _row(document: Document, mention: PlaceMention) -> MentionRow:
    line, column = document.line_column(mention.start)
    surface = " ".join(document.text[mention.start : mention.token_end].split())
    place = mention.entry.id if mention.entry is not None else ""
    return MentionRow(line, column, surface, place, mention.usage, mention.lang)


def _stands(document: Document, one: Correction) -> bool:
    """Tell whether the words of a correction stand where it says."""
    at = document.offset_at(one.line, one.column)
    return at is not None and _end_of(document.text, at, one.surface) > at


def _end_of(text: str, start: int, surface: str) -> int:
    """Return where a surface form ends that begins there; where it begins, if other words stand there."""
    found = re.compile(r"\s+".join(map(re.escape, surface.split()))).match(text, start)
    return found.end() if found else start


def _corrected(
    document: Document, row: MentionRow, mention: PlaceMention | None, gazetteer: Gazetteer, reason: str
) -> PlaceMention:
    """Return a mention as its row wants it; a new one where none was found."""
    entry = gazetteer.find_entry(row.place) if row.place else None
    why = (("corrected", reason),)
    if mention is not None:
        old = mention.entry
        if old is not None and old.id == row.place:
            entry = old
        kind = entry.kind if entry is not None else mention.kind
        return replace(mention, entry=entry, kind=kind, usage=row.usage, score=1.0, why=why)
    start = document.offset_at(row.line, row.column) or 0
    end = _end_of(document.text, start, row.surface)
    kind = entry.kind if entry is not None else "settlement"
    surface = document.text[start:end]
    return PlaceMention(
        start, end, end, surface, entry, kind, row.usage, row.lang, 1.0, why, ("plain",)
    )  # fmt: skip
