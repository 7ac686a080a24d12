"""A slash too many at the end of an address: it leads to the address without it."""

from __future__ import annotations

from urllib.parse import quote

from flask import Response, current_app, request
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect


def lead_without_slash() -> Response | None:
    """Return the way to the address without its last slashes; nothing where there is none."""
    path = "/" + request.path.strip("/")
    if request.method not in {"GET", "HEAD"} or path in {request.path, "/"}:
        return None
    try:
        current_app.url_map.bind("localhost").match(path, method="GET")
    except (RequestRedirect, HTTPException):
        return None
    query = request.query_string.decode("ascii", "ignore")
    response = Response(status=308)
    response.headers["Location"] = quote(path) + (f"?{query}" if query else "")
    return response
