"""The works that are cited: pasted from a library, edited, found by who cites them by typing."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

from flask import Blueprint, Response, g

from mapsvc.atlas.bibliography import read_source
from mapsvc.atlas.editing.json_text import put_item, remove_item
from mapsvc.atlas.problems import Problems
from mapsvc.atlas.references import find_references
from mapsvc.errors import NotFoundError, RequestError
from mapsvc.language import translate
from mapsvc.model.fields import SLUG
from mapsvc.web.edit import Room
from mapsvc.web.edit.bench import bench
from mapsvc.web.edit.replies import answer_data, base_of, desk, problems, room_page, saved, sent
from mapsvc.web.lectures import file_stem

blueprint = Blueprint("sources", __name__, url_prefix="/edit/sources")

ROOM = Room("sources", 80)

FILE = "sources.json"
#: Types of CSL that a list offers; another one that a file has stays as it is.
TYPES = (
    "book", "chapter", "article-journal", "article-newspaper", "manuscript", "map", "treaty", "report",
    "thesis", "webpage", "dataset", "document",
)  # fmt: skip
#: Fields that are a line of text.
TEXT_FIELDS = (
    "type", "title", "container-title", "publisher", "publisher-place", "volume", "issue", "page", "URL",
    "DOI", "language", "note",
)  # fmt: skip


@blueprint.get("/")
def sources() -> Response:
    """Show the list, and the fields of one work."""
    return room_page(ROOM, _listed() | {"types": _types()}, count=len(_items()))


@blueprint.get("/items.json")
def listed_items() -> Response:
    """List the works with what they are called."""
    return answer_data(_listed())


def _types() -> list[dict[str, str]]:
    return [{"id": name, "label": translate(g.lang, f"edit_sources.type.{name}")} for name in TYPES]


def _listed() -> dict[str, Any]:
    atlas, base = bench().atlas, base_of([FILE])
    used: Counter[str] = Counter()
    if atlas:
        used.update(wanted for _, _, kind, wanted in find_references(atlas) if kind == "source")
    known = atlas.sources if atlas else {}
    listed = []
    for item in _items():
        key = str(item.get("id", ""))
        source = known.get(key)
        listed.append(
            {
                "id": key,
                "label": source.label.in_(g.lang) if source else str(item.get("title", key)),
                "full": source.full.in_(g.lang) if source else "",
                "cited": used[key],
                "fields": _fields_of(item),
            }
        )
    return {"items": listed, "base": base}


def _items() -> list[dict[str, Any]]:
    """Return the works as the file has them; nothing where it is at fault."""
    try:
        found = json.loads(desk().read(FILE)[0].decode("utf-8-sig") or "[]")
    except ValueError:
        return []
    return [item for item in found if isinstance(item, dict)] if isinstance(found, list) else []


# ---- fields ----------------------------------------------------------------------------------------------
def _fields_of(item: Mapping[str, Any]) -> dict[str, Any]:
    custom = item.get("custom")
    own = custom if isinstance(custom, dict) else {}
    return {
        **{name: str(item.get(name, "")) for name in TEXT_FIELDS},
        "author": "\n".join(map(_person, item.get("author", ()))),
        "issued": _issued(item.get("issued")),
        "verified": own.get("verified", True) is not False,
    }


def _person(name: Any) -> str:
    if not isinstance(name, dict):
        return str(name)
    return str(name.get("literal") or ", ".join(filter(None, (name.get("family"), name.get("given")))))


def _issued(date: Any) -> str:
    if not isinstance(date, dict):
        return ""
    parts = [[str(part) for part in one] for one in date.get("date-parts", ()) if isinstance(one, list)]
    return "/".join("-".join(part.zfill(2) for part in one) for one in parts) or str(date.get("raw", ""))


def _changed_item(item: Mapping[str, Any], fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return a work with what its fields say now; what the form does not know stays."""
    made, before = dict(item), _fields_of(item)
    for name, value in fields.items():
        if name not in before or value == before[name]:
            continue
        if name == "verified":
            made["custom"] = _verified(made.get("custom"), bool(value))
        else:
            made[name] = _MADE.get(name, str)(str(value).strip())
        if made[name if name != "verified" else "custom"] in ("", [], {}):
            del made[name if name != "verified" else "custom"]
    return made


def _verified(custom: Any, value: bool) -> dict[str, Any]:
    own = {key: part for key, part in (custom or {}).items() if key != "verified"}
    return own if value else {**own, "verified": False}


def _people(text: str) -> list[dict[str, str]]:
    """Return authors, one a line: `Family, Given`, or the name of an institution."""
    made = []
    for line in filter(None, map(str.strip, text.splitlines())):
        family, comma, given = (part.strip() for part in line.partition(","))
        if comma:
            made.append({"family": family, **({"given": given} if given else {})})
        else:
            made.append({"literal": line} if " " in line else {"family": line})
    return made


def _date(text: str) -> dict[str, Any] | str:
    if not text:
        return ""
    sides = text.split("/")
    if all(re.fullmatch(r"-?\d{1,4}(-\d{1,2}){0,2}", side) for side in sides):
        return {"date-parts": [[int(part) for part in re.findall(r"^-?\d+|\d+", side)] for side in sides]}
    return {"raw": text}


_MADE: Mapping[str, Callable[[str], Any]] = {"author": _people, "issued": _date}


# ---- changing --------------------------------------------------------------------------------------------
@blueprint.put("/items/<source_id>.json")
def put_source(source_id: str) -> Response:
    """Change fields of a work; one that is not there is made."""
    given = sent()
    fields = given.get("fields")
    if not re.fullmatch(SLUG, source_id) or not isinstance(fields, dict):
        msg = "A work needs an id and fields."
        raise RequestError(msg)
    wrong = _wrong_with(source_id, fields)
    if wrong:
        return problems(wrong)
    base = _base(given)

    def change(text: str) -> str:
        item = next((one for one in _read_list(text) if one.get("id") == source_id), None)
        start = item if item is not None else {"id": source_id, "type": "book"}
        return put_item(text, _changed_item(start, fields))

    done = desk().edit(FILE, change, translate(g.lang, "edit_sources.changed").format(source_id), base)
    return saved(done, **_row(source_id))


def _wrong_with(source_id: str, fields: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return what is wrong with the fields of a work, by field."""
    item = next((one for one in _items() if one.get("id") == source_id), {"id": source_id, "type": "book"})
    atlas, found = bench().atlas, Problems()
    found.languages = tuple(map(str, atlas.meta.languages)) if atlas else ()
    read_source(_changed_item(item, fields), file=FILE, prefix="", problems=found)
    return [(problem.field, problem.message) for problem in found.found]


def _row(source_id: str) -> dict[str, Any]:
    return {"item": next((one for one in _listed()["items"] if one["id"] == source_id), None)}


@blueprint.post("/items.json")
def add_source() -> Response:
    """Make a work of a title; its id is made of what is known."""
    fields = sent().get("fields")
    item = _changed_item({"type": "book"}, fields if isinstance(fields, dict) else {})
    if not str(item.get("title", "")).strip():
        return problems([("title", translate(g.lang, "edit_sources.untitled"))])
    made = {"id": ""}

    def change(text: str) -> str:
        made["id"] = new_source_id(item, {str(one.get("id")) for one in _read_list(text)})
        return put_item(text, {"id": made["id"], **item})

    done = desk().edit(FILE, change, translate(g.lang, "edit_sources.added").format(item["title"]))
    return saved(done, **_row(made["id"]))


@blueprint.delete("/items/<source_id>.json")
def delete_source(source_id: str) -> Response:
    """Take a work out that nothing cites."""
    atlas = bench().atlas
    uses = [
        f"{file}: {field}"
        for file, field, kind, wanted in (find_references(atlas) if atlas else ())
        if kind == "source" and wanted == source_id
    ]
    if uses:
        said = translate(g.lang, "edit_sources.is_cited").format(", ".join(uses[:3]))
        return problems([("", said)])
    if all(item.get("id") != source_id for item in _items()):
        msg = f"No work has the id {source_id[:80]!r}."
        raise NotFoundError(msg)
    what = translate(g.lang, "edit_sources.removed").format(source_id)
    return saved(desk().edit(FILE, lambda text: remove_item(text, source_id), what, _base(sent())))


def new_source_id(item: Mapping[str, Any], taken: set[str]) -> str:
    """Return an id that no work has, of its first author and its year, else of its title."""
    people = item.get("author") or ()
    first = _person(people[0]).partition(",")[0] if people else str(item.get("title", ""))[:40]
    stem = file_stem(f"{first} {_issued(item.get('issued'))[:4]}")
    number, made = 1, stem
    while made in taken:
        number += 1
        made = f"{stem}-{number}"
    return made


def _read_list(text: str) -> list[dict[str, Any]]:
    found = json.loads(text.removeprefix("\ufeff") or "[]")
    return [item for item in found if isinstance(item, dict)] if isinstance(found, list) else []


def _base(given: Mapping[str, Any]) -> str | None:
    """Return the digest of the file that a script saw."""
    base = given.get("base")
    return str(base.get(FILE)) if isinstance(base, dict) and base.get(FILE) else None
