"""What an atlas does not say in one of its languages, and shows in the next of its order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from mapsvc.atlas.checks.sources import untranslated_sources
from mapsvc.atlas.store import Store
from mapsvc.atlas.wordings import find_wordings

#: So many texts are listed; of more the number is told.
_LISTED = 12
_SOURCES = "sources.json"


@dataclass(frozen=True, order=True)
class Untranslated:
    """A text that is not said in a language: where it stands."""

    lang: str
    file: str
    field: str


def find_untranslated(atlas: Store) -> list[Untranslated]:
    """Return what an atlas does not say in each of its languages, in their order, then by file and field."""
    order = {tag: place for place, tag in enumerate(atlas.meta.languages)}
    return sorted(
        dict.fromkeys(_missing(atlas)), key=lambda found: (order[found.lang], found.file, found.field)
    )


def _missing(atlas: Store) -> Iterator[Untranslated]:
    for wording in find_wordings(atlas):
        # What we say of sources is told below: their references are made in all languages.
        if wording.languages is not None and wording.file != _SOURCES:
            said = {_plain(tag) for tag in wording.languages}
            for tag in atlas.meta.languages:
                if _plain(tag) not in said:
                    yield Untranslated(tag, wording.file, wording.field)
    for file, field, tags in untranslated_sources(atlas):
        yield from (Untranslated(tag, file, field) for tag in tags)


def _plain(tag: str) -> str:
    """Return a language without its region, in which it is read as well."""
    return tag.partition("-")[0]


def summarise(found: Iterable[Untranslated]) -> Iterator[str]:
    """
    Yield lines that tell what is not translated: file by file where it is little, else its number.

    Parameters
    ----------
    found
        In order of language.
    """
    by_language: dict[str, list[Untranslated]] = {}
    for one in found:
        by_language.setdefault(one.lang, []).append(one)
    for lang, texts in by_language.items():
        if len(texts) > _LISTED:
            counted = Counter(one.file.partition("/")[0].partition(".")[0] for one in texts).most_common()
            parts = ", ".join(f"{group} {count}" for group, count in counted)
            yield f"{lang}: {len(texts)} texts are shown in another language ({parts})"
            continue
        files: dict[str, list[str]] = {}
        for one in texts:
            files.setdefault(one.file, []).append(one.field)
        yield from (f"{lang}: {file}: {', '.join(fields)}" for file, fields in files.items())
