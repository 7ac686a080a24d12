"""A server for the few pages of one machine; the same on every system."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server


class _Quiet(WSGIRequestHandler):
    """Keeps connections open, and says nothing of each request."""

    protocol_version = "HTTP/1.1"

    def log(self, type: str, message: str, *args: Any) -> None:
        """Say nothing."""


@contextlib.contextmanager
def local_server(host: str, port: int, app: Callable[..., Iterable[bytes]]) -> Iterator[BaseWSGIServer]:
    """Listen at an address; `serve_forever` of what is given answers until it is shut down."""
    server = make_server(host, port, app, threaded=True, request_handler=_Quiet)
    try:
        yield server
    finally:
        server.server_close()
