"""Serve an atlas over HTTP."""

from __future__ import annotations

import os
import webbrowser
from collections.abc import Iterable
from pathlib import Path

import click

from mapsvc.atlas.derived_files import hold_derived
from mapsvc.cli.listening import Listener, listening_options
from mapsvc.cli.operating import Operation, operating_options
from mapsvc.cli.options import atlas_option
from mapsvc.cli.supervisor import Supervisor
from mapsvc.settings import DRAFTS_ENV, Settings, read_settings
from mapsvc.web.wsgi import LIBRARY, load


@click.command()
@atlas_option
@click.option(
    "--library",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder of atlases, each a folder in it; all are served, each under /a/NAME/.",
)
@listening_options
@operating_options
@click.option(
    "--workers", default=1, show_default=True, type=click.IntRange(1, 64), help="Processes that answer."
)
@click.option("--drafts", is_flag=True, help="Show drafts among the events, each marked as what it is.")
@click.option("--open", "open_browser", is_flag=True, help="Open the first page in a browser.")
def serve(
    atlas: str | None, library: Path | None, workers: int, *, drafts: bool, open_browser: bool,
    listener: Listener, operation: Operation,
) -> None:  # fmt: skip
    """Serve an atlas, or a library of them, over HTTP until stopped."""
    if drafts:
        os.environ[DRAFTS_ENV] = "1"  # workers and those that draw read it too
    if library is not None and atlas is not None:
        msg = "--atlas serves one atlas and --library a folder of them: give one of the two."
        raise click.UsageError(msg)
    named = f"{LIBRARY}{library.resolve()}" if library is not None else atlas or ""
    # Here and not in a worker, so that an atlas with problems is one clear message.
    served = load(named).extensions["mapsvc"]
    digest = ""
    if library is None:
        hold_derived(served.atlas.root)
        digest = served.atlas.digest
    settings = read_settings()
    server = Supervisor(listener, named, workers, settings, operation)
    hints = [_missing(listener, settings), operation.show(digest)]
    server.on_startup(lambda: _announce(listener, hints, open_browser=open_browser))
    server.run()


def _announce(listener: Listener, hints: Iterable[str], *, open_browser: bool) -> None:
    click.echo(f"mapsvc serves the atlas at {listener.address}  (stop with Ctrl+C)")
    for hint in filter(None, hints):
        click.echo(hint)
    if open_browser and listener.uds is None:
        webbrowser.open(listener.address)


def _missing(listener: Listener, settings: Settings) -> str:
    """Return one line where others can reach the service and nothing says by which address they do."""
    if listener.is_local or settings.base_url or settings.trusted_proxies:
        return ""
    return (
        "Links name the host that each reader asks; behind a proxy or below a path, "
        "set MAPSVC_BASE_URL to the public address."
    )
