"""Opens an atlas, wherever it lies."""

from __future__ import annotations

import os
from pathlib import Path

from mapsvc.atlas.loading import load_atlas
from mapsvc.atlas.store import Store
from mapsvc.store.index import INDEX_SUFFIX, open_database, open_index
from mapsvc.store.postgis import PostgisReader, is_postgis


def open_store(path: str | os.PathLike[str] | None = None, *, drafts: bool = False) -> Store:
    """
    Open an atlas that is fit for use.

    Parameters
    ----------
    path
        Its folder, its index, or the address of a database (`postgresql://…`); nothing for the one that
        ships with the package.
    drafts
        Whether drafts stand among the events of a folder, each marked in its title.

    Raises
    ------
    AtlasError
        If it is missing or at fault; the message says why.
    UnavailableError
        If its database cannot be reached.
    """
    if isinstance(path, str) and is_postgis(path):
        return open_database(PostgisReader(path))
    if path and (Path(path).suffix == INDEX_SUFFIX or Path(path).is_file()):
        return open_index(Path(path))
    return load_atlas(path, drafts=drafts)
