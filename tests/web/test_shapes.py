"""Shapes that pages load apart: of borders, territories and comparisons, coarse and whole."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from mapsvc import Atlas
from mapsvc.web.app import create_app
from mapsvc.web.service import Service
from mapsvc.web.shapes import points_of
from tests.test_cache import BALKANS, BUCHAREST, LONDON


@pytest.fixture(scope="module")
def balkans() -> Flask:
    return create_app(BALKANS)


def load(client: FlaskClient, path: str) -> Any:
    service: Service = client.application.extensions["mapsvc"]
    answer = client.get(f"/data/{service.geometry_version}/{path}")
    return answer.get_json() if answer.status_code == 200 else answer.status_code


def test_whole_shapes_have_more_points_than_coarse_ones(balkans: Flask) -> None:
    client = balkans.test_client()
    coarse = load(client, f"territories/{LONDON}.overview.json")["features"]
    whole = load(client, f"territories/{LONDON}.full.json")["features"]
    assert [feature["id"] for feature in coarse] == [feature["id"] for feature in whole]
    assert len(str(coarse)) <= len(str(whole))
    assert f"edges/{LONDON}" in {feature["id"] for feature in whole}


def test_comparison_has_the_same_shapes_in_either_order(balkans: Flask) -> None:
    client = balkans.test_client()
    there = load(client, f"compare/{LONDON}/{BUCHAREST}.full.json")
    assert there == load(client, f"compare/{BUCHAREST}/{LONDON}.full.json")
    assert "changes/1" in {feature["id"] for feature in there["features"]}


def test_address_of_other_content_is_refused(balkans: Flask, tiny_client: FlaskClient) -> None:
    assert balkans.test_client().get(f"/data/0/borders/{LONDON}.full.json").status_code == 404
    assert load(tiny_client, "territories/front.full.json") == 404


def test_witnesses_are_what_a_stretch_rests_on(tiny_client: FlaskClient, tiny: Atlas) -> None:
    found = load(tiny_client, "borders/front.witnesses.en.json")
    north = found["parts"]["borders/front/north"]
    assert north["basis"] == "From its points"
    assert [point["name"] for point in north["points"]] == ["Summit"]
    border = tiny.records.border("front")
    assert [point.id for point in points_of(border, border.lines[0])] == ["summit"]
