"""Enter files of other programs into an atlas."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import click

from mapsvc.atlas.editing.desk import Desk, FileChange
from mapsvc.atlas.importing.atlas_edits import AtlasEdits
from mapsvc.atlas.importing.georeferences import BESIDE_SCANS, POINT_SUFFIXES, WORLD_SUFFIXES
from mapsvc.atlas.importing.new_ids import slug_of
from mapsvc.atlas.importing.preview import Preview, preview, target_names
from mapsvc.cli.options import find_root
from mapsvc.cli.warp import warp_maps
from mapsvc.errors import MapsvcError, RequestError
from mapsvc.files import read_whole
from mapsvc.geoparse.readers import words_of_document
from mapsvc.model.old_maps import SCAN_SUFFIXES

#: Faults of a file that are listed; the rest is counted.
_FLAWS_LISTED = 50


@click.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@click.option("--atlas", required=True, metavar="DIR", help="Folder of the atlas.")
@click.option(
    "--as",
    "wanted",
    type=click.Choice(target_names()),
    help="What the records become; told by the file when not given.",
)
@click.option(
    "--column",
    "columns",
    multiple=True,
    metavar="NAME=FIELD",
    help="What a column holds, where the guess is wrong; NAME= leaves it out. Several times.",
)
@click.option(
    "--georeference",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Where an old map lies: annotation of Allmaps, points of QGIS, world file; else that beside it.",
)
@click.option("--crs", metavar="NAME", help="Plane of a world file or of points that name none: EPSG:32637.")
@click.option("--dry-run", is_flag=True, help="Say what would be written, and write nothing.")
@click.option("--strict", is_flag=True, help="Write nothing of a file that has a bad row.")
def import_files(
    files: tuple[Path, ...],
    atlas: str,
    wanted: str | None,
    columns: tuple[str, ...],
    georeference: Path | None,
    crs: str | None,
    dry_run: bool,
    strict: bool,
) -> None:
    """
    Enter files of other programs into an atlas: tables, maps, gazetteers, annotations, bibliographies, texts.

    CSV, XLSX, GeoJSON, shapefile, GeoPackage, KML, GPX, OSM, Linked Places, Pleiades, Wikidata, Recogito,
    TEI, TimelineJS, StoryMapJS, BibTeX, RIS, CSL-JSON, texts; scans of old maps (JPEG, PNG, WebP, TIFF); and
    what this atlas exported, back by its ids.
    Good rows enter, bad ones are listed by line, exit 1. A second run changes nothing.
    """
    root = find_root(atlas)
    said = dict(_column(column) for column in columns)
    bad = False
    written: dict[str, bytes] = {}
    for path in files:
        data, beside = _read(path)
        beside = _georeference(georeference, crs, beside)
        edits = AtlasEdits(root, over=written if dry_run else {})
        made = preview(data, path.name, edits, wanted, said, beside=beside, read_words=_words)
        _tell(made)
        bad |= bool(made.problems)
        if strict and made.problems:
            click.echo("  nothing was written of it (--strict)")
            continue
        changes = made.changes()
        if not dry_run:
            Desk(root).save(changes, f"import {path.name}")
        written |= {change.path: change.data or b"" for change in changes}
        _tell_written(changes, dry_run=dry_run)
        if not dry_run:
            bad |= not _lay_old_maps(root, made)
    sys.exit(int(bad))


def _tell_written(changes: Sequence[FileChange], *, dry_run: bool) -> None:
    verb = "would write" if dry_run else "wrote"
    for change in changes:
        click.echo(f"  {verb} {change.path}{'' if change.base is not None else ' (new)'}")
    if not changes:
        click.echo("  nothing new")


def _lay_old_maps(root: Path, made: Preview) -> bool:
    """Make the tiles of old maps that were entered; whether that could be."""
    entered = [] if made.problems else [one for one in made.records if one.target == "oldmap"]
    return not entered or warp_maps(root, [slug_of(Path(made.name).stem) or "old-map"])


def _georeference(file: Path | None, crs: str | None, beside: dict[str, bytes]) -> dict[str, bytes]:
    """Return what lies beside a file, and before it what was said of where a scan lies, by suffix."""
    found = {**beside, **({".prj": crs.encode()} if crs else {})}
    if file is None:
        return found
    suffix = file.suffix.lower()
    if suffix not in (*POINT_SUFFIXES, *WORLD_SUFFIXES):
        known = ", ".join((*POINT_SUFFIXES, *WORLD_SUFFIXES[:4]))
        msg = f"--georeference {str(file)!r} says by its name no place of a scan; it may end in {known} …"
        raise RequestError(msg)
    kept = {name: data for name, data in found.items() if name not in (*POINT_SUFFIXES, *WORLD_SUFFIXES)}
    return {suffix: _bytes_of(file), **kept}


def _column(text: str) -> tuple[str, str]:
    name, sign, field = text.rpartition("=")
    if not sign:
        msg = f"--column {text!r} says no field; write it as 'Jahr=on', or 'Notes=' to leave a column out."
        raise RequestError(msg)
    return name.strip(), field.strip()


def _read(path: Path) -> tuple[bytes, dict[str, bytes]]:
    """Return the bytes of a file, and those of its companions: a shapefile is several files."""
    beside = {}
    if path.suffix.lower() == ".shp":
        others = (other for other in path.parent.glob(f"{path.stem}.*") if other != path and other.is_file())
        beside = {other.suffix.lower(): _bytes_of(other) for other in others}
    elif path.suffix.lower() in SCAN_SUFFIXES:
        beside = {other.suffix.lower(): _bytes_of(other) for other in _beside_scan(path)}
    return _bytes_of(path), beside


def _beside_scan(path: Path) -> Iterator[Path]:
    """Yield what says where a scan lies: `map.points`, `map.jpg.points`, `map.jgw`."""
    for suffix in BESIDE_SCANS:
        for other in (path.with_suffix(suffix), path.with_name(path.name + suffix)):
            # Data of another kind may have the name of a scan.
            if other.is_file() and (suffix not in POINT_SUFFIXES[1:] or b"Coords" in _bytes_of(other)):
                yield other


def _bytes_of(path: Path) -> bytes:
    try:
        return read_whole(path)
    except OSError as error:
        msg = f"{str(path)!r} cannot be read: {error.strerror or error}."
        raise RequestError(msg) from error


def _words(name: str, data: bytes) -> str:
    try:
        return words_of_document(name, data)
    except MapsvcError as error:
        raise ValueError(str(error)) from error


def _tell(made: Preview) -> None:
    """Print what a file was read as, and what is wrong with it."""
    counted = _counted([record.target for record in made.records])
    click.echo(f"{made.name}: {made.called or 'not read'}{counted}")
    for read in made.sheets:
        shown = ", ".join(f"{column} → {field}" for field, column in read.fields.items())
        unread = f"; not read: {', '.join(read.unread)}" if read.unread else ""
        click.echo(
            f"  {read.sheet.how}: {len(read.sheet.rows)} rows as {read.target}; columns {shown}{unread}"
        )
    for flaw in made.problems[:_FLAWS_LISTED]:
        click.echo(f"  {flaw}", err=True)
    if len(made.problems) > _FLAWS_LISTED:
        click.echo(f"  … and {len(made.problems) - _FLAWS_LISTED} more", err=True)


def _counted(names: Iterable[str]) -> str:
    told = list(names)
    return "".join(f", {told.count(name)} {name}" for name in dict.fromkeys(told))
