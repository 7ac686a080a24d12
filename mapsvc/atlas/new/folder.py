"""Make a new atlas: `mapsvc new`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from mapsvc.atlas.new.files import NewAtlas, new_files
from mapsvc.errors import AtlasError, SchemaError
from mapsvc.files import write_folder
from mapsvc.model.geometry import Bounds
from mapsvc.model.meta import Box
from mapsvc.model.text import TAG

#: Beyond four digits EDTF writes years in another way, and no atlas begins there.
_YEAR = re.compile(r"-?\d{1,4}", re.ASCII)


def make_atlas(folder: Path, wanted: NewAtlas) -> None:
    """
    Write a new atlas, whole or not at all.

    Parameters
    ----------
    folder
        Must not exist, or be empty; folders above it are made.
    wanted
        What the atlas is to be.

    Raises
    ------
    AtlasError
        If there is something in the folder already.
    WriteError
        If it cannot be written.
    """
    if folder.exists() and not folder.is_dir():
        msg = f"{str(folder)!r} is a file; name a folder that does not exist yet."
        raise AtlasError(msg)
    if folder.is_dir() and any(folder.iterdir()):
        msg = f"The folder {str(folder)!r} is not empty; name one that does not exist yet."
        raise AtlasError(msg)
    write_folder(folder, new_files(wanted))


def parse_title(text: str | None, folder: Path) -> str:
    """
    Return the title of a new atlas; the name of its folder if none is given.

    Raises
    ------
    SchemaError
        If there is nothing to read in it.
    """
    if text is None:
        name = re.sub(r"[-_\s]+", " ", folder.absolute().name).strip()
        text = name[:1].upper() + name[1:] if name else "Atlas"
    title = " ".join(text.split())
    if not title or not title.isprintable():
        msg = f"The title {text!r} is empty or has signs that cannot be printed."
        raise SchemaError(msg)
    return title


def parse_languages(given: Iterable[str]) -> tuple[str, ...]:
    """
    Return tags of languages that were given one by one, or with commas between them; English for none.

    Raises
    ------
    SchemaError
        If one is no tag, or stands there twice.
    """
    tags = tuple(tag.strip() for part in given for tag in part.split(","))
    for tag in tags:
        if not re.match(TAG, tag):
            msg = f"{tag!r} is no tag of a language, such as 'en', 'az' or 'pt-BR'."
            raise SchemaError(msg)
        if tags.count(tag) > 1:
            msg = f"The language {tag!r} stands there twice."
            raise SchemaError(msg)
    return tags or ("en",)


def parse_years(text: str) -> tuple[int, int]:
    """
    Return the first and the last year of `1877..1878`, or of one year alone; -0400 is 401 BC.

    Raises
    ------
    SchemaError
        If a side is no year, or the last one is before the first.
    """
    first, dots, last = text.strip().partition("..")
    sides = (first, last if dots else first)
    if not all(_YEAR.fullmatch(side.strip()) for side in sides):
        msg = f"{text!r} is no span of years; write it as 1877..1878, or as -0400..-0399 before the year 1."
        raise SchemaError(msg)
    begin, end = (int(side) for side in sides)
    if begin > end:
        msg = f"{text!r} ends before it begins; write the first year first."
        raise SchemaError(msg)
    return begin, end


def parse_bbox(text: str) -> Bounds:
    """
    Return the box of `W,S,E,N` in degrees.

    Raises
    ------
    SchemaError
        If it has not four numbers, or they are no box.
    """
    try:
        numbers = [float(part) for part in text.split(",")]
    except ValueError:
        numbers = []
    if len(numbers) != 4:
        msg = f"{text!r} is no box; write west,south,east,north in degrees, such as 3.0,49.5,6.5,51.5."
        raise SchemaError(msg)
    try:
        found: Bounds = TypeAdapter(Box).validate_python(tuple(numbers))
    except ValidationError as error:
        msg = str(error.errors()[0]["msg"]).removeprefix("Value error, ") + "."
        raise SchemaError(msg) from error
    return found
