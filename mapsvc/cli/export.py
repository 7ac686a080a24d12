"""Write maps as files."""

from __future__ import annotations

import os
from pathlib import Path

import click

from mapsvc.cli.options import atlas_option
from mapsvc.cli.progress import late_bar
from mapsvc.export.formats import find_format, offered_formats, read_options
from mapsvc.files import make_folder, write_atomic
from mapsvc.kinds import every_map, export_job, file_stems, page_path, parse_map_key
from mapsvc.settings import read_settings
from mapsvc.store.opening import open_store

#: What a path of a folder may end in.
_FOLDER_ENDS = tuple(filter(None, (os.sep, os.altsep)))


@click.command()
@click.argument("maps", nargs=-1, required=True, metavar="MAP...")
@click.option(
    "--format",
    "format_",
    required=True,
    metavar="FORMAT",
    help=f"One of: {', '.join(offered_formats())}.",
)
@click.option(
    "-o",
    "--output",
    metavar="PATH",
    help="File or folder to write, or - for the terminal; else a file of the map's name, here.",
)
@click.option(
    "--lang", metavar="TAG", help="Language of the map, one of the atlas's; else English, or its first."
)
@click.option("--width", metavar="PIXELS", help="Of a picture.")
@click.option("--paper", metavar="SIZE", help="Of a picture or a print, such as a4, a3 or 16:9.")
@click.option("--style", metavar="STYLE", help="Of a picture: projector, large letters, or desk.")
@click.option("--mode", metavar="MODE", help="Of a comparison: overlay, swipe or difference.")
@atlas_option
def export(
    maps: tuple[str, ...],
    format_: str,
    output: str | None,
    lang: str | None,
    atlas: str | None,
    **options: str | None,
) -> None:
    """
    Write maps as files.

    MAP is an id, such as kars-treaty, or the path of a page, such as compare/moscow-1921/kars-1921,
    timeline/1920-04-28 or mentions. "all" is every event, border, journey and place; as zip it is
    the whole atlas in one file. Several maps go into a folder.
    """
    chosen = find_format(format_)
    read = read_options(chosen, {name: value for name, value in options.items() if value is not None})
    opened = open_store(atlas or read_settings().atlas or None)
    speaks = opened.find_language(lang)
    if maps == ("all",) and chosen.whole:
        _write_file(_place(output, f"atlas.{chosen.suffix}"), chosen.write_atlas(opened, speaks))
        return
    named = every_map(opened) if maps == ("all",) else [parse_map_key(opened, name) for name in maps]
    keys = list(dict.fromkeys(named))
    names = [f"{stem}.{chosen.suffix}" for stem in file_stems(keys)]
    places = _places(output, names)
    base = read_settings().base_url
    with late_bar(len(keys), "writing") as step:
        for key, place in zip(keys, places, strict=True):
            address = f"{base}/{page_path(key)}" if base else ""
            _write_file(place, chosen.write(export_job(opened, key, speaks, address, read)))
            step()


def _places(output: str | None, names: list[str]) -> list[Path | None]:
    """Return where each file goes; nothing for the terminal."""
    if len(names) == 1:
        return [_place(output, names[0])]
    if output == "-":
        msg = "several maps do not go to the terminal; name a folder with -o."
        raise click.UsageError(msg)
    folder = Path(output or "")
    if folder.exists() and not folder.is_dir():
        msg = f"{str(folder)!r} is a file; several maps go into a folder."
        raise click.UsageError(msg)
    make_folder(folder)
    return [folder / name for name in names]


def _place(output: str | None, name: str) -> Path | None:
    if output == "-":
        return None
    if not output:
        return Path(name)
    place = Path(output)
    if output.endswith(_FOLDER_ENDS):
        # Whoever writes the slash means a folder, which need not be there yet.
        make_folder(place)
    return place / name if place.is_dir() else place


def _write_file(place: Path | None, data: bytes) -> None:
    if place is None:
        click.echo(data, nl=False)
    else:
        write_atomic(place, data)
