"""What all requests of a running service share."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mapsvc import Atlas
from mapsvc.kinds import parse_map_key
from mapsvc.settings import read_settings
from mapsvc.web.service import Service


@pytest.fixture
def served(tiny: Atlas) -> Service:
    return Service(tiny.records, read_settings())


def test_scene_is_composed_once_a_language(served: Service) -> None:
    key = parse_map_key(served.atlas, "line-drawn")
    assert served.scene(key, "en") is served.scene(key, "en")
    assert served.scene(key, "en").title != served.scene(key, "tr").title
    assert served.telling(key, "en") is served.telling(key, "en")


def test_service_offers_the_languages_it_is_told_in_the_order_of_the_atlas(served: Service) -> None:
    assert served.languages == ("tr", "en")
    assert replace(served, offered=("en",)).languages == ("en",)
    assert replace(served, offered=("en", "tr")).languages == ("tr", "en")


def test_versions_change_with_what_they_stand_for(served: Service) -> None:
    assert served.geometry_version == served.atlas.digest[:12]
    assert served.data_version == served.ground.digest[:12]
    other = replace(served, atlas=replace(served.atlas, digest="f" * 64))
    assert other.geometry_version == "f" * 12
    assert other.static_version == served.static_version


def test_addresses_carry_the_versions_and_the_language(served: Service) -> None:
    urls = served.urls("en")
    assert served.static_version in urls.static("a.css")
    assert urls.home().endswith("lang=en")
