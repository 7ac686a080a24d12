"""The days that an atlas tells of."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from mapsvc import open_atlas
from mapsvc.atlas.checks.atlas import check_atlas
from mapsvc.atlas.period import AtlasPeriod
from mapsvc.errors import DateError
from mapsvc.model.day import Day
from tests.dated import TINY, move_atlas, move_edtf


def period_of(root: Path) -> AtlasPeriod:
    return open_atlas(str(root)).records.period


@pytest.fixture
def said(tmp_path: Path) -> Path:
    """An atlas that leaves its days to what it holds; tests add what it says."""
    root = move_atlas(TINY, tmp_path / "atlas", 0)
    path = root / "atlas.toml"
    path.write_text(re.sub(r"\n\[period\][^\[]*", "\n", path.read_text("utf-8")), "utf-8")
    return root


def say(root: Path, text: str) -> Path:
    with (root / "atlas.toml").open("a", encoding="utf-8") as file:
        file.write(f"\n[period]\n{text}\n")
    return root


@pytest.mark.parametrize("years", [0, -44, -106, -401, -2321])
def test_days_follow_from_what_an_atlas_holds(tmp_path: Path, years: int) -> None:
    period = period_of(move_atlas(TINY, tmp_path / "atlas", years))
    assert (period.first, period.last) == (Day(1920 + years, 1, 1), Day(1921 + years, 12, 31))
    assert period.opening == Day(1921 + years, 10, 13)


@pytest.mark.parametrize(
    ("text", "first", "last", "opening"),
    [
        ('first = "1914"', "1914-01-01", "1921-12-31", "1921-10-13"),
        ('last = "1932-06"', "1920-01-01", "1932-06-30", "1921-10-13"),
        ('opening = "1920-04"', "1920-01-01", "1921-12-31", "1920-04-01"),
        ('first = "1920-03-02"\nlast = "1920-03-08"', "1920-03-02", "1920-03-08", "1920-03-08"),
        ('first = "-0400"', "-0400-01-01", "1921-12-31", "1921-10-13"),
    ],
)
def test_what_an_atlas_says_goes_before(said: Path, text: str, first: str, last: str, opening: str) -> None:
    period = period_of(say(said, text))
    assert (str(period.first), str(period.last), str(period.opening)) == (first, last, opening)


def test_atlas_without_a_date_has_a_year(said: Path) -> None:
    for path in (*said.glob("events/*"), *said.glob("borders/*"), *said.glob("routes/*")):
        path.unlink()
    path = said / "atlas.toml"
    text = re.sub(r"(?m)^headline = .*$", "", path.read_text("utf-8"))
    path.write_text(re.sub(r"\n\[headline_note[^\[]*", "\n", text), "utf-8")
    period = period_of(said)
    assert period.first <= period.opening <= period.last


PERIOD = AtlasPeriod(Day(-400, 3, 1), Day(-398, 12, 31), Day(-400, 9, 3))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("-0400-09-03", "-0400-09-03"),
        ("-0399", "-0399-01-01"),
        ("-0399-05", "-0399-05-01"),
        ("-0400", "-0400-03-01"),
    ],
)
def test_year_or_month_stands_for_its_first_day(text: str, day: str) -> None:
    assert PERIOD.read(text).isoformat() == day


@pytest.mark.parametrize(
    "text", ["", "x", "1921", "-0400-02-28", "-0400/-0399", "-0399~", "-039X", "-0399-02-30"]
)
def test_other_texts_have_no_map(text: str) -> None:
    with pytest.raises(DateError):
        PERIOD.read(text)


def test_days_outside_are_led_inside() -> None:
    assert PERIOD.nearest(Day(1, 1, 1)) == PERIOD.last
    assert PERIOD.nearest(Day(-4000, 1, 1)) == PERIOD.first
    assert (PERIOD.share(PERIOD.first), PERIOD.share(PERIOD.last)) == (0, 100)


def test_moved_date_keeps_its_form() -> None:
    assert move_edtf("1920-05~/1921-12-02", -1) == "1919-05~/1920-12-02"
    assert move_edtf("[1920,1921..]", -2321) == "[-0401,-0400..]"


@pytest.mark.parametrize(
    ("text", "field", "says"),
    [
        ('first = "1930"\nlast = "1914"', "period.last", "before the first day, 1930-01-01"),
        ('first = "1914"\nopening = "1900-01-01"', "period.opening", "from 1914-01-01 to 1921-12-31"),
        ('first = "../1914"', "period.first", "names no such day"),
        ('last = "1914/"', "period.last", "names no such day"),
        ('opening = "1921-02-30"', "period.opening", "1921-02-30"),
    ],
)
def test_period_that_cannot_be_meant_is_named(said: Path, text: str, field: str, says: str) -> None:
    found = [str(problem) for problem in check_atlas(say(said, text)) if "period" in str(problem)]
    assert len(found) == 1
    assert found[0].startswith(f"atlas.toml: {field}: ")
    assert says in found[0]


def test_period_of_a_sound_atlas_is_no_problem(said: Path) -> None:
    assert [p for p in check_atlas(say(said, 'first = "1914"\nlast = "1932"')) if "period" in str(p)] == []
