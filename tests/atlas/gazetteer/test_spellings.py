from __future__ import annotations

from pathlib import Path

import pytest

from mapsvc.atlas.gazetteer.names import Gazetteer, open_gazetteer
from mapsvc.atlas.gazetteer.spellings import (
    SPELLINGS,
    build_spellings,
    hiss_alike,
    hisses,
    likeness,
    read_spellings,
    skeletons,
)
from mapsvc.resources import atlas_root


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return open_gazetteer()


@pytest.mark.parametrize(
    ("spelt", "place", "lon", "lat"),
    [
        # English and old prints: -ah, oo, ou, ee
        ("koniah", "Konya", 32.5, 37.9), ("kutahia", "Kütahya", 30.0, 39.4),
        ("samsoon", "Samsun", 36.3, 41.3), ("harpoot", "Harput", 39.2, 38.7),
        ("roustchouk", "Rusçuk", 26.0, 43.8), ("rostoff", "Rostov", 39.7, 47.2),
        # German
        ("tschernigow", "Çernigov", 31.3, 51.5), ("schuscha", "Şuşa", 46.7, 39.8),
        ("jalta", "Yalta", 34.2, 44.5), ("charkow", "Kharkiv", 36.2, 50.0),
        ("cherson", "Herson", 32.6, 46.6), ("warna", "Varna", 27.9, 43.2),
        ("kertsch", "Kerç", 36.5, 45.4), ("plewna", "Plevne", 24.6, 43.4),
        # French
        ("choucha", "Şuşa", 46.7, 39.8), ("choumla", "Şumnu", 26.9, 43.3), ("ouskoub", "Üsküp", 21.4, 42.0),
        ("soukhoum", "Sohum", 41.0, 43.0),
    ],
)  # fmt: skip
def test_spelling_of_another_language_leads_to_the_place(
    spelt: str, place: str, lon: float, lat: float, gazetteer: Gazetteer
) -> None:
    assert not gazetteer.is_home(spelt), "it has become a name of a list, and tells nothing here"
    entries = [use.entry for use in gazetteer.uses(gazetteer.spelt_like(spelt))]
    near = [e for e in entries if e.lon and e.lat and abs(e.lon - lon) < 0.6 and abs(e.lat - lat) < 0.6]
    assert near, (place, [entry.id for entry in entries])


@pytest.mark.parametrize(
    "surname",
    [
        "sherman", "johnson", "harper", "grant", "mackenzie", "sheridan", "morrison", "pemberton",
        "jefferson", "hoover", "thompson", "roosevelt", "aguinaldo", "bismarck", "garibaldi", "tersane",
    ],
)  # fmt: skip
def test_surname_is_no_spelling(surname: str, gazetteer: Gazetteer) -> None:
    assert gazetteer.spelt_like(surname) == ""


def test_skeleton_is_of_long_latin_words_only() -> None:
    assert skeletons("van") == []
    assert skeletons("шуша") == []
    assert skeletons("kars") == []
    assert skeletons("koniah") == skeletons("konya") == ["KUNIA"]


def test_nearest_of_several_names_is_taken(gazetteer: Gazetteer) -> None:
    assert likeness("kutahia", "kutahya") > likeness("kutahia", "kotaya")
    assert likeness("kars", "kars") == 1


def test_plain_s_is_no_c() -> None:
    """Tersane, a dockyard, is not Tercan; Baljuvan is Belcivan, Choucha Susa."""
    assert not hiss_alike("tersane", "tercan")
    assert hiss_alike("baljuvan", "belcivan")
    assert hiss_alike("choucha", "susa")
    assert hiss_alike("jalta", "yalta")
    assert (hisses("baljuvan"), hisses("choucha")) == (("c",), None)


def test_trie_is_read_in_place(tmp_path: Path) -> None:
    build_spellings(["konya", "yeni sehir", "шуша"]).save(str(tmp_path / SPELLINGS))
    assert list(read_spellings(tmp_path).items()) == [("KUNIA", b"konya")]
    assert not read_spellings(tmp_path / "nowhere")


def test_shipped_trie_has_the_names_of_the_lists(gazetteer: Gazetteer) -> None:
    keys = {key for index in gazetteer.home for key in index.names}
    shipped = read_spellings(atlas_root() / "gazetteer")
    assert sorted(shipped.items()) == sorted(build_spellings(keys).items())
