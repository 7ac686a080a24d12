"""What is kept because it is costly to make, bounded in bytes; what was asked for last stays.

Nothing is kept by a module: a service, an atlas, a ground each have a `Kept`, which goes when they go.
All that a process keeps for readers shares one `Budget`.
"""

from __future__ import annotations

import gc
import sys
from array import array
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from functools import cached_property
from itertools import count
from threading import RLock
from types import BuiltinFunctionType, FunctionType, MethodType, ModuleType
from typing import Any, Generic, TypeVar

_T = TypeVar("_T")

#: How many of a family are kept at most, however small they are.
MOST = {
    "railways": 8,
    "relief": 48,
    "comparison": 64,
    "tour": 64,
    "held days": 4,
    "water": 96,
    "near towns": 256,
    "spot": 512,
    "held ground": 512,
    "held land": 512,
    "held lines": 512,
    "held district": 4096,
    "scene": 96,
    "common land": 1024,
    "other forms": 4096,
    "step of an event": 4096,
}
_USUALLY = 128
#: What is kept of an atlas that nobody serves, such as one that a script has opened.
_UNSERVED_BYTES = 512_000_000
#: What an entry takes beside the thing: its place in a table, its key.
_PLACE_BYTES = 300
#: A part from so many bytes on is looked for in other things that are kept, and counted once for all.
_LARGE_BYTES = 512
#: Of a thing with more parts the rest is not counted.
_MOST_PARTS = 200_000
#: Code, and words of the language, are no part of a thing that leads to them.
_NO_PART = (type, ModuleType, FunctionType, BuiltinFunctionType, MethodType, bool, type(None))
#: So many hold what stays in any case: it is never the last one that goes.
_FOR_GOOD = 1 << 40
_MISSING: Any = object()


class _Entry:
    """A thing that is kept; `stamp` tells when it was asked for, `parts` are the ids of its large parts."""

    __slots__ = ("own_bytes", "parts", "stamp", "thing")

    def __init__(self, thing: Any, own_bytes: int, parts: array[int], stamp: int) -> None:
        self.thing, self.own_bytes, self.parts, self.stamp = thing, own_bytes, parts, stamp


class Budget:
    """
    Memory that several shelves share; what was not asked for the longest goes first, whichever it stands on.

    Parameters
    ----------
    most_bytes
        Of all together. A thing that would take more than half of it is not kept.
    """

    def __init__(self, most_bytes: int) -> None:
        self.most_bytes = most_bytes
        self.taken_bytes = 0
        #: Of all that was dropped since the budget was made.
        self.dropped_bytes = 0
        self.lock = RLock()
        self.clock = count()
        self.shelves: list[Shelf[Any]] = []
        #: Large parts by id: how many things have it, and how many bytes it takes.
        self._large: dict[int, tuple[int, int]] = {}

    def shelf(self, most: int | None = None) -> Shelf[Any]:
        """Return a new shelf, for things by key, so many at most."""
        with self.lock:
            found: Shelf[Any] = Shelf(self, most)
            self.shelves.append(found)
        return found

    def take(self, own_bytes: int, large: dict[int, int]) -> None:
        """Count a thing; what others have too is counted already."""
        self.taken_bytes += own_bytes
        for part, size in large.items():
            holders = self._large.get(part, (0, 0))[0]
            self._large[part] = (holders + 1, size)
            self.taken_bytes += 0 if holders else size

    def give_back(self, own_bytes: int, parts: array[int]) -> None:
        """Count a thing no more."""
        before = self.taken_bytes
        self.taken_bytes -= own_bytes
        for part in parts:
            holders, size = self._large.pop(part)
            if holders > 1:
                self._large[part] = (holders - 1, size)
            else:
                self.taken_bytes -= size
        self.dropped_bytes += before - self.taken_bytes

    def leave_out(self, thing: Any) -> None:
        """Count no part of a thing that stays in any case, wherever else it is part of."""
        _, large = weigh(thing)
        with self.lock:
            for part, size in large.items():
                holders = self._large.get(part, (0, 0))[0]
                if holders < _FOR_GOOD:
                    self._large[part] = (holders + _FOR_GOOD, size)
                    self.taken_bytes -= size if holders else 0

    def shrink(self) -> None:
        """Drop what was not asked for the longest until the rest is within bounds."""
        while self.taken_bytes > self.most_bytes:
            filled = [shelf for shelf in self.shelves if len(shelf)]
            if not filled:
                return
            min(filled, key=Shelf.oldest).drop_oldest()


class Shelf(Generic[_T]):
    """Things of one kind in a budget, by key; `taken_bytes` leaves out what they share with others."""

    def __init__(self, budget: Budget, most: int | None = None) -> None:
        self.budget = budget
        self.taken_bytes = 0
        self._most = most
        self._held: OrderedDict[Hashable, _Entry] = OrderedDict()

    def __len__(self) -> int:
        return len(self._held)

    def find(self, key: Hashable, otherwise: Any = None) -> _T | None:
        """Return a thing, if it is kept; it then goes last."""
        with self.budget.lock:
            found = self._held.get(key)
            if found is None:
                return otherwise
            self._held.move_to_end(key)
            found.stamp = next(self.budget.clock)
            return found.thing

    def keep(self, key: Hashable, thing: _T, size_bytes: int, large: dict[int, int] | None = None) -> None:
        """
        Keep a thing in place of what has its key, or of what was not asked for the longest.

        Parameters
        ----------
        key, thing
            What it is found by, and what is found.
        size_bytes
            What it takes, without its large parts.
        large
            Bytes of large parts by id; others may have them too.
        """
        large = large or {}
        with self.budget.lock:
            self._drop(key)
            if size_bytes + sum(large.values()) > self.budget.most_bytes // 2:
                return
            self._held[key] = _Entry(thing, size_bytes, array("Q", large), next(self.budget.clock))
            self.taken_bytes += size_bytes
            self.budget.take(size_bytes, large)
            if self._most is not None and len(self._held) > self._most:
                self.drop_oldest()
            self.budget.shrink()

    def oldest(self) -> int:
        """Return when the thing was asked for that was not asked for the longest."""
        return next(iter(self._held.values())).stamp

    def drop_oldest(self) -> None:
        """Keep one thing less."""
        self._drop(next(iter(self._held)))

    def _drop(self, key: Hashable) -> None:
        found = self._held.pop(key, None)
        if found is not None:
            self.taken_bytes -= found.own_bytes
            self.budget.give_back(found.own_bytes, found.parts)


class Kept:
    """
    Things by family and key.

    Parameters
    ----------
    budget
        What they take memory from; one of their own if none is given.
    """

    def __init__(self, budget: Budget | None = None) -> None:
        self._budget = budget or Budget(_UNSERVED_BYTES)
        self._families: dict[str, Shelf[Any]] = {}
        self._singles: dict[str, Any] = {}

    def share(self, budget: Budget) -> None:
        """Take memory from a budget from now on, together with others; what was kept before stays."""
        if budget is self._budget:
            return
        with budget.lock:
            self._budget, self._families = budget, {}
        for thing in self._singles.values():
            self._let_stay(thing)

    def families(self) -> list[str]:
        """Return what is kept."""
        return [*self._singles, *self._families]

    def count(self, family: str) -> int:
        """Return how many of a family are kept."""
        return len(self._families.get(family, ())) + (family in self._singles)

    def __call__(self, family: str, key: Hashable, make: Callable[[], _T]) -> _T:
        """
        Return a thing, made if it is not kept.

        Parameters
        ----------
        family
            What it is; `MOST` says how many of it are kept.
        key
            Which one. Of a family without keys (`None`, `""`) there is one thing, which stays.
        make
            Makes it. Two that ask at once may both make it; the thing is the same.
        """
        if key is None or key == "":
            return self._single(family, make)
        shelf = self._shelf(family)
        found: Any = shelf.find(key, _MISSING)
        if found is not _MISSING:
            return found
        made = make()
        own_bytes, large = weigh((key, made))
        shelf.keep(key, made, own_bytes + _PLACE_BYTES, large)
        return made

    def _single(self, family: str, make: Callable[[], _T]) -> _T:
        if family not in self._singles:
            made = make()
            with self._budget.lock:
                if family not in self._singles:
                    self._singles[family] = made
                    self._let_stay(made)
        return self._singles[family]

    def _let_stay(self, thing: Any) -> None:
        self._budget.leave_out(thing)
        inner = getattr(thing, "kept", None)
        if isinstance(inner, Kept):
            inner.share(self._budget)

    def _shelf(self, family: str) -> Shelf[Any]:
        found = self._families.get(family)
        if found is None:
            with self._budget.lock:
                fresh = self._budget.shelf(MOST.get(family, _USUALLY))
                found = self._families.setdefault(family, fresh)
        return found


def weigh(thing: Any) -> tuple[int, dict[int, int]]:
    """
    Return how much memory a thing takes, with all that it leads to.

    What has a `Kept` of its own, such as an atlas, is no part of what was made of it.

    Returns
    -------
    own_bytes
        Of all its small parts together.
    large
        Bytes of each large part by its id.
    """
    own, large, seen, todo = 0, {}, {id(thing)}, [thing]
    while todo and len(seen) < _MOST_PARTS:
        part = todo.pop()
        size = sys.getsizeof(part) + _outside(part)
        if size < _LARGE_BYTES:
            own += size
        else:
            large[id(part)] = size
        for inner in _led_to(part):
            if id(inner) not in seen:
                seen.add(id(inner))
                todo.append(inner)
    return own, large


def _led_to(part: Any) -> Iterator[Any]:
    if isinstance(part, (str, bytes, int, float)):
        return
    for inner in gc.get_referents(part):
        if not isinstance(inner, _NO_PART) and not _keeps(inner):
            yield inner


def _keeps(thing: Any) -> bool:
    return isinstance(thing, Kept) or isinstance(getattr(type(thing), "kept", None), cached_property)


def _outside(part: Any) -> int:
    """Return how many bytes of a thing Python does not know of: corners of a shape, pixels of a picture."""
    if hasattr(type(part), "wkb"):
        return len(part.wkb)
    if hasattr(type(part), "getbands"):
        return int(part.width * part.height * len(part.getbands()))
    return 0
