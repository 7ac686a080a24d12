"""Languages: of what an atlas says, and of the words that the interface says around it."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from mapsvc.errors import SchemaError
from mapsvc.resources import template_root

#: What the interface speaks where no language of the atlas has words for it.
LAST_RESORT = "en"


class Language(str):
    """
    A language as an atlas speaks it: equal to its tag, so that it may stand wherever a tag may.

    Attributes
    ----------
    interface
        Tag of the language in which the interface speaks to its readers: its own where it has strings.
    own
        The atlas's own words by dotted key; they stand before the interface's.
    """

    __slots__ = ("interface", "own")

    interface: str
    own: Mapping[str, str]

    def __new__(
        cls, tag: str, interface: str | None = None, own: Mapping[str, str] | None = None
    ) -> Language:
        """Make a language; without `interface` its own words, or those of `LAST_RESORT`."""
        made = super().__new__(cls, tag)
        made.interface = interface or _interface_of(tag)
        made.own = own or {}
        return made

    def __getnewargs__(self) -> tuple[str, str, Mapping[str, str]]:  # type: ignore[override]
        """Return what a copy is made of."""
        return str(self), self.interface, self.own


@cache
def interface_languages() -> tuple[str, ...]:
    """Return the tags of the languages that have words of the interface, one folder each, sorted."""
    folders = (template_root() / "strings").iterdir()
    return tuple(sorted(path.name for path in folders if path.is_dir() and any(path.glob("*.toml"))))


def find_interface(tags: Iterable[str]) -> str:
    """Return the first of some languages that the interface speaks, else `LAST_RESORT`."""
    return next((tag for tag in tags if tag in interface_languages()), LAST_RESORT)


def _interface_of(tag: str) -> str:
    return find_interface((tag, tag.partition("-")[0]))


@cache
def interface_words(tag: str) -> Mapping[str, str]:
    """
    Return the words of the interface in a language, by dotted key.

    Raises
    ------
    SchemaError
        If there is no folder of strings for the language.
    """
    if tag not in interface_languages():
        msg = f"No interface words for {tag!r}; there are {', '.join(interface_languages())}."
        raise SchemaError(msg)
    found: dict[str, str] = {}
    for path in sorted((template_root() / "strings" / tag).glob("*.toml")):
        found |= flat_words(tomllib.loads(path.read_text(encoding="utf-8")))
    return found


def flat_words(table: Mapping[str, Any], prefix: str = "") -> dict[str, str]:
    """Return the words of nested tables by dotted key."""
    found: dict[str, str] = {}
    for key, value in table.items():
        if isinstance(value, dict):
            found |= flat_words(value, f"{prefix}{key}.")
        else:
            found[f"{prefix}{key}"] = str(value)
    return found


def strings(lang: str) -> Mapping[str, str]:
    """Return all words that readers of a language get: the atlas's own over those of the interface."""
    return {**interface_words(LAST_RESORT), **interface_words(interface_of(lang)), **own_words(lang)}


def interface_of(lang: str) -> str:
    """Return the language in which the interface speaks to readers of a language."""
    return lang.interface if isinstance(lang, Language) else _interface_of(lang)


def own_words(lang: str) -> Mapping[str, str]:
    """Return the words that an atlas says in place of the interface's; none for a plain tag."""
    return lang.own if isinstance(lang, Language) else {}


def translate(lang: str, key: str) -> str:
    """
    Return one word or sentence of the interface.

    Parameters
    ----------
    lang
        A tag, or the `Language` of an atlas, which brings its own words.
    key
        Dotted, such as `"map.zoom_in"`.

    Raises
    ------
    SchemaError
        If the key is not among the language's strings; the message names both.
    """
    own = own_words(lang).get(key)
    if own is not None:
        return own
    interface = interface_of(lang)
    # A language that is being added may lack a word yet; a test holds that those that ship lack none.
    for tag in (interface, LAST_RESORT):
        if key in interface_words(tag):
            return interface_words(tag)[key]
    msg = f"templates/strings/{interface}/ has no {key!r}."
    raise SchemaError(msg)
