"""The Holders room: who held which district on which day, row by row, and who can hold any."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from http import HTTPStatus
from typing import Any, get_args

from flask import Blueprint, Response, abort, g, request

from mapsvc.atlas.control_reading import CONTROL_FILE, DISTRICTS_FILE
from mapsvc.atlas.drawn_territories import with_looks
from mapsvc.atlas.editing.control_text import change_row
from mapsvc.atlas.editing.desk import Saved
from mapsvc.atlas.editing.drawn_files import made_by_recipes, read_shapes
from mapsvc.atlas.editing.entry_places import place_id
from mapsvc.atlas.editing.polity_text import put_polity
from mapsvc.atlas.problems import Problems, build
from mapsvc.atlas.references import find_references
from mapsvc.atlas.store import Store
from mapsvc.errors import NotFoundError, RequestError
from mapsvc.geoparse.typed_dates import read_entered
from mapsvc.language import own_name, translate
from mapsvc.model.control import How
from mapsvc.model.fields import SLUG, Certainty
from mapsvc.model.meta import COLOUR, Polity
from mapsvc.web.edit import Room
from mapsvc.web.edit.bench import bench
from mapsvc.web.edit.ground_map import ground_map
from mapsvc.web.edit.held_districts import (
    FILES,
    POLITIES_FILE,
    Holdings,
    read_cells,
    read_holdings,
    tell_holdings,
    told_day,
)
from mapsvc.web.edit.replies import answer_data, base_of, desk, problems, room_page, sent, told_saved
from mapsvc.web.edit.tint_check import nearest_tints

ROOM = Room("holders", 50)

blueprint = Blueprint("edit_holders", __name__, url_prefix="/edit/holders")

#: Columns that hold days, which may be typed in any notation.
_TYPED_DAYS = ("from", "to")


@blueprint.get("/")
def holders_page() -> Response:
    """Show the room."""
    atlas = bench().atlas
    if atlas is None:
        return room_page(ROOM, has_map=False)
    data = {
        "map": ground_map(atlas, g.lang),
        "languages": [{"id": str(tag), "label": own_name(tag)} for tag in atlas.languages],
        "hows": [[one, translate(g.lang, f"edit_holders.how_{one}")] for one in get_args(How)],
        "certainties": [[one, translate(g.lang, f"certainty.{one}")] for one in get_args(Certainty)],
        "slug": SLUG,
    }
    return room_page(ROOM, data, has_map=True)


def _atlas() -> Store:
    """Return what was read of the atlas last: nobody waits for all of it after each row."""
    atlas = bench().last_atlas
    if atlas is None:
        abort(HTTPStatus.NOT_FOUND)
    return atlas


def _text(path: str) -> str:
    return desk().read(path)[0].decode("utf-8", "replace")


def _holdings() -> Holdings:
    return read_holdings(bench().root, _atlas(), _text(CONTROL_FILE))


def _state() -> dict[str, Any]:
    locked = made_by_recipes(bench().root)
    told = tell_holdings(_holdings(), _text(POLITIES_FILE), g.lang)
    return {**told, "base": base_of(FILES), "locked": [path for path in FILES if path in locked]}


@blueprint.get("/state.json")
def state() -> Response:
    """Return districts, rows, holders, and on which days anything changed."""
    return answer_data(_state())


@blueprint.get("/shapes.json")
def district_shapes() -> Response:
    """Return the shapes of the districts."""
    document, _ = read_shapes(_text(DISTRICTS_FILE), DISTRICTS_FILE)
    features = [
        {
            "type": "Feature",
            "id": feature.get("id", (feature.get("properties") or {}).get("id")),
            "properties": {},
            "geometry": feature.get("geometry"),
        }
        for feature in (document or {}).get("features", ())
    ]
    return answer_data({"type": "FeatureCollection", "features": features})


@blueprint.get("/day.json")
def day() -> Response:
    """Return the first day of a date that was typed in any notation; nothing of what is none."""
    found = read_entered(request.args.get("typed", "")[:200], _tongues())
    start = found.start if found else None
    return answer_data(told_day(start, g.lang) if start else {"n": None})


def _tongues() -> tuple[str, ...]:
    return str(g.lang), *_atlas().meta.languages


def _as_edtf(typed: str) -> str:
    """Return a date that was typed in any notation as files write it; as it is where it cannot be read."""
    found = read_entered(typed, _tongues())
    return found.edtf if found else typed.strip()


# ---- rows ------------------------------------------------------------------------------------------
@blueprint.put("/rows.json")
def save_row() -> Response:
    """Change a row, make one, or take one out."""
    body = sent()
    was, row = _cells(body.get("was")), _cells(body.get("row"))
    if was is None and row is None:
        msg = "A change says what the row was, or what it is to be."
        raise RequestError(msg)
    _hold_own(CONTROL_FILE)
    if row is not None:
        row |= {name: _as_edtf(row[name]) for name in _TYPED_DAYS if row.get(name)}
        wrong = [*_wrong_with(row)]
        if wrong:
            return problems(wrong)
    try:
        done = desk().edit(
            CONTROL_FILE, lambda text: change_row(text, was, row), _what(was, row), _base(CONTROL_FILE)
        )
    except ValueError:
        return problems([("", translate(g.lang, "edit_holders.gone"))])
    return _saved(done)


def _what(was: Mapping[str, str] | None, row: Mapping[str, str] | None) -> str:
    """Return in a few words what becomes of a row."""
    named = row or was or {}
    key = "added" if was is None else "removed" if row is None else "changed"
    return translate(g.lang, f"edit_holders.{key}").format(named.get("district", ""), named.get("from", ""))


def _saved(done: Saved, **more: Any) -> Response:
    return told_saved(done, (), **more, state=_state())


def _cells(given: Any) -> dict[str, str] | None:
    if not isinstance(given, Mapping):
        return None
    return {str(name): str(said) for name, said in given.items() if said is not None}


def _hold_own(path: str) -> None:
    if path in made_by_recipes(bench().root):
        raise RequestError(translate(g.lang, "edit_holders.locked").format(path))


def _base(path: str) -> str | None:
    base = sent().get("base")
    return str(base.get(path)) if isinstance(base, Mapping) and base.get(path) else None


def _wrong_with(cells: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with a row by itself, and what it names that is not there."""
    atlas = _holdings().atlas
    row, faults = read_cells(cells, 0, atlas)
    yield from ((fault.field.rpartition(".")[2], fault.message) for fault in faults)
    if row is None:
        return
    known = {"district": atlas.districts, "polity": atlas.polities, "of": atlas.polities}
    for name, there in known.items():
        wanted = cells.get(name, "").strip()
        if wanted and wanted not in there:
            yield name, translate(g.lang, f"edit_holders.no_{name}").format(wanted)
    works = _works()
    for cite in row.sources:
        if cite.source not in works:
            yield "source", translate(g.lang, "edit_holders.no_source").format(cite.source)


def _works() -> set[str]:
    try:
        found = json.loads(desk().read("sources.json")[0].decode("utf-8-sig") or "[]")
    except ValueError:
        return set()
    return (
        {str(item.get("id")) for item in found if isinstance(item, dict)}
        if isinstance(found, list)
        else set()
    )


# ---- who can hold ground ---------------------------------------------------------------------------
@blueprint.get("/colour.json")
def near_colours() -> Response:
    """Return the holders whose tint is near that of a colour, and to whose eyes."""
    wanted, own = request.args.get("colour", ""), request.args.get("polity", "")
    if not re.fullmatch(COLOUR, wanted):
        return answer_data({"near": []})
    atlas = _holdings().atlas
    polities = with_looks(atlas.polities)
    heirs = {own, *(polities[own].heirs if own in polities else ())}
    heirs |= {key for key, one in polities.items() if own in one.heirs}
    others = {key: one.colour for key, one in polities.items() if key not in heirs and one.colour}
    near = [
        {
            "id": key,
            "apart": round(apart, 1),
            "whom": translate(g.lang, f"edit_holders.whom_{whom}"),
        }
        for key, apart, whom in nearest_tints(wanted, others)
    ]
    return answer_data({"near": near})


@blueprint.put("/polities/<polity>.json")
def put_holder(polity: str) -> Response:
    """Write what a holder is called, how its ground looks, who followed it."""
    record = sent().get("record")
    if not re.fullmatch(SLUG, polity) or not isinstance(record, dict):
        msg = "A holder needs an id and a record."
        raise RequestError(msg)
    _hold_own(POLITIES_FILE)
    if record.get("years"):
        record["years"] = _as_edtf(str(record["years"]))
    names = record.get("names")
    for named in names if isinstance(names, list) else ():
        if isinstance(named, dict) and named.get("valid"):
            named["valid"] = _as_edtf(str(named["valid"]))
    wrong = [*_wrong_holder(polity, record)]
    if wrong:
        return problems(wrong)
    what = translate(g.lang, "edit_holders.polity_changed").format(polity)
    base = _base(POLITIES_FILE)
    return _saved(desk().edit(POLITIES_FILE, lambda text: put_polity(text, polity, record), what, base))


def _wrong_holder(polity: str, record: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    found = Problems(languages=_atlas().meta.languages)
    build(Polity, {"id": polity, **record}, file=POLITIES_FILE, problems=found)
    yield from ((one.field, one.message) for one in found.found)
    known = {*_holdings().atlas.polities, polity}
    named = [("heirs", heir) for heir in record.get("heirs") or ()]
    for name, wanted in (*named, ("counted_with", record.get("counted_with"))):
        if wanted and wanted not in known:
            yield name, translate(g.lang, "edit_holders.no_polity").format(wanted)
        elif wanted and wanted == polity:
            yield name, translate(g.lang, "edit_holders.itself")


@blueprint.post("/polities.json")
def add_holder() -> Response:
    """Make a holder of a name; its id is made of that in the atlas's first language."""
    name = sent().get("name")
    words = name.items() if isinstance(name, dict) else ()
    said = {tag: str(one).strip() for tag, one in words if str(one).strip()}
    if not said:
        return problems([("name", translate(g.lang, "edit_holders.unnamed"))])
    _hold_own(POLITIES_FILE)
    first = next((said[tag] for tag in _atlas().meta.languages if tag in said), next(iter(said.values())))
    made = {"id": ""}

    def change(text: str) -> str:
        made["id"] = place_id(first, {*_holdings().atlas.polities})
        return put_polity(text, made["id"], {"name": said})

    wrong = [*_wrong_holder(place_id(first, ()), {"name": said})]
    if wrong:
        return problems(wrong)
    done = desk().edit(POLITIES_FILE, change, translate(g.lang, "edit_holders.polity_added").format(first))
    return _saved(done, id=made["id"])


@blueprint.delete("/polities/<polity>.json")
def delete_holder(polity: str) -> Response:
    """Take a holder out that nothing names."""
    _hold_own(POLITIES_FILE)
    atlas = bench().atlas
    uses = [
        f"{file}: {field}"
        for file, field, kind, wanted in (find_references(atlas) if atlas else ())
        if kind == "polity" and wanted == polity
    ]
    if uses:
        return problems([("", translate(g.lang, "edit_holders.is_named").format(", ".join(uses[:3])))])
    if polity not in _holdings().atlas.polities:
        msg = f"No holder has the id {polity[:80]!r}."
        raise NotFoundError(msg)
    what = translate(g.lang, "edit_holders.polity_removed").format(polity)
    base = _base(POLITIES_FILE)
    return _saved(desk().edit(POLITIES_FILE, lambda text: put_polity(text, polity, None), what, base))
