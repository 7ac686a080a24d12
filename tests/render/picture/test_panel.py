"""One map of a picture."""

from __future__ import annotations

import re

import shapely

from mapsvc.atlas.store import Store
from mapsvc.kinds import compose_map, export_job, parse_map_key
from mapsvc.model.scene import Scene
from mapsvc.render.picture.panel import draw_panel
from mapsvc.render.picture.sheet import HALL, Captions, Sheet, draw_picture
from mapsvc.render.picture.view import Panel, fit_view


def test_words_stand_inside_the_frame_of_an_inset_or_outside(records: Store) -> None:
    job = export_job(records, parse_map_key(records, "compare/moscow-1921/kars-1921"), "tr")
    (panel,) = job.panels({"mode": "overlay"})
    assert panel.inset is not None
    width, height = 1050.0, 600.0
    drawn = draw_panel(panel, width, height, prefix="m", density=0.2)
    view = fit_view(panel.scene.extent, width, height)
    west, south, east, north = panel.inset
    frame = shapely.box(*view.point(west, south), *view.point(east, north)).exterior
    assert shapely.box(0, 0, width, height).contains(frame)
    crossing = [
        word.word.text for word in drawn.words for box in word.boxes if shapely.box(*box).intersects(frame)
    ]
    assert crossing == []


def test_words_keep_off_signs(kars: Scene) -> None:
    drawn = draw_panel(Panel(scene=kars), 1000, 600, prefix="m", density=0.2)
    boxes = [box for placed in drawn.words for box in placed.boxes]
    for a in drawn.obstacles:
        assert not any(a[0] < b[2] and a[2] > b[0] and a[1] < b[3] and a[3] > b[1] for b in boxes)


def test_map_that_is_its_whole_picture_is_cut_by_that_and_not_again(kars: Scene) -> None:
    panel = Panel(scene=kars)
    drawn = draw_panel(panel, 600, 300, prefix="m", density=0.2)
    assert drawn.svg.replace(' clip-path="url(#m-frame)"', "").endswith(drawn.uncut)
    full = Sheet(width=600, height=300, bare=True, grown=HALL, apart=True)
    picture = draw_picture([panel], full, Captions(title="Kars"))
    # Where a legend has a strip below, the map ends above it.
    whole = 'height="300" fill="none"' in picture.svg
    assert ("m0-frame" in picture.svg) != whole
    beside = draw_picture([panel, panel], full, Captions(title="Kars"))
    assert "m0-frame" in beside.svg
    assert "m1-frame" in beside.svg


def test_name_of_an_account_stands_at_its_own_way(records: Store) -> None:
    event_map = compose_map(records, parse_map_key(records, "routes/bekir-sami-1920"), "tr")
    drawn = draw_panel(Panel(scene=event_map), 1000, 680, prefix="m", density=0.2)
    view = fit_view(event_map.extent, 1000, 680)
    for label, account in (
        ("Makalenin söylediği yol", "stated"),
        ("Öteki anlatılardan kurulan yol", "reconstructed"),
    ):
        (placed,) = [placed for placed in drawn.words if placed.word.text == label]
        box = shapely.box(*placed.boxes[0])
        gaps: dict[str, float] = {}
        for feature in event_map.features():
            found = re.search(r"/(stated|reconstructed)-leg", feature.id)
            if found:
                gap = box.distance(view.draw(feature.geometry))
                gaps[found[1]] = min(gaps.get(found[1], 1e9), gap)
        assert min(gaps, key=lambda key: gaps[key]) == account
