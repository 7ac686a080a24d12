"""In whose hands the ground was: pieces, names, lines between holders, districts to point at."""

from __future__ import annotations

import json
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient

import mapsvc
from mapsvc.atlas.store import Store
from mapsvc.cli import main
from mapsvc.model.day import Day
from mapsvc.scene.day_holders import hands_moments, hands_sources, pieces_on
from mapsvc.scene.day_map import compose_day, moments
from mapsvc.web.app import create_app
from tests.held import add_control


@pytest.fixture
def held(tiny_root: Path) -> Store:
    """The tiny atlas with three districts in a row: west, middle, east."""
    add_control(tiny_root)
    return mapsvc.open_atlas(tiny_root).records


@pytest.fixture
def client(held: Store) -> FlaskClient:
    app = create_app(held.root)
    app.testing = True
    return app.test_client()


def data_of(client: FlaskClient, address: str, block: str = "map_0-data") -> Any:
    answer = client.get(address)
    assert answer.status_code == 200, answer.text[:400]
    found = re.search(rf'id="{block}"[^>]*>(.*?)</script>', answer.text, re.S)
    assert found
    return json.loads(found[1])


def features(payload: Any, layer: str) -> dict[str, Any]:
    found = {each["id"]: each["features"] for each in payload["layers"]}
    return {feature["id"]: feature["properties"] for feature in found.get(layer, [])}


def test_ground_of_one_holder_is_one_piece_with_one_name(held: Store) -> None:
    before = {piece.manner.id: piece.districts for piece in pieces_on(held, Day(1921, 3, 1))}
    assert before == {
        "administered-west": ("west",),
        "unknown": ("middle",),
        "administered-east": ("east",),
    }
    after = {piece.manner.id: piece.districts for piece in pieces_on(held, Day(1921, 7, 1))}
    assert after["contested-east-west"] == ("east",)
    assert after["occupied-east-west"] == ("west",)
    scene = compose_day(held, Day(1921, 7, 1), "en")
    labels = {f.id: f.label for f in scene.features() if f.id.startswith("held/")}
    assert labels["held/occupied-east-west/west"] == "The East (occupation)"
    assert labels["held/contested-east-west/east"] == "The East / The West (contested)"
    assert compose_day(held, Day(1921, 10, 2), "en") != scene


def test_each_way_of_holding_has_a_look_of_its_own(held: Store) -> None:
    scene = compose_day(held, Day(1921, 5, 31), "en")
    looks = {f.symbol.partition("-")[0]: scene.symbols[f.symbol] for f in scene.features()}
    assert looks["occupied"]["hatch"] is not None
    assert looks["occupied"]["opacity"] > 0
    assert len(looks["contested"]["stripes"]) == 2
    assert looks["unknown"]["opacity"] == 0
    told = {entry.symbol.partition("-")[0] for entry in scene.legend}
    assert {"occupied", "contested", "unknown", "between"} <= told
    assert "polity" not in told


def test_lines_part_different_holders_only(held: Store) -> None:
    def between(atlas: Store) -> set[str]:
        found = compose_day(atlas, Day(1921, 7, 1), "en").features()
        return {part for f in found if f.id.startswith("between/") for part in (f.shape or "").split("+")}

    # West occupied by the East and the middle administered by it are not alike.
    assert between(held) == {"west~middle", "middle~east"}
    rows = [f"{district},west,1921-01-01,,administered,,attested,paper,," for district in ("middle", "west")]
    add_control(held.root, ("east,east,1921-01-01,,administered,,attested,paper,,", *rows))
    assert between(mapsvc.open_atlas(held.root).records) == {"middle~east"}


def test_days_on_which_hands_change_are_moments(held: Store) -> None:
    assert {Day(1921, 3, 16), Day(1921, 10, 13)} <= hands_moments(held) & {*moments(held)}
    before = [f.id for f in compose_day(held, Day(1921, 3, 15), "en").features()]
    assert before != [f.id for f in compose_day(held, Day(1921, 3, 16), "en").features()]
    assert hands_sources(held, Day(1921, 3, 16))


def test_day_opens_with_hands_and_its_law_is_a_link_away(client: FlaskClient) -> None:
    page = client.get("/timeline?lang=en&on=1921-10-13").text
    assert '<p class="eyebrow" data-view-title>In whose hands</p>' in page
    assert re.search(r'data-view="hands" aria-current="true"', page)
    law = re.search(r'<a href="([^"]+)" data-view="law"', page)
    assert law
    assert "view=law" in law[1]
    shown = data_of(client, "/timeline?lang=en&on=1921-10-13&view=law")
    assert not features(shown, "held")
    assert any(feature.startswith("borders/front/") for feature in features(shown, "borders"))
    hands = data_of(client, "/timeline?lang=en&on=1921-10-13&view=hands")
    assert not features(hands, "borders")
    assert features(hands, "held")


def test_day_without_a_treaty_says_so(held: Store) -> None:
    day = Day(1921, 3, 1)
    told = {entry.symbol: entry.label for entry in compose_day(held, day, "en", "law").legend}
    assert "no treaty" in told["unknown"]
    assert "no treaty" not in str(compose_day(held, day, "en").legend)


def test_popup_tells_district_holder_since_when_and_how_sure(client: FlaskClient) -> None:
    payload = data_of(client, "/timeline?lang=en&on=1921-03-20")
    rows = {row[0]: row[1] for row in features(payload, "districts")["districts/west"]["rows"]}
    assert rows["In whose hands"] == "The East (occupation; by law The West)"
    assert rows["Since"] == "16 March 1921"
    assert rows["Certainty"] == "attested"
    assert "p. 3" in rows["Source"]
    blank = features(payload, "districts")["districts/middle"]["rows"]
    assert blank[0][1] == "Not known in whose hands"


def test_each_holder_has_one_row(client: FlaskClient) -> None:
    for on in ("1921-03-01", "1921-03-20", "1921-11-01"):
        answer = client.get(f"/timeline?lang=en&on={on}").text
        block = re.search(r'data-layer="held">(.*?)</section>', answer, re.S)
        assert block
        names = re.findall(r'class="feature-name">(.*?)<', block[1])
        assert names
        assert len(names) == len(set(names)), names


def test_days_share_their_shapes(client: FlaskClient) -> None:
    one, other = (data_of(client, f"/timeline?lang=en&on={on}") for on in ("1921-03-01", "1921-11-01"))
    sources = {
        feature["src"]["overview"]
        for payload in (one, other)
        for layer in ("held", "districts")
        for feature in features(payload, layer).values()
        if feature["src"]
    }
    assert len(sources) == 1
    shapes = {f["id"] for f in client.get(sources.pop()).get_json(force=True)["features"]}
    for payload in (one, other):
        for key, feature in {**features(payload, "held"), **features(payload, "districts")}.items():
            if feature["src"]:
                assert set(feature["shape"].split("+")) <= shapes, key
    assert client.get("/data/0/districts/all.full.json").status_code == 404


def test_moments_are_loaded_in_either_view(client: FlaskClient) -> None:
    config = data_of(client, "/timeline?lang=en", "timeline-data")
    assert config["view"] == "hands"
    for view, layer in (("hands", "held"), ("law", "borders")):
        answer = client.get(config["views"][view]["data"].replace("DAY", "1921-10-13"))
        assert answer.status_code == 200, view
        assert features(answer.get_json(force=True)["map"], layer), view
    assert "view=law" in config["views"]["law"]["page"]
    assert "view=" not in config["views"]["hands"]["page"]


def test_frame_takes_view_of_the_day_before_a_box(client: FlaskClient) -> None:
    whole = data_of(client, "/embed/timeline?lang=en&on=1921-10-13&view=law,42,40,44,41")
    assert whole["extent"] == [42, 40, 44, 41]
    assert features(whole, "borders")
    assert client.get("/embed/timeline?lang=en&view=both").status_code == 400
    share = client.get("/share/timeline/1921-10-13/law.json?lang=en&view=42,40,44,41").get_json(force=True)
    assert "view=law%2C42%2C40%2C44%2C41" in share["page"]
    link = client.get("/embed/timeline?lang=en&on=1921-10-13&view=law,42,40,44,41").text
    assert "view=law%2C42%2C40%2C44%2C41" in link


@pytest.mark.parametrize(
    ("name", "words"), [("1921-10-13", "In whose hands"), ("1921-10-13/law", "What was law")]
)
def test_pictures_and_files_say_which_view_they_are(
    held: Store, tmp_path: Path, name: str, words: str
) -> None:
    for format_ in ("svg", "html", "geojson", "pptx"):
        target = tmp_path / f"day.{format_}"
        command = ["export", f"timeline/{name}", "--format", format_, "--lang", "en", "-o", str(target)]
        done = CliRunner().invoke(main, [*command, "--atlas", str(held.root)])
        assert done.exit_code == 0, done.output
    assert words in (tmp_path / "day.svg").read_text("utf-8")
    text = (tmp_path / "day.html").read_text("utf-8")
    assert f"data-view-title>{words}</p>" in text
    with zipfile.ZipFile(tmp_path / "day.pptx") as deck:
        assert words in deck.read("ppt/slides/slide1.xml").decode()
        assert words in deck.read("ppt/notesSlides/notesSlide1.xml").decode()
    # Both views of its days travel with it.
    assert "carried:/timeline/1921-10-13.json" in text
    assert "carried:/timeline/1921-10-13/law.json" in text
