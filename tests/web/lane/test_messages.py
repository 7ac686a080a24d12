"""Messages between processes."""

from __future__ import annotations

import asyncio
import socket
import threading

from mapsvc.web.lane.messages import pack_message, read_message, receive
from tests.running import run_apart

HEAD, BODY = {"status": "200 OK", "headers": [["X", "ğ"]]}, bytes(range(256)) * 20_000


def test_message_arrives_as_it_was_sent_in_whatever_pieces() -> None:
    here, there = socket.socketpair()
    with here, there:
        sent = threading.Thread(target=here.sendall, args=(pack_message(HEAD, BODY) + pack_message({}),))
        sent.start()
        assert receive(there) == (HEAD, BODY)
        assert receive(there) == ({}, b"")
        sent.join()


def test_message_that_breaks_off_is_none() -> None:
    for cut in (0, 3, 9, 40, 5_000):
        here, there = socket.socketpair()
        with there:
            here.sendall(pack_message(HEAD, BODY)[:cut])
            here.close()
            assert receive(there) is None


def test_message_is_read_by_a_loop_too() -> None:
    async def read() -> object:
        reader = asyncio.StreamReader(limit=1 << 16)
        reader.feed_data(pack_message(HEAD, BODY))
        return await read_message(reader)

    assert run_apart(read()) == (HEAD, BODY)
