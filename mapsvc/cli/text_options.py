"""Options of the commands that read texts."""

from __future__ import annotations

import click

from mapsvc.geoparse.geoparser import LANGUAGES

language_option = click.option(
    "--language",
    default="auto",
    show_default=True,
    type=click.Choice(LANGUAGES),
    help="Language of the text; auto tells it for each sentence.",
)

year_option = click.option(
    "--year",
    type=click.IntRange(1000, 2030),
    help="Year of which the text speaks until it names one itself.",
)

encoding_option = click.option(
    "--encoding", default="utf-8", show_default=True, help="Encoding of text, Markdown, HTML and TEI files."
)
