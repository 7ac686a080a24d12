"""Which forms Arabic letters take within a word, so that its width can be told before it is drawn."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from itertools import pairwise

#: Unicode has a code for each form of a letter, and of lam with alif: our fonts have them.
_FORM_BLOCKS = (range(0xFB50, 0xFC00), range(0xFE80, 0xFEFD))
_TATWEEL, _LAM = "ـ", "ل"
#: What is drawn as one: a letter, or lam with alif.
_UNIT = re.compile(f"{_LAM}[آأإا]|.", re.DOTALL)
#: The form by whether what is before, and what is after, is joined.
_NAMES = (("isolated", "initial"), ("final", "medial"))


@cache
def _forms() -> Mapping[tuple[str, str], str]:
    """Return the code of a form by letters and its name (`initial`, `medial`, `final`, `isolated`)."""
    found: dict[tuple[str, str], str] = {}
    for block in _FORM_BLOCKS:
        for code in block:
            kind, *parts = unicodedata.decomposition(chr(code)).split() or [""]
            letters = "".join(chr(int(part, 16)) for part in parts)
            if len(letters) == 1 or (len(letters) == 2 and letters[0] == _LAM):
                found.setdefault((letters, kind.strip("<>")), chr(code))
    return found


def shape_arabic(text: str) -> str:
    """Return a text with each Arabic letter in the form that it takes in its place; others stay."""
    if not any("\u0620" <= letter <= "\u06ff" for letter in text):
        return text
    units = _UNIT.findall("".join(letter for letter in text if not unicodedata.combining(letter)))
    joined = [_joins(a[-1], "initial") and _joins(b[0], "final") for a, b in pairwise(units)]
    return "".join(
        _forms().get((unit, _NAMES[before][after]), unit)
        for unit, before, after in zip(units, [False, *joined], [*joined, False], strict=False)
    )


def _joins(letter: str, form: str) -> bool:
    return letter == _TATWEEL or (letter, form) in _forms()
