"""Who may come to the workbench: its own pages on this machine, or who has the token."""

from __future__ import annotations

import hmac
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

Environ = dict[str, Any]
StartResponse = Callable[..., Any]

#: What a name of this machine may be in the header `Host`.
LOOPBACK = ("localhost", "127.0.0.1", "[::1]")
TOKEN_HEADER = "HTTP_X_EDIT_TOKEN"
COOKIE = "mapsvc-edit"
#: What a page is told that sent no token, or one of a server that was ended: it asks for the new one.
NO_TOKEN = "token"
_READ_METHODS = {"GET", "HEAD", "OPTIONS"}
#: What asks whether the service lives.
_ALWAYS_OPEN = {"/healthz"}
#: What of an answer other pages would read.
_FOR_OTHERS = ("access-control-", "cross-origin-resource-policy")


@dataclass(frozen=True)
class Guard:
    """
    A WSGI application before the workbench and its atlas: refuses whoever is not one of its own pages.

    Attributes
    ----------
    application
        What it stands before.
    csrf
        What a page of ours sends with everything that changes something.
    token
        By which others than this machine come in: once in a link, then as a cookie. Nothing where only this
        machine can reach it.
    """

    application: Callable[[Environ, StartResponse], Iterable[bytes]]
    csrf: str
    token: str = ""

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Answer, or say why not."""
        refused = self._refused(environ)
        if refused:
            return _say(start_response, "403 Forbidden", refused)
        if self.token and environ.get("PATH_INFO") not in _ALWAYS_OPEN and not self._is_known(environ):
            if self._names_token(environ):
                return self._let_in(environ, start_response)
            return _say(
                start_response, "403 Forbidden", "Open the link with the token that the server printed."
            )
        return self.application(
            environ, lambda status, headers, *rest: start_response(status, _own(headers), *rest)
        )

    def _refused(self, environ: Environ) -> str:
        """Return why a request is none of our pages', if it is so."""
        host = environ.get("HTTP_HOST", "")
        if not self.token and not _is_loopback(host):
            return "This address is not one of this machine: open the one that the server printed."
        reads = environ.get("REQUEST_METHOD") in _READ_METHODS
        if not (_is_of_same_site(environ, host) or (reads and _is_opened_link(environ))):
            return "Another site asked for this."
        of_rooms = f"{environ.get('PATH_INFO', '')}/".startswith("/edit/")
        if of_rooms and not reads and not _same(environ.get(TOKEN_HEADER, ""), self.csrf):
            return NO_TOKEN
        return ""

    def _is_known(self, environ: Environ) -> bool:
        try:
            cookie = SimpleCookie(environ.get("HTTP_COOKIE", "")).get(COOKIE)
        except CookieError:
            return False
        return cookie is not None and _same(cookie.value, self.token)

    def _names_token(self, environ: Environ) -> bool:
        given = dict(parse_qsl(environ.get("QUERY_STRING", "")))
        return environ.get("REQUEST_METHOD") == "GET" and _same(given.get("token", ""), self.token)

    def _let_in(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Give the cookie, and lead to the same address without the token."""
        rest = [pair for pair in parse_qsl(environ.get("QUERY_STRING", "")) if pair[0] != "token"]
        path = "/" + environ.get("PATH_INFO", "/").lstrip("/\\")
        place = f"{path}?{urlencode(rest)}" if rest else path
        cookie = f"{COOKIE}={self.token}; Path=/; HttpOnly; SameSite=Strict"
        headers = [("Location", place), ("Set-Cookie", cookie), ("Cache-Control", "no-store")]
        start_response("303 See Other", [*headers, ("Content-Length", "0")])
        return [b""]


def _is_loopback(host: str) -> bool:
    name, _, port = host.rpartition(":")
    return (name if port.isdecimal() else host).lower() in LOOPBACK


def _is_of_same_site(environ: Environ, host: str) -> bool:
    """Tell whether a request is one of our own pages, of the address bar, or of no browser."""
    origin = environ.get("HTTP_ORIGIN")
    if origin is not None:
        parts = urlsplit(origin)
        if parts.scheme not in {"http", "https"} or parts.netloc != host:
            return False
    return environ.get("HTTP_SEC_FETCH_SITE", "none") in {"same-origin", "none"}


def _is_opened_link(environ: Environ) -> bool:
    """Tell whether a person follows a link that stands elsewhere: that only opens a page."""
    wanted = ("navigate", "document")
    found = tuple(environ.get(f"HTTP_SEC_FETCH_{name}") for name in ("MODE", "DEST"))
    return found == wanted and "HTTP_ORIGIN" not in environ


def _same(given: str, wanted: str) -> bool:
    return hmac.compare_digest(given.encode("utf-8", "replace"), wanted.encode())


def _own(headers: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return the headers of an answer that no other site may read."""
    kept = [(name, value) for name, value in headers if not name.lower().startswith(_FOR_OTHERS)]
    return [*kept, ("Cross-Origin-Resource-Policy", "same-origin")]


def _say(start_response: StartResponse, status: str, message: str) -> Iterable[bytes]:
    body = message.encode()
    start_response(
        status,
        [
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Length", str(len(body))),
            ("X-Content-Type-Options", "nosniff"),
            ("Cache-Control", "no-store"),
        ],
    )
    return [body]
