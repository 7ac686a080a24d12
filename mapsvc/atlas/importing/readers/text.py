"""Reads texts and documents that an atlas is to follow."""

from __future__ import annotations

from mapsvc.atlas.importing.foreign_files import FileContent, FileReader, ForeignFile, Incoming

#: A first line that stands alone, is no longer, and ends no sentence is the title of a text.
_LONGEST_LINE_AS_TITLE = 100
_ENDS_SENTENCE = (".", ",", ";", ":", "!", "?", "…", "-")
_TEXT_SUFFIXES = (".txt", ".md", ".html", ".htm", ".docx", ".odt", ".rtf", ".epub", ".pdf")


def _claims(file: ForeignFile) -> bool:
    return file.suffix in _TEXT_SUFFIXES or (file.wanted == "text" and file.read_words is not None)


def _read(file: ForeignFile) -> FileContent:
    words = file.read_words(file.name, file.data) if file.read_words is not None else file.decoded()[0]
    if not words.strip():
        msg = "it has no text"
        raise ValueError(msg)
    title = _title_in(words) or file.stem.replace("_", " ").replace("-", " ")
    raw = {"title": title, "language": "", "words": words}
    return FileContent(records=[Incoming("text", raw, "")])


def _title_in(words: str) -> str:
    """Return the title that a text begins with; empty if it begins with a sentence."""
    lines = [line.strip("\ufeff# \t\r") for line in words.lstrip("\ufeff\r\n ").split("\n", 2)]
    first, second = (*lines, "", "")[:2]
    if (
        second
        or len(first) > _LONGEST_LINE_AS_TITLE
        or first.endswith(_ENDS_SENTENCE)
        or not any(map(str.isalpha, first))
    ):
        return ""
    return " ".join(first.split())


READER = FileReader("a text", _TEXT_SUFFIXES, _claims, _read)
