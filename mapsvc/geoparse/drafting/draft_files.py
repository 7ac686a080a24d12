"""What a text becomes in an atlas: its words, its mentions, its places and drafts of events, as files."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any

from mapsvc.atlas.corrections import MentionRow, apply_corrections, format_rows, read_corrections
from mapsvc.atlas.editing.desk import FileChange
from mapsvc.atlas.editing.entry_places import place_id
from mapsvc.atlas.editing.event_text import event_toml
from mapsvc.atlas.editing.geojson_text import put_feature
from mapsvc.atlas.editing.journal import digest_of_bytes
from mapsvc.atlas.editing.json_text import put_item
from mapsvc.atlas.followed_texts import TEXTS, find_text, language_of, read_words, text_ids
from mapsvc.atlas.problems import Problems
from mapsvc.atlas.raw_files import csv_rows
from mapsvc.atlas.store import Store
from mapsvc.errors import RequestError
from mapsvc.geoparse.corrected_mentions import correct_mentions, mention_rows
from mapsvc.geoparse.documents import Document
from mapsvc.geoparse.drafting.draft_events import draft_record
from mapsvc.geoparse.drafting.draft_places import GAZETTEER, PlaceBook, unknown_names
from mapsvc.geoparse.drafting.proposals import Proposal, propose_events
from mapsvc.geoparse.geoparser import Geoparser
from mapsvc.geoparse.mentions import Mention, PlaceMention
from mapsvc.model.records import Event


@dataclass(frozen=True)
class Draft:
    """
    What is to be written for a text.

    Attributes
    ----------
    text
        The id of the text in the atlas.
    language
        Of the text.
    files
        What files of the atlas are to hold, by path; only those that change.
    changes
        The same for the desk, on what stood in them: what others write meanwhile is kept.
    drafts
        Ids and records of the new drafts, in text order.
    known
        How many proposed events the atlas has already.
    places
        Ids of the new places.
    mentions
        How many names were found that are places of the atlas now.
    unknown
        Names that no gazetteer has, with how often they stand there.
    stale
        What corrections fit nothing any more.
    """

    text: str
    language: str
    files: Mapping[str, str]
    changes: tuple[FileChange, ...]
    drafts: Mapping[str, Mapping[str, Any]]
    known: int
    places: tuple[str, ...]
    mentions: int
    unknown: Mapping[str, int]
    stale: tuple[str, ...] = field(default=())


def draft_text(
    atlas: Store,
    document: Document,
    parser: Geoparser,
    *,
    text: str | None = None,
    language: str = "auto",
    year: int | None = None,
) -> Draft:
    """
    Return what a text becomes in an atlas.

    Nothing that is there is changed but by what is added: a text that is followed keeps its files, rows of
    its mentions stay as they are but for corrections, and an event that tells of the same is left alone.

    Parameters
    ----------
    atlas
        Which is to follow the text.
    document, parser
        The text, and what reads it: with the gazetteer of the atlas.
    text
        Its id in the atlas; else the text with the same words, else made of the name of the file.
    language, year
        See `Geoparser.parse`.

    Raises
    ------
    RequestError
        If the atlas follows another text of the id.
    """
    document = Document(document.name, document.text.removeprefix("\ufeff"))
    text = text or find_text(atlas.root, document.text) or place_id(PurePath(document.name).stem, ())
    mentions: Sequence[Mention] = parser.parse(document.text, language=language, year=year)
    spoken = _language_of(atlas, text, mentions, language)
    mentions, stale = correct_mentions(
        document, mentions, read_corrections(atlas.root, text), parser.gazetteer, spoken
    )
    book = PlaceBook(atlas, parser.gazetteer)
    places = [one for one in mentions if isinstance(one, PlaceMention)]
    ids = {one.entry.id: book.place_of(one) for one in places if one.entry is not None}
    rows = _rows(atlas, text, mention_rows(document, places), ids, spoken)
    proposals = propose_events(document, mentions, spoken)
    new = [one for one in proposals if not _is_known(atlas, one, text, ids)]
    drafts = _drafts(atlas, document, new, text, ids)
    files = {
        **_text_files(atlas, document, text, spoken),
        **_source_file(atlas, _new_sources(atlas, document, text, spoken, book)),
        "places.geojson": _with_places(_read(atlas, "places.geojson"), book.new.values()),
        f"mentions/{text}.csv": format_rows(rows),
        **{f"events/{key}.toml": event_toml(record) for key, record in drafts.items()},
    }
    changed = _changed(atlas, files)
    return Draft(
        text, spoken, changed, _changes(atlas, changed), drafts, len(proposals) - len(new), tuple(book.new),
        len(rows), unknown_names(places), tuple(one.told for one in stale),
    )  # fmt: skip


def _changed(atlas: Store, files: Mapping[str, str]) -> dict[str, str]:
    return {path: words for path, words in files.items() if words != _read(atlas, path)}


def _changes(atlas: Store, files: Mapping[str, str]) -> tuple[FileChange, ...]:
    before = {path: _read(atlas, path) for path in files}
    return tuple(
        FileChange(path, None if old is None else digest_of_bytes(old.encode()), files[path].encode())
        for path, old in before.items()
    )


def _read(atlas: Store, path: str) -> str | None:
    file = atlas.root / path
    return file.read_bytes().decode("utf-8") if file.is_file() else None


def _language_of(atlas: Store, text: str, mentions: Iterable[Mention], asked: str) -> str:
    """Return the language of a text: as the atlas says, as was asked for, or that of most of its names."""
    if text in text_ids(atlas.root):
        return language_of(atlas.root, text)
    counted = Counter(one.lang for one in mentions if isinstance(one, PlaceMention) and one.lang)
    most = max(counted, key=lambda lang: counted[lang], default=atlas.meta.languages[0])
    return most if asked == "auto" else asked


def _text_files(atlas: Store, document: Document, text: str, language: str) -> dict[str, str]:
    """Return the files of a text that the atlas has not got: its words, what it is, and its source."""
    files: dict[str, str] = {}
    kept = read_words(atlas.root, text)
    if kept is None:
        files[f"{TEXTS}/{text}.txt"] = document.text
    elif find_text(atlas.root, document.text) != text:
        msg = (
            f"The atlas follows another text {text!r}, whose words lie in {TEXTS}/{text}.txt: say another id "
            "with --text, or remove that file if the words have been put right."
        )
        raise RequestError(msg)
    if text in text_ids(atlas.root):
        return files
    files[f"{TEXTS}/{text}.toml"] = f"language = {json.dumps(language)}\nsource = {json.dumps(text)}\n"
    return files


def _new_sources(
    atlas: Store, document: Document, text: str, language: str, book: PlaceBook
) -> list[dict[str, Any]]:
    """Return what the new files cite and the atlas has not got: the text itself, and the gazetteer."""
    found: list[dict[str, Any]] = []
    if text not in atlas.texts and text not in atlas.sources:
        title = PurePath(document.name).stem or text
        found.append({"id": text, "type": "document", "title": title, "language": language})
    if GAZETTEER not in atlas.sources and any("sources" in one["properties"] for one in book.new.values()):
        found.append(
            {"id": GAZETTEER, "type": "dataset", "title": "The gazetteer of mapsvc", "language": "en"}
        )
    return found


def _source_file(atlas: Store, items: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    words = _read(atlas, "sources.json") or ""
    for item in items:
        words = put_item(words, item)
    return {"sources.json": words} if items else {}


def _rows(
    atlas: Store, text: str, found: Iterable[MentionRow], ids: Mapping[str, str], language: str
) -> list[MentionRow]:
    """Return the mentions of places of the atlas; a row that stood there stays, but for corrections."""
    rows = {
        (row.line, row.column): MentionRow(row.line, row.column, row.surface, place, row.usage, row.lang)
        for row in found
        if (place := ids.get(row.place))
    }
    own = [
        one
        for one in read_corrections(atlas.root, text)
        if one.action != "accept" or one.place in atlas.places
    ]
    before = _rows_before(atlas, text)
    kept = apply_corrections(before, own, language).rows
    dropped = {(row.line, row.column) for row in before} - {(row.line, row.column) for row in kept}
    rows |= {(row.line, row.column): row for row in kept}
    return sorted(row for at, row in rows.items() if at not in dropped)


def _rows_before(atlas: Store, text: str) -> list[MentionRow]:
    words = _read(atlas, f"mentions/{text}.csv")
    rows = csv_rows(words, f"mentions/{text}.csv", Problems()) if words else None
    return [
        MentionRow(
            int(row["line"]),
            int(row["column"]),
            *(row[name] for name in ("surface", "place", "usage", "lang")),
        )
        for row in rows or ()
    ]


def _is_known(atlas: Store, proposal: Proposal, text: str, ids: Mapping[str, str]) -> bool:
    """Tell whether the atlas has an event of these lines and days, or of this text, place and days."""
    scenes = {ids.get(place) for place in proposal.scenes}
    return any(
        _is_same(event, proposal, text, scenes) for event in (*atlas.events.values(), *atlas.drafts.values())
    )


def _is_same(event: Event, proposal: Proposal, text: str, scenes: set[str | None]) -> bool:
    if text not in event.texts or not event.when.overlaps(proposal.when):
        return False
    told = bool({*event.texts[text]} & {*proposal.lines})
    return told or bool(scenes & {part.place for part in event.places})


def _drafts(
    atlas: Store, document: Document, proposals: Iterable[Proposal], text: str, ids: Mapping[str, str]
) -> dict[str, Mapping[str, Any]]:
    taken = {*atlas.events, *atlas.drafts}
    drafts: dict[str, Mapping[str, Any]] = {}
    for one in proposals:
        record = draft_record(document.text, one, ids, text, atlas.meta.languages)
        first = record["places"][0]["place"] if record["places"] else text
        key = place_id(f"{first} {one.date.gregorian}", taken)
        taken.add(key)
        drafts[key] = record
    return drafts


def _with_places(words: str | None, features: Iterable[Mapping[str, Any]]) -> str:
    words = words or ""
    for feature in features:
        words = put_feature(words, feature)
    return words
