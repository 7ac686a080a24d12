"""Errors as answers: which class gives which status, as a page or as JSON."""

from __future__ import annotations

import json
import logging
from typing import Any

from flask import Flask, Response, g, request
from werkzeug.exceptions import HTTPException, MethodNotAllowed

from mapsvc.errors import (
    DateError,
    DayError,
    MapsvcError,
    MissingExtraError,
    NotFoundError,
    RequestError,
    UnavailableError,
    WriteError,
)
from mapsvc.language import find_word, translate
from mapsvc.model.date_text import format_date
from mapsvc.model.day import Day
from mapsvc.templating import render
from mapsvc.web.accesses import request_id_of
from mapsvc.web.made_files import REFUSED
from mapsvc.web.service import service
from mapsvc.web.slashes import is_for_readers, lead_without_slash

logger = logging.getLogger(__name__)

#: Who finds the database away is told to come again after so many seconds.
_AWAY_S = 5
#: The first class that fits decides.
STATUS: tuple[tuple[type[Exception], int], ...] = (
    (NotFoundError, 404),
    # What needs a library that is not installed is nowhere offered, and is not there.
    (MissingExtraError, 404),
    (RequestError, 400),
    (DateError, 400),
)


def register_errors(app: Flask) -> None:
    """Answer every own error by `STATUS`, every error of HTTP by its code, and all others by 500."""
    for error, _ in STATUS:
        app.register_error_handler(error, _answer_own)
    app.register_error_handler(WriteError, _answer_no_room)
    app.register_error_handler(UnavailableError, _answer_away)
    app.register_error_handler(HTTPException, _answer_http)
    app.register_error_handler(Exception, _answer_unforeseen)


def _answer_own(error: Exception) -> Response:
    code = next(code for kind, code in STATUS if isinstance(error, kind))
    led = lead_without_slash() if code == 404 else None
    if led is not None:
        return led
    return answer_error(code, str(error), day=error if isinstance(error, DayError) else None)


def _answer_http(error: HTTPException) -> Response:
    if error.code == 404 and is_for_readers():
        error = MethodNotAllowed(["GET", "HEAD", "OPTIONS"])
    code = error.code or 500
    led = lead_without_slash() if code == 404 else None
    if led is not None:
        return led
    response = answer_error(code, _HTTP_WORDS.get(code, error.name))
    allowed = getattr(error, "valid_methods", None)
    if allowed:
        response.headers["Allow"] = ", ".join(sorted(allowed))
    location = dict(error.get_headers()).get("Location")
    if location:
        response.headers["Location"] = location
    return response


def _about(status: int) -> dict[str, Any]:
    """Return what a record about a request says beside its message."""
    query = request.query_string.decode("utf-8", "replace")
    return {
        "request_id": request_id_of(request.environ),
        "method": request.method[:20],
        "path": f"{request.path}{'?' if query else ''}{query}"[:_MOST_ASKED],
        "status": status,
    }


def refuse_for_now() -> Response | None:
    """Answer a request for which the lane of files has no room, in place of what was asked for."""
    code = request.environ.get(REFUSED)
    return answer_error(code, _HTTP_WORDS[code]) if code else None


_HTTP_WORDS = {
    404: "There is nothing at this address.",
    405: "This address answers GET and HEAD only.",
    413: "More was sent than this address takes.",
    429: "Much was made for this address just now; come again a little later.",
    503: "More files are asked for than can be made; come again a little later.",
    507: "The service has no room to put this file together; another format may do.",
}
_UNFORESEEN = "Something went wrong in the service."


def _answer_no_room(error: Exception) -> Response:
    """Answer where a file needs a folder that is full or missing; in which, its owner is told."""
    told = _about(507)
    logger.error("no room for a file, %r: %s", told["path"], error, extra=told)
    return answer_error(507, _HTTP_WORDS[507], reference=told["request_id"])


def _answer_away(error: Exception) -> Response:
    """Answer where the database of the atlas is away; where it lies, its owner is told."""
    told = _about(503)
    logger.error("%s", error, extra=told)
    response = answer_error(503, "The atlas does not answer for now; come again a little later.")
    response.headers["Retry-After"] = str(_AWAY_S)
    return response


def _answer_unforeseen(error: Exception) -> Response:
    reference = request_id_of(request.environ)
    told = _about(500)
    logger.error(
        "request failed, reference %s: %s %r",
        reference,
        told["method"],
        told["path"],
        exc_info=error,
        extra=told,
    )
    message = str(error) if isinstance(error, MapsvcError) else _UNFORESEEN
    return answer_error(500, message, reference=reference)


def answer_error(
    code: int, message: str, *, reference: str | None = None, day: DayError | None = None
) -> Response:
    """
    Return an error as JSON where data is asked for, else as a page in the reader's language.

    The page about a `day` that will not do has its field again, with what was typed.
    """
    if code < 500:
        logger.info("request refused: %s", message, extra=_about(code))
    asks_for_data = request.path.startswith("/share/") and request.path.endswith(".json")
    # A script that sends something says what it can read; a form takes a page.
    asks_for_data |= request.method == "POST" and request.accept_mimetypes.best == "application/json"
    if asks_for_data or f"{request.path}/".startswith(("/api/", "/data/", "/oembed")):
        document: dict[str, Any] = {"code": _CODES.get(code, "Error"), "description": message}
        document["request_id"] = request_id_of(request.environ)
        response = Response(status=code, mimetype="application/json")
        response.set_data(json.dumps(document, ensure_ascii=False))
        return response
    return Response(_page(code, message, reference, day), status=code, mimetype="text/html")


_CODES = {
    400: "InvalidParameterValue",
    404: "NotFound",
    405: "MethodNotAllowed",
    413: "PayloadTooLarge",
    429: "TooManyRequests",
    500: "InternalError",
    501: "NotImplemented",
    503: "ServiceUnavailable",
    507: "InsufficientStorage",
}


def _page(code: int, message: str, reference: str | None, day: DayError | None) -> str:
    from mapsvc.web.near_addresses import find_near
    from mapsvc.web.page import page_context

    lang = g.get("lang") or service().languages[0]
    known = code if find_word(lang, f"error.{code}") else 500 if code >= 500 else 400
    unspoken = not g.get("spoken", True)
    title = translate(lang, "error.unspoken" if unspoken else f"error.{known}")
    context = page_context(lang, title=title, description=title)
    advice = translate(lang, "error.hint_unspoken" if unspoken else f"error.hint_{known}")
    # What the package itself says is in English, and the page says so; what HTTP says, the reader's
    # language says better.
    said = message if message not in {*_HTTP_WORDS.values(), _UNFORESEEN} else ""
    # A mistaken address is nobody's to link to.
    context["page"]["canonical"] = ""
    context |= {"code": code, "title": title, "said": said, "unspoken": unspoken}
    context |= {"advice": advice + (f": {reference}" if reference else "")}
    mistaken = known in _MISTAKEN and not unspoken
    context |= {"near": find_near(request.path, request.args, lang) if mistaken else None}
    context["day"] = _day_again(day, lang) if day else None
    return render("pages/error.html", lang, context | _asked(code, lang))


#: Of an address that is repeated to the reader.
_MOST_ASKED = 300
#: Those that a mistyped address gets.
_MISTAKEN = (400, 404, 410)


def _asked(code: int, lang: str) -> dict[str, str]:
    """Return what was asked for, and the same address where it may do when read without its query."""
    query = request.query_string.decode("utf-8", "replace")
    more = code == 405 or (code == 400 and g.get("spoken", True) and request.args.keys() - {"lang"})
    return {
        "asked": f"{request.path}{'?' if query else ''}{query}"[:_MOST_ASKED],
        "plain": service().urls(lang).page(request.path) if more else "",
    }


def _day_again(error: DayError, lang: str) -> dict[str, Any]:
    """Return the form in which a day was typed that will not do, and what would."""
    first, last, such = map(Day.fromisoformat, error.ends)
    words = translate(lang, "day_field.outside" if error.outside else "day_field.bad")
    notations = {
        "long": format_date(such, lang),
        "short": f"{such.day}.{such.month}.{such.year}",
        "iso": such,
    }
    ends = {"first": format_date(first, lang), "last": format_date(last, lang)}
    return {
        "said": words.format(typed=error.typed, **notations),
        "range": translate(lang, "day_field.range").format(**ends),
        "action": request.path,
        "field": error.field,
        "typed": error.typed,
        "first": error.ends[0],
        "last": error.ends[1],
        "others": {name: value for name, value in request.args.items() if name != error.field},
    }
