"""Large bodies lent as files in memory: whole, few at a time, and not where there are no such files."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from mapsvc.web.lent_bodies import LentBodies

needs_them = pytest.mark.skipif(not hasattr(os, "memfd_create"), reason="this system has no files in memory")
A, B, C = (letter * 600 for letter in (b"a", b"b", b"c"))


def read(path: str | None) -> bytes | None:
    return None if path is None else Path(path).read_bytes()


@needs_them
def test_body_is_lent_once_to_all_its_readers() -> None:
    lent = LentBodies(500, 2_000)
    first = lent.path_of(A)
    assert (read(first), lent.path_of(A)) == (A, first)
    assert read(lent.path_of(B)) == B != read(first)


@needs_them
@pytest.mark.parametrize("size", [0, 499, 2_001])
def test_what_is_small_or_more_than_all_may_be_is_not_lent(size: int) -> None:
    assert LentBodies(500, 2_000).path_of(b"x" * size) is None


@needs_them
def test_what_was_asked_for_the_longest_ago_makes_way_a_while_later() -> None:
    now = [0.0]
    lent = LentBodies(500, 1_300, lambda: now[0])
    oldest, kept = lent.path_of(A), lent.path_of(B)
    assert lent.path_of(A) == oldest
    assert read(lent.path_of(C)) == C
    # The server may have been told of it, and not have opened it yet.
    assert (read(oldest), read(kept)) == (A, B)
    now[0] = 31.0
    assert lent.path_of(A) == oldest
    assert kept is not None
    assert not Path(kept).exists()


def test_nothing_is_lent_where_there_are_no_such_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "memfd_create", raising=False)
    assert LentBodies(1).path_of(A) is None


@needs_them
def test_nothing_is_lent_where_there_is_no_room(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(name: str) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "memfd_create", full)
    assert LentBodies(1).path_of(A) is None
