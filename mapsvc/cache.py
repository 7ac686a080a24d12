"""What is kept because it is costly to make: each family bounded, what was asked for last stays.

Nothing is kept by a module: a service, an atlas, a ground each have a `Kept`, which goes when they go.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, TypeVar

_T = TypeVar("_T")

#: How many of a family are kept; files weigh much, days that a slider passes are many.
MOST = {
    "file": 2,
    "written": 16,
    "railways": 8,
    "relief": 48,
    "card": 64,
    "comparison": 64,
    "tour": 64,
    "water": 96,
    "near towns": 256,
    "spot": 512,
    "held ground": 512,
    "held lines": 512,
    "held district": 4096,
    "scene": 640,
    "common land": 1024,
    "other forms": 4096,
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
