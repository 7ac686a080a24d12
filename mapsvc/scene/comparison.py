"""Compose the map of a comparison: two states of affairs, and what differs between them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

import shapely
from shapely.geometry.base import BaseGeometry

from mapsvc.atlas.store import Store
from mapsvc.history.changes import compare_borders
from mapsvc.history.comparison import Change, Comparison
from mapsvc.history.held_days import with_held_days
from mapsvc.history.supposed_changes import supposed, wording_of
from mapsvc.history.territories import find_territories
from mapsvc.language import translate
from mapsvc.model.geometry import Bounds, join_bounds, pad_bounds
from mapsvc.model.meridian import drawn_bounds, unwrap
from mapsvc.model.records import Border, TerritorySet
from mapsvc.model.scene import Credit, MapFeature, MapLayer, Scene
from mapsvc.model.text import said_together
from mapsvc.scene import comparison_symbols as signs
from mapsvc.scene.comparison_modes import MODES, layers_of_mode, legend_of_comparison
from mapsvc.scene.comparison_words import area_words, cause_words, passage
from mapsvc.scene.composition import credits_of, usual_day
from mapsvc.scene.extents import compared_extent
from mapsvc.scene.features.borders import border_features
from mapsvc.scene.features.territories import (
    edge_features,
    edge_lines,
    frame_features,
    ground_features,
    middle,
)
from mapsvc.scene.ground.basemap import Basemap, ground_under
from mapsvc.scene.symbols import Rows, Symbols, certainty_row
from mapsvc.scene.wanted_names import with_wanted_names

#: A difference narrower than this part of the map is shown again, larger, in a corner of it.
_INSET_SHARE = 0.22
#: A swipe opens on what changed with this much of it on each side, and no closer than so many degrees.
_FRAMED, _FRAMED_DEG = 0.3, 0.5
_LAYER_WORDS = {"piec": "pieces", "line": "lines"}

__all__ = ["MODES", "ComparedMap", "compared_map", "compose_comparison", "layers_of_mode", "shapes_of_pair"]


@dataclass(frozen=True)
class ComparedMap:
    """
    The map of a comparison.

    Attributes
    ----------
    inset
        The box that an inset enlarges, if one is needed.
    changed
        The box of the land that changed hands, with a little room, and the middle of that land: longitude
        and latitude. A swipe opens on it with its handle there; nothing where nothing changed.
    """

    comparison: Comparison
    map: Scene
    inset: Bounds | None
    changed: tuple[Bounds, tuple[float, float]] | None = None


def compared_map(atlas: Store, a: str, b: str, lang: str) -> ComparedMap:
    """Return the map of two borders; its page, shapes, pictures and file share it while it is kept."""
    whole = with_held_days(atlas, (a, b))
    return atlas.kept(
        "compared", (a, b, lang), lambda: compose_comparison(whole, compare_borders(whole, a, b), lang)
    )


def compose_comparison(atlas: Store, comparison: Comparison, lang: str) -> ComparedMap:
    """
    Compose the map of a comparison.

    Parameters
    ----------
    atlas
        Where the two borders come from.
    comparison
        What differs between them.
    lang
        One of the atlas's languages.

    Returns
    -------
    compared
        One map with the layers of all `MODES`, so that switching keeps the view.
    """
    borders = {"a": atlas.border(comparison.a), "b": atlas.border(comparison.b)}
    symbols = Symbols()
    extent = _extent(atlas, borders.values(), comparison)
    layers = _layers(atlas, comparison, borders, lang, view=extent, symbols=symbols)
    shown = tuple(
        MapLayer(
            layer, translate(lang, f"compare.layer_{_LAYER_WORDS.get(layer[:4], 'extent')}"), tuple(features)
        )
        for layer, features in layers.items()
        if features
    )
    legend = legend_of_comparison(atlas, comparison, shown, symbols, lang)
    labels = [borders[side].label.in_(lang) for side in ("a", "b")]
    title = said_together(" – ".join(labels), *labels)
    basemap = ground_under(atlas)
    starts = [(border.signed or border.valid).start for border in borders.values()]
    scene = Scene(
        kind="compare",
        id=f"{comparison.a}-{comparison.b}",
        lang=lang,
        title=title,
        caption=title,
        date=None,
        day=max((start for start in starts if start), default=usual_day(atlas)),
        extent=extent,
        layers=shown,
        symbols=dict(symbols),
        legend=legend,
        credits=tuple(_credits(atlas, basemap, shown, comparison, lang)),
        basemap=basemap,
    )
    sides = (comparison.a, comparison.b)
    latest = sorted(sides, key=lambda side: str(borders["a" if side == comparison.a else "b"].valid.edtf))
    scene = with_wanted_names(atlas, scene, latest, [piece.geometry for piece in comparison.pieces])
    return ComparedMap(
        comparison, scene, _inset(comparison, extent), _changed(comparison, layers["pieces"], scene)
    )


def _layers(
    atlas: Store,
    comparison: Comparison,
    borders: dict[str, Border],
    lang: str,
    *,
    view: Bounds,
    symbols: Symbols,
) -> dict[str, list[MapFeature]]:
    """Return the features of the layers of all modes, in drawing order."""
    held = {side: find_territories(atlas, border.id) for side, border in borders.items()}
    followed = _followed(atlas, comparison, held)
    key = _pair_key(comparison)
    layers: dict[str, list[MapFeature]] = {}
    for side, border in borders.items():
        state = f"territories/{border.id}"
        layers[f"territory-{side}"] = [
            replace(feature, id=f"territories/{side}/{feature.id.rpartition('/')[2]}", shape=feature.id)
            for feature in ground_features(
                atlas,
                held[side],
                lang,
                prefix=state,
                shared=state,
                view=view,
                symbols=symbols,
                label=border.label.in_(lang),
            )
        ]
        layers[f"extent-{side}"] = [
            replace(
                feature,
                id=f"extents/{side}/{feature.id.rpartition('/')[2]}",
                symbol=symbols.use(signs.side_area_symbol(side)),
            )
            for feature in layers[f"territory-{side}"]
            if feature.id.rpartition("/")[2] in followed[side]
        ]
        layers[f"edge-{side}"] = [
            replace(edges, id=edges.id.replace(f"edges/{border.id}", f"edges/{side}"), shape=edges.id)
            for edges in edge_features(atlas, held[side], symbols=symbols)
        ]
        layers |= _rims(side, border.id, layers[f"territory-{side}"], followed[side], key, symbols=symbols)
    named = {feature.label for feature in layers["extent-b"]}
    # Grounds of one holder that lie over each other are named once.
    layers["extent-a"] = [
        replace(feature, label=None) if feature.label in named else feature for feature in layers["extent-a"]
    ]
    layers["pieces"] = [
        _piece(atlas, comparison, change, lang, rank=rank, symbols=symbols)
        for rank, change in enumerate(comparison.pieces)
    ]
    layers["frame"] = list(frame_features(list(held.values()), symbols=symbols))
    return layers | _lines(atlas, borders, lang, symbols=symbols)


def _extent(atlas: Store, borders: Iterable[Border], comparison: Comparison) -> Bounds:
    """Return a view that holds the lines of both sides whole."""
    drawn = [piece.geometry for border in borders for piece in border.pieces if piece.geometry is not None]
    boxes = [drawn_bounds(geometry) for geometry in drawn]
    boxes += [drawn_bounds(change.geometry) for change in comparison.pieces if not drawn]
    return compared_extent(atlas, boxes)


def _inset(comparison: Comparison, extent: Bounds) -> Bounds | None:
    """Return the box of the changes if they would be small on the map."""
    box = join_bounds(
        drawn_bounds(change.geometry) for change in comparison.pieces if change.verdict == "change"
    )
    if box is None or box[2] - box[0] > (extent[2] - extent[0]) * _INSET_SHARE:
        return None
    return pad_bounds(box, share=0.3, least_deg=0.5)


def _changed(
    comparison: Comparison, pieces: Iterable[MapFeature], scene: Scene
) -> tuple[Bounds, tuple[float, float]] | None:
    """
    Return the box and the middle of the land that changed hands, as the map draws it.

    What the map is about is in the box too, if it is on the map: a corner alone does not say where it lies.
    """
    real = {f"changes/{change.id}" for change in comparison.pieces if change.verdict == "change"}
    shapes = [piece.geometry for piece in pieces if piece.id in real]
    if not shapes:
        return None
    whole = shapely.union_all([unwrap(shape) for shape in shapes])
    west, south, east, north = scene.extent
    about = [name.at for name in scene.names if name.role == "subject"]
    seen = [shapely.Point(x, y) for x, y in about if west <= x <= east and south <= y <= north]
    box = pad_bounds(shapely.union_all([whole, *seen]).bounds, share=_FRAMED, least_deg=_FRAMED_DEG)
    return box, (float(whole.centroid.x), float(whole.centroid.y))


def _followed(atlas: Store, comparison: Comparison, held: dict[str, TerritorySet]) -> dict[str, set[str]]:
    """Return for each side the holder whose ground the overlay follows: the one with most to gain or lose."""
    counted = {key: polity.counted_with or key for key, polity in atlas.polities.items()}
    weights: Counter[str] = Counter()
    for change in comparison.pieces:
        for polity in (change.from_polity, change.to_polity):
            weights[counted[polity]] += round(change.area_km2)
    ground = {
        side: {found.id: counted[found.polity] for found in state.territories} for side, state in held.items()
    }
    both = set(ground["a"].values()) & set(ground["b"].values()) & weights.keys()
    chosen = set(weights)
    if both:
        # Of two that share the same change the smaller is followed: the change is more of its ground.
        areas: defaultdict[str, float] = defaultdict(float)
        for found in held["a"].territories:
            areas[counted[found.polity]] += found.area_km2
        chosen = {max(both, key=lambda polity: (weights[polity], -areas[polity], polity))}
    return {side: {key for key, polity in ground[side].items() if polity in chosen} for side in ground}


def _rims(
    side: str,
    border_id: str,
    territories: list[MapFeature],
    followed: set[str],
    key: str,
    *,
    symbols: Symbols,
) -> dict[str, list[MapFeature]]:
    """Return the edges of the ground that the overlay follows, which differs from pair to pair."""
    shapes = [feature.geometry for feature in territories]
    kept = [feature.geometry for feature in territories if feature.id.rpartition("/")[2] in followed]
    lines = edge_lines(kept, shapes)
    if lines.is_empty:
        return {}
    feature = MapFeature(
        id=f"rims/{side}",
        geometry=lines,
        symbol=symbols.use(signs.edge_symbol(side)),
        name="",
        shared=key,
        # Which ground is followed may depend on the order of the two.
        shape=f"rims/{border_id}/{'+'.join(sorted(followed))}",
        listed=False,
    )
    return {f"rim-{side}": [feature]}


def _piece(
    atlas: Store, comparison: Comparison, change: Change, lang: str, *, rank: int, symbols: Symbols
) -> MapFeature:
    sure = change.verdict == "change"
    would = supposed(atlas, comparison, change)
    polity, title = (would.polity, would.holder) if would else (change.to_polity, change.to_title)
    verdict = f"{change.verdict}{wording_of(atlas, comparison) and '_would'}" if sure else change.verdict
    rows: Rows = [
        (translate(lang, "compare.area"), area_words(change, lang)),
        (translate(lang, "compare.verdict"), translate(lang, f"compare.verdict_{verdict}")),
        certainty_row(change.certainty, lang),
    ]
    causes = dict.fromkeys(cause_words(atlas, cause, lang) for cause in change.causes)
    if causes:
        rows.append((translate(lang, "compare.causes"), "; ".join(causes)))
    if change.note:
        rows.append((translate(lang, "row.note"), change.note.in_(lang)))
    return MapFeature(
        id=f"changes/{change.id}",
        geometry=change.geometry,
        symbol=symbols.use(signs.gain_symbol(atlas.polities[polity], sure=sure, applied=would is None)),
        name=passage(atlas, comparison, change, lang),
        detail=area_words(change, lang),
        label=f"{title.in_(lang).partition(': ')[0]}: {area_words(change, lang)}" if sure else None,
        priority=1 if rank < 6 else 4,
        rows=tuple(rows),
        certainty=change.certainty,
        shared=_pair_key(comparison),
        # The number alone: with the borders exchanged the same piece goes the other way.
        shape=f"changes/{rank + 1}",
        listed=False,
        at=middle(atlas, change.geometry, drawn_bounds(change.geometry)),
    )


def _lines(
    atlas: Store, borders: dict[str, Border], lang: str, *, symbols: Symbols
) -> dict[str, list[MapFeature]]:
    """Return the stretches of each side; one that both share carries both names, once."""
    found: dict[str, list[MapFeature]] = {f"lines-{side}": [] for side in signs.SIDES}
    if borders["a"].id == borders["b"].id:
        borders = {"a": borders["a"]}
    shapes = {
        side: {shapely.to_wkb(line.geometry) for line in border.lines} for side, border in borders.items()
    }
    both = shapes.get("a", set()) & shapes.get("b", set())
    names = " = ".join(border.label.in_(lang) for border in borders.values())
    said: set[str] = set()
    for side, border in borders.items():
        kinds = {line.id: line for line in border.lines}
        for feature in border_features(
            atlas, [border], lang, emphasis={border.id: "subject"}, symbols=Symbols()
        ):
            line = kinds.get(feature.id.rpartition("/")[2])
            if line is None:
                continue
            joint = names if shapely.to_wkb(feature.geometry) in both else None
            key = symbols.use(signs.side_line_symbol(side, border.status, line.certainty))
            label = joint or border.label.in_(lang)
            found[f"lines-{side}"].append(
                replace(feature, symbol=key, label=_once(label, said), priority=1, joint=joint)
            )
    return found


def _once(label: str, said: set[str]) -> str | None:
    """Return a name that was not said yet, and take it in."""
    if label in said:
        return None
    said.add(label)
    return label


def _credits(
    atlas: Store, basemap: Basemap, layers: tuple[MapLayer, ...], comparison: Comparison, lang: str
) -> Iterator[Credit]:
    found = dict.fromkeys(credits_of(atlas, basemap, layers, lang))
    for border_id in (comparison.a, comparison.b):
        text = atlas.territories[border_id].attribution.in_(lang)
        if not any(text in credit.text for credit in found):
            found[Credit(text)] = None
    yield from found


def _pair_key(comparison: Comparison) -> str:
    """Return where the shapes of two borders lie, whichever of them comes first."""
    return "compare/" + "/".join(sorted((comparison.a, comparison.b)))


def shapes_of_pair(compared: ComparedMap, *, simplify_deg: float = 0.0) -> dict[str, BaseGeometry]:
    """
    Return the shapes that only a pair of borders has; its territories lie with their states of affairs.

    Parameters
    ----------
    compared
        The comparison, in either order.
    simplify_deg
        Tolerance in degrees.

    Returns
    -------
    shapes
        EPSG:4326, by the id of the shape: changes, and the edges of the ground that the overlay follows.
    """
    key = _pair_key(compared.comparison)
    return {
        feature.shape or feature.id: feature.geometry.simplify(simplify_deg)
        if simplify_deg
        else feature.geometry
        for feature in compared.map.features()
        if feature.shared == key
    }
