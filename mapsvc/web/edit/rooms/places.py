"""The Places room: names, kinds and links of places, where each is used, two entries of one made one."""

from __future__ import annotations

from flask import Blueprint, Response, g, request

from mapsvc.atlas.editing.desk import FileChange
from mapsvc.atlas.editing.place_uses import merged_texts, uses_of
from mapsvc.language import translate
from mapsvc.web.edit import Room
from mapsvc.web.edit.bench import bench
from mapsvc.web.edit.replies import answer_data, desk, room_page, saved, sent
from mapsvc.web.edit.rooms.draw import draw_data

ROOM = Room("places", 45)

#: Where the entries of gazetteers stand, by whose number alone a reader may link them.
_GAZETTEERS = {
    "geonames": "https://www.geonames.org/",
    "wikidata": "http://www.wikidata.org/entity/",
    "pleiades": "https://pleiades.stoa.org/places/",
}

blueprint = Blueprint("edit_places", __name__, url_prefix="/edit/places")


@blueprint.get("/")
def places_page() -> Response:
    """Show the room."""
    atlas = bench().atlas
    data = draw_data(atlas) | {"gazetteers": _GAZETTEERS} if atlas else None
    return room_page(ROOM, data, has_map=atlas is not None)


@blueprint.get("/uses.json")
def uses() -> Response:
    """Return where the atlas names a place."""
    found = uses_of(bench().root, request.args.get("id", ""))
    return answer_data({"uses": [{"path": one.path, "count": one.count} for one in found]})


@blueprint.post("/merge.json")
def merge() -> Response:
    """Put an entry into another, in all files at once; one step takes it back."""
    body = sent()
    keep, gone = str(body.get("keep", "")), str(body.get("gone", ""))
    changes = []
    for path, (before, after) in merged_texts(bench().root, keep, gone).items():
        data, base = desk().read(path)
        # What somebody wrote since is told, not lost.
        changes.append(FileChange(path, base if data == before.encode() else "-", after.encode()))
    return saved(desk().save(changes, translate(g.lang, "edit_places.merged").format(gone, keep)))
