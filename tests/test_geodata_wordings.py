"""What the first atlas says: both languages take the same side, and the English is that of a historian."""

from __future__ import annotations

import re

from mapsvc import Atlas
from mapsvc.atlas.wordings import find_wordings

#: Words that take a side, in Turkish and in English.
OCCUPATION = (re.compile("işgal", re.IGNORECASE), re.compile("occup", re.IGNORECASE))
#: Turns that no English text has any more: word for word from another language, or unkind to the reader.
STIFF = (
    "in the night of", "has it only", "by the paper .* began", "the paper lets", "the paper has .* entered",
    "where the paper speaks of", "ground that changes", "line in common", "borders valid", "one on the other",
    "held against the heights", "is told differently", "the place of sending", "no place is marked",
    "which .* does not speak", "came in? to moscow", "halt by halt",
)  # fmt: skip


def pairs(atlas: Atlas) -> list[tuple[str, str, str]]:
    """Texts that stand in both languages, with where; titles of works are not ours."""
    found = []
    for wording in find_wordings(atlas.records):
        words = dict(wording.words)
        if "en" in words and wording.file != "sources.json":
            found.append((f"{wording.file}: {wording.field}", words.get("tr", ""), words["en"]))
    return found


def test_both_languages_take_the_same_side(atlas: Atlas) -> None:
    turkish, english = OCCUPATION
    told = [
        (place, tr, en) for place, tr, en in pairs(atlas) if tr and (turkish.search(tr) or english.search(en))
    ]
    assert len(told) > 20
    assert [place for place, tr, en in told if bool(turkish.search(tr)) != bool(english.search(en))] == []


def test_english_is_not_word_for_word(atlas: Atlas) -> None:
    stiff = re.compile("|".join(STIFF), re.IGNORECASE)
    assert stiff.search("The bridge was crossed in the night of 26 April.")
    assert [(place, found[0]) for place, _, en in pairs(atlas) if (found := stiff.search(en))] == []
