"""Say what is wrong with an atlas."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

import click

from mapsvc.atlas.checks.atlas import count_steps, read_checked
from mapsvc.atlas.checks.notices import find_notices
from mapsvc.atlas.checks.untranslated_texts import find_untranslated, summarise
from mapsvc.atlas.loading import load_atlas
from mapsvc.atlas.meta_reading import find_other_form
from mapsvc.cli.options import atlas_option, find_root
from mapsvc.cli.progress import late_bar
from mapsvc.errors import RequestError


@click.command()
@atlas_option
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
    root = find_root(atlas)
    if lang is not None:
        _tell_untranslated(root, lang)
    else:
        tell_check(root)


def _tell_untranslated(root: Path, lang: str) -> None:
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
    parts = count_steps(root)
    with late_bar(parts + parts // 4 + 1, "checking") as step:
        atlas, problems = read_checked(root, step=step)
        step(parts // 8)
        notices = find_notices(atlas) if atlas is not None else []
        step(parts // 8)
        untranslated = find_untranslated(atlas) if atlas is not None else []
        step()
    for problem in problems:
        click.echo(str(problem))
    if find_other_form(root) is not None:
        sys.exit(1)
    _tell_apart("Notices, which are no faults:", map(str, notices))
    _tell_apart("Not translated, which is no fault (list all with --untranslated):", summarise(untranslated))
    if atlas is not None and atlas.drafts:
        click.echo(_tell_drafts(len(atlas.drafts)))
    if problems:
        click.echo(f"{len(problems)} problem{'s' if len(problems) != 1 else ''}.", err=True)
        sys.exit(1)
    click.echo("No problems.")


def _tell_drafts(count: int) -> str:
    are = "drafts, which are" if count != 1 else "draft, which is"
    return f"{count} {are} no fault and no part of what readers get (mapsvc serve --drafts shows them)."


def _tell_apart(heading: str, lines: Iterable[str]) -> None:
    for number, line in enumerate(lines):
        if number == 0:
            click.echo(heading)
        click.echo(f"  {line}")
