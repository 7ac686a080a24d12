"""Write the whole site as files."""

from __future__ import annotations

import contextlib
import dataclasses
import sys
import time
from pathlib import Path
from typing import Any

import click

from mapsvc.cli.options import atlas_option
from mapsvc.cli.progress import PATIENCE_S
from mapsvc.settings import read_settings
from mapsvc.web.app import create_app
from mapsvc.web.freeze import freeze_site


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), metavar="DIR")
@click.option(
    "--lang",
    "languages",
    multiple=True,
    metavar="TAG",
    help="A language to write; several times, or with commas. Else all that the atlas is written in.",
)
@atlas_option
def freeze(folder: Path, languages: tuple[str, ...], atlas: str | None) -> None:
    """
    Write the whole site as files into DIR, for any web server or a stick without a network.

    Open DIR/index.html. Run again, it writes only what has changed, and removes what it wrote before and
    the site no longer has.
    """
    # Links of a frozen site lead to its own files, wherever it stands; what other sites read of it is whole.
    settings = read_settings()
    app = create_app(atlas, settings=dataclasses.replace(settings, base_url="", drafts=False))
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
        done = freeze_site(app, folder, languages=tags, base=settings.base_url, step=step)
    click.echo(
        f"{done.files} files, {done.size / 1e6:.1f} MB in {folder}: "
        f"{done.written} written, {done.removed} removed, {time.monotonic() - begin:.0f} s."
    )
