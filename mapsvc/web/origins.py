"""
Under which address readers reach the service: the setting, else the host that the request was sent to.

The sender of a request chooses its host, so nothing that is kept may name it. What is made says `OWN_ADDRESS`
instead, and the front, which gives an answer to one reader, puts that reader's host there.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

#: Stands for scheme and host in what is kept. No host has this name (RFC 2606).
OWN_ADDRESS = "https://own-address.invalid"
#: Key of a WSGI environment under which a caller within the process says what to write instead.
GIVEN_ORIGIN = "mapsvc.origin"
_OWN_QUOTED = quote(OWN_ADDRESS, safe="")
_HOST_LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_HOST_NAME = re.compile(
    rf"(?:{_HOST_LABEL}(?:\.{_HOST_LABEL})*\.?|\[[0-9A-Fa-f:.]{{2,45}}\])(?::\d{{1,5}})?", re.ASCII
)
_LONGEST_HOST = 260


def origin_of(environ: Mapping[str, Any]) -> str:
    """
    Return scheme and host that a request was sent to.

    Parameters
    ----------
    environ
        Of WSGI.

    Returns
    -------
    origin
        Nothing if the host is no host name; addresses are then written without one.
    """
    if GIVEN_ORIGIN in environ:
        return str(environ[GIVEN_ORIGIN])
    host, scheme = str(environ.get("HTTP_HOST", "")), str(environ.get("wsgi.url_scheme", "http"))
    if len(host) > _LONGEST_HOST or not _HOST_NAME.fullmatch(host) or scheme not in ("http", "https"):
        return ""
    return f"{scheme}://{host.lower()}"


def names_own(body: bytes) -> bool:
    """Tell whether an answer has a place for the reader's host."""
    return OWN_ADDRESS.encode() in body or _OWN_QUOTED.encode() in body


def filled(body: bytes, origin: str) -> bytes:
    """Return an answer with an origin in all places for it."""
    plain = body.replace(OWN_ADDRESS.encode(), origin.encode())
    return plain.replace(_OWN_QUOTED.encode(), quote(origin, safe="").encode())
