"""Lists in pages, the letters over them, and the map of how many places lie where."""

from __future__ import annotations

import pytest

from mapsvc import Atlas
from mapsvc.kinds.pager import cut_page
from mapsvc.model.names import initial
from mapsvc.scene.place_density import compose_density


@pytest.mark.parametrize(
    ("asked", "shown", "beside"),
    [
        ("", range(10), (None, "2")),
        ("2", range(10, 20), ("", "3")),
        ("3", range(20, 25), ("2", None)),
        ("99", range(20, 25), ("2", None)),
        ("0", range(10), (None, "2")),
        ("-1", range(10), (None, "2")),
        ("²", range(10), (None, "2")),
        ("9" * 40, range(10), (None, "2")),
    ],
)
def test_page_of_a_list(asked: str, shown: range, beside: tuple[str | None, str | None]) -> None:
    found, pager = cut_page(range(25), asked, str, size=10)
    assert list(found) == list(shown)
    assert (pager["previous"], pager["next"], pager["last"]) == (*beside, 3)


@pytest.mark.parametrize(
    ("name", "lang", "letter"),
    [
        ("İzmir", "tr", "İ"), ("Isparta", "tr", "I"), ("Çanakkale", "tr", "Ç"), ("Çanakkale", "en", "C"),
        ("Évreux", "en", "E"), ("Şamaxı", "az", "Ş"), ("Əli", "az", "Ə"), ("Баку", "ru", "Б"),
        ("izba", "en", "I"),
        ("Chomutov", "cs", "Ch"), ("‘Akka", "en", "A"), ("42", "en", "4"), ("—", "en", ""),
    ],
)  # fmt: skip
def test_letter_is_that_under_which_readers_look(name: str, lang: str, letter: str) -> None:
    assert initial(name, lang) == letter


def test_density_counts_each_place_once(tiny: Atlas) -> None:
    atlas, lang = tiny.records, tiny.records.language("en")
    scene = compose_density(atlas, lang, title="Places", noun="count.places", kind="places")
    located = [place for place in atlas.places.values() if place.lon is not None]
    counted = [int(feature.name.split()[0]) for feature in scene.layers[0].features]
    assert sum(counted) == len(located)
    weighed = compose_density(
        atlas, lang, counts={"alfa": 7}, title="Places", noun="mentions.count", kind="mentions"
    )
    assert [feature.name for feature in weighed.layers[0].features] == ["7 mentions"]
