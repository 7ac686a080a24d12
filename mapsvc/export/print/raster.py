"""A drawn picture as pixels, with the bundled fonts and no other: letters and lines laid over the ground."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import resvg
from PIL import Image
from resvg import usvg

from mapsvc.letters import legible
from mapsvc.render.picture.ground import PaintedGround
from mapsvc.render.picture.letters import FAMILY, font_folder
from mapsvc.render.picture.sheet import Picture

#: A slide's picture has no more bytes than this; letters stay sharp, for their colour is not thinned out.
MOST_SLIDE_BYTES = 280_000
_QUALITIES = (82, 75, 66, 55, 40)
#: As many colours as a byte names.
_COLOURS = 256


@dataclass(frozen=True)
class Drawing:
    """
    What pixels are made of.

    Attributes
    ----------
    svg
        Without land and relief.
    grounds
        Land and relief, in pixels of the layout.
    density
        Pixels for each of the layout.
    """

    svg: str
    grounds: tuple[PaintedGround, ...]
    density: float

    @classmethod
    def of(cls, picture: Picture) -> Drawing:
        """Return that of a picture whose ground is apart."""
        return cls(legible(picture.svg), picture.grounds, picture.frame.density)


def paint_drawing(drawing: Drawing) -> Image.Image:
    """Return a drawing as a picture of pixels, on white."""
    options = usvg.Options.default()
    options.load_fonts_dir(str(font_folder()))
    options.font_family = FAMILY
    tree = usvg.Tree.from_str(drawing.svg, options)
    width, height = tree.int_size()
    scale = drawing.density * _layout_px(drawing.svg) / width
    size = (round(width * scale), round(height * scale))
    drawn = resvg.render(tree, (scale, 0, 0, 0, scale, 0), bg_size=size, bg_color=(0, 0, 0, 0))
    found = Image.new("RGB", size, "white")
    for ground in drawing.grounds:
        _paint_ground(found, ground, drawing.density)
    with Image.open(io.BytesIO(drawn)) as over:
        found.paste(over, mask=over.getchannel("A"))
    return found


def _paint_ground(found: Image.Image, ground: PaintedGround, density: float) -> None:
    """Paint land and relief into their box."""
    left, top = round(ground.left * density), round(ground.top * density)
    right, bottom = (round(end * density) for end in (ground.left + ground.width, ground.top + ground.height))
    found.paste(ground.land, (left, top, right, bottom))
    if ground.relief is None:
        return
    size = (round(ground.relief.width * density), round(ground.relief.height * density))
    at = (left + round(ground.relief.left * density), top + round(ground.relief.top * density))
    found.paste(ground.relief.picture.resize(size, Image.Resampling.BICUBIC), at)


def _layout_px(svg: str) -> float:
    """Return the breadth of the layout of a document of ours."""
    return float(svg.partition('viewBox="')[2].partition('"')[0].split()[2])


def write_palette(picture: Image.Image) -> bytes:
    """Return a picture as PNG with a palette: maps have few colours, and the relief is soft."""
    file = io.BytesIO()
    few = picture.quantize(_COLOURS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    few.save(file, "PNG", compress_level=7)
    return file.getvalue()


def write_photo(picture: Image.Image, most: int = MOST_SLIDE_BYTES) -> bytes:
    """Return a picture as JPEG of at most so many bytes, as good as that allows."""
    data = b""
    for quality in _QUALITIES:
        file = io.BytesIO()
        picture.save(file, "JPEG", quality=quality, subsampling=0, optimize=True)
        data = file.getvalue()
        if len(data) <= most:
            break
    return data


def painted_photos(drawings: Iterable[Drawing]) -> Iterator[bytes]:
    """Yield drawings as pictures of slides, in order."""
    for drawing in drawings:
        yield write_photo(paint_drawing(drawing))
