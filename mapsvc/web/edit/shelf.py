"""Where the atlases lie of somebody who names no folder."""

from __future__ import annotations

import os
from pathlib import Path

_SHELF_NAME = "mapsvc"


def own_shelf() -> Path:
    """Return the folder of one's own atlases: in that of documents, where the system has one."""
    home = Path.home()
    named = os.environ.get("XDG_DOCUMENTS_DIR", "")
    for folder in (*([Path(named)] if named else ()), home / "Documents", home / "OneDrive" / "Documents"):
        if folder.is_dir():
            return folder / _SHELF_NAME
    return home / _SHELF_NAME


def atlases_on(shelf: Path) -> list[Path]:
    """Return the folders of a shelf in which there is an atlas."""
    try:
        return sorted(path for path in shelf.iterdir() if (path / "atlas.toml").is_file())
    except OSError:
        return []
