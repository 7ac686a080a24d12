"""The map of a day: who held what, borders by status, events, journeys; nothing later."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, get_args

from mapsvc.atlas.store import Store
from mapsvc.errors import NotFoundError, RequestError, not_found
from mapsvc.history.territories import comparable
from mapsvc.kinds.day_headings import marks_by_age
from mapsvc.kinds.kind import Keeper, Kind, Loaded, Shown, Visit
from mapsvc.kinds.typed_days import day_examples, read_day
from mapsvc.kinds.views import View
from mapsvc.kinds.words import Words
from mapsvc.language import translate
from mapsvc.model import fields
from mapsvc.model.date_text import format_date
from mapsvc.model.dates import day_span
from mapsvc.model.day import Day
from mapsvc.model.records import Citation
from mapsvc.model.scene import Scene, Symbol
from mapsvc.model.telling import Telling, ToldDate
from mapsvc.model.text import said_together
from mapsvc.render.addresses import MapUrls
from mapsvc.render.carried_days import CarriedDays, carried_address
from mapsvc.render.map_view import groups_of, legend_view
from mapsvc.render.shell import payload
from mapsvc.render.stage import Stage
from mapsvc.scene import symbology
from mapsvc.scene.comparison_symbols import apart_symbol, edge_symbol, frame_symbol, polity_symbol
from mapsvc.scene.day_borders import borders_of_day, claim_edge
from mapsvc.scene.day_events import EVENT_KINDS, event_symbol, events_of_day
from mapsvc.scene.day_holders import hands_sources, hands_symbols
from mapsvc.scene.day_map import compose_day, moments
from mapsvc.scene.day_slider import SliderUrls, slider_view
from mapsvc.scene.day_views import VIEWS, day_id, has_hands, read_day_id, view_of
from mapsvc.scene.day_views import View as DayView
from mapsvc.scene.framing import split_view
from mapsvc.templating import script_json

#: What the days of a file may weigh together; those around the one shown come first. With the ground, the
#: letters and the scripts the file stays under two megabytes.
_MOST_BYTES = 620_000


def _tell(atlas: Store, map_id: str, lang: str) -> Telling:
    """Tell of the events of a day and of the days before it, and who says so; nothing of later ones."""
    words, (day, view) = Words(atlas, lang), read_day_id(map_id)
    shown = view_of(atlas, view)
    events = events_of_day(atlas, day)
    parts = []
    for event in events:
        title, summary = event.title.in_(lang), " ".join(words.texts(event.summary))
        told = said_together(f"{title}: {summary}", title) if summary else title
        parts.append((format_date(event.on, lang), told))
    return Telling(
        title=format_date(day, lang),
        # Its title is the date; the day itself is for machines, and readers are told which view it is.
        when=ToldDate(text=_heading(atlas, shown, lang) if has_hands(atlas) else "", span=day_span(day)),
        parts=tuple(parts),
        cites=words.cites(_cites(atlas, day, view)),
        texts=words.told_in(events),
    )


def _cites(atlas: Store, day: Day, view: DayView | None) -> list[Citation]:
    """Return what the events of a day rest on, then whose ground it was."""
    cites = [cite for thing in events_of_day(atlas, day) for cite in thing.cites]
    if view_of(atlas, view) == "hands":
        cites += hands_sources(atlas, day)
    else:
        cites += [cite for border in borders_of_day(atlas, day) for cite in border.sources]
    return list(dict.fromkeys(cites))


# ---- its address -----------------------------------------------------------------------------------
def _ask(atlas: Store, _: str, query: Mapping[str, str], _lang: str) -> str:
    """Return the map that is asked for: a day as people type it, and one of its views before a box of it."""
    view, _ = split_view(query.get("view", ""))
    if view and view not in VIEWS:
        raise RequestError(f"'view' is {view[:20]!r}; it may be {' or '.join(VIEWS)}.")
    asked = query.get("on", "")
    day = read_day(atlas, "on", asked) if asked.strip() else atlas.period.opening
    return day_id(atlas, day, view_of(atlas, view))


def _read(atlas: Store, text: str) -> str:
    """Return the id of a day's map: `1921-03-16`, or with its view `1921-03-16/law`."""
    day, _, view = text.partition("/")
    if view and view not in VIEWS:
        raise not_found(NotFoundError, "view of a day", view, VIEWS)
    return day_id(atlas, atlas.period.read(day), view_of(atlas, view))


def _address(map_id: str) -> tuple[str, dict[str, str]]:
    day, _, view = map_id.partition("/")
    return "", {"on": day} | ({"view": view} if view else {})


# ---- its page --------------------------------------------------------------------------------------
def _show(visit: Visit) -> Shown:
    """Show the atlas on a day, with the slider to all others, and the way to the other view of it."""
    atlas, lang, (day, view) = visit.atlas, visit.lang, read_day_id(visit.map_id)
    known = _moments(atlas, visit.kept)
    scene, shown = visit.scene(), view_of(atlas, view)
    context: dict[str, Any] = {
        "day": _day(visit, day, shown, known),
        "views": _views(visit, day, shown),
        "stage": _slider(visit, day, shown, known),
    }
    if visit.embed:
        return Shown(title=scene.title, context=context, scene=scene)
    intro = translate(lang, _intro(atlas, shown))
    return Shown(
        title=f"{scene.title}: {_heading(atlas, shown, lang)}",
        description=intro,
        context={
            **context,
            "heading": _heading(atlas, shown, lang),
            "intro": intro,
            "marks": marks_by_age(visit, day),
            "choices": _choices(atlas, lang),
            "examples": day_examples(atlas, lang),
        },
        scene=scene,
    )


def _heading(atlas: Store, view: str, lang: str) -> str:
    """Return what of the day is shown: one of its views where there are two."""
    return translate(lang, f"timeline.view_{view}" if has_hands(atlas) else "timeline.title")


def _intro(atlas: Store, view: str) -> str:
    """Return the key of the words of introduction; of an atlas without borders, nothing is said of them."""
    if has_hands(atlas):
        return f"timeline.intro_{view}"
    return "timeline.intro" if atlas.borders else "timeline.intro_events"


def _views(visit: Visit, day: Day, shown: str) -> list[View]:
    """
    Return the views of a day, each with its words and with where its days are; none where there is one.

    A frame goes on to frames, as no page may stand in one.
    """
    lang = visit.lang
    if not has_hands(visit.atlas):
        return []
    return [
        {
            "id": view,
            "label": translate(lang, f"timeline.view_{view}"),
            "intro": translate(lang, f"timeline.intro_{view}"),
            "href": visit.urls.timeline(day.isoformat(), _asked(view), embed=visit.embed),
            "current": view == shown,
        }
        for view in VIEWS
    ]


def _asked(view: str) -> str:
    """Return what an address says of a view: nothing of the first."""
    return "" if view == VIEWS[0] else view


def _day(visit: Visit, day: Day, view: str, known: tuple[Day, ...]) -> View:
    """Return a day with the ways to its neighbours, for those without a script."""
    urls, period = visit.urls, visit.atlas.period
    asked = _asked(view) if has_hands(visit.atlas) else ""
    before = [moment for moment in known if moment < day]
    after = [moment for moment in known if moment > day]
    ways = {
        "previous": day - 1 if day > period.first else None,
        "next": day + 1 if day < period.last else None,
        "previous_moment": before[-1] if before else None,
        "next_moment": after[0] if after else None,
    }
    return {
        "iso": day.isoformat(),
        "text": format_date(day, visit.lang),
        "href": urls.timeline(day.isoformat(), asked, embed=visit.embed),
        "view": asked,
        **{
            name: urls.timeline(other.isoformat(), asked, embed=visit.embed) if other else None
            for name, other in ways.items()
        },
    }


def _slider(visit: Visit, day: Day, shown: str, known: tuple[Day, ...]) -> View:
    atlas, urls = visit.atlas, visit.urls
    compare = urls.compare("DAY", "OTHER")
    both = has_hands(atlas)
    found = {
        view: SliderUrls(
            urls.moment(f"DAY/{view}" if both and _asked(view) else "DAY"),
            urls.timeline("DAY", _asked(view) if both else ""),
            compare,
        )
        for view in (VIEWS if both else (shown,))
    }
    view = slider_view(
        atlas,
        visit.lang,
        day=day,
        ends=(atlas.period.first, atlas.period.last),
        moments=known,
        urls=found[shown],
    )
    view["config"] |= _switching(found, _views(visit, day, shown), shown)
    return {**view, "signs": _signs(atlas), "config": script_json(view["config"])}


def _switching(found: Mapping[str, SliderUrls], views: list[View], shown: str) -> View:
    """Return what the script needs to lead from one view of a day to the other."""
    told = {view["id"]: {"label": view["label"], "intro": view["intro"]} for view in views}
    return {
        "view": shown,
        "views": {
            view: {"data": found[view].data, "page": found[view].page, **words}
            for view, words in told.items()
        },
    }


def _signs(atlas: Store) -> list[View]:
    """Return every symbol that some day may show, drawn once for lists that the browser makes."""
    statuses, modes = get_args(fields.BorderStatus), get_args(fields.Mode)
    keyed = [frame_symbol(), edge_symbol(), apart_symbol(), symbology.hollow_symbol()]
    keyed += [event_symbol(kind) for kind in EVENT_KINDS]
    for status in statuses:
        key, symbol = symbology.extent_symbol(status)
        keyed.append((key, claim_edge(symbol) if status == "claimed" and atlas.territories else symbol))
    keyed += _symbols_of_holders(atlas)
    keyed += hands_symbols(atlas) if has_hands(atlas) else []
    for certainty in symbology.CERTAINTY_ORDER:
        keyed.append(symbology.certainty_symbol(certainty))
        keyed += [symbology.border_symbol(status, certainty, "standing") for status in statuses]
        keyed.append(symbology.border_symbol("signed", certainty, "new"))
        keyed += [
            symbology.way_symbol(way, mode, certainty) for way in get_args(fields.Way) for mode in modes
        ]
        keyed += [symbology.traveller_symbol(), symbology.stretch_symbol()]
        keyed += [symbology.stop_symbol(certainty, end=end) for end in (True, False)]
    return [{"id": key, **symbol} for key, symbol in dict(keyed).items()]


def _choices(atlas: Store, lang: str) -> list[View]:
    """Return the borders that a day can be compared with, and the rank of their frames, widest first."""
    frames = sorted(
        {state.frame for state in atlas.territories.values()}, key=lambda frame: frame[0] - frame[2]
    )
    return [
        {
            "id": border.id,
            "label": border.label.in_(lang),
            "frame": frames.index(atlas.territories[border.id].frame),
        }
        for border in comparable(atlas)
    ]


def _symbols_of_holders(atlas: Store) -> Iterator[tuple[str, Symbol]]:
    held = {territory.polity for found in atlas.territories.values() for territory in found.territories}
    for polity in sorted(held):
        yield from (polity_symbol(atlas.polities[polity], settled=settled) for settled in (True, False))


# ---- its files -------------------------------------------------------------------------------------
def _stage(atlas: Store, scene: Scene, map_id: str, _: Mapping[str, str]) -> Stage:
    """Carry the days around the one that is shown, as many as there is room for."""
    lang, (day, view) = scene.lang, read_day_id(map_id)
    shown, both = view_of(atlas, view), has_hands(atlas)
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
        urls=SliderUrls(carried_address("DAY", shown), "#DAY"),
    )
    views = _carried_views(atlas, shown, lang)
    found = {each["id"]: SliderUrls(carried_address("DAY", each["id"]), "#DAY") for each in views}
    slider["config"] |= _switching(found, views, shown)
    signs = [{"id": key, **symbol} for key, symbol in carried.symbols.items()]
    ways = dict.fromkeys(("href", "previous", "next", "previous_moment", "next_moment"), "#")
    return Stage(
        template="export/timeline.html",
        styles=("css/compare.css",),
        scripts=("js/timeline-map.js",),
        context={
            "day": {"iso": day.isoformat(), "text": format_date(day, lang), "view": "", **ways},
            "views": views,
            "heading": _heading(atlas, shown, lang) if both else "",
            "stage": {**slider, "signs": signs, "config": script_json(slider["config"])},
        },
        files=carried.files,
        drawn=drawn,
        note=translate(lang, "document.span").format(
            first=format_date(begin, lang), last=format_date(end, lang)
        ),
        moves=True,
    )


def _carried_views(atlas: Store, shown: str, lang: str) -> list[View]:
    """Return the views of the days of a file; it leads to no address."""
    if not has_hands(atlas):
        return []
    return [
        {
            "id": view,
            "label": translate(lang, f"timeline.view_{view}"),
            "intro": translate(lang, f"timeline.intro_{view}"),
            "href": f"#{view}",
            "current": view == shown,
        }
        for view in VIEWS
    ]


def _moments(atlas: Store, kept: Keeper) -> tuple[Day, ...]:
    return kept("moments", "", lambda: tuple(moments(atlas)))


def _answer(scene: Scene, urls: MapUrls) -> View:
    """Return the map of a day on which the picture changes; it stands until the next such day."""
    return {
        "day": scene.day.isoformat(),
        "map": payload(scene, urls),
        "legend": legend_view(scene),
        "groups": groups_of(scene, urls),
        "credits": [{"text": credit.text, "href": credit.href} for credit in scene.credits],
    }


def _step(atlas: Store, map_id: str, wishes: Mapping[str, str]) -> dict[str, Any]:
    """Return a day; who speaks has what had just happened before the eyes."""
    day, view = read_day_id(map_id)
    events = events_of_day(atlas, day)
    told = atlas.tell(
        lambda lang: "\n".join(f"{format_date(event.on, lang)}: {event.title.in_(lang)}" for event in events)
    )
    return {
        "day": day.isoformat(),
        "cites": tuple(_cites(atlas, day, view)),
        "paragraph": atlas.tell(lambda lang: _heading(atlas, view_of(atlas, view), lang)),
        "notes": told if events else None,
        # The day itself is the heading, if no other is given.
        "date": day.isoformat() if wishes.get("heading") else None,
        "by": view,
    }


KIND = Kind(
    name="day",
    section="timeline",
    rank=7,
    rules=("",),
    read=_read,
    ask=_ask,
    address=_address,
    scene=lambda atlas, map_id, lang: compose_day(
        atlas, read_day_id(map_id)[0], lang, read_day_id(map_id)[1]
    ),
    tell=_tell,
    page=_show,
    template="timeline",
    embed_template="timeline",
    loaded=Loaded(
        folder="timeline",
        holds=lambda atlas, map_id, kept: (
            map_id.partition("/")[0] in {moment.isoformat() for moment in _moments(atlas, kept)}
        ),
        answer=_answer,
    ),
    stage=_stage,
    options=("on",),
    named=("on",),
    withheld=("layers",),
    views=True,
    step=_step,
)
