"""Corrections of a reader are read, applied and written down; none is lost without a word."""

from __future__ import annotations

import tomllib

import pytest

from mapsvc.atlas.corrections import (
    Correction,
    MentionRow,
    apply_corrections,
    forget_corrections,
    format_rows,
    parse_corrections,
    record_correction,
)
from mapsvc.errors import SchemaError

ROWS = (
    MentionRow(1, 1, "Alfa’dan", "alfa", "literal", "tr"),
    MentionRow(1, 10, "Bravo’ya", "bravo", "literal", "tr"),
    MentionRow(3, 4, "Alfa", "alfa", "metonymic", "tr"),
)
BY_HAND = """# Read by me.

[[correction]]  # the first
action = 'reject'
line = 1
column = 1
reason = "a person"

[[correction]]
action = "rename"
place = "alfa"
to = "golf"
reason = "its name of today"
"""


def corrected(*corrections: Correction) -> tuple[tuple[MentionRow, ...], tuple[Correction, ...]]:
    found = apply_corrections(ROWS, corrections, "tr")
    return found.rows, found.stale


@pytest.mark.parametrize(
    ("correction", "expected"),
    [
        (Correction("reject", "x", line=1, column=1), ROWS[1:]),
        (
            Correction("move", "x", line=1, column=10, to="golf"),
            (ROWS[0], MentionRow(1, 10, "Bravo’ya", "golf", "literal", "tr"), ROWS[2]),
        ),
        (
            Correction("usage", "x", line=3, column=4, usage="literal"),
            (*ROWS[:2], MentionRow(3, 4, "Alfa", "alfa", "literal", "tr")),
        ),
        (
            Correction("accept", "x", line=2, column=5, surface="Tepe", place="hill", usage="literal"),
            (*ROWS[:2], MentionRow(2, 5, "Tepe", "hill", "literal", "tr"), ROWS[2]),
        ),
        (
            Correction("rename", "x", place="alfa", to="golf"),
            (
                MentionRow(1, 1, "Alfa’dan", "golf", "literal", "tr"),
                ROWS[1],
                MentionRow(3, 4, "Alfa", "golf", "metonymic", "tr"),
            ),
        ),
    ],
)
def test_correction_does_what_it_says(correction: Correction, expected: tuple[MentionRow, ...]) -> None:
    assert corrected(correction) == (expected, ())


@pytest.mark.parametrize(
    "correction",
    [
        Correction("reject", "x", line=9, column=9),
        Correction("move", "x", line=1, column=1, surface="Bravo", to="golf"),
        Correction("rename", "x", place="nowhere", to="golf"),
    ],
)
def test_correction_that_fits_nothing_is_named(correction: Correction) -> None:
    assert corrected(correction) == (ROWS, (correction,))
    assert correction.told.split(" at ")[0] == correction.action


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("[[correction]]\naction = 'drop'\nreason = 'x'\n", "correction 1 needs an action"),
        ("[[correction]]\naction = 'reject'\nline = 1\ncolumn = 1\n", "and a reason"),
        ("[[correction]]\naction = 'move'\nline = 1\ncolumn = 1\nreason = 'x'\n", "'move', lacks to"),
        (
            "[[correction]]\naction = 'reject'\nline = '1'\ncolumn = 1\nreason = 'x'\n",
            "line = '1' is no field",
        ),
        (
            "[[correction]]\naction = 'usage'\nline = 1\ncolumn = 1\nusage = 'figurative'\nreason = 'x'\n",
            "unknown usage 'figurative'",
        ),
        ("[[correction]]\naction = \n", "no valid TOML"),
        ("correction = 'all'\n", r"under \[\[correction\]\]"),
    ],
)
def test_correction_that_cannot_be_read_is_named(words: str, told: str) -> None:
    with pytest.raises(SchemaError, match=told):
        parse_corrections(words)


def test_decision_is_written_behind_the_others_and_changes_no_byte_of_them() -> None:
    decision = {
        "action": "move", "text": "diary", "line": 4, "column": 2, "surface": "San \"Juan\"",
        "to": "san-juan", "reason": "the northern one", "lang": "",
    }  # fmt: skip
    words = record_correction(BY_HAND, decision)
    assert words.startswith(BY_HAND)
    written = tomllib.loads(words)["correction"][-1]
    assert written == {name: value for name, value in decision.items() if value}
    assert record_correction(words, decision) == words
    assert record_correction("", decision) == words.removeprefix(BY_HAND + "\n")
    windows = record_correction(BY_HAND.replace("\n", "\r\n"), decision)
    assert windows == words.replace("\n", "\r\n")


def test_later_decision_takes_the_place_of_an_earlier_one() -> None:
    where = {"text": "diary", "line": 4, "column": 2, "reason": "x"}
    words = record_correction(BY_HAND, {"action": "move", "to": "golf"} | where)
    words = record_correction(words, {"action": "usage", "usage": "embedded"} | where)
    words = record_correction(words, {"action": "move", "to": "alfa"} | where)
    actions = [(one.action, one.to or one.usage) for one in parse_corrections(words)]
    assert actions[2:] == [("usage", "embedded"), ("move", "alfa")]
    words = record_correction(words, {"action": "reject"} | where)
    assert [one.action for one in parse_corrections(words)] == ["reject", "rename", "reject"]
    assert "# Read by me." in words
    assert "# the first" in words
    assert forget_corrections(words, "diary", 4, 2).strip() == BY_HAND.strip()
    alone = record_correction("", {"action": "reject"} | where)
    assert forget_corrections(alone, "diary", 4, 2) == ""


def test_decision_that_nobody_could_read_is_refused() -> None:
    with pytest.raises(SchemaError, match="lacks to"):
        record_correction(BY_HAND, {"action": "move", "line": 1, "column": 1, "reason": "x"})


def test_rows_are_written_as_the_file_has_them() -> None:
    row = MentionRow(2, 7, "Alfa, town", "alfa", "literal", "en")
    assert format_rows([row]) == 'line,column,surface,place,usage,lang\n2,7,"Alfa, town",alfa,literal,en\n'
