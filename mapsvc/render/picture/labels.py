"""One placer for all words of a picture: features first, then towns, then waters. Nothing overlaps."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from mapsvc.model.style import STYLE
from mapsvc.render.picture.letters import Style, break_once, set_text, spacing_of, text_width
from mapsvc.render.picture.line_places import Cells, Spot, along_runs, cells_of
from mapsvc.render.picture.signs import Box, overlap
from mapsvc.render.picture.svg_text import number, tag
from mapsvc.render.picture.view import View

_PLACING = STYLE.placement


@dataclass(frozen=True, kw_only=True)
class Word:
    """
    Something to write on a map.

    Attributes
    ----------
    at
        The pixel it belongs to; nothing for the word of a line.
    runs
        Pixels of the line it belongs to.
    foreign
        Cells where it would be read as the name of another line.
    tier, priority
        Lower ones are placed first.
    gap
        Pixels between the place and the word.
    room
        Breadth and height in pixels of the region that it names.
    dot
        Radius of a town's dot.
    centred
        It stands on its place, as the name of a sea.
    optional
        It is left out where it would stand on a line.
    """

    text: str
    style: Style
    tier: int
    priority: int
    at: tuple[float, float] | None = None
    runs: tuple[np.ndarray[Any, Any], ...] = ()
    foreign: Cells = frozenset()
    gap: float = 6.0
    angle: float = 0.0
    room: tuple[float, float] | None = None
    dot: float | None = None
    centred: bool = False

    @property
    def optional(self) -> bool:
        """Whether it belongs to the ground."""
        return self.tier > 1


@dataclass(frozen=True)
class Placed:
    """A word in its place: its lines, where they stand, and the boxes that they cover."""

    word: Word
    lines: tuple[str, ...]
    spot: Spot
    boxes: tuple[Box, ...]


def place_words(
    view: View, words: Iterable[Word], *, obstacles: Sequence[Box], lines: Sequence[np.ndarray[Any, Any]]
) -> list[Placed]:
    """
    Return the words that have room, each with its place.

    Parameters
    ----------
    view
        What is shown.
    words
        To be written.
    obstacles
        Boxes that no word may touch: signs, the scale bar.
    lines
        Runs of pixels that words should keep off.
    """
    room = _Room(view, [*obstacles], cells_of(lines, _PLACING.cell_px), {})
    ordered = sorted(enumerate(words), key=lambda pair: (pair[1].tier, pair[1].priority, pair[0]))
    return [placed for _, word in ordered if (placed := room.place(word)) is not None]


@dataclass(frozen=True)
class _Room:
    """What of a picture is taken."""

    view: View
    used: list[Box]
    busy: Cells
    names: dict[str, tuple[float, float]]

    def place(self, word: Word) -> Placed | None:
        """Place a word and take its room, or return nothing."""
        if word.at is not None and (not self._sees(word.at) or self._told(word, word.at)):
            return None
        lines = tuple(break_once(word.text, word.style))
        width = max(text_width(line, word.style) for line in lines) + 4
        height = len(lines) * word.style.size * _PLACING.leading + 2
        best = self._best(word, width, height)
        if best is None:
            return None
        self.used.extend(
            (x0 - _PLACING.aside_px, y0, x1 + _PLACING.aside_px, y1) for x0, y0, x1, y1 in best[1]
        )
        if word.at is not None:
            self.names[word.text] = word.at
            if word.dot:
                x, y = word.at
                self.used.append((x - 3, y - 3, x + 3, y + 3))
        return Placed(word, lines, best[0], best[1])

    def _sees(self, at: tuple[float, float]) -> bool:
        return 0 <= at[0] <= self.view.width and 0 <= at[1] <= self.view.height

    def _told(self, word: Word, at: tuple[float, float]) -> bool:
        """Tell whether the name stands here already, or its dot would lie under a sign."""
        twin = self.names.get(word.text)
        if twin is not None and math.dist(twin, at) < _PLACING.twin_px:
            return True
        dot = (at[0] - 3, at[1] - 3, at[0] + 3, at[1] + 3)
        return word.dot is not None and any(overlap(dot, box) for box in self.used)

    def _best(self, word: Word, width: float, height: float) -> tuple[Spot, tuple[Box, ...]] | None:
        best: tuple[Spot, tuple[Box, ...]] | None = None
        least = math.inf
        for spot in _spots(word, width, height, self.view):
            if spot.cost >= least:
                continue
            boxes = _boxes(spot, width, height)
            if not all(map(self._inside, boxes)) or any(overlap(a, b) for a in boxes for b in self.used):
                continue
            share = _PLACING.crossing_of_ground if word.optional else _PLACING.crossing
            cost = spot.cost + _crossings(boxes, self.busy, _PLACING.cell_px) * share
            if word.foreign:
                cost += _crossings(boxes, word.foreign, _PLACING.foreign_px) * _PLACING.crossing_foreign
            if cost < least:
                best, least = (spot, boxes), cost
        most = _PLACING.most_cost_within if word.centred else _PLACING.most_cost
        return None if word.optional and least > most else best

    def _inside(self, box: Box) -> bool:
        return (
            box[0] >= _PLACING.edge_px
            and box[1] >= _PLACING.edge_px
            and box[2] <= self.view.width - _PLACING.edge_px
            and box[3] <= self.view.height - _PLACING.edge_px
        )


def _crossings(boxes: Iterable[Box], cells: Cells, cell_px: float) -> int:
    """Return how many cells of lines lie under boxes."""
    return sum(
        (column, row) in cells
        for x0, y0, x1, y1 in boxes
        for column in range(int(x0 // cell_px), int(x1 // cell_px) + 1)
        for row in range(int(y0 // cell_px), int(y1 // cell_px) + 1)
    )


def _boxes(spot: Spot, width: float, height: float) -> tuple[Box, ...]:
    """Return the boxes that a word covers: one, or a chain of small ones if it is turned."""
    x, y = spot.x, spot.y
    if not spot.angle:
        return ((x - width / 2, y - height / 2, x + width / 2, y + height / 2),)
    dx, dy = math.cos(spot.angle), math.sin(spot.angle)
    steps = max(2, math.ceil(width / height))
    reach = max(height * 0.55, abs(dx) * width / steps / 2, abs(dy) * width / steps / 2)
    centres = [-width / 2 + width * (index + 0.5) / steps for index in range(steps)]
    return tuple(
        (x + dx * d - reach, y + dy * d - reach, x + dx * d + reach, y + dy * d + reach) for d in centres
    )


def _spots(word: Word, width: float, height: float, view: View) -> Iterator[Spot]:
    if word.at is None:
        yield from along_runs(word.runs, width, height, view, word.foreign)
        return
    x, y = word.at
    fits = word.room is not None and word.room[0] > width * 0.8 and word.room[1] > height * 1.2
    if word.centred or fits:
        for index, (dx, dy) in enumerate(_PLACING.within):
            yield Spot(x + dx * width * 0.6, y + dy * height, word.angle, index * 0.5)
        return
    gap = max(word.room) / 2 + 2 if word.room else word.gap
    rings = (1.0, 2.2, 3.6) if word.priority <= 2 and word.tier <= 1 else (1.0,)
    for index, ring in enumerate(rings):
        for dx, dy, cost in _PLACING.around:
            reach = gap * ring * (0.75 if dx and dy else 1)
            yield Spot(
                x + dx * (reach + width / 2),
                y + dy * (reach + height / 2) * (0.85 if dx else 1),
                0.0,
                cost + index * 4,
                side=_side(dx),
                far=index > 0,
            )


def _side(dx: int) -> Literal["start", "middle", "end"]:
    return "start" if dx > 0 else "end" if dx < 0 else "middle"


def word_svg(placed: Placed) -> str:
    """Return a word, and a town's dot."""
    word, spot, style = placed.word, placed.spot, placed.word.style
    width = max(text_width(line, style) for line in placed.lines)
    x = {"start": spot.x - width / 2, "middle": spot.x, "end": spot.x + width / 2}[spot.side]
    first = spot.y - (len(placed.lines) - 1) / 2 * _PLACING.leading * style.size + 0.36 * style.size
    # Letters are spaced after each one: half a space keeps a spaced word in its middle.
    x += spacing_of("".join(placed.lines), style) / 2 if spot.side == "middle" else 0.0
    turn = (
        f"rotate({number(math.degrees(spot.angle))} {number(spot.x)} {number(spot.y)})"
        if spot.angle
        else None
    )
    text = set_text(placed.lines, x, first, style, anchor=spot.side, leading=_PLACING.leading, transform=turn)
    text = _leader(placed) + text
    if word.dot is None or word.at is None:
        return text
    dot = tag(
        "circle",
        cx=word.at[0],
        cy=word.at[1],
        r=word.dot,
        fill=STYLE.town_dot.fill,
        stroke=STYLE.town_dot.edge,
        stroke_width=1.4,
    )
    return dot + text


def _leader(placed: Placed) -> str:
    """Return a thin line from a sign to a word that had no room beside it."""
    if not placed.spot.far or placed.word.at is None:
        return ""
    (x, y), (left, top, right, bottom) = placed.word.at, placed.boxes[0]
    end = (min(max(x, left), right), min(max(y, top + 3), bottom - 3))
    long = math.dist((x, y), end)
    if long <= placed.word.gap + 2:
        return ""
    start = (x + (end[0] - x) * placed.word.gap / long, y + (end[1] - y) * placed.word.gap / long)
    d = f"M{number(start[0])} {number(start[1])}L{number(end[0])} {number(end[1])}"
    pale = tag("path", d=d, stroke=STYLE.colours.halo, stroke_width=2.6, stroke_opacity=0.8)
    return pale + tag("path", d=d, stroke=placed.word.style.fill, stroke_width=0.9)
