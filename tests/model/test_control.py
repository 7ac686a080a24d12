"""What rows of control come to: one answer a day, whatever their order."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapsvc.model.control import ABOUT_DAYS, Control, Holding, timeline_of, window_of
from mapsvc.model.dates import parse_date
from mapsvc.model.day import Day

FIRST, LAST = Day(1918, 1, 1), Day(1918, 12, 31)


def a_row(polity: str | None, begins: str, ends: str | None = None, **more: Any) -> Control:
    until = parse_date(ends) if ends else None
    return Control("d", polity, parse_date(begins), until, **more)


def said(*rows: Control) -> list[str]:
    """Each answer as `polity start end`, with what is doubted of it."""
    return [
        f"{held.polity} {held.start} {held.end}"
        + ("?" if held.certainty == "uncertain" else "")
        + (f" {held.passing_to}" if held.passing_to else "")
        for held in timeline_of("d", rows, FIRST, LAST)
    ]


def on(rows: tuple[Control, ...], day: str) -> set[str | None]:
    wanted = Day.fromisoformat(day)
    return {held.polity for held in timeline_of("d", rows, FIRST, LAST) if held.start <= wanted <= held.end}


def test_day_of_a_change_belongs_to_the_row_that_begins() -> None:
    rows = (a_row("a", "1918-01-01"), a_row("b", "1918-05-04"))
    assert said(*rows) == ["a 1918-01-01 1918-05-03", "b 1918-05-04 1918-12-31"]
    ended = (a_row("a", "1918-01-01", "1918-05-04"), rows[1])
    assert said(*ended) == said(*rows)


def test_row_that_says_its_end_holds_that_day_too() -> None:
    found = said(a_row("a", "1918-01-01", "1918-05-04"), a_row("b", "1918-05-06"))
    assert found == ["a 1918-01-01 1918-05-04", "None 1918-05-05 1918-05-05?", "b 1918-05-06 1918-12-31"]


@pytest.mark.parametrize(
    ("begins", "first", "firm"),
    [
        ("1918-12", "1918-12-01", "1918-12-31"),
        ("1918-09-03/1918-09-05", "1918-09-03", "1918-09-05"),
        ("1918-09-03~", "1918-08-31", "1918-09-06"),
        ("[1918-09-03,1918-09-13]", "1918-09-03", "1918-09-13"),
    ],
)
def test_window_leaves_the_earlier_holder_until_its_last_day(begins: str, first: str, firm: str) -> None:
    before = [Day.fromisoformat(day) - 1 for day in (first, firm)]
    assert said(a_row("a", "1918-01-01"), a_row("b", begins)) == [
        f"a 1918-01-01 {before[0]}",
        f"a {first} {before[1]}? b",
        f"b {firm} 1918-12-31",
    ]


def test_about_widens_by_the_part_that_is_about() -> None:
    for text, days in zip(("1918-05-04~", "1918-05~", "1918~"), ABOUT_DAYS, strict=True):
        plain = parse_date(text.rstrip("~"))
        assert plain.start is not None
        assert plain.end is not None
        assert window_of(parse_date(text)) == (plain.start.toordinal() - days, plain.end.toordinal() + days)
    assert window_of(parse_date("1918-05-04?")) == window_of(parse_date("1918-05-04"))


def test_first_row_begins_uncertain_where_its_day_is_not_known() -> None:
    assert said(a_row("a", "1918-03")) == [
        "None 1918-01-01 1918-02-28?",
        "a 1918-03-01 1918-03-30?",
        "a 1918-03-31 1918-12-31",
    ]
    assert said(a_row("a", "../1918-03-31")) == ["a 1918-01-01 1918-03-30?", "a 1918-03-31 1918-12-31"]
    assert said(a_row("a", "1878-07-13")) == ["a 1878-07-13 1918-12-31"]


def test_change_of_manner_leaves_the_holder_in_no_doubt() -> None:
    rows = (a_row("a", "1918-01-01", how="occupied", of="b"), a_row("a", "1918-06"))
    assert said(*rows) == ["a 1918-01-01 1918-06-29", "a 1918-06-30 1918-12-31"]


def test_contested_ground_has_all_who_contest_it() -> None:
    rows = (
        a_row("a", "1918-01-01"),
        a_row("a", "1918-03-01", how="contested"),
        a_row("b", "1918-03-01", how="contested"),
        a_row("b", "1918-06-01"),
    )
    assert on(rows, "1918-02-28") == {"a"}
    assert on(rows, "1918-03-01") == on(rows, "1918-05-31") == {"a", "b"}
    assert on(rows, "1918-06-01") == {"b"}
    # One that begins later in parallel: the first says its own end.
    later = (
        rows[0],
        replace(rows[1], ends=parse_date("1918-05-31")),
        a_row("b", "1918-04-01", how="contested"),
    )
    assert on((*later, rows[3]), "1918-03-31") == {"a"}
    assert on((*later, rows[3]), "1918-05-31") == {"a", "b"}


def test_window_into_contested_ground_names_who_comes() -> None:
    rows = (
        a_row("b", "1918-01-01"),
        a_row("a", "1918-03", how="contested"),
        a_row("b", "1918-03", how="contested"),
    )
    assert said(*rows)[:2] == ["b 1918-01-01 1918-02-28", "b 1918-03-01 1918-03-30? a"]


def test_imprecise_end_is_that_of_who_comes_in_it() -> None:
    assert said(a_row("a", "1918-01-01", "1918-12"), a_row("b", "1918-12-10")) == [
        "a 1918-01-01 1918-12-09",
        "b 1918-12-10 1918-12-31",
    ]
    assert said(a_row("a", "1918-01-01", "1918-11")) == [
        "a 1918-01-01 1918-10-31",
        "a 1918-11-01 1918-11-30?",
        "None 1918-12-01 1918-12-31?",
    ]


def test_row_of_nobody_is_unknown_and_no_gap() -> None:
    held = timeline_of("d", [replace(a_row(None, "1918-01-01"), line=7)], FIRST, LAST)
    assert [(each.polity, each.line) for each in held] == [(None, 7)]
    assert [each.line for each in timeline_of("d", [], FIRST, LAST)] == [None]


DAYS = st.integers(0, 364).map(lambda number: FIRST + number)


@st.composite
def begins(draw: st.DrawFn) -> str:
    first, width = draw(DAYS), draw(st.sampled_from([0, 0, 0, 1, 2, 30]))
    kind = draw(st.sampled_from(["day", "about", "window", "month"]))
    if kind == "month":
        return first.isoformat()[:7]
    if kind == "window" and width:
        return f"{first}/{first + width}"
    return f"{first}~" if kind == "about" else first.isoformat()


@st.composite
def any_row(draw: st.DrawFn) -> Control:
    span = draw(begins())
    end = draw(st.none() | DAYS)
    how = draw(st.sampled_from(["administered", "occupied", "contested"]))
    polity = draw(st.sampled_from(["a", "b", "c", None]))
    # One that ends before it begins is a fault of the file.
    if end is not None and end.toordinal() < window_of(parse_date(span))[1]:
        end = None
    return a_row(polity, span, end.isoformat() if end else None, how=how)


def days_of(holdings: tuple[Holding, ...]) -> dict[int, list[Holding]]:
    spread = [
        (day, held) for held in holdings for day in range(held.start.toordinal(), held.end.toordinal() + 1)
    ]
    ordered = sorted(spread, key=lambda pair: pair[0])
    return {day: [held for _, held in found] for day, found in groupby(ordered, key=lambda pair: pair[0])}


@given(st.lists(any_row(), max_size=7))
def test_every_day_has_one_answer_or_is_contested(rows: list[Control]) -> None:
    days = days_of(timeline_of("d", rows, FIRST, LAST))
    for day in range(FIRST.toordinal(), LAST.toordinal() + 1):
        held = days[day]
        assert len(held) == 1 or all(each.how == "contested" for each in held)


@given(st.lists(any_row(), max_size=7), st.randoms())
def test_order_of_rows_does_not_matter(rows: list[Control], random: Any) -> None:
    mixed = list(rows)
    random.shuffle(mixed)
    assert timeline_of("d", mixed, FIRST, LAST) == timeline_of("d", rows, FIRST, LAST)


@given(st.lists(begins(), min_size=2, max_size=7))
def test_nobody_is_shown_firm_before_the_last_day_on_which_they_may_have_come(spans: list[str]) -> None:
    rows = [a_row(f"p{number}", span) for number, span in enumerate(spans)]
    comes = {row.polity: window_of(row.begins) for row in rows}
    first_firm = min(firm for _, firm in comes.values())
    for day, held in days_of(timeline_of("d", rows, FIRST, LAST)).items():
        for each in held:
            if each.polity is None:
                continue
            early, firm = comes[each.polity]
            assert day >= firm or (firm == first_firm and each.certainty == "uncertain" and day >= early)
            # Who may have come already is told, and nobody else is told to be certain.
            if each.passing_to is not None:
                assert each.certainty == "uncertain"
                assert comes[each.passing_to][0] <= day < comes[each.passing_to][1]


@given(st.lists(DAYS, min_size=1, max_size=7, unique=True))
def test_days_that_are_known_leave_no_doubt(days: list[Day]) -> None:
    rows = [a_row(f"p{number}", day.isoformat()) for number, day in enumerate(sorted(days))]
    held = timeline_of("d", rows, min(days), LAST)
    assert [(each.polity, each.start, each.certainty) for each in held] == [
        (row.polity, row.begins.start, "attested") for row in rows
    ]
