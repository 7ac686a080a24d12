"""What is written on a picture: the names of features, of towns in their time, and of waters."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from mapsvc.letters import missing_letters
from mapsvc.model.day import Day
from mapsvc.model.geometry import disc_bounds
from mapsvc.model.scene import MapFeature, Symbol
from mapsvc.model.style import STYLE
from mapsvc.render.picture.areas import cells_of_others
from mapsvc.render.picture.line_places import Cells, cells_of
from mapsvc.render.picture.placement import Label
from mapsvc.render.picture.signs import Sign, size_of
from mapsvc.render.picture.view import View
from mapsvc.scene.ground.basemap import Basemap
from mapsvc.scene.ground.names import name_in
from mapsvc.scene.ground.near_towns import near_towns

_CROWD = STYLE.crowd
#: Towns appear as on a page that is half as large: letters of a picture are as large as in a hall.
_PAGE_ZOOM = 0.2
#: `routes/<id>/<account>-leg-<n>`.
_LEG = re.compile(r"-leg-\d+$")

#: So much of the frame lies beyond each edge, where names that reach in may stand.
_BEYOND_FRAME = 0.2


def feature_words(
    view: View,
    layers: Sequence[tuple[str, Sequence[MapFeature]]],
    symbols: Mapping[str, Symbol],
    *,
    signs: Sequence[Sign],
    runs: Mapping[str, list[np.ndarray[Any, Any]]],
) -> Iterator[Label]:
    """
    Yield the names of features.

    Parameters
    ----------
    view
        What is shown.
    layers
        Id and features of each layer.
    symbols
        By key.
    signs
        Those that stand.
    runs
        Pixels of each line by the feature's id; a name may stand at any part of its line.
    """
    shifts = {sign.feature.id: sign.shift for sign in signs}
    others = _others(view, list(chain.from_iterable(features for _, features in layers)), symbols)
    for layer, features in layers:
        for feature in features:
            if not feature.label:
                continue
            symbol = symbols[feature.symbol]
            tier = int(feature.priority > 1)
            base = Label(text=feature.label, style="line", tier=tier, priority=feature.priority)
            if feature.id in runs:
                style = "line" if symbol["type"] == "line" else "arrow"
                family = tuple(_family_runs(feature, layer, features, runs))
                if family:
                    foreign = _foreign(feature, features, runs)
                    yield replace(base, style=style, runs=family, foreign=foreign)
            elif symbol["type"] == "marker":
                word = _sign_word(view, feature, symbol, base, shifts.get(feature.id, 0.0))
                if not _is_hidden(view, feature, word, signs):
                    yield word
            elif not feature.geometry.is_empty:
                word = _region_word(view, feature, symbol, base)
                yield replace(word, foreign=others.get(feature.id, word.foreign))


def _family_runs(
    feature: MapFeature,
    layer: str,
    features: Sequence[MapFeature],
    runs: Mapping[str, list[np.ndarray[Any, Any]]],
) -> Iterator[np.ndarray[Any, Any]]:
    """Yield the line of a feature and of the nameless parts of the same thing."""
    yield from runs[feature.id]
    if layer.startswith("lines"):
        return  # of a comparison: each stretch is named for itself
    for other in features:
        if other is not feature and not other.label and strand_of(other.id) == strand_of(feature.id):
            yield from runs.get(other.id, ())


def strand_of(feature_id: str) -> str:
    """Return what lines of one thing have in common: the border, or the account of a journey."""
    return _LEG.sub("", feature_id) if _LEG.search(feature_id) else feature_id.rpartition("/")[0]


def _foreign(
    feature: MapFeature, features: Sequence[MapFeature], runs: Mapping[str, list[np.ndarray[Any, Any]]]
) -> Cells:
    """Return where lines of the same layer run that have another name."""
    own = strand_of(feature.id)
    others = [run for other in features if strand_of(other.id) != own for run in runs.get(other.id, ())]
    return cells_of(others, STYLE.placement.foreign_px)


def _others(view: View, features: Sequence[MapFeature], symbols: Mapping[str, Symbol]) -> dict[str, Cells]:
    """Return where the name of an area would be read as that of another, or stand beside its ground."""
    areas = {
        feature.id: (feature.label, feature.geometry)
        for feature in features
        if feature.label and feature.geometry.geom_type in {"Polygon", "MultiPolygon"}
    }
    inside = {
        feature.id
        for feature in features
        if feature.id in areas and symbols[feature.symbol].get("named_inside")
    }
    if len(areas) < 2 and not inside:
        return {}
    return cells_of_others(view, areas, STYLE.placement.foreign_px, inside=inside)


def _is_hidden(view: View, feature: MapFeature, word: Label, signs: Sequence[Sign]) -> bool:
    """Tell whether a lesser sign stands among many, or any under a larger one that seems so named."""
    assert word.at is not None
    if feature.priority >= _CROWD.priority and view.zoom < _CROWD.until_zoom:
        near = (math.dist((sign.x + sign.shift, sign.y), word.at) < _CROWD.reach_px for sign in signs)
        if sum(near) > _CROWD.most:
            return True
    own = (word.gap - STYLE.placement.sign_gap_px) * 2
    places = [(sign.size, math.dist((sign.x, sign.y), word.at)) for sign in signs if not sign.shift]
    return any(own < size and 0 < apart < size / 2 for size, apart in places)


def _sign_word(view: View, feature: MapFeature, symbol: Symbol, base: Label, shift: float) -> Label:
    wide = feature.symbol.startswith("wide-")  # the sign of a whole country is not its place
    style = "region" if wide else f"feature-{min(3, max(1, feature.priority))}"
    at = view.point(feature.geometry.x, feature.geometry.y)
    return replace(
        base, style=style, at=at, gap=size_of(symbol) / 2 + STYLE.placement.sign_gap_px + abs(shift)
    )


def _region_word(view: View, feature: MapFeature, symbol: Symbol, base: Label) -> Label:
    style = "area" if symbol["type"] == "area" else "region"
    shape, is_point = feature.geometry, feature.geometry.geom_type == "Point"
    west, south, east, north = (
        disc_bounds(shape.x, shape.y, feature.radius_km or 0.0) if is_point else shape.bounds
    )
    (left, top), (right, bottom) = view.point(west, north), view.point(east, south)
    if is_point:
        at = view.point(shape.x, shape.y)
    else:
        at = view.point(*feature.at) if feature.at else ((left + right) / 2, (top + bottom) / 2)
        at, (left, top, right, bottom) = _seen(view, shape, at, (left, top, right, bottom))
    # Of ground that lies between others' a name stands on it, or nowhere.
    centred = bool(symbol.get("named_inside"))
    return replace(base, style=style, at=at, room=(right - left, bottom - top), centred=centred)


def _seen(
    view: View, geometry: BaseGeometry, at: tuple[float, float], box: tuple[float, float, float, float]
) -> tuple[tuple[float, float], tuple[float, float, float, float]]:
    """Return where an area that runs out of the frame carries its name: inside what is seen of it."""
    if 30 <= at[0] <= view.width - 30 and 20 <= at[1] <= view.height - 20:
        return at, box
    drawn = shapely.transform(geometry, view.project)
    drawn = drawn if drawn.is_valid else shapely.make_valid(drawn)
    seen = shapely.clip_by_rect(drawn, 0, 0, view.width, view.height)
    parts = [part for part in shapely.get_parts(seen) if part.geom_type == "Polygon" and part.area > 900]
    if not parts:
        return at, box
    point = max(parts, key=lambda part: part.area).representative_point()
    left, top, right, bottom = seen.bounds
    return (point.x, point.y), (left, top, right, bottom)


def ground_words(basemap: Basemap, view: View, day: Day, lang: str) -> Iterator[Label]:
    """Yield the names of towns and waters on a day and in a language."""
    zoom = view.zoom + _PAGE_ZOOM
    listed = (*basemap.features("towns"), *basemap.features("waters"), *basemap.features("world"))
    west, south, east, north = view.extent
    # Names reach a little into the frame from beyond it.
    across, upright = (east - west) * _BEYOND_FRAME, (north - south) * _BEYOND_FRAME
    for feature in (*listed, *near_towns(basemap, view.extent, day.year)):
        lon, lat = feature["geometry"]["coordinates"]
        if not south - upright <= lat <= north + upright:
            continue
        if (lon - west + across) % 360 > east - west + 2 * across:
            continue
        about = feature["properties"]
        text = name_in(about, lang, day)
        seen = about.get("minzoom", 0) <= zoom <= about.get("maxzoom", 99)
        # A town of the background whose name cannot be written says nothing.
        if not seen or not text or missing_letters(text):
            continue
        at = view.near(lon, lat)
        yield _town_word(about, text, at) if about["kind"] == "town" else _water_word(about, text, at)


def _town_word(about: Mapping[str, Any], text: str, at: tuple[float, float]) -> Label:
    rank = int(about["rank"])
    return Label(
        text=text, style=f"town-{min(3, rank)}", tier=2, priority=rank, at=at,
        gap=STYLE.town_dot.gap_px, dot=2.8 if rank == 1 else 2.0,
    )  # fmt: skip


def _water_word(about: Mapping[str, Any], text: str, at: tuple[float, float]) -> Label:
    size = about.get("size") or "m"
    return Label(
        text=text, style=f"{'range' if about.get('kind') == 'range' else 'water'}-{size}", tier=3,
        priority=STYLE.size_priorities[size], at=at, centred=True,
        angle=math.radians(about.get("angle_deg") or 0),
    )  # fmt: skip
