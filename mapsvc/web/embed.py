"""Bare maps for frames on other pages: no cookie, no storage, no link away needed."""

from __future__ import annotations

from flask import Blueprint, Response, g, request

from mapsvc.errors import NotFoundError, RequestError, not_found
from mapsvc.templating import render
from mapsvc.web.page import allow_script, map_of, page_context
from mapsvc.web.service import service
from mapsvc.web.urls import SECTIONS

blueprint = Blueprint("embed", __name__, url_prefix="/embed")

_OPTIONS = frozenset({"lang"})


@blueprint.get("/<section>/<map_id>")
def bare_map(section: str, map_id: str) -> Response:
    """Show the map of a thing with its title, legend and credits, and nothing else."""
    kinds = {name: kind for kind, name in SECTIONS.items()}
    if section not in kinds:
        raise not_found(NotFoundError, "kind of map", section, kinds)
    for name in request.args:
        if name not in _OPTIONS:
            msg = f"unknown option {name[:40]!r}; an embed takes {', '.join(sorted(_OPTIONS))}."
            raise RequestError(msg)
    shown = map_of(kinds[section], map_id)
    title = service().event_map(kinds[section], map_id, g.lang).title
    context = page_context(g.lang, title=title, description=title)
    context |= {"title": title, "map": shown, "when": None}
    response = Response(render("embed/map.html", g.lang, context), mimetype="text/html")
    allow_script(response, str(shown["script"]))
    return response
