from __future__ import annotations

import pytest

from mapsvc import Atlas
from mapsvc.atlas.store import Store as Records
from mapsvc.errors import NotFoundError, RequestError
from mapsvc.kinds.mentions import KIND
from tests.kinds.conftest import Look


def test_page_shows_what_it_is_asked_to_filter_by(tiny: Atlas, look: Look) -> None:
    assert look(tiny.records, "mentions", "").context["total"] == len(tiny.records.mentions) == 5
    literal = look(tiny.records, "mentions", "", {"usage": "literal"})
    assert literal.context["total"] == 2
    assert literal.scene is not None


def test_section_of_a_text_is_a_filter(balkans: Records, look: Look) -> None:
    counts = [
        look(balkans, "mentions", "", {"section": section}).context["total"]
        for section in ("first-war", "peace", "second-war")
    ]
    assert all(counts)
    assert sum(counts) == len(balkans.mentions)


@pytest.mark.parametrize("query", [{"usage": "loud"}, {"section": "nowhere"}])
def test_filter_that_there_is_not_is_refused(tiny: Atlas, look: Look, query: dict[str, str]) -> None:
    with pytest.raises(RequestError, match="it may be"):
        look(tiny.records, "mentions", "", query)


def test_atlas_without_mentions_lists_no_map_of_them(elcano: Records, tiny: Atlas) -> None:
    assert KIND.listed(elcano) == []
    assert KIND.listed(tiny.records) == [KIND.key()]


def test_there_is_one_map(tiny: Atlas) -> None:
    assert KIND.read(tiny.records, "") == ""
    with pytest.raises(NotFoundError):
        KIND.read(tiny.records, "alfa")


def test_annotations_of_it_are_all_mentions(tiny: Atlas) -> None:
    assert tuple(KIND.mentions(tiny.records, "", ())) == tiny.records.mentions
