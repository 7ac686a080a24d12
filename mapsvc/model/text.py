"""What an atlas says, in as many languages as it says it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Annotated, Any

from pydantic import GetCoreSchemaHandler, StringConstraints, ValidationError, ValidatorFunctionWrapHandler
from pydantic_core import CoreSchema, InitErrorDetails, PydanticCustomError, core_schema

#: Form of a language's tag, BCP 47 as far as atlases need it: `tr`, `az`, `pt-BR`, `sr-Latn`.
TAG = r"^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$"
_SHORT_TAG = re.compile(r"[a-z]{2,3}")

_Tag = Annotated[str, StringConstraints(pattern=TAG)]
_Words = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]


class Said(str):
    """
    Words in a language.

    Attributes
    ----------
    lang
        Tag of the language that they are really in, which may not be the one that was asked for.
    """

    __slots__ = ("lang",)

    lang: str

    def __new__(cls, words: str, lang: str) -> Said:
        """Make words of a text and a tag."""
        made = super().__new__(cls, words)
        made.lang = lang
        return made

    def __getnewargs__(self) -> tuple[str, str]:  # type: ignore[override]
        """Return what a copy is made of."""
        return str(self), self.lang


def said_together(words: str, *parts: object) -> str:
    """Return words made of others; in the language of those that know theirs, if that is one."""
    found = {part.lang for part in parts if isinstance(part, Said)}
    return Said(words, found.pop()) if len(found) == 1 else words


class Joined(str):
    """
    Words of several languages in a row.

    Attributes
    ----------
    parts
        Each of the words; those of the atlas know their language.
    between
        What stands between two of them.
    lang
        Nothing: the whole is in no one language.
    """

    __slots__ = ("between", "parts")

    parts: tuple[str, ...]
    between: str
    lang = None

    def __new__(cls, parts: Iterable[str], between: str = ", ") -> Joined:
        """Join words; empty ones are left out."""
        kept = tuple(part for part in parts if part)
        made = super().__new__(cls, between.join(kept))
        made.parts, made.between = kept, between
        return made

    def __getnewargs__(self) -> tuple[tuple[str, ...], str]:  # type: ignore[override]
        """Return what a copy is made of."""
        return self.parts, self.between


class Text:
    """
    The same thing said in one or more languages, in the order of the atlas. Never changes.

    Parameters
    ----------
    words
        Words by tag.
    by_tag
        The same as keywords, where tags are plain.
    """

    __slots__ = ("_words",)

    _words: dict[str, str]

    def __init__(self, words: Mapping[str, str] | None = None, /, **by_tag: str) -> None:
        found = {**(words or {}), **by_tag}
        if not found:
            msg = "a text needs words in at least one language"
            raise ValueError(msg)
        object.__setattr__(self, "_words", found)

    def __setattr__(self, name: str, value: object) -> None:
        """Refuse: a text is shared by all who hold its record."""
        msg = f"a text never changes; {name!r} cannot be set"
        raise AttributeError(msg)

    def __getattr__(self, name: str) -> Said:
        """Return the words in a language: `text.en` is `text.in_("en")`."""
        if _SHORT_TAG.fullmatch(name):
            return self.in_(name)
        raise AttributeError(name)

    def in_(self, lang: str) -> Said:
        """Return the words in a language, else in the first of the atlas's order that there is."""
        tag = self._find(lang)
        return Said(self._words[tag], tag)

    def _find(self, lang: str) -> str:
        if lang in self._words:
            return str(lang)
        plain = lang.partition("-")[0]
        alike = (tag for tag in self._words if tag.partition("-")[0] == plain)
        return next(alike, next(iter(self._words)))

    def get(self, lang: str) -> str | None:
        """Return the words in a language, or nothing if it was not said in it."""
        return self._words.get(lang)

    @property
    def languages(self) -> tuple[str, ...]:
        """Tags of the languages in which it is said."""
        return tuple(self._words)

    def items(self) -> Iterator[tuple[str, str]]:
        """Yield tag and words."""
        yield from self._words.items()

    def map(self, change: Callable[[str, str], str]) -> Text:
        """Return the text with the words of each language changed; `change` takes tag and words."""
        return Text({tag: change(tag, words) for tag, words in self._words.items()})

    def __eq__(self, other: object) -> bool:
        """Tell whether two texts say the same in the same languages."""
        return isinstance(other, Text) and self._words == other._words

    def __hash__(self) -> int:
        """Return a number that equal texts share."""
        return hash(frozenset(self._words.items()))

    def __repr__(self) -> str:
        """Show the words by tag."""
        return f"Text({self._words!r})"

    def __reduce__(self) -> tuple[type[Text], tuple[dict[str, str]]]:
        """Return what a copy is made of."""
        return Text, (dict(self._words),)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Read a text from a table of words by tag; a bare string is in the atlas's first language."""
        table = handler.generate_schema(dict[_Tag, _Words])
        return core_schema.with_info_wrap_validator_function(_read, table)


def _read(value: Any, read: ValidatorFunctionWrapHandler, info: core_schema.ValidationInfo) -> Text:
    """Put words into the order of the atlas, whose languages the reader names in its context."""
    if isinstance(value, Text):
        return value
    languages = tuple((info.context or {}).get("languages", ()))
    words: dict[str, str] = read({(*languages, "und")[0]: value} if isinstance(value, str) else value)
    foreign = [tag for tag in words if languages and tag not in languages]
    if foreign:
        fault = PydanticCustomError(
            "foreign", "is none of the atlas's languages: {known}", {"known": ", ".join(languages)}
        )
        faults = [InitErrorDetails(type=fault, loc=(tag,), input=tag) for tag in foreign]
        raise ValidationError.from_exception_data("Text", faults)
    if not words:
        msg = "is empty; it needs words in at least one language"
        raise ValueError(msg)
    return Text({tag: words[tag] for tag in (*languages, *words) if tag in words})
