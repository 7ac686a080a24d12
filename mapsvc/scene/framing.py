"""A map as somebody wants to show it: another start view, or only some of its layers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from mapsvc.errors import RequestError
from mapsvc.model.geometry import Bounds
from mapsvc.model.longitude import TURN, within
from mapsvc.model.meridian import crosses
from mapsvc.model.scene import Scene
from mapsvc.scene.symbols import kept_symbols, symbols_of

#: A view narrower than this many degrees is a mistake, not a view: the background ends far above it.
_LEAST_DEG = 0.001
#: A view may be told at either side of the 180th meridian, from a map that somebody moved round the world.
_MOST_LON = 540.0
#: As far as Web Mercator, in which maps are drawn, reaches.
_MOST_LAT = 85.0
_DECIMALS = 4
_VIEW_WORDS = (
    "it may be west,south,east,north in degrees, such as 41.2,38.6,46.5,41.8, with south below north, "
    "latitudes within 85 and west below east, but across the 180th meridian"
)


def split_view(text: str) -> tuple[str, str]:
    """Return the name of a view of a day and the box after it: as in `law,38,37,51,42`."""
    name, _, rest = text.partition(",")
    return (name.strip(), rest) if name.strip().isalpha() else ("", text)


def parse_view(text: str) -> Bounds:
    """
    Read a start view.

    Parameters
    ----------
    text
        `west,south,east,north` in degrees: a box fits a frame of any size, a centre with a zoom does not.
        Across the 180th meridian the west is greater than the east, or a longitude passes ±180.

    Returns
    -------
    view
        In degrees, rounded to four decimals (10 m); the west below the east and within ±180.

    Raises
    ------
    RequestError
        If the text is no such box; the message says what would do.
    """
    problem = f"'view' is {text[:60]!r}; {_VIEW_WORDS}."
    try:
        west, south, east, north = (round(float(part), _DECIMALS) for part in text.split(","))
    except ValueError as error:
        raise RequestError(problem) from error
    if crosses(west, east):
        east += TURN
    wide = max(abs(west), abs(east)) <= _MOST_LON and _LEAST_DEG <= east - west <= TURN + _LEAST_DEG
    tall = south >= -_MOST_LAT and north <= _MOST_LAT and north - south >= _LEAST_DEG
    if not (wide and tall):  # nor is one that is no number
        raise RequestError(problem)
    across = min(east - west, TURN)  # two sides that were rounded may be a little more than the world apart
    west = round(within(west), _DECIMALS)
    return (west, south, round(west + across, _DECIMALS), north)


def with_view(scene: Scene, view: Bounds | None) -> Scene:
    """Return a map that opens with another view; the same map for none."""
    return scene if view is None else replace(scene, extent=view)


def with_layers(scene: Scene, wanted: Iterable[str] | None) -> Scene:
    """
    Return a map with only some of its layers, and a legend of what they use.

    Parameters
    ----------
    scene
        The whole map.
    wanted
        Ids of its layers; nothing for all.

    Raises
    ------
    RequestError
        If the map has no layer of an id, or none is left; the message names those that it has.
    """
    if wanted is None:
        return scene
    ids = tuple(wanted)
    known = [layer.id for layer in scene.layers]
    if not ids or not {*known}.issuperset(ids):
        msg = f"'layers' is {','.join(ids)[:60]!r}; this map has {', '.join(known) or 'none'}."
        raise RequestError(msg)
    layers = tuple(layer for layer in scene.layers if layer.id in ids)
    used = symbols_of(layers)
    told = used | {f"certainty-{symbol.rpartition('-')[2]}" for symbol in used}
    legend = tuple(entry for entry in scene.legend if told & {entry.symbol, *entry.covers})
    # A line is explained by the surest of its kind, which may be none of those that are left.
    needed = used | {entry.symbol for entry in legend}
    return replace(scene, layers=layers, legend=legend, symbols=dict(kept_symbols(scene.symbols, needed)))
