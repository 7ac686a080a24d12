"""The ground of every map: relief, water, railways and towns of the time. No borders of today."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry import shape

from mapsvc.atlas.store import Store
from mapsvc.cache import Kept
from mapsvc.ground.folder import SHIPPED, TileFolder, in_level, own_folder
from mapsvc.ground.tiles import Tile
from mapsvc.model.day import FIRST_YEAR, LAST_YEAR
from mapsvc.model.geometry import Bounds, to_geojson
from mapsvc.model.name_register import NameRegister, geonames_key
from mapsvc.model.old_maps import OLD_MAPS
from mapsvc.resources import ground_root, read_json
from mapsvc.scene.ground.names import registered_properties, said, shown_properties, year_of
from mapsvc.scene.ground.old_maps import LaidMap, laid_file, laid_maps

#: What a folder may draw besides tiles. `world` holds the great towns and waters of everywhere else.
VECTORS = ("railways", "towns", "waters", "world")
#: Railways are a quiet background: drawn to about 250 m, four decimals.
_SIMPLIFIED_DEG, _DECIMALS = 0.0025, 4
_CREDITED = ("relief", "water", "coast", "railways", "towns", "world")
_PLAIN = {"tile_px": 512, "units": 4096, "colours": {"land": "#f3efe4", "sea": "#cfe0e8"}}

#: No ground has tiles as fine as these.
_BEYOND_ZOOM = 18


#: Longitude, latitude, and the names by language.
OwnName = tuple[float, float, tuple[tuple[str, str], ...]]


@dataclass(frozen=True)
class Basemap:
    """
    The ground of an atlas.

    Attributes
    ----------
    folders
        Where its files are: what the first has stands above what the next has.
    own_names
        Longitude, latitude and names by language of the atlas's own towns: the background names a town as
        the atlas does where it has no name in a language.
    register
        What the atlas's register calls things: it goes before what the ground calls them.
    old_maps
        Scans that readers may lay over it.
    """

    folders: tuple[Path, ...]
    own_names: tuple[OwnName, ...] = ()
    register: NameRegister = field(default_factory=NameRegister)
    old_maps: tuple[LaidMap, ...] = ()

    @cached_property
    def kept(self) -> Kept:
        """What was read of its files; a ground whose files change is another ground."""
        return Kept()

    def document(self, path: Path) -> Any:
        """Return what a JSON file of the ground says."""
        return self.kept(f"document {path}", "", lambda: read_json(path))

    @cached_property
    def parts(self) -> tuple[TileFolder, ...]:
        """Return the folders that hold tiles."""
        found = ((folder, folder / "tiles.json") for folder in self.folders)
        return tuple(TileFolder(folder, self.document(path)) for folder, path in found if path.is_file())

    @cached_property
    def manifest(self) -> dict[str, Any]:
        """Return which tiles there are in each part, and the colours; no parts where there is no ground."""
        said = [part.manifest for part in self.parts]
        first = said[0] if said else _PLAIN
        colours: dict[str, str] = dict(_PLAIN["colours"])  # type: ignore[call-overload]
        for manifest in reversed(said):
            colours |= manifest.get("colours", {})
        return {
            "tile_px": first["tile_px"],
            "units": first["units"],
            "colours": colours,
            "parts": [
                {
                    "zooms": list(part.manifest.get("zooms", ())),
                    "relief": list(part.shaded),
                    "sea": list(part.manifest.get("sea", ())),
                }
                for part in self.parts
            ],
        }

    @cached_property
    def zooms(self) -> tuple[int, ...]:
        """Return the zooms that any part has tiles of, coarsest first."""
        return tuple(sorted({level["z"] for part in self.parts for level in part.manifest.get("zooms", ())}))

    @cached_property
    def credits(self) -> tuple[dict[str, Any], ...]:
        """Return who made the parts of the ground: `text` by language, `licence`, `url`."""
        found: dict[str, dict[str, Any]] = {}
        for folder in self.folders:
            path = folder / "CREDITS.json"
            said = self.document(path) if path.is_file() else {}
            for name in _CREDITED:
                replaced = name in VECTORS and self.file(f"{name}.geojson") != folder / f"{name}.geojson"
                if name in said and not replaced:
                    found.setdefault(str(said[name]["text"]), {**said[name], "part": name})
        return tuple(found.values())

    def credits_in(self, lang: str, year: int | None = None) -> tuple[tuple[str, str | None], ...]:
        """
        Return the credit lines in a language, each with an address or nothing.

        Before the `year` of the first railway nobody is thanked for railways.
        """
        early = year is not None and year < self._first_railway
        owed = [part for part in self.credits if not (early and part["part"] == "railways")]
        told = ((said(part["text"], lang), str(part.get("url") or "")) for part in owed)
        return tuple((text, url if url.startswith(("https://", "http://")) else None) for text, url in told)

    @cached_property
    def _first_railway(self) -> int:
        opened = (feature["properties"].get("opened") for feature in self.features("railways"))
        return min((year_of(year, FIRST_YEAR) for year in opened), default=LAST_YEAR)

    @cached_property
    def digest(self) -> str:
        """Return a hash of everything that is served: addresses of files change with it."""
        digest = sha256()
        for folder in self.folders:
            for path in _telling_files(folder):
                digest.update(path.name.encode() + b"\0" + path.read_bytes())
        digest.update(repr((self.own_names, [laid.path for laid in self.old_maps])).encode())
        return digest.hexdigest()

    # ---- tiles -----------------------------------------------------------------------------------

    def part_of(self, tile: Tile) -> TileFolder | None:
        """Return who says what the water of a tile is."""
        return next((part for part in self.parts if part.covers(tile)), None)

    def all_sea(self, tile: Tile) -> bool:
        """Tell whether a tile is nothing but sea."""
        part = self.part_of(tile.home())
        return part is not None and part.all_sea(tile.home())

    def water(self, tile: Tile) -> Path | None:
        """Return the file of a tile's water; nothing if it is all sea, or is not there."""
        home = tile.home()
        part = self.part_of(home)
        if part is None or part.all_sea(home):
            return None
        path = part.root / "water" / f"{home.path}.json"
        return path if path.is_file() else None

    def nearest(self, tile: Tile) -> Tile | None:
        """Return the tile itself, or the deepest one above it that there is."""
        for up in range(tile.z + 1):
            found = tile.above(up)
            if self.part_of(found.home()) is not None:
                return found
        return None

    def shading(self, tile: Tile) -> tuple[Tile, Path | None] | None:
        """
        Return the finest tile of relief that holds a tile.

        Returns
        -------
        shading
            The tile and its file, which is missing where it is all sea; nothing where there is no relief.
        """
        for up in range(tile.z + 1):
            found = tile.above(up)
            part = next((part for part in self.parts if part.shades(found.home())), None)
            if part is not None:
                path = part.root / "relief" / f"{found.home().path}.webp"
                return found, path if path.is_file() else None
        return None

    def relief_zoom(self, lon: float, lat: float) -> int | None:
        """Return the finest zoom at which there is relief at a point; nothing where there is none."""
        found = self.shading(Tile(_BEYOND_ZOOM, *_tile_at(lon, lat, _BEYOND_ZOOM)))
        return None if found is None else found[0].z

    def tiles_in(self, extent: Bounds, *, most: int) -> Iterator[str]:
        """
        Yield the tiles that cover an extent, from the coarsest zoom to the finest that keeps to a number.

        Parameters
        ----------
        extent
            West, south, east, north in degrees; it may reach over the 180th meridian (170 to 190).
        most
            The greatest number of tiles of the finest zoom yielded.

        Yields
        ------
        tile
            As `"zoom/x/y"`; each has a relief and a water file unless it is all sea.
        """
        for zoom in self.zooms:
            tiles = [tile for tile in tiles_over(extent, zoom) if self.part_of(tile.home())]
            if len(tiles) > most:
                return
            yield from dict.fromkeys(tile.home().path for tile in tiles)

    @cached_property
    def accuracies_km(self) -> tuple[float, ...]:
        """Return how far coasts may be out, each figure once."""
        levels = (level for part in self.parts for level in part.manifest.get("zooms", ()))
        return tuple(sorted({float(level["accuracy_km"]) for level in levels if "accuracy_km" in level}))

    def coast_km(self, lon: float, lat: float) -> float | None:
        """Return how far the finest coast at a point may be out, in km; nothing where nobody says."""
        for zoom in reversed(self.zooms):
            x, y = _tile_at(lon, lat, zoom)
            tile = Tile(zoom, x, y).home()
            for part in self.parts:
                for level in part.manifest.get("zooms", ()):
                    if in_level(level, tile):
                        return float(level["accuracy_km"]) if "accuracy_km" in level else None
        return None

    # ---- files and lines ---------------------------------------------------------------------------

    def file(self, name: str) -> Path | None:
        """Return the file of a name from the first folder that has it, never one outside of the folder."""
        if name.startswith(f"{OLD_MAPS}/"):
            return laid_file(self.old_maps, name)
        for folder in self.folders:
            try:
                path = (folder / name).resolve(strict=True)
            except (OSError, ValueError):
                continue
            if path.is_relative_to(folder.resolve()) and path.is_file():
                return folder / name
        return None

    def has(self, vector: str) -> bool:
        """Tell whether there is one of `VECTORS`."""
        return self.file(f"{vector}.geojson") is not None

    def vector(self, name: str, lang: str) -> dict[str, Any]:
        """Return one of `VECTORS` as the browser needs it: names in a language, simpler lines."""
        return {
            "type": "FeatureCollection",
            "features": [
                {
                    "type": "Feature",
                    "geometry": to_geojson(
                        shape(feature["geometry"]).simplify(_SIMPLIFIED_DEG), decimals=_DECIMALS
                    ),
                    "properties": shown_properties(feature["properties"], lang),
                }
                for feature in self.features(name)
            ],
        }

    def features(self, name: str) -> list[Mapping[str, Any]]:
        """Return the features of one of `VECTORS`; `world` only where no list of its own kind covers it."""
        return self.kept(f"features {name}", "", lambda: self._read_features(name))

    def _read_features(self, name: str) -> list[Mapping[str, Any]]:
        path = self.file(f"{name}.geojson")
        if path is None:
            return []
        document = self.document(path)
        found: list[Mapping[str, Any]] = document["features"]
        if "since" in document:
            # What a list says of all its names holds for each that says nothing of itself.
            since = {"since": document["since"]}
            found = [{**feature, "properties": {**since, **feature["properties"]}} for feature in found]
        if name == "world":
            found = [feature for feature in found if not self._told_better(feature)]
        if name not in _WITH_TOWNS:
            return found
        return [self._named_by_atlas(feature, of_today=name == "world") for feature in found]

    def _named_by_atlas(self, feature: Mapping[str, Any], *, of_today: bool) -> Mapping[str, Any]:
        """Return a town with the atlas's names where there are none, or only those of today."""
        about, place = feature["properties"], feature["geometry"]
        if about.get("kind", "town") != "town" or place["type"] != "Point":
            return feature
        registered = self.register.of(geonames_key(about.get("geonames_id", "")), str(feature.get("id", "")))
        if registered:
            return {**feature, "properties": registered_properties(about, registered)}
        cells = _cells(*place["coordinates"][:2])
        own = next((self._own_by_place[cell] for cell in cells if cell in self._own_by_place), None)
        if own is None:
            return feature
        spans = [{**span, "names": {**own, **span["names"]}} for span in about.get("spans") or ()]
        more = {"spans": spans} if spans else {}
        names = {**about["names"], **own} if of_today else {**own, **about["names"]}
        return {**feature, "properties": {**about, "names": names, **more}}

    @cached_property
    def _own_by_place(self) -> dict[tuple[int, int], dict[str, str]]:
        return {_cell(lon, lat): dict(names) for lon, lat, names in self.own_names}

    @cached_property
    def named(self) -> list[float] | None:
        """Return the box (west, south, east, north) whose towns have a list of their own."""
        path = self.file("towns.geojson")
        if path is None:
            return None
        document = self.document(path)
        if "covers" in document:
            return [float(edge) for edge in document["covers"]]
        points = [feature["geometry"]["coordinates"] for feature in document["features"]]
        if not points:
            return None
        lons, lats = [point[0] for point in points], [point[1] for point in points]
        return [min(lons), min(lats), max(lons), max(lats)]

    @cached_property
    def _listed(self) -> shapely.STRtree:
        """The towns that have a list of their own, by where they lie."""
        points = [feature["geometry"]["coordinates"][:2] for feature in self.features("towns")]
        return shapely.STRtree(shapely.points(points) if points else [])

    def _told_better(self, feature: Mapping[str, Any]) -> bool:
        if feature["properties"].get("kind") != "town" or not self.named:
            return False
        lon, lat = feature["geometry"]["coordinates"]
        west, south, east, north = self.named
        if west <= lon <= east and south <= lat <= north:
            return True
        near = _SAME_TOWN_DEG
        return bool(self._listed.query(shapely.box(lon - near, lat - near, lon + near, lat + near)).size)


_SAME_TOWN_DEG = 0.25
#: A town of the background is that of the atlas if they lie in the same or in neighbouring cells so wide.
_CELL_DEG = 0.05
_WITH_TOWNS = ("towns", "world")


def _cell(lon: float, lat: float) -> tuple[int, int]:
    return math.floor(lon / _CELL_DEG), math.floor(lat / _CELL_DEG)


def _cells(lon: float, lat: float) -> Iterator[tuple[int, int]]:
    x, y = _cell(lon, lat)
    yield x, y
    yield from ((x + east, y + north) for east in (-1, 0, 1) for north in (-1, 0, 1))


def ground_of(
    root: Path,
    ground: str = SHIPPED,
    own_names: tuple[OwnName, ...] = (),
    register: NameRegister | None = None,
) -> Basemap:
    """
    Return the ground of an atlas: the package's, below what the atlas's own folder has.

    Parameters
    ----------
    root
        The atlas's folder.
    ground
        What its `atlas.toml` says: `"shipped"`, or the name of a folder.
    own_names
        What the atlas itself calls towns.
    register
        The atlas's register of names.
    """
    own = root / own_folder(ground)
    folders = (own, ground_root()) if own.is_dir() else (ground_root(),)
    return Basemap(folders, own_names, register or NameRegister())


def ground_under(atlas: Store) -> Basemap:
    """Return the ground of an atlas, with its own names of towns where the ground has none."""
    return atlas.kept(
        "ground",
        "",
        lambda: replace(
            ground_of(atlas.root, atlas.meta.ground, _own_names(atlas), atlas.names),
            old_maps=laid_maps(atlas),
        ),
    )


def _own_names(atlas: Store) -> tuple[OwnName, ...]:
    return tuple(
        (place.lon, place.lat, tuple({name.lang: name.toponym for name in reversed(place.names)}.items()))
        for place in atlas.places.values()
        if place.kind == "settlement" and place.lon is not None and place.lat is not None
    )


def tiles_over(extent: Bounds, zoom: int) -> Iterator[Tile]:
    """Yield the tiles over an extent, column by column; beyond the 180th meridian x goes on counting."""
    west, north = _tile_at(extent[0], extent[3], zoom)
    east, south = _tile_at(extent[2], extent[1], zoom)
    if extent[2] < extent[0]:
        east += 2**zoom
    for x in range(west, min(east, west + 2**zoom - 1) + 1):
        for y in range(north, south + 1):
            yield Tile(zoom, x, y)


def _telling_files(folder: Path) -> list[Path]:
    """Return the files by whose bytes a folder's content is known: the registry stands for the package's."""
    if folder == ground_root():
        return [folder.parent / "registry.txt", *sorted(folder.glob("*.*json"))]
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _tile_at(lon: float, lat: float, zoom: int) -> tuple[int, int]:
    """Return the Web-Mercator tile (x, y) of a point; x is not held to the world."""
    across = 2**zoom
    x = math.floor((lon + 180) / 360 * across)
    y = int((1 - math.asinh(math.tan(math.radians(min(max(lat, -85.05), 85.05)))) / math.pi) / 2 * across)
    return x, min(max(y, 0), across - 1)
