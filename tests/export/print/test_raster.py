"""Pixels of a picture: ground, then letters and lines, in as few bytes as keep letters sharp."""

from __future__ import annotations

import io
import subprocess
import sys

import numpy as np
import pytest
from PIL import Image

from mapsvc.export.print import raster
from mapsvc.export.print.raster import (
    Drawing,
    Land,
    paint_drawing,
    painted_photos,
    write_palette,
    write_photo,
)
from mapsvc.render.picture.letters import FAMILY, font_folder

SQUARE = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="100" viewBox="0 0 100 50">'
    '<rect x="40" y="10" width="10" height="10" fill="#d00000"/></svg>'
)


def drawing(density: float) -> Drawing:
    relief = Image.new("RGB", (10, 10), "#00ff00")
    land = Land(box=(30, 5, 90, 45), colour="#0000ff", relief=relief, relief_box=(0, 0, 10, 10))
    return Drawing(
        svg=SQUARE, lands=(land,), width=100, density=density, family=FAMILY, fonts=str(font_folder())
    )


def test_lines_lie_over_relief_and_that_over_land() -> None:
    for density in (1.0, 3.0):
        picture = paint_drawing(drawing(density))
        assert picture.size == (100 * density, 50 * density)

        def at(x: float, y: float, picture: Image.Image = picture, density: float = density) -> object:
            return picture.getpixel((int(x * density), int(y * density)))

        assert at(45, 15) == (208, 0, 0)
        assert at(33, 8) == (0, 255, 0)
        assert at(60, 30) == (0, 0, 255)
        assert at(5, 5) == (255, 255, 255)


def test_photo_gives_up_quality_before_it_is_too_heavy() -> None:
    noise = Image.effect_noise((700, 500), 90).convert("RGB")
    free, bound = write_photo(noise, 10_000_000), write_photo(noise, 150_000)
    assert len(free) > 1.3 * len(bound)
    assert len(bound) <= 150_000 or bound == write_photo(noise, 1)


def test_palette_keeps_the_colours_of_ink() -> None:
    written = Image.open(io.BytesIO(write_palette(paint_drawing(drawing(2.0)))))
    assert written.mode == "P"
    red, green, blue = written.convert("RGB").getpixel((90, 30))  # type: ignore[misc]
    assert (red > 190, green < 20, blue < 20) == (True, True, True)


def soft_ground(grain: float) -> Image.Image:
    """Return paper in light and shade, with so much grain of all colours on it."""
    slope = Image.linear_gradient("L").resize((640, 360))
    bands = (Image.blend(slope, Image.effect_noise(slope.size, grain), 0.3) for _ in range(3))
    return Image.merge("RGB", [*bands])


@pytest.mark.parametrize("most", [10_000_000, 1])
def test_palette_is_full_however_heavy(most: int) -> None:
    picture = soft_ground(80.0)
    written = Image.open(io.BytesIO(write_palette(picture, most))).convert("RGB")
    assert 200 < len(written.getcolors(256) or ()) <= 256
    # Grain apart, no shade is far from what it was: fewer colours would show as bands.
    soft, kept = (np.asarray(each.reduce(20), dtype=float) for each in (picture, written))
    assert np.abs(soft - kept).max() < 8


def test_palette_of_fewer_bytes_is_chosen_where_the_smoothest_is_too_heavy() -> None:
    picture = soft_ground(5.0)
    free = len(write_palette(picture, 10_000_000))
    assert len(write_palette(picture, free - 1)) < 0.5 * free


def test_who_drew_paints_the_last_while_the_first_are_painted(monkeypatch: pytest.MonkeyPatch) -> None:
    drawings = [drawing(1.0 + step / 4) for step in range(8)]
    alone = [*painted_photos(drawings, many=False)]
    own, photo = [], raster._photo

    def watched(each: Drawing) -> bytes:
        own.append(drawings.index(each))
        return photo(each)

    monkeypatch.setattr(raster, "_photo", watched)
    assert [*painted_photos(iter(drawings), many=True)] == alone
    assert own == [*range(7, 7 - len(own), -1)]
    assert own[:1] == [7]


def test_many_are_painted_beside_in_order_and_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    drawings = [drawing(density) for density in (1.0, 2.0, 3.0)]
    alone = [*painted_photos(drawings, many=False)]
    assert [*painted_photos(iter(drawings), many=True)] == alone
    # A painter that is gone leaves its work to who asked.
    monkeypatch.setattr(raster, "_SERVE", "import sys; sys.exit(1)")
    assert [*painted_photos(iter(drawings), many=True)] == alone


def test_painter_asks_for_little_of_the_package() -> None:
    code = (
        "import mapsvc.export.print.raster, sys; print(*[m for m in sys.modules if m.startswith('mapsvc')])"
    )
    command = [sys.executable, "-c", code]
    found = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    assert set(found) == {"mapsvc", "mapsvc.export", "mapsvc.export.print", "mapsvc.export.print.raster"}
