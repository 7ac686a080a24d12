"""Every address is made in one place, is escaped, and carries its language."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mapsvc.model.scene import MapKey
from mapsvc.web.urls import Urls

URLS = Urls("en", "s1", "d1", "g1")


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        (URLS.home(), "/?lang=en"),
        (URLS.events(kind="treaty", place="", q=None), "/events/?kind=treaty&lang=en"),
        (URLS.thing(("event", "kars")), "/events/kars?lang=en"),
        (URLS.search("a&b=c"), "/search?q=a%26b%3Dc&lang=en"),
        (URLS.compare("a", "b", "difference"), "/compare/a/b?mode=difference&lang=en"),
        (URLS.compare("a", "b", embed=True), "/embed/compare/a/b?lang=en"),
        (URLS.timeline("1921-10-13"), "/timeline?on=1921-10-13&lang=en"),
        (URLS.static("css/a b.css"), "/static/s1/css/a%20b.css"),
        (URLS.basemap(), "/data/d1/basemap/"),
        (URLS.geometry("kars-1921", "full"), "/data/g1/borders/kars-1921.full.json"),
        (URLS.geometry("compare/a/b", "overview"), "/data/g1/compare/a/b.overview.json"),
        (URLS.witnesses("kars-1921"), "/data/g1/borders/kars-1921.witnesses.en.json"),
        (URLS.tour("walk"), "/tour/walk?lang=en"),
        (URLS.tour("walk", 3), "/tour/walk?step=3&lang=en"),
        (URLS.tour("events/a,b", embed=True), "/embed/tour/events?ids=a%2Cb&lang=en"),
        (URLS.tour_step("events/a,b", 2), "/data/g1/tours/events/a,b/2.en.json"),
        (URLS.map_card(MapKey("events", "x"), 600), "/card/events/x.png?width=600&lang=en"),
        (URLS.map_share(MapKey("borders", "x"), ".json"), "/share/borders/x.json?lang=en"),
        (URLS.oembed("https://a/b?c", "xml"), "/oembed?url=https%3A%2F%2Fa%2Fb%3Fc&format=xml"),
    ],
)
def test_address(address: str, expected: str) -> None:
    assert address == expected


def test_base_stands_before_every_address() -> None:
    whole = replace(URLS, base="https://example.org/atlas")
    assert whole.home() == "https://example.org/atlas/?lang=en"
    assert whole.api() == "https://example.org/atlas/api/"
    assert whole.for_maps().basemap.startswith("https://example.org/")


def test_page_in_another_language_keeps_its_query() -> None:
    assert URLS.in_language("tr", "/events/", {"q": "x", "lang": "en"}) == "/events/?q=x&lang=tr"


def test_page_of_any_map_is_that_of_its_kind() -> None:
    assert URLS.map_page(MapKey("timeline", "1921-10-13")) == URLS.timeline("1921-10-13")
    assert URLS.thing(("border", "x")) == "/borders/x?lang=en"
