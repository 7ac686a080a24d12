from __future__ import annotations

from pathlib import Path

import pytest

from mapsvc.atlas.gazetteer.names import Gazetteer, open_gazetteer
from mapsvc.atlas.gazetteer.spellings import (
    SPELLINGS,
    build_spellings,
    hiss_alike,
    hisses,
    in_latin,
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
        ("ruschtschuk", "Rusçuk", 26.0, 43.8), ("rostoff", "Rostov", 39.7, 47.2),
        # German
        ("tschernigow", "Çernigov", 31.3, 51.5), ("schuscha", "Şuşa", 46.7, 39.8),
        ("jalta", "Yalta", 34.2, 44.5), ("chotin", "Hotin", 26.5, 48.5),
        ("kertsch", "Kerç", 36.5, 45.4), ("plewna", "Plevne", 24.6, 43.4),
        # French
        ("choucha", "Şuşa", 46.7, 39.8), ("koutais", "Kutais", 42.7, 42.3),
        ("ouskoub", "Üsküp", 21.4, 42.0),
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


@pytest.mark.parametrize(
    ("spelt", "lon", "lat"),
    [
        # letter by letter in Russian
        ("отавало", -78.3, 0.2), ("уараса", None, None), ("маракаи", -67.6, 10.2),
        # old English and French spellings of towns that only GeoNames has
        ("rewaree", 76.6, 28.2), ("otavallo", -78.3, 0.2),
    ],
)  # fmt: skip
def test_spelling_leads_to_a_town_of_geonames(
    spelt: str, lon: float | None, lat: float | None, gazetteer: Gazetteer
) -> None:
    key = gazetteer.spelt_abroad(spelt)
    entries = [use.entry for use in gazetteer.uses(key)] if key else []
    if lon is None or lat is None:
        assert not entries, key  # Huaraz is not written so
    else:
        assert any(abs(e.lon - lon) < 0.3 and abs(e.lat - lat) < 0.3 for e in entries if e.lon and e.lat), key


def test_russian_is_read_letter_by_letter() -> None:
    assert in_latin("мафекинг") == "mafeking"
    assert in_latin("mafeking") == "mafeking"
    assert set(skeletons("мафекинг")) & set(skeletons("mafeking"))
    assert set(skeletons("коленсо")) & {skeleton for skeleton, _ in build_spellings(["colenso"]).items()}


def test_skeleton_is_of_long_words_only() -> None:
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
