"""The legend of a picture: the symbols that are drawn, beside the map or below it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import shapely

from mapsvc.language import translate
from mapsvc.model.scene import LegendEntry, Scene, Symbol
from mapsvc.model.style import STYLE
from mapsvc.render.picture.areas import area_svg, rim_px
from mapsvc.render.picture.labels import number_svg
from mapsvc.render.picture.letters import Style, break_lines, set_text, text_width
from mapsvc.render.picture.lines import band_svg, line_svg
from mapsvc.render.picture.signs import marker_svg, size_of
from mapsvc.render.picture.svg_text import colour, dashes, number, tag
from mapsvc.render.picture.view import View
from mapsvc.scene.symbology import INK

_HEADING = Style(size=12.5, face="Bold", fill=INK, halo=None)
_LABEL = Style(size=11.5, fill=INK, halo=None)
_SAMPLE_PX, _GAP_PX = 44.0, 9.0
_LINE_PX, _ROW_PX, _BETWEEN_PX = 14.5, 17.0, 6.0
_LEGEND_HEADING_PX = 24.0
#: Between a card's edge and its rows.
_CARD_PX = 8.0
#: Breadth of a column below the map.
COLUMN_PX = 236.0
_PAPER_VIEW = View(0.0, 0.0, 0.0, _SAMPLE_PX, 20.0)


@dataclass(frozen=True)
class LegendRow:
    """An entry as it is set: its symbol, lines of text and height in pixels."""

    key: str
    symbol: Symbol
    lines: tuple[str, ...]
    number: int | None = None

    @property
    def height(self) -> float:
        """Pixels, with the room to the next row."""
        sample = float(self.symbol.get("size") or 0) + 8 if self.key.startswith("count-") else _ROW_PX
        return max(sample, len(self.lines) * _LINE_PX) + _BETWEEN_PX


def shown_entries(scene: Scene, drawn: Iterable[str]) -> list[LegendEntry]:
    """
    Return the entries of a map's legend that speak of something that is drawn.

    Parameters
    ----------
    scene
        With the whole legend.
    drawn
        Keys of the symbols on the picture.
    """
    used = set(drawn)
    sure = {key.rpartition("-")[2] for key in used if key.split("-")[0] in {"arrow", "leg", "border", "line"}}
    return [entry for entry in scene.legend if _speaks(entry, used, sure)]


def with_names(entries: Sequence[LegendEntry], named: Sequence[LegendEntry]) -> list[LegendEntry]:
    """Return entries and rows for names without room; one that says the same already gets the number."""
    numbers = {entry.label: entry.number for entry in named}
    known = {entry.label for entry in entries}
    return [
        *(replace(entry, number=numbers.get(entry.label, entry.number)) for entry in entries),
        *(entry for entry in named if entry.label not in known),
    ]


def _speaks(entry: LegendEntry, used: set[str], sure: set[str]) -> bool:
    family, _, rest = entry.symbol.partition("-")
    if family in {"certainty", "account"}:
        return rest in sure
    if entry.covers:
        return not used.isdisjoint(entry.covers)
    return any(key.split("-")[0] == family for key in used)  # samples, such as sizes of a count


def first_entries(entries: Sequence[LegendEntry]) -> Sequence[LegendEntry]:
    """
    Return the entries that a picture has room for; they come by importance.

    A number on the map is looked up in the key, and so is a name without room: these are never left out.
    """
    asked = [entry for entry in entries if entry.number is not None or not entry.covers]
    plain = [entry for entry in entries if entry not in asked][: max(0, STYLE.key.most - len(asked))]
    return [entry for entry in entries if entry in asked or entry in plain]


def legend_rows(scene: Scene, entries: Sequence[LegendEntry], width: float) -> list[LegendRow]:
    """Return the first entries broken to a column's width, and a row that says how many more the page has."""
    room = width - _SAMPLE_PX - _GAP_PX
    rows = [
        LegendRow(
            entry.symbol,
            scene.symbols[entry.symbol],
            tuple(break_lines(entry.label, _LABEL, room)),
            entry.number,
        )
        for entry in first_entries(entries)
    ]
    rest = len(entries) - len(rows)
    if rest:
        text = translate(scene.lang, "map.key_more_page").format(n=rest)
        rows.append(LegendRow("", {}, tuple(break_lines(text, _LABEL, room))))
    return rows


def column_height(rows: Sequence[LegendRow]) -> float:
    """Return the height of a legend in one column, with its heading."""
    return _LEGEND_HEADING_PX + sum(row.height for row in rows) if rows else 0.0


def columns_height(rows: Sequence[LegendRow], count: int) -> float:
    """Return the height of a legend in several columns, without a heading."""
    return max((sum(row.height for row in part) for part in _split(rows, count)), default=0.0)


def legend_column(rows: Sequence[LegendRow], heading: str, x: float, y: float, *, height: float) -> str:
    """Return a legend in one column; smaller where it would be higher than its room."""
    if not rows:
        return ""
    parts = [set_text([heading], 0, 12, _HEADING)]
    at = _LEGEND_HEADING_PX
    for row in rows:
        parts.append(_row_svg(row, 0, at))
        at += row.height
    scale = min(1.0, height / column_height(rows))
    place = f"translate({number(x)} {number(y)}) scale({number(scale)})"
    return tag("g", "".join(parts), class_="legend", transform=place)


def card_size(rows: Sequence[LegendRow]) -> tuple[float, float]:
    """Return how broad and high a legend is as a card on the map, its edges included."""
    texts = max((text_width(line, _LABEL) for row in rows for line in row.lines), default=0.0)
    return (
        _SAMPLE_PX + _GAP_PX + texts + 2.5 * _CARD_PX,
        sum(row.height for row in rows) - _BETWEEN_PX + 2 * _CARD_PX,
    )


def legend_card(rows: Sequence[LegendRow], x: float, y: float, *, scale: float) -> str:
    """Return a legend as a pale card that stands on the map."""
    width, height = card_size(rows)
    back = tag(
        "rect", width=width, height=height, rx=5, fill="#fffdf7", fill_opacity=0.93, stroke=INK,
        stroke_opacity=0.35, stroke_width=1,
    )  # fmt: skip
    parts, at = [back], _CARD_PX
    for row in rows:
        parts.append(_row_svg(row, _CARD_PX / 2, at))
        at += row.height
    place = f"translate({number(x)} {number(y)}) scale({number(scale)})"
    return tag("g", "".join(parts), class_="legend", transform=place)


def legend_columns(rows: Sequence[LegendRow], x: float, y: float, *, count: int, scale: float = 1.0) -> str:
    """Return a legend in several columns."""
    parts = []
    for index, part in enumerate(_split(rows, count)):
        at = 0.0
        for row in part:
            parts.append(_row_svg(row, index * COLUMN_PX, at))
            at += row.height
    place = f"translate({number(x)} {number(y)}) scale({number(scale)})"
    return tag("g", "".join(parts), class_="legend", transform=place)


def _split(rows: Sequence[LegendRow], count: int) -> list[list[LegendRow]]:
    """Return rows in columns of about one height, in reading order."""
    room = sum(row.height for row in rows) / max(1, count)
    columns: list[list[LegendRow]] = [[]]
    for row in rows:
        filled = sum(other.height for other in columns[-1])
        if columns[-1] and filled + row.height / 2 > room and len(columns) < count:
            columns.append([])
        columns[-1].append(row)
    return columns


def _row_svg(row: LegendRow, x: float, y: float) -> str:
    middle = y + (row.height - _BETWEEN_PX) / 2
    first = middle - (len(row.lines) - 1) / 2 * _LINE_PX + 0.36 * _LABEL.size
    sign = number_svg(row.number, _SAMPLE_PX / 2, 0) if row.number else ""
    sample = tag("g", _sample(row) + sign, transform=f"translate({number(x)} {number(middle)})")
    text = set_text(row.lines, x + _SAMPLE_PX + _GAP_PX, first, _LABEL, leading=_LINE_PX / _LABEL.size)
    return sample + text


def _sample(row: LegendRow) -> str:
    """Return a symbol about the middle of its sample's left edge."""
    symbol = row.symbol
    if not symbol:
        return ""
    if symbol["type"] == "marker":
        size = size_of(symbol)
        return marker_svg(
            symbol, _SAMPLE_PX / 2, 0, (size if row.key.startswith("count-") else min(size, 20)) / 20
        )
    if symbol.get("band"):
        return band_svg([np.array([[10.0, 0.0], [_SAMPLE_PX - 10, 0.0]])], symbol, 8)
    if symbol["type"] == "soft":
        return tag(
            "circle", cx=_SAMPLE_PX / 2, cy=0, r=9, fill=colour(symbol["fill"]),
            fill_opacity=min(0.5, 0.1 + 2 * float(symbol.get("opacity", 0.2))),
            stroke=colour(symbol["stroke"]), stroke_width=rim_px(symbol) * 0.8,
            stroke_dasharray=dashes(symbol.get("dash") or (1.5, 3)),
        )  # fmt: skip
    if symbol["type"] == "area":
        # A pale edge where the map draws none, so that the sample has a shape on white.
        box = shapely.box(4, -8.5, _SAMPLE_PX - 4, 8.5)
        least = 0.0 if symbol.get("inert") else 0.16
        shown = {**symbol, "opacity": max(least, float(symbol.get("opacity", 0.16))), "rim": True}
        return area_svg(box, shown, _PAPER_VIEW)
    if symbol.get("fade"):
        return "".join(
            tag("rect", x=4 + 4 * step, y=-8.5, width=4, height=17, fill=INK, fill_opacity=0.27 - 0.03 * step)
            for step in range(9)
        )
    return line_svg([np.array([[2.0, 0.0], [_SAMPLE_PX - 2, 0.0]])], symbol)
