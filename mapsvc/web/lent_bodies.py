"""Large bodies that their readers share: files in memory, which the server sends piece by piece."""

from __future__ import annotations

import os
import time
from collections import OrderedDict, deque
from collections.abc import Callable
from pathlib import Path
from threading import Lock
from typing import NamedTuple

#: Of a smaller body each reader is given a copy, which is sent in half the time.
_LEAST_BYTES = 4_000_000
#: Of all that are lent; and how long one that makes way stays, as the server may not have opened it yet.
_MOST_BYTES, _STAYS_S = 64_000_000, 30.0
_OPEN_FILES = Path("/proc/self/fd")


class _Lent(NamedTuple):
    body: bytes
    handle: int


class LentBodies:
    """
    Bodies as files that lie in no folder; who reads slowly, or not at all, holds no copy of one.

    Parameters
    ----------
    least_bytes
        What is smaller is not lent.
    most_bytes
        Of all together; what was asked for the longest ago goes first.
    clock
        Seconds, only forward.
    """

    def __init__(
        self,
        least_bytes: int = _LEAST_BYTES,
        most_bytes: int = _MOST_BYTES,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._least_bytes, self._most_bytes, self._clock = least_bytes, most_bytes, clock
        self._lent: OrderedDict[int, _Lent] = OrderedDict()
        self._leaving: deque[tuple[float, int]] = deque()
        self._lock = Lock()
        self._possible = hasattr(os, "memfd_create") and _OPEN_FILES.is_dir()

    def path_of(self, body: bytes) -> str | None:
        """Return under which path a body can be opened for now; nothing if it is better sent as it is."""
        if not self._possible or not self._least_bytes <= len(body) <= self._most_bytes:
            return None
        with self._lock:
            found = self._lent.get(id(body))
            if found is None:
                try:
                    found = _Lent(body, _file_of(body))
                except OSError:  # there is no room for it, or no handle
                    return None
                self._lent[id(body)] = found
            self._lent.move_to_end(id(body))
            self._make_room()
        return str(_OPEN_FILES / str(found.handle))

    def _make_room(self) -> None:
        now = self._clock()
        while sum(len(lent.body) for lent in self._lent.values()) > self._most_bytes:
            _, lent = self._lent.popitem(last=False)
            self._leaving.append((now, lent.handle))
        while self._leaving and self._leaving[0][0] < now - _STAYS_S:
            os.close(self._leaving.popleft()[1])


def _file_of(body: bytes) -> int:
    handle = os.memfd_create("mapsvc")
    try:
        with open(handle, "wb", closefd=False) as file:
            file.write(body)
    except OSError:
        os.close(handle)
        raise
    return handle
