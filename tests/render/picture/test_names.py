"""What is written on a picture."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import shapely

from mapsvc.atlas.store import Store
from mapsvc.model.day import Day
from mapsvc.model.scene import MapFeature, Scene
from mapsvc.render.picture.labels import place_in_view
from mapsvc.render.picture.names import feature_words, ground_words, line_samples, strand_of
from mapsvc.render.picture.signs import place_signs
from mapsvc.render.picture.view import View, fit_view
from mapsvc.scene.ground.basemap import ground_under
from mapsvc.scene.symbology import border_symbol, extent_symbol, role_symbol

SYMBOLS = dict(
    [role_symbol("happened", "attested"), role_symbol("mentioned", "attested"), extent_symbol("signed"),
     border_symbol("in-force", "attested", "standing")]
)  # fmt: skip


def feature(name: str, geometry: Any, symbol: str, **more: Any) -> MapFeature:
    return MapFeature(id=f"places/{name}", geometry=geometry, symbol=symbol, name=name, label=name, **more)


def words(view: View, *features: MapFeature) -> list[Any]:
    signs = place_signs(view, features, SYMBOLS)
    return list(feature_words(view, [("places", features)], SYMBOLS, signs=signs, runs={}))


def test_lines_of_a_border_or_of_an_account_are_one_strand() -> None:
    way = feature("way", shapely.Point(), "role-happened")
    assert strand_of(replace(way, id="routes/a/stated-leg-3")) == "routes/a/stated"
    assert strand_of(replace(way, id="borders/kars-1921/2")) == "borders/kars-1921"
    assert strand_of(replace(way, joint="one = other")) == "one = other"


def test_lines_that_no_name_could_be_read_as_that_of_are_not_told_apart() -> None:
    key = next(key for key in SYMBOLS if key.startswith("border"))
    lines = [feature(name, shapely.LineString([(0, 0), (1, 1)]), key) for name in ("a", "b")]
    lines = [replace(line, id=f"borders/{line.name}/1") for line in lines]
    runs = {line.id: [np.array([[0.0, 0.0], [9.0, 9.0]])] for line in lines}
    layers = [("borders", lines)]
    assert line_samples(layers, SYMBOLS, runs) is not None
    inert = {key: {**SYMBOLS[key], "inert": True}}
    assert line_samples(layers, inert, runs) is None


def test_lesser_sign_in_a_crowd_says_nothing_until_one_comes_near(view: View) -> None:
    crowd = [
        feature(f"p{i}", shapely.Point(-30 + 0.04 * i, 0), "role-mentioned", priority=5) for i in range(5)
    ]
    assert len(words(view, *crowd)) < 5
    near = fit_view((-30.1, -0.1, -29.7, 0.1), 400, 300)
    assert len(words(near, *crowd)) == 5


def test_sign_under_a_larger_one_says_nothing(view: View) -> None:
    scene = feature("Scene", shapely.Point(-30, 0), "role-happened", priority=1)
    under = feature("Under", shapely.Point(-29.96, 0), "role-mentioned", priority=3)
    beside = feature("Beside", shapely.Point(-29.5, 0), "role-mentioned", priority=3)
    assert [word.text for word in words(view, scene, under, beside)] == ["Scene", "Beside"]


def test_name_of_an_area_that_runs_out_of_view_stands_in_what_is_seen_of_it(view: View) -> None:
    (word,) = words(view, feature("Wide", shapely.box(-31, -1, 10, 1), "extent-signed"))
    assert word.style == "area"
    (placed,) = place_in_view(view, [word], obstacles=(), lines=())
    assert placed.boxes[0][2] <= 400
    assert placed.spot.lead is None


def test_towns_and_waters_bear_the_names_of_the_time_and_language(records: Store, kars: Scene) -> None:
    view = fit_view(kars.extent, 900, 600)
    found = {
        lang: {word.text for word in ground_words(ground_under(records), view, Day(1921, 10, 13), lang)}
        for lang in ("tr", "en")
    }
    assert "Van Gölü" in found["tr"]
    assert "Lake Van" in found["en"]
    assert all(word.of_ground for word in ground_words(ground_under(records), view, Day(1921, 10, 13), "tr"))
