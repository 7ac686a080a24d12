"""Several documents parsed one after the other, with word of how far it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from mapsvc.errors import SchemaError
from mapsvc.geoparse.documents import Document
from mapsvc.geoparse.geoparser import Geoparser
from mapsvc.geoparse.given_readings import honour_edition
from mapsvc.geoparse.mentions import Mention
from mapsvc.geoparse.readers import read_document

_STEP = 100_000


def parse_documents(
    parser: Geoparser,
    paths: Sequence[Path],
    *,
    language: str = "auto",
    year: int | None = None,
    encoding: str = "utf-8",
    step: Callable[[int], None] = lambda done: None,
    failed: Callable[[SchemaError], None] | None = None,
) -> Iterator[tuple[Document, Iterator[Mention]]]:
    """
    Yield documents with their mentions, which are found while they are read.

    Parameters
    ----------
    parser
        Finds the mentions.
    paths
        Files in the forms that `documents` reads.
    language, year, encoding
        See `Geoparser.parse` and `read_document`.
    step
        Is told how many bytes more are done, every so often.
    failed
        Is told of a document that cannot be read, and the next one is done; without it the error is raised.

    Raises
    ------
    SchemaError
        If a document cannot be read and there is no `failed`; those before it are done.
    """
    for path, name in zip(paths, _names(paths), strict=True):
        try:
            document = replace(read_document(path, encoding=encoding), name=name)
        except SchemaError as error:
            if failed is None:
                raise
            # of several files the name alone does not say which
            failed(SchemaError(str(error).replace(repr(path.name), repr(path.as_posix()), 1)))
            continue
        size = path.stat().st_size if path.is_file() else len(document.text)
        mentions = parser.iterate(document.text, language=language, year=year)
        mentions = honour_edition(document, mentions, parser.gazetteer)
        yield document, _counted(mentions, document, size, step)


def _names(paths: Sequence[Path]) -> list[str]:
    """Name the documents; by their folders too where two files have one name."""
    counts = Counter(path.name for path in paths)
    return [path.name if counts[path.name] == 1 else path.as_posix() for path in paths]


def _counted(
    mentions: Iterator[Mention], document: Document, size: int, step: Callable[[int], None]
) -> Iterator[Mention]:
    share = size / max(1, len(document.text))
    done = 0
    for mention in mentions:
        if mention.start - done > _STEP:
            step(int((mention.start - done) * share))
            done = mention.start
        yield mention
    step(size - int(done * share))
