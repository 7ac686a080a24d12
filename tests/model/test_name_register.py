"""A register says what a thing is called in each language on each day."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mapsvc.model.dates import DateSpan, parse_date
from mapsvc.model.day import Day
from mapsvc.model.name_register import NameRegister, RegisteredName, geonames_key, name_on, names_by_span


def row(lang: str, name: str, span: str = "", **more: str) -> RegisteredName:
    found = parse_date(span) if span else None
    return RegisteredName("alfa", lang, name, span=found, **more)  # type: ignore[arg-type]


def test_thing_is_found_by_id_and_number() -> None:
    rows = (row("en", "Alpha", geonames="7"), row("tr", "Alfa"))
    register = NameRegister(rows)
    assert register.of("alfa") == register.of("nothing", geonames_key(7)) == rows
    assert register.of("bravo") == ()


def test_times_carry_a_name_in_every_language() -> None:
    rows = [row("en", "Old", "../1930-03-27"), row("en", "New", "1930-03-28/.."), row("tr", "Yeni")]
    assert list(names_by_span(rows)) == [
        (None, Day(1930, 3, 27), {"en": "Old", "tr": "Yeni"}),
        (Day(1930, 3, 28), None, {"en": "New", "tr": "Yeni"}),
    ]


def test_name_of_a_day_is_that_of_its_span_else_the_ordinary_one() -> None:
    rows = [row("en", "Alpha"), row("en", "Old", "../1930-03-27"), row("en", "Alfa", use="variant")]
    assert name_on(rows, "en", Day(1930, 3, 27)) == "Old"
    assert name_on(rows, "en", Day(1930, 3, 28)) == name_on(rows, "tr", Day(1930, 3, 28)) == "Alpha"
    assert name_on([], "en", Day(1930, 3, 28)) == ""


def test_texts_tell_all_forms_of_what_they_name() -> None:
    rows = (row("en", "Alpha"), row("tr", "Alfa"), row("en", "Alef", use="variant"))
    register = NameRegister((*rows, RegisteredName("bravo", "en", "Bravo")))
    assert register.forms_named(["To Alpha.", "Alpha again"]) == ("Alpha", "Alfa", "Alef")
    assert register.forms_named(["Alef and Alphabet"]) == NameRegister().forms_named(["Alpha"]) == ()


days = st.integers(700_000, 702_000).map(Day.fromordinal)


@given(st.lists(st.tuples(days, days), max_size=4), days)
def test_each_day_has_the_name_of_the_span_that_holds_it(ends: list[tuple[Day, Day]], day: Day) -> None:
    rows = [
        RegisteredName("alfa", "en", f"Name {n}", span=DateSpan("x", min(pair), max(pair)))
        for n, pair in enumerate(ends)
    ]
    wanted = {found.name for found in rows if found.span and found.span.start <= day <= found.span.end}  # type: ignore[operator]
    said = {
        names["en"]
        for first, last, names in names_by_span(rows)
        if (first is None or first <= day) and (last is None or day <= last)
    }
    assert len(said) == min(len(wanted), 1)
    assert said <= wanted
