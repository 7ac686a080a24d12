"""A hall's legend: a card on the map where it hides nothing, or beside what the map is about."""

from __future__ import annotations

import shapely

from mapsvc.model.scene import Scene
from mapsvc.render.picture.legend import legend_rows
from mapsvc.render.picture.legend_card import find_card, rows_within
from mapsvc.render.picture.panel import draw_panel
from mapsvc.render.picture.view import PADDING, Panel, fit_view

SIZE = (640.0, 300.0)


def test_card_hides_nothing_of_what_the_map_shows(kars: Scene) -> None:
    card = find_card(Panel(scene=kars), kars.legend, SIZE, strip=80.0)
    assert card is not None
    left, top, right, bottom = card.box
    assert 0 <= left < right <= SIZE[0]
    assert 0 <= top < bottom <= SIZE[1]
    view = fit_view(kars.extent, *SIZE, padding=card.panel.padding)
    (x0, y0), (x1, y1) = (
        view.point(kars.extent[0], kars.extent[3]),
        view.point(kars.extent[2], kars.extent[1]),
    )
    points = shapely.points(view.project(shapely.get_coordinates([f.geometry for f in kars.features()])))
    story = points[shapely.intersects(points, shapely.box(x0, y0, x1, y1))]
    hidden = shapely.intersects(story, shapely.box(left, top, right, bottom)).sum()
    assert hidden == 0
    assert len(story) > 100


def test_words_keep_off_the_card(kars: Scene) -> None:
    card = find_card(Panel(scene=kars), kars.legend, SIZE, strip=80.0)
    assert card is not None
    drawn = draw_panel(card.panel, *SIZE, prefix="t", density=0.2)
    left, top, right, bottom = card.box
    for word in drawn.words:
        for x0, y0, x1, y1 in word.boxes:
            assert x1 <= left or x0 >= right or y1 <= top or y0 >= bottom, word.word.text


def test_map_is_larger_above_a_strip_when_its_country_is_broad(kars: Scene) -> None:
    west, south, _, north = kars.extent
    broad = Panel(
        scene=kars.__class__(**{**vars(kars), "extent": (west, south, west + 5 * (north - south), north)})
    )
    card = find_card(broad, kars.legend, SIZE, strip=30.0)
    assert card is None or card.panel.padding == PADDING


def test_rows_are_as_many_as_have_room(kars: Scene) -> None:
    rows = legend_rows(kars, kars.legend, 200)
    assert rows_within(rows, 2, 10_000) == rows
    few = rows_within(rows, 1, rows[0].height + rows[1].height)
    assert few == rows[:2]
    assert rows_within(rows, 1, 1.0) == []
