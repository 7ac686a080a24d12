"""Which forms Arabic letters take within a word, so that its width can be told before it is drawn."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import cache

#: Unicode has a code for each form of a letter, and of lam with alif: our fonts have them.
_FORM_BLOCKS = (range(0xFB50, 0xFC00), range(0xFE80, 0xFEFD))
_TATWEEL, _LAM = "ـ", "ل"


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


#: The form of a letter that joins the one before it, and the one behind it.
_FORM_OF = {
    (False, False): "isolated",
    (False, True): "initial",
    (True, False): "final",
    (True, True): "medial",
}


def _joins(one: str, other: str) -> bool:
    """Tell whether two letters are written together."""
    return (one == _TATWEEL or (one, "initial") in _forms()) and (
        other == _TATWEEL or (other, "final") in _forms()
    )


def shape_arabic(text: str) -> str:
    """Return a text with each Arabic letter in the form that it takes in its place; others stay."""
    if not any("\u0620" <= letter <= "\u06ff" for letter in text):
        return text
    bare = [letter for letter in text if not unicodedata.combining(letter)]
    shaped: list[str] = []
    index = 0
    while index < len(bare):
        pair = "".join(bare[index : index + 2])
        letters = pair if (pair, "isolated") in _forms() and len(pair) == 2 else bare[index]
        before = index > 0 and _joins(bare[index - 1], bare[index])
        index += len(letters)
        after = index < len(bare) and _joins(letters[-1], bare[index])
        form = _FORM_OF[before, after]
        shaped.append(_forms().get((letters, form), letters))
    return "".join(shaped)
