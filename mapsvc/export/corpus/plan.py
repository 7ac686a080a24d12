"""What a corpus is made of: its documents, cut into parts that one process reads at a time."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path

from mapsvc import __version__
from mapsvc.atlas.gazetteer.names import source_digest
from mapsvc.atlas.place_paths import place_paths
from mapsvc.errors import RequestError
from mapsvc.files import read_whole

#: A corpus has some hundred parts: enough for all processes to have work to the end and for a killed one to
#: lose little, few enough for who asks the files. None is smaller or greater than this: documents, bytes.
_ABOUT_PARTS = 200
_DOCUMENTS, _BYTES = (50, 10_000), (250_000, 32_000_000)
#: Grows when the same documents would be written in another form.
_TABLE_FORM = 1


@dataclass(frozen=True)
class CorpusReading:
    """
    How documents are read, the same for all of a corpus.

    Attributes
    ----------
    root, gazetteer
        The atlas, and the user's own places; empty where there are none.
    recognizers, language, year, encoding, lang, text
        See `mapsvc geoparse`.
    """

    root: str
    gazetteer: str = ""
    recognizers: tuple[str, ...] = ()
    language: str = "auto"
    year: int | None = None
    encoding: str = "utf-8"
    lang: str = "en"
    text: str = ""

    def digest(self) -> str:
        """Return a hash over all that decides what is read of a document: version, options, gazetteers."""
        said = {name: value for name, value in asdict(self).items() if name not in ("root", "gazetteer")}
        own = sorted(path for path in Path(self.root, "gazetteer").glob("*") if path.is_file())
        own += [*place_paths(Path(self.root)), Path(self.root, "corrections.toml")]
        places = source_digest(*own, *([Path(self.gazetteer)] if self.gazetteer else []))
        return sha256(json.dumps([_TABLE_FORM, __version__, said]).encode() + places).hexdigest()


@dataclass(frozen=True)
class CorpusDocument:
    """A document: where it lies, what it is called in the tables, and its bytes."""

    path: str
    name: str
    size: int


@dataclass(frozen=True)
class CorpusPart:
    """Documents that are read one after the other and written as one file."""

    number: int
    documents: tuple[CorpusDocument, ...]

    @property
    def file_name(self) -> str:
        """What its file is called."""
        return f"part-{self.number:05d}.parquet"

    @property
    def size(self) -> int:
        """Bytes of its documents."""
        return sum(document.size for document in self.documents)

    def key(self, reading: str) -> str:
        """
        Return a hash over the bytes of its documents, their names and how they are read.

        Parameters
        ----------
        reading
            `CorpusReading.digest`.
        """
        digest = sha256(reading.encode())
        for document in self.documents:
            digest.update(f"\0{document.name}\0".encode())
            try:
                digest.update(sha256(read_whole(Path(document.path))).digest())
            except OSError:
                digest.update(b"unread")
        return digest.hexdigest()


@dataclass(frozen=True)
class Spread:
    """Over which processes a corpus is spread, and whether what an earlier run did is kept."""

    jobs: int = 1
    scheduler: str = ""
    resume: bool = False

    def refuse_for(self, format_: str) -> None:
        """Refuse to spread what is written as one file."""
        if self != Spread():
            msg = (
                f"--jobs, --scheduler and --resume are for a corpus, not for --format {format_}: "
                "add --format geoparquet -o FOLDER."
            )
            raise RequestError(msg)


def name_documents(given: Sequence[Path], found: Iterable[Path]) -> list[CorpusDocument]:
    """
    Name the documents of a corpus by where they lie in the folders that were given.

    Parameters
    ----------
    given
        Files and folders, as the user named them.
    found
        The documents in them.

    Returns
    -------
    documents
        Sorted by name; the path itself where two would have one.
    """
    folders = [path for path in given if path.is_dir()]
    paths = list(dict.fromkeys(found))
    names = [_name_in(path, folders) for path in paths]
    counts = Counter(names)
    documents = [
        CorpusDocument(str(path.resolve()), name if counts[name] == 1 else path.as_posix(), _size_of(path))
        for path, name in zip(paths, names, strict=True)
    ]
    return sorted(documents, key=lambda document: document.name)


def _name_in(path: Path, folders: Sequence[Path]) -> str:
    for folder in folders:
        if path.is_relative_to(folder):
            return path.relative_to(folder).as_posix()
    return path.name


def _size_of(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def plan_parts(documents: Sequence[CorpusDocument]) -> list[CorpusPart]:
    """Cut a corpus into parts; the same documents are cut in the same way on every machine."""
    most = _within(len(documents) // _ABOUT_PARTS, _DOCUMENTS)
    most_bytes = _within(sum(document.size for document in documents) // _ABOUT_PARTS, _BYTES)
    parts: list[CorpusPart] = []
    held: list[CorpusDocument] = []
    size = 0
    for document in documents:
        if held and (len(held) == most or size + document.size > most_bytes):
            parts.append(CorpusPart(len(parts), tuple(held)))
            held, size = [], 0
        held.append(document)
        size += document.size
    return [*parts, CorpusPart(len(parts), tuple(held))] if held else parts


def _within(value: int, ends: tuple[int, int]) -> int:
    return min(max(value, ends[0]), ends[1])
