"""Dates that a reader types are read in the calendar that he means."""

from __future__ import annotations

import pytest

from mapsvc.errors import DateError
from mapsvc.web.edit.reading.dates import read_decided_date

LANGS = ("en", "tr", "az", "ru")


@pytest.mark.parametrize(
    ("typed", "calendar", "expected"),
    [
        ("1565-05-18", "julian", ("1565-05-18", "julian", "1565-05-28")),
        ("1565-05-18~", "", ("1565-05-18~", "gregorian", "1565-05-18")),
        ("1565-05-18/1565-09-08", "julian", ("1565-05-18/1565-09-08", "julian", "1565-05-28/1565-09-18")),
        ("1565-05/..", "julian", ("1565-05/..", "julian", "1565-05/..")),
        ("12 Teşrinievvel 1336", "", ("1336-10-12", "rumi", "1920-10-12")),
        ("1336", "rumi", ("1336", "rumi", "1920")),
        ("14 Muharrem 1339", "", ("1339-01-14~", "hijri", "1920-09-28")),
        ("1339-01-30", "hijri", ("1339-01-30", "hijri", "1920-10-14")),
        ("1900-02-29", "julian", ("1900-02-29", "julian", "1900-03-13")),
        ("1339", "hijri", ("1339", "hijri", "1920-09-15/1921-09-03")),
        ("24.10.1648", "", ("1648-10-24", "gregorian", "1648-10-24")),
        ("20 июня 1520", "", ("1520-06-20", "julian", "1520-06-30")),
        ("spring 1565", "", ("1565-21", "gregorian", "1565-21")),
    ],
)
def test_date_is_read(typed: str, calendar: str, expected: tuple[str, str, str]) -> None:
    found = read_decided_date(typed, calendar, LANGS)
    assert (found["edtf"], found["calendar"], found["gregorian"]) == expected


@pytest.mark.parametrize("typed", ["", "soon", "32 May 1565", "1565-02-30"])
def test_what_is_no_date_is_refused(typed: str) -> None:
    with pytest.raises(DateError):
        read_decided_date(typed, "", LANGS)


def test_day_that_its_calendar_has_not_is_refused() -> None:
    with pytest.raises(DateError):
        read_decided_date("1900-02-30", "julian", LANGS)
