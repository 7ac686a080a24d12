from __future__ import annotations

import pytest

from mapsvc.atlas.store import Store as Records
from mapsvc.errors import NotFoundError
from mapsvc.kinds.tour import KIND
from tests.kinds.conftest import Look


def test_step_is_told_as_a_part_of_its_tour(elcano: Records) -> None:
    told = KIND.tell(elcano, "round-the-world/2", "en")
    assert told.title == "The strait"
    assert told.dates == (("Round the world in six steps", "Step 2 of 6"),)


def test_name_without_a_number_is_the_first_step(elcano: Records) -> None:
    assert KIND.read(elcano, "round-the-world") == "round-the-world/1"
    assert KIND.read(elcano, "routes/victoria-1519") == "routes/victoria-1519/1"
    with pytest.raises(NotFoundError):
        KIND.read(elcano, "round-the-world/7")


@pytest.mark.parametrize(
    ("map_id", "address"),
    [
        ("round-the-world/1", ("round-the-world", {})),
        ("round-the-world/3", ("round-the-world", {"step": "3"})),
        ("events/a,b/2", ("events", {"ids": "a,b", "step": "2"})),
    ],
)
def test_address_of_a_step(map_id: str, address: tuple[str, dict[str, str]]) -> None:
    path, query = KIND.address(map_id)
    assert (path, {name: text for name, text in query.items() if text}) == address


def test_deck_is_the_whole_tour_under_its_name(elcano: Records) -> None:
    deck = list(KIND.deck(elcano, "round-the-world/4"))
    assert deck == [f"round-the-world/{number}" for number in range(1, 7)]
    assert KIND.deck_title is not None
    assert KIND.deck_title(elcano, "round-the-world/4", "en").startswith("Round the world in six steps – ")


def test_page_has_every_step_with_the_page_to_look_into_it(balkans: Records, look: Look) -> None:
    tour = next(iter(balkans.tours.values()))
    shown = look(balkans, "tour", tour.id, {"step": "3"})
    assert shown.scene is not None
    told = shown.context["tour"]
    assert (told["number"], told["count"]) == (3, len(tour.steps))
    assert [step["page"].partition("?")[0] for step in told["steps"]][:4] == [
        "/borders/before-1912", "/routes/third-army-1912", "/events/adrianople-taken", "/timeline",
    ]  # fmt: skip
    framed = look(balkans, "tour", tour.id, embed=True).context["tour"]
    assert framed["exit"] is None
    assert all(step["page"] is None for step in framed["steps"])
