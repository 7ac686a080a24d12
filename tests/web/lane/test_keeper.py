"""The lane with its real processes: files are drawn apart, once, for all who wait, and for nobody else."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import signal
import socket
import time
from collections.abc import Callable, Iterator
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

import pytest

from mapsvc.web.lane.drawer import memory_mb, run_drawer
from mapsvc.web.lane.keeper import start_keeper
from mapsvc.web.lane.lane import Lane, find_place
from mapsvc.web.lane.messages import PLAIN_ENVIRON, pack_message
from mapsvc.web.lane.queue import Limits, Refusal
from mapsvc.web.reply import Environ, Reply
from mapsvc.web.wsgi import load
from tests.conftest import TINY
from tests.running import children, run_apart

WAIT_S = 60.0
#: Forked from a process of tests, a drawer begins with all that it holds.
FAT_MB = 16_000

pytestmark = pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="looks into /proc")


@pytest.fixture(scope="module")
def lane() -> Iterator[tuple[Lane, BaseProcess]]:
    load(str(TINY))
    place = find_place()
    keeper = start_keeper(
        place, str(TINY), Limits(drawers=1, places=4, files_mb=8, ahead=False, drawer_mb=FAT_MB)
    )
    lane = Lane(place)
    try:
        until(lambda: isinstance(run_apart(lane.draw("first", picture(320), b"", "9.9.9.9")), Reply))
        yield lane, keeper
    finally:
        keeper.terminate()
        keeper.join(WAIT_S)


def until(holds: Callable[[], object]) -> None:
    end = time.monotonic() + WAIT_S
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.02)


def picture(width: int, **more: str) -> Environ:
    query = f"lang=en&width={width}"
    path = "/download/events/line-drawn.png"
    return {"REQUEST_METHOD": "GET", "PATH_INFO": path, "QUERY_STRING": query, **more}


def busy_s(pid: int) -> float:
    _, _, rest = Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")
    return sum(map(int, rest.split()[11:13])) / os.sysconf("SC_CLK_TCK")


def busier(pid: int) -> None:
    """Wait until a process has worked."""
    before = busy_s(pid)
    until(lambda: busy_s(pid) > before)


def drawing(keeper: BaseProcess) -> int:
    """Wait until a drawer works, and return it."""
    until(lambda: children(keeper.pid))
    (drawer,) = children(keeper.pid)
    busier(drawer)
    return drawer


def test_file_is_drawn_in_another_process_and_kept_there(lane: tuple[Lane, BaseProcess]) -> None:
    asked = picture(400)
    first = run_apart(lane[0].draw("drawn", asked, b"", "1.1.1.1"))
    assert isinstance(first, Reply)
    assert (first.status, first.body[:4]) == ("200 OK", b"\x89PNG")
    tag = next(value for name, value in first.headers if name == "ETag").strip('"')
    (drawer,) = children(lane[1].pid)
    before = busy_s(drawer)
    assert run_apart(lane[0].draw(tag, asked, b"", "1.1.1.1")) == first
    assert busy_s(drawer) == before


def test_same_wishes_are_drawn_once(lane: tuple[Lane, BaseProcess]) -> None:
    async def all_at_once() -> list[Any]:
        return await asyncio.gather(
            *(lane[0].draw("same", picture(401), b"", f"1.1.1.{n}") for n in range(20))
        )

    found = run_apart(all_at_once())
    assert {type(reply) for reply in found} == {Reply}
    assert len({reply.body for reply in found}) == 1


def test_wishes_beyond_the_queue_are_refused_at_once(lane: tuple[Lane, BaseProcess]) -> None:
    async def flood() -> list[Any]:
        wishes = (lane[0].draw(f"w{n}", picture(500 + n), b"", f"2.2.2.{n % 3}") for n in range(30))
        return await asyncio.gather(*wishes)

    found = run_apart(flood())
    refused = [one for one in found if isinstance(one, Refusal)]
    assert {one.code for one in refused} == {503}
    assert all(1 <= one.retry_s <= 60 for one in refused)
    assert 30 - len(refused) in {4, 5}  # one is drawn, four wait


def test_drawing_stops_when_nobody_waits_for_it(lane: tuple[Lane, BaseProcess]) -> None:
    async def leave() -> int:
        waiting = [
            asyncio.ensure_future(lane[0].draw("left", picture(3840), b"", "3.3.3.3")) for _ in range(3)
        ]
        drawer = await asyncio.to_thread(drawing, lane[1])
        for one in waiting[:2]:
            one.cancel()
        await asyncio.to_thread(busier, drawer)  # one waits still
        waiting[2].cancel()
        await asyncio.gather(*waiting, return_exceptions=True)
        return drawer

    drawer = run_apart(leave())
    until(lambda: drawer not in children(lane[1].pid))
    assert isinstance(run_apart(lane[0].draw("next", picture(402), b"", "3.3.3.3")), Reply)


def test_idle_drawer_that_dies_is_nobodys_loss(lane: tuple[Lane, BaseProcess]) -> None:
    until(lambda: children(lane[1].pid))
    for pid in children(lane[1].pid):
        os.kill(pid, signal.SIGKILL)
    until(lambda: not children(lane[1].pid))
    assert isinstance(run_apart(lane[0].draw("again", picture(404), b"", "3.3.3.3")), Reply)


def test_drawer_that_dies_before_it_takes_a_file_costs_none(lane: tuple[Lane, BaseProcess]) -> None:
    """As one looks alive to its keeper that is being killed."""

    async def killed() -> Reply | Refusal:
        (idle,) = children(lane[1].pid)
        os.kill(idle, signal.SIGSTOP)
        task = asyncio.ensure_future(lane[0].draw("taken", picture(405), b"", "3.3.3.4"))
        await asyncio.sleep(0.3)
        assert not task.done()
        os.kill(idle, signal.SIGKILL)
        return await task

    assert isinstance(run_apart(killed()), Reply)


def test_drawer_that_dies_costs_its_file_alone(lane: tuple[Lane, BaseProcess]) -> None:
    async def killed() -> Reply | Refusal:
        task = asyncio.ensure_future(lane[0].draw("killed", picture(3839), b"", "4.4.4.4"))
        drawer = await asyncio.to_thread(drawing, lane[1])
        os.kill(drawer, signal.SIGKILL)
        return await task

    assert isinstance(run_apart(killed()), Refusal)
    assert isinstance(run_apart(lane[0].draw("after", picture(403), b"", "4.4.4.4")), Reply)


def test_fault_of_a_wish_is_answered_as_the_application_does(lane: tuple[Lane, BaseProcess]) -> None:
    reply = run_apart(lane[0].draw("bad", picture(9), b"", "5.5.5.5"))
    assert isinstance(reply, Reply)
    assert reply.status.startswith("400")


def test_lane_that_is_not_there_is_no_error() -> None:
    assert isinstance(run_apart(Lane(find_place()).draw("x", picture(320), b"", "1.1.1.1")), Refusal)


def test_file_that_takes_too_long_is_given_up() -> None:
    place = find_place()
    keeper = start_keeper(place, str(TINY), Limits(drawers=1, seconds=0, drawer_mb=FAT_MB))
    try:
        lane = Lane(place)
        begin = time.monotonic()
        until(lambda: run_apart(lane.draw("x", picture(3840), b"", "1.1.1.1")) == Refusal(503, 60))
        assert time.monotonic() - begin < WAIT_S
    finally:
        keeper.terminate()
        keeper.join(WAIT_S)


def test_what_the_first_page_offers_is_made_ahead_and_makes_way() -> None:
    place = find_place()
    keeper = start_keeper(place, str(TINY), Limits(drawers=1, drawer_mb=FAT_MB))
    try:
        lane = Lane(place)
        until(lambda: children(keeper.pid))  # nobody asked
        assert isinstance(run_apart(lane.draw("asked", picture(322), b"", "1.1.1.1")), Reply)
    finally:
        keeper.terminate()
        keeper.join(WAIT_S)


def test_memory_of_a_process_is_told() -> None:
    assert memory_mb(os.getpid()) > 10
    assert memory_mb(2**22 + 1) == 0


def test_drawer_whose_keeper_was_killed_ends_without_a_word(capfd: pytest.CaptureFixture[str]) -> None:
    load(str(TINY))
    here, there = socket.socketpair()
    drawer = multiprocessing.get_context("fork").Process(target=run_drawer, args=(there, str(TINY)))
    drawer.start()
    there.close()
    here.sendall(pack_message({**PLAIN_ENVIRON, "REQUEST_METHOD": "GET", "PATH_INFO": "/healthz"}))
    here.close()
    drawer.join(WAIT_S)
    assert (drawer.exitcode, capfd.readouterr().err) == (0, "")
