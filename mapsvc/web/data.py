"""Files that pages load: styles, scripts, background tiles, the maps of days and of steps."""

from __future__ import annotations

import json
from pathlib import Path

from flask import Blueprint, Response, abort

from mapsvc.kinds import kind_named
from mapsvc.language import interface_languages
from mapsvc.render import assets
from mapsvc.render.map_view import groups_of, legend_view
from mapsvc.render.route_sketch import render_sketch
from mapsvc.render.shell import payload
from mapsvc.scene.day_map import moments
from mapsvc.templating import static_root
from mapsvc.web.language import named_language
from mapsvc.web.page import answer_json
from mapsvc.web.service import service

blueprint = Blueprint("data", __name__)

_TYPES = {
    ".css": "text/css",
    ".geojson": "application/geo+json",
    ".js": "text/javascript",
    ".json": "application/json",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".toml": "text/plain",
    ".txt": "text/plain",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
}


@blueprint.get("/static/<version>/<path:name>")
def static_file(version: str, name: str) -> Response:
    """Return a file of `templates/static/`."""
    hold(version, service().static_version)
    if name == assets.SCRIPT_BUNDLE:
        return Response(assets.script_bundle(), content_type=_content_type(".js"))
    if name == assets.STYLE_BUNDLE:
        return Response(assets.style_bundle(), content_type=_content_type(".css"))
    return _file(static_root(), name)


@blueprint.get("/favicon.ico")
def favicon() -> Response:
    """Return the icon for browsers that ask for it unasked."""
    return _file(static_root(), "icons/favicon.svg")


@blueprint.get("/data/<version>/basemap/<any(railways, towns, waters, world):name>.<lang>.geojson")
def basemap_vector(version: str, name: str, lang: str) -> Response:
    """Return railways or names of towns and waters as the background draws them in a language."""
    hold(version, service().data_version)
    ground = service().ground
    if not ground.has(name) or lang not in {*service().atlas.meta.languages, *interface_languages()}:
        abort(404)
    text = json.dumps(ground.vector(name, lang), ensure_ascii=False, separators=(",", ":"))
    return Response(text, mimetype="application/geo+json")


@blueprint.get("/data/<version>/basemap/<path:name>")
def basemap_file(version: str, name: str) -> Response:
    """Return a file of the atlas's background, its own before the package's."""
    hold(version, service().data_version)
    if any(part in {"", ".", ".."} for part in name.split("/")):
        abort(404)
    path = service().ground.file(name)
    if path is None or path.suffix not in _TYPES:
        abort(404)
    return Response(path.read_bytes(), content_type=_content_type(path.suffix))


def hold(version: str, current: str) -> None:
    """Refuse an address of other content: what is kept for good must be what it says."""
    if version != current:
        abort(404)


def _file(root: Path, name: str) -> Response:
    """Return a file below a folder, never one above or beside it."""
    if any(part in {"", ".", ".."} for part in name.split("/")):
        abort(404)
    try:
        path = (root / name).resolve(strict=True)
    except (OSError, ValueError):
        abort(404)
    if not path.is_relative_to(root.resolve()) or path.suffix not in _TYPES or not path.is_file():
        abort(404)
    return Response(path.read_bytes(), content_type=_content_type(path.suffix))


def _content_type(suffix: str) -> str:
    mimetype = _TYPES[suffix]
    return f"{mimetype}; charset=utf-8" if mimetype.startswith("text/") else mimetype


@blueprint.get("/data/<version>/timeline/<day>.<language:lang>.json")
def moment(version: str, day: str, lang: str) -> Response:
    """Return the map of a day on which the picture changes; it stands until the next such day."""
    hold(version, service().geometry_version)
    atlas = service().atlas
    if day not in {
        moment.isoformat() for moment in service().kept("moments", "", lambda: tuple(moments(atlas)))
    }:
        abort(404)
    speaks = named_language(lang)
    scene = service().scene(kind_named("day").key(day), speaks)
    urls = service().urls(speaks).for_maps()
    return answer_json(
        {
            "year": scene.year,
            "map": payload(scene, urls),
            "legend": legend_view(scene),
            "groups": groups_of(scene, urls),
            "credits": [{"text": credit.text, "href": credit.href} for credit in scene.credits],
        }
    )


@blueprint.get("/data/<version>/tours/<path:tour_id>/<int:number>.<language:lang>.json")
def step_data(version: str, tour_id: str, number: int, lang: str) -> Response:
    """Return the map of a step as the browser draws it."""
    hold(version, service().geometry_version)
    speaks, tour = named_language(lang), kind_named("tour")
    scene = service().scene(tour.key(tour.read(service().atlas, f"{tour_id}/{number}")), speaks)
    return answer_json({"year": scene.year, "map": payload(scene, service().urls(speaks).for_maps())})


@blueprint.get("/data/<version>/routes/<route_id>.<language:lang>.svg")
def still(version: str, route_id: str, lang: str) -> Response:
    """Return the map of a journey as a picture, for readers without a script."""
    hold(version, service().geometry_version)
    route = kind_named("route")
    picture = render_sketch(
        service().scene(route.key(route.read(service().atlas, route_id)), named_language(lang))
    )
    return Response(picture, content_type="image/svg+xml; charset=utf-8")
