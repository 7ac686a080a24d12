"""Signs of places on a picture."""

from __future__ import annotations

from dataclasses import replace

import shapely

from mapsvc.model.scene import MapFeature
from mapsvc.model.style import STYLE
from mapsvc.render.picture.signs import place_signs, sign_svg, size_of
from mapsvc.render.picture.view import View
from mapsvc.scene.symbology import role_symbol, stop_symbol

SCENE, OTHER, STOP = (
    role_symbol("happened", "attested"),
    role_symbol("origin", "attested"),
    stop_symbol("attested", end=False),
)
SYMBOLS = dict([SCENE, OTHER, STOP])
HERE = MapFeature(id="a", geometry=shapely.Point(-30, 0), symbol=SCENE[0], name="a", priority=1)


def test_of_signs_on_one_spot_each_kind_stands_once_beside_the_other(view: View) -> None:
    features = [
        replace(HERE, id="s", symbol=STOP[0], priority=3),
        HERE,
        replace(HERE, id="o", symbol=OTHER[0], priority=2),  # of the kind of the first
    ]
    signs = place_signs(view, features, SYMBOLS)
    assert [sign.feature.id for sign in signs] == ["s", "a"]  # what matters most is on top
    stop, scene = signs
    assert scene.shift == 0
    assert stop.shift == (stop.size + scene.size) / 2
    assert stop.box[0] >= scene.box[2]


def test_sign_out_of_view_is_not_placed(view: View) -> None:
    assert place_signs(view, [replace(HERE, geometry=shapely.Point(10, 0))], SYMBOLS) == []


def test_sign_is_drawn_as_large_as_its_symbol_says(view: View) -> None:
    (sign,) = place_signs(view, [HERE], SYMBOLS)
    scale = (sign.size + STYLE.signs.room_px) / STYLE.signs.units
    assert f"scale({scale:.2f}" in sign_svg(sign)
    assert size_of({"type": "marker"}) == STYLE.signs.size_px
