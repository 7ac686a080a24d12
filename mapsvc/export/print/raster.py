"""
A drawn picture as pixels, with the bundled fonts and no other: letters and lines laid over the ground.

A deck's pictures are painted by a process of their own while the next map is drawn: the renderer holds the
interpreter, so that threads would wait for each other. It starts in a moment because this module asks for
nothing else of the package.
"""

from __future__ import annotations

import io
import os
import pickle
import subprocess
import sys
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import IO

import resvg
from PIL import Image
from resvg import usvg

#: A slide's picture has no more bytes than this; letters stay sharp, for their colour is not thinned out.
MOST_SLIDE_BYTES = 280_000
_QUALITIES = (80, 72, 62, 50, 35)
#: A PNG has no more bytes than this if that can be.
MOST_PNG_BYTES = 300_000
#: How many colours are tried, and how they are found: the relief is smoothest where each stands for as many
#: pixels, and lightest in an even grid of them. Fewer than these save little and show as bands.
_PALETTES = (
    (256, Image.Quantize.MEDIANCUT),
    (256, Image.Quantize.FASTOCTREE),
    (208, Image.Quantize.FASTOCTREE),
)
_SERVE = (
    "import sys; sys.path[:] = sys.argv[1:]; from mapsvc.export.print import raster; raster.answer_drawings()"
)


@dataclass(frozen=True, kw_only=True)
class Land:
    """Land and relief under a map: their box in pixels of the layout, and that of the relief within it."""

    box: tuple[float, float, float, float]
    colour: str
    relief: Image.Image | None
    relief_box: tuple[float, float, float, float]


@dataclass(frozen=True, kw_only=True)
class Drawing:
    """
    What pixels are made of.

    Attributes
    ----------
    svg
        Without land and relief.
    lands
        These, for each map.
    width
        Of the layout.
    density
        Pixels for each of the layout.
    family, fonts
        The font, and the folder that it lies in.
    """

    svg: str
    lands: tuple[Land, ...]
    width: float
    density: float
    family: str
    fonts: str


def paint_drawing(drawing: Drawing) -> Image.Image:
    """Return a drawing as a picture of pixels, on white."""
    options = usvg.Options.default()
    options.load_fonts_dir(drawing.fonts)
    options.font_family = drawing.family
    tree = usvg.Tree.from_str(drawing.svg, options)
    width, height = tree.int_size()
    scale = drawing.density * drawing.width / width
    size = (round(width * scale), round(height * scale))
    drawn = resvg.render(tree, (scale, 0, 0, 0, scale, 0), bg_size=size, bg_color=(0, 0, 0, 0))
    found = Image.new("RGB", size, "white")
    for land in drawing.lands:
        _paint_land(found, land, drawing.density)
    with Image.open(io.BytesIO(drawn)) as over:
        found.paste(over, mask=over.getchannel("A"))
    return found


def _paint_land(found: Image.Image, land: Land, density: float) -> None:
    left, top, right, bottom = (round(side * density) for side in land.box)
    found.paste(land.colour, (left, top, right, bottom))
    if land.relief is None:
        return
    x0, y0, x1, y1 = (round(side * density) for side in land.relief_box)
    grown = land.relief.resize((max(1, x1 - x0), max(1, y1 - y0)), Image.Resampling.BICUBIC)
    found.paste(grown, (left + x0, top + y0))


def write_palette(picture: Image.Image, most: float = MOST_PNG_BYTES) -> bytes:
    """
    Return a picture as PNG with a palette: maps have few colours, and the relief is soft.

    Parameters
    ----------
    picture
        In true colours.
    most
        So many bytes, if a full palette can do with them.
    """
    data = b""
    for colours, method in _PALETTES:
        file = io.BytesIO()
        few = picture.quantize(colours, method=method, dither=Image.Dither.NONE)
        few.save(file, "PNG", compress_level=8)
        data = file.getvalue()
        if len(data) <= most:
            break
    return data


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


# ---- several, beside who draws ---------------------------------------------------------------------
def painted_photos(drawings: Iterable[Drawing], *, many: bool) -> Iterator[bytes]:
    """
    Yield drawings as pictures of slides, in order.

    Many are painted by a process beside while others are drawn; once all are, who drew them helps from the
    end on.
    """
    if not many or (os.cpu_count() or 1) < 2 or not sys.executable:
        yield from map(_photo, drawings)
        return
    with _painter() as painter, ThreadPoolExecutor(1) as line:
        asked = [(drawing, line.submit(_ask, painter, drawing)) for drawing in drawings]
        # What is not begun is taken back; a picture is the same whoever paints it.
        own = [_photo(drawing) for drawing, answer in reversed(asked) if answer.cancel()]
        for drawing, answer in asked[: len(asked) - len(own)]:
            yield _answered(answer) or _photo(drawing)
        yield from reversed(own)


def _photo(drawing: Drawing) -> bytes:
    return write_photo(paint_drawing(drawing))


@contextmanager
def _painter() -> Iterator[subprocess.Popen[bytes]]:
    """Give a process that answers a drawing with its picture, as long as it is wanted."""
    command = [sys.executable, "-c", _SERVE, *filter(None, sys.path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as painter:
        try:
            yield painter
        finally:
            painter.kill()
            # What it was still to be told is of no use.
            with suppress(OSError):
                painter.stdin.close()  # type: ignore[union-attr]


def _ask(painter: subprocess.Popen[bytes], drawing: Drawing) -> bytes:
    assert painter.stdin is not None
    assert painter.stdout is not None
    _send(painter.stdin, drawing)
    answer: bytes = pickle.load(painter.stdout)  # our own process
    return answer


def _answered(answer: Future[bytes]) -> bytes | None:
    """Return a picture; nothing if its painter is gone, and the picture is to be painted here."""
    try:
        return answer.result()
    except (OSError, EOFError, pickle.UnpicklingError):
        return None


def _send(to: IO[bytes], thing: object) -> None:
    pickle.dump(thing, to, protocol=pickle.HIGHEST_PROTOCOL)
    to.flush()


def answer_drawings() -> None:
    """Answer each drawing that comes in with its picture, until there are no more."""
    while True:
        try:
            drawing: Drawing = pickle.load(sys.stdin.buffer)
            _send(sys.stdout.buffer, _photo(drawing))
        except (EOFError, BrokenPipeError):
            return  # whoever asked has ended, or wants no more
