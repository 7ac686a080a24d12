"""A handout tells what happened, who says what, and on what it rests."""

from __future__ import annotations

import io

import pytest
from pypdf import PdfReader

from mapsvc import Atlas
from mapsvc.atlas.loading import load_atlas
from mapsvc.atlas.store import Store
from mapsvc.errors import RequestError
from mapsvc.export.print.handout import write_handout
from mapsvc.kinds import export_job, parse_map_key
from mapsvc.scene.made_tours import find_tour
from tests.conftest import HERE


@pytest.fixture(scope="module")
def elcano() -> Store:
    return load_atlas(HERE / "data" / "atlases" / "elcano")


def _pages(records: Store, name: str) -> list[str]:
    data = write_handout(export_job(records, parse_map_key(records, name), "en"))
    return [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(data)).pages]


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


def test_handout_of_a_tour_has_every_step_two_on_a_page(elcano: Store) -> None:
    (tour_id,) = elcano.tours
    steps = find_tour(elcano, tour_id).steps
    pages = _pages(elcano, f"tour/{tour_id}/2")  # whichever step was on the screen
    heads = [[f"{n}. {step.heading.in_('en')}" in page for page in pages] for n, step in enumerate(steps, 1)]
    assert all(any(head) for head in heads)
    assert max(map(sum, zip(*heads, strict=True))) >= 2
    assert len(pages) <= len(steps) // 2 + 2
    for step in steps:
        assert " ".join(step.paragraph.in_("en").split()) in " ".join(pages)


def test_handout_of_a_journey_has_all_halts_of_all_accounts(elcano: Store) -> None:
    route = next(iter(elcano.routes.values()))
    text = " ".join(_pages(elcano, f"routes/{route.id}"))
    for variant in route.variants:
        assert variant.title.in_("en") in text
    for stop in route.stops:
        assert stop.title.in_("en") in text
