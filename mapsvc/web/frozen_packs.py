"""Data that a frozen page loads: documents that are much alike lie in one script, their parts once."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from mapsvc.files import compact_json

#: The days of a year, and the steps of a tour, are asked for in turn; `core.js` knows the same rule.
_PACKED = re.compile(r"(/timeline/-?\d{4})-\d\d-\d\d((?:/\w+)?\.\w+\.json)|(/tours/.+)/\d+(\.\w+\.json)")
#: What is shorter costs more to point at than to say again.
_LEAST_CHARS = 40
#: Numbers alone, of which hardly two lists are alike; a map has a million.
PACK_NUMBERS = "coordinates"


def pack_of(address: str) -> str:
    """Return the address of the pack in which a document lies; its own if it lies alone."""
    found = _PACKED.search(address)
    return address if found is None else address[: found.start()] + "".join(filter(None, found.groups()))


def pack(documents: Mapping[str, Any]) -> dict[str, Any]:
    """
    Put documents together.

    Parameters
    ----------
    documents
        JSON values by address. No object in them may have a member `$`.

    Returns
    -------
    packed
        `documents` by address, and `parts`: an object or list that stands in them more than once is
        `{"$": n}` in each place, the part n; so it is in other parts.
    """
    seen = Counter(text for document in documents.values() for text in _texts(document))
    parts = _Parts(seen)
    return {
        "documents": {address: parts.pointed(document) for address, document in documents.items()},
        "parts": parts.held,
    }


def packed_text(value: Any) -> str:
    """Return a value that a page carries as JSON: `{"$": …, "parts": […]}` where that is shorter."""
    found = pack({"$": value})
    told, packed = compact_json(value), compact_json({**found["documents"], "parts": found["parts"]})
    return packed if len(packed) < len(told) else told


class _Parts:
    """What stands once, in the order in which it is first met."""

    def __init__(self, seen: Mapping[str, int]) -> None:
        self.held: list[Any] = []
        self._seen = seen
        self._known: dict[str, int] = {}

    def pointed(self, value: Any) -> Any:
        """Return a value with a pointer for everything that is met again."""
        if not isinstance(value, dict | list):
            return value
        text = compact_json(value)
        if self._seen[text] < 2 or len(text) < _LEAST_CHARS:
            return self._within(value)
        if text not in self._known:
            self._known[text] = number = len(self.held)
            self.held.append(None)
            self.held[number] = self._within(value)
        return {"$": self._known[text]}

    def _within(self, value: Any) -> Any:
        if isinstance(value, list):
            return [self.pointed(part) for part in value]
        return {key: part if key == PACK_NUMBERS else self.pointed(part) for key, part in value.items()}


def _texts(value: Any) -> Iterator[str]:
    """Yield every object and list in a value, and in its members, as text."""
    if isinstance(value, list):
        yield compact_json(value)
        for part in value:
            yield from _texts(part)
    elif isinstance(value, dict):
        yield compact_json(value)
        for key, part in value.items():
            if key != PACK_NUMBERS:
                yield from _texts(part)
