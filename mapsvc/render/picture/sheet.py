"""From an Scene to an SVG picture: the map as the page draws it, and what a print needs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from mapsvc.language import translate
from mapsvc.model.geometry import Bounds
from mapsvc.model.scene import Credit, LegendEntry
from mapsvc.render.picture.bands import Band, credit_line, notes_band, panel_heading, title_band
from mapsvc.render.picture.boxes import Box
from mapsvc.render.picture.ground import PaintedGround
from mapsvc.render.picture.legend import (
    COLUMN_PX,
    columns_height,
    first_entries,
    legend_column,
    legend_columns,
    legend_rows,
    shown_entries,
    with_names,
)
from mapsvc.render.picture.legend_card import HALL_LEGEND, find_card, rows_within
from mapsvc.render.picture.letters import FAMILY
from mapsvc.render.picture.panel import DrawnPanel, draw_panel
from mapsvc.render.picture.svg_text import group_at, number, plain, tag, text_node
from mapsvc.render.picture.view import Panel, fit_view
from mapsvc.scene.ground.coast import coast_note
from mapsvc.scene.ground.near_towns import near_towns

#: A slide is 540 points high; with this the smallest names on one, 11 pixels of the layout, have 16 points.
HALL = 1.95
_HALL_MARGIN_PX = 8.0
#: A strip of the legend below takes no more of the height than this.
_MOST_STRIP = 0.3
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
        In pixels of the layout; letters are 11 to 23 pixels high.
    bare
        Without title, sources and credits, for a place that says them itself.
    grown
        How many pixels of the sheet a pixel of the layout takes: 1 at a desk, `HALL` where the last row
        reads. The layout of a hall's sheet is smaller by this, and so there is less of everything on it.
    density
        Pixels of the relief for each pixel of the layout: it is soft by nature, and more adds bytes.
    apart
        Land and relief as pictures beside the SVG, for who lays it over them as pixels.
    """

    width: float
    height: float
    bare: bool = False
    grown: float = 1.0
    density: float = 1.25
    apart: bool = False

    @property
    def in_hall(self) -> bool:
        """Whether it is to be read from afar."""
        return self.grown > 1

    @property
    def size(self) -> tuple[float, float]:
        """Breadth and height in pixels, 96 to the inch of paper."""
        return self.width * self.grown, self.height * self.grown


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
    grounds
        Land and relief of each map, if the sheet has them apart.
    """

    svg: str
    frame: Sheet
    words: tuple[tuple[PlacedText, ...], ...]
    legend: tuple[str, ...]
    grounds: tuple[PaintedGround, ...] = ()


#: A drawn map, its SVG in place, and its ground if that is kept apart.
DrawnMap = tuple[DrawnPanel, str, tuple[PaintedGround, ...]]
#: A legend as SVG, and its labels.
Legend = tuple[str, tuple[str, ...]]


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
    margin = _HALL_MARGIN_PX if frame.in_hall else _MARGIN_PX
    inner = frame.width - 2 * margin
    head, foot = _bands(panels, frame, telling, inner)
    top = (0.0 if frame.bare else margin - 4) + head.height
    room = frame.height - top - foot.height - (0.0 if frame.bare else margin - 6)
    body = _hall_body if frame.in_hall else _desk_body
    drawn, legend = body(panels, frame, top, room)
    paper = () if frame.apart else (tag("rect", width=frame.width, height=frame.height, fill="#fff"),)
    parts = [
        *paper,
        group_at(head.svg, margin, margin - 6, "title"),
        *(svg for _, svg, _ in drawn),
        legend[0],
        group_at(foot.svg, margin, top + room, "notes"),
    ]
    return Picture(
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        + _document(_described(panels, frame, telling) + "".join(parts), frame, panels[0].scene.lang),
        frame,
        tuple(
            tuple(PlacedText(plain(word.word.text), word.boxes) for word in panel.words)
            for panel, _, _ in drawn
        ),
        legend[1],
        tuple(ground for _, _, grounds in drawn for ground in grounds),
    )


def _bands(panels: Sequence[Panel], frame: Sheet, telling: Captions, inner: float) -> tuple[Band, Band]:
    """Return what stands above and below the maps."""
    if frame.bare:
        return Band("", 0), Band("", 0)
    if frame.in_hall:
        head = title_band(telling.title, telling.caption, 0, inner, in_hall=True)
        return head, credit_line(_credits(panels, inner), inner)
    head = title_band(telling.title, telling.caption, 0, inner)
    return head, notes_band(telling.sources, _credits(panels, inner), 0, inner)


def _described(panels: Sequence[Panel], frame: Sheet, telling: Captions) -> str:
    """Return the document's own title, and of a hall's sheet all that has no room on it."""
    title = tag("title", text_node(" — ".join(filter(None, (telling.title, telling.caption)))))
    if not frame.in_hall or frame.bare:
        return title
    whole = " · ".join(filter(None, (telling.sources, *_credits(panels, frame.width))))
    return title + tag("desc", text_node(whole))


def _document(content: str, frame: Sheet, lang: str) -> str:
    family = f"'{FAMILY}', 'Segoe UI', 'DejaVu Sans', sans-serif"
    width, height = frame.size
    box = f"0 0 {number(frame.width)} {number(frame.height)}"
    return tag(
        "svg", content, xmlns="http://www.w3.org/2000/svg", width=width, height=height, viewBox=box,
        font_family=family, role="img", lang=lang,
    )  # fmt: skip


def _credits(panels: Sequence[Panel], width: float) -> list[str]:
    found: dict[Credit, None] = dict.fromkeys(credit for panel in panels for credit in panel.scene.credits)
    notes = (coast_note(panel.scene.basemap, panel.scene.extent, width, panel.scene.lang) for panel in panels)
    towns = (
        translate(panel.scene.lang, "map.near_towns")
        for panel in panels
        if near_towns(panel.scene.basemap, panel.scene.extent, panel.scene.year)
    )
    return [*(credit.text for credit in found), *dict.fromkeys(filter(None, notes)), *dict.fromkeys(towns)]


def _desk_body(
    panels: Sequence[Panel], frame: Sheet, top: float, room: float
) -> tuple[list[DrawnMap], Legend]:
    """Return the drawn maps, and a legend beside them or below."""
    beside = frame.width / frame.height >= _BROAD
    margin = 0.0 if frame.bare else _MARGIN_PX
    inner = frame.width - 2 * margin
    scene = panels[0].scene
    # What is shown depends on the frame, and the frame on the legend of what is shown: all of it has room.
    whole = legend_rows(scene, _entries(panels, None), _LEGEND_PX if beside else COLUMN_PX)
    count = max(1, int(inner // COLUMN_PX))
    width = inner - (_LEGEND_PX + _BETWEEN_PX + margin / 2 if beside and whole else 0)
    height = room if beside else room - columns_height(whole, count) - _BETWEEN_PX
    drawn = _maps(panels, (margin, top), width, height, frame=frame)
    unsaid = [] if beside else _unsaid(panels, drawn)
    if unsaid:  # numbers have rows below the map, which leave it less room
        more = legend_rows(scene, with_names(_entries(panels, None), unsaid), COLUMN_PX)
        height = room - columns_height(more, count) - _BETWEEN_PX
        drawn = _maps(panels, (margin, top), width, height, frame=frame)
    entries = with_names(_drawn_entries(panels, drawn), _unsaid(panels, drawn))
    rows = legend_rows(scene, entries, _LEGEND_PX if beside else COLUMN_PX)
    if beside:
        heading = translate(scene.lang, "map.legend")
        svg = legend_column(rows, heading, margin + width + _BETWEEN_PX, top + 2, height=room - 4)
    else:
        svg = legend_columns(rows, margin, top + height + _BETWEEN_PX, count=count)
    return drawn, (svg if rows else "", tuple(entry.label for entry in first_entries(entries)))


def _hall_body(
    panels: Sequence[Panel], frame: Sheet, top: float, room: float
) -> tuple[list[DrawnMap], Legend]:
    """Return the drawn maps, and a legend as a card on the map or in a strip below, whichever leaves more."""
    margin = 0.0 if frame.bare else _HALL_MARGIN_PX
    width, scene = frame.width - 2 * margin, panels[0].scene
    count = max(1, int(width / (COLUMN_PX * HALL_LEGEND)))
    entries = _entries(panels, None)
    strip = columns_height(legend_rows(scene, entries, COLUMN_PX), count) * HALL_LEGEND
    strip = min(strip + _BETWEEN_PX / 2, room * _MOST_STRIP) if entries else 0.0
    card = find_card(panels[0], entries, (width, room), strip) if len(panels) == 1 else None
    if card:
        panels, height = [card.panel], room
    else:
        height = room - strip
    drawn = _maps(panels, (margin, top), width, height, frame=frame)
    # A card has room for so many rows: what numbers stand for comes first, what says nothing stays away.
    numbered = [entry for entry in _unsaid(panels, drawn) if entry.number]
    shown = sorted(with_names(_drawn_entries(panels, drawn), numbered), key=lambda entry: not entry.number)
    labels = tuple(entry.label for entry in shown)
    if card:
        return drawn, (card.svg(scene, shown, margin, top), labels)
    rows = rows_within(legend_rows(scene, shown, COLUMN_PX), count, strip / HALL_LEGEND)
    below = top + height + _BETWEEN_PX / 2
    return drawn, (legend_columns(rows, margin, below, count=count, scale=HALL_LEGEND), labels)


def _drawn_entries(panels: Sequence[Panel], drawn: Sequence[DrawnMap]) -> list[LegendEntry]:
    return _entries(panels, frozenset().union(*(panel.symbols for panel, _, _ in drawn)))


def _entries(panels: Sequence[Panel], symbols: frozenset[str] | None) -> list[LegendEntry]:
    found: dict[LegendEntry, None] = {}
    for panel in panels:
        drawn = symbols if symbols is not None else {feature.symbol for feature in panel.scene.features()}
        found |= dict.fromkeys(shown_entries(panel.scene, drawn))
    return list(found)


def _unsaid(panels: Sequence[Panel], drawn: Sequence[DrawnMap]) -> list[LegendEntry]:
    """Return a row for each name that stands as a number, or not at all."""
    symbols = {feature.id: feature.symbol for panel in panels for feature in panel.scene.features()}
    told = {
        word.text: LegendEntry(symbols[word.feature], word.text)
        for panel, _, _ in drawn
        for word in panel.silent
    }
    for word in (one.word for panel, _, _ in drawn for one in panel.words if one.spot.number):
        told[word.text] = LegendEntry(symbols[word.feature], word.text, number=word.number)
    return sorted(told.values(), key=lambda entry: (entry.number is None, entry.number or 0))


def _maps(
    panels: Sequence[Panel], corner: tuple[float, float], width: float, height: float, *, frame: Sheet
) -> list[DrawnMap]:
    left, top = corner
    each = (width - _BETWEEN_PX * (len(panels) - 1)) / len(panels)
    down = _HEADING_PX if any(panel.heading for panel in panels) else 0.0
    found = []
    for index, panel in enumerate(panels):
        x = left + index * (each + _BETWEEN_PX)
        painted: list[PaintedGround] = []
        drawn = draw_panel(
            panel, each, height - down, prefix=f"m{index}", density=frame.density,
            painted=painted if frame.apart else None,
        )  # fmt: skip
        heading = panel_heading(panel.heading, x, top + 14, each) if panel.heading else ""
        whole = (x, top + down, *drawn.size) == (0.0, 0.0, frame.width, frame.height)
        grounds = tuple(replace(ground, left=x, top=top + down) for ground in painted)
        found.append(
            (drawn, heading + group_at(drawn.uncut if whole else drawn.svg, x, top + down, "map"), grounds)
        )
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
