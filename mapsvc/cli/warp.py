"""Lay old maps under the maps of an atlas."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable
from pathlib import Path

import click

from mapsvc.atlas.atlas_reading import read_atlas
from mapsvc.atlas.problems import Problems
from mapsvc.cli.options import find_root
from mapsvc.cli.progress import PATIENCE_S
from mapsvc.errors import AtlasError, NotFoundError, not_found
from mapsvc.ground.georeference import Georeference
from mapsvc.ground.old_map_folder import MadeTiles, find_tiles
from mapsvc.ground.projection import ProjectionError
from mapsvc.ground.scan import ScanError
from mapsvc.ground.scan_tiles import make_tiles
from mapsvc.ground.transformation import TransformationError
from mapsvc.model.old_maps import OldMap


@click.command()
@click.argument("ids", nargs=-1, metavar="[ID]...")
@click.option("--atlas", required=True, metavar="DIR", help="Folder of the atlas.")
def warp(ids: tuple[str, ...], atlas: str) -> None:
    """
    Make the tiles of old maps, by which pages show them: of those named, else of all that lack them.

    Tiles that fit the scan and its control points are left as they are: a second run changes nothing.
    """
    root = find_root(atlas)
    if not warp_maps(root, ids):
        sys.exit(1)


def warp_maps(root: Path, ids: Iterable[str] = ()) -> bool:
    """Make the tiles of some old maps or of all, and tell of each; whether all that could be is done."""
    found = read_atlas(root, Problems())
    if found is None:
        msg = f"{root / 'atlas.toml'} cannot be read; `mapsvc check` says why."
        raise AtlasError(msg)
    good = True
    for ident in ids or found.old_maps:
        if ident not in found.old_maps:
            raise not_found(NotFoundError, "old map", ident, list(found.old_maps))
        good &= _warp(root, found.old_maps[ident])
    return good


def _warp(root: Path, old_map: OldMap) -> bool:
    file = f"oldmaps/{old_map.id}.toml"
    if not old_map.is_placed:
        click.echo(f"{file}: has no control points yet: set them in the room Old map of `mapsvc edit`")
        return True
    there = find_tiles(root, old_map)
    begin = time.monotonic()
    try:
        made = there or _with_bar(root, old_map)
    except (ScanError, TransformationError, ProjectionError, OSError) as error:
        click.echo(f"{file}: {error}", err=True)
        return False
    took = "there already" if there else f"{time.monotonic() - begin:.0f} s"
    first, last = made.manifest["zooms"]
    click.echo(
        f"{file}: {len(made.tiles)} tiles of zooms {first} to {last}, {made.size / 1e6:.1f} MB, {took}; "
        f"{_exactness(old_map)}"
    )
    return True


def _exactness(old_map: OldMap) -> str:
    if old_map.affine is not None:
        return "laid as it came"
    mean = Georeference(old_map).mean_km
    told = f"off by {mean:.2g} km on average" if mean is not None else "how exact, more points would tell"
    return f"{len(old_map.points)} points, {told}"


def _with_bar(root: Path, old_map: OldMap) -> MadeTiles:
    begin, bar = time.monotonic(), None

    def step(done: int, all_: int) -> None:
        nonlocal bar
        if bar is None and time.monotonic() - begin > PATIENCE_S and sys.stderr.isatty():
            bar = click.progressbar(length=all_, label=old_map.id, file=sys.stderr)
        if bar is not None:
            bar.update(done - bar.pos)

    made = make_tiles(root, old_map, step=step)
    if bar is not None:
        bar.render_finish()
    return made
