"""From an Scene to an SVG picture: the map as the page draws it, and what a print needs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mapsvc.language import translate
from mapsvc.model.geometry import Bounds
from mapsvc.model.scene import Credit, LegendEntry
from mapsvc.render.picture.bands import Band, notes_band, panel_heading, title_band
from mapsvc.render.picture.boxes import Box
from mapsvc.render.picture.legend import (
    COLUMN_PX,
    columns_height,
    legend_column,
    legend_columns,
    legend_rows,
    shown_entries,
)
from mapsvc.render.picture.letters import FAMILY
from mapsvc.render.picture.panel import DrawnPanel, draw_panel
from mapsvc.render.picture.svg_text import group_at, plain, svg_document, tag, text_node
from mapsvc.render.picture.view import Panel, fit_view
from mapsvc.scene.ground.coast import coast_note
from mapsvc.scene.ground.near_towns import near_towns

_MARGIN_PX = 16.0
_BETWEEN_PX = 12.0
_HEADING_PX = 22.0
#: Broader than this by height, a picture has its legend beside the map.
_BROAD = 1.15
_LEGEND_PX = 208.0
#: About what title, sources and credits take, and a legend below the map.
_FURNITURE_PX, _LEGEND_BELOW_PX = 90.0, 110.0


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """
    The sheet of a picture.

    Attributes
    ----------
    width, height
        In pixels of the layout, 96 to the inch of paper; letters are 11 to 23 pixels high.
    bare
        Without title, sources and credits, for a place that says them itself.
    density
        Pixels of the relief for each pixel of the layout: it is soft by nature, and more adds bytes.
    """

    width: float
    height: float
    bare: bool = False
    density: float = 1.25


@dataclass(frozen=True, kw_only=True)
class Captions:
    """The words round the maps."""

    title: str
    caption: str = ""
    sources: str = ""


@dataclass(frozen=True)
class PlacedText:
    """A word of a map and the boxes that it covers, in pixels of its own map."""

    text: str
    boxes: tuple[Box, ...]


@dataclass(frozen=True)
class Picture:
    """
    A drawn picture.

    Attributes
    ----------
    svg
        The document; the same map gives the same bytes.
    frame
        Its sheet.
    words
        What is written on each map, features before towns before waters.
    legend
        The labels of the legend.
    """

    svg: str
    frame: Sheet
    words: tuple[tuple[PlacedText, ...], ...]
    legend: tuple[str, ...]


def draw_picture(panels: Sequence[Panel], frame: Sheet, telling: Captions) -> Picture:
    """
    Draw maps on a sheet, beside each other if there are several.

    Parameters
    ----------
    panels
        The maps, with the layers that are to be shown.
    frame
        The sheet.
    telling
        Title, date and sources.
    """
    inner = frame.width - 2 * _MARGIN_PX
    lang = panels[0].scene.lang
    head = Band("", 0) if frame.bare else title_band(telling.title, telling.caption, 0, inner)
    foot = Band("", 0) if frame.bare else notes_band(telling.sources, _credits(panels, inner), 0, inner)
    top = (0.0 if frame.bare else _MARGIN_PX - 4) + head.height
    room = frame.height - top - foot.height - (0.0 if frame.bare else _MARGIN_PX - 6)
    beside = frame.width / frame.height >= _BROAD
    drawn, legend = _body(panels, frame, top, room, beside=beside)
    parts = [
        tag("rect", width=frame.width, height=frame.height, fill="#fff"),
        group_at(head.svg, _MARGIN_PX, _MARGIN_PX - 6, "title"),
        *(svg for _, svg in drawn),
        legend[0],
        group_at(foot.svg, _MARGIN_PX, top + room, "notes"),
    ]
    described = " — ".join(filter(None, (telling.title, telling.caption)))
    content = tag("title", text_node(described)) + "".join(parts)
    family = f"'{FAMILY}', 'Segoe UI', 'DejaVu Sans', sans-serif"
    return Picture(
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        + svg_document(content, frame.width, frame.height, font_family=family, role="img", lang=lang),
        frame,
        tuple(
            tuple(PlacedText(plain(word.word.text), word.boxes) for word in panel.words) for panel, _ in drawn
        ),
        legend[1],
    )


def _credits(panels: Sequence[Panel], width: float) -> list[str]:
    found: dict[Credit, None] = dict.fromkeys(credit for panel in panels for credit in panel.scene.credits)
    notes = (coast_note(panel.scene.basemap, panel.scene.extent, width, panel.scene.lang) for panel in panels)
    towns = (
        translate(panel.scene.lang, "map.near_towns")
        for panel in panels
        if near_towns(panel.scene.basemap, panel.scene.extent, panel.scene.year)
    )
    return [*(credit.text for credit in found), *dict.fromkeys(filter(None, notes)), *dict.fromkeys(towns)]


def _body(
    panels: Sequence[Panel], frame: Sheet, top: float, room: float, *, beside: bool
) -> tuple[list[tuple[DrawnPanel, str]], tuple[str, tuple[str, ...]]]:
    """Return the drawn maps with their SVG in place, and the legend with its labels."""
    margin = 0.0 if frame.bare else _MARGIN_PX
    inner = frame.width - 2 * margin
    scene = panels[0].scene
    # What is shown depends on the frame, and the frame on the legend of what is shown: all of it has room.
    whole = legend_rows(scene, _entries(panels, None), _LEGEND_PX if beside else COLUMN_PX)
    count = max(1, int(inner // COLUMN_PX))
    width = inner - (_LEGEND_PX + _BETWEEN_PX + margin / 2 if beside and whole else 0)
    height = room if beside else room - columns_height(whole, count) - _BETWEEN_PX
    drawn = _maps(panels, (margin, top), width, height, density=frame.density)
    symbols = frozenset().union(*(panel.symbols for panel, _ in drawn))
    entries = _entries(panels, symbols)
    rows = legend_rows(scene, entries, _LEGEND_PX if beside else COLUMN_PX)
    if beside:
        heading = translate(scene.lang, "map.legend")
        svg = legend_column(rows, heading, margin + width + _BETWEEN_PX, top + 2, height=room - 4)
    else:
        svg = legend_columns(rows, margin, top + height + _BETWEEN_PX, count=count)
    return drawn, (svg if rows else "", tuple(entry.label for entry in entries))


def _entries(panels: Sequence[Panel], symbols: frozenset[str] | None) -> list[LegendEntry]:
    found: dict[LegendEntry, None] = {}
    for panel in panels:
        drawn = symbols if symbols is not None else {feature.symbol for feature in panel.scene.features()}
        found |= dict.fromkeys(shown_entries(panel.scene, drawn))
    return list(found)


def _maps(
    panels: Sequence[Panel], corner: tuple[float, float], width: float, height: float, *, density: float
) -> list[tuple[DrawnPanel, str]]:
    left, top = corner
    each = (width - _BETWEEN_PX * (len(panels) - 1)) / len(panels)
    down = _HEADING_PX if any(panel.heading for panel in panels) else 0.0
    found = []
    for index, panel in enumerate(panels):
        x = left + index * (each + _BETWEEN_PX)
        drawn = draw_panel(panel, each, height - down, prefix=f"m{index}", density=density)
        heading = panel_heading(panel.heading, x, top + 14, each) if panel.heading else ""
        found.append((drawn, heading + group_at(drawn.svg, x, top + down, "map")))
    return found


def portrait_fits_better(extent: Bounds, width: float, height: float) -> bool:
    """
    Tell whether an extent is shown larger on an upright sheet than on a broad one.

    Parameters
    ----------
    extent
        West, south, east, north in degrees.
    width, height
        Of the broad sheet.
    """
    broad = fit_view(extent, width - _LEGEND_PX - 3 * _MARGIN_PX, height - _FURNITURE_PX)
    upright = fit_view(extent, height - 2 * _MARGIN_PX, width - _FURNITURE_PX - _LEGEND_BELOW_PX)
    return upright.zoom > broad.zoom
