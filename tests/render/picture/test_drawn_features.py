"""The features of a map as they are drawn."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
import shapely

from mapsvc.model.scene import MapFeature, MapLayer, Scene
from mapsvc.render.picture.drawn_features import draw_features
from mapsvc.render.picture.view import View
from mapsvc.scene.symbology import border_symbol, extent_symbol, leg_symbol, role_symbol

LINE, AREA, SIGN = (
    border_symbol("in-force", "attested", "standing"),
    extent_symbol("signed"),
    role_symbol("happened", "attested"),
)
BAND = leg_symbol("unknown", "uncertain")


def scene_of(kars: Scene, *drawn: tuple[str, object, str]) -> Scene:
    features = tuple(
        MapFeature(id=name, geometry=shape, symbol=symbol, name=name, band_km=50.0)
        for name, shape, symbol in drawn
    )
    symbols = dict([LINE, AREA, SIGN, BAND])
    return replace(
        kars, extent=(-32, -1.5, -28, 1.5), layers=(MapLayer("l", "l", features),), symbols=symbols
    )


def test_areas_lie_below_lines_and_signs_come_apart(kars: Scene, view: View) -> None:
    line = shapely.LineString([(-31, 0), (-29, 0)])
    scene = scene_of(
        kars,
        ("b", line, LINE[0]),
        ("a", shapely.box(-31, -1, -29, 1), AREA[0]),
        ("s", shapely.Point(-30, 0), SIGN[0]),
    )
    found, signs = draw_features(scene, view, "m")
    assert "fill-rule" in found.svg[0]
    assert "stroke-linejoin" in found.svg[1]
    assert list(found.runs) == ["b"]
    assert [sign.feature.id for sign in signs] == ["s"]
    assert found.symbols == {LINE[0], AREA[0], SIGN[0]}


def test_what_is_out_of_view_is_neither_drawn_nor_in_the_legend(kars: Scene, view: View) -> None:
    away = shapely.LineString([(10, 0), (12, 0)])
    found, signs = draw_features(
        scene_of(kars, ("b", away, LINE[0]), ("s", shapely.Point(11, 0), SIGN[0])), view, "m"
    )
    assert (found.svg, found.symbols, signs) == ([], set(), [])


def test_band_is_as_broad_as_what_is_not_known(kars: Scene, view: View) -> None:
    way = shapely.LineString([(-31, 0), (-29, 0)])
    found, _ = draw_features(scene_of(kars, ("w", way, BAND[0])), view, "m")
    half_px = 50_000 / view.metres_per_px()
    width = re.search(r'stroke-width="([\d.]+)"', found.svg[0])
    assert width
    assert float(width[1]) == pytest.approx(2 * half_px, rel=0.005)
