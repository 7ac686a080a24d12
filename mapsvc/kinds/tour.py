"""The maps of a guided tour, step by step: of the atlas, of any journey, or of any list of events."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Protocol

from mapsvc.atlas.store import Store
from mapsvc.errors import RequestError
from mapsvc.kinds.kind import Kind, Loaded, PageUrls, Shown, Visit
from mapsvc.kinds.views import View
from mapsvc.kinds.words import Words
from mapsvc.language import translate
from mapsvc.model.geometry import join_bounds
from mapsvc.model.records import Citation
from mapsvc.model.scene import Scene
from mapsvc.model.telling import Cited, Telling
from mapsvc.model.text import said_together
from mapsvc.model.tours import Tour, TourStep
from mapsvc.render.addresses import CARRIED, MapUrls
from mapsvc.render.map_view import legend_view
from mapsvc.render.shell import carried_files, payload
from mapsvc.render.stage import Stage
from mapsvc.scene.made_tours import MOST_EVENTS, find_tour, split_step, step_of
from mapsvc.scene.tour_map import compose_step
from mapsvc.templating import script_json

_WORDS = ("step_of", "fullscreen", "fullscreen_exit", "loading")


def _found(atlas: Store, text: str) -> tuple[Tour, int]:
    tour_id, number = split_step(text)
    tour = find_tour(atlas, tour_id)
    step_of(tour, number)
    return tour, number


def _read(atlas: Store, text: str) -> str:
    _, number = _found(atlas, text)
    return f"{split_step(text)[0]}/{number}"


def _tell(atlas: Store, map_id: str, lang: str) -> Telling:
    tour, number = _found(atlas, map_id)
    step, words = step_of(tour, number), Words(atlas, lang)
    place = translate(lang, "picture.step").format(n=number, all=len(tour.steps))
    return Telling(
        title=step.heading.in_(lang),
        when=words.date(step.date) if step.date else None,
        dates=((tour.title.in_(lang), place),),
        paragraphs=words.texts(step.paragraph, step.notes),
        cites=words.cites(step.cites),
    )


def _deck(atlas: Store, map_id: str) -> list[str]:
    tour_id, _ = split_step(map_id)
    return [f"{tour_id}/{number}" for number in range(1, len(find_tour(atlas, tour_id).steps) + 1)]


def _deck_title(atlas: Store, map_id: str, lang: str) -> str:
    tour, _ = _found(atlas, map_id)
    return " – ".join(filter(None, (tour.title.in_(lang), tour.subtitle.in_(lang))))


# ---- its address -----------------------------------------------------------------------------------
def _ask(atlas: Store, rest: str, query: Mapping[str, str], _lang: str) -> str:
    """Return tour and step: `/tour/<id>`, `/tour/routes/<id>`, `/tour/events?ids=…`, each at `step`."""
    tour = find_tour(atlas, f"events/{_asked_events(atlas, query)}" if rest == "events" else rest)
    asked, most = query.get("step", "") or "1", len(tour.steps)
    if not (asked.isascii() and asked.isdigit() and len(asked) < 4):
        msg = f"'step' is {asked[:20]!r}; it may be a number from 1 to {most}."
        raise RequestError(msg)
    if not 1 <= int(asked) <= most:
        msg = f"'step' is {int(asked)}; the steps of this tour are 1 to {most}."
        raise RequestError(msg)
    return f"{tour.id}/{int(asked)}"


def _asked_events(atlas: Store, query: Mapping[str, str]) -> str:
    ids = query.get("ids", "").strip(" ,")
    if not ids:
        example = ",".join([*atlas.events][:2])
        msg = f"'ids' names no event; give 1 to {MOST_EVENTS} of them, such as ids={example}."
        raise RequestError(msg)
    return ids


def _address(map_id: str) -> tuple[str, dict[str, str]]:
    tour, _, step = map_id.rpartition("/")
    at = {"step": "" if step == "1" else step}
    if tour.startswith("events/"):
        return "events", {"ids": tour.removeprefix("events/"), **at}
    return tour, at


# ---- its page --------------------------------------------------------------------------------------
class StepUrls(Protocol):
    """The addresses of a tour's steps; `PageUrls` has them."""

    def tour(self, tour_id: str, step: int = 1, *, embed: bool = False) -> str:
        """Return a tour at a step."""

    def tour_step(self, tour_id: str, step: int) -> str:
        """Return the data of a step; nothing where the page carries them."""

    def for_maps(self) -> MapUrls:
        """Return what a map needs."""


class _Within:
    """Addresses of a tour in a file of its own: its steps lie in it, and nothing else is to be had."""

    def tour(self, _tour_id: str, step: int = 1, *, embed: bool = False) -> str:
        """Return a step within the file."""
        return f"#step-{step}"

    def tour_step(self, _tour_id: str, _step: int) -> str:
        """Return nothing: the file carries the data."""
        return ""

    def for_maps(self) -> MapUrls:
        """Return what the file carries."""
        return CARRIED


@dataclass(frozen=True)
class _Walk:
    """A tour as it is shown; `pages` are where one can go from it, if anywhere."""

    atlas: Store
    tour: Tour
    lang: str
    urls: StepUrls
    pages: PageUrls | None


def _show(visit: Visit) -> Shown:
    tour, number = _found(visit.atlas, visit.map_id)
    heading, name = visit.telling.title, tour.title.in_(visit.lang)
    named = f"{heading}: {name}" if name != heading else name
    title = said_together(f"{number}/{len(tour.steps)} {named}", heading, name)
    scenes = visit.kept("tour", (tour.id, visit.lang), lambda: _scenes(visit.atlas, tour, visit.lang))
    walk = _Walk(visit.atlas, tour, visit.lang, visit.urls, None if visit.embed else visit.urls)
    return Shown(
        title=title,
        description=tour.subtitle.in_(visit.lang),
        context={"tour": _screen(walk, number, scenes, embed=visit.embed)},
        scene=scenes[number - 1],
    )


def _scenes(atlas: Store, tour: Tour, lang: str) -> tuple[Scene, ...]:
    return tuple(compose_step(atlas, tour, at, lang) for at in range(1, len(tour.steps) + 1))


def _screen(walk: _Walk, number: int, scenes: tuple[Scene, ...], *, embed: bool) -> View:
    """Return what the screen of a tour shows, all its steps as text."""
    tour, lang = walk.tour, walk.lang
    steps = [_step(walk, at, scene, embed=embed) for at, scene in enumerate(scenes, start=1)]
    way_out = walk.pages.tours() if walk.pages else None
    config: dict[str, Any] = {
        "step": number,
        "steps": [_loaded(step, scene, walk.urls) for step, scene in zip(steps, scenes, strict=True)],
        "exit": way_out,
        "title": tour.title.in_(lang),
        "words": {word: translate(lang, f"tour.{word}") for word in _WORDS},
    }
    return {
        "title": config["title"],
        "subtitle": tour.subtitle.in_(lang),
        "number": number,
        "count": len(steps),
        "steps": steps,
        "exit": way_out,
        "embed": embed,
        "sources": Words(walk.atlas, lang).cites(tour.sources),
        "address": walk.urls.tour(tour.id),
        "config": script_json(config),
    }


def _loaded(step: View, scene: Scene, urls: StepUrls) -> dict[str, Any]:
    """Return what the script knows of a step, with its map where no address has that."""
    known = {name: step[name] for name in ("href", "data", "heading")}
    return known if step["data"] else known | {"carried": _answer(scene, urls.for_maps())}


def _answer(scene: Scene, urls: MapUrls) -> dict[str, Any]:
    return {"day": scene.day.isoformat(), "map": payload(scene, urls)}


def _step(walk: _Walk, number: int, scene: Scene, *, embed: bool) -> View:
    step, lang = walk.tour.steps[number - 1], walk.lang
    words = Words(walk.atlas, lang)
    return {
        "n": number,
        "href": walk.urls.tour(walk.tour.id, number, embed=embed),
        "data": walk.urls.tour_step(walk.tour.id, number),
        "heading": step.heading.in_(lang),
        "paragraph": step.paragraph.in_(lang),
        "notes": step.notes.in_(lang) if step.notes else None,
        "when": words.date(step.date) if step.date else None,
        "cites": [_cite(words, citation) for citation in step.cites],
        "legend": legend_view(scene),
        "credits": [{"text": credit.text, "href": credit.href} for credit in scene.credits],
        "page": _page_of(walk.pages, step) if walk.pages else None,
    }


def _cite(words: Words, citation: Citation) -> Cited:
    """Return a citation, under the short name of its work where it has one."""
    found, short = words.cite(citation), words.atlas.sources[citation.source].short
    return replace(found, label=short.in_(words.lang)) if short else found


def _page_of(urls: PageUrls, step: TourStep) -> str:
    """Return the page on which what a step shows can be looked into."""
    if step.shows == "compare":
        a, b = step.compare or ("", "")
        return urls.compare(a, b, "" if step.mode in {None, "overlay"} else str(step.mode), step.by or "")
    if step.shows == "day":
        return urls.timeline(step.day or "", step.by or "")
    if step.shows == "places":
        return urls.thing(("place", step.places[0]))
    wanted: Any = getattr(step, step.shows)
    return urls.thing((step.shows, wanted))


# ---- its files -------------------------------------------------------------------------------------
def _stage(atlas: Store, scene: Scene, map_id: str, options: Mapping[str, str]) -> Stage:
    """Carry all steps, if the whole tour is asked for, each with the ground of its view."""
    if options.get("part") != "tour":
        return Stage()
    tour, number = _found(atlas, map_id)
    scenes = _scenes(atlas, tour, scene.lang)
    wide = replace(scene, extent=join_bounds([each.extent for each in scenes]) or scene.extent)
    files: dict[str, Any] = {}
    for each in (wide, *scenes):
        # What is named round about is that of all views; tiles are each view's own.
        files = carried_files(each.basemap, each, CARRIED) | files
    shown = _screen(_Walk(atlas, tour, scene.lang, _Within(), None), number, scenes, embed=True)
    return Stage(
        template="export/tour.html",
        styles=("css/tour.css",),
        scripts=("js/tour.js",),
        context={"tour": shown},
        files=files,
    )


KIND = Kind(
    name="tour",
    section="tour",
    rank=8,
    rules=("/<tour>", "/routes/<route>", "/events"),
    read=_read,
    ask=_ask,
    address=_address,
    scene=lambda atlas, map_id, lang: compose_step(atlas, *_found(atlas, map_id), lang),
    tell=_tell,
    page=_show,
    embed_template="tour",
    loaded=Loaded(folder="tours", answer=_answer),
    stage=_stage,
    deck=_deck,
    deck_title=_deck_title,
    options=("step", "ids"),
    named=("step", "ids"),
    withheld=("layers", "view", "controls", "legend"),
)
