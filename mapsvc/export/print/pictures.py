"""From a job to a drawn picture: which maps, on which sheet, with which words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from mapsvc.export.job import ExportJob
from mapsvc.export.print.lettering import Lettering
from mapsvc.export.print.options import PAPERS, PictureOptions, read_picture_options
from mapsvc.export.print.raster import Drawing, Land
from mapsvc.letters import legible
from mapsvc.model.scene import Scene
from mapsvc.render.picture.letters import FAMILY, font_folder
from mapsvc.render.picture.sheet import Captions, Picture, Sheet, draw_picture, portrait_fits_better
from mapsvc.render.picture.view import Panel

#: Letters of a picture are as large as on a page that is this wide.
_LAYOUT_PX, _LEAST_LAYOUT_PX = 1280.0, 900.0
_LETTERS = 1.5
#: Of a hall's picture: what of a symbol is drawn finer than its letters grow.
_FINER = {"width": 0.75, "size": 0.8}
#: Options that the job's map has been made with already.
_OF_THE_MAP = frozenset({"view", "layers"})


def draw_job(
    job: ExportJob,
    options: PictureOptions,
    *,
    bare: bool = False,
    sharp: bool = False,
    frame: Sheet | None = None,
    foreign_letters: bool = False,
) -> Picture:
    """
    Draw the picture of a job.

    Parameters
    ----------
    job
        The map.
    options
        Width, sheet and mode.
    bare
        Without title, sources and credits.
    sharp
        For pixels: land and relief apart, with a pixel of them for each of the picture's width.
    frame
        Another sheet than that of the options.
    foreign_letters
        Whoever shows the picture has letters beside the bundled ones: names stay as the atlas has them.
    """
    told = job.telling
    lettering = None if foreign_letters else Lettering.of(job)
    panels = [_lettered(panel, lettering) for panel in job.panels(job.options)]
    sheet = replace(frame or frame_of(panels, options), bare=bare, apart=sharp)
    if sheet.in_hall:
        panels = [replace(panel, scene=_for_hall(panel.scene)) for panel in panels]
    if sharp and options.width:
        sheet = replace(sheet, density=options.width / sheet.width)
    elif sheet.in_hall:
        sheet = replace(sheet, density=sheet.density * sheet.grown)
    telling = Captions(
        title=told.title,
        caption=told.caption or told.date or panels[0].scene.caption,
        sources=job.source_line,
    )
    if lettering:
        telling = Captions(**lettering.write_all(vars(telling)))
    return draw_picture(panels, sheet, telling)


def drawing_of(picture: Picture) -> Drawing:
    """Return what the pixels of a picture are made of whose land and relief are apart."""
    lands = tuple(
        Land(
            box=(ground.left, ground.top, ground.left + ground.width, ground.top + ground.height),
            colour=ground.land,
            relief=ground.relief.picture if ground.relief else None,
            relief_box=ground.relief.box if ground.relief else (0, 0, 0, 0),
        )
        for ground in picture.grounds
    )
    frame = picture.frame
    return Drawing(
        svg=legible(picture.svg), lands=lands, width=frame.width, density=frame.density, family=FAMILY,
        fonts=str(font_folder()),
    )  # fmt: skip


def _lettered(panel: Panel, lettering: Lettering | None) -> Panel:
    if lettering is None:
        return panel
    return replace(panel, scene=lettering.write_map(panel.scene), heading=lettering.write(panel.heading))


def options_of(job: ExportJob, *known: str, paper: str = "16:9") -> PictureOptions:
    """Read the options of a job; `RequestError` if one is unknown."""
    own = {name: value for name, value in job.options.items() if name not in _OF_THE_MAP}
    return read_picture_options(own, known=known, paper=paper)


def layout_width(width_px: int) -> float:
    """Return the breadth of the layout of a picture of a width, so that its letters can be read from afar."""
    return min(_LAYOUT_PX, max(_LEAST_LAYOUT_PX, width_px / _LETTERS))


def frame_of(panels: Sequence[Panel], options: PictureOptions) -> Sheet:
    """Return the sheet: upright if the map is larger on it then; a slide is never upright."""
    grown = options.grown
    width, height = (side / grown for side in PAPERS[options.paper])
    if grown > 1 and options.paper == "16:9":
        # One layout whatever the number of pixels: letters have their share of the slide.
        return Sheet(width=width, height=height, grown=grown)
    if options.paper == "16:9":
        across = layout_width(options.width) if options.width else width
        return Sheet(width=across, height=across * height / width)
    if len(panels) == 1 and portrait_fits_better(panels[0].scene.extent, width, height):
        width, height = height, width
    return Sheet(width=width, height=height, grown=grown)


def _for_hall(scene: Scene) -> Scene:
    """Return a map whose lines and signs grow less than its letters do."""
    symbols = {
        key: symbol
        | {part: round(float(symbol[part]) * share, 2) for part, share in _FINER.items() if symbol.get(part)}
        for key, symbol in scene.symbols.items()
    }
    return replace(scene, symbols=symbols)
