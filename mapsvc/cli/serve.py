"""Serve an atlas over HTTP."""

from __future__ import annotations

import os
import webbrowser
from collections.abc import Iterable

import click

from mapsvc.atlas.derived_files import hold_derived
from mapsvc.cli.listening import Listener, listening_options
from mapsvc.cli.operating import Operation, operating_options
from mapsvc.cli.options import atlas_option
from mapsvc.cli.supervisor import Supervisor
from mapsvc.settings import DRAFTS_ENV, Settings, read_settings
from mapsvc.web.wsgi import load


@click.command()
@atlas_option
@listening_options
@operating_options
@click.option(
    "--workers", default=1, show_default=True, type=click.IntRange(1, 64), help="Processes that answer."
)
@click.option("--drafts", is_flag=True, help="Show drafts among the events, each marked as what it is.")
@click.option("--open", "open_browser", is_flag=True, help="Open the first page in a browser.")
def serve(
    atlas: str | None, workers: int, *, drafts: bool, open_browser: bool, listener: Listener,
    operation: Operation,
) -> None:  # fmt: skip
    """Serve the atlas over HTTP until stopped."""
    if drafts:
        os.environ[DRAFTS_ENV] = "1"  # workers and those that draw read it too
    # Here and not in a worker, so that an atlas with problems is one clear message.
    served = load(atlas or "").extensions["mapsvc"]
    hold_derived(served.atlas.root)
    settings = read_settings()
    server = Supervisor(listener, atlas or "", workers, settings, operation)
    hints = [_missing(listener, settings), operation.show(served.atlas.digest)]
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
