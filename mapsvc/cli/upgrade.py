"""Bring an atlas to the form of today."""

from __future__ import annotations

import shlex
from pathlib import Path

import click

from mapsvc.atlas.new.upgrade import upgrade_atlas
from mapsvc.cli.check import tell_check


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
def upgrade(folder: Path) -> None:
    """
    Bring the folder of an atlas to the form that this version reads, and keep it as it was beside it.

    Remarks and order of what was written by hand stay. Then the atlas is checked.
    """
    # Whole: "." would soon mean the folder that is kept.
    folder = folder.resolve()
    here = Path.cwd()
    done = upgrade_atlas(folder)
    if done.kept is None:
        click.echo(f"{folder} has the form of today; nothing was changed.")
    else:
        click.echo(f"{folder} has the form of today; as it was it is kept in {done.kept}")
        if here.is_relative_to(folder):
            click.echo(
                f"You stand in the folder that is kept; to go to the new one: cd {shlex.quote(str(here))}"
            )
    for remark in done.remarks:
        click.echo(f"  {remark}")
    tell_check(folder)
