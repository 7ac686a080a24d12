"""Bare maps for frames on other pages: no cookie, no storage, no link away needed."""

from __future__ import annotations

from flask import Blueprint, Response, g

from mapsvc.errors import NotFoundError, not_found
from mapsvc.web.finding import asked_mentions
from mapsvc.web.page import answer_embed, map_view_of
from mapsvc.web.service import service
from mapsvc.web.urls import SECTIONS

blueprint = Blueprint("embed", __name__, url_prefix="/embed")


@blueprint.get("/<section>/<map_id>")
def bare_map(section: str, map_id: str) -> Response:
    """Show the map of a thing with its title, legend and credits, and nothing else."""
    kinds = {name: kind for kind, name in SECTIONS.items()}
    if section not in kinds:
        raise not_found(NotFoundError, "kind of map", section, kinds)
    scene = service().scene(kinds[section], map_id, g.lang)
    return answer_embed("map", scene.title, map=map_view_of(scene), when={"text": scene.caption})


@blueprint.get("/mentions")
def bare_mentions() -> Response:
    """Show where the paper speaks of, and nothing else; filters as on the page."""
    from mapsvc.scene.mention_map import compose_mentions

    _, chosen = asked_mentions()
    scene = compose_mentions(service().atlas, chosen, g.lang)
    return answer_embed("map", scene.title, map=map_view_of(scene), when={"text": scene.caption})
