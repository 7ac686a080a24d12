"""A handout tells what happened, who says what, and on what it rests."""

from __future__ import annotations

import io

import pytest
from pypdf import PdfReader

from mapsvc import Atlas
from mapsvc.errors import RequestError
from mapsvc.export.print.handout import write_handout
from mapsvc.kinds import export_job, parse_map_key


@pytest.fixture(scope="module")
def pages(tiny: Atlas) -> list[str]:
    key = parse_map_key(tiny.records, "line-drawn")
    data = write_handout(export_job(tiny.records, key, "en", address="https://example.org/x"))
    return [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(data)).pages]


def test_handout_has_no_more_than_two_pages(pages: list[str]) -> None:
    assert len(pages) in {1, 2}


def test_handout_shows_both_readings_with_who_gives_them(pages: list[str]) -> None:
    text = " ".join(pages)
    for words in (
        "It passes north of the mountain",
        "The paper",
        "It passes south of the mountain",
        "A traveller",
    ):
        assert words in text


def test_handout_says_where_the_map_is_and_its_sources(pages: list[str]) -> None:
    text = " ".join(pages)
    assert "example.org/x" in text
    assert "Sources" in text


def test_handout_takes_no_paper(tiny: Atlas) -> None:
    job = export_job(tiny.records, parse_map_key(tiny.records, "line-drawn"), "en", options={"paper": "a3"})
    with pytest.raises(RequestError, match="paper"):
        write_handout(job)
