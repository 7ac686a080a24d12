"""The atlas on any day of its period: its page, its frame, and the data that its slider loads."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import TYPE_CHECKING, get_args

from flask import Blueprint, Response, abort, g, request

from mapsvc.errors import DateError, RequestError
from mapsvc.language import translate
from mapsvc.model import fields
from mapsvc.model.date_text import format_date
from mapsvc.model.day import Day
from mapsvc.model.geometry import drawn_json
from mapsvc.model.meridian import unwrap
from mapsvc.templating import script_safe
from mapsvc.web.ages import Ages
from mapsvc.web.comparing import OVERVIEW_DEG, comparable
from mapsvc.web.language import named_language
from mapsvc.web.naming import find_day
from mapsvc.web.page import answer_embed, answer_json, answer_page, map_view_of
from mapsvc.web.pages import words_of_days
from mapsvc.web.service import service
from mapsvc.web.views import View

if TYPE_CHECKING:
    # geopandas takes seconds to import; health checks must not wait for it.
    from mapsvc.model.scene import Scene

blueprint = Blueprint("days", __name__)


@blueprint.get("/timeline")
def timeline() -> Response:
    """Show the atlas on a day."""
    day = _asked_day()
    scene = _day_map(day, g.lang)
    intro = translate(g.lang, words_of_days("intro"))
    return answer_page(
        "timeline",
        f"{scene.title}: {translate(g.lang, 'timeline.title')}",
        intro,
        intro=intro,
        map=map_view_of(scene),
        day=_day_view(day),
        stage=_slider(day),
        marks=_marks(day),
        choices=_choices(),
    )


@blueprint.get("/embed/timeline")
def bare_timeline() -> Response:
    """Show the atlas on a day with its slider, and nothing else."""
    day = _asked_day()
    scene = _day_map(day, g.lang)
    return answer_embed(
        "timeline", scene.title, map=map_view_of(scene), stage=_slider(day), day=_day_view(day)
    )


@blueprint.get("/data/<version>/timeline/<day>.<language:lang>.json")
def moment(version: str, day: str, lang: str) -> Response:
    """Return the map of a day on which the picture changes; it stands until the next such day."""
    from mapsvc.render.map_view import groups_of, legend_view
    from mapsvc.render.shell import payload

    if version != service().geometry_version or day not in _moments(service().atlas.digest):
        abort(404)
    speaks = named_language(lang)
    scene = _day_map(Day.fromisoformat(day), speaks)
    urls = service().urls(speaks).for_maps()
    document = {
        "year": scene.year,
        "map": payload(scene, urls),
        "legend": legend_view(scene),
        "groups": groups_of(scene, urls),
        "credits": [{"text": credit.text, "href": credit.href} for credit in scene.credits],
    }
    return answer_json(document)


@blueprint.get("/data/<version>/territories/<border_id>.<any(overview, full):level>.json")
def territory_geometry(version: str, border_id: str, level: str) -> Response:
    """Return who held what in a state of affairs, simplified for wide views or whole; edges stay shared."""
    from mapsvc.history.territories import find_territories
    from mapsvc.scene.features.territories import shapes_of

    if version != service().geometry_version:
        abort(404)
    overview = level == "overview"
    found = find_territories(service().atlas, border_id)
    features = [
        {
            "type": "Feature",
            "id": key,
            "geometry": drawn_json(unwrap(shape), decimals=4 if overview else 5),
            "properties": {},
        }
        for key, shape in shapes_of(found, simplify_deg=OVERVIEW_DEG if overview else 0.0).items()
    ]
    return answer_json({"type": "FeatureCollection", "features": features}, "application/geo+json")


def _choices() -> list[View]:
    """Return the borders that a day can be compared with, and the rank of their frames, widest first."""
    atlas = service().atlas
    frames = sorted(
        {state.frame for state in atlas.territories.values()}, key=lambda frame: frame[0] - frame[2]
    )
    return [
        {
            "id": border.id,
            "label": border.label.in_(g.lang),
            "frame": frames.index(atlas.territories[border.id].frame),
        }
        for border in comparable()
    ]


def _asked_day() -> Day:
    period = service().atlas.period
    asked = request.args.get("on", "")
    try:
        return find_day(asked)
    except DateError as error:
        would_do = f"it may be a day from {period.first} to {period.last}, such as {period.opening}."
        raise RequestError(f"'on' is {asked[:20]!r}; {would_do}") from error


@lru_cache(maxsize=1)
def _moments(digest: str) -> tuple[str, ...]:
    from mapsvc.scene.day_map import moments

    del digest
    return tuple(day.isoformat() for day in moments(service().atlas))


def _day_map(day: Day, lang: str) -> Scene:
    return _composed_day(service().atlas.digest, day, lang)


@lru_cache(maxsize=512)
def _composed_day(digest: str, day: Day, lang: str) -> Scene:
    from mapsvc.scene.day_map import compose_day

    del digest
    return compose_day(service().atlas, day, lang)


def _day_view(day: Day) -> View:
    """Return a day with the ways to its neighbours, for those without a script."""
    urls, period = service().urls(g.lang), service().atlas.period
    known = [Day.fromisoformat(iso) for iso in _moments(service().atlas.digest)]
    before = [known_day for known_day in known if known_day < day]
    after = [known_day for known_day in known if known_day > day]
    return {
        "iso": day.isoformat(),
        "text": format_date(day.isoformat(), g.lang),
        "href": urls.timeline(day.isoformat()),
        "previous": urls.timeline((day - 1).isoformat()) if day > period.first else None,
        "next": urls.timeline((day + 1).isoformat()) if day < period.last else None,
        "previous_moment": urls.timeline(before[-1].isoformat()) if before else None,
        "next_moment": urls.timeline(after[0].isoformat()) if after else None,
    }


def _slider(day: Day) -> View:
    from mapsvc.scene.day_slider import SliderUrls, slider_view

    urls, atlas = service().urls(g.lang), service().atlas
    view = slider_view(
        atlas,
        g.lang,
        day=day,
        ends=(atlas.period.first, atlas.period.last),
        moments=[Day.fromisoformat(iso) for iso in _moments(atlas.digest)],
        urls=SliderUrls(urls.moment("DAY"), urls.timeline("DAY"), urls.compare("DAY", "OTHER")),
    )
    config = json.dumps(view["config"], ensure_ascii=False, separators=(",", ":"))
    return {**view, "signs": _signs(), "config": script_safe(config)}


def _marks(day: Day) -> list[View]:
    """Return treaties and events by year, or by longer ages, each with the link to its day."""
    from mapsvc.scene.day_slider import day_marks

    urls = service().urls(g.lang)
    marks = day_marks(service().atlas)
    ages = Ages([mark.day.year for mark in marks], g.lang)
    groups: dict[str, list[View]] = {}
    for mark in marks:
        iso = mark.day.isoformat()
        groups.setdefault(ages.of(mark.day.year), []).append(
            {
                "href": urls.timeline(iso),
                "day": iso,
                "when": {"text": format_date(mark.when, g.lang), "machine": iso},
                "title": mark.title.in_(g.lang),
                "kind": mark.kind,
            }
        )
    here = ages.of(day.year)
    return [{"title": title, "open": title == here, "marks": found} for title, found in groups.items()]


def _signs() -> list[View]:
    """Return every symbol that some day may show, drawn once for lists that the browser makes."""
    from mapsvc.scene import symbology
    from mapsvc.scene.comparison_symbols import edge_symbol, frame_symbol, polity_symbol
    from mapsvc.scene.day_map import claim_edge, event_symbol

    statuses, modes = get_args(fields.BorderStatus), get_args(fields.Mode)
    keyed = [frame_symbol(), edge_symbol(), *(event_symbol(today=today) for today in (True, False))]
    for status in statuses:
        key, symbol = symbology.extent_symbol(status)
        edge = status == "claimed" and service().atlas.territories
        keyed.append((key, claim_edge(symbol) if edge else symbol))
    atlas = service().atlas
    held = {t.polity for found in atlas.territories.values() for t in found.territories}
    keyed += [
        polity_symbol(atlas.polities[polity], settled=settled)
        for polity in sorted(held)
        for settled in (True, False)
    ]
    for certainty in symbology.CERTAINTY_ORDER:
        keyed.append(symbology.certainty_symbol(certainty))
        keyed += [symbology.border_symbol(status, certainty, "standing") for status in statuses]
        keyed.append(symbology.border_symbol("signed", certainty, "new"))
        keyed += [symbology.leg_symbol(mode, certainty) for mode in modes]
        keyed += [symbology.stop_symbol(certainty, end=end) for end in (True, False)]
    return [{"id": key, **symbol} for key, symbol in dict(keyed).items()]
