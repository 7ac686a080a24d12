"""The Old map room: a scan on the left, the map on the right, and the points that are the same on both."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from pathlib import PurePath
from typing import Any

from flask import Blueprint, Response, abort, g, request

from mapsvc.atlas.editing.old_map_text import with_fields
from mapsvc.atlas.importing.preview import preview
from mapsvc.atlas.old_map_reading import read_old_maps
from mapsvc.atlas.problems import Problems, build
from mapsvc.atlas.raw_files import parse_toml
from mapsvc.errors import RequestError
from mapsvc.ground.old_map_folder import scan_path
from mapsvc.ground.scan import ScanError, scan_picture
from mapsvc.language import translate
from mapsvc.model.old_maps import LEAST_POINTS, OLD_MAPS, OldMap
from mapsvc.scene.ground.basemap import ground_under
from mapsvc.web.edit import Room
from mapsvc.web.edit.bench import bench
from mapsvc.web.edit.ground_map import ground_map
from mapsvc.web.edit.old_map_report import TileWorks, report_of
from mapsvc.web.edit.replies import answer_data, desk, problems, room_page, saved, sent

ROOM = Room("oldmap", 48)

blueprint = Blueprint("edit_oldmap", __name__, url_prefix="/edit/oldmap")

#: What the room shows of a scan: as sharp as a screen needs, and light enough for a browser.
_PICTURE_PX = 4096
#: Fields that the room changes; all others stay as they are.
_ROOM_FIELDS = frozenset(
    (
        "title",
        "maker",
        "date",
        "valid",
        "licence",
        "sources",
        "opacity",
        "shown",
        "transformation",
        "points",
        "crop",
    )
)


@blueprint.get("/")
def old_map_page() -> Response:
    """Show the room."""
    atlas = bench().atlas
    if atlas is None:
        return room_page(ROOM, has_map=False)
    data = {
        "map": ground_map(atlas, g.lang),
        "least": LEAST_POINTS,
        "language": str(atlas.languages[0]),
        "sources": [{"id": one.id, "label": one.label.in_(g.lang)} for one in atlas.sources.values()],
        "maps": _listed(),
    }
    return room_page(ROOM, data, has_map=True)


def _listed() -> list[dict[str, str]]:
    found = read_old_maps(bench().root, Problems())
    there = {path.stem for path in (bench().root / OLD_MAPS).glob("*.toml")}
    return [
        {"id": ident, "label": found[ident].title.in_(g.lang) if ident in found else ident}
        for ident in sorted(there)
    ]


@blueprint.get("/list.json")
def listed() -> Response:
    """Return the old maps of the atlas."""
    return answer_data({"maps": _listed()})


def _path_of(ident: str) -> str:
    path = f"{OLD_MAPS}/{ident}.toml"
    if "/" in ident or not (bench().root / path).is_file():
        abort(HTTPStatus.NOT_FOUND)
    return path


@blueprint.get("/map.json")
def told_old_map() -> Response:
    """Return an old map: its fields, how far its points are off, and what is wrong."""
    return answer_data(_told(request.args.get("id", "")))


def _told(ident: str) -> dict[str, Any]:
    path = _path_of(ident)
    data, base = desk().read(path)
    try:
        raw = parse_toml(data.decode("utf-8-sig"))
    except ValueError as error:
        raise RequestError(f"{path}: {error}") from error
    atlas = bench().atlas
    ground = f"/edit/ground/{ground_under(atlas).digest[:12]}/" if atlas else ""
    plain = {
        key: value for key, value in raw.items() if key in _ROOM_FIELDS or key in ("size", "crs", "affine")
    }
    report = report_of(bench().root, ident, raw, g.lang)
    return {"id": ident, "base": base, "fields": plain, "ground": ground, **report}


@blueprint.get("/picture/<ident>")
def scan_shown(ident: str) -> Response:
    """Return the scan as browsers show pictures."""
    _path_of(ident)
    old_map = read_old_maps(bench().root, Problems()).get(ident)
    if old_map is None or not scan_path(bench().root, old_map).is_file():
        abort(HTTPStatus.NOT_FOUND)
    try:
        return Response(
            scan_picture(scan_path(bench().root, old_map), most_px=_PICTURE_PX), mimetype="image/webp"
        )
    except ScanError as error:
        raise RequestError(str(error)) from error


@blueprint.post("/scan.json")
def bring() -> Response:
    """Take in a scan, with what says where it lies."""
    files = [(_plain_name(file.filename), file.read()) for file in request.files.getlist("file")[:6]]
    if not files:
        raise RequestError(translate(g.lang, "edit_oldmap.no_file"))
    beside = {PurePath(name).suffix.lower(): data for name, data in files[1:]}
    if request.form.get("crs"):
        beside[".prj"] = request.form["crs"][:2000].encode()
    name, data = files[0]
    made = preview(data, name, bench().root, "oldmap", beside=beside)
    if made.problems:
        return problems([("file", flaw.message) for flaw in made.problems])
    changes = made.changes()
    path = next((change.path for change in changes if change.path.startswith(f"{OLD_MAPS}/")), "")
    done = desk().save(changes, translate(g.lang, "edit_oldmap.brought").format(name))
    return saved(done, id=PurePath(path).stem)


def _plain_name(name: str | None) -> str:
    """Return the name of a file that was sent, without the path that some browsers send."""
    return PurePath((name or "map").replace("\\", "/")).name[:120]


@blueprint.put("/map.json")
def change_old_map() -> Response:
    """Save fields of an old map; what is not sent stays."""
    body = sent()
    ident, given = str(body.get("id", "")), body.get("fields")
    path = _path_of(ident)
    if not isinstance(given, Mapping) or not given.keys() <= _ROOM_FIELDS:
        msg = "Send the fields of an old map that are to be changed."
        raise RequestError(msg)
    # What is emptied goes; the licence stays, to be asked for.
    fields = {
        name: value if value not in ("", []) or name == "licence" else None for name, value in given.items()
    }
    faults = _faults_with(ident, path, fields)
    if faults:
        return problems(faults)
    what = translate(g.lang, "edit_oldmap.changed").format(ident)
    base = str(body.get("base") or "") or None
    done = desk().edit(path, lambda text: with_fields(text, fields), what, base)
    return saved(done, map=_told(ident))


def _faults_with(ident: str, path: str, fields: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return what would be wrong with the form of the fields that are changed."""
    before = parse_toml(desk().read(path)[0].decode("utf-8-sig"))
    wanted = {name: value for name, value in {**before, **fields}.items() if value is not None}
    found = Problems()
    build(OldMap, {"id": ident} | wanted, file="", problems=found)
    faults = [(fault.field, fault.message) for fault in found.found]
    return [fault for fault in faults if fault[0].partition("[")[0].partition(".")[0] in fields]


@blueprint.post("/tiles.json")
def start_tiles() -> Response:
    """Make the tiles in the background."""
    ident = str(sent().get("id", ""))
    _path_of(ident)
    old_map = read_old_maps(bench().root, Problems()).get(ident)
    if old_map is None or not old_map.is_placed:
        return problems([("points", translate(g.lang, "edit_oldmap.not_placed"))])
    return answer_data(bench().part(TileWorks).start(bench().root, old_map).told())


@blueprint.get("/tiles.json")
def tiles() -> Response:
    """Tell how far the tiles are."""
    return answer_data(bench().part(TileWorks).of(request.args.get("id", "")).told())
