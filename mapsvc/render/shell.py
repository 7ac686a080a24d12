"""From an Scene to a folium map, and to the pieces a page is made of."""

from __future__ import annotations

import base64
import json
import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

import shapely
from markupsafe import Markup
from shapely.geometry import shape

from mapsvc.ground.tiles import Tile
from mapsvc.language import interface_of, translate
from mapsvc.marking import foreign, languages_of
from mapsvc.model.geometry import Bounds, drawn_json
from mapsvc.model.numbers import format_length
from mapsvc.model.scene import MapFeature, Scene, WantedName
from mapsvc.render import assets
from mapsvc.render.addresses import CARRIED, MapUrls
from mapsvc.render.folium_links import PIN_PICTURES, pin_script
from mapsvc.render.picture.locator import find_locator, locator_address
from mapsvc.render.web_fonts import LATIN
from mapsvc.scene.features.districts import SHARED
from mapsvc.scene.ground.basemap import VECTORS, Basemap
from mapsvc.scene.ground.coast import coast_words
from mapsvc.scene.ground.names import shown_properties
from mapsvc.scene.ground.near_towns import near_towns
from mapsvc.scene.ground.old_maps import LaidMap, laid_near
from mapsvc.templating import script_json

if TYPE_CHECKING:
    from types import ModuleType

    from mapsvc.render.elements import FoliumMap

#: Words of `templates/strings` that the browser code asks for by the part after the dot.
CONTROL_WORDS = (
    "zoom_in", "zoom_out", "home", "fullscreen", "fullscreen_exit", "projector",
    "close", "more", "also_here", "beyond", "controls", "failed", "label", "hint_wheel", "hint_touch",
)  # fmt: skip
#: Most tiles of the finest zoom that a file carries with it.
_CARRIED_TILES = 6
#: So far round its extent, in degrees, a file has names and railways: readers go back a little.
_CARRIED_AROUND_DEG = 6.0
#: Up to this zoom a file carries the tiles round those of its extent too.
_AROUND_TO = 4
_LEVELS = ("overview", "full")
#: So many bytes of old maps a file carries: no more than a lecturer can mail.
_CARRIED_OLD_BYTES = 3_000_000
#: Words of the control of old maps, under `oldmap.`.
OLD_MAP_WORDS = ("label", "none", "opacity", "close")
#: How close readers may go: to this part of the view; so that two signs stand apart; and in any case.
_CLOSER, _PARTED = 1 / 32, 8.0
_LEAST_CLOSE, _MOST_CLOSE = 11, 16
#: What the scale bar in the browser may be long, the longest first.
SCALE_LENGTHS_M = [step * 10**power for power in range(6, 0, -1) for step in (5, 3, 2, 1)]
#: Where the shape of a feature lies, as an address.
ShapePlace = Callable[[MapFeature], str]


@dataclass(frozen=True)
class MapShell:
    """The `<div>` of a map, the text of its one script, and its data as JSON safe inside a script element."""

    id: str
    html: Markup
    script: Markup
    data: Markup


def render_shell(scene: Scene, urls: MapUrls, *, number: int = 0) -> MapShell:
    """
    Render a map as the pieces a page puts in place; the same map gives the same bytes.

    Parameters
    ----------
    scene
        What to show.
    urls
        Where the page finds the rest.
    number
        Tells several maps of a page apart.

    Returns
    -------
    shell
        Its script calls the browser code with options; no text of the data is in it.
    """
    built = build_folium(scene, urls, number=number)
    figure = built.get_root()
    figure.render()
    # Both texts come from our own templates and from JSON that `elements.json_literal` made inert.
    return MapShell(
        id=built.get_name(),
        html=Markup(figure.html.render().strip()),
        script=Markup(figure.script.render().strip()),
        data=script_json(payload(scene, urls)),
    )


def _elements() -> ModuleType:
    """Load folium, for which a health check must not wait."""
    from mapsvc.render import elements

    return elements


def build_folium(scene: Scene, urls: MapUrls, *, number: int = 0) -> FoliumMap:
    """Return the folium shell of a map: its view, and one call each for background, features and controls."""
    west, south, east, north = scene.extent
    # The browser fits the view to the frame; folium only needs some middle to begin with.
    elements = _elements()
    built = elements.FoliumMap(
        location=[round((south + north) / 2, 4), round((west + east) / 2, 4)],
        zoom_start=5,
        tiles=None,
        zoom_snap=0.25,
        zoom_delta=0.5,
        world_copy_jump=False,
        zoom_animation=True,
    )
    built._id = str(number)
    # On the instance: `add_js_link` would change the class for every map of the process.
    built.default_js, built.default_css = [], []
    words = {word: translate(scene.lang, f"map.{word}") for word in CONTROL_WORDS}
    calls = {
        "basemap": basemap_options(scene, urls),
        "features": {"data": f"{built.get_name()}-data"},
        "controls": {
            "extent": list(scene.extent),
            "strings": words,
            "projector": True,
            "fullscreen": True,
            # In words: a browser takes longer to learn how a language writes them than to draw the map.
            "scale": [[metres, format_length(metres, scene.lang)] for metres in SCALE_LENGTHS_M],
            **_locator(scene),
        },
    }
    for index, (function, options) in enumerate(calls.items()):
        built.add_child(elements.Call(function, options, element_id=f"{number}_{index}"))
    return built


def basemap_options(scene: Scene, urls: MapUrls) -> dict[str, Any]:
    """Return what the browser needs to draw the background of a map."""
    near = near_towns(scene.basemap, scene.extent, scene.year)
    return {
        "tiles": urls.basemap,
        "manifest": scene.basemap.manifest,
        "year": scene.year,
        "day": scene.day.isoformat(),
        "lang": scene.lang,
        "extent": list(scene.extent),
        "named": scene.basemap.named,
        "coast": {f"{km:g}": coast_words(km, scene.lang) for km in scene.basemap.accuracies_km},
        **(_near(near, scene.lang) if near else {}),
        **vector_addresses(scene, urls),
        **{name: _vector(scene, urls, name) for name in ("world",) if scene.basemap.has(name)},
    }


def _near(towns: Iterable[dict[str, Any]], lang: str) -> dict[str, Any]:
    """Return towns of a gazetteer as the browser takes them, and the note that they are those of today."""
    named = [
        {"geometry": town["geometry"], "properties": shown_properties(town["properties"], lang)}
        for town in towns
    ]
    return {"near": named, "near_note": translate(lang, "map.near_towns")}


def vector_addresses(scene: Scene, urls: MapUrls) -> dict[str, str]:
    """Return where a map finds its railways and names; those of the rest of the world it may never need."""
    return {
        name: _vector(scene, urls, name) for name in VECTORS if name != "world" and scene.basemap.has(name)
    }


def _vector(scene: Scene, urls: MapUrls, name: str) -> str:
    return f"{urls.basemap}{name}.{scene.lang}.geojson"


def _locator(scene: Scene) -> dict[str, Any]:
    """Return the picture of where a close map lies, where its ground has nothing to show so near."""
    box = find_locator(scene)
    if box is None:
        return {}
    words = translate(scene.lang, "map.locator")
    return {"locator": {"src": locator_address(scene, box), "words": words, "extent": list(box)}}


def payload(scene: Scene, urls: MapUrls, place: ShapePlace | None = None) -> dict[str, Any]:
    """Return what the browser draws, as plain data; `place` says where lines and areas are loaded from."""
    return {
        "id": scene.id,
        "kind": scene.kind,
        "lang": scene.lang,
        "title": scene.title,
        "date": scene.date.edtf if scene.date else None,
        "extent": [round(degree, 4) for degree in scene.extent],
        "max_zoom": greatest_zoom(scene),
        "symbols": scene.symbols,
        "layers": [
            {
                "id": layer.id,
                "title": layer.title,
                "features": [_feature(feature, urls, place, scene.lang) for feature in layer.features],
            }
            for layer in scene.layers
        ],
        "names": [_wanted(name) for name in scene.names],
    }


def _wanted(name: WantedName) -> dict[str, Any]:
    """Return a name that a map says besides those of its features; a state with its ground."""
    ground = {"geometry": drawn_json(name.geometry, decimals=2)} if name.geometry is not None else {}
    at = [round(degree, 4) for degree in name.at]
    return {"id": name.id, "name": name.name, "role": name.role, "at": at, **ground}


def greatest_zoom(scene: Scene) -> int:
    """
    Return the zoom beyond which a map has nothing more to show.

    A few notches closer than its view, and close enough to part the two of its signs that are nearest to
    each other; never less than a town's surroundings, never more than its streets.
    """
    west, _, east, _ = scene.extent
    closest = _CLOSER * max(east - west, 1e-6)
    points = {
        (round(feature.geometry.x, 4), round(feature.geometry.y, 4))
        for feature in scene.features()
        if feature.geometry.geom_type == "Point" and not feature.geometry.is_empty
    }
    gap = _least_gap(points)
    if gap is not None:
        closest = min(closest, gap * _PARTED)
    wanted = math.ceil(math.log2(360.0 / closest))
    return min(max(wanted, _LEAST_CLOSE), _MOST_CLOSE)


def _least_gap(points: Iterable[tuple[float, float]]) -> float | None:
    """Return the least distance of two different points, in degrees; nothing if there are no two."""
    found = sorted(points)
    if len(found) < 2:
        return None
    signs = shapely.points(found)
    _, gaps = shapely.STRtree(signs).query_nearest(
        signs, exclusive=True, return_distance=True, all_matches=False
    )
    return float(gaps.min())


def _feature(feature: MapFeature, urls: MapUrls, place: ShapePlace | None, lang: str) -> dict[str, Any]:
    source = _source(feature, urls, place)
    speaks = interface_of(lang)
    # The shapes of a file bear the ids of its features, but for those of a tiling that all days share.
    by_shape = urls.shared or (source is not None and feature.shared == SHARED)
    # What only some features have: the shape of another, a band, a place for the label.
    some = {
        "shape": feature.shape if by_shape else None,
        "band_km": feature.band_km,
        "number": feature.number,
        "joint": feature.joint,
        "at": [round(degree, 4) for degree in feature.at or ()],
    }
    return {
        "type": "Feature",
        "id": feature.id,
        "geometry": None if source else drawn_json(feature.geometry, decimals=5),
        "properties": {
            "symbol": feature.symbol,
            "name": feature.name,
            **languages_of({"lang": feature.name}, speaks),
            "label": feature.label,
            "priority": feature.priority,
            "rows": [[*row, *filter(None, [foreign(row[1], speaks)])] for row in feature.rows],
            "href": urls.link(feature.link) if feature.link else None,
            "radius_km": feature.radius_km,
            "certainty": feature.certainty,
            "src": source,
            **{name: value for name, value in some.items() if value},
        },
    }


def _source(feature: MapFeature, urls: MapUrls, place: ShapePlace | None) -> dict[str, str] | None:
    """Return from where a feature's shape is loaded for wide and near views; none if it stands with it."""
    if place is not None and feature.geometry.geom_type != "Point":
        return dict.fromkeys(_LEVELS, place(feature))
    if urls.shared is None or not feature.shared:
        return None
    found = {level: urls.shared(feature.shared, level) for level in _LEVELS}
    if urls.witnesses and feature.id.startswith("borders/"):
        found["witnesses"] = urls.witnesses(feature.shared)
    return found


def carried_files(basemap: Basemap, scene: Scene, urls: MapUrls) -> dict[str, Any]:
    """Return the background files of a map's extent by the address under which its script asks for them."""
    files: dict[str, Any] = {}
    for name in filter(basemap.has, VECTORS):
        files[_vector(scene, urls, name)] = collection = basemap.vector(name, scene.lang)
        # The names and railways of everywhere would weigh more than the map.
        collection["features"] = [one for one in collection["features"] if _is_near(one, scene.extent)]
    for tile in _carried_tiles(basemap, scene.extent):
        water = basemap.water(tile)
        if water is not None:
            files[f"{urls.basemap}water/{tile.path}.json"] = json.loads(water.read_text(encoding="utf-8"))
        # The browser draws each zoom's water on the relief of the zoom above it.
        shading = basemap.shading(tile.above(1) if tile.z else tile)
        if shading is not None and shading[1] is not None:
            address = f"{urls.basemap}relief/{shading[0].path}.webp"
            files[address] = files.get(address) or _webp_address(shading[1].read_bytes())
    for laid, tiles in carried_old_maps(scene):
        for tile in tiles:
            address = f"{urls.basemap}{laid.path}/{tile.path}.webp"
            files[address] = _webp_address(laid.tiles.file(tile).read_bytes())
    return files


def _webp_address(data: bytes) -> str:
    return f"data:image/webp;base64,{base64.b64encode(data).decode()}"


def carried_old_maps(scene: Scene) -> Iterator[tuple[LaidMap, list[Tile]]]:
    """Yield the old maps of a file with the tiles that it carries: the coarse ones if all are too many."""
    left = _CARRIED_OLD_BYTES
    for laid in laid_near(scene.basemap.old_maps, scene.extent):
        kept: list[Tile] = []
        for _, tiles in groupby(sorted(laid.tiles.tiles), key=lambda tile: tile.z):
            level = list(tiles)
            size = sum(laid.tiles.file(tile).stat().st_size for tile in level)
            if size > left:
                break
            left -= size
            kept += level
        yield laid, kept


def old_maps_view(scene: Scene, urls: MapUrls) -> dict[str, Any] | None:
    """Return the old maps that readers may lay under a map, and words of their control, if there are any."""
    if urls is CARRIED:
        maps = [_carried_view(laid, tiles, scene.lang) for laid, tiles in carried_old_maps(scene)]
    else:
        maps = [laid.view(scene.lang) for laid in laid_near(scene.basemap.old_maps, scene.extent)]
    words = {name: translate(scene.lang, f"oldmap.{name}") for name in OLD_MAP_WORDS}
    return {"maps": maps, "words": words} if maps else None


def _carried_view(laid: LaidMap, tiles: list[Tile], lang: str) -> dict[str, Any]:
    """Return an old map as a file has it: with what it says of what it left out."""
    view = laid.view(lang, tiles)
    if len(tiles) == len(laid.tiles.tiles):
        return view
    return view | {"lacks": translate(lang, "oldmap.coarser" if tiles else "oldmap.left_out")}


def _is_near(feature: dict[str, Any], extent: Bounds) -> bool:
    """Tell whether something has a point in an extent, or no farther from it than it is wide and high."""
    west, south, east, north = extent
    across, high = (east - west) % 360 or 360.0, north - south
    besides, above = max(across, _CARRIED_AROUND_DEG), max(high, _CARRIED_AROUND_DEG)

    def near(lon: float, lat: float) -> bool:
        off = (lon - west - across / 2 + 180) % 360 - 180
        return abs(off) <= across / 2 + besides and south - above <= lat <= north + above

    return any(near(lon, lat) for lon, lat in shapely.get_coordinates(shape(feature["geometry"])))


def _carried_tiles(basemap: Basemap, extent: Bounds) -> Iterator[Tile]:
    """Yield the tiles of an extent, and coarse ones round it: readers who go back still see land and sea."""
    middle: dict[int, Tile] = {}
    inside = [Tile(*map(int, path.split("/"))) for path in basemap.tiles_in(extent, most=_CARRIED_TILES)]
    for tile in inside:
        middle.setdefault(tile.z, tile)
    around = [
        Tile(z, (at.x + east) % 2**z, at.y + south)
        for z, at in middle.items()
        if z <= _AROUND_TO
        for east in (-1, 0, 1)
        for south in (-1, 0, 1)
        if 0 <= at.y + south < 2**z
    ]
    yield from dict.fromkeys((*inside, *around))


def to_folium(scene: Scene) -> FoliumMap:
    """
    Return an ordinary folium map with everything it needs inside, to add to.

    Its scripts, styles, background and features stand in its own document, so that it shows
    without a network. What elements that are added later ask of other hosts comes out of the package.
    """
    built = build_folium(scene, CARRIED)
    figure = built.get_root()
    header, raw_html = figure.header, _elements().raw_html
    # What is added later is not known yet: Latin letters are there in any case.
    shown = LATIN + json.dumps(payload(scene, CARRIED), ensure_ascii=False)
    header.add_child(raw_html(f"<style>{assets.inline_stylesheets(shown)}</style>"), name="mapsvc_css")
    images = "vendor/leaflet/images"
    pin = {name: assets.picture_address(f"{images}/{name}.png") for name in PIN_PICTURES}
    scripts = f"<script>{assets.inline_scripts()}\n;{pin_script(pin)}</script>"
    header.add_child(raw_html(scripts), name="mapsvc_js")
    for element_id, value in (
        (f"{built.get_name()}-data", payload(scene, CARRIED)),
        ("mapsvc-inline", carried_files(scene.basemap, scene, CARRIED)),
    ):
        block = f'<script type="application/json" id="{element_id}">{script_json(value)}</script>'
        figure.html.add_child(raw_html(block), name=element_id)
    own = frozenset({*header._children, f"{built.get_name()}-data", "mapsvc-inline"})
    figure.header = _elements().OfflineHead(figure, own, "mapsvc_js")
    return built
