"""Build the index of an atlas."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import click

from mapsvc.atlas.atlas_reading import read_atlas
from mapsvc.atlas.meta_reading import find_other_form
from mapsvc.atlas.problems import Problems
from mapsvc.atlas.sound_parts import sound_part
from mapsvc.atlas.store import Store
from mapsvc.cli.progress import late_bar
from mapsvc.errors import AtlasError
from mapsvc.ground.folder import own_folder
from mapsvc.resources import atlas_root
from mapsvc.store.building import BUILD_STEPS, write_package
from mapsvc.store.index import INDEX_SUFFIX
from mapsvc.web.api.collections import COLLECTIONS
from mapsvc.web.api.layers import collection_layers


@click.command("build")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--output",
    metavar="FILE.gpkg",
    type=click.Path(dir_okay=False, path_type=Path),
    help="The file to write; else one of the folder's name, beside it.",
)
def build_file(folder: Path, output: Path | None) -> None:
    """
    Build the index of an atlas: one file that is served at once, however large the atlas is.

    It is a GeoPackage, which QGIS and GDAL open as it is; `mapsvc serve --atlas FILE.gpkg` serves it.
    What has a fault is listed and left out, with all that names it; exit 1 if anything is.
    """
    root = atlas_root(folder)
    place = output or root.with_name(f"{root.name}{INDEX_SUFFIX}")
    if place.suffix != INDEX_SUFFIX:
        msg = f"'-o' is {str(place)!r}; the name of an index ends in {INDEX_SUFFIX}."
        raise click.UsageError(msg)
    problems = Problems()
    with late_bar(BUILD_STEPS + len(COLLECTIONS) + 2, "building") as step:
        atlas = read_sound(root, problems, step)
        write_package(atlas, place, collection_layers(atlas), step=step)
    end_with_faults(problems, str(place))
    click.echo(f"Built {place}: serve it with `mapsvc serve --atlas {place}`.")


def read_sound(root: Path, problems: Problems, step: Callable[[], object]) -> Store:
    """
    Read what is sound of a folder; `step` is called twice.

    Raises
    ------
    AtlasError
        If there is no atlas, or one of another form.
    """
    other = find_other_form(root)
    atlas = read_atlas(root, problems) if other is None else None
    step()
    if atlas is None:
        for problem in sorted(problems.found):
            click.echo(str(problem))
        msg = f"{root / 'atlas.toml'}: {other or 'without it there is no atlas.'}"
        raise AtlasError(msg)
    if (root / own_folder(atlas.meta.ground)).is_dir():
        click.echo("The atlas's own ground stays behind: maps have that of the package.", err=True)
    if atlas.old_maps:
        click.echo("Old maps stay behind: serve the folder where readers are to have them.", err=True)
    atlas = sound_part(atlas, problems)
    step()
    return atlas


def end_with_faults(problems: Problems, place: str) -> None:
    """List what was left out, and end with 1 if anything was."""
    for problem in sorted(problems.found):
        click.echo(str(problem))
    if problems:
        count = len(problems.found)
        click.echo(f"{count} problem{'s' if count != 1 else ''}; what is sound is in {place}.", err=True)
        sys.exit(1)
