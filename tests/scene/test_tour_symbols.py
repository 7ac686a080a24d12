"""How maps of tours look from the last row."""

from __future__ import annotations

import shapely

from mapsvc.atlas.store import Store
from mapsvc.model.dates import parse_date
from mapsvc.model.scene import MapFeature
from mapsvc.scene.symbology import border_symbol, role_symbol
from mapsvc.scene.symbols import Symbols
from mapsvc.scene.tour_symbols import borders_legend, hall_symbol, marked_symbol, named_borders, plain_place


def test_lines_are_broader_in_a_hall_and_signs_as_they_are() -> None:
    key, line = border_symbol("in-force", "attested", "standing")
    assert hall_symbol(key, line)["width"] > line["width"]
    key, sign = role_symbol("happened", "attested")
    assert hall_symbol(key, sign) == sign


def test_what_stands_out_is_larger_or_has_an_edge() -> None:
    sign = role_symbol("happened", "attested")[1]
    assert marked_symbol(sign)["size"] > sign["size"]
    line = border_symbol("in-force", "attested", "standing")[1]
    assert marked_symbol(line)["casing"] != line["casing"]


def test_place_that_a_text_names_has_no_role() -> None:
    symbols = Symbols()
    place = MapFeature(id="p", geometry=shapely.Point(0, 0), symbol="role-happened", name="P")
    assert plain_place(place, symbols=symbols).symbol == "tour-place"
    assert symbols["tour-place"]["size"] > role_symbol("mentioned", "attested")[1]["size"]


def test_each_border_has_an_entry_of_its_own_and_one_that_had_passed_its_years(tiny_records: Store) -> None:
    symbols, border = Symbols(), tiny_records.borders["front"]
    found = named_borders(tiny_records, [border], "en", subject="front", symbols=symbols)
    assert {f.symbol for f in found} == {"extent-in-force", "border-front-attested", "border-front-inferred"}
    entry, *_ = borders_legend([border], "en", symbols, when=None)
    assert entry.label == "Line 1921: Border in force"
    later, *_ = borders_legend([border], "en", symbols, when=parse_date("1990"))
    assert later.label.startswith("Line 1921")
