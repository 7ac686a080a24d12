"""Draft events of texts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from mapsvc.atlas.editing.desk import Desk
from mapsvc.atlas.gazetteer.names import open_gazetteer
from mapsvc.atlas.loading import load_atlas
from mapsvc.cli.options import find_root
from mapsvc.cli.text_options import encoding_option, language_option, year_option
from mapsvc.errors import RequestError
from mapsvc.geoparse.drafting.draft_files import Draft, draft_text
from mapsvc.geoparse.geoparser import Geoparser
from mapsvc.geoparse.readers import find_documents, read_document
from mapsvc.language import own_name

#: So many names are listed that no gazetteer has.
_NAMES_LISTED = 12


@click.command()
@click.argument(
    "files", nargs=-1, required=True, metavar="TEXT...", type=click.Path(exists=True, path_type=Path)
)
@click.option("--atlas", required=True, metavar="DIR", type=str, help="The folder of the atlas.")
@click.option(
    "--text", metavar="ID", help="What the text is called in the atlas; the name of its file when not given."
)
@language_option
@year_option
@encoding_option
@click.option("--dry-run", is_flag=True, help="Say what would be written, and write nothing.")
def draft(
    files: tuple[Path, ...], atlas: str, text: str | None, language: str, year: int | None, encoding: str,
    *, dry_run: bool,
) -> None:  # fmt: skip
    """
    Draft an atlas from texts: what they say to have happened, when and where, as drafts of events.

    The words of each text, the places that it names, its mentions and the drafts become files of the atlas.
    Nothing that stands there is overwritten: a second run adds what is new, or nothing.
    """
    root = find_root(atlas)
    paths = find_documents(files, lambda told: click.echo(f"mapsvc: {told}", err=True))
    if text is not None and len(paths) > 1:
        msg = f"--text names one text, and there are {len(paths)}."
        raise RequestError(msg)
    for path in paths:
        document = read_document(path, encoding=encoding)
        parser = Geoparser(open_gazetteer(root))
        found = draft_text(load_atlas(root), document, parser, text=text, language=language, year=year)
        if not dry_run:
            Desk(root).save(found.changes, f"draft {found.text}")
        for line in _tell(found, dry_run=dry_run):
            click.echo(line)


def _tell(found: Draft, *, dry_run: bool) -> Iterator[str]:
    counted = f"{found.mentions} names of places, {len(found.places)} new places"
    yield f"{found.text} ({own_name(found.language)}): {counted}."
    for key, record in found.drafts.items():
        title = next(iter(record["title"].values()))
        yield f"  events/{key}.toml  {record['on']}  {title}"
    known = f"; {found.known} more are there already" if found.known else ""
    yield f"{len(found.drafts)} new draft{'s' if len(found.drafts) != 1 else ''}{known}."
    if found.unknown:
        names = sorted(found.unknown, key=lambda name: (-found.unknown[name], name))
        more = f" and {len(names) - _NAMES_LISTED} more" if len(names) > _NAMES_LISTED else ""
        yield f"No gazetteer has: {', '.join(names[:_NAMES_LISTED])}{more}."
    yield from (f"corrections.toml: nothing to {told}" for told in found.stale)
    if not found.files:
        yield "Nothing changes."
    elif dry_run:
        yield f"Not written: {', '.join(sorted(found.files))}."
