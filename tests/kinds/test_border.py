from __future__ import annotations

from mapsvc import Atlas
from mapsvc.atlas.store import Store as Records
from mapsvc.kinds.border import KIND
from tests.kinds.conftest import Look


def test_border_is_told_with_its_articles_and_since_when_it_held(tiny: Atlas) -> None:
    told = KIND.tell(tiny.records, "front", "en")
    assert (told.title, told.date) == ("Treaty of the line", "13 October 1921")
    assert told.dates == (("Border in force", "from 13 October 1921"),)
    assert told.parts == (("Art. 1: The line", "The line passes the mountain."),)
    assert told.people == ("First party", "Second party")


def test_page_lists_stretches_and_the_points_that_the_treaty_names(tiny: Atlas, look: Look) -> None:
    known = look(tiny.records, "borders", "front").context["border"]
    border = tiny.records.border("front")
    assert [part["feature"] for part in known["parts"]] == [
        f"borders/front/{line.id}" for line in border.lines
    ]
    guides = {point.id for point in border.points if point.guide}
    assert guides
    assert not {point["feature"].rpartition("/")[2] for point in known["points"]} & guides


def test_border_with_grounds_leads_to_its_comparisons_the_nearest_first(balkans: Records, look: Look) -> None:
    offered = look(balkans, "borders", "london-1913").context["border"]["compare"]
    assert len(offered) == len(balkans.territories) - 1
    assert "bucharest-1913" in offered[0]["href"]
    assert look(balkans, "borders", "london-1913").context["border"]["compare"][-1] == offered[-1]


def test_border_without_grounds_is_compared_with_nothing(tiny: Atlas, look: Look) -> None:
    assert look(tiny.records, "borders", "front").context["border"]["compare"] == []
