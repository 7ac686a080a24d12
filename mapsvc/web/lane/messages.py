"""What crosses the border between processes of the lane: a head in JSON and a body, both by length."""

from __future__ import annotations

import asyncio
import json
import socket
import struct
from typing import Any

_LENGTHS = struct.Struct("!II")

Head = dict[str, Any]

#: What every environment has, of requests that lead to no host.
PLAIN_ENVIRON = {
    "SERVER_NAME": "localhost",
    "SERVER_PORT": "80",
    "SERVER_PROTOCOL": "HTTP/1.1",
    "SCRIPT_NAME": "",
    "wsgi.url_scheme": "http",
}


def pack_message(head: Head, body: bytes = b"") -> bytes:
    """Return a message as bytes."""
    text = json.dumps(head).encode()
    return b"".join((_LENGTHS.pack(len(text), len(body)), text, body))


async def read_message(reader: asyncio.StreamReader) -> tuple[Head, bytes]:
    """Return the next message; `asyncio.IncompleteReadError` if the other side has gone."""
    sizes = _LENGTHS.unpack(await reader.readexactly(_LENGTHS.size))
    head, body = [await reader.readexactly(size) for size in sizes]
    return json.loads(head), body


def receive(connection: socket.socket) -> tuple[Head, bytes] | None:
    """Wait for the next message; nothing if the other side has gone."""
    lengths = _exactly(connection, _LENGTHS.size)
    if lengths is None:
        return None
    parts = [_exactly(connection, size) for size in _LENGTHS.unpack(lengths)]
    if parts[0] is None or parts[1] is None:
        return None
    return json.loads(parts[0]), parts[1]


def _exactly(connection: socket.socket, size: int) -> bytes | None:
    parts = bytearray()
    while len(parts) < size:
        part = connection.recv(min(size - len(parts), 1 << 20))
        if not part:
            return None
        parts += part
    return bytes(parts)
