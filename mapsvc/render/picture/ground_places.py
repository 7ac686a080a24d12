"""Places for the name of an area: on its ground, beside it with a line that ends on it, or its number."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from mapsvc.model.style import STYLE
from mapsvc.render.picture.boxes import Box
from mapsvc.render.picture.line_places import Setting, Spot, even_costs
from mapsvc.render.picture.terrain import Mask, Numbers, Point

_RULES = STYLE.ground_names
#: A line to a name is kept free in boxes of this size, in pixels.
_PIECE_PX = 4.0
#: Whither from a point its name may stand, as steps to the right and down.
_OUTWARD = np.array(
    [
        (math.cos(2 * math.pi * way / _RULES.ways), math.sin(2 * math.pi * way / _RULES.ways))
        for way in range(_RULES.ways)
    ]
)


def home_of(mask: Mask, at: Point | None) -> Point:
    """Return where a name is at home: at the point of the map, or in the middle of what is seen."""
    return at if at is not None and mask.holds(at) else mask.middle


def box_about(at: Point, setting: Setting) -> Box:
    """Return the box of a word about its middle."""
    (x, y), across, upright = at, setting.width / 2, setting.height / 2
    return (x - across, y - upright, x + across, y + upright)


def on_ground(
    mask: Mask, setting: Setting, home: Point, *, over: Sequence[Mask], least: float, base: float
) -> list[Spot]:
    """
    Return places on the ground itself, the best first.

    Parameters
    ----------
    mask
        The ground.
    setting
        How the name is set.
    home
        Where it would rather stand.
    over
        Smaller areas that lie on this one.
    least
        So much of the name lies on the ground.
    base
        What this setting costs.
    """
    step = max(2, min(8, math.floor(math.sqrt(mask.count / _RULES.spots) + 0.5)))
    points = np.vstack([np.array([home]), mask.spots(step // 2, step)])
    boxes = _boxes_about(points, setting)
    shares = mask.shares_of(boxes)
    fit = shares >= least
    points, boxes, shares = points[fit], boxes[fit], shares[fit]
    off = points - home
    away = np.hypot(off[:, 0], 2 * off[:, 1]) * _RULES.away_cost
    under = _under(boxes, over) * _RULES.over_cost
    costs = even_costs(base + (1 - shares) * _RULES.outside_cost + away + under)
    best = np.argsort(costs, kind="stable")
    weighed = zip(points[best].tolist(), costs[best].tolist(), strict=True)
    return [Spot(x, y, 0.0, cost, setting=setting) for (x, y), cost in weighed]


def _boxes_about(points: Numbers, setting: Setting) -> Numbers:
    """Return the boxes of a word about each of some middles, as rows of left, top, right, bottom."""
    half = _half(setting)
    return np.hstack([points - half, points + half])


def _half(setting: Setting) -> Numbers:
    return np.array([setting.width / 2, setting.height / 2])


def _under(boxes: Numbers, grounds: Sequence[Mask]) -> Numbers:
    """Return how much of each box lies on some grounds, in all."""
    return sum((ground.shares_of(boxes) for ground in grounds), start=np.zeros(len(boxes)))


def with_leader(
    end: Point, setting: Setting, reaches: Sequence[float], *, others: Sequence[Mask] = (), late: float = 0
) -> list[Spot]:
    """Return places about a point with a line to it, the best first: near, and not on ground of `others`."""
    far = np.repeat(np.array(reaches, dtype=float), len(_OUTWARD))[:, None]
    points = end + np.tile(_OUTWARD, (len(reaches), 1)) * (far + _half(setting))
    boxes = _boxes_about(points, setting)
    costs = even_costs(far[:, 0] * _RULES.reach_cost + _under(boxes, others) * _RULES.others_cost + late)
    best = np.argsort(costs, kind="stable")
    weighed = zip(points[best].tolist(), boxes[best].tolist(), costs[best].tolist(), strict=True)
    return [Spot(x, y, 0.0, cost, lead=lead_of(box, end), setting=setting) for (x, y), box, cost in weighed]


def lead_of(box: Box, end: Point) -> Box:
    """Return the line from a box to the point that it names, as x and y of its ends."""
    return (max(box[0], min(box[2], end[0])), max(box[1] + 3, min(box[3] - 3, end[1])), *end)


def lead_boxes(lead: Box) -> tuple[Box, ...]:
    """Return the boxes that a line covers, but for its beginning at its own name."""
    x0, y0, x1, y1 = lead
    count = max(1, math.ceil(math.hypot(x1 - x0, y1 - y0) / _PIECE_PX))
    half = _PIECE_PX / 2
    spots = [
        (x0 + (x1 - x0) * (index + 1) / count, y0 + (y1 - y0) * (index + 1) / count) for index in range(count)
    ]
    return tuple((x - half, y - half, x + half, y + half) for x, y in spots)


def beside_ground(end: Point, setting: Setting, others: Sequence[Mask]) -> list[Spot]:
    """Return places beside an area with a line to a point in it; `others` are the grounds of other names."""
    spots = with_leader(end, setting, _RULES.reaches_px, others=others)
    return [spot for spot in spots if spot.cost <= _RULES.most_leader_cost]


def number_setting(number: int) -> Setting:
    """Return how large the sign of a number is."""
    width = _RULES.number_px + _RULES.digit_px * (len(str(number)) - 1)
    return Setting(float(width), float(_RULES.number_px), (str(number),))


def numbers_about(end: Point, setting: Setting) -> list[Spot]:
    """Return places for a number: about a point of what it names."""
    return [
        Spot(
            end[0] + math.cos(math.pi * way / 4) * off, end[1] + math.sin(math.pi * way / 4) * off, 0.0,
            float(ring), number=True, setting=setting,
        )
        for ring, off in enumerate(_RULES.number_off_px)
        for way in range(8 if off else 1)
    ]  # fmt: skip


def number_on_ground(mask: Mask, setting: Setting, end: Point) -> list[Spot]:
    """Return places for the number of an area: on its ground, or at its deepest point."""
    inside = on_ground(mask, setting, end, over=(), least=_RULES.number_least, base=0.0)
    first, *others = numbers_about(end, setting)
    held = mask.hold(np.array([(spot.x, spot.y) for spot in others]))
    about = [first, *(spot for spot, on in zip(others, held, strict=True) if on)]
    return [*(spot._replace(number=True) for spot in inside), *about]
