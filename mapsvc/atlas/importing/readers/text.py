"""Reads texts and documents that an atlas is to follow."""

from __future__ import annotations

from mapsvc.atlas.importing.foreign_files import FileContent, FileReader, ForeignFile, Incoming

_TEXT_SUFFIXES = (".txt", ".md", ".html", ".htm", ".docx", ".odt", ".rtf", ".epub", ".pdf")


def _claims(file: ForeignFile) -> bool:
    return file.suffix in _TEXT_SUFFIXES or (file.wanted == "text" and file.read_words is not None)


def _read(file: ForeignFile) -> FileContent:
    words = file.read_words(file.name, file.data) if file.read_words is not None else file.decoded()[0]
    if not words.strip():
        msg = "it has no text"
        raise ValueError(msg)
    raw = {"title": file.stem.replace("_", " ").replace("-", " "), "language": "", "words": words}
    return FileContent(records=[Incoming("text", raw, "")])


READER = FileReader("a text", _TEXT_SUFFIXES, _claims, _read)
