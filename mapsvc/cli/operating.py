"""What who runs a server sees of it: logs, a line a request, counts at an address of their own."""

from __future__ import annotations

import functools
import os
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import click
from prometheus_client import start_http_server

from mapsvc import __version__
from mapsvc.cli.listening import find_listener
from mapsvc.settings import LOG_LEVELS, read_settings
from mapsvc.web.accesses import Watch, write_line
from mapsvc.web.log_lines import logging_settings
from mapsvc.web.metrics import Board, registry_of


@dataclass(frozen=True)
class Operation:
    """
    What is to be seen of a server.

    Attributes
    ----------
    level
        From which level on the package's own records are written.
    access_log
        Whether a line is written about each request.
    metrics
        Where counts are to be had, as host and port; nothing for nowhere.
    board
        Where they are kept.
    """

    level: str
    access_log: bool
    metrics: tuple[str, int] | None
    board: Board | None

    @property
    def logging(self) -> dict[str, Any]:
        """What `logging.config.dictConfig` takes."""
        return logging_settings(self.level)

    @property
    def watch(self) -> Watch | None:
        """What sees all that is asked of a worker; nothing if nobody wants to know."""
        if self.board is None and not self.access_log:
            return None
        return Watch(write=write_line if self.access_log else None, board=self.board)

    def show(self, atlas: str) -> str:
        """Answer those who ask for counts, and return the line that says where; nothing if nobody is to."""
        if self.metrics is None or self.board is None:
            return ""
        host, port = self.metrics
        exporter, _ = start_http_server(
            port, host, registry_of(self.board, version=__version__, atlas=atlas[:12])
        )
        # A worker has the open socket of the process that it was made of, and is to answer nobody there.
        os.register_at_fork(after_in_child=exporter.socket.close)
        return f"metrics at http://{f'[{host}]' if ':' in host else host}:{port}/metrics"


def operating_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options of an `Operation`, and the `operation` that they ask for."""

    @click.option(
        "--log-level",
        type=click.Choice(LOG_LEVELS, case_sensitive=False),
        help="From which level on JSON lines go to the standard error; warning when not given.",
    )
    @click.option(
        "--access-log/--no-access-log",
        default=None,
        help="Write a JSON line about each request to the standard output.",
    )
    @click.option(
        "--metrics",
        metavar="[HOST:]PORT",
        help="Answer Prometheus at an address of its own; of this machine alone if no host is named.",
    )
    @functools.wraps(command)
    def wrapped(
        *args: Any, log_level: str | None, access_log: bool | None, metrics: str | None, **options: Any
    ) -> Any:
        settings = read_settings()
        place = _read_place(found) if (found := metrics or settings.metrics) else None
        board = Board(2 * int(options["workers"]) + 2) if place else None
        lines = settings.access_log if access_log is None else access_log
        operation = Operation(log_level or settings.log_level, lines, place, board)
        return command(*args, operation=operation, **options)

    return wrapped


def _read_place(text: str) -> tuple[str, int]:
    host, _, port = text.rpartition(":")
    if not (port.isascii() and port.isdigit() and int(port[:6]) <= 65535):
        msg = f"--metrics is {text[:80]!r}; write a port, such as 9100, or a host and a port."
        raise click.UsageError(msg)
    found = find_listener(host or "127.0.0.1", int(port))
    return found.host, found.port
