"""An atlas read whole, fit for use."""

from __future__ import annotations

import os
from dataclasses import replace

from mapsvc.atlas.atlas_reading import in_order_of_date, read_atlas
from mapsvc.atlas.meta_reading import find_other_form
from mapsvc.atlas.problems import Problems
from mapsvc.atlas.references import find_dangling
from mapsvc.atlas.store import Store
from mapsvc.errors import AtlasError
from mapsvc.language import translate
from mapsvc.model.records import Event
from mapsvc.model.text import Text
from mapsvc.resources import atlas_root

#: How many faults one message lists.
_SHOWN = 12


def load_atlas(path: str | os.PathLike[str] | None = None, *, drafts: bool = False) -> Store:
    """
    Read an atlas that is fit for use.

    Parameters
    ----------
    path
        Its folder; nothing for the one that ships with the package.
    drafts
        Whether drafts stand among the events, each marked in its title; else they are apart.

    Returns
    -------
    atlas
        All its records; every id that one names exists.

    Raises
    ------
    AtlasError
        If the folder is missing or any file of it is at fault; the message lists the first
        faults and how many there are. An atlas is never half served.
    """
    root = atlas_root(path)
    other = find_other_form(root)
    if other is not None:
        msg = f"{root / 'atlas.toml'}: {other}"
        raise AtlasError(msg)
    problems = Problems()
    atlas = read_atlas(root, problems)
    if atlas is not None:
        find_dangling(atlas, problems)
    if atlas is None or problems:
        listed = "\n  ".join(str(problem) for problem in sorted(problems.found)[:_SHOWN])
        more = len(problems.found) - _SHOWN
        rest = f"\n  … and {more} more" if more > 0 else ""
        msg = (
            f"The atlas has {len(problems.found)} problems; `mapsvc check` lists them all:\n  {listed}{rest}"
        )
        raise AtlasError(msg)
    return _with_drafts(atlas) if drafts else atlas


def _with_drafts(atlas: Store) -> Store:
    """Return an atlas whose drafts stand among its events, each marked so wherever its title stands."""
    marked = [replace(event, title=_marked(atlas, event)) for event in atlas.drafts.values()]
    events = in_order_of_date([*atlas.events.values(), *marked])
    return replace(atlas, events={event.id: event for event in events})


def _marked(atlas: Store, event: Event) -> Text:
    said = {tag: event.title.in_(tag) for tag in event.title.languages}
    return Text({tag: translate(atlas.language(tag), "event.draft").format(said[tag]) for tag in said})
