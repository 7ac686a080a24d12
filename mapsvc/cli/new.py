"""Make a new atlas."""

from __future__ import annotations

import shlex
from pathlib import Path

import click

from mapsvc.atlas.new.files import NewAtlas
from mapsvc.atlas.new.folder import make_atlas, parse_bbox, parse_languages, parse_title, parse_years


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
