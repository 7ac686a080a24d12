"""What the features of a map share: the symbols they use and the rows of their popups."""

from __future__ import annotations

from mapsvc.model.scene import Symbol

Rows = list[tuple[str, str]]


class Symbols(dict[str, Symbol]):
    """The symbols that a map has used so far."""

    def use(self, keyed: tuple[str, Symbol]) -> str:
        """Take a symbol in and return its key."""
        self[keyed[0]] = keyed[1]
        return keyed[0]
