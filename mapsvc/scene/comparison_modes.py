"""What each mode of a comparison shows of its one map, and what the symbols mean there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from mapsvc.atlas.store import Store
from mapsvc.errors import NotFoundError, not_found
from mapsvc.history.comparison import Comparison
from mapsvc.history.supposed_changes import supposed
from mapsvc.language import translate
from mapsvc.model.scene import LegendEntry, MapLayer, Scene
from mapsvc.scene import comparison_symbols as signs
from mapsvc.scene.comparison_words import sum_words, sums_of_changes
from mapsvc.scene.features.territories import apart_entry, frame_entry
from mapsvc.scene.legend import certainty_entries, surest_entry
from mapsvc.scene.symbols import Symbols, symbols_of

#: Which layers each mode shows; the browser reads it, and a side `a` or `b` is clipped in the swipe.
MODES: dict[str, tuple[str, ...]] = {
    "overlay": ("extent-a", "extent-b", "rim-a", "rim-b", "pieces", "frame", "lines-a", "lines-b"),
    "swipe": ("territory-a", "territory-b", "edge-a", "edge-b", "frame", "lines-a", "lines-b"),
    "difference": ("pieces", "frame", "lines-a", "lines-b"),
}


def layers_of_mode(scene: Scene, mode: str) -> Scene:
    """
    Return the map of a comparison as one mode shows it, for a picture or a file.

    Parameters
    ----------
    scene
        A composed comparison, with the layers of all modes.
    mode
        A key of `MODES`.

    Returns
    -------
    scene
        Only the layers of the mode, in its order, and a legend of what they show.

    Raises
    ------
    NotFoundError
        If there is no such mode.
    """
    if mode not in MODES:
        raise not_found(NotFoundError, "mode", mode, MODES)
    by_id = {layer.id: layer for layer in scene.layers}
    layers = tuple(by_id[layer] for layer in MODES[mode] if layer in by_id)
    used = symbols_of(layers)
    return replace(
        scene,
        layers=layers,
        legend=tuple(entry for entry in scene.legend if _is_shown(entry, used)),
        symbols={key: symbol for key, symbol in scene.symbols.items() if key in used or _is_certainty(key)},
    )


def layers_of_side(scene: Scene, side: str) -> Scene:
    """Return what a mode shows of one side, `a` or `b`: where both stand side by side, each has its own."""
    other = "b" if side == "a" else "a"
    return replace(scene, layers=tuple(layer for layer in scene.layers if not layer.id.endswith(f"-{other}")))


def _is_certainty(key: str) -> bool:
    return key.startswith("certainty-")


def _is_shown(entry: LegendEntry, used: set[str]) -> bool:
    return _is_certainty(entry.symbol) or not used.isdisjoint(entry.covers)


def legend_of_comparison(
    atlas: Store, comparison: Comparison, layers: tuple[MapLayer, ...], symbols: Symbols, lang: str
) -> tuple[LegendEntry, ...]:
    """
    Return what every symbol of a comparison means, whatever the mode.

    Parameters
    ----------
    atlas, comparison
        Where the names come from.
    layers
        Of all modes.
    symbols
        Takes in those that only the legend needs.
    lang
        One of the atlas's languages.
    """
    used = symbols_of(layers)
    labels = {
        side: atlas.border(border_id).label.in_(lang)
        for side, border_id in zip(signs.SIDES, (comparison.a, comparison.b), strict=True)
    }
    entries = [*_side_entries(used, layers, labels, _gain_entries(atlas, comparison, lang))]
    lines = [key for key in used if key.startswith("line-")]
    entries += certainty_entries(lines, symbols, lang)
    entries += [*_holder_entries(layers)]
    for ending, word in (("-claim", "compare.unsettled"), ("-below", "compare.verdict_below")):
        found = tuple(sorted(key for key in used if key.endswith(ending)))
        if found:
            entries.append(LegendEntry(found[0], translate(lang, word), found))
    if "frame" in used:
        entries.append(frame_entry(lang))
    if "edge-apart" in used:
        entries.append(apart_entry(lang))
    return tuple(entries)


def _gain_entries(atlas: Store, comparison: Comparison, lang: str) -> Iterator[LegendEntry]:
    """Yield one entry for each holder who gains ground, or would have gained it: how much, and from whom."""
    said: dict[str, str] = {}
    pairs: dict[str, dict[tuple[str, str], str]] = {}
    for change in comparison.pieces:
        if change.verdict == "change":
            would = supposed(atlas, comparison, change)
            title = (would.holder if would else change.to_title).in_(lang).partition(": ")[0]
            award = atlas.border(would.award).label.in_(lang) if would else ""
            key = f"gain-{would.polity}-would" if would else f"gain-{change.to_polity}"
            word = "compare.gains_would" if would else "compare.gains"
            said[key] = translate(lang, word).format(who=title, award=award)
            gainer = would.polity if would else change.to_polity
            pair = (change.from_polity, change.to_polity)
            other = pair[0] if pair[1] == gainer else pair[1]
            pairs.setdefault(key, {})[pair] = atlas.polities[other].name.in_(lang)
    sums = sums_of_changes(comparison)
    for key, text in said.items():
        told = [
            sum_words(*sums[pair], lang) + (f" ({other})" if len(pairs[key]) > 1 else "")
            for pair, other in pairs[key].items()
        ]
        yield LegendEntry(key, f"{text}: {'; '.join(told)}", (key,))


def _holder_entries(layers: tuple[MapLayer, ...]) -> Iterator[LegendEntry]:
    """Yield one entry for each holder whose ground is tinted in the swipe."""
    names: dict[str, str] = {}
    keys: dict[str, set[str]] = {}
    for layer in layers:
        if not layer.id.startswith("territory-"):
            continue
        for feature in layer.features:
            polity = feature.symbol.removeprefix("polity-").removesuffix("-claim")
            keys.setdefault(polity, set()).add(feature.symbol)
            if polity not in names or feature.id.endswith(f"/{polity}"):
                names[polity] = (feature.label or "").partition(" (")[0]
    for polity, found in keys.items():
        yield LegendEntry(min(found, key=len), names[polity], tuple(sorted(found)))


def _side_entries(
    used: set[str], layers: tuple[MapLayer, ...], labels: Mapping[str, str], gains: Iterable[LegendEntry]
) -> Iterator[LegendEntry]:
    """Yield the lines of each side, who gains ground between them, then the ground of each."""
    for side, label in labels.items():
        yield from surest_entry(f"line-{side}", label, used)
    yield from gains
    names = {layer.id: layer.features[0].name for layer in layers}
    for side in labels:
        key = f"side-{side}"
        if key in used:
            yield LegendEntry(key, names[f"extent-{side}"], (key,))
