"""Corrections of a reader are read, applied and written down; none is lost without a word."""

from __future__ import annotations

import tomllib

import pytest

from mapsvc.atlas.correction_writing import record_corrections
from mapsvc.atlas.corrections import (
    Correction,
    MentionRow,
    apply_corrections,
    format_rows,
    parse_corrections,
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
    words = record_corrections(BY_HAND, [decision])
    assert words.startswith(BY_HAND)
    written = tomllib.loads(words)["correction"][-1]
    assert written == {name: value for name, value in decision.items() if value}
    assert record_corrections(words, [decision]) == words
    assert record_corrections("", [decision]) == words.removeprefix(BY_HAND + "\n")
    windows = record_corrections(BY_HAND.replace("\n", "\r\n"), [decision])
    assert windows == words.replace("\n", "\r\n")


def test_later_decision_takes_the_place_of_an_earlier_one() -> None:
    where = {"text": "diary", "line": 4, "column": 2, "reason": "x"}
    words = record_corrections(BY_HAND, [{"action": "move", "to": "golf"} | where])
    words = record_corrections(words, [{"action": "usage", "usage": "embedded"} | where])
    words = record_corrections(words, [{"action": "move", "to": "alfa"} | where])
    actions = [(one.action, one.to or one.usage) for one in parse_corrections(words)]
    assert actions[2:] == [("usage", "embedded"), ("move", "alfa")]
    words = record_corrections(words, [{"action": "reject"} | where])
    assert [one.action for one in parse_corrections(words)] == ["reject", "rename", "reject"]
    assert "# Read by me." in words
    assert "# the first" in words
    forget = {"action": "forget", "text": "diary", "line": 4, "column": 2}
    assert record_corrections(words, [forget]).strip() == BY_HAND.strip()
    alone = record_corrections("", [{"action": "reject"} | where])
    assert record_corrections(alone, [forget]) == ""


def test_decisions_at_once_are_as_one_after_the_other() -> None:
    where = {"text": "diary", "reason": "x"}
    decisions = [
        {"action": "reject", "line": 4, "column": 2} | where,
        {"action": "reject", "line": 5, "column": 1} | where,
        {"action": "accept", "line": 4, "column": 2, "surface": "A", "place": "alfa", "usage": "literal"}
        | where,
        {"action": "forget", "line": 5, "column": 1, "text": "diary"},
        {"action": "reject", "line": 6, "column": 1} | where,
    ]
    apart = BY_HAND
    for decision in decisions:
        apart = record_corrections(apart, [decision])
    at_once = record_corrections(BY_HAND, decisions)
    assert parse_corrections(at_once) == parse_corrections(apart)
    assert [(one.action, one.line) for one in parse_corrections(at_once)[2:]] == [
        ("accept", 4),
        ("reject", 6),
    ]


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_taking_a_decision_back_leaves_the_rest_byte_for_byte(ends: str) -> None:
    others = BY_HAND.replace("\n", ends)
    more = record_corrections(
        others, [{"action": "reject", "line": 7, "column": 1, "text": "t", "reason": "x"}]
    )
    later = more + ends + "# a remark of mine" + ends
    forget = {"action": "forget", "line": 7, "column": 1, "text": "t"}
    assert record_corrections(later, [forget]) == others + ends + "# a remark of mine" + ends
    first = {"action": "forget", "line": 1, "column": 1, "text": "t"}
    assert record_corrections(others, [first]) == others.replace(
        ends.join(["[[correction]]  # the first", "action = 'reject'", "line = 1", "column = 1", ""])
        + f'reason = "a person"{ends}{ends}',
        "",
    )


def test_decisions_written_in_another_way_are_taken_back_too() -> None:
    inline = 'correction = [{action = "reject", line = 1, column = 1, reason = "x", text = "t"}]\n'
    left = record_corrections(inline, [{"action": "forget", "line": 1, "column": 1, "text": "t"}])
    assert parse_corrections(left) == ()


@pytest.mark.parametrize(
    "words",
    [
        BY_HAND,
        BY_HAND.replace("'reject'", '"reject"').replace("  # the first", ""),
        '[[correction]]\naction = "reject"\nline = 1\ncolumn = 2\nreason = "a \\"b\\" \\\\ c"\n',
        '[[correction]]\r\naction = "reject"\r\n  # why\r\nline = 1\r\ncolumn = 2\r\nreason = "é ş 中"\r\n',
        '[[correction]]\naction = "reject"\nline = 1_0\ncolumn = 0x2\nreason = """a\n[[correction]]\n"""\n',
        '[[correction]]\naction = "reject"\nline = 1\ncolumn = 2\nreason = "a\u2028b\x85c"\n',
        '[[correction]]\naction = "reject"\nline = 01\ncolumn = 2\nreason = "x"\n',
        '[[correction]]\naction = "reject"\nline = 1\nline = 1\ncolumn = 2\nreason = "x"\n',
        '[[correction]]\naction = "reject"\nline = 1\ncolumn = 2\nreason = "a\tb\x1fc"\n',
        "# nothing yet\n",
        "",
    ],
)
def test_corrections_are_read_as_toml_reads_them(words: str) -> None:
    """Thousands of them take a shorter way, which has to come to the same."""
    try:
        expected = tomllib.loads(words).get("correction", [])
    except tomllib.TOMLDecodeError:
        with pytest.raises(SchemaError, match="no valid TOML"):
            parse_corrections(words)
        return
    assert [one.reason for one in parse_corrections(words)] == [raw["reason"] for raw in expected]
    assert [(one.line, one.column) for one in parse_corrections(words)] == [
        (raw.get("line", 0), raw.get("column", 0)) for raw in expected
    ]


DATED = {"type": "date", "text": "t", "line": 1, "column": 4, "reason": "x"}


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"action": "accept", "surface": "May", "edtf": "1565-05"}, "lacks calendar, gregorian"),
        ({"action": "move", "to": "golf"}, "a date is accepted or rejected"),
        (
            {"action": "accept", "surface": "May", "edtf": "May", "gregorian": "1565", "calendar": "julian"},
            "edtf = 'May' is no date",
        ),
        ({"action": "reject", "calendar": "mayan"}, "unknown calendar 'mayan'"),
        ({"action": "reject", "certainty": "sure"}, "unknown certainty 'sure'"),
    ],
)
def test_decision_on_a_date_says_what_a_date_needs(more: dict[str, str], told: str) -> None:
    with pytest.raises(SchemaError, match=told):
        record_corrections("", [DATED | more])


def test_day_that_only_its_own_calendar_has_is_one() -> None:
    day = {
        "action": "accept",
        "surface": "29 February",
        "edtf": "1900-02-29",
        "gregorian": "1900-03-13",
        **DATED,
    }
    assert parse_corrections(record_corrections("", [day | {"calendar": "julian"}]))[0].edtf == "1900-02-29"
    with pytest.raises(SchemaError, match="no date of EDTF"):
        record_corrections("", [day | {"calendar": "gregorian"}])


def test_decision_on_a_date_touches_no_place_that_begins_there() -> None:
    words = record_corrections(
        "", [{"action": "reject", **DATED}, {"action": "reject", **DATED, "type": "place"}]
    )
    date, place = parse_corrections(words)
    assert (date.type, place.type) == ("date", "place")
    rows = [MentionRow(1, 4, "May", "may", "literal", "en")]
    assert apply_corrections(rows, [date], "en").rows == tuple(rows)
    assert apply_corrections(rows, [date], "en").stale == ()


def test_decision_that_nobody_could_read_is_refused() -> None:
    with pytest.raises(SchemaError, match="lacks to"):
        record_corrections(BY_HAND, [{"action": "move", "line": 1, "column": 1, "reason": "x"}])


def test_rows_are_written_as_the_file_has_them() -> None:
    row = MentionRow(2, 7, "Alfa, town", "alfa", "literal", "en")
    assert format_rows([row]) == 'line,column,surface,place,usage,lang\n2,7,"Alfa, town",alfa,literal,en\n'
