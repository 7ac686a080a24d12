"""The map of a border: its line, the points that its treaty names, its articles."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mapsvc.atlas.store import Store
from mapsvc.kinds.kind import Kind, Shown, Visit
from mapsvc.kinds.views import View, Views
from mapsvc.kinds.words import Words
from mapsvc.language import language_name, translate
from mapsvc.model.date_text import format_date
from mapsvc.model.geometry import area_km2, length_km
from mapsvc.model.numbers import format_by_margin, format_feet, format_km, format_percent
from mapsvc.model.records import Border, BorderPoint
from mapsvc.model.telling import Telling
from mapsvc.model.text import Said
from mapsvc.scene.composition import compose_border


def _tell(atlas: Store, border_id: str, lang: str) -> Telling:
    border, words = atlas.border(border_id), Words(atlas, lang)
    return Telling(
        title=border.title.in_(lang),
        when=words.date(border.signed or border.valid),
        dates=((translate(lang, f"status.{border.status}"), format_date(border.valid, lang)),),
        paragraphs=words.texts(border.summary, border.status_note),
        people=words.texts(*border.parties),
        parts=tuple(
            (f"{article.name_in(lang)}: {article.about.in_(lang)}", article.text.in_(lang))
            for article in border.articles
        ),
        cites=words.cites(border.sources),
    )


def _show(visit: Visit) -> Shown:
    border, views = visit.atlas.border(visit.map_id), Views(visit.atlas, visit.urls, visit.lang)
    summary = border.summary.in_(visit.lang)
    return Shown(
        title=visit.telling.title,
        description=summary,
        context={"told": visit.telling, "border": _known(border, views)},
        scene=visit.scene(),
    )


def _known(border: Border, views: Views) -> View:
    lang, words = views.lang, views.words
    return {
        "status": words.word("status", border.status),
        "summary": border.summary.in_(lang),
        "status_note": border.status_note.in_(lang),
        "signed": words.date(border.signed) if border.signed else None,
        "valid": format_date(border.valid, lang),
        "compare": views.comparisons(border.id),
        "articles": [
            {
                "ref": article.name_in(lang),
                "about": article.about.in_(lang),
                "text": article.text.in_(lang),
                "sources": words.cites(article.sources),
            }
            for article in border.articles
        ],
        "parts": [
            {
                "part": line.part,
                "title": line.title.in_(lang),
                "article": border.article_in(line.article, lang) if line.article else None,
                "certainty": words.word("certainty", line.certainty),
                "accuracy": format_km(line.accuracy_km, lang),
                "basis": line.basis.in_(lang),
                "sources": words.cites(line.sources),
                "length": format_km(length_km(line.geometry), lang) if line.geometry is not None else None,
                "provisional": line.provisional,
                "feature": f"borders/{border.id}/{line.id}",
            }
            for line in border.lines
        ],
        "points": [
            _point(border, point, views) for point in border.points if not point.guide and point.title
        ],
        "areas": [
            {
                "title": area.title.in_(lang),
                "area": _area(area.area_km2 or area_km2(area.geometry), area.area_pm_percent, lang),
                "certainty": words.word("certainty", area.certainty),
                "note": area.note.in_(lang) if area.note else None,
                "feature": f"borders/{border.id}/{area.id}",
            }
            for area in border.areas
        ],
        "licence": border.licence,
        "attribution": border.attribution.in_(lang),
    }


def _point(border: Border, point: BorderPoint, views: Views) -> View:
    lang = views.lang
    return {
        "n": f"{point.n:g}",
        "part": point.part,
        "title": point.title.in_(lang) if point.title else "",
        "names": [
            {"lang_label": language_name(lang, tag), "form": Said(form, tag)}
            for tag, form in point.names.items()
        ],
        "what": point.what.in_(lang) if point.what else None,
        "height": format_feet(point.height_ft, lang) if point.height_ft else None,
        "certainty": views.words.word("certainty", point.certainty),
        "accuracy": format_km(point.accuracy_km, lang),
        "basis": point.basis.in_(lang) if point.basis else None,
        "notes": [note.in_(lang) for note in point.notes],
        "sources": views.words.cites(point.sources),
        "feature": f"borders/{border.id}/{point.id}",
    }


def _area(km2: float, percent: float | None, lang: str) -> str:
    share = (percent or 0.0) / 100
    margin = f" ± {format_percent(share, lang)}" if percent else ""
    return f"{format_by_margin(km2, km2 * share, lang)} {translate(lang, 'unit.km2')}{margin}"


def _step(atlas: Store, border_id: str, _wishes: Mapping[str, str]) -> dict[str, Any]:
    border = atlas.border(border_id)
    return {"border": border.id, "date": border.signed or border.valid, "cites": border.sources}


KIND = Kind(
    name="border",
    section="borders",
    rank=2,
    records=lambda atlas: atlas.borders,
    read=lambda atlas, text: atlas.border(text).id,
    title=lambda atlas, border_id, lang: atlas.borders[border_id].title.in_(lang),
    scene=compose_border,
    tell=_tell,
    page=_show,
    step=_step,
)
