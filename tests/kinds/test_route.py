from __future__ import annotations

import pytest

from mapsvc import Atlas
from mapsvc.errors import RequestError
from mapsvc.kinds import export_job
from mapsvc.kinds.route import KIND
from tests.kinds.conftest import Look


def test_journey_is_told_with_its_accounts(tiny: Atlas) -> None:
    told = KIND.tell(tiny.records, "journey", "en")
    assert told.date == "1–12 October 1921"
    assert [head for head, _ in told.parts] == ["The way of the paper", "The way rebuilt"]
    assert told.paragraphs == ("From Bravo to Alfa.", "There are two accounts.")


def test_page_stands_at_the_moment_that_the_address_names(tiny: Atlas, look: Look) -> None:
    first = look(tiny.records, "routes", "journey").context["player"]
    later = look(tiny.records, "routes", "journey", {"at": "1921-10-12"}).context["player"]
    assert first["picture"].endswith("/routes/journey.en.svg")
    assert first["variants"] != []
    assert first != later


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"at": "yesterday"}, "'at' is 'yesterday'"),
        ({"at": "1931-01-01"}, "it may be a day from 1921-10-01 to 1921-10-12"),
        ({"variant": "other"}, "this journey has"),
        ({"stop": "0"}, "has the stops 1 to"),
        ({"stop": "99"}, "has the stops 1 to"),
    ],
)
def test_moment_that_a_journey_has_not_is_refused(
    tiny: Atlas, look: Look, query: dict[str, str], said: str
) -> None:
    with pytest.raises(RequestError, match=said):
        look(tiny.records, "routes", "journey", query)


def test_page_says_of_each_leg_when_it_can_have_begun_and_ended(tiny: Atlas, look: Look) -> None:
    variants = look(tiny.records, "routes", "journey").context["route"]["variants"]
    for variant in variants:
        assert len(variant["legs"]) == len(variant["stops"]) - 1
        for leg in variant["legs"]:
            assert leg["leave"]
            assert leg["arrive"]
            assert leg["ends"][0] != leg["ends"][1]


def test_file_brings_its_player(tiny: Atlas) -> None:
    stage = export_job(tiny.records, KIND.key("journey"), "en").stage({})
    assert (stage.template, stage.scripts) == ("export/route.html", ("js/player.js",))
    assert stage.context["player"]["variants"]
