"""What whoever makes an atlas may want to know, though nothing is wrong: `mapsvc check` lists it apart."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from mapsvc.atlas.atlas_reading import read_atlas
from mapsvc.atlas.checks.borders import figure_notices
from mapsvc.atlas.checks.colours import colour_notices
from mapsvc.atlas.checks.heights import height_notices
from mapsvc.atlas.checks.old_maps import old_map_notices
from mapsvc.atlas.checks.positions import exchanged_notices
from mapsvc.atlas.checks.route_notices import route_notices
from mapsvc.atlas.checks.sea_notices import sea_notices
from mapsvc.atlas.checks.territories import crossing_notices
from mapsvc.atlas.checks.texts import unfinished_notices
from mapsvc.atlas.problems import Problem, Problems
from mapsvc.atlas.store import Store
from mapsvc.atlas.wordings import Wording, find_wordings
from mapsvc.letters import OMITTED, legible, missing_letters, scripts_of


def check_notices(root: Path) -> list[Problem]:
    """
    Return what `mapsvc check` says of an atlas beside its faults.

    Parameters
    ----------
    root
        The folder that holds `atlas.toml`; of one that cannot be read there is nothing to say.
    """
    atlas = read_atlas(root, Problems())
    return find_notices(atlas) if atlas is not None else []


def find_notices(atlas: Store) -> list[Problem]:
    """
    Return what is no fault of an atlas but changes what readers get.

    Returns
    -------
    notices
        Sorted by file and field: names and texts in letters that no bundled font has (pages show them in
        the reader's own letters; pictures and PDFs cannot), places whose position has no source,
        grounds drawn by hand whose edges were made one, neighbours whose colours look alike,
        and what may be a slip: coordinates that look exchanged, ways that wind, words left to be written.
    """
    return sorted({notice for find in _FINDERS for notice in find(atlas)})


def _unsourced(atlas: Store) -> Iterator[Problem]:
    for place in atlas.places.values():
        if not place.sources and not place.links and place.lon is not None:
            yield Problem(
                atlas.file_of_place(place.id),
                f"{place.id}.sources",
                'is empty; say where its position is from: "sources": [{"source": "…"}], or give a link',
            )


def _worded(atlas: Store) -> Iterator[Problem]:
    """Yield what is worth a look in anything that is said, in one walk: a large atlas says much."""
    for wording in find_wordings(atlas):
        yield from _unwritable(wording)
        yield from unfinished_notices(wording)


def _unwritable(wording: Wording) -> Iterator[Problem]:
    for lang, words in wording.words:
        # Forms of known letters are written as those, and nothing is lost.
        lost = {letter for letter in missing_letters(words) if legible(letter) == OMITTED}
        if lost:
            where = f"{wording.field}.{lang}" if lang else wording.field
            yield Problem(wording.file, where, _message(wording, words, lost))


def _message(wording: Wording, words: str, lost: set[str]) -> str:
    other = next((text for _, text in wording.words if not missing_letters(text)), None)
    written = legible(words) if other is None else other
    advice = "; a form in another alphabet would do" if other is None else ""
    return (
        f"{_short(words)!r} is in letters that no bundled font has ({', '.join(scripts_of(lost))}): pages "
        f"show it in the reader's own, pictures and PDFs write {_short(written)!r}{advice}"
    )


def _short(text: str) -> str:
    return text if len(text) <= 32 else f"{text[:31]}…"


#: What finds notices of a kind.
_FINDERS: tuple[Callable[[Store], Iterator[Problem]], ...] = (
    _worded, _unsourced, colour_notices, crossing_notices, exchanged_notices, figure_notices,
    height_notices, old_map_notices, route_notices, sea_notices,
)  # fmt: skip
