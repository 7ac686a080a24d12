"""What records know of themselves."""

from __future__ import annotations

import dataclasses

import pytest

from mapsvc import Atlas
from mapsvc.model.dates import parse_date
from mapsvc.model.records import Name, Place


def place(*names: Name) -> Place:
    return Place(
        id="x",
        title="Title",
        kind="settlement",
        shape="point",
        certainty="attested",
        on_map=True,
        rank=1,
        names=names,
    )


@pytest.mark.parametrize(
    ("lang", "when", "name"),
    [
        ("tr", None, "Gence"),
        ("tr", "1910", "Yelizavetpol"),
        ("tr", "1918-07-30", "Gence"),
        ("tr", "1940", "Kirovabad"),
        ("tr", "1935/1936", "Kirovabad"),
        ("tr", "1930/1936", "Gence"),
        ("en", None, "Ganja"),
        ("en", "1910", "Ganja"),
        ("ka", None, "Only then"),
        ("de", None, "Title"),
    ],
)
def test_place_has_the_name_of_its_time(lang: str, when: str | None, name: str) -> None:
    found = place(
        Name("Yelizavetpol", "tr", parse_date("1804/1918-07-29")),
        Name("Gence", "tr"),
        Name("Kirovabad", "tr", parse_date("1935/1989")),
        Name("Ganja", "en"),
        Name("Only then", "ka", parse_date("1920/1921")),
    )
    assert found.name_on(lang, parse_date(when) if when else None) == name


def test_records_cannot_be_changed(atlas: Atlas) -> None:
    for kind in ("events", "places", "borders", "routes"):
        record = next(iter(getattr(atlas.records, kind).values()))
        with pytest.raises(dataclasses.FrozenInstanceError):
            record.id = "other"


def test_stops_and_legs_come_in_order(tiny: Atlas) -> None:
    route = tiny.records.route("journey")
    assert [stop.n for stop in route.stops_of("rebuilt")] == [1, 2, 3]
    assert [leg.mode for leg in route.legs_of("rebuilt")] == ["carriage", "foot"]
    assert route.stops_of("nothing") == []
