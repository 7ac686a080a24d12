"""Shapes that several maps share, and what the stretches of a border rest on: loaded once for all."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, Response, abort

from mapsvc.history.held_days import with_held_days
from mapsvc.history.territories import find_sides, find_territories
from mapsvc.kinds.views import View
from mapsvc.language import interface_of, translate
from mapsvc.marking import languages_of
from mapsvc.model.geometry import drawn_json
from mapsvc.model.meridian import unwrap
from mapsvc.model.numbers import format_km
from mapsvc.model.records import Article, Border, BorderLine, BorderPoint
from mapsvc.model.text import said_together
from mapsvc.scene.comparison import compared_map, shapes_of_pair
from mapsvc.scene.features.districts import SHARED, shapes_of_districts
from mapsvc.scene.features.territories import shapes_of
from mapsvc.web.data import hold
from mapsvc.web.language import named_language
from mapsvc.web.page import answer_json
from mapsvc.web.service import service

blueprint = Blueprint("shapes", __name__)

#: Lines may be simplified so far where a whole country is in view, in degrees (about 0.5 km).
OVERVIEW_DEG = 0.006
_LEVEL_RULE = "<any(overview, full):level>"


@blueprint.get(f"/data/<version>/borders/<border_id>.{_LEVEL_RULE}.json")
def border_geometry(version: str, border_id: str, level: str) -> Response:
    """Return the lines and areas of a border, simplified for wide views or whole."""
    hold(version, service().geometry_version)
    border = service().atlas.border(border_id)
    drawn = ((part.id, part.geometry) for part in border.pieces if part.geometry is not None)
    tolerance = _tolerance(level)
    return _answer(
        {
            f"borders/{border.id}/{part_id}": shape.simplify(tolerance) if tolerance else shape
            for part_id, shape in drawn
        },
        level,
    )


@blueprint.get(f"/data/<version>/territories/<border_id>.{_LEVEL_RULE}.json")
def territory_geometry(version: str, border_id: str, level: str) -> Response:
    """Return who held what in a state of affairs, simplified for wide views or whole; edges stay shared."""
    hold(version, service().geometry_version)
    atlas = with_held_days(service().atlas, (border_id,))
    found = find_territories(atlas, border_id)
    return _answer(shapes_of(found, atlas.borders, simplify_deg=_tolerance(level)), level)


@blueprint.get(f"/data/<version>/{SHARED}.{_LEVEL_RULE}.json")
def district_geometry(version: str, level: str) -> Response:
    """Return all districts and the lines along which two meet: the days differ by how they look alone."""
    hold(version, service().geometry_version)
    atlas = service().atlas
    if not atlas.districts:
        abort(404)
    return _answer(shapes_of_districts(atlas, simplify_deg=_tolerance(level)), level)


@blueprint.get(f"/data/<version>/compare/<a>/<b>.{_LEVEL_RULE}.json")
def compared_geometry(version: str, a: str, b: str, level: str) -> Response:
    """Return what only a pair of borders has, in either order: its changes, simplified or whole."""
    hold(version, service().geometry_version)
    atlas, lang = service().atlas, service().languages[0]
    first, second = sorted(find_sides(atlas, a, b))
    shapes: dict[str, Any] = {}
    for pair in ((second, first), (first, second)):
        shapes |= shapes_of_pair(compared_map(atlas, *pair, lang), simplify_deg=_tolerance(level))
    return _answer(shapes, level)


def _tolerance(level: str) -> float:
    return OVERVIEW_DEG if level == "overview" else 0.0


def _answer(shapes: Mapping[str, Any], level: str) -> Response:
    features = [
        {
            "type": "Feature",
            "id": key,
            "geometry": drawn_json(unwrap(shape), decimals=4 if level == "overview" else 5),
            "properties": {},
        }
        for key, shape in shapes.items()
    ]
    return answer_json({"type": "FeatureCollection", "features": features}, "application/geo+json")


# ---- witnesses of a line ---------------------------------------------------------------------------
@blueprint.get("/data/<version>/borders/<border_id>.witnesses.<language:tag>.json")
def witnesses(version: str, border_id: str, tag: str) -> Response:
    """Return what each stretch of a border rests on: article, basis, and the points that a treaty names."""
    hold(version, service().geometry_version)
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
