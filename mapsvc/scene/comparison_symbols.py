"""How two states of affairs are told apart: by width, then by colour."""

from __future__ import annotations

from mapsvc.model.fields import BorderStatus, Certainty
from mapsvc.model.meta import Hatch, Polity
from mapsvc.model.scene import Symbol
from mapsvc.scene.symbology import DASHES, GREY, PAPER, border_symbol

#: The two sides of a comparison: the first is a broad pale band, the second a narrow dark line on it.
SIDES = ("a", "b")
_PALE, _DARK = "#6f9bcb", "#7d1519"
#: Dashes of a broad band are longer, so that they do not look like bars across it.
_BAND_DASH = 1.7
#: Where both hold the same ground one tint lies in the other: together they stay below any change.
_FAINT = {"a": 0.1, "b": 0.06}


def side_line_symbol(side: str, status: BorderStatus, certainty: Certainty) -> tuple[str, Symbol]:
    """Return key and symbol of a line of one side; where both sides agree, one lies in the other."""
    first = side == "a"
    # A status has the same sign as on every map; a band is too broad to carry one.
    ornament = None if first else border_symbol(status, certainty, "subject")[1]["ticks"]
    symbol = {
        "type": "line",
        "color": _PALE if first else _DARK,
        "width": 7.0 if first else 3.6 if ornament == "twin" else 2.4,
        "dash": [round(dash * _BAND_DASH, 1) for dash in DASHES[certainty]] if first else DASHES[certainty],
        "casing": PAPER if first else None,
        "ticks": ornament,
        # Small changes lie between the lines that make them: a line takes no more clicks than it must.
        "reach": 4,
    }
    return f"line-{side}-{certainty}", symbol


def side_area_symbol(side: str) -> tuple[str, Symbol]:
    """Return key and symbol of a territory in the overlay: a breath of colour, for what differs speaks."""
    colour = _PALE if side == "a" else _DARK
    symbol = {
        "type": "area",
        "fill": colour,
        "stroke": colour,
        "dash": [] if side == "a" else [6, 4],
        "hatch": None,
        "opacity": _FAINT[side],
        "rim": False,
    }
    return f"side-{side}", symbol


def _look(polity: Polity) -> tuple[str, int, int]:
    """Return colour, angle and gap of a holder's ground."""
    hatch = polity.hatch or Hatch()
    return polity.colour or GREY, hatch.angle, hatch.gap


def polity_symbol(polity: Polity, *, settled: bool) -> tuple[str, Symbol]:
    """Return key and symbol of a holder's ground; a claim or an award that never held has a dashed edge."""
    colour, angle, gap = _look(polity)
    symbol = {
        "type": "area",
        "fill": colour,
        "stroke": colour,
        "dash": [] if settled else [5, 4],
        "hatch": None if settled else angle,
        "gap": gap + 5,
        "strength": 0.35,
        "opacity": 0.16,
        "rim": False,
    }
    return f"polity-{polity.id}" + ("" if settled else "-claim"), symbol


def gain_symbol(polity: Polity, *, sure: bool, applied: bool = True) -> tuple[str, Symbol]:
    """
    Return key and symbol of ground that passes to a holder.

    What sources cannot tell has a dotted edge; what would have passed and never did a dashed one.
    """
    colour, angle, gap = _look(polity)
    symbol = {
        "type": "area",
        "fill": colour,
        "stroke": colour,
        "dash": [1.5, 4] if not sure else [] if applied else [7, 5],
        "hatch": angle if sure else None,
        "gap": gap,
        "strength": 0.9,
        "opacity": 0.12 if not sure else 0.3 if applied else 0.16,
    }
    return f"gain-{polity.id}" + ("-below" if not sure else "" if applied else "-would"), symbol


def edge_symbol(side: str | None = None) -> tuple[str, Symbol]:
    """Return key and symbol of the edge between two holders; it answers no click, fades with the tints."""
    symbol = {
        "type": "line",
        "rank": 0.25,
        "color": GREY if side is None else _PALE if side == "a" else _DARK,
        "width": 1.4,
        "dash": [],
        "casing": None,
        "ticks": None,
        "inert": True,
    }
    return "edge" if side is None else f"edge-{side}", symbol


def apart_symbol() -> tuple[str, Symbol]:
    """Return key and symbol of an edge that no article of the border draws: faint dots, no frontier of it."""
    return "edge-apart", edge_symbol()[1] | {"width": 1.0, "dash": [1, 5]}


def frame_symbol() -> tuple[str, Symbol]:
    """Return key and symbol of where the drawing of grounds ends, which is no frontier: tints fade."""
    symbol = {
        "type": "line",
        "rank": 0.5,
        "fade": True,
        "color": GREY,
        "width": 1.2,
        "dash": [2, 5],
        "casing": None,
        "ticks": None,
        "inert": True,
    }
    return "frame", symbol
