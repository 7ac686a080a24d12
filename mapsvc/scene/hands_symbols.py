"""How ground looks by whose hands it was in: tinted, hatched over its owner's tint, striped, or blank."""

from __future__ import annotations

from collections.abc import Sequence

from mapsvc.model.colours import HELD, HELD_BELOW, HELD_OVER
from mapsvc.model.fields import Certainty
from mapsvc.model.meta import Polity
from mapsvc.model.scene import Symbol
from mapsvc.scene.symbology import DASHES, GREY, INK

_ANGLE, _GAP = 45, 9


def _base(fill: str | None) -> Symbol:
    """Return an area without edges, which the lines between holders draw; it answers no click itself."""
    return {
        "type": "area",
        "fill": fill or GREY,
        "stroke": fill or GREY,
        "dash": [],
        "rim": False,
        "inert": True,
        "named_inside": True,
    }


def administered_symbol(polity: Polity) -> tuple[str, Symbol]:
    """Return key and symbol of ground in the hands of a holder."""
    return f"hands-{polity.id}", _base(polity.colour) | {"opacity": HELD, "hatch": None}


def occupied_symbol(polity: Polity, owner: Polity | None) -> tuple[str, Symbol]:
    """Return key and symbol of occupied ground: hatched in the occupier's colour over its owner's tint."""
    symbol = _base(owner.colour if owner else polity.colour) | {
        "opacity": HELD_BELOW if owner else 0.06,
        "stroke": polity.colour or GREY,
        "hatch": _ANGLE,
        "gap": _GAP,
        "strength": HELD_OVER,
    }
    return f"occupied-{polity.id}-of-{owner.id if owner else 'nobody'}", symbol


def contested_symbol(polities: Sequence[Polity]) -> tuple[str, Symbol]:
    """Return key and symbol of contested ground: stripes in the colours of all who contest it."""
    symbol = _base(None) | {
        "opacity": 0.0,
        "hatch": -_ANGLE,
        "stripes": [polity.colour or GREY for polity in polities],
    }
    return f"contested-{'-and-'.join(polity.id for polity in polities)}", symbol


def unknown_symbol() -> tuple[str, Symbol]:
    """Return key and symbol of ground of which nobody tells in whose hands it was: left blank."""
    return "unknown", _base(None) | {"opacity": 0.0, "hatch": None}


def district_symbol() -> tuple[str, Symbol]:
    """Return key and symbol of a district as it is pointed at: it is not drawn, its holder's ground is."""
    return "district", {
        "type": "area", "fill": INK, "stroke": INK, "dash": [2, 3], "rim": False, "opacity": 0.0,
        "hatch": None,
    }  # fmt: skip


def between_symbol(certainty: Certainty) -> tuple[str, Symbol]:
    """Return key and symbol of the line between two holders, by how surely it is known where it ran."""
    symbol = {
        "type": "line",
        "rank": 0.25,
        "color": INK if certainty == "attested" else GREY,
        "width": 1.6 if certainty == "attested" else 1.4,
        "dash": DASHES[certainty],
        "casing": None,
        "ticks": None,
        "inert": True,
    }
    return f"between-{certainty}", symbol
