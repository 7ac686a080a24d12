"""Counts on a board that processes share."""

from __future__ import annotations

import os
import signal

import pytest

from mapsvc.web.metrics import _AT, _ROOMS, _TOLD_STATUSES, Board, registry_of


def child_of(board: Board, *, stays: bool = False) -> int:
    """A process that counts one answer; it ends, or waits to be killed."""
    told, tell = os.pipe()
    child = os.fork()
    if not child:
        board.begin()
        board.end("/api/x", 418, 0.02, 100, kept=False)
        os.write(tell, b".")
        while stays:
            signal.pause()
        os._exit(0)
    os.read(told, 1)
    os.close(told)
    os.close(tell)
    return child


def test_worker_that_comes_back_goes_on_counting_in_the_row_of_the_dead() -> None:
    board = Board(3)
    first = child_of(board, stays=True)
    assert [pid for _, pid in board.living()] == [first]
    second = child_of(board, stays=True)
    assert [row for row, _ in board.living()] == [0, 1]
    os.kill(first, signal.SIGKILL)
    os.waitpid(first, 0)
    assert [pid for _, pid in board.living()] == [second]
    os.waitpid(child_of(board), 0)
    os.kill(second, signal.SIGKILL)
    os.waitpid(second, 0)
    assert list(board.living()) == []
    assert board.sum(_AT.starts) == 3
    api = _ROOMS.index("api")
    assert board.sum(_AT.answers + api * len(_TOLD_STATUSES) + _TOLD_STATUSES.index(499)) == 3
    assert board.at(2, _AT.starts) == 0


def test_more_workers_than_rows_count_all_the_same() -> None:
    board = Board(1)
    first = child_of(board, stays=True)
    os.waitpid(child_of(board), 0)
    os.kill(first, signal.SIGKILL)
    os.waitpid(first, 0)
    assert board.sum(_AT.starts) == 2


@pytest.mark.parametrize(
    ("path", "room"),
    [
        ("/", "page"), ("/events/x", "page"), ("/api", "api"), ("/api/x", "api"), ("/embed/x", "embed"),
        ("/download/x", "file"), ("/card/x", "file"), ("/static/x", "asset"),
        ("/healthz", "probe"), ("", "page"),
    ],
)  # fmt: skip
def test_answer_is_counted_in_its_room(path: str, room: str) -> None:
    board = Board(1)
    board.begin()
    board.end(path, 200, 0.004, 9, kept=True)
    registry = registry_of(board, version="1", atlas="2")
    value = registry.get_sample_value
    assert value("mapsvc_requests_total", {"room": room, "status": "200"}) == 1
    assert value("mapsvc_response_bytes_total", {"room": room}) == 9
    assert value("mapsvc_cache_hits_total", {"room": room}) == 1
    assert value("mapsvc_request_seconds_bucket", {"room": room, "le": "0.0025"}) == 0
    assert value("mapsvc_request_seconds_bucket", {"room": room, "le": "0.005"}) == 1
    assert value("mapsvc_request_seconds_sum", {"room": room}) == pytest.approx(0.004)
    assert value("mapsvc_info", {"version": "1", "atlas": "2"}) == 1
