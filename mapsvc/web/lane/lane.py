"""The lane as a worker knows it: what it wishes for, and gets or not."""

from __future__ import annotations

import asyncio
import secrets
import sys
import tempfile
from pathlib import Path
from typing import Any

from mapsvc.web.accesses import request_id_of
from mapsvc.web.lane.messages import PLAIN_ENVIRON, pack_message, read_message
from mapsvc.web.lane.queue import Refusal
from mapsvc.web.reply import Environ, Reply

#: What of a request decides what is drawn; hosts and validators do not.
_PASSED_ON = (
    "REQUEST_METHOD",
    "PATH_INFO",
    "QUERY_STRING",
    "HTTP_ACCEPT_LANGUAGE",
    "HTTP_ACCEPT",
    "CONTENT_TYPE",
)
#: When to come again where the lane itself is just being started.
_SOON_S = 2


def find_place() -> str:
    """Return a name for the lane's socket; where the system can, one that lies in no folder."""
    name = f"mapsvc-{secrets.token_hex(12)}"
    if sys.platform == "linux":
        return f"\0{name}"
    return str(Path(tempfile.mkdtemp(prefix="mapsvc-")) / name)


class Lane:
    """
    The way to the keeper of the lane.

    Parameters
    ----------
    place
        As `find_place` returned it.
    """

    def __init__(self, place: str) -> None:
        self._place = place

    async def draw(self, tag: str, environ: Environ, body: bytes, address: str) -> Reply | Refusal:
        """
        Have a file drawn; cancelled, nobody waits for it any more.

        Parameters
        ----------
        tag
            What it is known by.
        body
            What was sent with the request.
        address
            Of the reader.
        """
        taken: dict[str, Any] = {name: environ[name] for name in _PASSED_ON if environ.get(name)}
        taken["HTTP_X_REQUEST_ID"] = request_id_of(environ)
        if body:
            taken["CONTENT_LENGTH"] = str(len(body))
        try:
            reader, writer = await asyncio.open_unix_connection(self._place, limit=1 << 20)
        except OSError:
            return Refusal(503, _SOON_S)
        try:
            wish = {"tag": tag, "environ": PLAIN_ENVIRON | taken, "address": address}
            writer.write(pack_message(wish, body))
            head, drawn = await read_message(reader)
        except (OSError, asyncio.IncompleteReadError):
            return Refusal(503, _SOON_S)
        finally:
            writer.close()
        if "refused" in head:
            return Refusal(head["refused"], head["retry_s"])
        return Reply(head["status"], [(name, value) for name, value in head["headers"]], drawn)
