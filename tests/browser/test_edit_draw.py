"""The Draw room in a browser: by mouse and by keys, and only what was meant is in the files."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from mapsvc.atlas.checks.atlas import check_atlas
from mapsvc.web.edit.workbench import create_edit_app
from tests.atlas.editing.diffs import changed_lines
from tests.browser.conftest import Axe, answering, grasp, wait_until, watch

BALKANS = Path("tests/data/atlases/balkans").resolve()
ONE, OTHER = "territories/before-1912.geojson", "territories/bucharest-1913.geojson"
VERTEX = "44.037, 26.347"


class Drawing:
    """The Draw room of a copy of an atlas."""

    def __init__(self, browser: Browser, root: Path, url: str) -> None:
        self.root, self.url = root, url
        self.problems: list[str] = []
        self.page: Page = browser.new_page(viewport={"width": 1366, "height": 768})
        watch(self.page, url.removeprefix("http://"), self.problems)

    def open(self, thing: str = "") -> Page:
        self.page.goto(f"{self.url}/edit/draw/?lang=en#{thing}")
        self.settled()
        return self.page

    def settled(self) -> None:
        """All is saved and read again."""
        expect(self.page.locator(".edit-state")).to_have_attribute("data-state", "saved")
        expect(self.page.locator("html")).to_have_attribute("data-draw", "ready")

    def saved(self, *, undo: str) -> None:
        """A change is in the files, and can be taken back by its name."""
        expect(self.page.locator("[data-undo]")).to_have_attribute("title", re.compile(undo))
        self.settled()

    def text(self, path: str) -> str:
        return (self.root / path).read_text("utf-8")

    def features(self, path: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = json.loads(self.text(path))["features"]
        return found

    def draw_by_keys(self, tool: str, *positions: str) -> Locator:
        """Type positions one by one, and return the dialog that asks what they are."""
        self.page.locator(f"[data-tool={tool}]").press("Enter")
        field = self.page.locator("[data-hand] input")
        for number, position in enumerate(positions, 1):
            field.fill(position)
            field.press("Enter")
            expect(self.page.locator("[data-hand] li")).to_have_count(number)
        self.page.get_by_role("button", name="Finish").press("Enter")
        return self.page.locator("dialog[open]")


@pytest.fixture
def drawing(browser: Browser, tmp_path: Path) -> Iterator[Drawing]:
    root = Path(shutil.copytree(BALKANS, tmp_path / "atlas"))
    with answering(root, create_edit_app(root, who="Ada")) as url:
        room = Drawing(browser, root, url)
        yield room
        room.page.close()
    assert room.problems == []


def test_dragged_vertex_moves_in_every_file_that_shares_it_and_back(drawing: Drawing) -> None:
    page = drawing.open(f"{ONE}#bulgaria")
    before = {path: drawing.text(path) for path in (ONE, OTHER)}
    fields = page.locator(".edit-vertex-list input")
    number = fields.evaluate_all("found => found.map(one => one.value)").index(VERTEX)
    fields.nth(number).focus()  # rings it on the map
    x, y = grasp(page.locator(".draw-halo"), ".marker-icon")
    page.mouse.down()
    page.mouse.move(x + 30, y + 20, steps=4)
    page.mouse.move(x + 60, y + 40, steps=4)
    page.mouse.up()
    drawing.saved(undo="Bulgaria")
    for path, text in before.items():
        gone, come = changed_lines(text, drawing.text(path))
        assert "[26.347, 44.037]" in gone
        assert "[26.347, 44.037]" not in come
        assert abs(len(gone) - len(come)) < 6
    page.locator("[data-undo]").click()
    expect(page.locator("[data-redo]")).to_be_enabled()
    drawing.settled()
    assert {path: drawing.text(path) for path in before} == before


def test_border_of_two_stretches_is_drawn_by_keys_alone(drawing: Drawing) -> None:
    page = drawing.open()
    dialog = drawing.draw_by_keys("stretch", "43°30′N 24°E", "43.2, 24.5", "43.4, 25.1")
    dialog.locator("select").first.select_option("")
    head = dialog.locator(".edit-head-fields")
    head.get_by_label("Title, English").fill("The line of the mill")
    dialog.get_by_role("button", name="Save").press("Enter")
    expect(dialog.locator(".edit-fault").first).to_be_visible()  # it must say when it held
    head.get_by_label("In force from/to").fill("1913-05-30/1913-08-10")
    dialog.get_by_role("button", name="Save").press("Enter")
    drawing.saved(undo="Stretch 1")
    dialog = drawing.draw_by_keys("stretch", "43.4, 25.1", "43.1, 25.8")
    dialog.get_by_role("button", name="Save").press("Enter")
    drawing.saved(undo="Stretch 2")
    one, other = drawing.features("borders/the-line-of-the-mill.geojson")
    assert one["geometry"]["coordinates"][-1] == other["geometry"]["coordinates"][0] == [25.1, 43.4]
    page.locator("[data-card]").get_by_label("How sure").select_option("uncertain")
    drawing.saved(undo="says")
    one, other = drawing.features("borders/the-line-of-the-mill.geojson")
    assert (one["properties"]["certainty"], other["properties"]["certainty"]) == ("inferred", "uncertain")
    assert check_atlas(drawing.root) == []


def test_journey_of_three_stops_sets_out_from_a_place(drawing: Drawing) -> None:
    drawing.open()
    dialog = drawing.draw_by_keys("journey", "Солун", "41.2, 23.4", "41.9, 23.9")
    head = dialog.locator(".edit-head-fields")
    head.get_by_label("Title, English").fill("A walk")
    head.get_by_label("In force from/to").fill("1913-06-01/1913-06-10")
    dialog.get_by_label("Travelled by").select_option("foot")
    dialog.get_by_role("button", name="Save").press("Enter")
    drawing.saved(undo="A walk")
    features = drawing.features("routes/a-walk.geojson")
    stops = [one["properties"] for one in features if one["properties"]["kind"] == "stop"]
    assert [stop["n"] for stop in stops] == [1, 2, 3]
    assert (stops[0]["place"], stops[0]["title"]["en"]) == ("salonica", "Salonica")
    assert check_atlas(drawing.root) == []


def test_place_is_set_by_a_click_and_the_room_is_fit_for_all(drawing: Drawing, axe: Axe) -> None:
    page = drawing.open()
    page.locator("[data-tool=place]").click()
    page.locator("[data-canvas]").click(position={"x": 420, "y": 260})
    dialog = page.locator("dialog[open]")
    dialog.get_by_label("Title", exact=True).fill("Little Mill")
    dialog.get_by_role("button", name="Save").click()
    drawing.saved(undo="Little Mill")
    place = drawing.features("places.geojson")[-1]
    assert (place["id"], place["geometry"]["type"]) == ("little-mill", "Point")
    assert axe(page) == []
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_name_and_link_of_a_place_are_typed_in_its_room(drawing: Drawing, axe: Axe) -> None:
    page = drawing.page
    page.goto(f"{drawing.url}/edit/places/?lang=en#salonica")
    drawing.settled()
    row = page.locator(".place-name").last
    row.get_by_label("Name").fill("Thessalonica")
    row.get_by_label("Language").fill("en")
    row.get_by_label("to", exact=True).fill("1430")
    row.get_by_label("to", exact=True).press("Tab")
    # Each field is saved on its own, and all by the name of the place.
    wait_until(page, lambda: "1430" in drawing.text("places.geojson"))
    drawing.settled()
    (place,) = (one for one in drawing.features("places.geojson") if one["id"] == "salonica")
    assert place["names"][-1] == {
        "toponym": "Thessalonica", "lang": "en", "when": {"timespans": [{"end": {"in": "1430"}}]},
    }  # fmt: skip
    page.get_by_label("Links", exact=True).fill("734077")
    page.get_by_label("Links", exact=True).press("Tab")
    expect(page.get_by_label("Links", exact=True)).to_have_value("https://www.geonames.org/734077")
    assert axe(page) == []
