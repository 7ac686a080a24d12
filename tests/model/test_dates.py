"""EDTF dates and the days they cover."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapsvc.errors import DateError
from mapsvc.model.dates import DateSpan, parse_date

DAYS = st.dates(min_value=dt.date(1000, 1, 1), max_value=dt.date(2999, 12, 31))


def span(first: str | None, last: str | None) -> DateSpan:
    start, end = (dt.date.fromisoformat(day) if day else None for day in (first, last))
    return DateSpan(edtf="", start=start, end=end)


@pytest.mark.parametrize(
    ("edtf", "start", "end", "approximate"),
    [
        ("1921-10-13", "1921-10-13", "1921-10-13", False),
        ("1921-10", "1921-10-01", "1921-10-31", False),
        ("1920-02", "1920-02-01", "1920-02-29", False),
        ("1900-02", "1900-02-01", "1900-02-28", False),
        ("1921", "1921-01-01", "1921-12-31", False),
        ("1920-05~", "1920-05-01", "1920-05-31", True),
        ("1920?", "1920-01-01", "1920-12-31", True),
        ("1920-04-28%", "1920-04-28", "1920-04-28", True),
        ("192X", "1920-01-01", "1929-12-31", False),
        ("1920-05/1920-08", "1920-05-01", "1920-08-31", False),
        ("1920-05-25/1920-05-31", "1920-05-25", "1920-05-31", False),
        ("1921-10-13/..", "1921-10-13", None, False),
        ("../1921-10-13", None, "1921-10-13", False),
        ("1582-10-10", "1582-10-10", "1582-10-10", False),
        ("1920-02-29", "1920-02-29", "1920-02-29", False),
        ("1920-05~/1920-08", "1920-05-01", "1920-08-31", True),
    ],
)
def test_date_covers_its_days(edtf: str, start: str | None, end: str | None, approximate: bool) -> None:
    found = parse_date(edtf)
    assert (found.start, found.end) == (span(start, end).start, span(start, end).end)
    assert found.approximate is approximate
    assert found.edtf == edtf


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "x", "1921-13", "1921-02-30", "1921-00-01", "1900-02-29", "13.10.1921", "1921/10/13",
        "1921-1-1",
        "1922/1921", "1921-10-13/1921-10-12", "..", "../..", "/", "1921//1922", "1921 ", "1921\n",
        "1921-10-13\n", "19211013",
        "٢٠٢٠", "1" * 65, "1921-10-13T12:00", "{{7*7}}", "None",
    ],
)  # fmt: skip
def test_text_that_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(DateError):
        parse_date(text)


@given(st.text(max_size=70))
def test_any_text_is_a_date_or_refused(text: str) -> None:
    try:
        found = parse_date(text)
    except DateError:
        return
    assert found.start is not None or found.end is not None


@given(DAYS)
def test_day_covers_itself(day: dt.date) -> None:
    found = parse_date(day.isoformat())
    assert (found.start, found.end, found.middle) == (day, day, day)


@given(DAYS)
def test_month_and_year_hold_their_days(day: dt.date) -> None:
    single, month, year = (parse_date(day.isoformat()[:length]) for length in (10, 7, 4))
    assert year.contains(month)
    assert month.contains(single)
    assert year.start == dt.date(day.year, 1, 1)
    assert year.end == dt.date(day.year, 12, 31)
    assert month.end is not None
    assert (month.end + dt.timedelta(days=1)).day == 1


@given(DAYS, DAYS)
def test_interval_ends_after_it_starts_or_is_refused(one: dt.date, other: dt.date) -> None:
    text = f"{one}/{other}"
    if one > other:
        with pytest.raises(DateError):
            parse_date(text)
        return
    found = parse_date(text)
    assert (found.start, found.end) == (one, other)
    assert found.middle is not None
    assert one <= found.middle <= other


SPANS = st.builds(
    lambda one, other, cut: DateSpan(
        edtf="",
        start=None if cut == "start" else min(one, other),
        end=None if cut == "end" else max(one, other),
    ),
    DAYS,
    DAYS,
    st.sampled_from(["", "start", "end"]),
)


@given(SPANS, SPANS)
def test_overlap_is_mutual_and_follows_from_containment(one: DateSpan, other: DateSpan) -> None:
    assert one.overlaps(other) == other.overlaps(one)
    assert one.overlaps(one)
    assert one.contains(one)
    if one.contains(other):
        assert one.overlaps(other)


@given(SPANS, SPANS, DAYS)
def test_spans_that_share_a_day_overlap(one: DateSpan, other: DateSpan, day: dt.date) -> None:
    single = DateSpan(edtf="", start=day, end=day)
    if one.contains(single) and other.contains(single):
        assert one.overlaps(other)
    assert one.contains(single) == one.overlaps(single)


@pytest.mark.parametrize(
    ("one", "other", "share"),
    [
        (("1920-01-01", "1920-12-31"), ("1920-12-31", "1921-12-31"), True),
        (("1920-01-01", "1920-12-30"), ("1920-12-31", "1921-12-31"), False),
        ((None, "1920-12-31"), ("1920-12-31", None), True),
        ((None, "1920-12-30"), ("1920-12-31", None), False),
        ((None, None), ("1920-12-31", None), True),
    ],
)
def test_overlap_counts_the_last_day(
    one: tuple[str | None, str | None], other: tuple[str | None, str | None], share: bool
) -> None:
    assert span(*one).overlaps(span(*other)) is share


def test_open_span_is_held_only_by_an_open_one() -> None:
    assert span("1920-01-01", None).contains(span("1921-01-01", None))
    assert not span("1920-01-01", "1930-01-01").contains(span("1921-01-01", None))
    assert not span("1920-01-01", None).contains(span(None, "1921-01-01"))
