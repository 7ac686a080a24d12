"""Names of China, Japan and Korea as Russian prints write them."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

import pytest

from mapsvc.atlas.gazetteer.index import name_key
from mapsvc.atlas.gazetteer.names import open_gazetteer

sys.path.insert(0, str(Path(__file__).parents[1] / "geodata" / "recipes"))

_russian = importlib.import_module("_russian")


@pytest.mark.parametrize(
    ("name", "country", "russian"),
    [
        ("Kuandian", "CN", {"Куаньдянь"}),
        ("Haicheng", "CN", {"Хайчэн", "Хайчен"}),
        ("Chang'an", "CN", {"Чанъань"}),
        ("Yanji", "CN", {"Яньцзи", "Яньдзи"}),
        ("Hirosaki", "JP", {"Хиросаки"}),
        ("Matsushima", "JP", {"Мацусима", "Мацушима"}),
        ("Yokosuka", "JP", {"Ёкосука", "Иокосука"}),
        ("Wŏnsan", "KP", {"Вонсан"}),
        ("Incheon", "KR", {"Инчон"}),
        ("Busan", "KR", {"Пусан"}),
    ],
)
def test_name_is_written_by_the_rules_of_its_language(name: str, country: str, russian: set[str]) -> None:
    assert _russian.russian_names(name, country, 0) == russian


@pytest.mark.parametrize(
    ("name", "country"), [("Ürümqi", "CN"), ("Kashgar", "CN"), ("Lyon", "FR"), ("Tsu", "JP")]
)
def test_name_of_another_language_has_none(name: str, country: str) -> None:
    assert _russian.russian_names(name, country, 1_000) == set()


def test_chinese_town_is_named_with_its_district_too() -> None:
    assert {"Куаньдяньсянь", "Куаньдяньфу"} <= _russian.russian_names("Kuandian", "CN", 50_000)


@pytest.mark.parametrize(("name", "lon", "lat"), [("Хайчен", 122.7, 40.9), ("Хакодатэ", 140.7, 41.8)])
def test_town_of_geonames_is_known_by_its_russian_name(name: str, lon: float, lat: float) -> None:
    entries = [use.entry for use in open_gazetteer().uses(name_key(name))]
    assert any(abs(e.lon - lon) < 1 and abs(e.lat - lat) < 1 for e in entries if e.lon and e.lat)
