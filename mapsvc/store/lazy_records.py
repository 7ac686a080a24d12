"""Records that are read when they are asked for: mappings and rows that look like those in memory."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import (
    Callable,
    ItemsView,
    Iterator,
    Mapping,
    Sequence,
    ValuesView,
)
from functools import cached_property
from threading import Lock
from typing import Any, Generic, TypeVar, overload

from mapsvc.store.codec import decoder
from mapsvc.store.database import Database
from mapsvc.store.tables import RecordSet

_T = TypeVar("_T")
_K = TypeVar("_K")

#: So many records are read by one statement.
_READ_AT_ONCE = 500
#: How many letters of records a store keeps as records; in memory they take some four times as much.
_KEPT_SIGNS = 6_000_000
#: What was read of the database: a record as it stands there.
_Read = tuple[str, str, str]


class ReadRecords:
    """The records of a store that were read last, bounded by how long they are; a record is read once."""

    def __init__(self, most_signs: int = _KEPT_SIGNS) -> None:
        self._most, self._taken = most_signs, 0
        self._held: OrderedDict[tuple[str, str], tuple[Any, int]] = OrderedDict()
        self._lock = Lock()

    def find(self, kind: str, key: str) -> Any:
        """Return a record that is kept, or nothing."""
        with self._lock:
            found = self._held.get((kind, key))
            if found is None:
                return None
            self._held.move_to_end((kind, key))
            return found[0]

    def keep(self, kind: str, key: str, record: _T, signs: int) -> _T:
        """Keep a record; return the one that is kept, which another thread may have read."""
        with self._lock:
            if (kind, key) in self._held:
                kept: _T = self._held[kind, key][0]
                return kept
            self._held[kind, key] = (record, signs)
            self._taken += signs
            while self._taken > self._most and len(self._held) > 1:
                self._taken -= self._held.popitem(last=False)[1][1]
        return record


class SetInDatabase(Generic[_T]):
    """What mappings and rows share: a set in a database, in its order."""

    def __init__(self, database: Database, records: RecordSet, read: ReadRecords) -> None:
        self._database, self._set, self._read = database, records, read
        make: Callable[..., _T] = records.record
        self._decode = decoder(make)

    @cached_property
    def count(self) -> int:
        """How many there are."""
        rows = self._database.rows("SELECT count(*) FROM mapsvc_records WHERE kind = ?", [self._set.name])
        return int(rows[0][0])

    def ids(self) -> Iterator[str]:
        """Yield the ids in order."""
        rank, at = "", ""
        while True:
            rows = self._database.rows(
                "SELECT rank, id FROM mapsvc_records WHERE kind = ? AND (rank, id) > (?, ?)"
                f" ORDER BY rank, id LIMIT {_READ_AT_ONCE * 10}",
                [self._set.name, rank, at],
            )
            yield from (found for _, found in rows)
            if len(rows) < _READ_AT_ONCE * 10:
                return
            rank, at = rows[-1]

    def records(self) -> Iterator[tuple[str, _T]]:
        """Yield ids and records in order; no more than some of them are in memory at once."""
        rank, at = "", ""
        while True:
            rows: list[Any] = self._database.rows(
                "SELECT rank, id, doc FROM mapsvc_records WHERE kind = ? AND (rank, id) > (?, ?)"
                f" ORDER BY rank, id LIMIT {_READ_AT_ONCE}",
                [self._set.name, rank, at],
            )
            yield from ((found, self._keep_read(found, doc)) for _, found, doc in rows)
            if len(rows) < _READ_AT_ONCE:
                return
            rank, at = rows[-1][:2]

    def find(self, wanted: str) -> _T | None:
        """Return a record by its id, or nothing."""
        found: _T | None = self._read.find(self._set.name, wanted)
        if found is not None:
            return found
        rows = self._database.rows(
            "SELECT doc FROM mapsvc_records WHERE kind = ? AND id = ?", [self._set.name, wanted]
        )
        return self._keep_read(wanted, rows[0][0]) if rows else None

    def grouped(self, name: str, word: str) -> list[tuple[str, _T]]:
        """Return the records that have a key, in order."""
        rows = self._database.rows(
            "SELECT r.id, r.doc FROM mapsvc_keys k JOIN mapsvc_records r ON r.kind = k.kind AND r.id = k.id"
            " WHERE k.kind = ? AND k.name = ? AND k.word = ? ORDER BY k.rank, k.id",
            [self._set.name, name, word],
        )
        return [(found, self._keep_read(found, doc)) for found, doc in rows]

    def _keep_read(self, wanted: str, doc: str) -> _T:
        found: _T | None = self._read.find(self._set.name, wanted)
        return found if found is not None else self._read.keep(
            self._set.name, wanted, self._decode(doc), len(doc)
        )  # fmt: skip


class LazyRecords(Mapping[str, _T]):
    """Records by id."""

    def __init__(self, held: SetInDatabase[_T]) -> None:
        self.held = held

    def __getitem__(self, wanted: str) -> _T:
        """Return a record."""
        found = self.held.find(wanted) if isinstance(wanted, str) else None
        if found is None:
            raise KeyError(wanted)
        return found

    def __iter__(self) -> Iterator[str]:
        """Yield the ids in the order of the atlas."""
        return self.held.ids()

    def __len__(self) -> int:
        """Return how many there are."""
        return self.held.count

    def values(self) -> ValuesView[_T]:
        """Return the records, read some at a time."""
        return _Values(self)

    def items(self) -> ItemsView[str, _T]:
        """Return ids and records, read some at a time."""
        return _Items(self)


class _Values(ValuesView[_T]):
    _mapping: LazyRecords[_T]

    def __iter__(self) -> Iterator[_T]:
        return (record for _, record in self._mapping.held.records())


class _Items(ItemsView[str, _T]):
    _mapping: LazyRecords[_T]

    def __iter__(self) -> Iterator[tuple[str, _T]]:
        return self._mapping.held.records()


class LazyRows(Sequence[_T]):
    """Records in a row."""

    def __init__(self, held: SetInDatabase[_T]) -> None:
        self._held = held

    @overload
    def __getitem__(self, at: int) -> _T: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[_T]: ...
    def __getitem__(self, at: int | slice) -> _T | Sequence[_T]:
        """Return one by its place, or several."""
        places = range(len(self))[at]
        if isinstance(places, range):
            return [self[place] for place in places]
        found = self._held.find(f"{places:08d}")
        if found is None:
            raise IndexError(at)
        return found

    def __iter__(self) -> Iterator[_T]:
        """Yield them, read some at a time."""
        return (record for _, record in self._held.records())

    def __len__(self) -> int:
        """Return how many there are."""
        return self._held.count


class LazyGroups(Mapping[_K, tuple[_T, ...]]):
    """
    Records by something that they name.

    Parameters
    ----------
    held
        The set.
    name
        Which of its keys.
    words
        What a key is called in the database.
    """

    def __init__(self, held: SetInDatabase[_T], name: str, words: Callable[[_K], str]) -> None:
        self._held, self._name, self._words = held, name, words

    def __getitem__(self, key: _K) -> tuple[_T, ...]:
        """Return the records that name it, in order."""
        found = self._held.grouped(self._name, self._words(key))
        if not found:
            raise KeyError(key)
        return tuple(record for _, record in found)

    def __iter__(self) -> Iterator[_K]:
        """Refuse: nothing asks for all that is named."""
        raise NotImplementedError

    def __len__(self) -> int:
        """Refuse: nothing asks for all that is named."""
        raise NotImplementedError
