"""Proxies before the service: what some of them say of the reader's request is believed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from ipaddress import ip_address, ip_network
from typing import Any

from werkzeug.middleware.proxy_fix import ProxyFix

from mapsvc.settings import BY_SOCKET

_Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class Proxies:
    """
    A WSGI application before another: reads `X-Forwarded-Proto`, `-Host` and `-For` of named proxies.

    Anybody may send these headers; from an address that is not named they are left alone, and mean nothing.
    Who comes by a unix socket has no address, and is named as such.
    """

    def __init__(self, application: _Application, networks: Sequence[str]) -> None:
        self._plain = application
        self._forwarded = ProxyFix(application, x_for=1, x_proto=1, x_host=1)
        self._networks = [ip_network(network) for network in networks if network != BY_SOCKET]
        self._by_socket = BY_SOCKET in networks

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Answer a request."""
        trusted = self._is_named(str(environ.get("REMOTE_ADDR", "")))
        return (self._forwarded if trusted else self._plain)(environ, start_response)

    def believed(self, environ: dict[str, Any]) -> dict[str, Any]:
        """Return the environment of a request as the named proxies have it."""
        if self._is_named(str(environ.get("REMOTE_ADDR", ""))):
            ProxyFix(_nothing, x_for=1, x_proto=1, x_host=1)(environ, _nothing)
        return environ

    def _is_named(self, address: str) -> bool:
        if not address:
            return self._by_socket
        try:
            found = ip_address(address)
        except ValueError:
            return False
        # One that speaks both protocols is written as of the newer one.
        plain = getattr(found, "ipv4_mapped", None) or found
        return any(plain in network for network in self._networks)


def _nothing(*_: Any) -> Any:
    return []
