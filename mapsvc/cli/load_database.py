"""Load an atlas into a database."""

from __future__ import annotations

from pathlib import Path

import click

from mapsvc.atlas.problems import Problems
from mapsvc.cli.build_file import end_with_faults, read_sound
from mapsvc.cli.progress import late_bar
from mapsvc.resources import atlas_root
from mapsvc.store.building import BUILD_STEPS
from mapsvc.store.index import open_index
from mapsvc.store.postgis import is_postgis, load_into, plain_address
from mapsvc.web.api.collections import COLLECTIONS
from mapsvc.web.api.layers import collection_layers


@click.command("load")
@click.argument("source", metavar="DIR|FILE.gpkg", type=click.Path(exists=True, path_type=Path))
@click.option(
    "--to", required=True, metavar="postgresql://…", help="The database, by an address as libpq takes it."
)
def load_database(source: Path, to: str) -> None:
    """
    Load an atlas into PostgreSQL with PostGIS, in place of the one that lies there.

    `mapsvc serve --atlas postgresql://…` serves it. All is one transaction: a load that is broken off has
    changed nothing, and is begun again. What has a fault is listed and left out; exit 1 if anything is.
    """
    if not is_postgis(to):
        msg = f"'--to' is {to[:40]!r}; it is an address such as postgresql://user@host/database."
        raise click.UsageError(msg)
    problems, place = Problems(), plain_address(to)
    with late_bar(BUILD_STEPS + len(COLLECTIONS) + 2, "loading") as step:
        atlas = open_index(source) if source.is_file() else read_sound(atlas_root(source), problems, step)
        loaded = load_into(atlas, to, list(collection_layers(atlas)), step)
    end_with_faults(problems, place)
    told = f"Loaded into {place}" if loaded else f"{place} holds this atlas already; nothing changes"
    click.echo(f"{told}: serve it with `mapsvc serve --atlas {place}`.")
