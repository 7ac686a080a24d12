"""Maps that travel as one file: opened from a disk, with no network at all."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import folium
import pytest
from playwright.sync_api import Browser, ConsoleMessage, Frame, Page, Request

from mapsvc import Atlas
from tests.browser.conftest import wait_until_drawn

Opened = Callable[[Path], Page]
COLOURS = """() => {
  const canvas = document.querySelector("canvas.mapsvc-ground");
  const {data} = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  const seen = new Set();
  for (let i = 0; i < data.length; i += 4 * 97) seen.add((data[i] << 16) | (data[i + 1] << 8) | data[i + 2]);
  return seen.size;
}"""


@pytest.fixture
def opened(browser: Browser) -> Iterator[Opened]:
    """Open a file without a network; anything that it asks for, and any error, fails the test."""
    problems: list[str] = []
    contexts = []

    def on_request(request: Request) -> None:
        if not request.url.startswith(("data:", "blob:", "file:", "about:")):
            problems.append(request.url)

    def on_console(message: ConsoleMessage) -> None:
        if message.type == "error":
            problems.append(message.text)

    def open_file(path: Path) -> Page:
        context = browser.new_context(offline=True, viewport={"width": 1280, "height": 800})
        contexts.append(context)
        page = context.new_page()
        page.on("request", on_request)
        page.on("console", on_console)
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.goto(path.as_uri())
        return page

    yield open_file
    for context in contexts:
        context.close()
    assert problems == []


def assert_drawn(frame: Frame) -> None:
    wait_until_drawn(frame)
    assert frame.locator("[data-map-problem]").count() == 0
    assert frame.evaluate(COLOURS) > 100
    assert frame.locator(".leaflet-marker-icon").count() > 0
    assert frame.locator(".map-label").count() > 3


@pytest.mark.parametrize("event", ["kars-treaty", "delegation-leaves", "baku-taken"])
def test_saved_map_draws_from_a_disk(atlas: Atlas, opened: Opened, tmp_path: Path, event: str) -> None:
    path = tmp_path / "a folder" / "harita ğ.html"
    path.parent.mkdir()
    atlas.event_map(event, lang="tr").save(path)
    page = opened(path)
    assert_drawn(page.main_frame)
    page.locator(".leaflet-marker-icon").first.evaluate("node => node.focus()")
    page.keyboard.press("Enter")
    assert page.locator(".leaflet-popup .popup-title").count() == 1
    assert page.locator("details.map-legend li").count() > 2


def test_notebook_cell_draws_the_map(atlas: Atlas, opened: Opened, tmp_path: Path) -> None:
    path = tmp_path / "notebook.html"
    html = atlas.event_map("kars-treaty")._repr_html_()
    path.write_text(f'<!doctype html><html lang="en"><meta charset="utf-8"><title>x</title>{html}', "utf-8")
    page = opened(path)
    assert_drawn(page.frames[-1])
    assert len(page.frames) == 2


def test_folium_map_draws_from_a_disk(atlas: Atlas, opened: Opened, tmp_path: Path) -> None:
    path = tmp_path / "folium.html"
    atlas.event_map("baku-taken").to_folium().save(path)
    assert_drawn(opened(path).main_frame)


def test_folium_map_draws_what_is_added(atlas: Atlas, opened: Opened, tmp_path: Path) -> None:
    built = atlas.event_map("kars-treaty").to_folium()
    folium.CircleMarker([40.6, 43.1], radius=9).add_to(built)
    path = tmp_path / "folium.html"
    built.save(path)
    page = opened(path)
    assert_drawn(page.main_frame)
    assert page.locator("path.leaflet-interactive").count() == 1
