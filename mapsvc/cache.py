"""What is kept because it is costly to make, bounded by family or in bytes; what was asked for last stays.

Nothing is kept by a module: a service, an atlas, a ground each have a `Kept`, which goes when they go.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, Generic, TypeVar

_T = TypeVar("_T")

#: How many of a family are kept; files weigh much, days that a slider passes are many.
MOST = {
    "railways": 8,
    "relief": 48,
    "comparison": 64,
    "tour": 64,
    "water": 96,
    "near towns": 256,
    "spot": 512,
    "held ground": 512,
    "held lines": 512,
    "held district": 4096,
    "scene": 96,
    "common land": 1024,
    "other forms": 4096,
    "step of an event": 4096,
}
_USUALLY = 128


class Kept:
    """Things by family and key."""

    def __init__(self) -> None:
        self._families: dict[str, OrderedDict[Hashable, Any]] = {}
        self._lock = Lock()

    def families(self) -> list[str]:
        """Return what is kept."""
        return list(self._families)

    def count(self, family: str) -> int:
        """Return how many of a family are kept."""
        return len(self._families.get(family, ()))

    def __call__(self, family: str, key: Hashable, make: Callable[[], _T]) -> _T:
        """
        Return a thing, made if it is not kept.

        Parameters
        ----------
        family
            What it is; `MOST` says how many of it are kept.
        key
            Which one.
        make
            Makes it. Two that ask at once may both make it; the thing is the same.
        """
        with self._lock:
            held = self._families.setdefault(family, OrderedDict())
            if key in held:
                held.move_to_end(key)
                found: _T = held[key]
                return found
        made = make()
        with self._lock:
            held[key] = made
            held.move_to_end(key)
            while len(held) > MOST.get(family, _USUALLY):
                held.popitem(last=False)
        return made


class Budget(Generic[_T]):
    """
    Things that together take so many bytes at most; what was not asked for the longest goes first.

    Parameters
    ----------
    most_bytes
        Of all. A thing that would take more than half of it is not kept.
    """

    def __init__(self, most_bytes: int) -> None:
        self._most_bytes = most_bytes
        self._held: OrderedDict[Hashable, tuple[_T, int]] = OrderedDict()
        self._lock = Lock()
        self.taken_bytes = 0

    def __len__(self) -> int:
        return len(self._held)

    def find(self, key: Hashable) -> _T | None:
        """Return a thing, if it is kept; it then goes last."""
        with self._lock:
            found = self._held.get(key)
            if found is None:
                return None
            self._held.move_to_end(key)
            return found[0]

    def keep(self, key: Hashable, thing: _T, size_bytes: int) -> None:
        """Keep a thing in place of what has its key, or of what was not asked for the longest."""
        with self._lock:
            self._drop(key)
            if size_bytes > self._most_bytes // 2:
                return
            self._held[key] = (thing, size_bytes)
            self.taken_bytes += size_bytes
            while self.taken_bytes > self._most_bytes:
                self._drop(next(iter(self._held)))

    def _drop(self, key: Hashable) -> None:
        found = self._held.pop(key, None)
        if found is not None:
            self.taken_bytes -= found[1]
