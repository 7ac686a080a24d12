"""What lies in a library: its atlases with what each says of itself, sound or not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock

from mapsvc.atlas.meta_reading import read_meta
from mapsvc.atlas.problems import Problems
from mapsvc.atlas.store import Store
from mapsvc.model.meta import AtlasMeta
from mapsvc.model.names import fold

_ATLAS_FILE = "atlas.toml"
#: A folder that is called otherwise has no address.
_FOLDER_NAME = re.compile(r"[a-z0-9]+(?:[-_.][a-z0-9]+)*", re.ASCII)
#: Kinds of record that can be found from the first page, with the key of the word for each.
_FOUND_KINDS = ("event", "place", "border", "route")


@dataclass(frozen=True)
class FoundThing:
    """
    Something that an atlas has.

    Attributes
    ----------
    path
        Where it stands in its atlas.
    label
        Key of the word for its kind.
    titles
        What it is called, each with its language; the ordinary name first.
    folded
        The same in folded letters, a line each.
    """

    atlas: str
    path: str
    label: str
    titles: tuple[tuple[str, str], ...]
    folded: str

    def title_in(self, lang: str) -> str:
        """Return what it is called in a language, else its ordinary name."""
        return next((title for tag, title in self.titles if tag == lang), self.titles[0][1])

    def others(self, lang: str) -> list[str]:
        """Return what else it is called."""
        names = dict.fromkeys(title for _, title in self.titles)
        return [name for name in names if name != self.title_in(lang)]


@dataclass
class CataloguedAtlas:
    """
    An atlas of a library.

    Attributes
    ----------
    name
        Of its folder, and in its address.
    meta
        What it says of itself; nothing where it cannot be read.
    events, places
        How many files of events it has, and how many places once it was read.
    fault
        Why it cannot be shown; empty if it can, as far as is known.
    found
        What can be found in it; nothing until it was read.
    """

    name: str
    root: Path
    meta: AtlasMeta | None
    events: int = 0
    places: int = 0
    fault: str = ""
    found: tuple[FoundThing, ...] = field(default=(), repr=False)
    read: bool = False

    @property
    def is_shown(self) -> bool:
        """Whether readers may have it: one that says `public = false` is nowhere."""
        return self.meta is None or self.meta.public


class Catalogue:
    """
    The atlases of a folder, by name.

    Parameters
    ----------
    folder
        Each folder in it with an `atlas.toml` is one.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._lock = Lock()
        self._atlases = {entry.name: entry for entry in _entries(folder)}

    def shown(self) -> list[CataloguedAtlas]:
        """Return the atlases that readers may know of, in the order of their names."""
        return [entry for entry in self._atlases.values() if entry.is_shown]

    def find(self, name: str) -> CataloguedAtlas | None:
        """Return an atlas that readers may have."""
        entry = self._atlases.get(name)
        return entry if entry is not None and entry.is_shown else None

    def note(self, entry: CataloguedAtlas, atlas: Store | None, fault: str = "") -> None:
        """Keep what was seen of an atlas when it was read."""
        with self._lock:
            entry.read, entry.fault = True, fault
            if atlas is not None:
                entry.events, entry.places = len(atlas.events), len(atlas.places)
                entry.found = tuple(_findable(entry.name, atlas))

    def search(self, words: str) -> list[FoundThing]:
        """Return what has all words of a question in its names, whole names first."""
        wanted = fold(words).split()
        if not wanted:
            return []
        whole = " ".join(wanted)
        found = [
            thing for entry in self.shown() for thing in entry.found if all(w in thing.folded for w in wanted)
        ]
        return sorted(found, key=lambda thing: (_rank(thing.folded, whole), thing.titles[0][1], thing.atlas))


def _entries(folder: Path) -> Iterator[CataloguedAtlas]:
    for path in sorted(folder.iterdir()):
        if not (path / _ATLAS_FILE).is_file() or path.name.startswith("."):
            continue
        if not _FOLDER_NAME.fullmatch(path.name):
            fault = (
                f"the folder {path.name!r} has no address: small letters of English, digits and hyphens only"
            )
            yield CataloguedAtlas(path.name, path, None, fault=fault)
            continue
        problems = Problems()
        meta = read_meta(path, problems)
        events = sum(1 for _ in (path / "events").glob("*.toml"))
        fault = str(sorted(problems.found)[0]) if problems else ""
        yield CataloguedAtlas(path.name, path, meta, events, fault=fault)


def _findable(name: str, atlas: Store) -> Iterator[FoundThing]:
    for kind in _FOUND_KINDS:
        for id_, record in getattr(atlas, f"{kind}s").items():
            title = record.title
            titles = (
                tuple((name.lang, name.toponym) for name in record.names) or (("", title),)
                if isinstance(title, str)
                else tuple((tag, str(title.in_(tag))) for tag in title.languages)
            )
            folded = "\n".join(fold(name) for _, name in titles)
            yield FoundThing(name, f"/{kind}s/{id_}", f"kind.{kind}", titles, folded)


def _rank(folded: str, whole: str) -> int:
    names = folded.split("\n")
    return 0 if whole in names else 1 if any(one.startswith(whole) for one in names) else 2


def years_of(meta: AtlasMeta | None) -> Sequence[str]:
    """Return the first and the last year that an atlas says it tells of; nothing of what it does not say."""
    given = (meta.period.first, meta.period.last) if meta is not None else ()
    years = [span.edtf[:4] for span in given if span is not None]
    return list(dict.fromkeys(years))
