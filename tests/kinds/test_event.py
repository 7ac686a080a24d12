from __future__ import annotations

import pytest

from mapsvc import Atlas
from mapsvc.atlas.store import Store as Records
from mapsvc.errors import UnknownEventError
from mapsvc.kinds.event import KIND
from tests.kinds.conftest import Look


def test_event_is_told_with_what_is_disputed_and_where_it_is_told(tiny: Atlas) -> None:
    told = KIND.tell(tiny.records, "line-drawn", "en")
    assert (told.title, told.date) == ("The line is drawn", "13 October 1921")
    assert told.when is not None
    assert (told.when.printed, told.when.printed_lang) == ("13 Ekim 1921", "tr")
    assert [dispute.about for dispute in told.disputes] == ["Its place"]
    assert [reading.by for reading in told.disputes[0].readings] == ["The paper", "A traveller"]
    assert [text.source.key for text in told.texts] == ["paper"]
    assert KIND.tell(tiny.records, "line-drawn", "tr").title == "Çizgi çizilir"


def test_page_leads_to_the_events_before_and_after(balkans: Records, look: Look) -> None:
    order = list(balkans.events)
    first, second = (look(balkans, "events", event).context for event in order[:2])
    assert first["previous"] is None
    assert first["next"]["id"] == order[1]
    assert second["previous"]["id"] == order[0]
    assert look(balkans, "events", order[-1]).context["next"] is None


def test_page_names_the_borders_and_journeys_of_an_event(tiny: Atlas, look: Look) -> None:
    shown = look(tiny.records, "events", "line-drawn")
    related = shown.context["event"]
    assert [card["id"] for card in related["borders"]] == ["front"]
    assert [card["id"] for card in related["routes"]] == ["journey"]
    assert shown.description == "The parties agree on a line at Alfa."
    assert shown.scene is not None


def test_map_is_about_its_event_and_headlines_are_those_of_the_atlas(tiny: Atlas) -> None:
    found = KIND.event(tiny.records, "line-drawn")
    assert found is not None
    assert found.id == "line-drawn"
    assert tuple(KIND.headline(tiny.records)) == ("line-drawn",)


def test_unknown_event_is_refused_with_close_ids(tiny: Atlas) -> None:
    with pytest.raises(UnknownEventError, match="line-drawn"):
        KIND.read(tiny.records, "line-draw")
