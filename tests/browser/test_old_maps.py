"""Old maps in a browser: laid under a map by keys, kept by the address; points set by mouse and by keys."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from mapsvc.atlas.loading import load_atlas
from mapsvc.ground.scan_tiles import make_tiles
from mapsvc.web.edit.workbench import create_edit_app
from tests import old_scans
from tests.browser.conftest import Axe, answering, watch
from tests.conftest import TINY
from tests.scene.ground.test_old_maps import MOVED


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = Path(shutil.copytree(TINY, tmp_path_factory.mktemp("old") / "tiny"))
    old_scans.put_old_map(folder, MOVED)
    make_tiles(folder, load_atlas(folder).old_maps["sheet"])
    return folder


@pytest.fixture(scope="module")
def url(root: Path) -> Iterator[str]:
    """The workbench of the atlas, and its pages beside it."""
    with answering(root, create_edit_app(root)) as found:
        yield found


@pytest.fixture
def page(browser: Browser, url: str) -> Iterator[Page]:
    problems: list[str] = []
    page = browser.new_page(viewport={"width": 1366, "height": 768})
    watch(page, url.removeprefix("http://"), problems)
    yield page
    page.close()
    assert problems == []


def test_old_map_is_laid_by_keys_and_the_address_keeps_it(page: Page, url: str, axe: Axe) -> None:
    page.goto(f"{url}/events/line-drawn?lang=en")
    opener = page.locator(".old-map-open")
    opener.press("Enter")
    page.get_by_label("None").focus()
    page.keyboard.press("ArrowDown")
    canvas = page.locator("canvas.mapsvc-old-map")
    expect(canvas).to_have_css("opacity", "0.8")
    slider = page.get_by_label("How much of it is seen")
    slider.press("ArrowLeft")
    expect(canvas).to_have_css("opacity", "0.75")
    expect(page).to_have_url(re.compile("oldmap=sheet,75"))
    expect(page.locator(".old-map-credit")).to_have_text("The sheet · A. Drawer, 1815, Public domain")
    expect(page.locator(".old-map-exact")).to_contain_text("off on average")
    assert axe(page) == []
    slider.press("Escape")
    expect(opener).to_be_focused()
    page.goto(f"{url}/embed/events/line-drawn?lang=en&oldmap=sheet,40&controls=0")
    expect(page.locator("canvas.mapsvc-old-map")).to_have_css("opacity", "0.4")
    expect(page.locator(".old-map-open")).to_be_hidden()
    expect(page.locator(".old-map-credit")).to_be_visible()


def test_points_are_set_by_clicks_and_by_typing(page: Page, url: str, root: Path, axe: Axe) -> None:
    page.goto(f"{url}/edit/oldmap/?lang=en")
    rows, count = page.locator("[data-rows] tr"), len(old_scans.MARKS)
    expect(rows).to_have_count(count)
    assert axe(page) == []
    page.get_by_label("Column", exact=True).fill("300")
    page.get_by_label("Row", exact=True).fill("310")
    page.get_by_label("Latitude, longitude").last.fill("40.1, 44.2")
    page.keyboard.press("Enter")
    expect(rows).to_have_count(count + 1)
    page.locator("[data-scan]").click(position={"x": 300, "y": 40})
    expect(page.locator("[data-told]")).to_have_text("Now the same place on the map.")
    page.locator("[data-canvas]").click(position={"x": 400, "y": 60})
    expect(rows).to_have_count(count + 2)
    page.get_by_role("button", name=f"Take out point {count + 2}").click()
    expect(rows).to_have_count(count + 1)
    expect(page.locator(".edit-state")).to_have_attribute("data-state", "saved")
    assert (root / "oldmaps" / "sheet.toml").read_text("utf-8").count("[[points]]") == count + 1
