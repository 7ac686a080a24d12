from __future__ import annotations

import pytest

from mapsvc import Atlas
from mapsvc.atlas.store import Store as Records
from mapsvc.kinds.views import Views
from mapsvc.settings import read_settings
from mapsvc.web.service import Service


@pytest.fixture
def views(tiny: Atlas) -> Views:
    return views_of(tiny.records)


def views_of(atlas: Records, lang: str = "en") -> Views:
    return Views(atlas, Service(atlas, read_settings()).urls(lang), lang)


def test_card_of_an_event_leads_to_its_page(views: Views) -> None:
    card = views.event_card(views.atlas.event("line-drawn"))
    assert card["href"] == "/events/line-drawn?lang=en"
    assert (card["title"], card["when"].text) == ("The line is drawn", "13 October 1921")
    assert [place["id"] for place in card["places"]] == ["alfa", "charlie"]


def test_card_of_a_place_counts_what_belongs_to_it(views: Views) -> None:
    card = views.place_card(views.atlas.place("alfa"))
    assert (card["title"], card["events"], card["mentions"]) == ("Alpha", 2, 2)
    assert card["title"] not in card["also"]


def test_category_of_the_atlas_stands_before_that_of_the_interface(elcano: Records) -> None:
    views = views_of(elcano)
    own = next(iter(elcano.categories.values()))
    assert views.category(own.id)["label"] == own.name.in_("en")
    assert views.category("treaty")["label"] == "Treaty"
    assert views.category("treaty")["colour"] is None


def test_pair_is_called_as_the_atlas_calls_it(balkans: Records) -> None:
    views = views_of(balkans)
    said = views.comparison_card("bucharest-1913", "london-1913")
    assert said["title"].startswith("London and Bucharest")
    assert views.comparison_card("before-1912", "london-1913")["title"] == "1912 – London 1913"
    assert said["href"].startswith("/compare/bucharest-1913/london-1913")


def test_mention_is_a_form_and_a_place_and_no_sentence(views: Views) -> None:
    mention = views.mention(views.atlas.mentions[0])
    assert (mention["line"], mention["column"], mention["surface"]) == (1, 4, "Alfa’dan")
