"""Who held what on a day, as features, entries of the legend and credits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from mapsvc.atlas.store import Store
from mapsvc.language import translate
from mapsvc.model.records import TerritorySet
from mapsvc.model.scene import Credit, LegendEntry, MapFeature
from mapsvc.scene.features.territories import edge_features, frame_entry, ground_features
from mapsvc.scene.symbols import Symbols


def grounds_of_day(atlas: Store, state: TerritorySet, lang: str, *, symbols: Symbols) -> Iterator[MapFeature]:
    """Yield who held what, each named on the map by its holder alone, and the edges between them."""
    key = f"territories/{state.id}"
    for feature in ground_features(
        atlas, state, lang, prefix=key, shared=key, view=state.frame, symbols=symbols
    ):
        found = state.territory(feature.id.rpartition("/")[2])
        named_by_holder = found is not None and found.id == found.polity
        told = dict(feature.rows)
        note = [(translate(lang, "row.note"), found.note.in_(lang))] if found and found.note else []
        yield replace(
            feature,
            label=feature.name.partition(" (")[0] if named_by_holder else feature.name,
            detail=", ".join(told[translate(lang, key)] for key in ("compare.area", "row.certainty")),
            rows=(*feature.rows, *note),
            link=("border", state.id),
            listed=True,
        )
    yield from edge_features(atlas, state, symbols=symbols)


def ground_entries(symbols: Symbols, lang: str) -> Iterator[LegendEntry]:
    """Yield one entry for all tints, and one for those hatched: the map and the list name the holders."""
    keys = sorted(key for key in symbols if key.startswith("polity-"))
    firm = tuple(key for key in keys if not key.endswith("-claim"))
    loose = tuple(key for key in keys if key.endswith("-claim"))
    for covers, word in ((firm, "timeline.grounds"), (loose, "compare.unsettled")):
        if covers:
            yield LegendEntry(covers[-1], translate(lang, word), covers)
    if "frame" in symbols:
        yield frame_entry(lang)


def ground_credits(known: Iterable[Credit], states: Iterable[TerritorySet], lang: str) -> Iterator[Credit]:
    """Yield the credits of a map with those of its grounds; a text that another one contains is left out."""
    texts = list(dict.fromkeys(state.attribution.in_(lang) for state in states))
    yield from (credit for credit in known if not any(credit.text in text for text in texts))
    yield from (Credit(text) for text in texts)
