"""Reads RIS, as Zotero, EndNote and library catalogues write it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import rispy

from mapsvc.atlas.importing.foreign_files import FileContent, FileReader, Flaw, ForeignFile, Incoming

#: Types of CSL by those of RIS; others are documents.
_TYPE_OF_REFERENCE = {
    "JOUR": "article-journal", "EJOUR": "article-journal", "BOOK": "book", "EBOOK": "book", "EDBOOK": "book",
    "CHAP": "chapter", "ECHAP": "chapter", "CONF": "paper-conference", "CPAPER": "paper-conference",
    "THES": "thesis", "RPRT": "report", "NEWS": "article-newspaper", "MGZN": "article-magazine",
    "ELEC": "webpage", "WEB": "webpage", "MAP": "map", "MANSCPT": "manuscript", "UNPB": "manuscript",
    "DATA": "dataset", "LEGAL": "legislation", "PAMP": "pamphlet", "PCOMM": "personal_communication",
}  # fmt: skip
#: Fields of CSL by those of the library, the better first.
_CSL_OF_RIS = {
    "title": ("title", "primary_title"),
    "container-title": ("journal_name", "secondary_title", "alternate_title1"),
    "publisher": ("publisher",), "publisher-place": ("place_published",), "volume": ("volume",),
    "issue": ("number",), "edition": ("edition",), "DOI": ("doi",), "ISBN": ("issn",), "note": ("notes",),
    "language": ("language",),
}  # fmt: skip
_PEOPLE = {"author": ("authors", "first_authors"), "editor": ("secondary_authors",)}
_RIS_DATE = re.compile(r"(-?\d{1,4})(?:/(\d{1,2}))?(?:/(\d{1,2}))?")
_FIRST_REFERENCE = re.compile(rb"(?:\xef\xbb\xbf)?\s*TY  ?- ")
_RIS_TAG = re.compile(r"([A-Z][A-Z0-9])  ?-(?: |$)")


def _claims(file: ForeignFile) -> bool:
    return file.suffix in READER.suffixes or bool(_FIRST_REFERENCE.match(file.data[:2000]))


def _read(file: ForeignFile) -> FileContent:
    found = FileContent()
    for line, words in _references(file.decoded()[0], found):
        try:
            parsed = rispy.loads(words)
        except Exception as error:  # rispy raises OSError, ValueError and its own at what it does not know
            found.flaws.append(Flaw(f"line {line}", f"is no reference of RIS: {str(error)[:120]}"))
            continue
        for reference in parsed:
            item = _item(reference)
            if item.get("title") or item.get("author"):
                found.records.append(Incoming("sources", item, f"line {line}"))
            else:
                found.flaws.append(Flaw(f"line {line}", "has neither a title (TI) nor an author (AU)"))
    return found


def _references(text: str, found: FileContent) -> Iterator[tuple[int, str]]:
    """Yield each reference with its line; one that does not end, or does not begin, is noted."""
    begin, lines = 0, list[str]()
    for number, line in enumerate(text.splitlines(), start=1):
        tag = _RIS_TAG.match(line)
        name = tag[1] if tag else ""
        if name == "TY":
            if lines:
                found.flaws.append(
                    Flaw(f"line {begin}", f"does not end: 'ER  - ' is missing before line {number}")
                )
            begin, lines = number, [line]
        elif not lines:
            if line.strip():
                found.flaws.append(
                    Flaw(f"line {number}", "stands before 'TY  - ', with which a reference begins")
                )
        elif name == "ER":
            yield begin, "\n".join([*lines, "ER  - ", ""])
            lines = []
        else:
            lines.append(line)
    if lines:
        found.flaws.append(Flaw(f"line {begin}", "does not end: 'ER  - ' is missing"))


def _item(reference: dict[str, Any]) -> dict[str, Any]:
    told = str(reference.get("type_of_reference"))
    item: dict[str, Any] = {"type": _TYPE_OF_REFERENCE.get(told, "document")}
    for name, keys in _CSL_OF_RIS.items():
        item[name] = _said(_first(reference, keys))
    for name, keys in _PEOPLE.items():
        item[name] = [_name(person) for person in _first(reference, keys) or ()]
    item["URL"] = _said(reference.get("urls")).split("; ")[0]
    pages = (str(reference.get(key, "")) for key in ("start_page", "end_page"))
    item["page"] = "-".join(dict.fromkeys(filter(None, pages)))
    dated = _RIS_DATE.match(_said(_first(reference, ("date", "year"))))
    if dated:
        item["issued"] = {"date-parts": [[int(part) for part in dated.groups() if part]]}
    return {key: value for key, value in item.items() if value}


def _said(value: Any) -> str:
    text = "; ".join(value) if isinstance(value, list) else str(value or "")
    return " ".join(text.split())


def _first(reference: dict[str, Any], keys: tuple[str, ...]) -> Any:
    return next((reference[key] for key in keys if reference.get(key)), None)


def _name(person: str) -> dict[str, str]:
    family, _, given = (part.strip() for part in person.partition(","))
    return {"family": family, "given": given} if given else {"literal": family}


READER = FileReader("RIS", (".ris",), _claims, _read)
