"""The command line. Heavy imports wait inside the commands that need them."""

from __future__ import annotations

import contextlib
import gc
import os
import socket
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import click

from mapsvc import __version__
from mapsvc.cli.atlas_folder import ATLAS_HELP, check, new, upgrade
from mapsvc.cli.progress import PATIENCE_S, late_bar
from mapsvc.errors import MapsvcError, WriteError
from mapsvc.export.formats import FORMATS, ExportJob, every_map, file_stems, find_format, read_options
from mapsvc.files import make_folder, write_atomic, write_parts
from mapsvc.scene.keys import parse_map_key

#: What a path of a folder may end in.
_FOLDER_ENDS = tuple(filter(None, (os.sep, os.altsep)))


class _Group(click.Group):
    """Shows own errors as one clear line: 2 for a mistake of the user's, as click does for usage, else 1."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except MapsvcError as error:
            click.echo(f"mapsvc: {error}", err=True)
            ctx.exit(1 if isinstance(error, WriteError) else 2)


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="mapsvc", message="%(prog)s %(version)s")
def main() -> None:
    """Turn history written as text into cited, dated, interactive maps."""


for command in (check, new, upgrade):
    main.add_command(command)


@main.command()
@click.option("--atlas", type=str, help=ATLAS_HELP)
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port", default=8000, show_default=True, type=click.IntRange(0, 65535), help="Port; 0 takes a free one."
)
@click.option(
    "--workers", default=1, show_default=True, type=click.IntRange(1, 64), help="Processes that answer."
)
@click.option("--open", "open_browser", is_flag=True, help="Open the first page in a browser.")
def serve(atlas: str | None, host: str, port: int, workers: int, *, open_browser: bool) -> None:
    """Serve the atlas over HTTP until stopped."""
    from granian.constants import Interfaces
    from granian.log import LogLevels
    from granian.server import Server

    from mapsvc.web.wsgi import load, load_warm

    port = port or _free_port(host)
    # Refuse a port that somebody else has, before workers fail one by one.
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            msg = f"cannot listen on {host}:{port}: {error.strerror}; choose another with --port."
            raise click.UsageError(msg) from error
    # Here and not in a worker, so that an atlas with problems is one clear message.
    load(atlas or "")
    address = f"http://{'localhost' if host in {'127.0.0.1', '0.0.0.0', '::'} else host}:{port}/"
    server = Server(
        "mapsvc.web.wsgi",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=2,
        log_level=LogLevels.warning,
    )
    server.on_startup(lambda: _announce(address, open_browser=open_browser))
    server.serve(target_loader=partial(load_warm, atlas or ""), wrap_loader=False)


def _announce(address: str, *, open_browser: bool) -> None:
    click.echo(f"mapsvc serves the atlas at {address}  (stop with Ctrl+C)")
    if open_browser:
        import webbrowser

        webbrowser.open(address)


def _free_port(host: str) -> int:
    with socket.socket() as probe:
        probe.bind((host, 0))
        return int(probe.getsockname()[1])


@main.command()
@click.argument(
    "files",
    nargs=-1,
    required=True,
    metavar="FILE...",
    type=click.Path(exists=True, allow_dash=True, path_type=Path),
)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="File to write; the terminal when not given."
)
@click.option(
    "--format",
    "format_",
    default="jsonl",
    show_default=True,
    type=click.Choice(["jsonl", "geojson", "csv", "annotations", "html"]),
    help="What to write.",
)
@click.option(
    "--language",
    default="auto",
    show_default=True,
    type=click.Choice(["auto", "tr", "en", "az", "ru"]),
    help="Language of the text; auto tells it for each sentence.",
)
@click.option(
    "--gazetteer",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Your own places, in Linked Places Format or its TSV form.",
)
@click.option(
    "--encoding", default="utf-8", show_default=True, help="Encoding of text, Markdown and HTML files."
)
@click.option(
    "--lang",
    default="en",
    show_default=True,
    type=click.Choice(["tr", "en"]),
    help="Language of the reasons and of the reading page.",
)
@click.option("--atlas", type=str, help=ATLAS_HELP)
@click.pass_context
def geoparse(
    ctx: click.Context, files: tuple[Path, ...], output: Path | None, format_: str, language: str,
    gazetteer: Path | None, encoding: str, lang: str, atlas: str | None,
) -> None:  # fmt: skip
    """
    Find the places and dates that texts name: TXT, Markdown, HTML, PDF, DOCX; files or folders.

    A single - reads the standard input. Where one of several files cannot be read, a line says why, the
    others are done, and the exit code is 2.
    """
    from mapsvc.atlas.gazetteer.names import open_gazetteer
    from mapsvc.geoparse.corpus import parse_documents
    from mapsvc.geoparse.documents import find_documents
    from mapsvc.geoparse.geoparser import Geoparser
    from mapsvc.geoparse.mention_files import writer_of
    from mapsvc.resources import atlas_root
    from mapsvc.settings import read_settings

    root = atlas_root(atlas or read_settings().atlas or None)
    parser = Geoparser(open_gazetteer(root, extra=gazetteer))
    gc.freeze()  # what is loaded stays: the collector need not walk it again for every few mentions
    paths = find_documents(files, lambda text: click.echo(f"mapsvc: {text}", err=True))
    if not paths:
        ctx.exit(2)
    failures: list[MapsvcError] = []
    with _progress(paths, output) as step:
        found = parse_documents(
            parser,
            paths,
            language=language,
            encoding=encoding,
            step=step,
            failed=failures.append if len(paths) > 1 else None,
        )
        if format_ == "html":
            from mapsvc.export.reading import write_reading

            parts = write_reading(found, lang=lang, root=root)
        else:
            parts = writer_of(format_)(found, several=len(paths) > 1, lang=lang)
        _write_parts(parts, output)
    for failure in failures:
        click.echo(f"mapsvc: {failure}", err=True)
    if failures:
        ctx.exit(2)


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


@main.command()
@click.argument("maps", nargs=-1, required=True, metavar="MAP...")
@click.option("--format", "format_", required=True, metavar="FORMAT", help=f"One of: {', '.join(FORMATS)}.")
@click.option(
    "-o",
    "--output",
    metavar="PATH",
    help="File or folder to write, or - for the terminal; else a file of the map's name, here.",
)
@click.option(
    "--lang", metavar="TAG", help="Language of the map, one of the atlas's; else English, or its first."
)
@click.option("--width", metavar="PIXELS", help="Of a picture.")
@click.option("--paper", metavar="SIZE", help="Of a picture or a print, such as a4, a3 or 16:9.")
@click.option("--mode", metavar="MODE", help="Of a comparison: overlay, swipe or difference.")
@click.option("--atlas", type=str, help=ATLAS_HELP)
def export(
    maps: tuple[str, ...],
    format_: str,
    output: str | None,
    lang: str | None,
    atlas: str | None,
    **options: str | None,
) -> None:
    """
    Write maps as files.

    MAP is an id, such as kars-treaty, or the path of a page, such as compare/moscow-1921/kars-1921,
    timeline/1920-04-28 or mentions. "all" is every event, border, journey and place; as zip it is
    the whole atlas in one file. Several maps go into a folder.
    """
    from mapsvc.atlas import load_atlas
    from mapsvc.export.data.bundle import write_atlas
    from mapsvc.settings import read_settings

    chosen = find_format(format_)
    read = read_options(chosen, {name: value for name, value in options.items() if value is not None})
    opened = load_atlas(atlas or read_settings().atlas or None)
    speaks = opened.find_language(lang)
    if maps == ("all",) and chosen.name == "zip":
        _write_file(_place(output, "atlas.zip"), write_atlas(opened, speaks))
        return
    named = every_map(opened) if maps == ("all",) else [parse_map_key(opened, name) for name in maps]
    keys = list(dict.fromkeys(named))
    names = [f"{stem}.{chosen.suffix}" for stem in file_stems(keys)]
    places = _places(output, names)
    base = read_settings().base_url
    with late_bar(len(keys), "writing") as step:
        for key, place in zip(keys, places, strict=True):
            address = f"{base}/{key}" if base else ""
            _write_file(place, chosen.write(ExportJob(opened, key, speaks, address, read)))
            step()


def _places(output: str | None, names: list[str]) -> list[Path | None]:
    """Return where each file goes; nothing for the terminal."""
    if len(names) == 1:
        return [_place(output, names[0])]
    if output == "-":
        msg = "several maps do not go to the terminal; name a folder with -o."
        raise click.UsageError(msg)
    folder = Path(output or "")
    if folder.exists() and not folder.is_dir():
        msg = f"{str(folder)!r} is a file; several maps go into a folder."
        raise click.UsageError(msg)
    make_folder(folder)
    return [folder / name for name in names]


def _place(output: str | None, name: str) -> Path | None:
    if output == "-":
        return None
    if not output:
        return Path(name)
    place = Path(output)
    if output.endswith(_FOLDER_ENDS):
        # Whoever writes the slash means a folder, which need not be there yet.
        make_folder(place)
    return place / name if place.is_dir() else place


def _write_file(place: Path | None, data: bytes) -> None:
    if place is None:
        click.echo(data, nl=False)
    else:
        write_atomic(place, data)


@main.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), metavar="DIR")
@click.option(
    "--lang",
    "languages",
    multiple=True,
    metavar="TAG",
    help="A language to write; several times, or with commas. Else all that the atlas is written in.",
)
@click.option("--atlas", type=str, help=ATLAS_HELP)
def freeze(folder: Path, languages: tuple[str, ...], atlas: str | None) -> None:
    """
    Write the whole site as files into DIR, for any web server or a stick without a network.

    Open DIR/index.html. Run again, it writes only what has changed, and removes what it wrote before and
    the site no longer has.
    """
    import dataclasses

    from mapsvc.settings import read_settings
    from mapsvc.web.app import create_app
    from mapsvc.web.freeze import freeze_site

    # Links of a frozen site lead to its own files, wherever it stands.
    app = create_app(atlas, settings=dataclasses.replace(read_settings(), base_url=""))
    begin = time.monotonic()
    with contextlib.ExitStack() as stack:
        bar: Any = None

        def step(done: int, known: int) -> None:
            nonlocal bar
            if bar is None and sys.stderr.isatty() and time.monotonic() - begin > PATIENCE_S:
                bar = stack.enter_context(click.progressbar(length=known, label="freezing", file=sys.stderr))
            if bar is not None:
                bar.length = known
                bar.update(done - bar.pos)

        tags = tuple(tag.strip() for part in languages for tag in part.split(","))
        done = freeze_site(app, folder, languages=tags, step=step)
    click.echo(
        f"{done.files} files, {done.size / 1e6:.1f} MB in {folder}: "
        f"{done.written} written, {done.removed} removed, {time.monotonic() - begin:.0f} s."
    )


def _extent_of(root: Path) -> tuple[float, ...]:
    from mapsvc.atlas import load_atlas

    return tuple(load_atlas(root).home)


@main.command()
@click.option("--atlas", required=True, metavar="DIR", type=str, help="The folder of the atlas.")
@click.option(
    "--bbox",
    metavar="W,S,E,N",
    help="Edges in degrees; those of the atlas when not given. West may be greater than east.",
)
@click.option("--fetch", is_flag=True, help="Download the packages that are not kept yet.")
@click.option(
    "--packages",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="A folder with package files that were downloaded before.",
)
def ground(atlas: str, bbox: str | None, packages: Path | None, *, fetch: bool) -> None:
    """
    Make finer relief and water for the extent of an atlas, into its folder ground.

    Maps have the ground of the whole world without it; this is for maps of a region seen closely. Says what
    it would download and how much, and downloads only with --fetch.
    """
    from mapsvc.ground.job import make_own_ground, prepare, read_bbox
    from mapsvc.resources import atlas_root

    root = atlas_root(atlas)
    job = prepare(root, read_bbox(bbox) if bbox else _extent_of(root), packages=packages)
    for line in job.told():
        click.echo(line)
    if job.missing and not fetch:
        click.echo("Nothing was done: run it again with --fetch to download.", err=True)
        sys.exit(1)
    begin = time.monotonic()
    with click.progressbar(length=job.length, label="making ground", file=sys.stderr) as bar:
        made = make_own_ground(job, step=lambda: bar.update(1))
    click.echo(
        f"{made.files} tiles, {made.size / 1e6:.1f} MB in {job.folder}, {time.monotonic() - begin:.0f} s."
    )


@main.command()
@click.argument("gold", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("predictions", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Write the figures as JSON.")
@click.option("--errors", is_flag=True, help="List what was missed and what was wrong.")
def evaluate(gold: Path, predictions: Path, *, as_json: bool, errors: bool) -> None:
    """Compare found places and dates with a gold standard, both as JSON lines."""
    import json

    from mapsvc.geoparse.evaluation import compare_mentions, format_report, read_records

    report = compare_mentions(read_records(gold), read_records(predictions))
    click.echo(json.dumps(report.as_dict(), indent=2) if as_json else format_report(report))
    if errors:
        for name, records in (("missed", report.missed), ("wrong", report.wrong)):
            for record in records:
                click.echo(f"{name}\t{record['start']}\t{record.get('surface', '')!r}")
