"""What the maps of some kinds need beside the map itself, when they stand in a file of their own."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from mapsvc.atlas.store import Atlas
from mapsvc.errors import RequestError
from mapsvc.language import translate
from mapsvc.model.date_text import format_date
from mapsvc.model.day import Day
from mapsvc.model.scene import Scene
from mapsvc.render.addresses import CARRIED, MapUrls
from mapsvc.render.shell import basemap_options
from mapsvc.scene.keys import MapKey
from mapsvc.templating import script_safe

if TYPE_CHECKING:
    from mapsvc.scene.comparison import ComparedMap


@dataclass(frozen=True)
class Origin:
    """Where a map comes from: the atlas, and the map's name in it."""

    atlas: Atlas
    key: MapKey


@dataclass(frozen=True, kw_only=True)
class Stage:
    """
    What a file's map brings beside map, key and credits.

    Attributes
    ----------
    template
        Has the blocks `figure` and `data` of `export/map.html`.
    styles, scripts
        Names under `templates/static/`, beyond those of every map.
    context
        What the template uses.
    files
        What the scripts load, by address; no other address can be had.
    drawn
        What the browser draws, if it is not what the map alone would give: its shapes may lie in `files`.
    note
        A sentence for the foot of the file, such as which days it carries.
    """

    template: str = "export/map.html"
    styles: tuple[str, ...] = ()
    scripts: tuple[str, ...] = ()
    context: Mapping[str, Any] = field(default_factory=dict)
    files: Mapping[str, Any] = field(default_factory=dict)
    drawn: Mapping[str, Any] | None = None
    note: str = ""


StageMaker = Callable[[Scene, Origin, Mapping[str, str]], Stage]
#: By kind of map; one that is not here is a map alone. A maker takes the map, its origin, and options
#: of the file such as `mode`.
STAGES: dict[str, StageMaker] = {}


def stage_of(scene: Scene, origin: Origin | None, options: Mapping[str, str]) -> Stage:
    """Return what a map's file needs; a map without an origin is a map alone."""
    maker = STAGES.get(origin.key.kind) if origin else None
    return maker(scene, origin, options) if maker and origin else Stage()


# ---- two borders ---------------------------------------------------------------------------------------
COMPARE_MODES = ("overlay", "swipe", "difference")


def compare_config(
    atlas: Atlas, compared: ComparedMap, mode: str, lang: str, urls: MapUrls
) -> dict[str, Any]:
    """Return what the browser code of a comparison reads."""
    from mapsvc.scene.comparison import MODES as LAYERS

    borders = {"a": atlas.borders[compared.comparison.a], "b": atlas.borders[compared.comparison.b]}
    words = {
        "handle": translate(lang, "compare.handle"),
        "value": translate(lang, "compare.handle_value"),
        "inset_go": translate(lang, "compare.inset_go"),
        "hints": {name: translate(lang, f"compare.hint_{name}") for name in COMPARE_MODES},
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
        "modes": {name: list(layers) for name, layers in LAYERS.items()},
        "sides": {side: border.label.in_(lang) for side, border in borders.items()},
        "words": words,
        "inset": inset,
        "data": "map_0-data",
    }


def _compare_stage(scene: Scene, origin: Origin, options: Mapping[str, str]) -> Stage:
    from mapsvc.history.changes import compare_borders
    from mapsvc.history.territories import find_sides
    from mapsvc.scene.comparison import compose_comparison

    lang, atlas = scene.lang, origin.atlas
    mode = options.get("mode") or COMPARE_MODES[0]
    if mode not in COMPARE_MODES:
        msg = f"'mode' is {mode[:40]!r}; it may be {', '.join(COMPARE_MODES)}."
        raise RequestError(msg)
    a, _, b = origin.key.id.partition("/")
    compared = compose_comparison(atlas, compare_borders(atlas, *find_sides(atlas, a, b)), lang)
    config = compare_config(atlas, compared, mode, lang, CARRIED)
    modes = [
        {"id": name, "label": translate(lang, f"compare.mode_{name}"), "href": f"#{name}"}
        for name in COMPARE_MODES
    ]
    return Stage(
        template="export/compare.html",
        styles=("css/compare.css",),
        scripts=("js/compare.js",),
        context={
            "compare": {"mode": mode, "hint": config["words"]["hints"][mode], "modes": modes},
            "compare_data": _json(config),
        },
    )


STAGES["compare"] = _compare_stage

# ---- days ------------------------------------------------------------------------------------------------
#: What the days of a file may weigh together; those around the one shown come first. With the ground, the
#: letters and the scripts the file stays under two megabytes.
_MOST_BYTES = 700_000


def _day_stage(scene: Scene, origin: Origin, options: Mapping[str, str]) -> Stage:
    from mapsvc.render.carried_days import CarriedDays
    from mapsvc.scene.day_map import moments
    from mapsvc.scene.day_slider import SliderUrls, slider_view

    del options
    atlas, lang, day = origin.atlas, scene.lang, Day.fromisoformat(origin.key.id)
    carried = CarriedDays(atlas, lang)
    drawn = carried.payload_of(scene, whole=True)
    days = moments(atlas)
    here = max(index for index, moment in enumerate(days) if moment <= day)
    first, last = carried.take_around(days, here, most_bytes=_MOST_BYTES)
    begin = atlas.period.first if first == 0 else days[first]
    end = atlas.period.last if last == len(days) - 1 else days[last + 1] - 1
    slider = slider_view(
        atlas,
        lang,
        day=day,
        ends=(begin, end),
        moments=days[first : last + 1],
        urls=SliderUrls("carried:/timeline/DAY.json", "#DAY"),
    )
    signs = [{"id": key, **symbol} for key, symbol in carried.symbols.items()]
    return Stage(
        template="export/timeline.html",
        styles=("css/compare.css",),
        scripts=("js/timeline-map.js",),
        context={
            "day": {
                "iso": day.isoformat(), "text": format_date(day.isoformat(), lang), "href": "#",
                "previous": "#", "next": "#", "previous_moment": "#", "next_moment": "#",
            },
            "stage": {**slider, "signs": signs, "config": _json(slider["config"])},
        },
        files=carried.files,
        drawn=drawn,
        note=translate(lang, "document.span").format(
            first=format_date(begin.isoformat(), lang), last=format_date(end.isoformat(), lang)
        ),
    )  # fmt: skip


STAGES["day"] = _day_stage


# ---- journeys ----------------------------------------------------------------------------------------------
def _route_stage(scene: Scene, origin: Origin, options: Mapping[str, str]) -> Stage:
    from mapsvc.scene.journey import Journey, player_view

    del options
    journey = Journey(origin.atlas, origin.atlas.route(origin.key.id), scene.lang)
    return Stage(
        template="export/route.html",
        styles=("css/player.css",),
        scripts=("js/player.js",),
        context={"player": player_view(journey)},
    )


STAGES["route"] = _route_stage


def _dump(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def _json(value: Any) -> str:
    return script_safe(_dump(value))
