"""
How maps look, for the pictures that we draw and for the browser: `templates/static/style.json`, typed.

A name is what the browser's code calls it too. What only one of the two needs stands there, not here.
"""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeVar, get_type_hints

from mapsvc.resources import read_json, template_root

_T = TypeVar("_T")


#: Of what stands on every ground.
Colours = namedtuple("Colours", "halo casing split sign_edge")


#: The globe, and where its map ends: latitude in degrees; corners of a circle on it.
Earth = namedtuple("Earth", "radius_km round_m most_lat disc_points")


#: How a name is set, in pixels; above `wrap` it is broken once.
NameLook = namedtuple(
    "NameLook",
    "size fill weight italic spacing wrap halo halo_px",
    defaults=(400, False, 0.0, None, None, 3.0),
)


#: The dot of a town of the ground, and how far from it the name stands.
TownDot = namedtuple("TownDot", "fill edge gap_px")


#: A sign of so low a priority says nothing where more than `most` stand about it, but on close maps.
Crowd = namedtuple("Crowd", "priority reach_px most until_zoom")


#: Where a name may stand, and what it costs to stand there. Lengths in pixels, the rest are shares.
Placement = namedtuple(
    "Placement",
    "leading margin_px edge_px cell_px aside_px dot_px twin_px crossing crossing_of_ground "
    "most_cost most_cost_within around within near_line within_cost within_across "
    "gap_px sign_gap_px rings ring_cost ringed_tier ringed_priority diagonal "
    "level",
)


#: Where the name of a line may stand along it.
LineNames = namedtuple(
    "LineNames",
    "inside_px piece_px step_px steps clear_px level_clear_px swell_px most_swell swell_cost "
    "bend_cost off_middle_cost below_cost steep_rad steep_cost level_cost short_cost "
    "parts most most_level own_px checks sample_px lead_reaches_px",
)


#: Where the name of an area may stand: on its ground, with a line to it, as a number.
GroundNames = namedtuple(
    "GroundNames",
    "cell_px least_inside outside_cost away_cost spots over_cost most_lines small setting_cost depths ways "
    "reaches_px reach_cost others_cost most_leader_cost most_named number_px digit_px number_least "
    "number_off_px",
)


#: A sign's path lies in a box of so many units, which is `room_px` larger than the sign.
Signs = namedtuple("Signs", "size_px units room_px edge")


#: How many scenes outside the view are pointed at, and down to which priority.
Pointers = namedtuple("Pointers", "most priority")


#: Territories; of pairs, the second is that of a bold hatching. Towards where a drawing of them ends they
#: fade: over so many pixels, at most such a share of the lesser side of the drawing, in so many steps.
Areas = namedtuple(
    "Areas",
    "opacity rim_px hatch_gap_px hatch_strength hatch_px hatch_bold_from stripe_px stripe_strength "
    "fade_px fade_share fade_steps",
)


#: Regions that nobody knows the end of; of pairs, the first is that of what is only mentioned.
Soft = namedtuple(
    "Soft",
    "opacity shades most_opacity whole_px least_share least_px dash rim_px rim_opacity bold_from "
    "rimless_below rimless_px",
)


#: Casing of a solid, a dashed and a dotted line; the head of an arrow in parts of its length.
Lines = namedtuple(
    "Lines",
    "casing_px casing_opacity dotted_below before_sign_px head_edge_px head_px head_back_px head",
)


#: A mark every `period` pixels, so much larger than the line is wide; `stroke` is its least breadth. A
#: `figure` is a mark of its own: points along the line and across it, left below 0, in halves of its size.
Ornament = namedtuple(
    "Ornament",
    "period grow hole stroke share opacity height length step figure filled",
    defaults=(0.0, 0.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, (), False),
)


#: The band of a way of which only the ends are known: strokes on each other, and question marks.
UnknownWay = namedtuple("UnknownWay", "least_px shares strength asked_px mark_px halo_px")


#: Land and water under everything, and railways, which are quiet.
GroundLook = namedtuple(
    "GroundLook",
    "relief relief_grown relief_soft relief_soft_px relief_seam_px rivers_px shore_px lining_px "
    "lining_opacity railway railway_opacity railway_px sleepers_px sleepers_dash sleepers_from_zoom "
    "coast_seen_px",
)


#: So many rows of a key are read at once, and a sign is hidden by one this share of its size from its middle.
Key = namedtuple("Key", "most covered")


#: No bar tells lengths on a map that shows one of them so many times as long as another.
ScaleBars = namedtuple("ScaleBars", "most_stretch")


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
    ground_names: GroundNames
    signs: Signs
    pointers: Pointers
    areas: Areas
    soft: Soft
    lines: Lines
    ornaments: Mapping[str, Ornament]
    band: UnknownWay
    ground: GroundLook
    key: Key
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
    # A mapping says of what; the fields of a record are plain.
    inner = getattr(kind, "__args__", (str, None))[1]
    found = {key: _value(inner, part) for key, part in value.items()}
    return kind(**found) if hasattr(kind, "_fields") else found


STYLE = read_style(StyleTable, read_json(template_root() / "static" / "style.json"))
