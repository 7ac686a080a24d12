"""What the features of a map share: the symbols they use and the rows of their popups."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from mapsvc.atlas.store import Store
from mapsvc.history.citations import format_citations
from mapsvc.language import translate
from mapsvc.model.fields import Certainty
from mapsvc.model.records import Citation
from mapsvc.model.scene import MapLayer, Symbol

Rows = list[tuple[str, str]]


class Symbols(dict[str, Symbol]):
    """The symbols that a map has used so far."""

    def use(self, keyed: tuple[str, Symbol]) -> str:
        """Take a symbol in and return its key."""
        self[keyed[0]] = keyed[1]
        return keyed[0]


def symbols_of(layers: Iterable[MapLayer]) -> set[str]:
    """Return the keys of the symbols that layers show."""
    return {feature.symbol for layer in layers for feature in layer.features}


def kept_symbols(symbols: Mapping[str, Symbol], keys: set[str]) -> Symbols:
    """Return those of some keys."""
    return Symbols({key: symbol for key, symbol in symbols.items() if key in keys})


def certainty_row(certainty: Certainty, lang: str) -> tuple[str, str]:
    """Return the row of a popup that says how sure a thing is."""
    return translate(lang, "row.certainty"), translate(lang, f"certainty.{certainty}")


def source_row(atlas: Store, citations: Iterable[Citation], lang: str) -> tuple[str, str]:
    """Return the row of a popup that says where a thing is from."""
    return translate(lang, "row.source"), format_citations(atlas, citations, lang)
