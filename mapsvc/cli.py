"""The command line. Heavy imports wait inside the commands that need them."""

from __future__ import annotations

import socket
import sys
from functools import partial
from pathlib import Path

import click

from mapsvc import __version__
from mapsvc.errors import MapsvcError

ATLAS_HELP = "Folder of an atlas; the one that ships with mapsvc when not given."


class _Group(click.Group):
    """Shows own errors as one clear line: 2 for what the user can mend, as click does for usage."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except MapsvcError as error:
            click.echo(f"mapsvc: {error}", err=True)
            ctx.exit(2)


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="mapsvc", message="%(prog)s %(version)s")
def main() -> None:
    """Turn history written as text into cited, dated, interactive maps."""


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
    _check_free(host, port)
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


def _check_free(host: str, port: int) -> None:
    """Refuse a port that somebody else has, before workers fail one by one."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            msg = f"cannot listen on {host}:{port}: {error.strerror}; choose another with --port."
            raise click.UsageError(msg) from error


@main.command()
@click.option("--atlas", type=str, help=ATLAS_HELP)
def check(atlas: str | None) -> None:
    """Say everything that is wrong with an atlas, by file and field; exit 1 if anything is."""
    from mapsvc.atlas.checks import check_atlas
    from mapsvc.resources import atlas_root
    from mapsvc.settings import read_settings

    root: Path = atlas_root(atlas or read_settings().atlas or None)
    problems = check_atlas(root)
    for problem in problems:
        click.echo(str(problem))
    if problems:
        click.echo(f"{len(problems)} problem{'s' if len(problems) != 1 else ''}.", err=True)
        sys.exit(1)
    click.echo("No problems.")
