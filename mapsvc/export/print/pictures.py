"""From a job to a drawn picture: which maps, on which sheet, with which words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from mapsvc.export.formats import ExportJob
from mapsvc.export.print.lettering import Lettering
from mapsvc.export.print.options import PAPERS, PictureOptions, read_options
from mapsvc.export.story import Story, tell
from mapsvc.model.scene import Scene
from mapsvc.render.picture.locator import find_locator
from mapsvc.render.picture.panel import Panel
from mapsvc.render.picture.sheet import Frame, Picture, Telling, draw_picture, portrait_fits_better
from mapsvc.scene.framing import with_view

#: Letters of a picture are as large as on a page that is this wide.
_LAYOUT_PX, _LEAST_LAYOUT_PX = 1280.0, 900.0
_LETTERS = 1.5
#: Options that the job's map has been made with already.
_OF_THE_MAP = frozenset({"view", "layers"})


def draw_job(
    job: ExportJob,
    options: PictureOptions,
    *,
    bare: bool = False,
    sharp: bool = False,
    frame: Frame | None = None,
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
        With a pixel of the relief for each of the picture's width.
    frame
        Another sheet than that of the options.
    foreign_letters
        Whoever shows the picture has letters beside the bundled ones: names stay as the atlas has them.
    """
    story = tell_job(job)
    lettering = None if foreign_letters else Lettering.of(job)
    panels = [_lettered(panel, lettering) for panel in panels_of(job, options.mode)]
    sheet = replace(frame or frame_of(panels, options), bare=bare)
    if sharp and options.width:
        sheet = replace(sheet, density=options.width / sheet.width)
    telling = Telling(
        title=story.title,
        caption=story.when or _what_differs(job, story) or panels[0].scene.caption,
        sources=story.short_sources(job.atlas, job.lang),
    )
    if lettering:
        telling = Telling(**lettering.write_all(vars(telling)))
    return draw_picture(panels, sheet, telling)


def _lettered(panel: Panel, lettering: Lettering | None) -> Panel:
    if lettering is None:
        return panel
    return replace(panel, scene=lettering.write_map(panel.scene), heading=lettering.write(panel.heading))


def _what_differs(job: ExportJob, story: Story) -> str:
    return " ".join(story.told[:1]) if job.key.kind == "compare" else ""


def tell_job(job: ExportJob) -> Story:
    """Return what is told of a job's map."""
    return tell(job.atlas, job.key, job.lang)


def options_of(job: ExportJob, *known: str, paper: str = "16:9") -> PictureOptions:
    """Read the options of a job; `RequestError` if one is unknown."""
    own = {name: value for name, value in job.options.items() if name not in _OF_THE_MAP}
    return read_options(own, known=known, paper=paper, compared=job.key.kind == "compare")


def layout_width(width_px: int) -> float:
    """Return the breadth of the layout of a picture of a width, so that its letters can be read from afar."""
    return min(_LAYOUT_PX, max(_LEAST_LAYOUT_PX, width_px / _LETTERS))


def frame_of(panels: Sequence[Panel], options: PictureOptions) -> Frame:
    """Return the sheet: upright if the map is larger on it then; a slide is never upright."""
    width, height = PAPERS[options.paper]
    if options.paper == "16:9":
        across = layout_width(options.width) if options.width else width
        return Frame(width=across, height=across * height / width)
    if len(panels) == 1 and portrait_fits_better(panels[0].scene.extent, width, height):
        width, height = height, width
    return Frame(width=width, height=height)


def panels_of(job: ExportJob, mode: str) -> list[Panel]:
    """Return the maps of a job: one, or for a comparison those of its mode."""
    if job.key.kind != "compare":
        return [Panel(scene=job.map, locator=find_locator(job.map))]
    from mapsvc.history.changes import compare_borders
    from mapsvc.history.territories import find_sides
    from mapsvc.scene.comparison import compose_comparison
    from mapsvc.scene.comparison_modes import layers_of_mode

    a, _, b = job.key.id.partition("/")
    comparison = compare_borders(job.atlas, *find_sides(job.atlas, a, b))
    compared = compose_comparison(job.atlas, comparison, job.lang)
    shown = with_view(layers_of_mode(compared.map, mode), job.options.get("view"))
    if mode != "swipe":
        return [Panel(scene=shown, inset=compared.inset)]
    sides = {"a": comparison.a, "b": comparison.b}
    return [
        Panel(scene=_of_side(shown, side), heading=job.atlas.border(border).title.in_(job.lang))
        for side, border in sides.items()
    ]


def _of_side(scene: Scene, side: str) -> Scene:
    other = "b" if side == "a" else "a"
    layers = tuple(layer for layer in scene.layers if not layer.id.endswith(f"-{other}"))
    return replace(scene, layers=layers)
