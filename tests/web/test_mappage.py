"""Page and frame of a map of any kind, as they are served."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient

from mapsvc.kinds import KINDS
from mapsvc.web.mappage import make_blueprint

#: A map of each kind of the tiny atlas by the address of its page.
PAGES = (
    "/events/line-drawn", "/borders/front", "/routes/journey", "/places/alfa", "/mentions", "/timeline",
    "/tour/routes/journey",
)  # fmt: skip


@pytest.mark.parametrize("path", PAGES)
def test_map_has_a_page_and_a_frame_that_leads_to_it(tiny_client: FlaskClient, path: str) -> None:
    page = tiny_client.get(f"{path}?lang=en")
    assert page.status_code == 200
    frame = tiny_client.get(f"/embed{path}?lang=en")
    assert frame.status_code == 200
    text = frame.get_data(as_text=True)
    # A tour is walked in its frame.
    assert "tour" in path or re.search(rf'href="?{path}\?', text)
    assert "sha256-" in frame.headers["Content-Security-Policy"]
    assert "X-Frame-Options" not in frame.headers


@pytest.mark.parametrize("path", [path for path in PAGES if "tour" not in path])
def test_page_has_a_card_for_other_sites(tiny_client: FlaskClient, path: str) -> None:
    text = tiny_client.get(f"{path}?lang=en").get_data(as_text=True)
    assert "application/ld+json" in text
    assert "og:image" in text
    assert "application/json+oembed" in text


def test_kind_of_frame_that_there_is_not_is_refused_with_those_there_are(tiny_client: FlaskClient) -> None:
    answer = tiny_client.get("/embed/battles/mactan?lang=en")
    assert answer.status_code == 404
    assert any(section in answer.get_data(as_text=True) for section in KINDS)
    assert tiny_client.get("/battles/mactan").status_code == 404


def test_place_without_a_position_has_a_page_and_no_frame_without_a_map(tiny_client: FlaskClient) -> None:
    records = tiny_client.application.extensions["mapsvc"].atlas
    lost = next(place.id for place in records.places.values() if place.lon is None)
    text = tiny_client.get(f"/places/{lost}?lang=en").get_data(as_text=True)
    assert "map-canvas" not in text
    assert "application/ld+json" not in text


def test_every_rule_of_every_kind_has_a_page_and_a_frame(tiny_client: FlaskClient) -> None:
    rules = {rule.rule for rule in tiny_client.application.url_map.iter_rules()}
    for kind in KINDS.values():
        for rule in kind.rules:
            assert {f"/{kind.section}{rule}", f"/embed/{kind.section}{rule}"} <= rules
    assert make_blueprint().name == "maps"
