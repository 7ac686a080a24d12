"""Towns of the background are called as the atlas's register calls them."""

from __future__ import annotations

from mapsvc.model.dates import parse_date
from mapsvc.model.day import Day
from mapsvc.model.name_register import NameRegister, RegisteredName
from mapsvc.resources import ground_root
from mapsvc.scene.ground.basemap import Basemap
from mapsvc.scene.ground.names import name_in

TOWN = 323786


def named(register: NameRegister, lang: str, year: int) -> str:
    ground = Basemap((ground_root(),), register=register)
    town = next(town for town in ground.features("towns") if town["properties"].get("geonames_id") == TOWN)
    return name_in(town["properties"], lang, Day(year, 7, 1))


def test_register_goes_before_the_ground() -> None:
    rows = (
        RegisteredName("capital", "en", "Engurieh", span=parse_date("../1922-12-31"), geonames=str(TOWN)),
        RegisteredName("capital", "en", "Enguri", span=parse_date("1923-01-01/..")),
    )
    register = NameRegister(rows)
    assert (named(register, "en", 1920), named(register, "en", 1925)) == ("Engurieh", "Enguri")
    # A language of which the register says nothing keeps the ground's own name.
    assert named(register, "ru", 1920) == named(NameRegister(), "ru", 1920)
