"""The readers of documents. A file of this room that makes a `READER` is one."""

from __future__ import annotations

import pkgutil
import sys
from collections.abc import Callable, Iterable, Mapping
from importlib import import_module
from pathlib import Path

from mapsvc.atlas.known_files import know_binary, know_text
from mapsvc.errors import MapsvcError, SchemaError
from mapsvc.files import read_bounded, read_whole
from mapsvc.geoparse.documents import Document, Reader, refuse
from mapsvc.geoparse.readers import text

#: Of what is left out of a folder so much is named.
_MOST_NAMED = 5
#: Stands for the text that is piped in.
STANDARD_INPUT = Path("-")


_MODULES = [import_module(f"{__name__}.{found.name}") for found in pkgutil.iter_modules(__path__)]
#: By the suffixes of the files that they read.
READERS: Mapping[str, Reader] = {
    suffix: module.READER for module in _MODULES for suffix in module.READER.suffixes
}


def read_document(path: Path, *, encoding: str = "utf-8") -> Document:
    """
    Read a document.

    Parameters
    ----------
    path
        A document of `READERS`, told by its suffix; a file with another suffix is read as text, and
        `-` is the standard input.
    encoding
        Of text, Markdown, HTML and TEI.

    Returns
    -------
    document
        Its text, with pages for PDF.

    Raises
    ------
    SchemaError
        If it cannot be read: a file of another kind, not in this encoding, encrypted, or scanned without
        a text.
    MissingExtraError
        If the library for its format is not installed.
    """
    return _document_of(path.name, _bytes_of(path), encoding)


def _document_of(name: str, data: bytes, encoding: str) -> Document:
    reader = READERS.get(Path(name).suffix.lower(), text.READER)
    kind = know_binary(data)
    if kind is not None and kind.suffix not in reader.suffixes:
        refuse(name, kind, READERS)
    try:
        document = reader.read(name, data, encoding)
    except MapsvcError:
        raise
    except Exception as error:  # what readers and the libraries below them raise at what nobody foresaw
        msg = f"{name!r} cannot be read: {type(error).__name__} {str(error)[:200]}"
        raise SchemaError(" ".join(msg.split())) from error
    if reader is text.READER and (other := know_text(name, document.text)) is not None:
        refuse(name, other, READERS)
    if reader.empty and not document.text.strip():
        msg = f"{name!r} {reader.empty}."
        raise SchemaError(msg)
    return document


def words_of_document(name: str, data: bytes) -> str:
    """
    Return the text of a document that somebody sent.

    Raises
    ------
    SchemaError
        If it cannot be read; see `read_document`.
    """
    return _document_of(name, data, "utf-8").text


def _bytes_of(path: Path) -> bytes:
    if path == STANDARD_INPUT:
        return read_bounded(sys.stdin.buffer)
    try:
        return read_whole(path, streams=True)
    except OSError as error:
        msg = f"{path.name!r} cannot be read: {error.strerror or error}."
        raise SchemaError(msg) from error


def find_documents(paths: Iterable[Path], warn: Callable[[str], None]) -> list[Path]:
    """
    List the documents among files and folders.

    Parameters
    ----------
    paths
        Files, taken as they are, and folders, searched for the known suffixes.
    warn
        Is told of a folder without any, and of what is left out of one.

    Returns
    -------
    documents
        In the order given; those of a folder sorted by name.
    """
    found: list[Path] = []
    for path in paths:
        if not path.is_dir():
            found.append(path)
            continue
        files = sorted(p for p in path.rglob("*") if p.is_file() and not _is_hidden(p.relative_to(path)))
        inside = [file for file in files if file.suffix.lower() in READERS]
        _tell_left_out(path, [file for file in files if file not in inside], warn)
        if not inside:
            warn(f"no document in {path.name!r}; known are {', '.join(READERS)}")
        found += inside
    return found


def _tell_left_out(folder: Path, files: list[Path], warn: Callable[[str], None]) -> None:
    if not files:
        return
    named = ", ".join(file.relative_to(folder).as_posix() for file in files[:_MOST_NAMED])
    more = f" and {len(files) - _MOST_NAMED} more" if len(files) > _MOST_NAMED else ""
    warn(
        f"left out of {folder.name!r}: {named}{more}; "
        "give a file by itself to be told what would make it readable"
    )


def _is_hidden(path: Path) -> bool:
    """Tell whether a file, or a folder that it is in, is one that programs keep for themselves."""
    return any(part.startswith((".", "~$")) or part in {"__MACOSX", "Thumbs.db"} for part in path.parts)
