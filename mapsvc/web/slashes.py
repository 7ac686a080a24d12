"""A slash too many at the end of an address, or one too few: where it leads, and whether it is only read."""

from __future__ import annotations

from urllib.parse import quote

from flask import Response, current_app, request
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

_READING = ("GET", "HEAD")


def lead_without_slash() -> Response | None:
    """Return the way to the address without its last slashes; nothing where there is none."""
    path = "/" + request.path.strip("/")
    if request.method not in _READING or path in {request.path, "/"} or not _is_address(path):
        return None
    query = request.query_string.decode("ascii", "ignore")
    response = Response(status=308)
    response.headers["Location"] = quote(path) + (f"?{query}" if query else "")
    return response


def is_for_readers() -> bool:
    """Tell whether something was sent to an address that is there, with its slash, and is only read."""
    return request.method not in _READING and any(map(_is_address, (request.path, f"{request.path}/")))


def _is_address(path: str) -> bool:
    try:
        current_app.url_map.bind("localhost").match(path, method="GET")
    except (RequestRedirect, HTTPException):
        return False
    return True
