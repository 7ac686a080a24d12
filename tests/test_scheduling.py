"""What is ready is given where a request comes in; all else is left to the server."""

from __future__ import annotations

from typing import Any

from mapsvc.cli.scheduling import at_once_or


class Desk:
    """Knows one address."""

    def at_once(self, scope: str, protocol: list[str]) -> bool:
        if scope == "/known":
            protocol.append("answered")
        return scope == "/known"


class Watcher:
    def __init__(self, scope: str) -> None:
        self.scope, self.proto = scope, list[str]()
        self.ended = False

    def done(self) -> None:
        self.ended = True


def test_only_what_is_not_ready_goes_to_the_server() -> None:
    left: list[Any] = []
    desk: Any = Desk()
    schedule = at_once_or(desk, left.append)
    known, unknown = Watcher("/known"), Watcher("/other")
    schedule(known)
    schedule(unknown)
    assert (known.proto, known.ended) == (["answered"], True)
    assert (unknown.proto, unknown.ended, left) == ([], False, [unknown])
