"""What filters do with single values."""

from __future__ import annotations

import math
import time

import pytest

from mapsvc.errors import DateError
from mapsvc.web.api.predicates import (
    ARITHMETIC,
    TIMES,
    Lapse,
    every,
    interval,
    is_like,
    negated,
    read_moment,
    some,
    without_accents,
    without_case,
)


def test_unknown_stays_unknown_where_it_decides() -> None:
    assert [every([True, None]), every([False, None]), every([True])] == [None, False, True]
    assert [some([True, None]), some([False, None]), some([False])] == [True, None, False]
    assert [negated(True), negated(False), negated(None)] == [False, True, None]


@pytest.mark.parametrize(
    ("text", "pattern", "found"),
    [
        ("Kars", "Kars", True), ("Kars", "kars", False), ("Kars", "%", True), ("", "%", True), ("", "", True),
        ("Kars", "K%s", True), ("Kars", "K_s", False), ("Kars", "K__s", True), ("Kars", "%a%", True),
        ("a%b", r"a\%b", True), ("axb", r"a\%b", False), ("a\nb", "a%b", True), ("ab", "a.", False),
        ("aab", "%ab", True), ("aabab", "%ab", True), ("abc", "%ab", False),
    ],
)  # fmt: skip
def test_like(text: str, pattern: str, found: bool) -> None:
    assert is_like(text, pattern) is found


def test_no_pattern_takes_long() -> None:
    start = time.perf_counter()
    assert not is_like("a" * 5000, "%a" * 1000 + "b")
    assert time.perf_counter() - start < 10


def test_letters_of_several_languages_lose_accents_and_capitals() -> None:
    assert without_accents("Şuşa, Iğdır, Gəncə, São") == "Susa, Igdir, Gəncə, Sao"
    assert without_case("İSTANBUL") == without_case("istanbul")
    assert without_case("STRASSE") == without_case("Straße")


def test_arithmetic_without_a_result_is_unknown() -> None:
    for name, one, other in [
        ("/", 1, 0),
        ("%", 1, 0),
        ("div", 1, 0),
        ("^", 10, 9999),
        ("^", -1, 0.5),
        ("*", 1e308, 10),
    ]:
        assert ARITHMETIC[name](one, other) is None
    assert ARITHMETIC["div"](-7, 2) == -3


@pytest.mark.parametrize(
    "text", ["1921-03-16", "-0400-09-03", "1921-03-16T23:59:60Z", "1921-03-16T00:00:00.5Z"]
)
def test_day_and_time_are_moments(text: str) -> None:
    moment = read_moment(text)
    assert moment.first == moment.last
    assert moment.days().first == math.floor(moment.first)


@pytest.mark.parametrize(
    "text", ["", "x", "1921", "1921-02-30", "1921-03-16T25:00:00Z", "1921-03-16T12:00:00"]
)
def test_what_is_no_moment_is_refused(text: str) -> None:
    with pytest.raises(DateError):
        read_moment(text)


def test_open_side_of_an_interval_limits_nothing() -> None:
    day = read_moment("1921-03-16")
    assert interval(day, None) == Lapse(day.first, math.inf)
    assert interval(None, day) == Lapse(-math.inf, day.last)
    assert interval(None, None) is None


def test_each_relation_in_time_has_its_converse() -> None:
    spans = [Lapse(float(a), float(b)) for a in range(4) for b in range(a, 4)]
    for name, other in [
        ("t_after", "t_before"), ("t_contains", "t_during"), ("t_finishedby", "t_finishes"),
        ("t_meets", "t_metby"), ("t_overlaps", "t_overlappedby"), ("t_starts", "t_startedby"),
        ("t_equals", "t_equals"), ("t_intersects", "t_intersects"),
    ]:  # fmt: skip
        pairs = [(a, b) for a in spans for b in spans if TIMES[name](a, b)]
        assert pairs
        assert all(TIMES[other](b, a) for a, b in pairs)
    assert all(TIMES["t_disjoint"](a, b) is not TIMES["t_intersects"](a, b) for a in spans for b in spans)
