"""Where a server listens: a name, an address of either protocol with a port, or a unix socket."""

from __future__ import annotations

import functools
import socket
import stat
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

_LOOPBACK = ("127.0.0.1", "::1")
_EVERY = ("0.0.0.0", "::")
#: The longest path that every system takes for a unix socket.
_LONGEST_SOCKET = 100


@dataclass(frozen=True)
class Listener:
    """
    Where a server listens.

    Attributes
    ----------
    host
        Address of one of the protocols, never a name; empty with a unix socket.
    port
        Never 0.
    uds
        Path of a unix socket, or nothing.
    """

    host: str
    port: int
    uds: Path | None = None

    @property
    def is_local(self) -> bool:
        """Tell whether none but this machine can reach it."""
        return self.uds is None and self.host in _LOOPBACK

    @property
    def address(self) -> str:
        """The address to open in a browser, or the socket to name to a proxy."""
        if self.uds is not None:
            return f"unix:{self.uds}"
        host = "localhost" if self.host in (*_EVERY, "127.0.0.1") else self.host
        return f"http://{f'[{host}]' if ':' in host else host}:{self.port}/"


def listening_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command `--host`, `--port` and `--uds`, and the `listener` that they name."""

    @click.option(
        "--host",
        default="127.0.0.1",
        show_default=True,
        help="Name or address to listen on; :: takes both protocols.",
    )
    @click.option(
        "--port",
        default=8000,
        show_default=True,
        type=click.IntRange(0, 65535),
        help="Port; 0 takes a free one.",
    )
    @click.option(
        "--uds", type=click.Path(path_type=Path), help="Unix socket to listen on, instead of host and port."
    )
    @functools.wraps(command)
    def wrapped(*args: Any, host: str, port: int, uds: Path | None, **options: Any) -> Any:
        listener = find_listener(host, port) if uds is None else _find_socket(uds)
        return command(*args, listener=listener, **options)

    return wrapped


def find_listener(host: str, port: int) -> Listener:
    """
    Find the address of a host at which a port is free.

    Parameters
    ----------
    host
        A name, or an address of either protocol. Of a name with addresses of both, the older goes first,
        as those who ask for the name try both.
    port
        0 for one that is free.

    Raises
    ------
    click.UsageError
        If nothing can be listened on; before workers fail one by one.
    """
    try:
        found = socket.getaddrinfo(host.strip("[]"), port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    except (socket.gaierror, UnicodeError) as error:
        msg = (
            f"no host is called {host[:80]!r}; write a name or an address, such as localhost, 0.0.0.0 or ::."
        )
        raise click.UsageError(msg) from error
    reason = "it has no address"
    for family, kind, _, _, place in sorted(found, key=lambda one: one[0] != socket.AF_INET):
        if any(place[3:]):
            reason = "an address that holds on one link alone is not served"
            continue
        try:
            with socket.socket(family, kind) as probe:
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                probe.bind(place)
                return Listener(str(place[0]), int(probe.getsockname()[1]))
        except OSError as error:
            reason = error.strerror or str(error)
    msg = f"cannot listen on {host}:{port}: {reason}; choose another with --host or --port."
    raise click.UsageError(msg)


def _find_socket(path: Path) -> Listener:
    """Return a unix socket after removing one of the same name that nobody listens on any more."""
    place = path.absolute()
    if not hasattr(socket, "AF_UNIX"):
        msg = "this system has no unix sockets; give --host and --port."
        raise click.UsageError(msg)
    if len(bytes(place)) > _LONGEST_SOCKET:
        msg = (
            f"the path of a unix socket has at most {_LONGEST_SOCKET} bytes; choose a shorter one with --uds."
        )
        raise click.UsageError(msg)
    try:
        if place.is_symlink() or place.exists():
            _remove_stale(place)
        with socket.socket(socket.AF_UNIX) as probe:
            probe.bind(str(place))
        place.unlink()
    except OSError as error:
        msg = f"cannot listen on {str(path)!r}: {error.strerror or error}; choose another with --uds."
        raise click.UsageError(msg) from error
    return Listener("", 0, place)


def _remove_stale(place: Path) -> None:
    if not stat.S_ISSOCK(place.lstat().st_mode):
        raise FileExistsError(None, "something that is no socket stands there")
    with socket.socket(socket.AF_UNIX) as probe:
        try:
            probe.connect(str(place))
        except ConnectionRefusedError:
            place.unlink()
            return
    raise FileExistsError(None, "another server listens there")
