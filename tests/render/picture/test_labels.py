"""Names on a picture as text."""

from __future__ import annotations

import numpy as np

from mapsvc.model.style import STYLE
from mapsvc.render.picture.labels import number_svg, place_in_view, settings_of, word_svg
from mapsvc.render.picture.placement import Label
from mapsvc.render.picture.view import View


def town(text: str, **more: object) -> Label:
    return Label(**{"text": text, "style": "town-1", "tier": 2, "priority": 1, "dot": 2.8, **more})  # type: ignore[arg-type]


LONG = "Kingdom of the Two Sicilies"


def test_long_name_is_as_high_as_its_two_lines() -> None:
    (one,) = settings_of(Label(text="Ayr", style="area", tier=1, priority=3))
    (two,) = settings_of(Label(text=LONG, style="area", tier=1, priority=3))
    margin = STYLE.placement.margin_px[1]
    assert two.height - margin == 2 * (one.height - margin)
    assert two.width < 150


def test_name_of_an_area_may_be_set_in_more_or_fewer_lines_then_smaller() -> None:
    ring = np.array([[0.0, 0.0], [9.0, 0.0], [9.0, 9.0], [0.0, 0.0]])
    found = settings_of(Label(text=LONG, style="area", tier=1, priority=3, ground=(ring,)))
    assert [len(one.lines) for one in found] == [2, 1, 3] * 2
    assert [one.scale for one in found] == [1.0] * 3 + [STYLE.ground_names.small] * 3
    assert found[2].lines == ("Kingdom", "of the Two", "Sicilies")
    assert found[5].width < found[2].width < found[0].width


def test_number_is_set_in_a_ring_about_its_middle() -> None:
    svg = number_svg(12, 100, 50)
    assert ">12</text>" in svg
    assert 'class="number"' in svg


def test_town_is_written_with_its_dot(view: View) -> None:
    (placed,) = place_in_view(view, [town("Praia", at=(200.0, 150.0))], obstacles=[], lines=[])
    svg = word_svg(placed)
    assert svg.startswith("<circle")
    assert f'fill="{STYLE.town_dot.fill}"' in svg
    assert ">Praia</text>" in svg


def test_name_far_off_is_led_to_its_sign(view: View) -> None:
    scene = Label(text="Mindelo", style="feature-1", tier=0, priority=1, at=(200.0, 150.0), gap=14.0)
    (near,) = place_in_view(view, [scene], obstacles=[], lines=[])
    assert "<path" not in word_svg(near)
    (far,) = place_in_view(view, [scene], obstacles=[(165.0, 115.0, 235.0, 185.0)], lines=[])
    assert word_svg(far).count("<path") == 2  # the line, and what keeps it legible
    turned = Label(
        text="Atlantic", style="water-l", tier=3, priority=1, at=(200.0, 150.0), centred=True, angle=0.4
    )
    (sea,) = place_in_view(view, [turned], obstacles=[], lines=[])
    assert 'transform="rotate(22.92 200 150)"' in word_svg(sea)
