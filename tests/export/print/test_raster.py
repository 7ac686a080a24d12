"""Pixels of a picture: ground, then letters and lines, in as few bytes as keep letters sharp."""

from __future__ import annotations

import io
import subprocess
import sys

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
