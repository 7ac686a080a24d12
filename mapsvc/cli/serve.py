"""Serve an atlas over HTTP."""

from __future__ import annotations

import socket
import webbrowser
from functools import partial

import click
from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

from mapsvc.cli.options import atlas_option
from mapsvc.settings import Settings, read_settings
from mapsvc.web.wsgi import load, load_warm

_LOOPBACK = ("127.0.0.1", "localhost", "::1")


@click.command()
@atlas_option
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
    hint = _missing(host, read_settings())
    server.on_startup(lambda: _announce(address, hint, open_browser=open_browser))
    server.serve(target_loader=partial(load_warm, atlas or ""), wrap_loader=False)


def _announce(address: str, hint: str, *, open_browser: bool) -> None:
    click.echo(f"mapsvc serves the atlas at {address}  (stop with Ctrl+C)")
    if hint:
        click.echo(hint)
    if open_browser:
        webbrowser.open(address)


def _missing(host: str, settings: Settings) -> str:
    """Return one line where others can reach the service and nothing says by which address they do."""
    if host in _LOOPBACK or settings.base_url or settings.trusted_proxies:
        return ""
    return (
        "Links name the host that each reader asks; behind a proxy or below a path, "
        "set MAPSVC_BASE_URL to the public address."
    )


def _free_port(host: str) -> int:
    with socket.socket() as probe:
        probe.bind((host, 0))
        return int(probe.getsockname()[1])
