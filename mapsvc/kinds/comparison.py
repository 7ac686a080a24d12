"""The map of what differs between two borders, or between two days."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mapsvc.atlas.store import Store
from mapsvc.errors import NotFoundError, RequestError, not_found
from mapsvc.history.changes import compare_borders
from mapsvc.history.comparison import Change, Comparison, Succession
from mapsvc.history.comparison_text import total_of
from mapsvc.history.held_days import with_held_days
from mapsvc.history.supposed_changes import wording_of
from mapsvc.history.territories import comparable, find_sides, held_day
from mapsvc.kinds.kind import Kind, Shown, Visit
from mapsvc.kinds.typed_days import day_ends, day_examples, read_side
from mapsvc.kinds.views import View, Views
from mapsvc.kinds.words import Words
from mapsvc.language import translate
from mapsvc.model.date_text import format_date
from mapsvc.model.day import is_day
from mapsvc.model.numbers import format_by_margin, format_quantity
from mapsvc.model.records import Article, Border
from mapsvc.model.scene import Scene
from mapsvc.model.telling import Telling
from mapsvc.model.text import said_together
from mapsvc.render.addresses import CARRIED, MapUrls
from mapsvc.render.picture.view import Panel
from mapsvc.render.shell import basemap_options
from mapsvc.render.stage import Stage
from mapsvc.scene.comparison import ComparedMap, compared_map
from mapsvc.scene.comparison_modes import MODES, layers_of_mode, layers_of_side
from mapsvc.scene.comparison_words import area_words, cause_words, passage, sum_words, sums_of_changes
from mapsvc.scene.day_views import VIEWS
from mapsvc.scene.framing import split_view, with_view
from mapsvc.templating import script_json

_USUAL = next(iter(MODES))
#: More named points than this are told by the ends of their line.
_MOST_POINTS = 8
#: No line was compared along ground that an heir took over: about as much of its area is not known.
_UNSURE = 0.1


def _sides(atlas: Store, text: str) -> tuple[str, str]:
    """Return the borders that are meant: by their ids, or as what stood or was held on a day."""
    a, b, view = (*text.split("/", 2), "", "")[:3]
    return find_sides(atlas, a, b, law=view == "law")


def _read(atlas: Store, text: str) -> str:
    """Return the id of a comparison: `a/b`, or of two days by what was law `a/b/law`."""
    a, b, view = (*text.split("/", 2), "", "")[:3]
    if view and view not in VIEWS:
        raise not_found(NotFoundError, "view of a comparison", view, VIEWS)
    sides = _sides(atlas, text)
    held = any(map(held_day, find_sides(atlas, a, b)))
    return f"{a}/{b}/law" if held and not any(map(held_day, sides)) else f"{a}/{b}"


def _ask(atlas: Store, rest: str, query: Mapping[str, str], _lang: str) -> str:
    view, _ = split_view(query.get("view", ""))
    if view and view not in VIEWS:
        raise RequestError(f"'view' is {view[:20]!r}; it may be {' or '.join(VIEWS)}.")
    sides = "/".join(read_side(atlas, field, side) for field, side in zip("ab", rest.split("/"), strict=True))
    return f"{sides}/{view}" if view else sides


def _address(map_id: str) -> tuple[str, dict[str, str]]:
    a, b, view = (*map_id.split("/", 2), "")[:3]
    return f"{a}/{b}", {"view": view} if view else {}


def _compared(atlas: Store, map_id: str, lang: str) -> ComparedMap:
    return compared_map(atlas, *_sides(atlas, map_id), lang)


def _tell(atlas: Store, map_id: str, lang: str) -> Telling:
    sides = _sides(atlas, map_id)
    atlas = with_held_days(atlas, sides)
    comparison, words = compare_borders(atlas, *sides), Words(atlas, lang)
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
    atlas = with_held_days(visit.atlas, (comparison.a, comparison.b))
    a, b, view = (*visit.map_id.split("/"), "")[:3]
    hrefs = {
        name: visit.urls.compare(a, b, "" if name == _USUAL else name, view, embed=visit.embed)
        for name in MODES
    }
    mode = _mode(visit.query.get("mode", ""))
    viewed = bool(split_view(visit.query.get("view", ""))[1])
    config = _config(atlas, compared, mode, visit.urls.for_maps(), viewed=viewed)
    stage = {**_buttons(config, hrefs, visit.lang), "config": script_json(config)}
    if visit.embed:
        return Shown(title=compared.map.title, context={"compare": stage}, scene=compared.map)
    views = Views(atlas, visit.urls, lang)
    sides = [atlas.borders[side] for side in (comparison.a, comparison.b)]
    sentence = comparison.sentence.in_(lang)
    return Shown(
        title=f"{compared.map.title}: {translate(lang, 'compare.eyebrow')}",
        description=sentence,
        context={
            "compare": stage,
            "sentence": sentence,
            "sides": [_side(views, border, text) for border, text in zip(sides, (a, b), strict=True)],
            "figures": _figures(atlas, compared, lang),
            "pieces_title": translate(lang, f"compare.pieces{wording_of(atlas, comparison)}"),
            "piece_title": translate(lang, f"compare.piece{wording_of(atlas, comparison) and '_would'}"),
            "pieces": [_piece(views, comparison, change) for change in comparison.pieces],
            "sums": _sums(atlas, comparison, lang),
            "articles": _articles(views, comparison),
            "choices": _choices(visit.atlas, comparison.a, lang),
            "held": held_day(comparison.a) is not None,
            "swap": visit.urls.compare(b, a, "", view),
            "passed": _passed(comparison, lang),
            "views": _views(visit, a, b, view),
            "view": view,
            "examples": day_examples(visit.atlas, lang),
            "period": day_ends(visit.atlas),
        },
        scene=compared.map,
    )


def _sums(atlas: Store, comparison: Comparison, lang: str) -> list[dict[str, str]]:
    """Return what the sentence adds up: of two holders with several pieces between them, and in all."""
    sure = [change for change in comparison.pieces if change.verdict == "change"]
    found = []
    for pair, area in sorted(sums_of_changes(comparison).items(), key=lambda item: -item[1][0]):
        between = [change for change in sure if (change.from_polity, change.to_polity) == pair]
        if len(between) > 1:
            names = [atlas.polities[polity].name.in_(lang) for polity in pair]
            found.append({"label": said_together(" → ".join(names), *names), "area": sum_words(*area, lang)})
    if len(comparison.pieces) > 1:
        label = translate(lang, f"compare.total{wording_of(atlas, comparison)}")
        found.append({"label": label, "area": sum_words(*total_of(comparison), lang)})
    return found


def _articles(views: Views, comparison: Comparison) -> list[View]:
    """Return what the two treaties say, topic by topic."""
    return [
        {
            "topic": pair.title.in_(views.lang),
            "sides": [_article(views, article) if article else None for article in (pair.a, pair.b)],
        }
        for pair in comparison.articles
    ]


def _choices(atlas: Store, side: str, lang: str) -> list[View]:
    """Return the borders that a reader may choose instead: of the frame of a side that is one."""
    return [
        {
            "id": border.id,
            "label": border.label.in_(lang),
            "status": translate(lang, f"status.{border.status}"),
        }
        for border in comparable(atlas, side if side in atlas.territories else None)
    ]


def _views(visit: Visit, a: str, b: str, view: str) -> list[View]:
    """Return the two views of two days, of an atlas that has both."""
    if not (is_day(a) and is_day(b) and visit.atlas.control):
        return []
    return [
        {
            "id": name,
            "label": translate(visit.lang, f"timeline.view_{name}"),
            "href": visit.urls.compare(a, b, "", "" if name == VIEWS[0] else name),
            "current": name == (view or VIEWS[0]),
        }
        for name in VIEWS
    ]


def _passed(comparison: Comparison, lang: str) -> list[View]:
    """Return of two days what passed to an heir, and what one holder held otherwise, the largest first."""
    groups = {"heirs": comparison.successions, "manners": comparison.manners}
    if held_day(comparison.a) is None:
        return []
    return [
        {"title": translate(lang, f"compare.{name}"), "lines": [_succession(each, lang) for each in ordered]}
        for name, found in groups.items()
        if (ordered := sorted(found, key=lambda each: -each.area_km2))
    ]


def _succession(found: Succession, lang: str) -> str:
    titles = (found.from_title.in_(lang), found.to_title.in_(lang))
    area = f"{format_by_margin(found.area_km2, found.area_km2 * _UNSURE, lang)} {translate(lang, 'unit.km2')}"
    return said_together(f"{' → '.join(titles)}: ≈ {area}", *titles)


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


def _framed(compared: ComparedMap, *, viewed: bool) -> dict[str, Any] | None:
    """Return where a swipe opens; its box gives way to a view that was asked for."""
    if compared.changed is None:
        return None
    box, (lon, lat) = compared.changed
    return {"extent": None if viewed else list(box), "middle": [lat, lon]}


def _config(atlas: Store, compared: ComparedMap, mode: str, urls: MapUrls, *, viewed: bool) -> dict[str, Any]:
    """Return what the browser code of a comparison reads; `viewed` if a view was asked for."""
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
        "changed": _framed(compared, viewed=viewed),
        "data": "map_0-data",
    }


def _side(views: Views, border: Border, asked: str) -> View:
    day = held_day(border.id)
    where = {"href": views.urls.timeline(day.isoformat())} if day else {}
    return {
        **views.border_card(border),
        **where,
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
        text = sum_words(*total_of(comparison), lang)
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
    compared = _compared(atlas, map_id, scene.lang)
    sides = (compared.comparison.a, compared.comparison.b)
    viewed = scene.extent != compared.map.extent
    config = _config(with_held_days(atlas, sides), compared, mode, CARRIED, viewed=viewed)
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
    view = options.get("view")
    if mode != "swipe":
        return [Panel(scene=with_view(layers_of_mode(compared.map, mode), view), inset=compared.inset)]
    box = compared.changed[0] if compared.changed else None
    shown = with_view(layers_of_mode(compared.map, mode), view or box)
    sides = {"a": compared.comparison.a, "b": compared.comparison.b}
    atlas = with_held_days(atlas, sides.values())
    return [
        Panel(scene=layers_of_side(shown, side), heading=atlas.border(border).title.in_(scene.lang))
        for side, border in sides.items()
    ]


def _step(atlas: Store, map_id: str, _wishes: Mapping[str, str]) -> dict[str, Any]:
    a, b, view = (*map_id.split("/"), "")[:3]
    held = with_held_days(atlas, sides := _sides(atlas, map_id))
    cites = dict.fromkeys(cite for side in sides for cite in held.border(side).sources)
    return {"compare": (a, b), "cites": tuple(cites)} | ({"by": view} if view else {})


KIND = Kind(
    name="compare",
    section="compare",
    rank=6,
    rules=("/<a>/<b>",),
    # A form lets a reader choose any two.
    frozen=lambda atlas: [f"{a}/{b}" for a in atlas.territories for b in atlas.territories],
    read=_read,
    ask=_ask,
    address=_address,
    scene=lambda atlas, map_id, lang: _compared(atlas, map_id, lang).map,
    tell=_tell,
    page=_show,
    embed_template="compare",
    stage=_stage,
    panels=_panels,
    step=_step,
    wishes=("mode",),
    sides=_sides,
    options=("mode",),
    withheld=("layers",),
    views=True,
)
