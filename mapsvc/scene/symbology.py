"""How things look on every map, page, embed and picture: shapes before colours, doubt always drawn."""

from __future__ import annotations

import math
from typing import Literal

from mapsvc.model.fields import Account, Arrow, BorderStatus, Certainty, Mode, Role, Way
from mapsvc.model.scene import Symbol

INK = "#22303c"
RED = "#a3262a"
TEAL = "#0b6e69"
BLUE = "#1f4e8c"
OCHRE = "#8a5a00"
PLUM = "#6b3a75"
GREY = "#5b6670"
TRAVELLED = "#8f1d1d"
PAPER = "#ffffff"

#: Whether a border stands in the background, is drawn by the map's event, or is what the map is about.
Emphasis = Literal["standing", "new", "subject"]

#: Dashes in pixels: what is attested is solid, inferred dashed, uncertain dotted.
DASHES: dict[Certainty, list[float]] = {"attested": [], "inferred": [9, 5], "uncertain": [2.6, 4.6]}

#: An account that one text states is dashed, one rebuilt from several solid; what is uncertain is dotted.
ACCOUNT_DASHES: dict[Account, list[float]] = {"stated": [13, 6], "rebuilt": []}
ACCOUNT_ORDER: tuple[Account, ...] = ("rebuilt", "stated")

CERTAINTY_ORDER: tuple[Certainty, ...] = ("attested", "inferred", "uncertain")

#: Outlines in a box from -10 to 10, y downwards. Each role has its own, so that no meaning hangs on colour.
_STAR = "M0,-9.5L2.6,-3.4L9.2,-2.9L4.2,1.4L5.8,7.9L0,4.4L-5.8,7.9L-4.2,1.4L-9.2,-2.9L-2.6,-3.4Z"
_RING = "M-7,0A7,7 0 1 0 7,0A7,7 0 1 0 -7,0ZM-3,0A3,3 0 1 1 3,0A3,3 0 1 1 -3,0Z"
_DIAMOND = "M0,-8.5L8.5,0L0,8.5L-8.5,0Z"
_DISC = "M-5.5,0A5.5,5.5 0 1 0 5.5,0A5.5,5.5 0 1 0 -5.5,0Z"
_HEXAGON = "M-3,-5.2L3,-5.2L6,0L3,5.2L-3,5.2L-6,0Z"
_NUT = "M-4,-6.9L4,-6.9L8,0L4,6.9L-4,6.9L-8,0ZM-2.8,0A2.8,2.8 0 1 1 2.8,0A2.8,2.8 0 1 1 -2.8,0Z"
_TRIANGLE = "M0,-7.5L8,6.5L-8,6.5Z"
_SQUARE = "M-6.5,-6.5L6.5,-6.5L6.5,6.5L-6.5,6.5Z"
#: Four corners of a frame: somewhere in here.
_CORNERS = (
    "M-9,-9L-2.5,-9L-2.5,-5.5L-5.5,-5.5L-5.5,-2.5L-9,-2.5ZM9,-9L9,-2.5L5.5,-2.5L5.5,-5.5L2.5,-5.5L2.5,-9Z"
    "M9,9L2.5,9L2.5,5.5L5.5,5.5L5.5,2.5L9,2.5ZM-9,9L-9,2.5L-5.5,2.5L-5.5,5.5L-2.5,5.5L-2.5,9Z"
)
_TRAVELLER = "M0,-9.5A3.6,3.6 0 1 1 0,-2.3A3.6,3.6 0 1 1 0,-9.5ZM-8,8.5L-8,4.5A8,5.6 0 0 1 8,4.5L8,8.5Z"
#: Two signs of different form side by side: what they share is that they are hollow.
_ANY_SIGN = "M-8.2,0A3.8,3.8 0 1 0 -0.6,0A3.8,3.8 0 1 0 -8.2,0ZM1.4,-3.5L8.4,-3.5L8.4,3.5L1.4,3.5Z"
_PEAK = "M0,-5.5L5.5,4.5L-5.5,4.5Z"

#: Within the corners, so that no meaning hangs on colour; what is only mentioned has them empty.
_WITHIN: dict[Role, str] = {
    "happened": "M0,-4.3L1.2,-1.5L4.1,-1.3L1.9,0.6L2.6,3.6L0,2L-2.6,3.6L-1.9,0.6L-4.1,-1.3L-1.2,-1.5Z",
    "origin": "M-4,-1.4L4,-1.4L4,1.4L-4,1.4Z",
    "destination": "M0,-3.8L3.8,0L0,3.8L-3.8,0Z",
    "waypoint": "M-1.4,-4L1.4,-4L1.4,4L-1.4,4Z",
    "claimed": "M0,-3.4L3.6,2.9L-3.6,2.9Z",
    "subject": "M-2.9,-2.9L2.9,-2.9L2.9,2.9L-2.9,2.9Z",
    "mentioned": "",
}

_ROLES: dict[Role, tuple[str, str, int]] = {
    "happened": (_STAR, RED, 24),
    "origin": (_RING, TEAL, 20),
    "destination": (_DIAMOND, BLUE, 20),
    "waypoint": (_DISC, OCHRE, 16),
    "claimed": (_TRIANGLE, PLUM, 18),
    "subject": (_SQUARE, RED, 18),
    "mentioned": (_DISC, GREY, 13),
}
#: Colour and ornament of each status of a border, width before emphasis; nothing round, which a stop is.
_STATUSES: dict[BorderStatus, tuple[str, str | None]] = {
    "in-force": (INK, None),
    "signed": (INK, "twin"),
    "never-ratified": (PLUM, "bars"),
    "never-in-force": (PLUM, "crosses"),
    "claimed": (OCHRE, "slants"),
    "de-facto": (TEAL, "teeth"),
}
_MODES: dict[Mode, tuple[str, str | None]] = {
    "rail": (INK, "rail"),
    "ship": (BLUE, "wave"),
    "road": (OCHRE, None),
    "carriage": (OCHRE, "twin"),
    "horse": (OCHRE, "beads"),
    "foot": (OCHRE, "bars"),
    "sledge": (OCHRE, "rings"),
    "unknown": (GREY, "crosses"),
}
#: Colour, ornament and width of what is no journey out: a way back, and an army that comes.
_WAYS: dict[Way, tuple[str, str, float]] = {
    "return": (PLUM, "angles", 2.6),
    "advance": (RED, "heads", 3.4),
}
_ARROWS: dict[Arrow, tuple[str, str | None]] = {
    "letter": (TEAL, None),
    "telegram": (TEAL, "twin"),
    "journey": (BLUE, "beads"),
    "movement": (RED, "bars"),
}


def _width_px(width_px: float, ornament: str | None) -> float:
    """Return the width of a line; one that is split in two needs room for both."""
    return width_px * (1.55 if ornament == "twin" else 1.0)


def role_symbol(role: Role, certainty: Certainty) -> tuple[str, Symbol]:
    """Return key and symbol of a point; a doubtful place is drawn hollow."""
    path, colour, size = _ROLES[role]
    sure = certainty == "attested"
    symbol = {
        "type": "marker",
        "path": path,
        "fill": colour if sure else PAPER,
        "stroke": PAPER if sure else colour,
        "size": size,
    }
    return f"role-{role}" + ("" if sure else "-doubtful"), symbol


def is_scene(key: str) -> bool:
    """Tell whether a symbol is that of the scene of an event, which stands above what lies beside it."""
    return key.startswith("role-happened")


def area_symbol(role: Role) -> tuple[str, Symbol]:
    """Return key and symbol of a region that has no known edge."""
    colour = _ROLES[role][1]
    symbol = {
        "type": "soft",
        "fill": colour,
        "stroke": colour,
        "dash": [2, 5],
        "opacity": 0.06 if role == "mentioned" else 0.16,
    }
    return f"area-{role}", symbol


def ground_symbol(role: Role) -> tuple[str, Symbol]:
    """Return key and symbol of a region whose ground is known: tinted within its edges."""
    colour = _ROLES[role][1]
    symbol = {
        "type": "area",
        "fill": colour,
        "stroke": colour,
        "dash": [2, 5],
        "hatch": None,
        "opacity": 0.08 if role == "mentioned" else 0.2,
    }
    return f"ground-{role}", symbol


def is_ground_beside(key: str) -> bool:
    """Tell whether a symbol is that of a region that is only mentioned: a view need not hold the whole."""
    return key == "ground-mentioned"


def wide_symbol(role: Role) -> tuple[str, Symbol]:
    """Return key and symbol of a whole country or great region: a sign in its middle, not a place."""
    colour = _ROLES[role][1]
    symbol = {
        "type": "marker",
        "path": _CORNERS + _WITHIN[role],
        "fill": colour,
        "stroke": PAPER,
        "size": 22 if role == "mentioned" else 30,
    }
    return f"wide-{role}", symbol


def border_symbol(status: BorderStatus, certainty: Certainty, emphasis: Emphasis) -> tuple[str, Symbol]:
    """Return key and symbol of a border; what the map is about stands out by width and casing."""
    stands_out = emphasis != "standing"
    colour, ornament = _STATUSES[status]
    symbol = {
        "type": "line",
        "color": RED if stands_out else colour,
        "width": 3.4 if stands_out else _width_px(2.0, ornament),
        "dash": DASHES[certainty],
        "casing": PAPER if stands_out else None,
        "ticks": None if emphasis == "new" else ornament,
    }
    return f"border-{'new' if emphasis == 'new' else status}-{certainty}", symbol


def extent_symbol(status: BorderStatus) -> tuple[str, Symbol]:
    """Return key and symbol of a territory: hatched, never filled as if it were settled."""
    colour = _STATUSES[status][0]
    symbol = {
        "type": "area",
        "fill": colour,
        "stroke": colour,
        "dash": [3, 4],
        "hatch": 45 if status in {"in-force", "signed", "de-facto"} else -45,
        "opacity": 0.12,
    }
    return f"extent-{status}", symbol


def way_symbol(way: Way, mode: Mode, certainty: Certainty) -> tuple[str, Symbol]:
    """
    Return key and symbol of a leg on a map of other things: first of all what it is a leg of.

    A journey out shows how people went; that a way leads back, or that an army takes it, says more than that.
    """
    if way not in _WAYS or mode == "unknown":
        return leg_symbol(mode, certainty)
    colour, ticks, width = _WAYS[way]
    symbol = leg_symbol("road", certainty)[1] | {"color": colour, "width": width, "ticks": ticks}
    return f"leg-{way}-{certainty}", symbol


def leg_symbol(mode: Mode, certainty: Certainty, account: Account | None = None) -> tuple[str, Symbol]:
    """Return key and symbol of a leg: the mode by its ornament, certainty or account by its dashes."""
    colour, ticks = _MODES[mode]
    as_account = account is not None and certainty != "uncertain"
    symbol = {
        "type": "line",
        "color": colour,
        # A road has no ornament: its width tells it from a new border to whom ochre and red are one.
        "width": _width_px(3.0, ticks) if ticks else 2.3,
        "dash": ACCOUNT_DASHES[account] if account is not None and as_account else DASHES[certainty],
        "casing": PAPER,
        "ticks": ticks,
    }
    if mode == "unknown":
        # Only the ends are known: a soft band with question marks, no line that could be followed.
        symbol["band"] = True
    return f"leg-{mode}-{account if as_account else certainty}", symbol


def arrow_symbol(arrow: Arrow, certainty: Certainty) -> tuple[str, Symbol]:
    """Return key and symbol of something that goes from a place to another."""
    colour, ornament = _ARROWS[arrow]
    symbol = {
        "type": "arrow",
        "color": colour,
        "width": _width_px(2.8, ornament),
        "dash": DASHES[certainty],
        "casing": PAPER,
        "ticks": ornament,
    }
    return f"arrow-{arrow}-{certainty}", symbol


def stop_symbol(certainty: Certainty, *, end: bool) -> tuple[str, Symbol]:
    """Return key and symbol of a halt on a journey; its first and last are larger."""
    sure = certainty == "attested"
    symbol = {
        "type": "marker",
        "path": _NUT if end else _HEXAGON,
        "fill": INK if sure else PAPER,
        "stroke": PAPER if sure else INK,
        "size": 20 if end else 15,
    }
    return f"stop{'-end' if end else ''}{'' if sure else '-doubtful'}", symbol


def traveller_symbol() -> tuple[str, Symbol]:
    """Return key and symbol of where a journey is, when that is known."""
    symbol = {"type": "marker", "path": _TRAVELLER, "fill": TRAVELLED, "stroke": PAPER, "size": 24}
    return "traveller", symbol


def stretch_symbol() -> tuple[str, Symbol]:
    """Return key and symbol of the stretch on which a journey may be."""
    symbol = {
        "type": "line",
        "color": TRAVELLED,
        "width": 4.0,
        "dash": DASHES["uncertain"],
        "casing": "#f2c230",
        "ticks": None,
    }
    return "stretch", symbol


def certainty_symbol(certainty: Certainty) -> tuple[str, Symbol]:
    """Return key and symbol of what dashes and dots mean, whatever the line."""
    symbol = {
        "type": "line",
        "color": GREY,
        "width": 2.6,
        "dash": DASHES[certainty],
        "casing": None,
        "ticks": None,
    }
    return f"certainty-{certainty}", symbol


def account_symbol(account: Account) -> tuple[str, Symbol]:
    """Return key and symbol of what tells the accounts of a journey apart."""
    symbol = {
        "type": "line",
        "color": GREY,
        "width": 2.6,
        "dash": ACCOUNT_DASHES[account],
        "casing": None,
        "ticks": None,
    }
    return f"certainty-{account}", symbol


def hollow_symbol() -> tuple[str, Symbol]:
    """Return key and symbol of what a hollow sign means, whatever the sign."""
    return "hollow", {"type": "marker", "path": _ANY_SIGN, "fill": PAPER, "stroke": GREY, "size": 18}


def count_symbol(count: int) -> tuple[str, Symbol]:
    """Return key and symbol of a number: its area grows with it, so that ten look like ten times one."""
    size = 9 + 5.2 * math.sqrt(count)
    symbol = {
        "type": "marker",
        "path": _DISC,
        "fill": TEAL,
        "stroke": PAPER,
        "size": round(size, 1),
        "opacity": 0.62,
    }
    return f"count-{count}", symbol


def treaty_point_symbol(certainty: Certainty) -> tuple[str, Symbol]:
    """Return key and symbol of a point that a treaty names."""
    sure = certainty == "attested"
    symbol = {
        "type": "marker",
        "path": _PEAK,
        "fill": RED if sure else PAPER,
        "stroke": PAPER if sure else RED,
        "size": 14,
    }
    return "treaty-point" + ("" if sure else "-doubtful"), symbol
