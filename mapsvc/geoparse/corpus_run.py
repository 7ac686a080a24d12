"""Several documents parsed one after the other, with word of how far it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from mapsvc.geoparse.documents import Document, read_document
from mapsvc.geoparse.pipeline import Geoparser
from mapsvc.geoparse.records import Mention

_STEP = 100_000


def parse_documents(
    parser: Geoparser,
    paths: Iterable[Path],
    *,
    language: str = "auto",
    encoding: str = "utf-8",
    step: Callable[[int], None] = lambda done: None,
) -> Iterator[tuple[Document, Iterator[Mention]]]:
    """
    Yield documents with their mentions, which are found while they are read.

    Parameters
    ----------
    parser
        Finds the mentions.
    paths
        Files in the forms that `documents` reads.
    language, encoding
        See `Geoparser.parse` and `read_document`.
    step
        Is told how many bytes more are done, every so often.

    Raises
    ------
    SchemaError
        If a document cannot be read; those before it are done.
    """
    for path in paths:
        document = read_document(path, encoding=encoding)
        yield (
            document,
            _counted(parser.iterate(document.text, language=language), document, path.stat().st_size, step),
        )


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
