"""Comparisons and the atlas on a day in a real browser: by mouse, by keyboard, in a sandboxed frame."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import FrameLocator, Page, expect

from tests.browser.addresses import SIZES, with_language
from tests.browser.conftest import Axe, NewPage, open_map, wait_until_drawn, wait_until_still
from tests.sampling import Some

HEADLINE = "/compare/moscow-1921/kars-1921"
MODES = ("overlay", "swipe", "difference")
PAGES = (
    *(f"{HEADLINE}?mode={mode}" for mode in MODES),
    "/compare/berlin-1878/kars-1921",
    "/timeline?on=1920-04-28",
    "/timeline?on=1921-03-16",
    f"/embed{HEADLINE}",
    "/embed/timeline",
)
SIDEWAYS = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
#: Where two towns stand in the window: together they tell the middle, the scale and the place of the map.
VIEW = """() => {
  const [map] = window.mapsvc.maps();
  const frame = map.getContainer().getBoundingClientRect();
  return [[40.61, 43.1], [39.21, 45.41]].flatMap(town => {
    const {x, y} = map.latLngToContainerPoint(town);
    return [x + frame.left, y + frame.top];
  });
}"""
#: Boxes in the window: what the inset shows, framed on the large map, and the large map itself.
FRAMED = """() => [".inset-frame", ".map-stage"].map(selector => {
  const {left, top, right, bottom} = document.querySelector(selector).getBoundingClientRect();
  return [left, top, right, bottom];
})"""
#: Everything of the pop-up that leads to what else lies at its spot, and what one pops up for.
ALSO_HERE = """() => [document.querySelector(".leaflet-popup .popup-title").textContent,
  ...[...document.querySelectorAll(".leaflet-popup .popup-other")].map(node => node.textContent)]"""
#: How many pixels of a side's canvas are drawn, inside a part of the window given in shares of its width.
DRAWN = """([pane, from, to]) => {
  const canvas = document.querySelector(`.leaflet-mapsvc-drawing-${pane}-pane canvas`);
  const {data, width, height} = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  let seen = 0;
  for (let x = Math.round(width * from); x < width * to; x += 3)
    for (let y = 0; y < height; y += 3) if (data[4 * (y * width + x) + 3]) seen += 1;
  return seen;
}"""
#: What the page of a day says and draws.
SHOWN = """() => {
  const words = selector => [...document.querySelectorAll(selector)].map(
    node => node.textContent.replace(/\\s+/g, ""));
  return [words("[data-groups] [data-feature]"), words(".map-legend li"), words(".map-credits a"),
    document.querySelectorAll(".leaflet-marker-icon").length];
}"""
#: The left and the right edge of what a clipped pane shows, in pixels of the map.
CLIP = """pane => {
  const node = document.querySelector(`.leaflet-mapsvc-drawing-${pane}-pane`);
  const frame = node.closest(".leaflet-container").getBoundingClientRect();
  const xs = [...node.style.clipPath.matchAll(/(-?[\\d.]+)px -?[\\d.]+px/g)].map(found => Number(found[1]));
  const origin = node.getBoundingClientRect().left - frame.left;
  return xs.length ? [Math.min(...xs) + origin, Math.max(...xs) + origin, frame.width] : null;
}"""


def open_compare(new_page: NewPage, path: str = HEADLINE, **options: Any) -> Page:
    page = new_page(**({"viewport": {"width": 1366, "height": 768}, "reduced_motion": "reduce"} | options))
    open_map(page, with_language(path, "en"))
    return page


# ---- all of them -------------------------------------------------------------------------------------
@pytest.mark.parametrize(("size", "lang"), [("desktop", "tr"), ("phone", "en")])
def test_pages_are_quiet_and_accessible(
    new_page: NewPage, axe: Axe, some: Some, size: str, lang: str
) -> None:
    page = new_page(viewport=SIZES[size], is_mobile=size == "phone", has_touch=size == "phone")
    faults: dict[str, object] = {}
    for path in some(PAGES, 1):
        address = with_language(path, lang)
        open_map(page, address)
        found = [*axe(page), *([f"{wide} px too wide"] if (wide := page.evaluate(SIDEWAYS)) > 1 else [])]
        if page.locator("[data-map-problem]").count():
            found.append("a part of the map is missing")
        if found:
            faults[address] = found
    assert faults == {}


def test_popup_of_a_stretch_is_accessible(new_page: NewPage, axe: Axe) -> None:
    page = open_compare(new_page, "/borders/kars-1921")
    page.locator("[data-feature='borders/kars-1921/turkey-north-east'] button").first.click()
    expect(page.locator(".witnesses li").first).to_be_visible()
    assert axe(page) == []


# ---- modes -------------------------------------------------------------------------------------------
@pytest.mark.matrix(1)
@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_modes_keep_the_view_and_write_the_address(new_page: NewPage, size: str) -> None:
    page = open_compare(new_page, viewport=SIZES[size])
    stage = page.locator(".map-stage")
    page.locator(".map-button-zoom-in").click()
    view, box = wait_until_still(page, VIEW), stage.bounding_box()
    for mode in ("swipe", "difference", "overlay"):
        link = page.locator(f"[data-mode={mode}]")
        link.focus()
        link.press("Enter")
        expect(link).to_have_attribute("aria-current", "true")
        assert page.locator("[data-mode][aria-current]").count() == 1
        assert wait_until_still(page, VIEW) == pytest.approx(view, abs=0.5), mode
        assert stage.bounding_box() == box, mode
        expect(page).to_have_url(re.compile(r"[?&]mode=" + mode if mode != "overlay" else r"^(?!.*mode=)"))
        expect(page.locator(".swipe-handle")).to_be_visible(visible=mode == "swipe")


def test_map_keeps_its_height_in_another_width(new_page: NewPage) -> None:
    page = open_compare(new_page)
    heights = []
    for width in (1366, 1000):
        page.set_viewport_size({"width": width, "height": 768})
        for mode in MODES:
            page.locator(f"[data-mode={mode}]").click()
            heights.append(wait_until_still(page, "document.querySelector('.map-stage').clientHeight"))
    assert len(set(heights[:3])) == len(set(heights[3:])) == 1
    assert heights[0] != heights[3]  # else nothing has been tried


@pytest.mark.matrix(1)
@pytest.mark.parametrize("mode", MODES)
def test_address_opens_its_mode(new_page: NewPage, mode: str) -> None:
    page = open_compare(new_page, f"{HEADLINE}?mode={mode}")
    assert page.evaluate("document.documentElement.dataset.compareMode") == mode
    assert page.evaluate(DRAWN, ["a", 0, 1]) > 50
    assert page.evaluate(DRAWN, ["b", 0, 1]) > 50


def test_row_and_area_light_each_other(new_page: NewPage) -> None:
    page = open_compare(new_page, f"{HEADLINE}?mode=difference")
    page.locator(".inset-go").click()
    wait_until_still(page, VIEW)
    row = page.locator("tr[data-feature]").first
    row.hover()
    expect(row).to_have_attribute("aria-current", "true")
    row.get_by_role("button").click()
    expect(page.locator(".leaflet-popup .popup-title")).to_have_text(row.get_by_role("button").inner_text())
    tip = page.locator(".leaflet-popup-tip-container").bounding_box()
    assert tip is not None
    page.keyboard.press("Escape")
    page.locator(".leaflet-popup").wait_for(state="detached")
    page.mouse.move(5, 5)
    expect(row).not_to_have_attribute("aria-current", "true")
    page.mouse.move(tip["x"] + tip["width"] / 2, tip["y"] + tip["height"])
    expect(row).to_have_attribute("aria-current", "true")


def test_inset_shows_the_corner_and_leads_to_it(new_page: NewPage) -> None:
    page = open_compare(new_page)
    assert page.locator(".inset canvas").count() > 2
    (left, top, right, bottom), whole = wait_until_still(page, FRAMED)
    assert right - left < (whole[2] - whole[0]) / 4
    assert bottom - top < (whole[3] - whole[1]) / 4
    go = page.locator(".inset-go")
    go.focus()
    go.press("Enter")
    expect(page.locator(".leaflet-control-scale-line")).not_to_have_text("100 km")
    (left, top, right, bottom), whole = wait_until_still(page, FRAMED)
    assert whole[0] <= left < right <= whole[2]
    assert whole[1] <= top < bottom <= whole[3]
    assert max((right - left) / (whole[2] - whole[0]), (bottom - top) / (whole[3] - whole[1])) > 0.6


@pytest.mark.matrix(1)
@pytest.mark.parametrize(
    ("mode", "names"),
    [
        ("overlay", {"Kars 1921: Nakhchivan", "Moscow 1921: Nakhchivan"}),
        ("swipe", {"Kars 1921: Nakhchivan"}),  # the other half is hidden there
    ],
)
def test_popup_names_all_that_lies_there(new_page: NewPage, mode: str, names: set[str]) -> None:
    page = open_compare(new_page, f"{HEADLINE}?mode=overlay")
    page.locator(f"[data-mode={mode}]").click()  # which keeps the view; by address a swipe opens close
    x, y = wait_until_still(page, VIEW)[2:]  # the second town lies in Nakhchivan
    page.mouse.click(x, y)
    expect(page.locator(".leaflet-popup .popup-title")).to_have_count(1)
    assert {name.partition(" (")[0] for name in page.evaluate(ALSO_HERE)} == names


# ---- the swipe ----------------------------------------------------------------------------------------
def test_swipe_moves_by_keyboard_alone(new_page: NewPage) -> None:
    page = open_compare(new_page, f"{HEADLINE}?mode=swipe", viewport={"width": 320, "height": 640})
    handle = page.get_by_role("slider")
    for _ in range(60):
        page.keyboard.press("Tab")
        if handle.evaluate("node => node === document.activeElement"):
            break
    expect(handle).to_be_focused()
    view = page.evaluate(VIEW)
    for key in ("Home", *["PageUp"] * 5):
        page.keyboard.press(key)
    for key, value in [
        ("ArrowRight", 52), ("ArrowLeft", 50), ("ArrowUp", 52), ("ArrowDown", 50), ("Shift+ArrowRight", 60),
        ("PageDown", 50), ("PageUp", 60), ("Home", 0), ("ArrowLeft", 0), ("End", 100), ("ArrowRight", 100),
    ]:  # fmt: skip
        page.keyboard.press(key)
        expect(handle).to_have_attribute("aria-valuenow", str(value))
        expect(handle).to_have_attribute("aria-valuetext", f"Moscow 1921: {value} per cent")
    assert page.evaluate(VIEW) == view


#: Where the handle is, in degrees, the view, and the box of each piece of land that changed hands.
OPENED = """() => {
  const [map] = mapsvc.maps();
  const { features } = mapsvc.of(map);
  const at = document.querySelector(".swipe-handle").getBoundingClientRect();
  const left = map.getContainer().getBoundingClientRect().left;
  const lng = map.containerPointToLatLng([at.left + at.width / 2 - left, 0]).lng;
  const view = map.getBounds();
  const sure = ({ layer, p }) => layer === "pieces" && !p.symbol.endsWith("-below");
  const pieces = features.items.filter(sure);
  const ends = pieces.flatMap(({ bounds }) => [bounds.getWest(), bounds.getEast()]);
  return { lng, west: Math.min(...ends), east: Math.max(...ends),
           inside: pieces.every(({ bounds }) => view.contains(bounds)),
           wide: view.getEast() - view.getWest() };
}"""


@pytest.mark.matrix(1)
@pytest.mark.parametrize("size", ["desktop", "phone"])
@pytest.mark.parametrize("pair", ["berlin-1878/kars-1921", "kars-1921/alexandropol-1920"])
def test_swipe_opens_where_the_difference_is(new_page: NewPage, pair: str, size: str) -> None:
    page = open_compare(new_page, f"/compare/{pair}?mode=swipe", viewport=SIZES[size])
    found = page.evaluate(OPENED)
    room = 0.2 * (found["east"] - found["west"])
    assert found["west"] + room < found["lng"] < found["east"] - room
    assert found["inside"]
    assert found["wide"] < 4 * (found["east"] - found["west"])
    handle = page.get_by_role("slider")
    assert 10 < int(handle.get_attribute("aria-valuenow") or "") < 90
    # A view that was asked for stays; only the handle goes where the difference is.
    asked = open_compare(new_page, f"/compare/{pair}?mode=swipe&view=36,36,52,44", viewport=SIZES[size])
    found = asked.evaluate(OPENED)
    assert found["wide"] >= 16
    assert found["west"] < found["lng"] < found["east"]


@pytest.mark.matrix(1)
@pytest.mark.parametrize("share", [20, 50, 80])
def test_panes_are_clipped_at_the_handle(new_page: NewPage, share: int) -> None:
    page = open_compare(new_page, f"{HEADLINE}?mode=swipe")
    handle = page.get_by_role("slider")
    handle.focus()
    handle.press("Home")
    for _ in range(share // 10):
        handle.press("PageUp")
    for moved in (False, True):
        if moved:
            page.locator(".map-button-zoom-in").click()
            wait_until_still(page, VIEW)
        left, cut, width = page.evaluate(CLIP, "a")
        start, right, _ = page.evaluate(CLIP, "b")
        assert left == pytest.approx(0, abs=1)
        assert cut == pytest.approx(start, abs=1)
        assert cut == pytest.approx(width * share / 100, abs=2)
        assert right == pytest.approx(width, abs=1)


@pytest.mark.parametrize("touch", [False, True])
def test_swipe_follows_mouse_and_finger(new_page: NewPage, touch: bool) -> None:
    page = open_compare(
        new_page, f"{HEADLINE}?mode=swipe", viewport={"width": 390, "height": 844}, has_touch=touch
    )
    handle = page.get_by_role("slider")
    box = handle.bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    view, start = page.evaluate(VIEW), int(handle.get_attribute("aria-valuenow") or "")
    if touch:
        client = page.context.new_cdp_session(page)
        client.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]})
        for step in (30, 60, 100):
            client.send(
                "Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [{"x": x - step, "y": y}]}
            )
        client.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    else:
        page.mouse.move(x, y)
        page.mouse.down()
        page.mouse.move(x - 100, y, steps=4)
        page.mouse.up()
    expect(handle).to_have_attribute("aria-valuenow", str(round(start - 100 * 100 / 390)))
    assert page.evaluate(VIEW) == view


@pytest.fixture
def sandboxed(new_page: NewPage, server_url: str) -> FrameLocator:
    """The swipe in a frame that may run scripts and nothing else: it has no origin and no storage."""
    address = f"{server_url}/embed{HEADLINE}?mode=swipe&lang=en"
    html = (
        "<!doctype html><title>host</title>"
        f'<iframe sandbox="allow-scripts" src="{address}" width="320" height="640"></iframe>'
    )

    page = new_page(viewport={"width": 360, "height": 700})
    page.route("**/host", lambda route: route.fulfill(body=html, content_type="text/html"))
    page.goto("/host")
    frame = next(frame for frame in page.frames if "/embed/" in frame.url)
    wait_until_drawn(frame)
    return page.frame_locator("iframe")


def test_swipe_works_in_a_sandboxed_frame(sandboxed: FrameLocator) -> None:
    frame = sandboxed
    handle = frame.get_by_role("slider")
    handle.focus()
    before = int(handle.get_attribute("aria-valuenow") or "")  # it opens on what differs
    handle.press("ArrowLeft")
    expect(handle).to_have_attribute("aria-valuenow", str(before - 2))
    frame.locator("[data-mode=difference]").click()
    expect(frame.locator("[data-mode=difference]")).to_have_attribute("aria-current", "true")
    expect(frame.locator("[data-map-problem]")).to_have_count(0)


# ---- witnesses ------------------------------------------------------------------------------------------
@pytest.mark.matrix(1)
@pytest.mark.parametrize("path", ["/borders/kars-1921", HEADLINE, "/events/kars-treaty"])
def test_stretch_tells_its_witnesses(new_page: NewPage, path: str) -> None:
    page = open_compare(new_page, path)
    button = page.locator("[data-feature='borders/kars-1921/turkey-north-east'] button").first
    button.focus()
    button.press("Enter")
    expect(page.locator(".witnesses li")).to_have_count(4)
    assert page.evaluate("document.querySelector('.leaflet-popup').contains(document.activeElement)")
    terms = page.locator(".leaflet-popup dt").all_inner_texts()
    assert {"Article", "Certainty", "Source", "Drawn from"} <= set(terms)
    assert len(set(terms)) == len(terms)
    page.keyboard.press("Escape")
    expect(button).to_be_focused()


@pytest.mark.matrix(1)
@pytest.mark.parametrize(("height", "folded"), [(768, True), (1080, False)])
def test_map_of_a_day_has_its_room(new_page: NewPage, height: int, folded: bool) -> None:
    page = new_page(viewport={"width": 1366, "height": height})
    open_map(page, "/timeline?on=1921-10-13&lang=tr")
    legend = page.locator("details.map-legend")
    assert legend.evaluate("legend => legend.open") is not folded
    stage = page.locator(".map-stage").bounding_box()
    assert stage is not None
    assert stage["height"] > 0.6 * height
    if folded:
        legend.locator("summary").click()
        expect(legend.locator("li:visible").first).to_be_visible()  # eight rows; the rest is folded


# ---- the atlas on a day -----------------------------------------------------------------------------------
def test_slider_steps_by_key_and_keeps_the_address(new_page: NewPage) -> None:
    page = open_compare(new_page, "/timeline?on=1921-03-15&view=law")
    rows = page.locator("[data-groups]")
    expect(rows).to_contain_text("Alexandropol")
    expect(rows).not_to_contain_text("Moscow 1921")
    slider = page.get_by_role("slider")
    slider.focus()
    page.keyboard.press("ArrowRight")
    expect(rows).to_contain_text("Moscow 1921")
    expect(rows).not_to_contain_text("Alexandropol 1920:")
    for key, day, words in [
        ("Shift+ArrowRight", "1921-04-16", "16 April 1921"),
        ("Shift+PageDown", "1922-04-16", "16 April 1922"),
        ("Shift+PageUp", "1921-04-16", "16 April 1921"), ("Shift+ArrowLeft", "1921-03-16", "16 March 1921"),
        ("ArrowLeft", "1921-03-15", "15 March 1921"), ("Home", "1914-01-01", "1 January 1914"),
        ("ArrowLeft", "1914-01-01", "1 January 1914"), ("End", "1932-12-31", "31 December 1932"),
    ]:  # fmt: skip
        page.keyboard.press(key)
        expect(page.get_by_role("heading", level=1)).to_have_text(words)
        expect(slider).to_have_attribute("aria-valuetext", words)
        expect(page).to_have_url(re.compile(f"on={day}"))


def test_day_by_script_is_the_day_by_server(new_page: NewPage) -> None:
    page = open_compare(new_page, "/timeline?on=1921-10-11&view=law")
    for _ in range(2):
        page.locator("[data-step=on]").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("13 October 1921")
    expect(page.locator("[data-groups]")).to_contain_text("Kars 1921")
    by_script = wait_until_still(page, SHOWN)
    page.goto(page.url.replace("on=1921-10-11", "on=1921-10-13"))
    wait_until_drawn(page)
    assert wait_until_still(page, SHOWN) == by_script


def test_play_walks_on_and_stops(new_page: NewPage) -> None:
    page = open_compare(new_page, "/timeline?on=1920-04-01", reduced_motion="no-preference")
    play = page.locator("[data-play]")
    play.click()
    expect(play).to_have_attribute("aria-label", "Pause")
    heading = page.get_by_role("heading", level=1)
    expect(heading).not_to_have_text("1 April 1920")
    expect(page).not_to_have_url(re.compile("1920-04-01"))
    play.click()
    expect(play).to_have_attribute("aria-label", "Play")
    assert wait_until_still(page, "document.querySelector('h1').textContent") != "1 April 1920"


def test_rows_of_a_new_day_drive_the_map(new_page: NewPage) -> None:
    page = open_compare(new_page, "/timeline?on=1921-10-12&view=law")
    page.locator("[data-step=on]").click()
    row = page.locator("[data-groups] [data-feature='borders/kars-1921/turkey-north-east']")
    row.get_by_role("button").click()
    expect(page.locator(".leaflet-popup .popup-title")).to_contain_text("Sarp")
    expect(row).to_have_attribute("aria-current", "true")


def test_links_to_treaties_go_to_their_day(new_page: NewPage) -> None:
    page = open_compare(new_page, "/timeline?on=1921-03-16")
    link = page.locator("a[data-day='1921-10-13']").first
    link.scroll_into_view_if_needed()
    page.evaluate("window.isSamePage = true")
    link.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("13 October 1921")
    expect(page).to_have_url(re.compile("on=1921-10-13"))
    assert page.evaluate("window.isSamePage") is True


def test_page_without_scripts_still_walks_through_the_days(new_page: NewPage) -> None:
    page = new_page(java_script_enabled=False)
    page.goto("/timeline?on=1921-03-15&view=law&lang=en")
    expect(page.locator("[data-groups]")).to_contain_text("Alexandropol")
    page.locator("[data-step=on]").click()
    expect(page.locator("[data-groups]")).to_contain_text("Moscow 1921")
    page.locator("input[name=on]").fill("1920-04-28")
    page.locator(".days-form button").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("28 April 1920")


def test_comparison_without_scripts_tells_its_story(new_page: NewPage) -> None:
    page = new_page(java_script_enabled=False)
    page.goto(f"{HEADLINE}?lang=en")
    assert page.locator("tr[data-feature]").count() > 0
    page.locator("[data-mode=swipe]").click()
    expect(page).to_have_url(re.compile("mode=swipe"))
