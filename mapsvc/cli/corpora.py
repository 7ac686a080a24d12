"""Mentions as GeoParquet: one file of some documents, or a folder of a corpus read by several processes."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import click

from mapsvc.errors import RequestError
from mapsvc.export.corpus.cluster import run_on_cluster
from mapsvc.export.corpus.part import PartMaker, PartReport
from mapsvc.export.corpus.plan import CorpusDocument, CorpusPart, CorpusReading, Spread, name_documents
from mapsvc.export.corpus.run import run_here, write_corpus
from mapsvc.export.corpus.table import mention_parquet
from mapsvc.files import write_atomic
from mapsvc.geoparse.readers import STANDARD_INPUT, find_documents

#: So much of what is said of single documents is repeated on the terminal; the manifest has all.
_MOST_TOLD = 20


def write_tables(given: Sequence[Path], output: Path | None, reading: CorpusReading, spread: Spread) -> bool:
    """
    Write the mentions of documents as GeoParquet.

    Parameters
    ----------
    given
        Files and folders.
    output
        A file whose name ends in `.parquet`, or a folder for a corpus.

    Returns
    -------
    whole
        Whether every document could be read; what could not is named on the terminal.

    Raises
    ------
    RequestError
        If there is no output, a corpus is to be read from the standard input, or several documents are said
        to be one text of the atlas.
    """
    if output is None:
        msg = (
            "GeoParquet is not for the terminal: name a file (-o mentions.parquet) or a folder for a corpus."
        )
        raise RequestError(msg)
    if STANDARD_INPUT in given:
        msg = "GeoParquet is made of files: save what you pipe in, and name it."
        raise RequestError(msg)
    documents = name_documents(given, find_documents(given, _warn))
    if not documents:
        return False
    if reading.text and len(documents) > 1:
        msg = (
            f"--text is for one document, and here are {len(documents)}: leave it out, and each that has the "
            "words of a text of the atlas is read as that text."
        )
        raise RequestError(msg)
    if output.suffix in (".parquet", ".geoparquet"):
        spread.refuse_for("geoparquet of one file")
        found = PartMaker(reading).find(CorpusPart(0, tuple(documents)))
        write_atomic(output, mention_parquet(found.rows, {"documents": len(documents)}))
        return _tell(found.left_out, found.notes)
    return _write_folder(documents, output, reading, spread)


def _write_folder(
    documents: Sequence[CorpusDocument], output: Path, reading: CorpusReading, spread: Spread
) -> bool:
    with _progress(sum(document.size for document in documents)) as step:
        runner = run_on_cluster(spread.scheduler) if spread.scheduler else run_here(spread.jobs)
        reports = write_corpus(documents, output, reading, runner, resume=spread.resume, step=step)
    kept = sum(report.kept for report in reports)
    mentions = sum(report.mentions for report in reports)
    files = f"{len(reports)} files" + (f" ({kept} of them from before)" if kept else "")
    click.echo(f"mapsvc: {mentions} mentions of {len(documents)} documents in {files}.", err=True)
    left_out = [pair for report in reports for pair in report.left_out]
    return _tell(left_out, [pair for report in reports for pair in report.notes])


def _warn(text: str) -> None:
    click.echo(f"mapsvc: {text}", err=True)


def _tell(left_out: Sequence[tuple[str, str]], notes: Sequence[tuple[str, str]]) -> bool:
    """Say which documents are left out and what is to be known of others; tell whether none is left out."""
    for name, note in notes[:_MOST_TOLD]:
        _warn(f"{name!r}: {note}")
    for name, why in left_out[:_MOST_TOLD]:
        _warn(f"left out {name!r}: {why}")
    more = max(0, len(notes) - _MOST_TOLD) + max(0, len(left_out) - _MOST_TOLD)
    if more:
        _warn(f"{more} more such lines; the manifest of a corpus has all.")
    return not left_out


@contextlib.contextmanager
def _progress(size: int) -> Iterator[Callable[[PartReport, int], None]]:
    """Show a bar on the terminal that counts bytes."""
    if not sys.stderr.isatty():
        yield lambda _report, _size: None
        return
    with click.progressbar(length=size, label="geoparsing", file=sys.stderr) as bar:
        yield lambda _report, done: bar.update(done)
