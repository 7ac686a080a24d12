"""A date that is no EDTF is told with what was probably meant, and that is EDTF."""

from __future__ import annotations

from pathlib import Path

import pytest

from mapsvc.atlas.checks.atlas import check_atlas
from mapsvc.errors import DateError
from mapsvc.model.dates import parse_date
from mapsvc.model.meant_dates import explain_date, meant_date


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("13 Ekim 1921", "1921-10-13"), ("October 13th, 1921", "1921-10-13"),
        ("13 октября 1921 г.", "1921-10-13"), ("Oct 1921", "1921-10"), ("1921-Oct-13", "1921-10-13"),
        ("9–23 Haziran 1919", "1919-06-09/1919-06-23"), ("13.10.1921", "1921-10-13"),
        ("1921/10/13", "1921-10-13"), ("19200610", "1920-06-10"), ("2/20/1920", "1920-02-20"),
        ("1/2/1920", "1920-02-01"), ("1920-5-3", "1920-05-03"), ("1921-10-13T12:00", "1921-10-13"),
        ("1921–10–13", "1921-10-13"), (" 1920", "1920"), ("1921-13-01", "1921"), ("1921-02-30", "1921-02"),
        ("1920-00", "1920-XX"), ("1920-10-00", "1920-10-XX"), ("c. 1920", "1920~"), ("ca 1920", "1920~"),
        ("yaklaşık 1920", "1920~"), ("около 1920", "1920~"), ("1920 civarı", "1920~"),
        ("1920 (?)", "1920?"), ("muhtemelen 1920", "1920?"), ("perhaps May 1920", "1920-05?"),
        ("1920s", "192X"), ("1920’ler", "192X"), ("1920-е годы", "192X"), ("192?", "192X"),
        ("19uu", "19XX"), ("1920-uu", "1920-XX"), ("20th century", "19XX"), ("XIX. yüzyıl", "18XX"),
        ("4th century BC", "-03XX"), ("spring 1920", "1920-21"), ("kış 1920", "1920-24"),
        ("400 BC", "-0399"), ("MÖ 400", "-0399"), ("AD 79", "0079"), ("79", "0079"), ("-400", "-0400"),
        ("12000", "Y12000"), ("1915-1920", "1915/1920"), ("1914-18", "1914/1918"),
        ("1920..1921", "1920/1921"), ("from 1919 to 1921", "1919/1921"),
        ("1.5.1920 – 3.6.1920", "1920-05-01/1920-06-03"), ("1915-03-01/unknown", "1915-03-01/"),
        ("1915/open", "1915/.."), ("1921-1915", "1915/1921"), ("since 1920", "1920/.."),
        ("1918’e kadar", "../1918"), ("before May 1920", "../1920-05"), ("1920 or 1921", "[1920,1921]"),
        ("1920 veya 1921", "[1920,1921]"), ("1920 ve 1922", "{1920,1922}"),
        ("4 Ramazan 1338", "1920-05-22~"), ("14 Muharrem 1339", "1920-09-28~"),
        ("4 رمضان 1338", "1920-05-22~"),
    ],
)  # fmt: skip
def test_what_was_meant_is_told(written: str, meant: str) -> None:
    with pytest.raises(DateError) as raised:
        parse_date(written)
    said = str(raised.value)
    assert said.startswith(f"{written!r} is no EDTF date; write it as {meant!r}: ")
    assert parse_date(meant)


@pytest.mark.parametrize(
    "written", ["foo", "Kars 1920", "1920-10-13-14", "????", "1 2 3 4", "192X-", "13 Kars 1921"]
)
def test_where_nobody_can_tell_models_are_given(written: str) -> None:
    assert meant_date(written) is None
    assert "write it as '1648-10-24'" in explain_date(written)


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("", "leave the field out"),
        ("unknown", "is left out"),
        ("uuuu", "is left out"),
        ("tarihsiz", "is left out"),
    ],
)
def test_date_that_nobody_knows_is_left_out(written: str, words: str) -> None:
    with pytest.raises(DateError, match=words):
        parse_date(written)


def test_reversed_span_is_told_the_other_way_round() -> None:
    with pytest.raises(DateError, match=r"ends before it starts.*write '1920/1921'"):
        parse_date("1921/1920")


def test_check_says_what_was_written_and_what_would_do(tiny_root: Path) -> None:
    path = next((tiny_root / "events").glob("*.toml"))
    lines = path.read_text("utf-8").splitlines()
    at = next(n for n, line in enumerate(lines) if line.startswith("on ="))
    path.write_text("\n".join([*lines[:at], 'on = "13 Ekim 1921"', *lines[at + 1 :]]), "utf-8")
    found = [str(problem) for problem in check_atlas(tiny_root) if problem.field == "on"]
    said = "'13 Ekim 1921' is no EDTF date; write it as '1921-10-13': months are written as numbers."
    assert found == [f"events/{path.name}: on: {said}"]
