"""How far the coast may be out, said where a map is looked at closer than that."""

from __future__ import annotations

import math

from mapsvc.language import translate
from mapsvc.model.geometry import Bounds
from mapsvc.model.numbers import format_number
from mapsvc.model.style import STYLE
from mapsvc.scene.ground.basemap import Basemap

_DEGREE_KM = 111.32


def coast_words(accuracy_km: float, lang: str) -> str:
    """Return the note for a coast that may be so far out: `"Ground drawn to about 1 km"`."""
    if accuracy_km >= 1:
        return translate(lang, "map.coast_km").format(format_number(accuracy_km, lang))
    return translate(lang, "map.coast_m").format(format_number(accuracy_km * 1000, lang))


def coast_note(basemap: Basemap, extent: Bounds, width_px: float, lang: str) -> str:
    """
    Return the note for a still picture; empty where the coast is as good as the picture shows.

    Parameters
    ----------
    extent
        West, south, east, north in degrees.
    width_px
        How broad the extent is drawn.
    """
    west, south, east, north = extent
    middle = (south + north) / 2
    accuracy_km = basemap.coast_km((west + east) / 2, middle)
    km_per_px = (east - west) % 360 * _DEGREE_KM * math.cos(math.radians(middle)) / width_px
    if accuracy_km is None or km_per_px <= 0 or accuracy_km / km_per_px < STYLE.ground.coast_seen_px:
        return ""
    return coast_words(accuracy_km, lang)
