"""The workbench: a room is a file of `rooms` with a `blueprint`, and a `ROOM` that says where it stands."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Room:
    """
    A room of the workbench.

    Attributes
    ----------
    name
        Its address is `/edit/<name>/`, its template `edit/<name>.html`, its script `edit-<name>.js`.
    rank
        Its place in the navigation.
    words
        Key of what it is called; `edit.room.<name>` if not given.
    """

    name: str
    rank: int
    words: str = ""

    @property
    def label(self) -> str:
        """Key of what it is called."""
        return self.words or f"edit.room.{self.name}"
