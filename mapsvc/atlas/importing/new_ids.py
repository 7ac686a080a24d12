"""Ids made from titles."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container

from mapsvc.model.fields import SLUG

_ID_LETTERS = 60
#: Letters that are no letter of English with a mark.
_TO_ENGLISH = str.maketrans(
    {
        "ı": "i", "İ": "i", "ə": "a", "Ə": "a", "ß": "ss", "æ": "ae", "Æ": "ae", "ø": "o", "Ø": "o",
        "œ": "oe",
        "ł": "l", "Ł": "l", "đ": "d", "Đ": "d", "ð": "d", "þ": "th", "Þ": "th", "ŋ": "ng",
        **dict(zip("абвгдезийклмнопрстуфыэ", "abvgdeziiklmnoprstufye", strict=True)),
        "ё": "yo", "ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ю": "yu", "я": "ya",
        "ь": "", "ъ": "a", "і": "i", "ї": "yi", "є": "ye", "ґ": "g", "ў": "u",
        **dict(zip("αβγδεζηικλμνξοπρστυω", "avgdeziiklmnxoprstyo", strict=True)),
        "θ": "th", "φ": "f", "χ": "ch", "ψ": "ps", "ς": "s",
    }
)  # fmt: skip
_NO_FILE_NAME = re.compile(r"con|prn|aux|nul|com\d|lpt\d")


def slug_of(title: str) -> str:
    """Return a title in small letters of English with hyphens; empty if it has no letter that is known."""
    lowered = title.translate(_TO_ENGLISH).lower().translate(_TO_ENGLISH)
    plain = "".join(
        letter for letter in unicodedata.normalize("NFKD", lowered) if not unicodedata.combining(letter)
    )
    words = re.sub(r"[^a-z0-9]+", "-", plain.translate(_TO_ENGLISH).replace("'", "")).strip("-")
    cut = words[:_ID_LETTERS].rpartition("-")[0] if len(words) > _ID_LETTERS else words
    found = (cut or words[:_ID_LETTERS]).strip("-")
    return f"{found}-x" if _NO_FILE_NAME.fullmatch(found) else found


def new_id(title: str, taken: Container[str], *, usual: str = "unnamed") -> str:
    """Return an id for a title that nothing has: with a number behind it where the plain one is taken."""
    plain = slug_of(title) or usual
    if plain not in taken:
        return plain
    number = 2
    while f"{plain}-{number}" in taken:
        number += 1
    return f"{plain}-{number}"


def is_slug(text: str) -> bool:
    """Tell whether a text may be an id that somebody chose: kebab-case with a letter in it."""
    return bool(re.fullmatch(SLUG, text)) and bool(re.search("[a-z]", text)) and len(text) < _ID_LETTERS
