"""The words of the texts that an atlas follows, which may lie beside what it says of them."""

from __future__ import annotations

import tomllib
from pathlib import Path

from mapsvc.errors import AtlasError, NotFoundError, not_found

TEXTS = "texts"
_WORD_FILES = (".txt", ".md")


def text_ids(root: Path) -> list[str]:
    """Return the ids of the texts that an atlas follows."""
    return sorted(path.stem for path in (root / TEXTS).glob("*.toml"))


def read_words(root: Path, text: str) -> str | None:
    """Return the words of a text, as they stand in its file; nothing where the atlas has not got them."""
    path = words_file(root, text)
    return path.read_bytes().decode("utf-8", errors="replace").removeprefix("\ufeff") if path else None


def words_file(root: Path, text: str) -> Path | None:
    """Return the file in which the words of a text lie; nothing where the atlas has not got them."""
    files = (root / TEXTS / f"{text}{suffix}" for suffix in _WORD_FILES)
    return next((file for file in files if file.is_file()), None)


def language_of(root: Path, text: str) -> str:
    """
    Return the language of a text.

    Raises
    ------
    AtlasError
        If its file does not say it.
    """
    path = root / TEXTS / f"{text}.toml"
    try:
        return str(tomllib.loads(path.read_text("utf-8-sig"))["language"])
    except (OSError, ValueError, KeyError) as error:
        msg = f"{TEXTS}/{text}.toml does not say the language of the text: {error}"
        raise AtlasError(msg) from error


def find_text(root: Path, words: str, wanted: str | None = None) -> str | None:
    """
    Return which text of an atlas some words are.

    Parameters
    ----------
    wanted
        The id of the text that they are said to be; without it they have to be the same line by line, but for
        spaces at the end of a line.

    Raises
    ------
    NotFoundError
        If no text has the wanted id.
    """
    known = text_ids(root)
    if wanted is not None:
        if wanted not in known:
            raise not_found(NotFoundError, "text", wanted, known)
        return wanted
    lines = _lines(words)
    return next((one for one in known if (kept := read_words(root, one)) and _lines(kept) == lines), None)


def _lines(words: str) -> list[str]:
    return [line.rstrip() for line in words.removeprefix("\ufeff").rstrip().splitlines()]
