"""What every page has: its frame, its language, and the one script it may run."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Any, TypeVar

from flask import Response, g, request

from mapsvc import __version__
from mapsvc.atlas.store import Store
from mapsvc.files import compact_json
from mapsvc.kinds.pager import LISTED, cut_page
from mapsvc.kinds.views import View, Views
from mapsvc.kinds.words import Words
from mapsvc.language import own_name, regional_tag, translate
from mapsvc.model.records import Border, Route
from mapsvc.model.scene import Scene
from mapsvc.render.first_fonts import first_fonts
from mapsvc.render.map_view import map_view
from mapsvc.render.shell import render_shell
from mapsvc.templating import render
from mapsvc.web.frame_options import current_frame
from mapsvc.web.pages import MenuEntry, menu_of
from mapsvc.web.service import service

_OfList = TypeVar("_OfList")
_Dated = TypeVar("_Dated", Border, Route)

#: The picture of a page that shows no map, and of a map that cannot be drawn.
LOGO = "icons/card.png"
#: What tells a part of a list from the whole, which is a page of its own.
LIST_PARTS = ("letter", "page")
#: What a reader may type; more is cut.
LONGEST_QUERY = 200


def views() -> Views:
    """Return the views in the reader's language."""
    return Views(service().atlas, service().urls(g.lang), g.lang)


#: What of a page's description a search engine or a shared link shows.
MOST_DESCRIPTION = 300


def opening(text: str) -> str:
    """Return the beginning of a text for a machine's summary; no word is cut."""
    text = " ".join(text.split())
    return text if len(text) <= MOST_DESCRIPTION else text[: MOST_DESCRIPTION - 1].rpartition(" ")[0] + "…"


def page_context(lang: str, *, title: str, description: str) -> dict[str, Any]:
    """Return what every page's template uses."""
    atlas, urls, whole = service().atlas, service().urls(lang), service().whole_urls(lang)
    menu = service().kept("menu", "", lambda: tuple(_addressed(menu_of(atlas), atlas)))
    query = {key: value[:LONGEST_QUERY] for key, value in request.args.items()}
    # A part of a list is a page of its own; what else is asked is one of very many states of one.
    part = {key: query[key] for key in LIST_PARTS if query.get(key)}
    return {
        "url": urls,
        "version": __version__,
        "atlas": {
            "title": atlas.meta.title.in_(lang),
            "subtitle": atlas.meta.subtitle.in_(lang) if atlas.meta.subtitle else "",
            "licence": atlas.meta.licence,
            "rooms": [
                {
                    "name": entry.name,
                    "path": path,
                    "href": urls.page(path),
                    "label": translate(lang, entry.words or f"nav.{entry.name}"),
                    "foot": entry.foot,
                }
                for entry, path in menu
            ],
            "texts": Words(atlas, lang).cites(atlas.text_sources),
        },
        "page": {
            "title": title,
            "description": opening(description),
            "path": request.path,
            "locale": regional_tag(lang).replace("-", "_"),
            "canonical": whole.in_language(lang, request.path, part),
            "picture": whole.static(LOGO),
            "alternates": [
                {"lang": other, "href": whole.in_language(other, request.path, part)}
                for other in service().languages
            ],
            "lang_links": [
                {
                    "lang": other,
                    "label": own_name(other),
                    "href": urls.in_language(other, request.path, query),
                    "current": other == lang,
                }
                for other in service().languages
            ],
        },
    }


def _addressed(menu: Iterable[MenuEntry], atlas: Store) -> Iterator[tuple[MenuEntry, str]]:
    """Yield the entries of a menu, each with its address in an atlas."""
    for entry in menu:
        yield entry, entry.path if isinstance(entry.path, str) else entry.path(atlas)


def answer_page(template: str, title: str, description: str, **context: Any) -> Response:
    """Render a page and name its script by hash."""
    page = page_context(g.lang, title=title, description=description) | context
    response = Response(render(f"pages/{template}.html", g.lang, page), mimetype="text/html")
    if context.get("map"):
        allow_script(response, str(context["map"]["script"]))
    return response


def allow_script(response: Response, script: str) -> None:
    """Let a page run its one inline script, named by its hash."""
    digest = b64encode(sha256(script.encode()).digest()).decode()
    response.headers["X-Mapsvc-Script"] = f"'sha256-{digest}'"


def map_view_of(scene: Scene) -> View:
    """Return a composed map as a template takes it."""
    urls = service().urls(g.lang).for_maps()
    shown = current_frame().applied(scene)
    return {**map_view(shown, render_shell(shown, urls), urls), "fonts": first_fonts(shown)}


def answer_embed(name: str, title: str, **context: Any) -> Response:
    """Render the bare map of a kind for a frame, and name its script by hash."""
    page = page_context(g.lang, title=title, description=title) | context | {"title": title}
    page |= {"frame": current_frame()}
    if not current_frame().legend:
        page["map"] = {**page["map"], "legend": []}
    response = Response(render(f"embed/{name}.html", g.lang, page), mimetype="text/html")
    allow_script(response, str(context["map"]["script"]))
    return response


def answer_json(document: Any, mimetype: str = "application/json") -> Response:
    """Return data for the browser code."""
    text = compact_json(document)
    return Response(text, mimetype=mimetype)


def tour_cards() -> list[View]:
    """Return the tours of the atlas as cards of a list."""
    urls = service().urls(g.lang)
    return [
        {
            "href": urls.tour(tour.id),
            "title": tour.title.in_(g.lang),
            "subtitle": tour.subtitle.in_(g.lang),
            "count": len(tour.steps),
            "first": tour.steps[0].heading.in_(g.lang),
        }
        for tour in service().atlas.tours.values()
    ]


def paged(
    things: Sequence[_OfList], asked: Mapping[str, str] | None = None, *, size: int = LISTED
) -> tuple[Sequence[_OfList], View]:
    """Return the things of the page that is asked for, and its pager; `asked` goes on to the other pages."""
    urls = service().urls(g.lang)

    def address(number: str) -> str:
        return urls.page(request.path, **(asked or {}), page=number)

    return cut_page(things, request.args.get("page", ""), address, size=size)


def by_date(things: Iterable[_Dated]) -> list[_Dated]:
    """Return borders or journeys, the oldest first."""
    return sorted(things, key=lambda thing: (thing.valid.begin, thing.id))
