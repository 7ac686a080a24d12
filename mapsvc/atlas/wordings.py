"""All that an atlas says, with where it stands: titles, names, summaries, notes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from mapsvc.atlas.store import Store
from mapsvc.atlas.territory_reading import words_place
from mapsvc.model.records import Place
from mapsvc.model.text import Text

#: The files of the collections of an atlas; a collection that is not here says nothing of its own.
_FILES = {
    "meta": "atlas.toml", "sources": "sources.json", "places": "places.geojson", "events": "events/{}.toml",
    "borders": "borders/{}.geojson", "routes": "routes/{}.geojson",
    "comparisons": "comparisons.toml", "tours": "tours/{}.toml", "texts": "texts/{}.toml",
    "polities": "polities.toml", "topics": "topics.toml", "categories": "categories.toml",
    "districts": "districts.geojson", "old_maps": "oldmaps/{}.toml",
}  # fmt: skip

#: What is nobody's words, and what of a place is told as its names.
_NEVER_TOLD = frozenset({"csl"})
_TOLD_AS_NAMES = _NEVER_TOLD | {"names", "title"}

_Words = tuple[tuple[str, str], ...]
#: A field, its words, and the languages in which it is said.
_Field = tuple[str, _Words, tuple[str, ...] | None]


@dataclass(frozen=True)
class Wording:
    """
    One thing said, in as many languages as the atlas says it.

    Attributes
    ----------
    file, field
        Where it stands.
    words
        Language and words, in the order in which another is taken if one cannot be had; the same words
        only once.
    languages
        Tags of those in which it is said; nothing for what is the same in all, such as a printed date.
    """

    file: str
    field: str
    words: _Words
    languages: tuple[str, ...] | None = None


def find_wordings(atlas: Store) -> Iterator[Wording]:
    """Yield all that an atlas says, file by file."""
    for name, file in _FILES.items():
        found = getattr(atlas, name, None)
        for key, record in _records(found):
            for field, words, said in _of_record(record, atlas.meta.languages):
                prefix = key if key and "{" not in file else ""
                where = atlas.file_of_place(key) if name == "places" else file.format(key)
                yield Wording(where, ".".join(filter(None, (prefix, field))), words, said)
    yield from _of_territories(atlas)
    for tag, own in atlas.own_words.items():
        for key, word in own.items():
            yield Wording(f"strings/{tag}.toml", key, ((tag, word),))
    for row in atlas.control:
        if row.note:
            yield Wording("control.csv", f"[{row.line}].note", (("en", row.note),))


def _of_territories(atlas: Store) -> Iterator[Wording]:
    """Yield what is said of territories; a title that is their holder's name stands with the holder."""
    for state in atlas.territories.values():
        border = atlas.borders[state.id]
        if state.attribution is not border.attribution:
            file, _ = words_place(atlas.root, state.id, "")
            credit = state.attribution
            yield Wording(file, "attribution", _said(credit, atlas.meta.languages), credit.languages)
        for territory in state.territories:
            file, field = words_place(atlas.root, state.id, territory.id)
            polity = atlas.polities.get(territory.polity)
            named = (polity.name, *(one.name for one in polity.names)) if polity else ()
            for key, text in (("title", territory.title), ("note", territory.note)):
                if text is not None and not any(text is name for name in named):
                    yield Wording(file, f"{field}.{key}", _said(text, atlas.meta.languages), text.languages)


def _records(found: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(found, Mapping):
        yield from found.items()
    elif isinstance(found, tuple):
        yield from ((f"[{index}]", record) for index, record in enumerate(found))
    elif found is not None:
        yield "", found


def _of_record(record: Any, languages: tuple[str, ...]) -> list[_Field]:
    found: list[_Field] = []
    _tell_record("", record, languages, found)
    return found


def _tell_record(path: str, record: Any, languages: tuple[str, ...], found: list[_Field]) -> None:
    left_out = _NEVER_TOLD
    if isinstance(record, Place):
        tags = tuple(name.lang for name in record.names)
        found.append((f"{path}names", _names_of(record, languages), tags))
        left_out = _TOLD_AS_NAMES
    for name in type(record).__dataclass_fields__:
        value = getattr(record, name)
        # Most fields of most records are empty; a large atlas has very many.
        if value is not None and value != () and name not in left_out:
            _tell(f"{path}{name}", value, languages, found)


def _tell(path: str, value: Any, languages: tuple[str, ...], found: list[_Field]) -> None:
    if isinstance(value, Text):
        found.append((path, _said(value, languages), value.languages))
    elif isinstance(value, str):
        found.append((path, (("", value),), None))
    elif hasattr(type(value), "__dataclass_fields__"):
        _tell_record(f"{path}.", value, languages, found)
    elif isinstance(value, tuple):
        for index, part in enumerate(value):
            _tell(f"{path}[{index}]", part, languages, found)
    elif isinstance(value, Mapping):
        _tell_mapping(path, value, languages, found)


def _tell_mapping(
    path: str, value: Mapping[str, Any], languages: tuple[str, ...], found: list[_Field]
) -> None:
    if all(isinstance(part, str) for part in value.values()):
        # Names by language, beside a title: nothing is missing where there is none.
        order = sorted(value, key=lambda lang: languages.index(lang) if lang in languages else len(languages))
        found.append((path, tuple((lang, value[lang]) for lang in order), None))
        return
    for key, part in value.items():
        _tell(f"{path}.{key}", part, languages, found)


def _said(text: Text, languages: tuple[str, ...]) -> _Words:
    """Return a text in each language in which it is said, the atlas's first."""
    found: dict[str, str] = {}
    for lang in (*languages, *getattr(text, "languages", ())):
        words = text.in_(lang)
        found.setdefault(str(words), str(getattr(words, "lang", lang)))
    return tuple((lang, words) for words, lang in found.items())


def _names_of(place: Place, languages: tuple[str, ...]) -> _Words:
    """Return the names of a place: those of the atlas's languages first, its title, then all others."""
    ordered = [(lang, place.name_in(lang) or place.title) for lang in languages]
    ordered += [("", place.title), *((name.lang, name.toponym) for name in place.names)]
    found: dict[str, str] = {}
    for lang, toponym in ordered:
        found.setdefault(toponym, lang)
    # `name_on` falls back to the title, which is in no language that is known here.
    known = {(name.toponym, name.lang) for name in place.names}
    return tuple((lang if (name, lang) in known else "", name) for name, lang in found.items())
