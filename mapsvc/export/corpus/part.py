"""One part of a corpus read and written: what a process of its own, here or on another machine, does."""

from __future__ import annotations

import functools
import gc
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from mapsvc.atlas.gazetteer.names import open_gazetteer
from mapsvc.errors import MapsvcError
from mapsvc.export.corpus.plan import CorpusDocument, CorpusPart, CorpusReading
from mapsvc.export.corpus.table import mention_parquet, said_of
from mapsvc.files import write_atomic
from mapsvc.geoparse.corrected_mentions import obey_readers
from mapsvc.geoparse.geoparser import Geoparser
from mapsvc.geoparse.given_readings import honour_edition
from mapsvc.geoparse.mention_files import mention_record
from mapsvc.geoparse.readers import read_document
from mapsvc.geoparse.recognizers import open_recognizer


@dataclass(frozen=True)
class PartReport:
    """
    What became of a part.

    Attributes
    ----------
    number, file, sha256
        Of the part, the name of its file and a hash over it.
    documents, mentions
        How many it has.
    left_out
        Documents that cannot be read, each with the reason.
    notes
        What readers should know of others, such as that few of its names are known, or that a correction
        fits nothing any more.
    kept
        Whether it stood there already.
    """

    number: int
    file: str
    sha256: str
    documents: int
    mentions: int
    left_out: tuple[tuple[str, str], ...]
    notes: tuple[tuple[str, str], ...]
    kept: bool = False


@dataclass(frozen=True)
class PartFound:
    """Mentions of a part as records with their `file`, and documents that are left out or need a word."""

    rows: list[dict[str, Any]]
    left_out: list[tuple[str, str]]
    notes: list[tuple[str, str]]


@dataclass(frozen=True)
class PartMaker:
    """
    Makes parts, in whatever process it was sent to; there it opens the gazetteer once.

    Attributes
    ----------
    reading, digest
        How documents are read, and the hash over that.
    folder
        Where the files are written, each whole.
    resume
        Whether a file that the same documents gave is kept.
    """

    reading: CorpusReading
    digest: str = ""
    folder: str = ""
    resume: bool = False

    def __call__(self, part: CorpusPart) -> PartReport:
        """
        Read the documents of a part and write their mentions.

        Raises
        ------
        WriteError
            If the file cannot be written.
        MapsvcError
            If a gazetteer or a recogniser cannot be opened.
        """
        path = Path(self.folder, part.file_name)
        key = part.key(self.digest)
        if self.resume and (said := said_of(path)) is not None and said.get("key") == key:
            return _report(part, path.read_bytes(), said, kept=True)
        found = self.find(part)
        said = {"key": key, "documents": len(part.documents), "mentions": len(found.rows)}
        said |= {"left_out": found.left_out, "notes": found.notes}
        data = mention_parquet(found.rows, said)
        write_atomic(path, data)
        return _report(part, data, said)

    def find(self, part: CorpusPart) -> PartFound:
        """Read the documents of a part, one after the other; one that cannot be read is left out."""
        parser = self.parser
        found = PartFound([], [], [])
        for document in part.documents:
            try:
                rows, stale = _read(parser, document, self.reading)
            except MapsvcError as error:
                found.left_out.append((document.name, str(error)))
            except Exception as error:  # what nobody foresaw in one document is no reason to lose the others
                found.left_out.append((document.name, f"{type(error).__name__}: {str(error)[:200]}"))
            else:
                found.rows.extend(rows)
                found.notes.extend((document.name, line) for line in stale)
                if told := parser.coverage.told():
                    found.notes.append((document.name, f"{told}: what is found is marked down."))
        return found

    @functools.cached_property
    def parser(self) -> Geoparser:
        """The geoparser; its index is mapped, so that processes share its memory."""
        extra = Path(self.reading.gazetteer) if self.reading.gazetteer else None
        recognizers = [open_recognizer(name) for name in self.reading.recognizers]
        parser = Geoparser(open_gazetteer(Path(self.reading.root), extra=extra), recognizers)
        gc.freeze()  # what is loaded stays: the collector need not walk it again for every few mentions
        return parser


def _report(part: CorpusPart, data: bytes, said: dict[str, Any], *, kept: bool = False) -> PartReport:
    told = {name: tuple((str(file), str(why)) for file, why in said[name]) for name in ("left_out", "notes")}
    return PartReport(
        part.number, part.file_name, sha256(data).hexdigest(), said["documents"], said["mentions"],
        told["left_out"], told["notes"], kept,
    )  # fmt: skip


def _read(
    parser: Geoparser, given: CorpusDocument, reading: CorpusReading
) -> tuple[list[dict[str, Any]], list[str]]:
    """Return the mentions of a document as records, and a line for each correction that fits nothing."""
    document = replace(read_document(Path(given.path), encoding=reading.encoding), name=given.name)
    mentions = parser.iterate(document.text, language=reading.language, year=reading.year)
    edited = honour_edition(document, mentions, parser.gazetteer)
    kept, stale = obey_readers(document, edited, Path(reading.root), parser.gazetteer, reading.text or None)
    rows = [{"file": given.name, **mention_record(document, mention, lang=reading.lang)} for mention in kept]
    return rows, stale
