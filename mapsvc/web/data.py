"""Files that pages load: styles, scripts, background tiles, what kinds of maps bring."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from pathlib import Path

from flask import Blueprint, Response, abort

from mapsvc.atlas.derived_files import Derived
from mapsvc.files import compact_json
from mapsvc.kinds import KINDS
from mapsvc.kinds.kind import Kind, Loaded
from mapsvc.language import interface_languages
from mapsvc.render import assets
from mapsvc.scene.ground.basemap import Basemap
from mapsvc.templating import static_root
from mapsvc.web.language import named_language
from mapsvc.web.page import answer_json
from mapsvc.web.service import service

blueprint = Blueprint("data", __name__)

MEDIA_TYPES = {
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
    return static_answer(name)


def static_answer(name: str) -> Response:
    """Return a file that pages load, by its path under `templates/static/`."""
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
    text = compact_json(ground.vector(name, lang))
    return Response(text, mimetype="application/geo+json")


@blueprint.get("/data/<version>/basemap/<path:name>")
def basemap_file(version: str, name: str) -> Response:
    """Return a file of the atlas's background, its own before the package's."""
    hold(version, service().data_version)
    return ground_file(service().ground, name, service().derived)


def ground_file(ground: Basemap, name: str, derived: Iterable[Derived] = ()) -> Response:
    """Return a file of a ground by its path there, held against the checksum of what a recipe made."""
    if any(part in {"", ".", ".."} for part in name.split("/")):
        abort(404)
    path = ground.file(name)
    if path is None or path.suffix not in MEDIA_TYPES:
        abort(404)
    data = next((files.read(path) for files in derived if files.holds(path)), None)
    return Response(data or path.read_bytes(), content_type=_content_type(path.suffix))


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
    if not path.is_relative_to(root.resolve()) or path.suffix not in MEDIA_TYPES or not path.is_file():
        abort(404)
    return Response(path.read_bytes(), content_type=_content_type(path.suffix))


def _content_type(suffix: str) -> str:
    mimetype = MEDIA_TYPES[suffix]
    return f"{mimetype}; charset=utf-8" if mimetype.startswith("text/") else mimetype


def _loaded(kind: Kind, loaded: Loaded, version: str, map_id: str, lang: str) -> Response:
    """Return what pages load of a map; each has one address."""
    hold(version, service().geometry_version)
    atlas, speaks = service().atlas, named_language(lang)
    if not loaded.holds(atlas, map_id, service().kept) or kind.read(atlas, map_id) != map_id:
        abort(404)
    answer = loaded.answer(service().scene(kind.key(map_id), speaks), service().urls(speaks).for_maps())
    if loaded.suffix == "json":
        return answer_json(answer)
    return Response(answer, content_type="image/svg+xml; charset=utf-8")


for _kind in KINDS.values():
    if _kind.loaded:
        blueprint.add_url_rule(
            f"/data/<version>/{_kind.loaded.folder}/<path:map_id>.<language:lang>.{_kind.loaded.suffix}",
            f"loaded_{_kind.name}",
            partial(_loaded, _kind, _kind.loaded),
            methods=["GET"],
        )
