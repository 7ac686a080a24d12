"""What the features of a map share: the symbols they use and the rows of their popups."""

from __future__ import annotations

from mapsvc.maps.symbology import Symbol
from mapsvc.model.numbers import format_quantity

Rows = list[tuple[str, str]]


class Symbols(dict[str, Symbol]):
    """The symbols that a map has used so far."""

    def use(self, keyed: tuple[str, Symbol]) -> str:
        """Take a symbol in and return its key."""
        self[keyed[0]] = keyed[1]
        return keyed[0]


def format_km(value: float, lang: str) -> str:
    """Return kilometres as text, below ten with one decimal."""
    return format_quantity(value, "km", lang, digits=1 if value < 10 else 0)
