from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from mapsvc.atlas.gazetteer.names import open_gazetteer
from mapsvc.geoparse.geoparser import Geoparser
from mapsvc.geoparse.mentions import PlaceMention

Places = Callable[[str], list[PlaceMention]]

TSV = """id\ttitle\tlon\tlat\tvariants
own:1\tKaleköy\t26.0\t40.0\tKalekoy
own:2\tYeniceköyü\t26.1\t40.1\t
north\tAltınova\t40.0\t41.0\t
south\tAltınova\t30.0\t37.0\t
"""


def ids(found: list[PlaceMention]) -> list[str | None]:
    return [mention.entry.id if mention.entry else None for mention in found]


def test_atlas_comes_before_geonames(places: Places) -> None:
    assert ids(places("Gori ve Kars’ta kaldı.")) == ["gori", "kars"]


def test_asked_kind_decides(places: Places) -> None:
    vilayet, town = places("Bitlis vilayetinde ve Bitlis şehrinde")
    assert vilayet.entry is not None
    assert town.entry is not None
    assert vilayet.entry.kind in {"region", "vilayet"}
    assert town.entry.kind in {"city", "town", "settlement"}


def test_neighbours_decide_between_namesakes(tmp_path: Path) -> None:
    path = tmp_path / "own.tsv"
    path.write_text(TSV, encoding="utf-8")
    parser = Geoparser(open_gazetteer(extra=path))
    for text, wanted in (
        ("Trabzon’dan Erzurum’a, oradan Altınova’ya gitti.", "north"),
        ("Antalya’dan Isparta’ya, oradan Altınova’ya gitti.", "south"),
    ):
        found = [m for m in parser.parse(text) if isinstance(m, PlaceMention) and m.surface == "Altınova"]
        assert ids(found) == [wanted], text
        assert "Altınova" in {choice.entry.title for choice in found[0].alternatives}


def test_alternatives_are_less_likely_than_the_choice(places: Places) -> None:
    for found in places("Kars, Van, Bitlis, Erzurum ve Paris anıldı."):
        assert all(choice.score <= found.score for choice in found.alternatives)


def test_nothing_is_forced(places: Places) -> None:
    (found,) = [mention for mention in places("Kars’ta Zorbulakçık köyünde") if mention.surface != "Kars"]
    assert found.entry is None


@pytest.mark.parametrize("text", ["Jackson’ın kitabı", "Lincoln dedi ki"])
def test_persons_are_no_towns_of_america(places: Places, text: str) -> None:
    assert places(text) == []
