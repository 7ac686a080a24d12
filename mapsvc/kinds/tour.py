"""The maps of a guided tour, step by step: of the atlas, of any journey, or of any list of events."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from mapsvc.atlas.store import Store
from mapsvc.errors import RequestError
from mapsvc.kinds.kind import Kind, Loaded, Shown, Visit
from mapsvc.kinds.views import View
from mapsvc.kinds.words import Words
from mapsvc.language import translate
from mapsvc.model.records import Citation
from mapsvc.model.scene import Scene
from mapsvc.model.telling import Cited, Telling
from mapsvc.model.text import said_together
from mapsvc.model.tours import Tour, TourStep
from mapsvc.render.map_view import legend_view
from mapsvc.render.shell import payload
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
def _show(visit: Visit) -> Shown:
    tour, number = _found(visit.atlas, visit.map_id)
    heading, name = visit.telling.title, tour.title.in_(visit.lang)
    named = f"{heading}: {name}" if name != heading else name
    title = said_together(f"{number}/{len(tour.steps)} {named}", heading, name)
    scenes = visit.kept(
        "tour",
        (tour.id, visit.lang),
        lambda: tuple(
            compose_step(visit.atlas, tour, at, visit.lang) for at in range(1, len(tour.steps) + 1)
        ),
    )
    return Shown(
        title=title,
        description=tour.subtitle.in_(visit.lang),
        context={"tour": _stage(visit, tour, number, scenes)},
        scene=scenes[number - 1],
    )


def _stage(visit: Visit, tour: Tour, number: int, scenes: tuple[Scene, ...]) -> View:
    urls, lang = visit.urls, visit.lang
    steps = [_step(visit, tour, at, scene) for at, scene in enumerate(scenes, start=1)]
    way_out = None if visit.embed else urls.tours()
    config: dict[str, Any] = {
        "step": number,
        "steps": [{name: step[name] for name in ("href", "data", "heading")} for step in steps],
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
        "embed": visit.embed,
        "sources": Words(visit.atlas, lang).cites(tour.sources),
        "address": urls.tour(tour.id),
        "config": script_json(config),
    }


def _step(visit: Visit, tour: Tour, number: int, scene: Scene) -> View:
    urls, step, lang = visit.urls, tour.steps[number - 1], visit.lang
    words = Words(visit.atlas, lang)
    return {
        "n": number,
        "href": urls.tour(tour.id, number, embed=visit.embed),
        "data": urls.tour_step(tour.id, number),
        "heading": step.heading.in_(lang),
        "paragraph": step.paragraph.in_(lang),
        "notes": step.notes.in_(lang) if step.notes else None,
        "when": words.date(step.date) if step.date else None,
        "cites": [_cite(words, citation) for citation in step.cites],
        "legend": legend_view(scene),
        "credits": [{"text": credit.text, "href": credit.href} for credit in scene.credits],
        "page": None if visit.embed else _page_of(visit, step),
    }


def _cite(words: Words, citation: Citation) -> Cited:
    """Return a citation, under the short name of its work where it has one."""
    found, short = words.cite(citation), words.atlas.sources[citation.source].short
    return replace(found, label=short.in_(words.lang)) if short else found


def _page_of(visit: Visit, step: TourStep) -> str:
    """Return the page on which what a step shows can be looked into."""
    urls = visit.urls
    if step.shows == "compare":
        a, b = step.compare or ("", "")
        return urls.compare(a, b, "" if step.mode in {None, "overlay"} else str(step.mode))
    if step.shows == "day":
        return urls.timeline(step.day or "")
    if step.shows == "places":
        return urls.thing(("place", step.places[0]))
    wanted: Any = getattr(step, step.shows)
    return urls.thing((step.shows, wanted))


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
    loaded=Loaded(
        folder="tours", answer=lambda scene, urls: {"day": scene.day.isoformat(), "map": payload(scene, urls)}
    ),
    deck=_deck,
    deck_title=_deck_title,
    options=("step", "ids"),
    named=("step", "ids"),
    withheld=("layers", "view", "controls", "legend"),
)
