"""The ground of a close picture: the broad tint of heights, without slopes whose places nobody knows."""

from __future__ import annotations

import base64
import io
import re

import numpy as np
import pytest
from PIL import Image

from mapsvc import Atlas
from mapsvc.render.picture.ground import ground_svg
from mapsvc.render.picture.view import fit_view
from mapsvc.scene.ground.basemap import ground_under

#: Ten kilometres across: a pass of the Alps, with peaks a kilometre above it; a plain.
MOUNTAINS, PLAIN = (8.52, 46.52, 8.66, 46.63), (4.33, 50.64, 4.50, 50.73)


def shades(atlas: Atlas, extent: tuple[float, float, float, float]) -> np.ndarray:
    svg = ground_svg(ground_under(atlas.records), fit_view(extent, 900, 560), 1815, density=1.0)
    found = re.search(r"data:image/jpeg;base64,([^\"]+)", svg)
    assert found is not None
    with Image.open(io.BytesIO(base64.b64decode(found[1]))) as picture:
        return np.asarray(picture.convert("RGB"), dtype=float)


def land(atlas: Atlas) -> np.ndarray:
    colour = ground_under(atlas.records).manifest["colours"]["land"]
    return np.array([int(colour[at : at + 2], 16) for at in (1, 3, 5)], dtype=float)


@pytest.mark.parametrize("extent", [MOUNTAINS, PLAIN])
def test_close_ground_is_tinted_by_its_height_and_smooth(
    atlas: Atlas, extent: tuple[float, float, float, float]
) -> None:
    found = shades(atlas, extent)
    assert np.abs(found.mean(axis=(0, 1)) - land(atlas)).max() > 2  # no blank paper
    smooth = found[::4, ::4].mean(axis=2)  # the noise of JPEG is not a step
    assert max(np.abs(np.diff(smooth, axis=axis)).max() for axis in (0, 1)) < 6  # nor blocks


def test_mountains_are_felt_from_near_and_weaker_than_from_afar(atlas: Atlas) -> None:
    west, south, east, north = MOUNTAINS
    near = shades(atlas, MOUNTAINS)
    afar = shades(atlas, (west - 1.5, south - 1, east + 1.5, north + 1))
    assert 2 < near.std() < afar.std()
