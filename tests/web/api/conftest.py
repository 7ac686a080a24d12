"""The API as another programme meets it: served on a port, with no setting."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from werkzeug.serving import WSGIRequestHandler, make_server

if TYPE_CHECKING:
    from flask import Flask


class Quiet(WSGIRequestHandler):
    """Writes no line a request."""

    def log(self, type: str, message: str, *args: object) -> None:
        """Say nothing."""


def serve(app: Flask) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=Quiet)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/api"
    server.shutdown()
    thread.join()


@pytest.fixture(scope="session")
def api_of_tiny(tiny_app: Flask) -> Iterator[str]:
    """Address of the API of the tiny atlas."""
    yield from serve(tiny_app)


@pytest.fixture(scope="session")
def api(app: Flask) -> Iterator[str]:
    """Address of the API of the shipped atlas."""
    yield from serve(app)
