"""Chinese names as texts before pinyin write them."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

import pytest

from mapsvc.atlas.gazetteer.index import name_key
from mapsvc.atlas.gazetteer.names import open_gazetteer

sys.path.insert(0, str(Path(__file__).parents[1] / "geodata" / "recipes"))

_chinese = importlib.import_module("_chinese")
older_spellings, syllables = _chinese.older_spellings, _chinese.syllables


@pytest.mark.parametrize(
    ("pinyin", "older"),
    [
        ("Zhangjiakou", {"Changchiakou", "Chang-chia-kou"}),
        ("Qingdao", {"Tsingtao"}),
        ("Jinzhou", {"Kinchow", "Chinchou"}),
        ("Xiuyan", {"Hsiuyen"}),
        ("Siping", {"Ssu-ping"}),
        ("Zhenjiang", {"Chen-kiang"}),
    ],
)
def test_pinyin_is_written_as_before(pinyin: str, older: set[str]) -> None:
    assert older <= older_spellings(pinyin)


@pytest.mark.parametrize("name", ["Xian", "Urumqi", "Hong Kong", "Aksu", "Lhasa"])
def test_name_of_one_syllable_or_of_another_language_has_none(name: str) -> None:
    assert older_spellings(name) == set()


def test_syllables_part_before_a_vowel() -> None:
    assert syllables("Jinan") == [("j", "i"), ("n", "an")]
    assert syllables("Tianjin") == [("t", "ian"), ("j", "in")]


@pytest.mark.parametrize(
    ("name", "lon", "lat"), [("Chang-chia-kou", 114.9, 40.8), ("Shih-chia-chuang", 114.5, 38.0)]
)
def test_town_of_geonames_is_known_by_its_spelling_of_the_time(name: str, lon: float, lat: float) -> None:
    entries = [use.entry for use in open_gazetteer().uses(name_key(name))]
    assert any(abs(e.lon - lon) < 1 and abs(e.lat - lat) < 1 for e in entries if e.lon and e.lat)
