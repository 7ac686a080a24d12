"""The map of what differs between two borders, or between two days."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from mapsvc.atlas.store import Store
from mapsvc.errors import RequestError
from mapsvc.history.changes import compare_borders
from mapsvc.history.comparison import Change, Comparison
from mapsvc.history.comparison_text import round_area
from mapsvc.history.supposed_changes import wording_of
from mapsvc.history.territories import comparable, find_sides
from mapsvc.kinds.kind import Kind, Shown, Visit
from mapsvc.kinds.views import View, Views
from mapsvc.kinds.words import Words
from mapsvc.language import translate
from mapsvc.model.date_text import format_date
from mapsvc.model.day import is_day
from mapsvc.model.numbers import format_quantity
from mapsvc.model.records import Article, Border
from mapsvc.model.scene import Scene
from mapsvc.model.telling import Telling
from mapsvc.render.addresses import CARRIED, MapUrls
from mapsvc.render.picture.view import Panel
from mapsvc.render.shell import basemap_options
from mapsvc.render.stage import Stage
from mapsvc.scene.comparison import ComparedMap, compared_map
from mapsvc.scene.comparison_modes import MODES, layers_of_mode, layers_of_side
from mapsvc.scene.comparison_words import area_words, cause_words, passage
from mapsvc.scene.framing import with_view
from mapsvc.templating import script_json

_USUAL = next(iter(MODES))
#: More named points than this are told by the ends of their line.
_MOST_POINTS = 8


def _sides(atlas: Store, text: str) -> tuple[str, str]:
    """Return the borders that are meant: by their ids, or as what stood on a day."""
    a, _, b = text.partition("/")
    return find_sides(atlas, a, b)


def _read(atlas: Store, text: str) -> str:
    _sides(atlas, text)
    return text


def _compared(atlas: Store, map_id: str, lang: str) -> ComparedMap:
    return compared_map(atlas, *_sides(atlas, map_id), lang)


def _tell(atlas: Store, map_id: str, lang: str) -> Telling:
    comparison, words = compare_borders(atlas, *_sides(atlas, map_id)), Words(atlas, lang)
    borders = [atlas.border(side) for side in dict.fromkeys((comparison.a, comparison.b))]
    sentence = comparison.sentence.in_(lang)
    return Telling(
        title=" – ".join(border.label.in_(lang) for border in borders),
        caption=sentence,
        paragraphs=(sentence,),
        parts=tuple((border.title.in_(lang), border.summary.in_(lang)) for border in borders),
        cites=words.cites(dict.fromkeys(cite for border in borders for cite in border.sources)),
    )


# ---- its page --------------------------------------------------------------------------------------
def _show(visit: Visit) -> Shown:
    """Show what differs: the maps, the pieces, the articles side by side."""
    compared = _compared(visit.atlas, visit.map_id, visit.lang)
    comparison, lang = compared.comparison, visit.lang
    a, b = visit.map_id.split("/")
    hrefs = {
        name: visit.urls.compare(a, b, "" if name == _USUAL else name, embed=visit.embed) for name in MODES
    }
    mode = _mode(visit.query.get("mode", ""))
    config = _config(visit.atlas, compared, mode, visit.urls.for_maps())
    stage = {**_buttons(config, hrefs, visit.lang), "config": script_json(config)}
    if visit.embed:
        return Shown(title=compared.map.title, context={"compare": stage}, scene=compared.map)
    views = Views(visit.atlas, visit.urls, lang)
    sides = [visit.atlas.borders[side] for side in (comparison.a, comparison.b)]
    sentence = comparison.sentence.in_(lang)
    return Shown(
        title=f"{compared.map.title}: {translate(lang, 'compare.eyebrow')}",
        description=sentence,
        context={
            "compare": stage,
            "sentence": sentence,
            "sides": [_side(views, border, text) for border, text in zip(sides, (a, b), strict=True)],
            "figures": _figures(visit.atlas, compared, lang),
            "pieces_title": translate(lang, f"compare.pieces{wording_of(visit.atlas, comparison)}"),
            "piece_title": translate(
                lang, f"compare.piece{wording_of(visit.atlas, comparison) and '_would'}"
            ),
            "pieces": [_piece(views, comparison, change) for change in comparison.pieces],
            "articles": [
                {
                    "topic": pair.title.in_(lang),
                    "sides": [_article(views, article) if article else None for article in (pair.a, pair.b)],
                }
                for pair in comparison.articles
            ],
            "choices": [
                {
                    "id": border.id,
                    "label": border.label.in_(lang),
                    "status": translate(lang, f"status.{border.status}"),
                }
                for border in comparable(visit.atlas, comparison.a)
            ],
            "swap": visit.urls.compare(b, a),
        },
        scene=compared.map,
    )


def _mode(asked: str) -> str:
    mode = asked or _USUAL
    if mode not in MODES:
        msg = f"'mode' is {mode[:40]!r}; it may be {', '.join(MODES)}."
        raise RequestError(msg)
    return mode


def _buttons(config: Mapping[str, Any], hrefs: Mapping[str, str], lang: str) -> View:
    return {
        "mode": config["mode"],
        "hint": config["words"]["hints"][config["mode"]],
        "modes": [
            {"id": name, "label": translate(lang, f"compare.mode_{name}"), "href": href}
            for name, href in hrefs.items()
        ],
    }


def _config(atlas: Store, compared: ComparedMap, mode: str, urls: MapUrls) -> dict[str, Any]:
    """Return what the browser code of a comparison reads."""
    lang, wording = compared.map.lang, wording_of(atlas, compared.comparison)
    borders = {"a": atlas.borders[compared.comparison.a], "b": atlas.borders[compared.comparison.b]}
    words = {
        "handle": translate(lang, "compare.handle"),
        "value": translate(lang, "compare.handle_value"),
        "inset_go": translate(lang, "compare.inset_go"),
        "hints": {
            name: translate(lang, f"compare.hint_{name}{wording if name == 'difference' else ''}")
            for name in MODES
        },
    }
    inset = None
    if compared.inset is not None:
        inset = {
            "extent": list(compared.inset),
            "label": translate(lang, "compare.inset"),
            "basemap": basemap_options(compared.map, urls),
        }
    return {
        "mode": mode,
        "modes": {name: list(layers) for name, layers in MODES.items()},
        "sides": {side: border.label.in_(lang) for side, border in borders.items()},
        "words": words,
        "inset": inset,
        "data": "map_0-data",
    }


def _side(views: Views, border: Border, asked: str) -> View:
    return {
        **views.border_card(border),
        "label": border.label.in_(views.lang),
        "asked": asked,
        "day": format_date(asked, views.lang) if is_day(asked) else None,
        "timeline": views.urls.timeline(views.atlas.period.nearest(border.valid.begin).isoformat()),
    }


def _figures(atlas: Store, compared: ComparedMap, lang: str) -> list[View]:
    comparison = compared.comparison
    found = []
    if comparison.same_line_km:
        text = format_quantity(comparison.same_line_km, "km", lang)
        found.append({"label": translate(lang, "compare.same_line"), "text": text})
    if comparison.pieces:
        sigma = math.hypot(*(piece.pm_km2 for piece in comparison.pieces))
        text = format_quantity(round_area(comparison.total_change_km2, sigma), "km2", lang)
        label = translate(lang, f"compare.total{wording_of(atlas, comparison)}")
        found.append({"label": label, "text": text})
    return found


def _piece(views: Views, comparison: Comparison, change: Change) -> View:
    lang, atlas = views.lang, views.atlas
    would = wording_of(atlas, comparison) and change.verdict == "change"
    verdict = f"compare.verdict_{change.verdict}{'_would' if would else ''}"
    causes = {
        (cause.border, cause.article): {
            "label": cause_words(atlas, cause, lang),
            "href": views.urls.thing(("border", cause.border)),
            "points": _few([point.in_(lang) for point in cause.points]),
        }
        for cause in change.causes
    }
    return {
        "feature": f"changes/{change.id}",
        "passage": passage(atlas, comparison, change, lang),
        "area": area_words(change, lang),
        "verdict": {"id": change.verdict, "label": translate(lang, verdict)},
        "certainty": views.words.word("certainty", change.certainty),
        "causes": list(causes.values()),
        "note": change.note.in_(lang) if change.note else None,
    }


def _few(names: list[str]) -> str:
    """Return names as text; of many the first and the last, as one names the ends of a line."""
    if len(names) <= _MOST_POINTS:
        return ", ".join(names)
    return f"{', '.join(names[:2])} … {names[-1]}"


def _article(views: Views, article: Article) -> View:
    return {
        "ref": article.name_in(views.lang),
        "text": article.text.in_(views.lang),
        "sources": views.words.cites(article.sources),
    }


# ---- its files -------------------------------------------------------------------------------------
def _stage(atlas: Store, scene: Scene, map_id: str, options: Mapping[str, str]) -> Stage:
    mode = _mode(options.get("mode", ""))
    config = _config(atlas, _compared(atlas, map_id, scene.lang), mode, CARRIED)
    buttons = _buttons(config, {name: f"#{name}" for name in MODES}, scene.lang)
    return Stage(
        template="export/compare.html",
        styles=("css/compare.css",),
        scripts=("js/compare.js",),
        context={"compare": buttons, "compare_data": script_json(config)},
    )


def _panels(atlas: Store, scene: Scene, map_id: str, options: Mapping[str, Any]) -> list[Panel]:
    """Return the map of a mode, or for the swipe both sides."""
    mode = str(options.get("mode", _USUAL)).lower()
    compared = _compared(atlas, map_id, scene.lang)
    shown = with_view(layers_of_mode(compared.map, mode), options.get("view"))
    if mode != "swipe":
        return [Panel(scene=shown, inset=compared.inset)]
    sides = {"a": compared.comparison.a, "b": compared.comparison.b}
    return [
        Panel(scene=layers_of_side(shown, side), heading=atlas.border(border).title.in_(scene.lang))
        for side, border in sides.items()
    ]


KIND = Kind(
    name="compare",
    section="compare",
    rank=6,
    rules=("/<a>/<b>",),
    # A form lets a reader choose any two.
    frozen=lambda atlas: [f"{a}/{b}" for a in atlas.territories for b in atlas.territories],
    read=_read,
    scene=lambda atlas, map_id, lang: _compared(atlas, map_id, lang).map,
    tell=_tell,
    page=_show,
    embed_template="compare",
    stage=_stage,
    panels=_panels,
    sides=_sides,
    options=("mode",),
    withheld=("layers",),
)
