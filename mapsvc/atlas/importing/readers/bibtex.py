"""Reads BibTeX and BibLaTeX."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from bibtexparser.entrypoint import parse_string
from bibtexparser.middlewares import (
    LatexDecodingMiddleware,
    MonthIntMiddleware,
    SeparateCoAuthors,
    SplitNameParts,
)
from bibtexparser.model import DuplicateBlockKeyBlock, Entry

from mapsvc.atlas.importing.foreign_files import FileContent, FileReader, Flaw, ForeignFile, Incoming

#: Types of CSL by those of BibTeX; others are documents.
_TYPE_OF_ENTRY = {
    "article": "article-journal", "book": "book", "booklet": "pamphlet", "collection": "book",
    "inbook": "chapter", "incollection": "chapter", "inproceedings": "paper-conference",
    "conference": "paper-conference", "manual": "report", "mastersthesis": "thesis", "mvbook": "book",
    "online": "webpage", "phdthesis": "thesis", "proceedings": "book", "report": "report",
    "techreport": "report", "thesis": "thesis", "unpublished": "manuscript", "dataset": "dataset",
    "newspaper": "article-newspaper", "archival": "manuscript", "letter": "personal_communication",
}  # fmt: skip
#: Fields of CSL by those of BibTeX.
_CSL_OF_BIBTEX = {
    "title": "title", "journal": "container-title", "journaltitle": "container-title",
    "booktitle": "container-title", "publisher": "publisher", "school": "publisher",
    "institution": "publisher", "address": "publisher-place", "location": "publisher-place",
    "volume": "volume", "number": "issue", "issue": "issue", "pages": "page", "edition": "edition",
    "series": "collection-title", "doi": "DOI", "isbn": "ISBN", "issn": "ISSN", "url": "URL", "note": "note",
    "language": "language", "langid": "language", "archive": "archive",
}  # fmt: skip
_FIRST_ENTRY = re.compile(rb"\s*(?:%[^\n]*\n\s*|\xef\xbb\xbf)*@\w+\s*[{(]")


def _claims(file: ForeignFile) -> bool:
    return file.suffix in READER.suffixes or bool(_FIRST_ENTRY.match(file.data[:20_000]))


def _read(file: ForeignFile) -> FileContent:
    text, _ = file.decoded()
    steps = [MonthIntMiddleware(), LatexDecodingMiddleware(), SeparateCoAuthors(), SplitNameParts()]
    library = parse_string(text, append_middleware=steps)
    found = FileContent()
    for failed in library.failed_blocks:
        line = (failed.start_line or 0) + 1
        if isinstance(failed, DuplicateBlockKeyBlock):
            found.flaws.append(
                Flaw(f"line {line}", f"the key {failed.key!r} stands twice; give one another key")
            )
        else:
            found.flaws.append(Flaw(f"line {line}", f"is no entry of BibTeX: {_reason(failed.error)}"))
    for entry in library.entries:
        where = f"line {(entry.start_line or 0) + 1}"
        item = _item(entry)
        if item.get("title") or item.get("author"):
            found.records.append(Incoming("sources", item, where))
        else:
            found.flaws.append(Flaw(where, f"{entry.key!r} has neither a title nor an author"))
    if not found.records and not found.flaws:
        msg = "it has no entry"
        raise ValueError(msg)
    return found


def _reason(error: Exception | None) -> str:
    return " ".join(str(error or "").split())[:160] or "a brace or a comma is missing"


def _item(entry: Entry) -> dict[str, Any]:
    fields = {name.lower(): field.value for name, field in entry.fields_dict.items()}
    item: dict[str, Any] = {"id": entry.key, "type": _TYPE_OF_ENTRY.get(entry.entry_type.lower(), "document")}
    for name, value in fields.items():
        said = _plain(value)
        if name in _CSL_OF_BIBTEX and said:
            item.setdefault(_CSL_OF_BIBTEX[name], said)
    for name in ("author", "editor", "translator"):
        if fields.get(name):
            item[name] = [_name(part) for part in fields[name]]
    issued = _issued(fields)
    if issued:
        item["issued"] = {"date-parts": [issued]}
    if "page" in item:
        item["page"] = re.sub(r"-{2,}|–", "-", item["page"])
    if fields.get("subtitle") and item.get("title"):
        item["title"] = f"{item['title']}: {_plain(fields['subtitle'])}"
    return item


def _plain(value: Any) -> str:
    return " ".join(re.sub(r"[{}]", "", str(value)).split())


def _name(parts: Any) -> dict[str, str]:
    family = _plain(" ".join([*parts.von, *parts.last, *parts.jr]))
    given = _plain(" ".join(parts.first))
    return {"family": family, "given": given} if given else {"literal": family}


def _issued(fields: Mapping[str, Any]) -> list[int]:
    dated = re.match(r"(-?\d{1,4})(?:-(\d\d))?(?:-(\d\d))?", str(fields.get("date", "")).strip())
    if dated:
        return [int(part) for part in dated.groups() if part]
    year = re.search(r"-?\d{3,4}", str(fields.get("year", "")))
    if not year:
        return []
    month = str(fields.get("month", ""))
    return [int(year[0]), int(month)] if month.isdecimal() and 1 <= int(month) <= 12 else [int(year[0])]


READER = FileReader("BibTeX", (".bib", ".bibtex"), _claims, _read)
