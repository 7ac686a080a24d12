"""Which holders' ground would look like that of a colour, as it lies on maps, and to whose eyes."""

from __future__ import annotations

from collections.abc import Mapping

from mapsvc.atlas.checks.colours import LEAST_APART
from mapsvc.ground.tiles import COLOURS
from mapsvc.model.colours import HELD, laid_over, rgb_of, unlikeness


def nearest_tints(colour: str, others: Mapping[str, str]) -> list[tuple[str, float, str]]:
    """
    Return the holders whose tint is not told apart from a colour's at a glance, the nearest first.

    Parameters
    ----------
    colour
        `#rrggbb`.
    others
        The colours of the other holders by their ids.

    Returns
    -------
    near
        Id, how far apart (CIEDE2000), and to whom they look most alike.
    """
    ground = rgb_of(COLOURS["land"])
    own = laid_over(rgb_of(colour), ground, HELD)
    found = [(key, *unlikeness(own, laid_over(rgb_of(other), ground, HELD))) for key, other in others.items()]
    return sorted((one for one in found if one[1] < LEAST_APART), key=lambda one: one[1])
