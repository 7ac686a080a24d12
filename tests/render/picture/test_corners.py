"""Which corner of a map is free."""

from __future__ import annotations

import numpy as np

from mapsvc.render.picture.corners import bar_corner, inset_corner
from mapsvc.render.picture.signs import Sign
from mapsvc.render.picture.view import View
from mapsvc.scene.symbology import role_symbol


def test_scale_bar_stands_at_the_left_below_unless_it_would_hide_something(view: View) -> None:
    assert bar_corner(view, [], []) == (12.0, 288.0)
    assert bar_corner(view, [(0.0, 250.0, 100.0, 300.0)], []) == (228.0, 288.0)
    crossing = np.array([[x, 270.0] for x in range(0, 400, 5)])
    assert bar_corner(view, [], [crossing]) == (12.0, 48.0)


def test_inset_hides_neither_signs_nor_what_it_shows(view: View) -> None:
    sign = Sign(None, role_symbol("happened", "attested")[1], 30.0, 280.0, 0.0)  # type: ignore[arg-type]
    none = np.empty((0, 2))

    def corner(signs: list[Sign], whole: tuple[float, float, float, float]) -> tuple[float, float]:
        return inset_corner(view, 120, 80, lines=[none], signs=signs, taken=[whole])

    assert corner([], (0, 0, 0, 0)) == (12.0, 208.0)
    assert corner([sign], (0, 0, 0, 0)) == (12.0, 12.0)
    assert corner([sign], (0, 0, 200, 150)) == (268.0, 208.0)
