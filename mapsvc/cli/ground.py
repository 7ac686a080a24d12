"""Make finer ground for an atlas."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import click

from mapsvc.atlas.loading import load_atlas
from mapsvc.ground.job import make_own_ground, prepare, read_bbox
from mapsvc.resources import atlas_root


@click.command()
@click.option("--atlas", required=True, metavar="DIR", type=str, help="The folder of the atlas.")
@click.option(
    "--bbox",
    metavar="W,S,E,N",
    help="Edges in degrees; those of the atlas when not given. West may be greater than east.",
)
@click.option("--fetch", is_flag=True, help="Download the packages that are not kept yet.")
@click.option(
    "--packages",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="A folder with package files that were downloaded before.",
)
def ground(atlas: str, bbox: str | None, packages: Path | None, *, fetch: bool) -> None:
    """
    Make finer relief and water for the extent of an atlas, into its folder ground.

    Maps have the ground of the whole world without it; this is for maps of a region seen closely. Says what
    it would download and how much, and downloads only with --fetch.
    """
    root = atlas_root(atlas)
    job = prepare(root, read_bbox(bbox) if bbox else load_atlas(root).home, packages=packages)
    for line in job.told():
        click.echo(line)
    if job.missing and not fetch:
        click.echo("Nothing was done: run it again with --fetch to download.", err=True)
        sys.exit(1)
    begin = time.monotonic()
    with click.progressbar(length=job.length, label="making ground", file=sys.stderr) as bar:
        made = make_own_ground(job, step=lambda: bar.update(1))
    click.echo(
        f"{made.files} tiles, {made.size / 1e6:.1f} MB in {job.folder}, {time.monotonic() - begin:.0f} s."
    )
