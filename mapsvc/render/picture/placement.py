"""
Where names stand: nothing overlaps, the best place first, lines are kept clear of.

The name of an area stands on its ground, beside it with a line that ends on it, or its number stands there;
the name of a line stands where that is the nearest. `ui/src/pure/placement.js` and what it imports follow the
same rules with the same numbers of the table of style; a test compares them. Only the browser knows where a
name stood before, which it keeps if it can, and maps that share a frame.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np

from mapsvc.model.style import STYLE
from mapsvc.render.picture.boxes import Box, overlap
from mapsvc.render.picture.ground_places import (
    beside_ground,
    box_about,
    home_of,
    lead_boxes,
    lead_of,
    number_on_ground,
    number_setting,
    numbers_about,
    on_ground,
    with_leader,
)
from mapsvc.render.picture.line_places import Cells, Setting, Spot, cells_of, ends_on, spots_along
from mapsvc.render.picture.strands import Samples
from mapsvc.render.picture.terrain import Mask, Point, mask_of

_RULES, _NAMES = STYLE.placement, STYLE.ground_names
#: How a word may be set, the best first.
SettingsOf = Callable[["Label"], Sequence[Setting]]


@dataclass(frozen=True, kw_only=True, eq=False)
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
    strand
        What the line belongs to.
    ground
        The edge of the area that it names, rings of pixels.
    number
        What stands for the name of an area or a line that has no room.
    bound
        It stands on its ground, or nowhere.
    feature
        Id of what it names, of a map's features.
    tier, priority
        Lower ones are placed first.
    gap
        Pixels between the place and the word.
    dot
        Radius of a town's dot.
    centred
        It stands on its place, as the name of a sea.
    near
        So many of the places within are its own: a river's name does not leave its river.
    """

    text: str
    style: str = "feature-3"
    tier: int
    priority: int
    at: tuple[float, float] | None = None
    runs: tuple[np.ndarray[Any, Any], ...] = ()
    strand: str = ""
    ground: tuple[np.ndarray[Any, Any], ...] = ()
    number: int | None = None
    bound: bool = False
    feature: str = ""
    gap: float = _RULES.gap_px
    angle: float = 0.0
    dot: float | None = None
    centred: bool = False
    near: int | None = None

    @property
    def of_ground(self) -> bool:
        """Whether it belongs to the ground, and is left out where it would stand on lines."""
        return self.tier > 1


@dataclass(frozen=True)
class Placed:
    """A word in its place, the boxes that it covers, and those of the line that leads to what it names."""

    word: Label
    spot: Spot
    boxes: tuple[Box, ...]
    leads: tuple[Box, ...] = ()


def place_labels(
    words: Iterable[Label],
    settings_of: SettingsOf,
    *,
    frame: Box,
    obstacles: Sequence[Box],
    lines: Iterable[np.ndarray[Any, Any]],
    samples: Samples | None = None,
) -> list[Placed]:
    """
    Return the words that have room, each with its place, in the order of their weight.

    Parameters
    ----------
    words
        To be written.
    settings_of
        Returns how a word may be set.
    frame
        What is shown, in pixels.
    obstacles
        Boxes that no word may touch: signs, the scale bar.
    lines
        Runs of pixels that words should keep off.
    samples
        Points on the lines that names are told apart by, if there are several.
    """
    ordered = sorted(words, key=lambda word: (word.tier, word.priority))
    masks = {word: mask for word in ordered if (mask := mask_of(word.ground, _inner(frame))) is not None}
    plane = _Plane(frame, [*obstacles], cells_of(lines, _RULES.cell_px), masks, samples)
    return [placed for word in ordered if (placed := plane.place(word, settings_of)) is not None]


def _inner(frame: Box) -> Box:
    """Return where words may stand: a little off the edge."""
    left, top, right, bottom = frame
    edge = _RULES.edge_px
    return (left + edge, top + edge, right - edge, bottom - edge)


@dataclass(frozen=True)
class _Plane:
    """
    What of a frame is taken.

    Attributes
    ----------
    used, led
        Boxes that no word may touch, and that no line to a name may.
    masks
        The ground of areas.
    names
        Where a text stands already.
    """

    frame: Box
    used: list[Box]
    busy: Cells
    masks: Mapping[Label, Mask]
    samples: Samples | None
    led: list[Box] = field(default_factory=list)
    names: dict[str, tuple[float, float]] = field(default_factory=dict)

    def place(self, word: Label, settings_of: SettingsOf) -> Placed | None:
        """Place a word and take its room, or return nothing."""
        if word.at is not None and not word.ground and self._is_idle(word, word.at):
            return None
        best = self._best(word, settings_of(word))
        if best is None:
            return None
        # Two words side by side are not to be read as one name.
        aside = _RULES.aside_px
        self.used.extend((x0 - aside, y0, x1 + aside, y1) for x0, y0, x1, y1 in best.boxes)
        self.used.extend(best.leads)
        self.led.extend((*best.boxes, *best.leads))
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
        if self._is_twin(word, at):
            return True
        return word.dot is not None and any(overlap(_dot_box(at), box) for box in self.used)

    def _is_twin(self, word: Label, at: tuple[float, float]) -> bool:
        """Tell whether the same name stands near by."""
        twin = self.names.get(word.text)
        return twin is not None and math.dist(twin, at) < _RULES.twin_px

    def _best(self, word: Label, settings: Sequence[Setting]) -> Placed | None:
        if word.ground:
            return self._at_area(word, settings)
        if word.runs:
            return self._at_line(word, settings[0])
        return self._at_point(word, settings[0])

    def _at_point(self, word: Label, setting: Setting) -> Placed | None:
        """Return the place of the name of a point; a town buried in lines says nothing."""
        if word.at is None:
            return None
        best = self._pick(word, _spots_about(word, word.at, setting))
        most = _RULES.most_cost_within if word.centred else _RULES.most_cost
        return None if best and word.of_ground and best.spot.cost > most else best

    def _at_area(self, word: Label, settings: Sequence[Setting]) -> Placed | None:
        """Return the place of the name of an area, in the first setting that has one; else its number's."""
        mask = self.masks.get(word)
        if mask is None or self._is_named(word, mask):
            return None
        home = home_of(mask, word.at)
        others = [found for other, found in self.masks.items() if other.text != word.text]
        over = [found for found in others if found.count < mask.count]
        twin = self._is_twin(word, home)
        if best := self._on_ground(word, mask, home, settings, over):
            return best
        if word.bound:  # its land bears no name of another kind, and is not pointed at
            return None
        end = mask.deepest(home)
        led = None if twin else self._pick(word, beside_ground(end, settings[0], others))
        if led or not word.number:
            return led
        return self._pick(word, number_on_ground(mask, number_setting(word.number), end))

    def _on_ground(
        self, word: Label, mask: Mask, home: Point, settings: Sequence[Setting], over: Sequence[Mask]
    ) -> Placed | None:
        """Return the place of a name on its ground, in the first setting that has one."""
        for index, setting in enumerate(settings):
            base = index * _NAMES.setting_cost
            spots = on_ground(mask, setting, home, over=over, least=_NAMES.least_inside, base=base)
            if best := self._pick(word, spots):
                return best
        return None

    def _is_named(self, word: Label, mask: Mask) -> bool:
        """Tell whether an area of the map itself names the ground of a state."""
        others = [(other, found) for other, found in self.masks.items() if not other.bound]
        return word.bound and any(
            other.text == word.text or mask.common_with(found) > _NAMES.most_named for other, found in others
        )

    def _at_line(self, word: Label, setting: Setting) -> Placed | None:
        """Return where the line is the nearest; else off it with a line to it, else its number's place."""
        samples, strand, size = self.samples, word.strand, (setting.width, setting.height)
        spots = spots_along(word.runs, *size, self.frame)
        best = self._pick(
            word,
            [spot._replace(setting=setting) for spot in spots],
            lambda spot: samples is None or samples.reads_as_own(strand, (spot.x, spot.y), spot.angle, size),
        )
        if best:
            return best
        ends = self._ends_on_own(word)
        reaches = STYLE.line_names.lead_reaches_px
        leaders = (with_leader(end, setting, reaches, late=index) for index, end in enumerate(ends))
        led = self._pick(word, [spot for spots in leaders for spot in spots])
        if led or not word.number:
            return led
        number = number_setting(word.number)
        return self._pick(word, [numbers_about(end, number)[0] for end in ends])

    def _ends_on_own(self, word: Label) -> list[tuple[float, float]]:
        """Return where a line to the name of a line may end: where that is the nearest, the middle first."""
        everywhere = ends_on(word.runs, self.frame)
        if self.samples is None:
            return everywhere
        # Where it runs so close to another all along that both are one line to the eye, any point will do.
        return [end for end in everywhere if self.samples.is_nearest(word.strand, *end)] or everywhere

    def _pick(
        self, word: Label, spots: Iterable[Spot], suits: Callable[[Spot], bool] = lambda _: True
    ) -> Placed | None:
        """Return the best of some places for a word; none if there is no room at them."""
        best: Placed | None = None
        least = math.inf
        share = _RULES.crossing_of_ground if word.of_ground else _RULES.crossing
        for spot in spots:
            if spot.cost >= least:
                continue
            boxes = _boxes(spot, spot.setting.width, spot.setting.height)
            leads = lead_boxes(spot.lead) if spot.lead and not spot.short else ()
            if not self._has_room(boxes, leads):
                continue
            lines = 0 if spot.number else _crossings(boxes, self.busy, _RULES.cell_px)
            cost = spot.cost + lines * share
            if cost < least and suits(spot):
                best, least = Placed(word, spot._replace(cost=cost), boxes, leads), cost
        return best

    def _has_room(self, boxes: Sequence[Box], leads: Sequence[Box]) -> bool:
        """Tell whether a word lies on the plane, and over nothing that stands, nor the line to it."""
        if not _lie_free(boxes, _inner(self.frame), self.used):
            return False
        return _lie_free(leads, self.frame, self.led)


def _lie_free(boxes: Sequence[Box], frame: Box, used: Sequence[Box]) -> bool:
    left, top, right, bottom = frame
    inside = all(x0 >= left and y0 >= top and x1 <= right and y1 <= bottom for x0, y0, x1, y1 in boxes)
    return inside and not any(overlap(one, other) for one in boxes for other in used)


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


def _spots_about(word: Label, at: tuple[float, float], setting: Setting) -> Iterator[Spot]:
    """Yield places on a point, or about it; those further off have a line to it."""
    if word.centred:
        for index, (dx, dy) in enumerate(_RULES.within[: word.near]):
            x, y = at[0] + dx * setting.width * _RULES.within_across, at[1] + dy * setting.height
            yield Spot(x, y, word.angle, index * _RULES.within_cost, setting=setting)
        return
    ringed = word.priority <= _RULES.ringed_priority and word.tier <= _RULES.ringed_tier
    for index, ring in enumerate(_RULES.rings if ringed else _RULES.rings[:1]):
        spots = (_spot_beside(at, setting, way, word.gap * ring) for way in _RULES.around)
        for spot in spots:
            if not index:
                yield spot
                continue
            lead = lead_of(box_about((spot.x, spot.y), setting), at)
            yield spot._replace(cost=spot.cost + index * _RULES.ring_cost, lead=lead, short=word.gap)


def _spot_beside(
    at: tuple[float, float], setting: Setting, way: tuple[float, float, float], gap: float
) -> Spot:
    """Return a place beside a sign, which is round, so that a name may stand nearer to it at its corners."""
    dx, dy, cost = way
    off = gap * (_RULES.diagonal if dx and dy else 1.0)
    x = at[0] + dx * (off + setting.width / 2)
    y = at[1] + dy * (off + setting.height / 2) * (_RULES.level if dx else 1)
    side: Literal["start", "middle", "end"] = "start" if dx > 0 else "end" if dx < 0 else "middle"
    return Spot(x, y, 0.0, cost, side=side, setting=setting)
