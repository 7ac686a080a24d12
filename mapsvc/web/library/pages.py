"""The pages of a library itself: all its atlases, what can be found in them, and what is not there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, Response, current_app, g, redirect, request

from mapsvc import __version__
from mapsvc.language import own_name
from mapsvc.templating import render
from mapsvc.web.data import hold, static_answer
from mapsvc.web.language import negotiate
from mapsvc.web.library.catalogue import CataloguedAtlas, years_of
from mapsvc.web.library.opening import ATLAS_PREFIX, Library, split_address
from mapsvc.web.origins import origin_of
from mapsvc.web.urls import Urls

blueprint = Blueprint("library", __name__)

#: So many a page.
PAGE = 100
_LONGEST_QUERY = 200
_PROTECTING = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def _library() -> Library:
    found: Library = current_app.extensions["mapsvc"].library
    return found


def _static_version() -> str:
    return str(current_app.extensions["mapsvc"].static_version)


@blueprint.before_app_request
def choose_interface() -> None:
    """Choose among the languages of the interface; one that it does not speak is no fault here."""
    languages = current_app.extensions["mapsvc"].languages
    accepted = request.headers.get("Accept-Language", "")
    g.lang = negotiate(request.args.get("lang"), accepted, languages) or negotiate(None, accepted, languages)


@blueprint.after_app_request
def protect_page(response: Response) -> Response:
    """Set the headers that keep a page to itself."""
    response.headers.update(_PROTECTING)
    return response


def _page(name: str, **given: Any) -> str:
    urls = Urls(g.lang, _static_version(), "", "", _library().settings.base_url)
    links = [
        {"lang": tag, "label": own_name(tag), "current": tag == g.lang, "href": _in_language(urls, tag)}
        for tag in current_app.extensions["mapsvc"].languages
    ]
    context = {"url": urls, "version": __version__, "languages": links, "q": "", **given}
    return render(f"library/{name}.html", g.lang, context)


def _in_language(urls: Urls, lang: str) -> str:
    query = {key: value[:_LONGEST_QUERY] for key, value in request.args.items() if key != "lang"}
    return Urls(lang, urls.static_version, "", "", urls.base).page(request.path, **query)


@blueprint.get("/")
def library_home() -> str:
    """List the atlases."""
    shown = _library().catalogue.shown()
    begin, pages = _page_of(len(shown))
    cards = [_card(entry) for entry in shown[begin : begin + PAGE]]
    return _page("home", atlases=cards, count=len(shown), pages=pages)


@blueprint.get("/search")
def library_search() -> str:
    """Answer what is called as a reader asks, in all atlases."""
    catalogue = _library().catalogue
    q = request.args.get("q", "")[:_LONGEST_QUERY].strip()
    found = catalogue.search(q)
    begin, pages = _page_of(len(found))
    titles = {entry.name: _title(entry) for entry in catalogue.shown()}
    hits = [
        {
            "title": thing.title_in(g.lang),
            "also": thing.others(g.lang)[:3],
            "label": thing.label,
            "atlas": titles[thing.atlas],
            "href": f"{_address(thing.atlas)}{thing.path}?lang={g.lang}",
        }
        for thing in found[begin : begin + PAGE]
    ]
    unread = sum(not entry.read and not entry.fault for entry in catalogue.shown())
    return _page("search", q=q, hits=hits, count=len(found), pages=pages, unread=unread)


@blueprint.get("/static/<held>/<path:name>")
def library_file(held: str, name: str) -> Response:
    """Return a file of `templates/static/`."""
    hold(held, _static_version())
    return static_answer(name)


@blueprint.get("/favicon.ico")
def library_icon() -> Response:
    """Return the icon for browsers that ask for it unasked."""
    return static_answer("icons/favicon.svg")


@blueprint.get("/a/<name>")
def lead_to_atlas(name: str) -> Any:
    """Lead to an atlas."""
    query = request.query_string.decode("ascii", "ignore")
    return redirect(f"{ATLAS_PREFIX}{name}/" + (f"?{query}" if query else ""), 308)


@blueprint.get("/healthz")
def library_health() -> Mapping[str, str]:
    """Tell that it answers."""
    return {"status": "ok"}


@blueprint.get("/readyz")
def library_readiness() -> tuple[Mapping[str, str], int]:
    """Tell whether there is an atlas to be shown."""
    ready = any(not entry.fault for entry in _library().catalogue.shown())
    return {"status": "ready" if ready else "unready"}, 200 if ready else 503


@blueprint.get("/version")
def library_version() -> Mapping[str, str]:
    """Tell which version answers."""
    return {"name": "mapsvc", "version": __version__}


@blueprint.get("/robots.txt")
def library_robots() -> Response:
    """Tell search engines where the lists of pages are."""
    lines = ["User-agent: *", "Disallow: /search"]
    shown = (entry for entry in _library().catalogue.shown() if not entry.fault)
    lines += [f"Sitemap: {_whole(entry.name)}/sitemap.xml" for entry in shown]
    return Response("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


def answer_missing(_error: Exception) -> tuple[str, int]:
    """Say that there is nothing, or an atlas that has faults."""
    name, _ = split_address(request.path)
    entry = _library().catalogue.find(name) if name else None
    return _page("missing", closed=entry is not None and bool(entry.fault)), 404


def _page_of(count: int) -> tuple[int, dict[str, int]]:
    """Return where the page that is asked for begins, its number and that of the last."""
    last = max(1, -(-count // PAGE))
    text = request.args.get("page", "")
    asked = int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 1
    number = min(max(asked, 1), last)
    return (number - 1) * PAGE, {"number": number, "last": last}


def _address(name: str) -> str:
    return f"{_library().settings.base_url}{ATLAS_PREFIX}{name}"


def _whole(name: str) -> str:
    origin = origin_of(request.environ) if not _library().settings.base_url else ""
    return origin + _address(name)


def _title(entry: CataloguedAtlas) -> Any:
    return entry.meta.title.in_(g.lang) if entry.meta is not None else entry.name


def _card(entry: CataloguedAtlas) -> dict[str, Any]:
    meta = entry.meta
    card = {
        "title": _title(entry),
        "href": f"{_address(entry.name)}/",
        "fault": bool(entry.fault),
        "years": "–".join(years_of(meta)),
        "events": entry.events,
        "places": entry.places,
    }
    if meta is None:
        return card
    published = meta.published.edtf if meta.published is not None else ""
    cited = (
        *(", ".join(meta.authors), str(_title(entry))),
        *(f"ed. {meta.edition}" if meta.edition else "", published, f"{_whole(entry.name)}/"),
    )
    return card | {
        "subtitle": meta.subtitle.in_(g.lang) if meta.subtitle is not None else "",
        "languages": [{"lang": tag, "label": own_name(tag)} for tag in meta.languages],
        "licence": meta.licence,
        "edition": ", ".join(filter(None, (meta.edition, published))),
        "cite": ". ".join(filter(None, cited)),
    }
