"""Edit an atlas in a browser."""

from __future__ import annotations

import contextlib
import getpass
import secrets
import webbrowser
from pathlib import Path

import click

from mapsvc.cli.listening import find_listener
from mapsvc.settings import read_settings
from mapsvc.web.edit.local_server import local_server
from mapsvc.web.edit.shelf import own_shelf
from mapsvc.web.edit.workbench import create_edit_app

#: A token of fewer letters is guessed.
_LEAST_TOKEN = 16


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), metavar="[DIR]", required=False)
@click.option(
    "--port", default=8010, show_default=True, type=click.IntRange(0, 65535), help="Port; 0 takes a free one."
)
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    help="Where to listen; another than this machine needs --token.",
)
@click.option(
    "--token",
    default="",
    help="What others have in their link to come in; 16 letters or more.",
)
@click.option(
    "--who",
    default="",
    help="Whose name the changes bear; yours on this machine if not given.",
)
@click.option("--open", "open_browser", is_flag=True, help="Open the workbench in a browser.")
def edit(folder: Path | None, port: int, host: str, token: str, who: str, *, open_browser: bool) -> None:
    """
    Edit the atlas in DIR in a browser; without DIR one in your folder of documents.

    DIR may be empty, or not be there: the first page makes an atlas in it.
    """
    settings = read_settings()
    token = token or settings.edit_token
    listener = find_listener(host, port)
    if not listener.is_local and len(token) < _LEAST_TOKEN:
        msg = f"{host} can be reached by others: give --token, such as {secrets.token_urlsafe(16)}."
        raise click.UsageError(msg)
    root, shelf = (folder, None) if folder else (None, own_shelf())
    app = create_edit_app(root, shelf=shelf, who=who or settings.who or _own_name(), token=token)
    address = f"{listener.address}edit/" + (f"?token={token}" if token else "")
    with local_server(listener.host, listener.port, app) as server:
        click.echo(f"mapsvc edits {folder or shelf} at {address}  (stop with Ctrl+C)")
        if open_browser:
            webbrowser.open(address)
        with contextlib.suppress(KeyboardInterrupt):
            server.serve_forever()


def _own_name() -> str:
    """Return the name under which somebody works on this machine; nothing where it has none."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""
