"""Pages that set two borders or days side by side, and what their maps load."""

from __future__ import annotations

import json
import math
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from flask import Blueprint, Response, abort, g, redirect, request

from mapsvc.errors import NotFoundError, RequestError
from mapsvc.language import interface_of, translate
from mapsvc.marking import languages_of
from mapsvc.model.date_text import format_date
from mapsvc.model.dates import parse_date
from mapsvc.model.day import EARLIEST, Day, is_day
from mapsvc.model.geometry import drawn_json
from mapsvc.model.meridian import unwrap
from mapsvc.model.numbers import format_km, format_quantity
from mapsvc.model.records import Article, Border, BorderLine, BorderPoint
from mapsvc.model.text import said_together
from mapsvc.templating import script_safe
from mapsvc.web.language import named_language
from mapsvc.web.page import answer_embed, answer_json, answer_page, map_view_of, views
from mapsvc.web.service import service
from mapsvc.web.views import View

if TYPE_CHECKING:
    # geopandas takes seconds to import; health checks must not wait for it.
    from mapsvc.history.comparison import Change
    from mapsvc.scene.comparison import ComparedMap

blueprint = Blueprint("comparing", __name__)

MODES = ("overlay", "swipe", "difference")
#: More named points than this are told by the ends of their line.
MOST_POINTS = 8
#: Lines may be simplified so far where a whole country is in view, in degrees (about 0.5 km).
OVERVIEW_DEG = 0.006


# ---- two borders ---------------------------------------------------------------------------------
@blueprint.get("/compare")
def chosen() -> Response:
    """Lead to the comparison that a form asks for, or to the first one."""
    a, b = (request.args.get(name, "").strip() for name in ("a", "b"))
    if not a and not b:
        a, b = _first_pair()
    _border_ids(a, b)
    return redirect(service().urls(g.lang).compare(a, b), code=302)  # type: ignore[return-value]


def _first_pair() -> tuple[str, str]:
    """Return the pair that the atlas is opened for, else its first two borders that can be compared."""
    headline = service().atlas.meta.headline_comparisons
    known = [border.id for border in comparable()]
    if headline:
        return headline[0]
    if not known:
        raise NotFoundError(translate(g.lang, "compare.none_drawn"))
    return known[0], known[min(1, len(known) - 1)]


@blueprint.get("/compare/<a>/<b>")
def compare(a: str, b: str) -> Response:
    """Show what differs between two borders, or between two days."""
    compared = _compared(a, b, g.lang)
    comparison, urls = compared.comparison, service().urls(g.lang)
    atlas = service().atlas
    sides = [atlas.borders[comparison.a], atlas.borders[comparison.b]]
    return answer_page(
        "compare",
        f"{compared.map.title}: {translate(g.lang, 'compare.eyebrow')}",
        comparison.sentence.in_(g.lang),
        compare=_stage(compared, a, b),
        map=map_view_of(compared.map),
        sentence=comparison.sentence.in_(g.lang),
        sides=[_side(border, asked) for border, asked in zip(sides, (a, b), strict=True)],
        figures=_figures(compared),
        pieces=[_piece(change) for change in comparison.pieces],
        articles=[
            {
                "topic": pair.title.in_(g.lang),
                "sides": [_article(article) if article else None for article in (pair.a, pair.b)],
            }
            for pair in comparison.articles
        ],
        choices=[
            {"id": border.id, "label": border.label.in_(g.lang), "status": view["status"]["label"]}
            for border in comparable(comparison.a)
            for view in (views().border_card(border),)
        ],
        swap=urls.compare(b, a),
    )


@blueprint.get("/embed/compare/<a>/<b>")
def bare_comparison(a: str, b: str) -> Response:
    """Show the map of a comparison with its modes, legend and credits, and nothing else."""
    compared = _compared(a, b, g.lang)
    return answer_embed(
        "compare",
        compared.map.title,
        map=map_view_of(compared.map),
        compare=_stage(compared, a, b, embed=True),
    )


@blueprint.get("/data/<version>/compare/<a>/<b>.<any(overview, full):level>.json")
def compared_geometry(version: str, a: str, b: str, level: str) -> Response:
    """Return what only a pair of borders has, in either order: its changes, simplified or whole."""
    from mapsvc.scene.comparison import shapes_of_pair

    _hold(version)
    overview = level == "overview"
    simplify_deg = OVERVIEW_DEG if overview else 0.0
    first, second = sorted(_border_ids(a, b))
    shapes = {
        key: shape
        for pair in ((second, first), (first, second))
        for key, shape in shapes_of_pair(
            _compared(*pair, service().languages[0]), simplify_deg=simplify_deg
        ).items()
    }
    features = [
        {
            "type": "Feature",
            "id": key,
            "geometry": drawn_json(unwrap(shape), decimals=4 if overview else 5),
            "properties": {},
        }
        for key, shape in shapes.items()
    ]
    return answer_json({"type": "FeatureCollection", "features": features}, "application/geo+json")


def _compared(a: str, b: str, lang: str) -> ComparedMap:
    atlas = service().atlas
    return _composed(atlas.digest, *_border_ids(a, b), lang)


@lru_cache(maxsize=96)
def _composed(digest: str, a: str, b: str, lang: str) -> ComparedMap:
    """Compose a comparison once; the digest stands for the atlas."""
    from mapsvc.history.changes import compare_borders
    from mapsvc.scene.comparison import compose_comparison

    del digest
    atlas = service().atlas
    return compose_comparison(atlas, compare_borders(atlas, a, b), lang)


def _border_ids(a: str, b: str) -> tuple[str, str]:
    """Return the borders that are meant: by their ids, or as what stood on a day."""
    from mapsvc.history.territories import find_sides

    return find_sides(service().atlas, a, b)


def _stage(compared: ComparedMap, a: str, b: str, *, embed: bool = False) -> View:
    """Return what the map of a comparison needs beside the map itself."""
    from mapsvc.render.stages import compare_config

    mode = request.args.get("mode", "") or MODES[0]
    if mode not in MODES:
        msg = f"'mode' is {mode[:40]!r}; it may be {', '.join(MODES)}."
        raise RequestError(msg)
    urls = service().urls(g.lang)
    config = compare_config(service().atlas, compared, mode, g.lang, urls.for_maps())
    return {
        "mode": mode,
        "hint": config["words"]["hints"][mode],
        "modes": [
            {
                "id": name,
                "label": translate(g.lang, f"compare.mode_{name}"),
                "href": urls.compare(a, b, "" if name == MODES[0] else name, embed=embed),
            }
            for name in MODES
        ],
        "config": script_safe(json.dumps(config, ensure_ascii=False, separators=(",", ":"))),
    }


def _side(border: Border, asked: str) -> View:
    return {
        **views().border_card(border),
        "label": border.label.in_(g.lang),
        "asked": asked,
        "day": format_date(asked, g.lang) if is_day(asked) else None,
        "timeline": service().urls(g.lang).timeline(_first_day(border)),
    }


def comparable(beside: str | None = None) -> list[Border]:
    """Return the borders whose territories are drawn, oldest first; `beside` for those of its frame alone."""
    atlas = service().atlas
    frame = atlas.territories[beside].frame if beside else None
    found = [key for key, drawn in atlas.territories.items() if frame is None or drawn.frame == frame]
    return sorted((atlas.borders[key] for key in found), key=_begin)


def _begin(border: Border) -> tuple[Day, str]:
    return parse_date(border.valid).start or EARLIEST, border.id


def _first_day(border: Border) -> str:
    return service().atlas.period.nearest(_begin(border)[0]).isoformat()


def _figures(compared: ComparedMap) -> list[View]:
    from mapsvc.history.comparison_text import round_area

    comparison = compared.comparison
    found = []
    if comparison.same_line_km:
        text = format_quantity(comparison.same_line_km, "km", g.lang)
        found.append({"label": translate(g.lang, "compare.same_line"), "text": text})
    if comparison.pieces:
        sigma = math.hypot(*(piece.pm_km2 for piece in comparison.pieces))
        text = format_quantity(round_area(comparison.total_change_km2, sigma), "km2", g.lang)
        found.append({"label": translate(g.lang, "compare.total"), "text": text})
    return found


def _piece(change: Change) -> View:
    from mapsvc.scene.comparison import area_words, cause_words, passage

    urls = service().urls(g.lang)
    causes = {
        (cause.border, cause.article): {
            "label": cause_words(service().atlas, cause, g.lang),
            "href": urls.border(cause.border),
            "points": _few([point.in_(g.lang) for point in cause.points]),
        }
        for cause in change.causes
    }
    return {
        "feature": f"changes/{change.id}",
        "passage": passage(change, g.lang),
        "area": area_words(change, g.lang),
        "verdict": {"id": change.verdict, "label": translate(g.lang, f"compare.verdict_{change.verdict}")},
        "certainty": views().word("certainty", change.certainty),
        "causes": list(causes.values()),
        "note": change.note.in_(g.lang) if change.note else None,
    }


def _few(names: list[str]) -> str:
    """Return names as text; of many the first and the last, as one names the ends of a line."""
    if len(names) <= MOST_POINTS:
        return ", ".join(names)
    return f"{', '.join(names[:2])} … {names[-1]}"


def _article(article: Any) -> View:
    return {
        "ref": article.name_in(g.lang),
        "text": article.text.in_(g.lang),
        "sources": views().cites(article.sources),
    }


# ---- witnesses of a line ---------------------------------------------------------------------------
@blueprint.get("/data/<version>/borders/<border_id>.witnesses.<language:tag>.json")
def witnesses(version: str, border_id: str, tag: str) -> Response:
    """Return what each stretch of a border rests on: article, basis, and the points that a treaty names."""
    _hold(version)
    lang, border = named_language(tag), service().atlas.border(border_id)
    articles = {article.ref: article for article in border.articles}
    parts = {}
    for line in border.lines:
        article = articles.get(line.article or "")
        parts[f"borders/{border.id}/{line.id}"] = {
            "article": (about := _about(article, lang) if article else None),
            "basis": (basis := line.basis.in_(lang)),
            **languages_of({"basis_lang": basis, "article_lang": about}, interface_of(lang)),
            "points": [_witness(border, point, lang) for point in points_of(border, line)],
        }
    words = {key: translate(lang, f"witness.{key}") for key in ("article", "basis", "points", "none")}
    return answer_json({"words": words, "parts": parts})


def _about(article: Article, lang: str) -> str:
    words = (article.name_in(lang), article.about.in_(lang))
    return said_together(": ".join(words), *words)


def points_of(border: Border, line: BorderLine) -> list[BorderPoint]:
    """Return the points that a treaty names on a stretch, in its order."""
    found = [point for point in border.points if point.part == line.part and point.title and not point.guide]
    return sorted(found, key=lambda point: point.n)


def _witness(border: Border, point: BorderPoint, lang: str) -> View:
    title = point.title.in_(lang) if point.title else ""
    names = [name for name in dict.fromkeys(point.names.values()) if name != title]
    certainty = translate(lang, f"certainty.{point.certainty}")
    return {
        "id": f"borders/{border.id}/{point.id}",
        "n": point.n if point.n % 1 else int(point.n),
        "name": title,
        "names": ", ".join(names),
        "what": point.what.in_(lang) if point.what else "",
        "height": _height(point, lang),
        "certainty": f"{certainty}, ± {format_km(point.accuracy_km, lang)}",
        "at": [round(point.geometry.x, 5), round(point.geometry.y, 5)],
    }


def _height(point: BorderPoint, lang: str) -> str:
    if point.height_ft:
        words = {"ft": f"{point.height_ft:g}", "m": f"{point.height_ft * 0.3048:.0f}"}
        return translate(lang, "witness.height").format(**words)
    return translate(lang, "witness.height_only").format(m=f"{point.height_m:g}") if point.height_m else ""


def _hold(version: str) -> None:
    """Refuse an address of another atlas: what is kept for good must be what it says."""
    if version != service().geometry_version:
        abort(404)
