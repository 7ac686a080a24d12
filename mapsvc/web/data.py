"""Files that pages load: styles, scripts, background tiles, shared geometry."""

from __future__ import annotations

import json
from pathlib import Path

from flask import Blueprint, Response, abort

from mapsvc.language import interface_languages
from mapsvc.model.geometry import drawn_json
from mapsvc.model.meridian import unwrap
from mapsvc.render import assets
from mapsvc.templating import static_root
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
#: How far a line may be simplified where a whole country is in view, in degrees (about 0.5 km).
OVERVIEW_DEG = 0.006
_OVERVIEW_DECIMALS, _FULL_DECIMALS = 4, 5


@blueprint.get("/static/<version>/<path:name>")
def static_file(version: str, name: str) -> Response:
    """Return a file of `templates/static/`."""
    _hold(version, service().static_version)
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
    _hold(version, service().data_version)
    ground = service().ground
    if not ground.has(name) or lang not in {*service().atlas.meta.languages, *interface_languages()}:
        abort(404)
    text = json.dumps(ground.vector(name, lang), ensure_ascii=False, separators=(",", ":"))
    return Response(text, mimetype="application/geo+json")


@blueprint.get("/data/<version>/basemap/<path:name>")
def basemap_file(version: str, name: str) -> Response:
    """Return a file of the atlas's background, its own before the package's."""
    _hold(version, service().data_version)
    if any(part in {"", ".", ".."} for part in name.split("/")):
        abort(404)
    path = service().ground.file(name)
    if path is None or path.suffix not in _TYPES:
        abort(404)
    return Response(path.read_bytes(), content_type=_content_type(path.suffix))


def _hold(version: str, current: str) -> None:
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


@blueprint.get("/data/<version>/borders/<border_id>.<any(overview, full):level>.json")
def border_geometry(version: str, border_id: str, level: str) -> Response:
    """Return the lines and areas of a border, simplified for wide views or whole."""
    _hold(version, service().geometry_version)
    border = service().atlas.border(border_id)
    overview = level == "overview"
    features = []
    for part in border.pieces:
        geometry = part.geometry
        if geometry is None:
            continue
        shown = geometry.simplify(OVERVIEW_DEG) if overview else geometry
        features.append(
            {
                "type": "Feature",
                "id": f"borders/{border.id}/{part.id}",
                "geometry": drawn_json(
                    unwrap(shown), decimals=_OVERVIEW_DECIMALS if overview else _FULL_DECIMALS
                ),
                "properties": {},
            }
        )
    document = {"type": "FeatureCollection", "features": features}
    return Response(json.dumps(document, separators=(",", ":")), mimetype="application/geo+json")
