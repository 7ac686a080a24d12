"""What is written on a picture: the names of features, of towns in their time, and of waters."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from mapsvc.letters import missing_letters
from mapsvc.model.day import Day
from mapsvc.model.scene import MapFeature, Symbol, WantedName
from mapsvc.model.style import STYLE
from mapsvc.render.picture.areas import disc_ring
from mapsvc.render.picture.placement import Label
from mapsvc.render.picture.signs import Sign, size_of
from mapsvc.render.picture.strands import Samples, samples_of
from mapsvc.render.picture.view import View
from mapsvc.scene.ground.basemap import Basemap
from mapsvc.scene.ground.names import name_in
from mapsvc.scene.ground.near_towns import near_towns

_CROWD = STYLE.crowd
#: Why a map says a name besides those of its features, the weightiest first; its own signs stand between.
_ROLE_ORDER = ("subject", "", "capital", "land")
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
    for _, features in layers:
        for feature in features:
            if not feature.label:
                continue
            symbol = symbols[feature.symbol]
            base = Label(
                text=feature.label, style="line", tier=_tier(feature, symbol), priority=feature.priority,
                number=feature.number, feature=feature.id,
            )  # fmt: skip
            if feature.id in runs:
                style = "line" if symbol["type"] == "line" else "arrow"
                family = tuple(_family_runs(feature, features, runs))
                if family:
                    yield replace(base, style=style, runs=family, strand=strand_of(feature))
            elif symbol["type"] == "marker":
                word = _sign_word(view, feature, symbol, base, shifts.get(feature.id, 0.0))
                if not _is_hidden(view, feature, word, signs):
                    yield word
            elif not feature.geometry.is_empty:
                yield _region_word(view, feature, symbol, base)


def _family_runs(
    feature: MapFeature, features: Sequence[MapFeature], runs: Mapping[str, list[np.ndarray[Any, Any]]]
) -> Iterator[np.ndarray[Any, Any]]:
    """Yield the line of a feature and of the nameless parts of the same thing."""
    yield from runs[feature.id]
    for other in features:
        if other is not feature and not other.label and strand_of(other) == strand_of(feature):
            yield from runs.get(other.id, ())


def strand_of(feature: MapFeature) -> str:
    """
    Return what lines of one thing have in common: the border, or the account of a journey.

    A stretch on which several run is of none of them alone.
    """
    if feature.joint:
        return feature.joint
    return _LEG.sub("", feature.id) if _LEG.search(feature.id) else feature.id.rpartition("/")[0]


def line_samples(
    layers: Sequence[tuple[str, Sequence[MapFeature]]],
    symbols: Mapping[str, Symbol],
    runs: Mapping[str, list[np.ndarray[Any, Any]]],
) -> Samples | None:
    """Return points on all lines that a name could be read as that of; nothing if all are of one thing."""
    lines = [
        feature
        for feature in chain.from_iterable(features for _, features in layers)
        if feature.id in runs and not symbols[feature.symbol].get("inert")
    ]
    return samples_of((strand_of(feature), runs[feature.id]) for feature in lines)


def _is_hidden(view: View, feature: MapFeature, word: Label, signs: Sequence[Sign]) -> bool:
    """Tell whether a lesser sign stands among many, or any under a larger one that seems so named."""
    assert word.at is not None
    if feature.priority <= 1:
        return False  # what the map is about says its name
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
    shape = feature.geometry
    if shape.geom_type in {"Point", "MultiPoint"}:
        points = shapely.get_parts(shape)
        rings = [view.project(disc_ring(point.x, point.y, feature.radius_km or 0.0)) for point in points]
        at = view.point(points[0].x, points[0].y)
    else:
        drawn = shapely.transform(shape, view.project)
        rings = [shapely.get_coordinates(ring) for ring in _rings(drawn)]
        west, south, east, north = shape.bounds
        at = view.point(*(feature.at or ((west + east) / 2, (south + north) / 2)))
    return replace(base, style=style, at=at, ground=tuple(rings))


def _tier(feature: MapFeature, symbol: Symbol) -> int:
    """Return how early a name is placed: signs that a map is about, what else it is about, the rest."""
    if feature.priority > 1:
        return 1
    return -1 if symbol["type"] == "marker" else 0


def wanted_words(view: View, names: Iterable[WantedName]) -> Iterator[Label]:
    """Yield what a map says besides the names of its features: before all but its own signs."""
    for name in names:
        rank = _ROLE_ORDER.index(name.role)
        base = Label(text=name.name, tier=-1, priority=rank, at=view.near(*name.at), feature=name.id)
        if name.geometry is None:
            style = "feature-2" if name.role == "subject" else "town-1"
            yield replace(base, style=style, gap=STYLE.town_dot.gap_px, dot=2.8)
        else:
            drawn = shapely.transform(name.geometry, view.project)
            rings = tuple(shapely.get_coordinates(ring) for ring in _rings(drawn))
            yield replace(base, style="country", ground=rings, bound=True)


def _rings(shape: BaseGeometry) -> Iterator[BaseGeometry]:
    for part in shapely.get_parts(shape):
        if part.geom_type == "Polygon":
            yield from (part.exterior, *part.interiors)


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
        near=STYLE.placement.near_line if about.get("kind") == "river" else None,
        angle=math.radians(about.get("angle_deg") or 0),
    )  # fmt: skip
