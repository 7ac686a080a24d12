"""Find the places and dates that texts name."""

from __future__ import annotations

import contextlib
import gc
import sys
from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from pathlib import Path

import click

from mapsvc.atlas.gazetteer.names import open_gazetteer
from mapsvc.cli.options import atlas_option, find_root
from mapsvc.cli.text_options import encoding_option, language_option, year_option
from mapsvc.errors import MapsvcError
from mapsvc.export.corpus.plan import CorpusReading, Spread
from mapsvc.files import write_parts
from mapsvc.geoparse.corpus import parse_documents
from mapsvc.geoparse.corrected_mentions import obey_readers
from mapsvc.geoparse.documents import Document
from mapsvc.geoparse.garbled_letters import tell_lost_letters
from mapsvc.geoparse.geoparser import Geoparser
from mapsvc.geoparse.mention_files import writer_of
from mapsvc.geoparse.mentions import Mention
from mapsvc.geoparse.readers import find_documents
from mapsvc.geoparse.recognizers import open_recognizer
from mapsvc.geoparse.sentence_language import tell_unread


@click.command()
@click.argument(
    "files",
    nargs=-1,
    required=True,
    metavar="FILE...",
    type=click.Path(exists=True, allow_dash=True, path_type=Path),
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    callback=lambda _context, _option, path: None if path == Path("-") else path,
    help="File to write, with geoparquet also a folder; the terminal when it is - or not given.",
)
@click.option(
    "--format",
    "format_",
    default="jsonl",
    show_default=True,
    type=click.Choice(["jsonl", "geojson", "csv", "annotations", "geoparquet", "html"]),
    help="What to write.",
)
@language_option
@year_option
@click.option(
    "--gazetteer",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Your own places: a table (CSV, TSV, GeoNames), GeoJSON or Linked Places Format.",
)
@click.option(
    "--recognizer",
    "recognizers",
    multiple=True,
    metavar="NAME",
    help="A recogniser that you have installed, whose names join ours: an entry point, or spacy:MODEL.",
)
@encoding_option
@click.option(
    "--lang",
    default="en",
    show_default=True,
    type=click.Choice(["tr", "en", "az", "ru"]),
    help="Language of the reasons and of the reading page, with the names on its map.",
)
@click.option(
    "--text",
    metavar="ID",
    help="Which text of the atlas it is, whose corrections are obeyed; else the one with the same words.",
)
@click.option("--title", default="", help="Title of the reading page; the names of the files when not given.")
@click.option(
    "--jobs",
    type=click.IntRange(1, 512),
    default=1,
    show_default=True,
    help="Processes that read a corpus side by side.",
)
@click.option(
    "--scheduler", metavar="ADDRESS", help="Of a Dask cluster that reads a corpus: tcp://HOST:8786."
)
@click.option(
    "--resume", is_flag=True, help="Keep what an earlier run of a corpus has done, and do the rest."
)
@atlas_option
@click.pass_context
def geoparse(
    ctx: click.Context, files: tuple[Path, ...], output: Path | None, format_: str, language: str,
    year: int | None, gazetteer: Path | None, encoding: str, recognizers: tuple[str, ...], lang: str,
    title: str, text: str | None, jobs: int, scheduler: str | None, resume: bool, atlas: str | None,
) -> None:  # fmt: skip
    """
    Find the places and dates of texts: TXT, Markdown, HTML, PDF, DOCX, ODT, RTF, EPUB, TEI; files or folders.

    A single - reads the standard input. Where one of several files cannot be read, a line says why, the
    others are done, and the exit code is 2. A file with the words of a text of the atlas is read as its
    corrections.toml says.

    A corpus is written with --format geoparquet and a folder for -o: a file for each of its parts, and
    manifest.json when all are done.
    """
    root = find_root(atlas)
    spread = Spread(jobs, scheduler or "", resume)
    if format_ == "geoparquet":
        reading = CorpusReading(
            str(root),
            str(gazetteer.resolve()) if gazetteer else "",
            recognizers,
            language,
            year,
            encoding,
            lang,
            text or "",
        )
        # what reads a corpus by many processes takes half as long to load as a text to parse
        if not import_module("mapsvc.cli.corpora").write_tables(files, output, reading, spread):
            ctx.exit(2)
        return
    spread.refuse_for(format_)
    parser = Geoparser(open_gazetteer(root, extra=gazetteer), [open_recognizer(name) for name in recognizers])
    gc.freeze()  # what is loaded stays: the collector need not walk it again for every few mentions
    paths = find_documents(files, lambda told: click.echo(f"mapsvc: {told}", err=True))
    if not paths:
        ctx.exit(2)
    failures: list[MapsvcError] = []
    with _progress(paths, output) as step:
        found = parse_documents(
            parser,
            paths,
            language=language,
            year=year,
            encoding=encoding,
            step=step,
            failed=failures.append if len(paths) > 1 else None,
        )
        found = obey_corrections(found, root, parser, text)
        found = _telling_what_is_lost(_telling_coverage(found, parser), language)
        if format_ == "html":
            # Pages need shapes and folium, for which no other format waits.
            from mapsvc.export.reading import write_reading

            parts = write_reading(found, lang=lang, root=root, title=title)
        else:
            parts = writer_of(format_)(found, several=len(paths) > 1, lang=lang)
        _write_parts(parts, output)
    for failure in failures:
        click.echo(f"mapsvc: {failure}", err=True)
    if failures:
        ctx.exit(2)


def obey_corrections(
    found: Iterable[tuple[Document, Iterator[Mention]]], root: Path, parser: Geoparser, text: str | None
) -> Iterator[tuple[Document, Iterator[Mention]]]:
    """Correct what is found in texts of the atlas as its readers did; name corrections that fit nothing."""
    for document, mentions in found:
        kept, stale = obey_readers(document, mentions, root, parser.gazetteer, text)
        for told in stale:
            click.echo(f"mapsvc: {told}", err=True)
        yield document, kept


def _telling_coverage(
    found: Iterable[tuple[Document, Iterator[Mention]]], parser: Geoparser
) -> Iterator[tuple[Document, Iterator[Mention]]]:
    """Say of a document, when it is done, that most of its names are not known; pass all on."""

    def telling(document: Document, mentions: Iterator[Mention]) -> Iterator[Mention]:
        yield from mentions
        told = parser.coverage.told()
        if told:
            click.echo(f"mapsvc: {document.name!r}: {told}: what is found is marked down.", err=True)

    for document, mentions in found:
        yield document, telling(document, mentions)


def _telling_what_is_lost(
    found: Iterable[tuple[Document, Iterator[Mention]]], language: str
) -> Iterator[tuple[Document, Iterator[Mention]]]:
    """Say of a document that its letters are lost, or that its language is not read, and pass all on."""
    for document, mentions in found:
        unread = tell_unread(document.text) if language == "auto" else ""
        if unread:
            click.echo(f"mapsvc: {document.name!r} {unread}: what is found there is marked down.", err=True)
        lost = tell_lost_letters(document.text)
        if lost:
            click.echo(
                f"mapsvc: {document.name!r} {lost}, so that names may not be found: make the text anew "
                "from its source (save it as UTF-8, or put a PDF through OCR).",
                err=True,
            )
        yield document, mentions


@contextlib.contextmanager
def _progress(paths: list[Path], output: Path | None) -> Iterator[Callable[[int], None]]:
    """Show a bar on the terminal where the work takes more than a moment; it counts bytes."""
    size = sum(path.stat().st_size for path in paths if path.is_file())
    if size < 2_000_000 or output is None or not sys.stderr.isatty():
        yield lambda _done: None
        return
    with click.progressbar(length=size, label="geoparsing", file=sys.stderr) as bar:
        yield bar.update


def _write_parts(parts: Iterable[str], output: Path | None) -> None:
    if output is not None:
        write_parts(output, parts)
        return
    for part in parts:
        click.echo(part, nl=False)
