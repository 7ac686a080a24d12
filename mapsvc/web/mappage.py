"""The page and the frame of any map, whatever its kind."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from flask import Blueprint, Response, g, request

from mapsvc.errors import NotFoundError, not_found
from mapsvc.kinds import KINDS
from mapsvc.kinds.kind import Kind, Visit
from mapsvc.web.cards import card_of, full_page
from mapsvc.web.page import answer_embed, answer_page, map_view_of, opening
from mapsvc.web.service import service


def _answer(kind: Kind, *, embed: bool, **_parts: str) -> Response:
    # The parts of the rule are the rest of the path, which the kind reads.
    rest = request.path.removeprefix("/embed").removeprefix(f"/{kind.section}").strip("/")
    served, atlas, lang = service(), service().atlas, g.lang
    query = request.args.to_dict()
    key = kind.key(kind.read(atlas, kind.ask(atlas, rest, query, lang)))
    visit = Visit(
        atlas=atlas,
        lang=lang,
        urls=served.urls(lang),
        path=request.path,
        query=query,
        embed=embed,
        map_id=key.id,
        telling=served.telling(key, lang),
        scene=lambda: served.scene(key, lang),
        kept=served.kept,
    )
    shown = kind.page(visit)
    if shown.scene is None and embed:
        raise not_found(NotFoundError, "map", str(key), [str(other) for other in kind.listed(atlas)])
    context = {**shown.context, "map": map_view_of(shown.scene) if shown.scene is not None else None}
    if embed:
        context |= {"when": {"text": shown.scene.caption if shown.scene else ""}, "full_page": full_page(key)}
        return answer_embed(kind.embed_template, shown.title, **context)
    if shown.scene is not None:
        context["card"] = card_of(
            key, shown.scene, visit.telling, title=shown.title, description=opening(shown.description)
        )
    return answer_page(kind.template or kind.name, shown.title, shown.description, **context)


def _unknown(section: str, rest: str) -> Response:
    """Say which frames there are."""
    raise not_found(NotFoundError, "kind of map", f"{section}/{rest}", [f"{known}/…" for known in KINDS])


def make_blueprint() -> Blueprint:
    """Return the pages and frames of all kinds."""
    blueprint = Blueprint("maps", __name__)
    for kind in KINDS.values():
        page: Callable[..., Response] = partial(_answer, kind, embed=False)
        frame: Callable[..., Response] = partial(_answer, kind, embed=True)
        for number, rule in enumerate(kind.rules):
            path, name = f"/{kind.section}{rule}", f"{kind.name}_{number}"
            blueprint.add_url_rule(path, name, page, methods=["GET"])
            blueprint.add_url_rule(f"/embed{path}", f"embed_{name}", frame, methods=["GET"])
    blueprint.add_url_rule("/embed/<section>/<rest>", "unknown", _unknown, methods=["GET"])
    return blueprint


blueprint = make_blueprint()
