"""Commands that make, check and renew the folder of an atlas."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Iterable
from pathlib import Path

import click

from mapsvc.cli.progress import late_bar
from mapsvc.errors import RequestError

ATLAS_HELP = "Folder of an atlas; the one that ships with mapsvc when not given."


@click.command()
@click.option("--atlas", type=str, help=ATLAS_HELP)
@click.option(
    "--untranslated",
    "lang",
    metavar="LANG",
    help="List each text that is not said in a language of the atlas, and no more.",
)
def check(atlas: str | None, lang: str | None) -> None:
    """
    Say everything that is wrong with an atlas, by file and field; exit 1 if anything is.

    What changes what readers get, and is no fault, follows apart: letters that no font has, places without
    a source, texts that are shown in another language.
    """
    from mapsvc.resources import atlas_root
    from mapsvc.settings import read_settings

    root = atlas_root(atlas or read_settings().atlas or None)
    if lang is not None:
        _tell_untranslated(root, lang)
    else:
        tell_check(root)


def _tell_untranslated(root: Path, lang: str) -> None:
    from mapsvc.atlas import load_atlas
    from mapsvc.atlas.checks.untranslated_texts import find_untranslated

    atlas = load_atlas(root)
    if lang not in atlas.meta.languages:
        msg = f"{lang!r} is none of the atlas's languages: {', '.join(atlas.meta.languages)}."
        raise RequestError(msg)
    found = [one for one in find_untranslated(atlas) if one.lang == lang]
    for one in found:
        click.echo(f"{one.file}: {one.field}")
    click.echo(f"{len(found)} text{'s are' if len(found) != 1 else ' is'} not said in {lang!r}.", err=True)


def tell_check(root: Path) -> None:
    """Print what is wrong with an atlas, then what is worth knowing; exit 1 if anything is wrong."""
    from mapsvc.atlas.checks.atlas import CHECK_STEPS, read_checked
    from mapsvc.atlas.checks.notices import find_notices
    from mapsvc.atlas.checks.untranslated_texts import find_untranslated, summarise
    from mapsvc.atlas.meta_reading import find_other_form

    with late_bar(CHECK_STEPS + 1, "checking") as step:
        atlas, problems = read_checked(root, step=step)
        notices = find_notices(atlas) if atlas is not None else []
        untranslated = find_untranslated(atlas) if atlas is not None else []
        step()
    for problem in problems:
        click.echo(str(problem))
    if find_other_form(root) is not None:
        sys.exit(1)
    _tell_apart("Notices, which are no faults:", map(str, notices))
    _tell_apart("Not translated, which is no fault (list all with --untranslated):", summarise(untranslated))
    if problems:
        click.echo(f"{len(problems)} problem{'s' if len(problems) != 1 else ''}.", err=True)
        sys.exit(1)
    click.echo("No problems.")


def _tell_apart(heading: str, lines: Iterable[str]) -> None:
    for number, line in enumerate(lines):
        if number == 0:
            click.echo(heading)
        click.echo(f"  {line}")


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
    from mapsvc.atlas.new.files import NewAtlas
    from mapsvc.atlas.new.folder import make_atlas, parse_bbox, parse_languages, parse_title, parse_years

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
    from mapsvc.atlas.new.upgrade import upgrade_atlas

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
