"""The ground under the maps of all rooms: it stays there while the atlas is changed, and has faults."""

from __future__ import annotations

from flask import Blueprint, Response, abort, current_app

from mapsvc.files import compact_json
from mapsvc.language import interface_languages
from mapsvc.scene.ground.basemap import Basemap, ground_under
from mapsvc.web.data import ground_file
from mapsvc.web.edit.bench import bench

blueprint = Blueprint("ground", __name__, url_prefix="/edit/ground")

#: Pages that stand open have the ground that was there when they were opened: so many are remembered.
_MOST_GROUNDS = 4


@blueprint.get("/<version>/<any(railways, towns, waters, world):name>.<lang>.geojson")
def ground_names(version: str, name: str, lang: str) -> Response:
    """Return railways or names of towns and waters in a language of the interface."""
    ground = _ground_of(version)
    if not ground.has(name) or lang not in interface_languages():
        abort(404)
    return _lasting(Response(compact_json(ground.vector(name, lang)), mimetype="application/geo+json"))


@blueprint.get("/<version>/<path:name>")
def ground_tile(version: str, name: str) -> Response:
    """Return a file of the ground."""
    return _lasting(ground_file(_ground_of(version), name))


def _ground_of(version: str) -> Basemap:
    """Return the ground of a version; the present one where that is no longer known."""
    held: dict[str, Basemap] = current_app.extensions.setdefault("mapsvc.grounds", {})
    if version not in held:
        atlas = bench().atlas
        if atlas is None:
            abort(404)
        held[version] = ground_under(atlas)
        for old in list(held)[:-_MOST_GROUNDS]:
            held.pop(old, None)
    return held[version]


def _lasting(response: Response) -> Response:
    response.headers["Cache-Control"] = "private, max-age=31536000, immutable"
    return response
