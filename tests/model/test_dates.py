"""EDTF dates and the days they cover."""

from __future__ import annotations

import edtf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapsvc.errors import DateError
from mapsvc.model.dates import DateSpan, parse_date
from mapsvc.model.day import Day

DAYS = st.integers(Day(-4000, 1, 1).toordinal(), Day(2999, 12, 31).toordinal()).map(Day.fromordinal)


def span(first: str | None, last: str | None) -> DateSpan:
    start, end = (Day.fromisoformat(day) if day else None for day in (first, last))
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
        ("19XX", "1900-01-01", "1999-12-31", False),
        ("-04XX", "-0499-01-01", "-0400-12-31", False),
        ("-0400", "-0400-01-01", "-0400-12-31", False),
        ("-0400-02", "-0400-02-01", "-0400-02-29", False),
        ("0000", "0000-01-01", "0000-12-31", False),
        ("Y-17000", "Y-17000-01-01", "Y-17000-12-31", False),
        ("Y17E3", "Y17000-01-01", "Y17000-12-31", False),
        ("1950S2", "1900-01-01", "1999-12-31", True),
        ("1920-21", "1920-03-01", "1920-05-31", False),
        ("1920-24", "1920-12-01", "1921-02-28", False),
        ("1920-30", "1920-12-01", "1921-02-28", False),
        ("1920-36", "1920-10-01", "1920-12-31", False),
        ("1920-38", "1920-05-01", "1920-08-31", False),
        ("1920-41", "1920-07-01", "1920-12-31", False),
        ("1920-05-XX", "1920-05-01", "1920-05-31", False),
        ("1920-XX-XX", "1920-01-01", "1920-12-31", False),
        ("1920-XX-31", "1920-01-31", "1920-12-31", False),
        ("192X-02-29", "1920-02-29", "1928-02-29", False),
        ("1920-1X", "1920-10-01", "1920-12-31", False),
        ("1920-?05", "1920-05-01", "1920-05-31", True),
        ("2004-06~-11", "2004-06-11", "2004-06-11", True),
        ("[1667,1668, 1670..1672]", "1667-01-01", "1672-12-31", False),
        ("{1667,1668}", "1667-01-01", "1668-12-31", False),
        ("[..1760-12-03]", None, "1760-12-03", False),
        ("{1984..}", "1984-01-01", None, False),
        ("1915-03-01/", "1915-03-01", None, False),
        ("/1915-03-01", None, "1915-03-01", False),
        ("-0430/-0403", "-0430-01-01", "-0403-12-31", False),
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
        "XXXX", "XXXX-05-12", "-0000", "Y1900", "Y17E7", "1920-42", "1920-21-05", "192", "1921-02-3X",
        "1920-2X",
        "[]", "[1920", "{1920]", "[1921..1920]", "[1920..,1921]", "[..1920,1921..]", "1950S0", "1950S5",
        "[1920]", "195XS2",
        "1921-03-16T10:00:00Z", "unknown/1920",
        "٢٠٢٠", "1" * 65, "1921-10-13T12:00", "{{7*7}}", "None",
    ],
)  # fmt: skip
def test_text_that_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(DateError):
        parse_date(text)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("XXXX-05-12", "no known day"),
        ("../", "no known day"),
        ("1922/1921", "ends before"),
        ("Y99E9", "beyond"),
    ],
)
def test_refusal_names_its_reason(text: str, named: str) -> None:
    with pytest.raises(DateError, match=named):
        parse_date(text)


def test_unknown_side_limits_nothing_and_is_told_apart_from_an_open_one() -> None:
    unknown, is_open = parse_date("1915-03-01/"), parse_date("1915-03-01/..")
    assert (unknown.unknown_start, unknown.unknown_end) == (False, True)
    assert (is_open.unknown_start, is_open.unknown_end) == (False, False)
    assert parse_date("/1915").unknown_start
    for later in ("1915-03-01", "1925-02-28", "1925-03-02", "2025"):
        assert unknown.overlaps(parse_date(later))
    assert not unknown.overlaps(parse_date("1915-02-28"))


PLAIN = st.sampled_from(["1920", "1920-05", "1920-05-11", "1921-10", "1582-10-10"])
MARKS = st.sampled_from(["", "", "~", "?", "%"])


@given(PLAIN, MARKS, PLAIN, MARKS, st.sampled_from(["date", "interval", "from", "until"]))
def test_days_are_those_of_the_library_where_it_does_not_guess(
    one: str, mark: str, other: str, last_mark: str, form: str
) -> None:
    first, last = f"{one}{mark}", f"{other}{last_mark}"
    text = {"date": first, "interval": f"{first}/{last}", "from": f"{first}/..", "until": f"../{last}"}[form]
    edges = [parse_date(side) for side in (first, last)]
    assert edges[0].start is not None
    assert edges[1].end is not None
    if form == "interval" and edges[0].start > edges[1].end:
        return
    found, theirs = parse_date(text), edtf.parse_edtf(text)
    for day, their in ((found.start, theirs.lower_strict()), (found.end, theirs.upper_strict())):
        assert (day is None) == isinstance(their, float)
        if day is not None:
            assert (day.year, day.month, day.day) == tuple(their[:3])


@given(st.text(alphabet="0123456789X-/~?%[]{}.,SYE", max_size=16))
def test_any_text_of_the_letters_of_edtf_is_a_date_or_refused(text: str) -> None:
    try:
        found = parse_date(text)
    except DateError:
        return
    assert found.start is None or found.end is None or found.start <= found.end


@given(st.text(max_size=70))
def test_any_text_is_a_date_or_refused(text: str) -> None:
    try:
        found = parse_date(text)
    except DateError:
        return
    assert found.start is not None or found.end is not None


@given(DAYS)
def test_day_covers_itself(day: Day) -> None:
    found = parse_date(day.isoformat())
    assert (found.start, found.end, found.middle) == (day, day, day)


@given(DAYS)
def test_month_and_year_hold_their_days(day: Day) -> None:
    single, month, year = (parse_date(day.isoformat()[: length + (day.year < 0)]) for length in (10, 7, 4))
    assert year.contains(month)
    assert month.contains(single)
    assert year.start == Day(day.year, 1, 1)
    assert year.end == Day(day.year, 12, 31)
    assert month.end is not None
    assert (month.end + 1).day == 1


@given(DAYS, DAYS)
def test_interval_ends_after_it_starts_or_is_refused(one: Day, other: Day) -> None:
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
def test_spans_that_share_a_day_overlap(one: DateSpan, other: DateSpan, day: Day) -> None:
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
