"""Stretches, areas and points of a border, as maps draw them."""

from __future__ import annotations

from dataclasses import replace

from mapsvc.atlas.store import Store
from mapsvc.model.text import Text
from mapsvc.scene.features.borders import border_features, point_features
from mapsvc.scene.symbology import Emphasis
from mapsvc.scene.symbols import Symbols


def test_border_is_named_once_and_each_stretch_says_how_sure_it_is(tiny_records: Store) -> None:
    symbols, front = Symbols(), [tiny_records.borders["front"]]
    found = list(border_features(tiny_records, front, "en", emphasis={}, symbols=symbols))
    lines = [feature for feature in found if feature.symbol.startswith("border-")]
    assert [feature.label for feature in lines] == ["Line 1921", None]
    assert [feature.certainty for feature in lines] == ["attested", "inferred"]
    assert {feature.shared for feature in found} == {"front"}
    assert set(symbols) == {feature.symbol for feature in found}


def test_border_that_the_map_is_about_stands_out(tiny_records: Store) -> None:
    looks, front = {}, [tiny_records.borders["front"]]
    emphases: tuple[Emphasis, ...] = ("standing", "subject")
    for emphasis in emphases:
        symbols = Symbols()
        list(border_features(tiny_records, front, "en", emphasis={"front": emphasis}, symbols=symbols))
        looks[emphasis] = symbols["border-in-force-attested"]["width"]
    assert looks["subject"] > looks["standing"]


def test_points_that_a_treaty_names_have_their_own_sign(tiny_records: Store) -> None:
    symbols = Symbols()
    found = list(point_features(tiny_records, tiny_records.borders["front"], "en", symbols=symbols))
    assert [(feature.name, feature.symbol) for feature in found] == [("Summit", "treaty-point")]


def test_point_says_why_the_ground_has_another_height_and_what_else_is_known(tiny_records: Store) -> None:
    front = tiny_records.borders["front"]
    (summit,) = (point for point in front.points if not point.guide)
    why, also = Text({"en": "Misprinted."}), Text({"en": "Also read elsewhere."})
    point = replace(summit, height_note=why, note=also)
    (feature,) = point_features(tiny_records, replace(front, points=(point,)), "en", symbols=Symbols())
    notes = [str(words) for _, words in feature.rows if words in {"Misprinted.", "Also read elsewhere."}]
    assert notes == ["Misprinted.", "Also read elsewhere."]
