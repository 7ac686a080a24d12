"""
Where names stand: nothing overlaps, the best place first, lines are kept clear of.

`ui/src/pure/placement.js` and `along.js` follow the same rules with the same numbers of the table of style;
a test compares them. Only the browser knows where a name stood before, which it keeps if it can, and maps
that share a frame; only a sheet moves the name of an area into what is seen of it (`names`).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from mapsvc.model.style import STYLE
from mapsvc.render.picture.boxes import Box, overlap
from mapsvc.render.picture.line_places import Cells, Spot, cells_of, spots_along

_RULES = STYLE.placement
#: Breadth and height of a word in pixels.
SizeOf = Callable[["Label"], tuple[float, float]]


@dataclass(frozen=True, kw_only=True)
class Label:
    """
    Something to write on a map.

    Attributes
    ----------
    style
        A key of the names in the table of style.
    at
        The pixel it belongs to; nothing for the word of a line.
    runs
        Pixels of the line it belongs to.
    foreign
        Cells where it would be read as the name of another line, or of another area.
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
    """

    text: str
    style: str = "feature-3"
    tier: int
    priority: int
    at: tuple[float, float] | None = None
    runs: tuple[np.ndarray[Any, Any], ...] = ()
    foreign: Cells = frozenset()
    gap: float = _RULES.gap_px
    angle: float = 0.0
    room: tuple[float, float] | None = None
    dot: float | None = None
    centred: bool = False

    @property
    def of_ground(self) -> bool:
        """Whether it belongs to the ground, and is left out where it would stand on lines."""
        return self.tier > 1


@dataclass(frozen=True)
class Placed:
    """A word in its place, and the boxes that it covers."""

    word: Label
    spot: Spot
    boxes: tuple[Box, ...]


def place_labels(
    words: Iterable[Label],
    size_of: SizeOf,
    *,
    frame: Box,
    obstacles: Sequence[Box],
    lines: Iterable[np.ndarray[Any, Any]],
) -> list[Placed]:
    """
    Return the words that have room, each with its place, in the order of their weight.

    Parameters
    ----------
    words
        To be written.
    size_of
        Returns how broad and high a word is.
    frame
        What is shown, in pixels.
    obstacles
        Boxes that no word may touch: signs, the scale bar.
    lines
        Runs of pixels that words should keep off.
    """
    plane = _Plane(frame, [*obstacles], cells_of(lines, _RULES.cell_px))
    ordered = sorted(words, key=lambda word: (word.tier, word.priority))
    return [placed for word in ordered if (placed := plane.place(word, size_of)) is not None]


@dataclass(frozen=True)
class _Plane:
    """What of a frame is taken; `names` are where a text stands already."""

    frame: Box
    used: list[Box]
    busy: Cells
    names: dict[str, tuple[float, float]] = field(default_factory=dict)

    def place(self, word: Label, size_of: SizeOf) -> Placed | None:
        """Place a word and take its room, or return nothing."""
        if word.at is not None and self._is_idle(word, word.at):
            return None
        best = self._best(word, *size_of(word))
        if best is None:
            return None
        # Two words side by side are not to be read as one name.
        aside = _RULES.aside_px
        self.used.extend((x0 - aside, y0, x1 + aside, y1) for x0, y0, x1, y1 in best.boxes)
        if word.at is not None:
            self.names[word.text] = word.at
            if word.dot:
                self.used.append(_dot_box(word.at))
        return best

    def _is_idle(self, word: Label, at: tuple[float, float]) -> bool:
        """Tell whether a word is out of view, stands here already, or has its dot under something."""
        left, top, right, bottom = self.frame
        if not (left <= at[0] <= right and top <= at[1] <= bottom):
            return True
        twin = self.names.get(word.text)
        if twin is not None and math.dist(twin, at) < _RULES.twin_px:
            return True
        return word.dot is not None and any(overlap(_dot_box(at), box) for box in self.used)

    def _has_room(self, boxes: Sequence[Box]) -> bool:
        """Tell whether boxes lie on the plane, and over nothing that stands."""
        if not all(map(self._holds, boxes)):
            return False
        return not any(overlap(one, other) for one in boxes for other in self.used)

    def _best(self, word: Label, width: float, height: float) -> Placed | None:
        best: Placed | None = None
        least = math.inf
        share = _RULES.crossing_of_ground if word.of_ground else _RULES.crossing
        room = _room_of(word, width, height)
        for spot in _spots(word, width, height, self.frame):
            if spot.cost >= least:
                continue
            boxes = _boxes(spot, width, height)
            if not self._has_room(boxes):
                continue
            cost = spot.cost + _crossings(boxes, self.busy, _RULES.cell_px) * share
            if word.foreign:
                cost += _cost_of_foreign(word, boxes, room)
            if cost < least:
                best, least = Placed(word, spot, boxes), cost
        most = _RULES.most_cost_within if word.centred else _RULES.most_cost
        return None if word.of_ground and least > most else best

    def _holds(self, box: Box) -> bool:
        left, top, right, bottom = self.frame
        edge = _RULES.edge_px
        return (
            box[0] >= left + edge
            and box[1] >= top + edge
            and box[2] <= right - edge
            and box[3] <= bottom - edge
        )


def _dot_box(at: tuple[float, float]) -> Box:
    reach = _RULES.dot_px
    return (at[0] - reach, at[1] - reach, at[0] + reach, at[1] + reach)


def _crossings(boxes: Iterable[Box], cells: Cells, cell_px: float) -> int:
    """Return how many cells of lines lie under boxes."""
    return sum(
        (column, row) in cells
        for x0, y0, x1, y1 in boxes
        for column in range(math.floor(x0 / cell_px), math.floor(x1 / cell_px) + 1)
        for row in range(math.floor(y0 / cell_px), math.floor(y1 / cell_px) + 1)
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


def _spots(word: Label, width: float, height: float, frame: Box) -> Iterable[Spot]:
    if word.at is None:
        return spots_along(word.runs, width, height, frame, word.foreign)
    if word.centred or _fits(word.room, width, height):
        x, y = word.at
        return [
            Spot(
                x + dx * width * _RULES.within_across,
                y + dy * height,
                word.angle,
                index * _RULES.within_cost,
            )
            for index, (dx, dy) in enumerate(_RULES.within)
        ]
    return _spots_around(word, word.at, width, height)


def _fits(room: tuple[float, float] | None, width: float, height: float) -> bool:
    """Tell whether a region is large enough to carry its name inside."""
    across, upright = _RULES.fits
    return room is not None and room[0] > width * across and room[1] > height * upright


def _room_of(word: Label, width: float, height: float) -> float:
    """Return the room of a name that stands on its own ground; others may stand on any."""
    inside = word.centred or (word.at is not None and _fits(word.room, width, height))
    return width * height if inside else math.inf


def _cost_of_foreign(word: Label, boxes: Iterable[Box], room: float) -> float:
    """Return what a word costs on ground of others; nothing makes up for most of its room there."""
    crossed = _crossings(boxes, word.foreign, _RULES.foreign_px)
    if crossed * _RULES.foreign_px**2 > _RULES.most_foreign * room:
        return math.inf
    return crossed * _RULES.crossing_foreign


def _spots_around(word: Label, at: tuple[float, float], width: float, height: float) -> Iterator[Spot]:
    ringed = word.priority <= _RULES.ringed_priority and word.tier <= _RULES.ringed_tier
    for index, ring in enumerate(_RULES.rings if ringed else _RULES.rings[:1]):
        for dx, dy, cost in _RULES.around:
            near = _RULES.diagonal if dx and dy else 1.0
            across, upright = _off(word, ring, near)
            yield Spot(
                at[0] + dx * (across + width / 2),
                at[1] + dy * (upright + height / 2) * (_RULES.level if dx else 1),
                0.0,
                cost + index * _RULES.ring_cost,
                side="start" if dx > 0 else "end" if dx < 0 else "middle",
                far=index > 0,
            )


def _off(word: Label, ring: float, near: float) -> tuple[float, float]:
    """
    Return how far off a word stands, across and upright.

    A sign is round, so that a name may stand nearer to it at its corners. One beside a region stands at its
    edge: further off it would name what lies there.
    """
    if word.room is None:
        return (word.gap * ring * near,) * 2
    beyond = (ring - 1) * _RULES.ring_px
    across, upright = (side / 2 + _RULES.room_gap_px + beyond for side in word.room)
    return across, upright
