"""The WSGI application."""

from __future__ import annotations

import os
from collections.abc import Callable
from http import HTTPStatus
from urllib.parse import urlsplit

from flask import Flask, Request, Response, abort, g, request
from werkzeug.datastructures import ImmutableMultiDict
from werkzeug.utils import cached_property

from mapsvc import __version__
from mapsvc.cache import Budget
from mapsvc.errors import RequestError
from mapsvc.model.names import compose
from mapsvc.settings import Settings, read_settings
from mapsvc.store.opening import open_store
from mapsvc.web import cards, data, downloads, mappage, oembed, shapes, sharing
from mapsvc.web.accesses import note_rendered
from mapsvc.web.api import views as api
from mapsvc.web.caching import Front
from mapsvc.web.errors import refuse_for_now, register_errors
from mapsvc.web.frame_options import read_frame
from mapsvc.web.language import LanguageConverter, nearest, negotiate
from mapsvc.web.pages import find_pages
from mapsvc.web.proxies import Proxies
from mapsvc.web.readiness import Readiness
from mapsvc.web.reply import IMMUTABLE
from mapsvc.web.service import Service, service

#: Of an address: a deck of many events has a long path, a reader's own lecture a long query.
_LONGEST_PATH, _LONGEST_QUERY, _REPEATED = 6000, 200_000, 100
#: The same for readers of every language.
_ALL_LANGUAGES = ("/healthz", "/readyz", "/version", "/favicon.ico")


class _Request(Request):
    """A request whose parameters have their letters in one piece, however they were typed."""

    @cached_property
    def args(self) -> ImmutableMultiDict[str, str]:
        given = super().args
        return ImmutableMultiDict((compose(name), compose(value)) for name, value in given.items(multi=True))


def create_app(
    atlas: str | os.PathLike[str] | None = None,
    *,
    settings: Settings | None = None,
    budget: Budget | None = None,
    prefix: str = "",
) -> Flask:
    """
    Make the application for any WSGI server.

    Parameters
    ----------
    atlas
        Folder or index of an atlas; nothing for the one of the settings.
    settings
        Nothing to read them from the environment.
    budget
        Of memory, where several applications share one.
    prefix
        Under which path readers reach it, as an atlas of a library; what stands before it takes that off.

    Returns
    -------
    app
        Flask application whose `wsgi_app` answers from memory what it has answered before.

    Raises
    ------
    AtlasError
        If the atlas has problems.
    SettingsError
        If a setting cannot be used.
    """
    settings = settings or read_settings()
    app = Flask(__name__, static_folder=None)
    app.request_class = _Request
    app.url_map.strict_slashes = True
    app.url_map.converters["language"] = LanguageConverter
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    budget = budget or Budget(settings.kept_mb * 1_000_000)
    served = Service(
        open_store(atlas or settings.atlas or None, drafts=settings.drafts),
        settings,
        budget=budget,
        prefix=prefix,
    )
    app.extensions["mapsvc"] = served
    app.before_request(lambda: note_rendered(request.environ))
    app.before_request(_refuse_endless)
    app.before_request(_choose_language)
    app.before_request(refuse_for_now)
    app.before_request(read_frame)
    app.after_request(_protect)
    for module in (*find_pages(), mappage, oembed, cards, sharing, downloads, data, shapes, api):
        app.register_blueprint(module.blueprint)
    register_errors(app)
    _add_health(app)
    front = Front(app.wsgi_app, served.languages, budget)
    app.wsgi_app = app.extensions["mapsvc.front"] = front  # type: ignore[method-assign]
    if settings.trusted_proxies:
        app.wsgi_app = Proxies(app.wsgi_app, settings.trusted_proxies)  # type: ignore[method-assign]
    return app


def _refuse_endless() -> None:
    """Refuse an address that is longer than any of ours, and repeat only its beginning."""
    if len(request.path) > _LONGEST_PATH or len(request.query_string) > _LONGEST_QUERY:
        request.path = request.path[:_REPEATED]
        request.query_string = b""
        abort(HTTPStatus.REQUEST_URI_TOO_LONG)


def _choose_language() -> None:
    asked = request.args.get("lang")
    languages = service().languages
    lang = negotiate(asked, request.headers.get("Accept-Language", ""), languages)
    g.lang, g.spoken = (
        lang or nearest(asked or "", request.headers.get("Accept-Language", ""), languages),
        bool(lang),
    )
    if lang is None:
        msg = f"'lang' is {(asked or '')[:20]!r}; it may be {' or '.join(languages)}."
        raise RequestError(msg)


def _protect(response: Response) -> Response:
    """Set the headers that keep a page to itself."""
    _keep_to_this_host(response)
    policy = _policy_of(response)
    embedded = request.path.startswith("/embed/")
    # A file that is downloaded has a stricter one.
    response.headers.setdefault("Content-Security-Policy", policy)
    if not embedded:
        response.headers["X-Frame-Options"] = "DENY"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "same-origin"
    response.headers["Permissions-Policy"] = "geolocation=(), camera=(), microphone=()"
    # No window that opened a page reaches into it, and no other host shows it.
    # Frames, data and files are for other pages too.
    own_page = response.mimetype == "text/html" and not embedded
    if own_page:
        response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin" if own_page else "cross-origin"
    if f"{request.path}/".startswith(("/api/", "/data/", "/static/", "/oembed", "/card/")):
        # Notebooks and pages of other hosts may read the data, and its errors; nothing in it is private.
        # A map in a frame that is sandboxed has no origin, and is another host to its own service.
        response.headers["Access-Control-Allow-Origin"] = "*"
    if request.args.keys() - {"lang"}:
        # One of very many states of a page: it leads a search engine nowhere, and is not the page.
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
    if "lang" not in request.args and not request.path.startswith((*IMMUTABLE, *_ALL_LANGUAGES)):
        response.headers.add("Vary", "Accept-Language")
    return response


def _policy_of(response: Response) -> str:
    """Return what browsers are to hold a page to."""
    script = response.headers.pop("X-Mapsvc-Script", "")
    embedded = request.path.startswith("/embed/")
    ancestors = service().settings.frame_ancestors if embedded else "'none'"
    if ancestors == "*":
        ancestors = "* file:"  # a star means hosts alone, and a presentation on a stick is none
    # Leaflet sets styles one by one, which a policy lets pass. Few pages have some in their markup.
    styled = response.mimetype == "text/html" and b' style="' in response.get_data()
    attributes = "'unsafe-inline'" if styled else "'none'"
    return (
        f"default-src 'none'; script-src 'self' {script}".rstrip() + "; style-src 'self'; "
        f"style-src-attr {attributes}; "
        "img-src 'self' data:; font-src 'self'; connect-src 'self'; frame-src 'self'; form-action 'self'; "
        f"base-uri 'none'; frame-ancestors {ancestors}"
    )


def _keep_to_this_host(response: Response) -> None:
    """
    Take scheme and host of the request out of a redirect.

    Werkzeug writes them when it mends slashes. Before a proxy they are not the reader's, and a stranger
    may have made them up for a cache to keep.
    """
    own = service().settings.base_url + service().prefix
    location = response.headers.get("Location", "")
    if not location or (own and location.startswith(f"{own}/")):
        return
    # A proxy takes off the path below which the service lies, so it is none of the request's.
    here = urlsplit(own).path + urlsplit(location)._replace(scheme="", netloc="").geturl()
    if location != here:
        response.headers["Location"] = here
        response.set_data(b"")  # which repeats the whole address


def _add_health(app: Flask) -> None:
    answers: dict[str, Callable[[], dict[str, str]]] = {
        "/healthz": lambda: {"status": "ok"},
        "/version": lambda: {
            "name": "mapsvc",
            "version": __version__,
            "atlas": app.extensions["mapsvc"].atlas.digest[:12],
        },
    }
    for path, answer in answers.items():
        app.add_url_rule(path, path.strip("/"), answer)
    readiness = Readiness(app, app.extensions["mapsvc"])

    def ready() -> tuple[dict[str, object], int, dict[str, str]]:
        faults = readiness.faults()
        told = {
            "status": "unready" if faults else "ready",
            "atlas": app.extensions["mapsvc"].atlas.digest[:12],
        }
        if not faults:
            return told, HTTPStatus.OK, {}
        return told | {"faults": faults}, HTTPStatus.SERVICE_UNAVAILABLE, {"Cache-Control": "no-store"}

    app.add_url_rule("/readyz", "readyz", ready)
