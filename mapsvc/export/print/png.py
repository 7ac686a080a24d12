"""A map as a PNG picture, rendered here from the SVG with the bundled fonts and no other."""

from __future__ import annotations

from dataclasses import replace

import resvg
from resvg import usvg

from mapsvc.export.job import ExportJob
from mapsvc.export.print.options import PictureOptions
from mapsvc.export.print.pictures import draw_job, options_of
from mapsvc.letters import legible
from mapsvc.render.picture.letters import FAMILY, font_folder
from mapsvc.render.picture.sheet import Picture, Sheet

_WIDTH_PX = 1920
_PAPER = (255, 255, 255, 255)


def write_png(job: ExportJob) -> bytes:
    """
    Return the picture of a map as PNG.

    The options are `width` in pixels (1920), `paper` (`16:9`, `a4`, `a3`) and, of a comparison, `mode`.
    """
    options = options_of(job, "width", "paper", "mode")
    return _rasterize(draw_job(job, replace(options, width=options.width or _WIDTH_PX), sharp=True))


def render_png_with_legend(
    job: ExportJob, options: PictureOptions, frame: Sheet
) -> tuple[bytes, tuple[str, ...]]:
    """
    Return the bare picture of a job as PNG, and what its legend says.

    Parameters
    ----------
    job
        The map.
    options
        With a width in pixels.
    frame
        The sheet.
    """
    picture = draw_job(job, options, bare=True, sharp=True, frame=frame)
    return _rasterize(picture), picture.legend


def _rasterize(picture: Picture) -> bytes:
    options = usvg.Options.default()
    options.load_fonts_dir(str(font_folder()))
    options.font_family = FAMILY
    tree = usvg.Tree.from_str(legible(picture.svg), options)
    width, height = tree.int_size()
    scale = picture.frame.density
    return resvg.render(
        tree,
        (scale, 0, 0, 0, scale, 0),
        bg_size=(round(width * scale), round(height * scale)),
        bg_color=_PAPER,
    )
