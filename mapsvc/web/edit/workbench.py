"""The application of `mapsvc edit`: rooms of the workbench, and beside them the atlas for readers."""

from __future__ import annotations

import dataclasses
import logging
import threading
from collections.abc import Callable, Iterable
from http import HTTPStatus
from pathlib import Path
from typing import Any

from flask import Flask, Response, g, redirect, request
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as Answered

from mapsvc.errors import EditConflict, MapsvcError, NotFoundError, WriteError
from mapsvc.language import LAST_RESORT, Language, interface_languages, translate
from mapsvc.settings import Settings, read_settings
from mapsvc.templating import render
from mapsvc.web.app import create_app
from mapsvc.web.data import hold, static_answer
from mapsvc.web.edit.bench import Bench, Signature, bench
from mapsvc.web.edit.guard import Environ, Guard, StartResponse
from mapsvc.web.edit.replies import answer_data, conflict, problems
from mapsvc.web.edit.rooms import find_room_files
from mapsvc.web.language import negotiate

logger = logging.getLogger(__name__)

#: What may be sent at once, in bytes: a scanned map, a text of some hundred pages.
MOST_SENT_BYTES = 64_000_000
#: What the workbench answers itself; all else is the atlas's.
_OF_WORKBENCH = ("/edit/", "/static/", "/healthz/")
_LANGUAGE_COOKIE = "mapsvc-edit-lang"
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; style-src-attr 'none'; "
    "img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; frame-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)


def create_edit_app(
    root: Path | None,
    *,
    shelf: Path | None = None,
    who: str = "",
    token: str = "",
    settings: Settings | None = None,
) -> Callable[[Environ, StartResponse], Iterable[bytes]]:
    """
    Make the application of a folder that is edited.

    Parameters
    ----------
    root
        It may be empty, or not be there: the first room makes an atlas in it.
    shelf
        Without a folder: where several atlases lie, of which the first room opens one.
    who
        Whose name the changes bear.
    token
        By which others than this machine come in; nothing where only this machine can reach it.

    Returns
    -------
    app
        WSGI application with its guard before it.
    """
    held = Bench(Path(root or shelf or ""), shelf if root is None else None, who, is_local=not token)
    app = _make_workbench(held)
    return Guard(Doors(app.wsgi_app, held, settings or read_settings()), held.csrf, token)


def _make_workbench(held: Bench) -> Flask:
    app = Flask(__name__, static_folder=None)
    app.url_map.strict_slashes = True
    app.config["MAX_CONTENT_LENGTH"] = MOST_SENT_BYTES
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    app.extensions["mapsvc.bench"] = held
    app.before_request(_choose_language)
    app.after_request(_protect)
    app.register_error_handler(MapsvcError, _answer_own)
    app.register_error_handler(HTTPException, _answer_http)
    app.register_error_handler(Exception, _answer_unforeseen)
    for module in find_room_files():
        app.register_blueprint(module.blueprint)
    app.add_url_rule("/edit/", "first", lambda: redirect(f"/edit/start/?lang={g.lang}"))
    app.add_url_rule("/edit/token.json", "token", lambda: answer_data({"token": bench().csrf}))
    app.add_url_rule("/healthz", "healthz", lambda: answer_data({"status": "ok"}))
    app.add_url_rule("/static/<version>/<path:name>", "static", _static)
    return app


def _static(version: str, name: str) -> Response:
    hold(version, bench().static_version)
    response = static_answer(name)
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


def _choose_language() -> None:
    """Speak the language asked for, else the one chosen before, else the one that the browser likes."""
    asked = request.args.get("lang") or request.cookies.get(_LANGUAGE_COOKIE)
    g.lang = _language(asked, request.headers.get("Accept-Language", ""))


def _language(asked: str | None, accepted: str) -> Language:
    offered = [Language(tag) for tag in interface_languages()]
    found = negotiate(asked, "", offered) if asked else None
    return found or negotiate(None, accepted or LAST_RESORT, offered) or Language(LAST_RESORT)


def _protect(response: Response) -> Response:
    """Set the headers that keep a page to itself, and the language that was chosen."""
    if "lang" in request.args and request.args["lang"] == g.lang:
        response.set_cookie(
            _LANGUAGE_COOKIE, str(g.lang), samesite="Strict", httponly=True, max_age=31_536_000
        )
    response.headers.setdefault("Content-Security-Policy", _POLICY)
    response.headers.setdefault("Cache-Control", "no-store")
    response.headers.setdefault("X-Frame-Options", "DENY")
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "same-origin"
    response.headers["Permissions-Policy"] = "geolocation=(), camera=(), microphone=()"
    response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
    return response


# ---- errors ----------------------------------------------------------------------------------------------
def _answer_own(error: MapsvcError) -> Response:
    if isinstance(error, EditConflict):
        return conflict(error)
    if isinstance(error, WriteError):
        return problems([("", str(error))], HTTPStatus.INSUFFICIENT_STORAGE)
    status = HTTPStatus.NOT_FOUND if isinstance(error, NotFoundError) else HTTPStatus.UNPROCESSABLE_ENTITY
    return problems([("", str(error))], status)


def _answer_http(error: HTTPException) -> Answered:
    if error.response is not None or (error.code or 500) < 400:
        return error.get_response()
    return problems([("", error.description or error.name)], error.code or 500)


def _answer_unforeseen(error: Exception) -> Response:
    logger.error("the workbench failed at %r", request.path[:300], exc_info=error)
    return problems([("", translate(g.get("lang", LAST_RESORT), "edit.js.failed"))], 500)


# ---- the atlas beside ------------------------------------------------------------------------------------
class Doors:
    """
    Leads to the workbench or to the atlas, which is read again when it is asked for after a change.

    Parameters
    ----------
    workbench
        Answers `/edit/`.
    held
        The folder.
    settings
        Of the atlas's own application.
    """

    def __init__(
        self,
        workbench: Callable[[Environ, StartResponse], Iterable[bytes]],
        held: Bench,
        settings: Settings,
    ) -> None:
        self._workbench, self._bench = workbench, held
        self._settings = dataclasses.replace(settings, base_url="", trusted_proxies=(), drafts=True)
        self._lock = threading.Lock()
        self._made: Flask | None = None
        self._tried: tuple[Signature, str] | None = None

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request."""
        path = f"{environ.get('PATH_INFO', '')}/"
        if path.startswith(_OF_WORKBENCH) or (path == "//" and not self._bench.has_atlas):
            if path == "//":
                environ["PATH_INFO"] = "/edit/"
            return self._workbench(environ, start_response)
        app, faults = self._atlas_app()
        if app is None:
            return _faulty(faults, environ)(environ, start_response)
        return app.wsgi_app(environ, start_response)

    def _atlas_app(self) -> tuple[Flask | None, str]:
        """Return the application of the atlas as it is now; as it was last, if it has faults now."""
        with self._lock:
            signature = self._bench.signature()
            if self._tried is None or self._tried[0] != signature:
                faults = ""
                try:
                    self._made = create_app(self._bench.root, settings=self._settings)
                except MapsvcError as error:
                    faults = str(error)
                self._tried = signature, faults
            return self._made, self._tried[1]


def _faulty(faults: str, environ: Environ) -> Callable[[Any, Any], Any]:
    """Return the page that stands for the atlas as long as it cannot be shown."""
    lang = _language(None, environ.get("HTTP_ACCEPT_LANGUAGE", ""))
    html = render("edit/faulty.html", lang, {"faults": faults.splitlines()})
    headers = {"Content-Security-Policy": _POLICY, "Cache-Control": "no-store"}
    return Response(html, HTTPStatus.SERVICE_UNAVAILABLE, headers, mimetype="text/html")
