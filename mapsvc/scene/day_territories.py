"""Whose ground it was by the borders of a day, as features and credits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from mapsvc.atlas.store import Store
from mapsvc.language import translate
from mapsvc.model.records import Territory, TerritorySet
from mapsvc.model.scene import Credit, MapFeature
from mapsvc.scene.features.territories import edge_features, ground_area, ground_features
from mapsvc.scene.symbols import Symbols


def grounds_of_states(
    atlas: Store, states: Iterable[TerritorySet], lang: str, *, symbols: Symbols
) -> Iterator[MapFeature]:
    """
    Yield the grounds of some states of affairs, and the edges between them.

    A holder is listed once, whatever the number of its grounds and of the frames they are drawn in; one name
    stands once on the map.
    """
    found: list[tuple[MapFeature, Territory]] = []
    edges: list[MapFeature] = []
    for state in states:
        found += _grounds(atlas, state, lang, symbols=symbols)
        edges += edge_features(atlas, state, symbols=symbols)
    rows = _rows(found)
    named: set[str | None] = set()
    for feature, ground in found:
        label = None if feature.label in named else feature.label
        named.add(label)
        parts = rows.get(feature.id)
        if parts is None:
            yield replace(feature, label=label, listed=False)
            continue
        holder = _holder(feature, ground, atlas, lang) if len(parts) > 1 else feature.name
        area = ground_area(ground, lang) if len(parts) == 1 and feature.detail else ""
        others = [name for name in dict.fromkeys(parts) if name != holder]
        words = [*others, *filter(None, (area,)), _limits(ground, lang)]
        yield replace(feature, label=label, name=holder, detail=", ".join(words), listed=True)
    yield from edges


def _grounds(
    atlas: Store, state: TerritorySet, lang: str, *, symbols: Symbols
) -> Iterator[tuple[MapFeature, Territory]]:
    """Yield the grounds of a state of affairs, each named on the map by its holder alone."""
    key = f"territories/{state.id}"
    for feature in ground_features(
        atlas, state, lang, prefix=key, shared=key, view=state.frame, symbols=symbols
    ):
        ground = state.territory(feature.id.rpartition("/")[2])
        if ground is None:
            continue
        note = [(translate(lang, "row.note"), ground.note.in_(lang))] if ground.note else []
        yield (
            replace(
                feature,
                label=feature.name.partition(" (")[0] if ground.id == ground.polity else feature.name,
                rows=(*feature.rows, *note),
                link=("border", state.id),
            ),
            ground,
        )


def _rows(found: Iterable[tuple[MapFeature, Territory]]) -> dict[str, list[str]]:
    """Return the feature that is listed for each holder, with the names of all its grounds."""
    grounds: dict[str, list[tuple[MapFeature, Territory]]] = {}
    for feature, ground in found:
        grounds.setdefault(ground.polity, []).append((feature, ground))
    rows = {}
    for held in grounds.values():
        first = max(held, key=lambda one: (one[1].id == one[1].polity, one[1].area_km2))[0]
        rows[first.id] = [feature.name for feature, _ in held]
    return rows


def _holder(feature: MapFeature, ground: Territory, atlas: Store, lang: str) -> str:
    return feature.name if ground.id == ground.polity else atlas.polities[ground.polity].name.in_(lang)


def _limits(ground: Territory, lang: str) -> str:
    return translate(lang, "timeline.limits").format(
        certainty=translate(lang, f"certainty.{ground.certainty}")
    )


def ground_credits(known: Iterable[Credit], states: Iterable[TerritorySet], lang: str) -> Iterator[Credit]:
    """Yield the credits of a map with those of its grounds; a text that another one contains is left out."""
    texts = list(dict.fromkeys(state.attribution.in_(lang) for state in states))
    yield from (credit for credit in known if not any(credit.text in text for text in texts))
    yield from (Credit(text) for text in texts)
