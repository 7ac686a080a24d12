"""Languages: of what an atlas says, and of the words that the interface says around it."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from typing import Any

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.numbers import format_decimal

from mapsvc.errors import SchemaError
from mapsvc.resources import template_root

#: What the interface speaks where no language of the atlas has words for it.
LAST_RESORT = "en"
#: Names that CLDR gives to forms of words with a number.
PLURAL_FORMS = ("zero", "one", "two", "few", "many", "other")
#: Scripts that run from right to left.
_RIGHT_TO_LEFT = frozenset({"Adlm", "Arab", "Hebr", "Mand", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa"})
#: A tag without a region means the readers whom CLDR takes first, but for these: day, month, year.
_REGIONS = {"en": "en-GB"}


class Language(str):
    """
    A language as an atlas speaks it: equal to its tag, so that it may stand wherever a tag may.

    Attributes
    ----------
    interface
        Tag of the language in which the interface speaks to its readers: its own where it has strings.
    own
        The atlas's own words by dotted key; they stand before the interface's.
    order
        Tags of the atlas's languages, in which what is not said in this one is looked for.
    """

    __slots__ = ("interface", "order", "own")

    interface: str
    own: Mapping[str, str]
    order: tuple[str, ...]

    def __new__(
        cls,
        tag: str,
        interface: str | None = None,
        own: Mapping[str, str] | None = None,
        order: tuple[str, ...] = (),
    ) -> Language:
        """Make a language; without `interface` its own words, or those of `LAST_RESORT`."""
        made = super().__new__(cls, tag)
        made.interface = interface or _interface_of(tag)
        made.own = own or {}
        made.order = order
        return made

    def __getnewargs__(self) -> tuple[str, str, Mapping[str, str], tuple[str, ...]]:  # type: ignore[override]
        """Return what a copy is made of."""
        return str(self), self.interface, self.own, self.order


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


@lru_cache(maxsize=64)
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


def is_word(key: str) -> bool:
    """Tell whether an atlas may say a key in its own way: a word, one of its forms, a language's name."""
    known = interface_words(LAST_RESORT)
    name, _, form = key.rpartition(".")
    return key in known or name == "lang" or (form in PLURAL_FORMS and f"{name}.other" in known)


def strings(lang: str) -> Mapping[str, str]:
    """Return all words that readers of a language get: the atlas's own over those of the interface."""
    return {**interface_words(LAST_RESORT), **interface_words(interface_of(lang)), **own_words(lang)}


def interface_of(lang: str) -> str:
    """Return the language in which the interface speaks to readers of a language."""
    return lang.interface if isinstance(lang, Language) else _interface_of(lang)


def own_words(lang: str) -> Mapping[str, str]:
    """Return the words that an atlas says in place of the interface's; none for a plain tag."""
    return lang.own if isinstance(lang, Language) else {}


def order_of(lang: str) -> tuple[str, ...]:
    """Return the languages in which something is looked for, the one asked for first."""
    order = lang.order if isinstance(lang, Language) else ()
    return tuple(dict.fromkeys((str(lang), *order)))


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
    found = find_word(lang, key)
    if found is None:
        msg = f"templates/strings/{interface_of(lang)}/ has no {key!r}."
        raise SchemaError(msg)
    return found


def find_word(lang: str, key: str) -> str | None:
    """Return one word or sentence of the interface, or nothing if it has none of this key."""
    # A language that is being added may lack a word yet; a test holds that those that ship lack none.
    said = (own_words(lang), interface_words(interface_of(lang)), interface_words(LAST_RESORT))
    return next((words[key] for words in said if key in words), None)


# ---- what CLDR knows of a language --------------------------------------------------------------------
def locale_of(lang: str) -> Locale:
    """Return how a language writes dates and numbers; one that CLDR lacks writes them as its interface."""
    return find_locale(lang) or find_locale(interface_of(lang)) or Locale("en", "GB")


@lru_cache(maxsize=256)
def find_locale(tag: str) -> Locale | None:
    """Return what CLDR has for a BCP 47 tag, or for the longest beginning of it that it knows."""
    parts = str(_REGIONS.get(tag, tag)).split("-")
    for length in range(len(parts), 0, -1):
        try:
            return Locale.parse("-".join(parts[:length]), sep="-")
        except (UnknownLocaleError, ValueError, TypeError):
            continue
    return None


def plural(lang: str, key: str, n: float, text: str | None = None) -> str:
    """
    Return the words for a number of things, in the form that the number takes.

    Parameters
    ----------
    lang
        A tag, or the `Language` of an atlas.
    key
        Whose forms `key.one`, `key.few`, `key.many`, `key.other` are among the strings, as many as the
        language has.
    n
        The number; it chooses the form and stands for `{n}`.
    text
        What stands for `{n}` instead, such as a range that ends with `n`.
    """
    locale = locale_of(interface_of(lang))
    found = find_word(lang, f"{key}.{locale.plural_form(n)}") or translate(lang, f"{key}.other")
    return found.replace("{n}", text if text is not None else format_decimal(n, locale=locale))


def plural_forms(lang: str, key: str) -> dict[str, str]:
    """Return the forms of a word by their names in CLDR, for code in the browser."""
    start = f"{key}."
    return {name.removeprefix(start): word for name, word in strings(lang).items() if name.startswith(start)}


def own_name(tag: str) -> str:
    """Return what a language calls itself, such as `"Türkçe"`; the tag where nobody knows."""
    words, locale = interface_words(tag) if tag in interface_languages() else {}, find_locale(tag)
    name = words.get("language.name") or (locale.get_display_name() if locale else None)
    name = name or Locale.parse(LAST_RESORT).languages.get(tag, tag)
    return name[:1].upper() + name[1:]


def language_name(lang: str, tag: str) -> str:
    """Return what readers of a language call another: a word `lang.<tag>`, else CLDR's, else the tag."""
    said = find_word(lang, f"lang.{tag}")
    if said:
        return said
    names = locale_of(interface_of(lang)).languages
    if tag in names:
        return translate(lang, "language.listed").format(name=names[tag])
    return names.get(tag.replace("-", "_"), tag)


@lru_cache(maxsize=256)
def script_of(tag: str) -> str:
    """Return the script that a tag names, or in which CLDR takes its language to be written: `"Latn"`."""
    script = next((part for part in tag.split("-")[1:] if len(part) == 4 and part.isalpha()), None)
    likely = get_global("likely_subtags").get(tag.partition("-")[0], "")
    return script.title() if script else next((part for part in likely.split("_") if len(part) == 4), "")


def direction(tag: str) -> str:
    """Return `"rtl"` for a language that is written from right to left, else `"ltr"`."""
    return "rtl" if script_of(tag) in _RIGHT_TO_LEFT else "ltr"


def regional_tag(lang: str) -> str:
    """Return the tag of a language with a territory, such as `"tr-TR"`, for the browser and for cards."""
    locale = locale_of(lang)
    likely = get_global("likely_subtags").get(locale.language, "").split("_")
    territory = locale.territory or (likely[2] if len(likely) > 2 else "")
    return "-".join(filter(None, (locale.language, locale.script, territory)))
