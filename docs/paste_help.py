"""Paste the help of every command into docs/cli.md; `tests/test_docs.py` holds that it is current."""

from __future__ import annotations

from pathlib import Path

import click
from click.testing import CliRunner

from mapsvc.cli import main

HEAD = """# Command line

`mapsvc` is installed into `.venv/bin` by `./run`; `python -m mapsvc` is the same. A mistake of the user's
gives one line and exit status 2, a fault that was found gives 1. `docs/paste_help.py` writes this page.
"""


def help_page() -> str:
    """Return the page: the help of the program and of each command."""
    runner = CliRunner()
    parts = [HEAD]
    for name in ("", *sorted(main.list_commands(click.Context(main)))):
        words = [name, "--help"] if name else ["--help"]
        shown = runner.invoke(main, words, prog_name="mapsvc", terminal_width=100).output.rstrip()
        parts.append(f"## mapsvc {name}".rstrip() + f"\n\n```\n{shown}\n```\n")
    return "\n".join(parts)


if __name__ == "__main__":
    Path(__file__).with_name("cli.md").write_text(help_page(), encoding="utf-8")
