"""
How maps look, for the pictures that we draw and for the browser: `templates/static/style.json`, typed.

A name is what the browser's code calls it too. What only one of the two needs stands there, not here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, is_dataclass
from typing import Any, TypeVar, get_type_hints

from mapsvc.resources import read_json, template_root

Pair = tuple[float, float]
_T = TypeVar("_T")


@dataclass(frozen=True, kw_only=True)
class Colours:
    """Of what stands on every ground."""

    halo: str
    casing: str
    split: str
    sign_edge: str


@dataclass(frozen=True, kw_only=True)
class Earth:
    """The globe, and where its map ends: latitude in degrees; corners of a circle on it."""

    radius_km: float
    round_m: float
    most_lat: float
    disc_points: int


@dataclass(frozen=True, kw_only=True)
class NameLook:
    """How a name is set, in pixels; above `wrap` it is broken once."""

    size: float
    fill: str
    weight: int = 400
    italic: bool = False
    spacing: float = 0.0
    wrap: float | None = None
    halo: str | None = None
    halo_px: float = 3.0


@dataclass(frozen=True, kw_only=True)
class TownDot:
    """The dot of a town of the ground, and how far from it the name stands."""

    fill: str
    edge: str
    gap_px: float


@dataclass(frozen=True, kw_only=True)
class Crowd:
    """A sign of so low a priority says nothing where more than `most` stand about it, but on close maps."""

    priority: int
    reach_px: float
    most: int
    until_zoom: float


@dataclass(frozen=True, kw_only=True)
class Placement:
    """Where a name may stand, and what it costs to stand there. Lengths in pixels, the rest are shares."""

    leading: float
    margin_px: Pair
    edge_px: float
    cell_px: float
    foreign_px: float
    aside_px: float
    dot_px: float
    twin_px: float
    crossing: float
    crossing_of_ground: float
    crossing_foreign: float
    most_foreign: float
    most_cost: float
    most_cost_within: float
    around: tuple[tuple[int, int, float], ...]
    within: tuple[Pair, ...]
    within_cost: float
    within_across: float
    fits: Pair
    gap_px: float
    sign_gap_px: float
    room_gap_px: float
    rings: tuple[float, ...]
    ring_cost: float
    ring_px: float
    ringed_tier: int
    ringed_priority: int
    diagonal: float
    level: float


@dataclass(frozen=True, kw_only=True)
class LineNames:
    """Where the name of a line may stand along it."""

    inside_px: float
    piece_px: float
    step_px: float
    steps: int
    clear_px: float
    level_clear_px: float
    swell_px: float
    most_swell: float
    swell_cost: float
    bend_cost: float
    off_middle_cost: float
    below_cost: float
    steep_rad: float
    steep_cost: float
    astray_cost: float
    level_cost: float
    short_cost: float
    parts: int
    most: int
    most_level: int


@dataclass(frozen=True, kw_only=True)
class Signs:
    """A sign's path lies in a box of so many units, which is `room_px` larger than the sign."""

    size_px: float
    units: float
    room_px: float
    edge: float


@dataclass(frozen=True, kw_only=True)
class Pointers:
    """How many scenes outside the view are pointed at, and down to which priority."""

    most: int
    priority: int


@dataclass(frozen=True, kw_only=True)
class Areas:
    """Territories; of pairs, the second is that of a bold hatching."""

    opacity: float
    rim_px: float
    hatch_gap_px: float
    hatch_strength: float
    hatch_px: Pair
    hatch_bold_from: float


@dataclass(frozen=True, kw_only=True)
class Soft:
    """Regions that nobody knows the end of; of pairs, the first is that of what is only mentioned."""

    opacity: float
    shades: tuple[Pair, ...]
    most_opacity: float
    whole_px: float
    least_share: float
    least_px: float
    dash: Pair
    rim_px: Pair
    rim_opacity: Pair
    bold_from: float
    rimless_below: float
    rimless_px: float


@dataclass(frozen=True, kw_only=True)
class Lines:
    """Casing of a solid, a dashed and a dotted line; the head of an arrow in parts of its length."""

    casing_px: float
    casing_opacity: tuple[float, float, float]
    dotted_below: float
    before_sign_px: float
    head_edge_px: float
    head_px: tuple[float, float, float]
    head_back_px: float
    head: tuple[Pair, ...]


@dataclass(frozen=True, kw_only=True)
class Ornament:
    """A mark every `period` pixels, so much larger than the line is wide; `stroke` is its least breadth."""

    period: float = 0.0
    grow: float = 0.0
    hole: float = 0.0
    stroke: float = 0.0
    share: float = 0.0
    opacity: float = 1.0
    height: float = 0.0
    length: float = 0.0
    step: float = 0.0


@dataclass(frozen=True, kw_only=True)
class UnknownWay:
    """The band of a way of which only the ends are known: strokes on each other, and question marks."""

    least_px: float
    shares: tuple[float, ...]
    strength: float
    asked_px: float
    mark_px: float
    halo_px: float


@dataclass(frozen=True, kw_only=True)
class GroundLook:
    """Land and water under everything, and railways, which are quiet."""

    relief: float
    relief_grown: Pair
    relief_soft: float
    relief_soft_px: int
    rivers_px: tuple[float, ...]
    shore_px: float
    lining_px: tuple[float, ...]
    lining_opacity: float
    railway: str
    railway_opacity: float
    railway_px: float
    sleepers_px: float
    sleepers_dash: Pair
    sleepers_from_zoom: float
    coast_seen_px: float


@dataclass(frozen=True, kw_only=True)
class ScaleBars:
    """No bar tells lengths on a map that shows one of them so many times as long as another."""

    most_stretch: float


@dataclass(frozen=True, kw_only=True)
class StyleTable:
    """The whole table."""

    colours: Colours
    earth: Earth
    ranks: Mapping[str, int]
    names: Mapping[str, NameLook]
    town_dot: TownDot
    size_priorities: Mapping[str, int]
    crowd: Crowd
    placement: Placement
    line_names: LineNames
    signs: Signs
    pointers: Pointers
    areas: Areas
    soft: Soft
    lines: Lines
    ornaments: Mapping[str, Ornament]
    band: UnknownWay
    ground: GroundLook
    scale_bar: ScaleBars


def read_style(kind: type[_T], told: Mapping[str, Any]) -> _T:
    """
    Return a record of a table.

    Raises
    ------
    TypeError
        If there is a key too many or too few.
    """
    kinds = get_type_hints(kind)
    return kind(**{key: _value(kinds.get(key), value) for key, value in told.items()})


def _value(kind: Any, value: Any) -> Any:
    if isinstance(value, list):
        return tuple(_value(None, part) for part in value)
    if not isinstance(value, dict) or kind is None:
        return value
    if is_dataclass(kind):
        return read_style(kind, value)  # type: ignore[arg-type]
    (_, inner) = kind.__args__
    return {key: _value(inner, part) for key, part in value.items()}


STYLE = read_style(StyleTable, read_json(template_root() / "static" / "style.json"))
