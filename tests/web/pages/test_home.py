"""The first page leads to everything."""

from __future__ import annotations

from flask import Flask
from flask.testing import FlaskClient

from mapsvc.web.page import views
from mapsvc.web.pages import home
from mapsvc.web.service import service
from tests.html_text import parse


def test_headline_is_told_with_the_note_of_the_atlas(tiny_client: FlaskClient) -> None:
    page = parse(tiny_client.get("/?lang=en").text)
    assert "The line is drawn at Alfa." in page.text
    assert "/events/line-drawn?lang=en" in page.links


def test_home_leads_to_lists_borders_and_journeys(tiny_client: FlaskClient) -> None:
    links = parse(tiny_client.get("/?lang=en").text).links
    for path in ("/events/", "/places/", "/borders/", "/routes/", "/borders/front", "/routes/journey"):
        assert f"{path}?lang=en" in links


def test_marks_of_the_timeline_are_those_of_events_there_are(tiny_app: Flask) -> None:
    with tiny_app.test_request_context("/?lang=en"):
        tiny_app.preprocess_request()
        view = views()
        used = {view.category(event.category)["family"] for event in service().atlas.events.values()}
        found = list(home._families())
    assert {family["id"] for family in found} == used
    assert all(family["words"] and family["colour"] is None for family in found)
