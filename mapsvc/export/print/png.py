"""A map as a PNG picture, rendered here from the SVG with the bundled fonts and no other."""

from __future__ import annotations

from dataclasses import replace

from mapsvc.export.job import ExportJob
from mapsvc.export.print.options import PAPERS
from mapsvc.export.print.pictures import draw_job, drawing_of, options_of
from mapsvc.export.print.raster import MOST_PNG_BYTES, paint_drawing, write_palette

_WIDTH_PX = 1920
_SLIDE_BROAD, _SLIDE_HIGH = PAPERS["16:9"]


def write_png(job: ExportJob) -> bytes:
    """
    Return the picture of a map as PNG.

    The options are `width` in pixels (1920), `paper` (`16:9`, `a4`, `a3`), `style` and, of a comparison,
    `mode`.
    """
    options = options_of(job, "width", "paper", "style", "mode")
    picture = draw_job(job, replace(options, width=options.width or _WIDTH_PX), sharp=True)
    painted = paint_drawing(drawing_of(picture))
    # A picture of more pixels than a slide has may be as much heavier.
    slide = _WIDTH_PX**2 * _SLIDE_HIGH / _SLIDE_BROAD
    return write_palette(painted, MOST_PNG_BYTES * max(1.0, painted.width * painted.height / slide))
