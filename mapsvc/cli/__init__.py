"""The command line: `mapsvc COMMAND` runs the function of that name in the module of that name."""

from __future__ import annotations

import gc
from importlib import import_module

import click

from mapsvc import __version__
from mapsvc.errors import MapsvcError, WriteError

#: The first sentence of each command's help: the list of them need not load what they need.
COMMANDS = {
    "build": "Build the index of an atlas: one file that is served at once, however large the atlas is.",
    "check": "Say everything that is wrong with an atlas, by file and field; exit 1 if anything is.",
    "edit": "Edit the atlas in DIR in a browser; without DIR one in your folder of documents.",
    "draft": (
        "Draft an atlas from texts: what they say to have happened, when and where, as drafts of events."
    ),
    "evaluate": "Compare found places and dates with a gold standard, both as JSON lines.",
    "export": "Write maps as files.",
    "freeze": "Write the whole site as files into DIR, for any web server or a stick without a network.",
    "geoparse": (
        "Find the places and dates of texts: TXT, Markdown, HTML, PDF, DOCX, ODT, RTF, EPUB, TEI; "
        "files or folders."
    ),
    "ground": "Make finer relief and water for the extent of an atlas, into its folder ground.",
    "import": (
        "Enter files of other programs into an atlas: tables, maps, gazetteers, annotations, bibliographies, "
        "texts."
    ),
    "load": "Load an atlas into PostgreSQL with PostGIS, in place of the one that lies there.",
    "new": "Make a new atlas in DIR: clean, commented, with one example event.",
    "serve": "Serve an atlas, or a library of them, over HTTP until stopped.",
    "upgrade": (
        "Bring the folder of an atlas to the form that this version reads, and keep it as it was beside it."
    ),
    "warp": (
        "Make the tiles of old maps, by which pages show them: of those named, else of all that lack them."
    ),
}


#: Modules of commands whose names are words of Python.
_MODULE_OF = {"import": "import_files", "build": "build_file", "load": "load_database"}


class _Group(click.Group):
    """
    Loads a command when it is asked for.

    Shows own errors as one clear line: 2 for a mistake of the user's, as click does for usage, else 1.
    """

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except MapsvcError as error:
            click.echo(f"mapsvc: {error}", err=True)
            ctx.exit(1 if isinstance(error, WriteError) else 2)

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        gc.disable()  # modules stay: the collector need not walk them again and again
        try:
            name = _MODULE_OF.get(cmd_name, cmd_name)
            found: click.Command = getattr(import_module(f"{__name__}.{name}"), name)
        finally:
            gc.enable()
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        told = [click.Command(name, help=text) for name, text in COMMANDS.items()]
        click.Group(commands=told).format_commands(ctx, formatter)


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="mapsvc", message="%(prog)s %(version)s")
def main() -> None:
    """Turn history written as text into cited, dated, interactive maps."""
