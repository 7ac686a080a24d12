"""Commands that make, check and renew the folder of an atlas."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path

import click

ATLAS_HELP = "Folder of an atlas; the one that ships with mapsvc when not given."


@click.command()
@click.option("--atlas", type=str, help=ATLAS_HELP)
def check(atlas: str | None) -> None:
    """Say everything that is wrong with an atlas, by file and field; exit 1 if anything is."""
    from mapsvc.resources import atlas_root
    from mapsvc.settings import read_settings

    tell_check(atlas_root(atlas or read_settings().atlas or None))


def tell_check(root: Path) -> None:
    """Print what is wrong with an atlas, then what is worth knowing; exit 1 if anything is wrong."""
    from mapsvc.atlas.checks import check_atlas
    from mapsvc.atlas.meta_reading import find_other_form
    from mapsvc.atlas.notices import check_notices

    problems = check_atlas(root)
    for problem in problems:
        click.echo(str(problem))
    notices = check_notices(root)
    if notices:
        click.echo("Notices, which are no faults:")
        for notice in notices:
            click.echo(f"  {notice}")
    if find_other_form(root) is not None:
        sys.exit(1)
    if problems:
        click.echo(f"{len(problems)} problem{'s' if len(problems) != 1 else ''}.", err=True)
        sys.exit(1)
    click.echo("No problems.")


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@click.option("--title", help="Title of the atlas; the name of the folder when not given.")
@click.option(
    "--lang",
    "languages",
    multiple=True,
    metavar="TAG",
    help="Language of the atlas, such as en or pt-BR; several times, or with commas. The first one is shown "
    "where a text is missing in another.  [default: en]",
)
@click.option(
    "--years", metavar="FIRST..LAST", help="Its period, such as 1877..1878; before the year 1 -0400..-0399."
)
@click.option(
    "--bbox", metavar="W,S,E,N", help="Its box in degrees; west is greater than east over the 180th meridian."
)
def new(
    folder: Path, title: str | None, languages: tuple[str, ...], years: str | None, bbox: str | None
) -> None:
    """
    Make a new atlas in DIR: clean, commented, with one example event.

    DIR must not exist, or be empty. Nothing is written unless all of it can be.
    """
    from mapsvc.atlas.new import make_atlas, parse_bbox, parse_languages, parse_title, parse_years
    from mapsvc.atlas.new_files import NewAtlas

    wanted = NewAtlas(
        title=parse_title(title, folder),
        languages=parse_languages(languages),
        years=parse_years(years) if years is not None else None,
        bbox=parse_bbox(bbox) if bbox is not None else None,
    )
    make_atlas(folder, wanted)
    click.echo(
        f"A new atlas stands in {folder}: edit {folder / 'events' / 'example.toml'} and places.geojson."
    )
    click.echo(
        f"Look at it with: mapsvc serve --atlas {shlex.quote(str(folder))}   (mapsvc check finds faults)"
    )


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
def upgrade(folder: Path) -> None:
    """
    Bring the folder of an atlas to the form that this version reads, and keep it as it was beside it.

    Remarks and order of what was written by hand stay. Then the atlas is checked.
    """
    from mapsvc.atlas.upgrade import upgrade_atlas

    done = upgrade_atlas(folder)
    if done.kept is None:
        click.echo(f"{folder} has the form of today; nothing was changed.")
    else:
        click.echo(f"{folder} has the form of today; as it was it is kept in {done.kept}")
    for remark in done.remarks:
        click.echo(f"  {remark}")
    tell_check(folder)
