"""Maps that travel as one file: opened from a disk, with no network at all."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import folium
import pytest
from playwright.sync_api import Browser, ConsoleMessage, Frame, Page, Request

from mapsvc import Atlas
from mapsvc.render import assets
from tests.browser.conftest import wait_until, wait_until_drawn
from tests.html_text import parse

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


#: How many pixels lines and areas have, on all canvases above the ground.
PAINTED = """() => {
  let count = 0;
  for (const canvas of document.querySelectorAll(".map-stage canvas.mapsvc-drawing")) {
    const {data} = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
    for (let i = 3; i < data.length; i += 4) count += data[i] > 0;
  }
  return count;
}"""


def assert_drawn(frame: Frame, *, signs: bool = True) -> None:
    """Check that a reader sees ground, names, and signs, or else lines and areas."""
    wait_until_drawn(frame)
    assert frame.locator("[data-map-problem]").count() == 0
    assert frame.evaluate(COLOURS) > 100
    if signs:
        assert frame.locator(".leaflet-marker-icon").count() > 0
    else:
        assert frame.evaluate(PAINTED) > 20_000
    assert frame.locator(".map-label").count() > 3


@pytest.mark.matrix(1)
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


@pytest.mark.matrix(1)
@pytest.mark.parametrize(
    "name", ["events/kars-treaty", "compare/moscow-1921/kars-1921", "timeline/1921-03-16"]
)
def test_file_is_small_states_itself_and_reaches_nothing(atlas: Atlas, tmp_path: Path, name: str) -> None:
    path = tmp_path / "map.html"
    shown = atlas.map(name, lang="en")
    shown.save(path)
    text = path.read_text("utf-8")
    assert len(text.encode()) < 2_000_000
    page = parse(text)
    named = {meta.get("name"): meta.get("content", "") for meta in page.named("meta")}
    assert named["mapsvc:map"] == name
    assert named["mapsvc:data"] == atlas.records.digest[:12]
    assert any(key == "dcterms.license" for key in named)
    policy = next(meta["content"] for meta in page.named("meta") if "http-equiv" in meta)
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    assert "connect-src" not in policy
    assert [address for address in page.loads if not address.startswith(("data:", "#"))] == []
    for words in ("Licences and credits", "OpenStreetMap", "Natural Earth", "ODbL 1.0", "mapsvc 0."):
        assert words in page.text
    shown.save(tmp_path / "again.html")
    assert (tmp_path / "again.html").read_bytes() == path.read_bytes()


def test_comparison_in_a_file_swipes_and_changes_its_mode(
    atlas: Atlas, opened: Opened, tmp_path: Path
) -> None:
    path = tmp_path / "compare.html"
    atlas.map("compare/moscow-1921/kars-1921", lang="tr").save(path)
    page = opened(path)
    assert_drawn(page.main_frame, signs=False)  # two borders and what changed: there is no place to mark
    page.locator("[data-mode=swipe]").click()
    handle = page.locator(".swipe-handle")
    handle.focus()
    before = int(handle.get_attribute("aria-valuenow") or "")
    page.keyboard.press("PageUp")
    assert handle.get_attribute("aria-valuenow") == str(before + 10)
    left = page.locator(".leaflet-mapsvc-drawing-a-pane, [class*=mapsvc-drawing-a]").first
    assert "polygon" in left.evaluate("pane => pane.style.clipPath")
    page.locator("[data-mode=difference]").click()
    assert page.locator("html").get_attribute("data-compare-mode") == "difference"


def test_days_in_a_file_play(atlas: Atlas, opened: Opened, tmp_path: Path) -> None:
    path = tmp_path / "day.html"
    atlas.map("timeline/1921-03-16", lang="en").save(path)
    page = opened(path)
    assert_drawn(page.main_frame)
    assert page.locator("h1").inner_text() == "16 March 1921"
    field = page.locator("[data-days] input[type=date]")
    # Two weeks each way in the days of most changes, both views of each, and two megabytes are kept.
    assert (field.get_attribute("min") or "9") < "1921-03-02"
    assert (field.get_attribute("max") or "0") > "1921-03-30"
    page.locator("[data-play]").click()
    before = "".join(f":not([data-moment='1921-03-{day}'])" for day in (16, 17))
    page.locator(f"html[data-moment]{before}").wait_for(
        state="attached"
    )  # any later day: a busy machine skips
    page.locator("[data-play]").click()
    assert page.locator("h1").inner_text() != "16 March 1921"
    assert page.locator("[data-groups] [data-feature]").count() > 3


def test_journey_in_a_file_plays(atlas: Atlas, opened: Opened, tmp_path: Path) -> None:
    path = tmp_path / "route.html"
    atlas.map("routes/bekir-sami-1920", lang="en").save(path)
    assert path.stat().st_size < 2_000_000
    page = opened(path)
    assert_drawn(page.main_frame)
    first = page.locator("[data-player-date]").inner_text()
    page.locator("[data-player-step='1']").click()
    page.locator("[data-player-play]").click()
    wait_until(page, lambda: page.locator("[data-player-date]").inner_text() != first)


def test_file_carries_only_the_letters_it_shows(atlas: Atlas) -> None:
    sheet = assets.inline_stylesheets("Kars Antlaşması")
    assert sheet.count("@font-face") < assets.inline_stylesheets("Kars Antlaşması Ялта Թ").count("@font-face")
    assert "Noto Serif" in sheet


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
