"""What others get: the site in a folder or as one ZIP, a map as one file; and what would be missing there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from flask import Blueprint, Response, abort, g

from mapsvc.atlas.store import Store
from mapsvc.export.formats import FORMATS
from mapsvc.kinds import KINDS
from mapsvc.language import own_name, translate
from mapsvc.web.edit import Room
from mapsvc.web.edit.bench import bench
from mapsvc.web.edit.publication import ARCHIVE, SITE, Order, Publication
from mapsvc.web.edit.replies import answer_data, problems, room_page, sent

blueprint = Blueprint("publish", __name__, url_prefix="/edit/publish")

ROOM = Room("publish", 110)

#: Formats of one map that are for readers without a service.
_ONE_FILE = ("html", "scorm")


@blueprint.get("/")
def publish() -> Response:
    """Show what can be published, and what would be missing."""
    held, (atlas, faults) = bench(), bench().read()
    folder = str(held.root.absolute().with_name(f"{held.root.absolute().name}-site"))
    data = {
        "forms": [SITE, ARCHIVE] if held.is_local else [ARCHIVE],
        "files": [name for name in _ONE_FILE if name in FORMATS],
        "folder": folder,
        "maps": list(_maps(atlas)) if atlas else [],
        "languages": [{"id": str(tag), "label": own_name(tag)} for tag in atlas.written_languages]
        if atlas
        else [],
        "missing": list(_missing(atlas)) if atlas else [],
        "faults": len(faults),
    }
    return room_page(ROOM, data)


def _maps(atlas: Store) -> Iterator[dict[str, Any]]:
    """Yield the maps that can be a file, kind by kind."""
    for kind in KINDS.values():
        listed = [
            {"show": str(key), "title": kind.title_of(atlas, key.id, g.lang)} for key in kind.listed(atlas)
        ]
        if listed:
            yield {"title": translate(g.lang, kind.listed_as), "items": listed}


def _missing(atlas: Store) -> Iterator[str]:
    """Yield what a reader without a network would not have, in words."""

    def said(key: str, *values: object) -> str:
        return translate(g.lang, f"edit_publish.{key}").format(*values)

    if atlas.drafts:
        yield said("drafts", ", ".join(event.title.in_(g.lang) for event in [*atlas.drafts.values()][:5]))
    linked = sum(1 for source in atlas.sources.values() if source.url)
    if linked:
        yield said("links", linked)
    unsaid = [str(tag) for tag in atlas.meta.languages if tag not in atlas.written_languages]
    if unsaid:
        yield said("languages", ", ".join(map(own_name, unsaid)))
    yield said("pictures")
    yield said("queries")


@blueprint.post("/job.json")
def begin() -> Response:
    """Begin to publish."""
    given = {key: str(value) for key, value in sent().items()}
    form = given.get("form", "")
    if form not in {SITE, ARCHIVE, *(name for name in _ONE_FILE if name in FORMATS)}:
        return problems([("form", translate(g.lang, "edit_publish.no_form"))])
    order = Order(form, given.get("folder", ""), given.get("show", ""), given.get("lang", "en"))
    bench().part(Publication).begin(bench(), order)
    return job()


@blueprint.get("/job.json")
def job() -> Response:
    """Say how far it is."""
    found = bench().part(Publication)
    return answer_data(
        {
            "state": found.state,
            "done": found.done,
            "known": found.known,
            "message": found.message,
            "href": f"/edit/publish/made/{found.made.name}" if found.made else "",
        }
    )


@blueprint.get("/made/<name>")
def take_made(name: str) -> Response:
    """Give the file that was made last."""
    found = bench().part(Publication).made
    if found is None or found.name != name or not found.is_file():
        abort(404)
    headers = {"Content-Disposition": f'attachment; filename="{found.name}"'}
    return Response(found.read_bytes(), headers=headers, mimetype="application/octet-stream")
