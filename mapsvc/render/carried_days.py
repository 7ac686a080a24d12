"""Days that travel in a file: what several of them show stands once, however many they are."""

from __future__ import annotations

import functools
from typing import Any

from shapely.geometry.base import BaseGeometry

from mapsvc.atlas.store import Store
from mapsvc.files import compact_json
from mapsvc.model.day import Day
from mapsvc.model.geometry import drawn_json
from mapsvc.model.meridian import unwrap
from mapsvc.model.scene import MapFeature, Scene
from mapsvc.render.addresses import CARRIED
from mapsvc.render.map_view import groups_of, legend_view
from mapsvc.render.shared_lines import pack_shapes
from mapsvc.render.shell import payload
from mapsvc.scene.day_map import compose_day
from mapsvc.scene.day_views import VIEWS, View, has_hands
from mapsvc.scene.features.districts import SHARED, shapes_of_districts
from mapsvc.scene.features.territories import shapes_of

#: Where the parts stand; `core.js` puts them in for every `{"$": number}` of a file that is `{"$": …}`.
PARTS = "carried:/parts.json"
#: Days other than the one the file was made for are drawn as wide views are, in degrees (about 0.5 km).
_SIMPLIFY_DEG = 0.006
_SIMPLE_DECIMALS = 3
_WHOLE_DECIMALS = 5


def carried_address(day: str, view: str | None) -> str:
    """Return where the map of a day stands in a file; the law of a day has one of its own."""
    return f"carried:/timeline/{day}{'/law' if view == 'law' else ''}.json"


class CarriedDays:
    """
    The maps of days as the files of a page, by address.

    Attributes
    ----------
    files
        What the scripts load: a document a day, shapes, and the parts of both.
    symbols
        All symbols that some day uses.
    size_bytes
        What the files weigh together as JSON.
    """

    def __init__(self, atlas: Store, lang: str) -> None:
        self.atlas = atlas
        self.lang = lang
        self.symbols: dict[str, Any] = {}
        self.size_bytes = 0
        self.files: dict[str, Any] = {PARTS: []}
        self._known: dict[str, int] = {}
        self._shapes: dict[tuple[str, bytes], str] = {}
        self._simple: dict[str, dict[str, BaseGeometry]] = {}

    def take_around(self, days: list[Day], here: int, *, most_bytes: int) -> tuple[int, int]:
        """Take in the days nearest to one while there is room; return the first and last index."""
        first = last = here
        self.take(days[here])
        while self.size_bytes < most_bytes and (first > 0 or last < len(days) - 1):
            on = last < len(days) - 1
            if on and (first == 0 or days[last + 1] - days[here] <= days[here] - days[first - 1]):
                last += 1
                self.take(days[last])
            else:
                first -= 1
                self.take(days[first])
        return first, last

    def take(self, day: Day) -> None:
        """Take in a day of which the picture changes, in all its views."""
        for view in VIEWS if has_hands(self.atlas) else (None,):
            self._take(day, view)

    def _take(self, day: Day, view: View | None) -> None:
        scene = compose_day(self.atlas, day, self.lang, view)
        self.symbols |= scene.symbols
        shown = self.payload_of(scene)
        for layer in shown["layers"]:
            layer["features"] = [self._part(feature) for feature in layer["features"]]
        # Days on which nothing changes hands have the same layer of who held what.
        shown["layers"] = [self._part(layer) for layer in shown["layers"]]
        # The states beside a frontier have their ground with them, and are the same for months.
        shown["names"] = [self._part(name) for name in shown["names"]]
        shown["symbols"] = {key: self._part(symbol) for key, symbol in shown["symbols"].items()}
        groups = groups_of(scene, CARRIED)
        for group in groups:
            group["features"] = [self._part(feature) for feature in group["features"]]
        groups = [self._part(group) for group in groups]
        self._put(
            carried_address(day.isoformat(), view),
            {
                "day": scene.day.isoformat(),
                "map": shown,
                "legend": [self._part(entry) for entry in legend_view(scene)],
                "groups": groups,
                "credits": self._part([{"text": c.text, "href": c.href} for c in scene.credits]),
            },
        )

    def payload_of(self, scene: Scene, *, whole: bool = False) -> dict[str, Any]:
        """
        Return what the browser draws, with all lines and areas in files of their own.

        Parameters
        ----------
        scene
            The map of a day.
        whole
            Carry its shapes as they are; otherwise simplified, unless the same are here already.
        """
        return payload(scene, CARRIED, functools.partial(self._shape, whole=whole))

    def _shape(self, feature: MapFeature, *, whole: bool) -> str:
        """Return the address of a shape; days that show the same one share it, as all do the districts."""
        if feature.shared == SHARED:
            return self._districts()
        key, geometry = feature.id, feature.geometry
        known = (key, geometry.wkb)
        if known not in self._shapes:
            self._shapes[known] = f"carried:/shapes/{len(self._shapes)}.json"
            if whole:
                shown = drawn_json(unwrap(geometry), decimals=_WHOLE_DECIMALS)
            else:
                shown = drawn_json(unwrap(self._simplified(key, geometry)), decimals=_SIMPLE_DECIMALS)
            found = {"type": "Feature", "id": key, "geometry": self._part(shown)}
            self._put(self._shapes[known], {"type": "FeatureCollection", "features": [found]})
        return self._shapes[known]

    def _districts(self) -> str:
        """Return the address of the districts, of which every day has its own pieces."""
        address = "carried:/shapes/districts.json"
        if address not in self.files:
            shapes = shapes_of_districts(self.atlas, simplify_deg=_SIMPLIFY_DEG)
            packed = pack_shapes(
                {key: unwrap(shape) for key, shape in shapes.items()}, decimals=_SIMPLE_DECIMALS
            )
            self.files[address] = packed
            self.size_bytes += len(address) + len(compact_json(packed).encode()) + 4
        return address

    def _simplified(self, key: str, geometry: BaseGeometry) -> BaseGeometry:
        """Return a simpler shape; neighbours on the ground keep the edge they share."""
        kind, _, rest = key.partition("/")
        state = self.atlas.territories.get(rest.partition("/")[0])
        if kind not in ("territories", "edges") or state is None:
            return geometry.simplify(_SIMPLIFY_DEG)
        if state.id not in self._simple:
            self._simple[state.id] = shapes_of(state, self.atlas.borders, simplify_deg=_SIMPLIFY_DEG)
        return self._simple[state.id].get(key, geometry)

    def _part(self, value: Any) -> dict[str, int]:
        """Return what stands for a value that is in the list of parts once."""
        text = compact_json(value)
        if text not in self._known:
            self._known[text] = len(self._known)
            self.files[PARTS].append(value)
            self.size_bytes += len(text.encode()) + 1
        return {"$": self._known[text]}

    def _put(self, address: str, value: Any) -> None:
        self.files[address] = {"$": value}
        self.size_bytes += len(address) + len(compact_json(value).encode()) + 10
