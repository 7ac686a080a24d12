"""The folding of `mapsvc.model.names`, at the speed that a whole text needs."""

from __future__ import annotations

from mapsvc.model.names import fold

_RANGES = ((0x00, 0x2B0), (0x400, 0x530), (0x1E00, 0x1F00), (0x2010, 0x2020))


def _table() -> dict[int, str]:
    characters = "".join(chr(code) for first, last in _RANGES for code in range(first, last))
    # those too that stay as they are: to miss a letter takes `str.translate` longer than to find it
    return {ord(plain): folded for plain, folded in zip(characters, fold(characters), strict=True)}


#: Letters of Russian print before 1918, by those that took their place.
_BEFORE_REFORM = {"ѣ": "е", "Ѣ": "е", "і": "и", "І": "и", "ѳ": "ф", "Ѳ": "ф", "ѵ": "и", "Ѵ": "и"}
FOLDED: dict[int, str] = _table() | str.maketrans(_BEFORE_REFORM) | {ord("ʼ"): "'"}


def fold_text(text: str) -> str:
    """Fold a text without changing its length; letters outside Latin and Cyrillic stay as they are."""
    return text.translate(FOLDED)
