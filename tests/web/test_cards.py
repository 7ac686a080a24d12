"""What other sites show beside a link: a picture of one of three sizes, and data for machines."""

from __future__ import annotations

import io
import json

import pytest
from flask.testing import FlaskClient
from PIL import Image

from mapsvc.web.cards import CARD_SIZES


@pytest.mark.parametrize("width", CARD_SIZES)
def test_card_is_a_slide_of_the_width_asked_for(tiny_client: FlaskClient, width: int) -> None:
    answer = tiny_client.get(f"/card/events/line-drawn.png?lang=en&width={width}")
    assert answer.mimetype == "image/png"
    found = Image.open(io.BytesIO(answer.data))
    assert found.width == width
    assert found.height == pytest.approx(CARD_SIZES[width], abs=1)


def test_other_width_is_refused_with_those_there_are(tiny_client: FlaskClient) -> None:
    answer = tiny_client.get("/card/events/line-drawn.png?width=1000")
    assert answer.status_code == 400
    assert "1200, 600, 320" in answer.text


def test_page_tells_machines_of_its_map_and_its_event(tiny_client: FlaskClient) -> None:
    page = tiny_client.get("/events/line-drawn?lang=en").text
    found = json.loads(page.partition('<script type="application/ld+json">')[2].partition("</script>")[0])
    shown, event = found["@graph"]
    assert (shown["@type"], event["@type"]) == ("Map", "Event")
    assert shown["about"] == {"@id": event["@id"]}
    assert shown["temporalCoverage"] == event["startDate"] == event["endDate"] == "1921-10-13"
    # South, west, north, east, as schema.org has a box.
    south, west, north, east = map(float, shown["spatialCoverage"]["geo"]["box"].split())
    assert 38 < south < north < 43
    assert 40 < west < east < 48


def test_page_of_a_place_is_no_event(tiny_client: FlaskClient) -> None:
    page = tiny_client.get("/places/alfa?lang=en").text
    found = json.loads(page.partition('<script type="application/ld+json">')[2].partition("</script>")[0])
    assert [thing["@type"] for thing in found["@graph"]] == ["Map"]


#: What WhatsApp takes of a picture; the others take more.
MOST_BYTES = 300_000


@pytest.mark.parametrize(
    "name",
    ["events/kars-treaty", "events/moscow-treaty", "compare/moscow-1921/kars-1921", "timeline/1921-03-16"],
)
def test_card_is_light_enough_for_every_messenger(client: FlaskClient, name: str) -> None:
    assert len(client.get(f"/card/{name}.png?lang=en").data) <= MOST_BYTES
