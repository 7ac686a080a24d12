"""Options that several commands have."""

from __future__ import annotations

from pathlib import Path

import click

from mapsvc.resources import atlas_root
from mapsvc.settings import read_settings

atlas_option = click.option(
    "--atlas",
    type=str,
    help="Folder of an atlas, or its index; the one that ships with mapsvc when not given.",
)


def find_root(atlas: str | None) -> Path:
    """Return the folder of the atlas asked for, else of the one in the settings, else of the shipped one."""
    return atlas_root(atlas or read_settings().atlas or None)
