"""The map of an event in a real browser: drawn, labelled, driven by mouse and by keyboard."""

from __future__ import annotations

import re
from typing import Any

import pytest
import shapely
from playwright.sync_api import Page, expect
from shapely.affinity import rotate

from mapsvc import Atlas
from tests.browser.conftest import NewPage, open_map, wait_until_drawn, wait_until_still
from tests.sampling import Some

SIZES = [(1366, 768), (1920, 1080), (390, 844)]
HEADLINES = ("kars-treaty", "delegation-leaves", "baku-taken")

#: How many different colours a canvas holds, of a sample of its pixels.
COLOURS = """selector => {
  const canvas = document.querySelector(selector);
  const {data} = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  const seen = new Set();
  for (let i = 0; i < data.length; i += 4 * 97) {
    if (data[i + 3]) seen.add((data[i] << 16) | (data[i + 1] << 8) | data[i + 2]);
  }
  return seen.size;
}"""
#: The four corners of every label on the map, turned with it, and its text.
LABELS = """() => [...document.querySelectorAll(".map-label-text")].map(node => {
  const turn = /rotate\\(([-0-9.]+)rad\\)/.exec(node.style.transform);
  const box = node.getBoundingClientRect();
  return {text: node.textContent, angle: turn ? Number(turn[1]) : 0,
    width: node.offsetWidth, height: node.offsetHeight,
    x: box.left + box.width / 2, y: box.top + box.height / 2};
})"""
FRAME = """() => {
  const box = document.querySelector(".leaflet-container").getBoundingClientRect();
  return [box.left, box.top, box.right, box.bottom];
}"""
VIEW = """document.querySelector(".leaflet-map-pane").style.transform
  + [...document.querySelectorAll(".leaflet-marker-icon")].map(node => node.style.transform).join()"""
#: What has the focus, and whether it, its frame or the ring of its sign shows that.
FOCUS = """() => {
  const node = document.activeElement;
  const shown = [node, node.closest("form"), node.closest("li")].some(part => part
    && (getComputedStyle(part).outlineStyle !== "none" || getComputedStyle(part).boxShadow !== "none"));
  const ring = node.querySelector(".map-sign-ring");
  return [node.outerHTML.slice(0, 90), shown || Boolean(ring && getComputedStyle(ring).opacity !== "0")];
}"""
#: How many times greater the step between columns, and between rows, of the ground is where tiles of relief
#: meet than it usually is.
SEAMS = """() => {
  const map = mapsvc.maps()[0];
  let ground;
  map.eachLayer(layer => { if (layer.tiles && layer.stack) ground = layer; });
  const canvas = document.querySelector("canvas.mapsvc-ground");
  const {width, height} = canvas;
  const {data} = canvas.getContext("2d").getImageData(0, 0, width, height);
  const {x, y} = map.getPixelOrigin().add(ground._bounds.getTopLeft());
  const deep = Math.max(...ground.stack().map(({tile}) => tile.relief ? tile.relief.z : 0));
  const side = 256 * 2 ** (map.getZoom() - deep);
  const ratioOf = (wide, high, origin, off) => {
    const steps = [];
    for (let i = 1; i < wide; i += 1) {
      let sum = 0;
      // Shores and rivers are no relief: of their steps little counts.
      for (let j = 0; j < high; j += 1) sum += Math.min(12, Math.abs(data[off(i, j)] - data[off(i - 1, j)]));
      steps.push(sum);
    }
    const met = steps.filter((_, i) => i > 9 && i < wide - 9
      && Math.abs((i + 1 + origin) / side - Math.round((i + 1 + origin) / side)) * side < 0.5);
    return Math.max(...met) / steps.sort((a, b) => a - b)[steps.length >> 1];
  };
  return [ratioOf(width, height, x, (i, j) => 4 * (j * width + i)),
    ratioOf(height, width, y, (i, j) => 4 * (i * width + j))];
}"""
#: Where two lines of the map lie on each other, in the window: a frontier and a railway.
CROSSING = """() => {
  const map = mapsvc.maps()[0];
  const {features} = mapsvc.of(map);
  const cells = new Set();
  const key = (x, y) => `${Math.round(x / 3)},${Math.round(y / 3)}`;
  const walk = (prefix, visit) => {
    for (const item of features.items.filter(item => item.id.startsWith(prefix) && item.world.lines)) {
      for (const run of features.drawing.layerRuns(item.id)) {
        for (let i = 2; i < run.length; i += 2) {
          const steps = Math.ceil(Math.hypot(run[i] - run[i - 2], run[i + 1] - run[i - 1]) / 2);
          for (let s = 0; s <= steps; s += 1) {
            const t = steps ? s / steps : 0;
            visit(run[i - 2] + (run[i] - run[i - 2]) * t, run[i - 1] + (run[i + 1] - run[i - 1]) * t);
          }
        }
      }
    }
  };
  walk("borders/kars-1921/", (x, y) => cells.add(key(x, y)));
  let found = null;
  walk("routes/", (x, y) => { if (!found && cells.has(key(x, y))) found = [x, y]; });
  const at = map.layerPointToContainerPoint(found);
  const frame = map.getContainer().getBoundingClientRect();
  return [frame.left + at.x, frame.top + at.y];
}"""
#: Names of lines whose words are further from their line than their own height, with the gap in pixels.
ASTRAY = """() => {
  const map = mapsvc.maps()[0];
  const {features} = mapsvc.of(map);
  const far = [];
  for (const item of features.items) {
    if (!item.world.lines || !item.word || !item.word.el || !item.word.el.isConnected) continue;
    const text = item.word.el.firstChild;
    const box = text.getBoundingClientRect();
    const frame = map.getContainer().getBoundingClientRect();
    const turn = /rotate\\(([-0-9.]+)rad\\)/.exec(text.style.transform);
    const angle = turn ? Number(turn[1]) : 0;
    const x = box.left + box.width / 2 - frame.left;
    const y = box.top + box.height / 2 - frame.top;
    const origin = map.containerPointToLayerPoint([0, 0]);
    let least = Infinity;
    for (const run of features.runsOf(item)) {
      for (let i = 2; i < run.length; i += 2) {
        for (let t = 0; t <= 1; t += 0.1) {
          const dx = run[i - 2] + (run[i] - run[i - 2]) * t - origin.x - x;
          const dy = run[i - 1] + (run[i + 1] - run[i - 1]) * t - origin.y - y;
          const along = Math.abs(dx * Math.cos(angle) + dy * Math.sin(angle)) - text.offsetWidth / 2;
          const across = Math.abs(-dx * Math.sin(angle) + dy * Math.cos(angle)) - text.offsetHeight / 2;
          least = Math.min(least, Math.hypot(Math.max(0, along), Math.max(0, across)));
        }
      }
    }
    if (least > text.offsetHeight) far.push([item.p.label, Math.round(least)]);
  }
  return far;
}"""
#: Where a sign of the map stands in the window.
PLACE = """() => {
  const box = document.querySelector(".leaflet-marker-icon[aria-label='Kars']").getBoundingClientRect();
  return [box.left, box.top];
}"""
#: Where the last popup points to.
TIP = """() => {
  const tip = document.querySelector(".leaflet-popup:last-child .leaflet-popup-tip-container");
  const box = tip.getBoundingClientRect();
  return [box.left + box.width / 2, box.bottom];
}"""
#: The popup that was opened last; the one before may still be fading.
POPUP = ".leaflet-popup:last-child .popup-title"
LIT = re.compile(r"\bis-lit\b")


def rectangle(label: dict[str, Any]) -> Any:
    # Letters do not fill their line: two labels may share a pixel or two of their boxes.
    across, upright = label["width"] / 2 - 1, label["height"] / 2 - 2
    box = shapely.box(label["x"] - across, label["y"] - upright, label["x"] + across, label["y"] + upright)
    return rotate(box, label["angle"], use_radians=True)


@pytest.mark.matrix(2)
@pytest.mark.parametrize(("width", "height"), SIZES)
@pytest.mark.parametrize("event", HEADLINES)
def test_map_is_drawn_and_not_blank(new_page: NewPage, event: str, width: int, height: int) -> None:
    page = new_page(viewport={"width": width, "height": height})
    open_map(page, f"/events/{event}?lang=tr")
    assert page.evaluate(COLOURS, "canvas.mapsvc-ground") > 100
    assert page.evaluate(COLOURS, "canvas.mapsvc-drawing") > 5
    assert page.locator(".leaflet-marker-icon").count() > 0
    assert page.locator("[data-map-problem]").count() == 0
    assert int(page.evaluate("document.documentElement.dataset.mapDrawn")) > 0


@pytest.mark.matrix(1)
@pytest.mark.parametrize("path", ["events/kars-treaty", "events/baku-taken", "routes/bekir-sami-1920"])
@pytest.mark.parametrize("lang", ["tr", "en"])
def test_every_font_of_the_first_view_is_asked_for_by_the_page_itself(
    new_page: NewPage, lang: str, path: str
) -> None:
    """A font that only the laid-out text asks for comes a turn later, and everything is laid out anew."""
    page = new_page(viewport={"width": 1366, "height": 768})
    open_map(page, f"/{path}?lang={lang}")
    asked = page.evaluate("""() => performance.getEntriesByType("resource")
        .filter(entry => entry.name.endsWith(".woff2")).map(entry => [entry.name, entry.initiatorType])""")
    assert asked
    assert [name for name, by in asked if by != "link"] == []


@pytest.mark.matrix(1)
@pytest.mark.parametrize(
    ("width", "height", "lang"), [(1366, 768, "tr"), (1920, 1080, "en"), (390, 844, "en")]
)
def test_labels_do_not_overlap_at_the_start(
    new_page: NewPage, atlas: Atlas, some: Some, width: int, height: int, lang: str
) -> None:
    page = new_page(viewport={"width": width, "height": height})
    events = [*HEADLINES, *some([event for event in atlas.records.events if event not in HEADLINES], 4)]
    faults = []
    for event in events:
        open_map(page, f"/events/{event}?lang={lang}")
        labels = page.evaluate(LABELS)
        left, top, right, bottom = page.evaluate(FRAME)
        assert labels, event
        boxes = [rectangle(label) for label in labels]
        for index, (label, box) in enumerate(zip(labels, boxes, strict=True)):
            west, north, east, south = box.bounds
            if west < left - 2 or north < top - 2 or east > right + 2 or south > bottom + 2:
                faults.append((event, label["text"], "leaves the map"))
            for other in range(index):
                if box.intersection(boxes[other]).area > 4:
                    faults.append((event, label["text"], labels[other]["text"]))
    assert faults == []


def test_labels_still_keep_apart_after_moving_and_enlarging(new_page: NewPage) -> None:
    page = new_page(viewport={"width": 1366, "height": 768}, reduced_motion="reduce")
    open_map(page, "/events/kars-treaty?lang=tr")
    for action in ("zoom-in", "zoom-in", "projector", "home"):
        page.locator(f".map-button-{action}").click()
        boxes = [rectangle(label) for label in wait_until_still(page, LABELS)]
        assert boxes, action
        for index, box in enumerate(boxes):
            assert all(box.intersection(other).area <= 4 for other in boxes[:index]), action


def test_labels_tell_what_they_name_and_how_they_stand(new_page: NewPage) -> None:
    page = new_page(viewport={"width": 1366, "height": 768})
    open_map(page, "/events/kars-treaty?lang=en")
    told = page.evaluate(
        """() => { const {byId} = mapsvc.of(mapsvc.maps()[0]).features;
          return [...document.querySelectorAll(".map-label")].map(node => [
            node.dataset.label, node.dataset.feature ?? "", node.textContent.replace(/\\s+/g, " "),
            byId.get(node.dataset.feature)?.p.label ?? ""]); }"""
    )
    # A number stands for a name of the key; places and states that the map adds are no features of it.
    features = [(text, label) for how, _, text, label in told if label and how != "number"]
    assert len(features) > 3
    assert all(text == label for text, label in features)
    assert all(text.isdigit() for how, _, text, _ in told if how == "number")
    assert len(features) < len(told)  # towns and waters are no features
    assert {how for how, *_ in told} <= {"inside", "leader", "number"}


def test_nothing_of_the_maps_script_can_be_overwritten(new_page: NewPage) -> None:
    page = new_page()
    open_map(page, "/events/kars-treaty?lang=en")
    write = "name => { 'use strict'; try { mapsvc[name] = 1; } catch (e) { return e.name; } }"
    for name in ("of", "basemap", "features", "player", "Drawing"):
        assert page.evaluate(write, name) == "TypeError", name


def test_headline_map_names_what_its_story_needs(new_page: NewPage) -> None:
    page = new_page(viewport={"width": 1366, "height": 768})
    wanted = {
        "kars-treaty": ["Kars", "Nahçıvan"],
        "delegation-leaves": ["Ankara", "Moskova"],
        "baku-taken": ["Bakü"],
    }
    for event, names in wanted.items():
        open_map(page, f"/events/{event}?lang=tr")
        texts = [" ".join(label["text"].split()) for label in page.evaluate(LABELS)]
        for name in names:
            assert [text for text in texts if name in text], (event, name, texts)


def open_event(new_page: NewPage, event: str = "kars-treaty") -> Page:
    page = new_page(viewport={"width": 1366, "height": 768}, reduced_motion="reduce")
    open_map(page, f"/events/{event}?lang=en")
    return page


def tab_to(page: Page, selector: str, most: int = 60) -> None:
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    pytest.fail(f"{selector} cannot be reached with Tab")


def test_skip_link_comes_first_and_leads_to_the_text(new_page: NewPage) -> None:
    page = open_event(new_page)
    page.keyboard.press("Tab")
    expect(page.locator(".skip-link")).to_be_focused()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_keyboard_opens_a_feature_from_the_list_and_comes_back(new_page: NewPage) -> None:
    page = open_event(new_page)
    tab_to(page, ".feature-list button", most=90)
    name = page.evaluate("document.activeElement.querySelector('.feature-name').textContent")
    page.keyboard.press("Enter")
    expect(page.locator(POPUP)).to_have_text(name)
    assert page.evaluate("document.querySelector('.leaflet-popup').contains(document.activeElement)")
    assert page.locator("[data-feature][aria-current]").count() == 1
    page.keyboard.press("Escape")
    expect(page.locator(POPUP)).to_have_count(0)
    assert page.evaluate("document.activeElement.matches('.feature-list button')")


def test_keyboard_opens_a_sign_on_the_map(new_page: NewPage) -> None:
    page = open_event(new_page)
    tab_to(page, ".leaflet-marker-icon", most=60)
    name = page.evaluate("document.activeElement.getAttribute('aria-label')")
    page.keyboard.press("Enter")
    expect(page.locator(POPUP)).to_have_text(name)
    page.keyboard.press("Escape")
    expect(page.locator(POPUP)).to_have_count(0)
    assert page.evaluate("document.activeElement.matches('.leaflet-marker-icon')")


def test_focus_is_always_seen(new_page: NewPage) -> None:
    page = open_event(new_page)
    unseen = []
    for _ in range(45):
        page.keyboard.press("Tab")
        words, seen = page.evaluate(FOCUS)
        if not seen:
            unseen.append(words)
    assert unseen == []


@pytest.mark.matrix(1)
@pytest.mark.parametrize(("key", "attribute"), [("ArrowRight", "next"), ("ArrowLeft", "prev")])
def test_arrow_keys_lead_to_the_neighbouring_events(new_page: NewPage, key: str, attribute: str) -> None:
    page = open_event(new_page)
    wanted = page.evaluate(f"document.body.dataset.{attribute}")
    with page.expect_navigation():
        page.keyboard.press(key)
    assert page.url.endswith(wanted)


@pytest.mark.matrix(1)
@pytest.mark.parametrize("key", ["ArrowRight", "ArrowLeft"])
def test_arrow_keys_in_a_field_stay_there(new_page: NewPage, key: str) -> None:
    page = open_event(new_page)
    before = page.url
    page.locator("#site-q").focus()
    page.keyboard.press(key)
    page.keyboard.press("Control+ArrowRight")
    # A page that had left would have lost what was typed.
    page.keyboard.type("kars")
    expect(page.locator("#site-q")).to_have_value("kars")
    assert page.url == before


def test_arrow_keys_pan_the_map_that_has_the_focus(new_page: NewPage) -> None:
    page = open_event(new_page)
    url = page.url
    page.locator(".leaflet-container").focus()
    for key in ("ArrowRight", "ArrowUp", "+", "-"):
        before = page.evaluate(VIEW)
        page.keyboard.press(key)
        assert wait_until_still(page, VIEW) != before, key
    assert page.url == url


def test_pointing_at_a_row_lights_its_feature_and_back(new_page: NewPage) -> None:
    page = open_event(new_page)
    row = page.locator("li[data-feature='places/kars']")
    row.scroll_into_view_if_needed()
    row.hover()
    expect(row).to_have_attribute("aria-current", "true")
    expect(page.locator(".leaflet-marker-icon[aria-label='Kars']")).to_have_class(LIT)
    page.mouse.move(2, 2)
    expect(page.locator("[data-feature][aria-current]")).to_have_count(0)
    page.locator(".leaflet-marker-icon[aria-label='Kars']").hover()
    expect(row).to_have_attribute("aria-current", "true")


def test_clicking_a_row_opens_the_popup_of_its_feature(new_page: NewPage) -> None:
    page = open_event(new_page)
    for feature in ("places/kars", "borders/kars-1921/turkey-north-east"):
        row = page.locator(f"li[data-feature='{feature}']")
        row.locator("button").click()
        expect(page.locator(POPUP)).to_have_text(row.locator(".feature-name").inner_text())
        expect(row).to_have_attribute("aria-current", "true")
        assert page.locator(".leaflet-popup dt").count() > 1


def test_clicking_a_sign_marks_its_row(new_page: NewPage) -> None:
    page = open_event(new_page)
    page.locator(".leaflet-marker-icon[aria-label='Kars']").click()
    expect(page.locator(POPUP)).to_have_text("Kars")
    expect(page.locator("li[data-feature='places/kars']")).to_have_attribute("aria-current", "true")
    page.locator(".leaflet-popup-close-button").click()
    expect(page.locator(POPUP)).to_have_count(0)


def test_clicking_a_line_on_the_map_opens_it(new_page: NewPage) -> None:
    page = open_event(new_page)
    row = page.locator("li[data-feature='borders/kars-1921/turkey-north-east']")
    name = row.locator(".feature-name").inner_text()
    row.locator("button").click()
    expect(page.locator(POPUP)).to_have_text(name)
    x, y = wait_until_still(page, TIP)
    page.keyboard.press("Escape")
    expect(page.locator(".leaflet-popup")).to_have_count(0)
    page.mouse.click(x, y)
    expect(page.locator(POPUP)).to_have_text(name)


def test_every_row_has_a_popup_that_names_a_source(new_page: NewPage) -> None:
    page = open_event(new_page)
    rows = page.locator("li[data-feature]")
    for index in range(rows.count()):
        rows.nth(index).locator("button").click()
        expect(page.locator(POPUP)).to_have_text(rows.nth(index).locator(".feature-name").inner_text())
        terms = page.locator(".leaflet-popup dt").all_inner_texts()
        assert {"Source", "Certainty"} <= {term.strip().rstrip(":") for term in terms}, terms


def test_projector_enlarges_the_labels_and_back(new_page: NewPage) -> None:
    page = open_event(new_page)
    button = page.locator(".map-button-projector")

    def letters() -> float:
        return float(max(label["height"] for label in wait_until_still(page, LABELS)))

    before = letters()
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    assert letters() > before * 1.2
    page.reload()
    wait_until_drawn(page)
    expect(button).to_have_attribute("aria-pressed", "true")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "false")
    assert letters() == pytest.approx(before, abs=2)


@pytest.mark.matrix(1)
@pytest.mark.parametrize(
    ("width", "height", "least_px"), [(1366, 768, 16), (1920, 1080, 19.5), (3840, 2160, 39)]
)
def test_key_is_read_from_the_last_row(new_page: NewPage, width: int, height: int, least_px: float) -> None:
    page = new_page(viewport={"width": width, "height": height})
    open_map(page, "/events/kars-treaty?lang=tr")
    page.locator(".map-button-projector").click()
    rows = page.locator(".map-legend ul").first
    size = rows.evaluate("list => parseFloat(getComputedStyle(list).fontSize)")
    assert size >= least_px
    bottom = page.locator(".map-foot").evaluate("foot => foot.getBoundingClientRect().bottom")
    assert bottom <= height + 1


@pytest.mark.matrix(1)
@pytest.mark.parametrize("width", [320, 390, 1366])
def test_popup_is_whole_and_not_under_the_buttons(new_page: NewPage, width: int) -> None:
    page = new_page(viewport={"width": width, "height": 844})
    open_map(page, "/events/delegation-leaves?lang=en")
    for row in range(3):
        page.locator(".feature-row").nth(row).click()
        popup = page.locator(".map-popup .leaflet-popup-content-wrapper")
        expect(popup).to_be_visible()
        page.wait_for_function(
            """() => {
              const box = e => document.querySelector(e).getBoundingClientRect();
              const inner = box(".map-popup .leaflet-popup-content-wrapper");
              if (document.querySelector(".map-sheet"))  // over the lower part of the screen
                return inner.left >= 0 && inner.right <= innerWidth && inner.top >= 0
                  && inner.bottom <= innerHeight + 1;
              const outer = box(".leaflet-container");
              const bar = document.querySelector(".map-bar");
              const free = getComputedStyle(bar).visibility === "hidden"
                || bar.getBoundingClientRect().right <= inner.left;
              return inner.left >= outer.left && inner.right <= outer.right && inner.top >= outer.top && free;
            }"""
        )
        page.keyboard.press("Escape")
        expect(popup).to_have_count(0)
    expect(page.locator(".map-bar").first).to_be_visible()


def test_map_fills_the_screen_and_back(new_page: NewPage) -> None:
    page = open_event(new_page)
    button = page.locator(".map-button-fullscreen")
    button.click()
    page.locator(":fullscreen canvas.mapsvc-ground").wait_for(state="attached")
    expect(button).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("Escape")
    page.evaluate("document.fullscreenElement && document.exitFullscreen()")
    page.locator(":fullscreen").wait_for(state="detached")
    expect(button).to_have_attribute("aria-pressed", "false")


def test_home_button_brings_the_first_view_back(new_page: NewPage) -> None:
    page = open_event(new_page)
    before = wait_until_still(page, PLACE)
    page.locator(".map-button-zoom-in").click()
    assert wait_until_still(page, PLACE) != before
    page.locator(".map-button-home").click()
    assert wait_until_still(page, PLACE) == pytest.approx(before, abs=2)


def test_legend_of_a_phone_is_folded_until_it_is_wanted(new_page: NewPage) -> None:
    page = new_page(viewport={"width": 390, "height": 844}, has_touch=True)
    open_map(page, "/events/kars-treaty?lang=en")
    legend = page.locator("details.map-legend")
    expect(legend.locator("li").first).to_be_hidden()
    legend.locator("summary").click()
    expect(legend.locator("li").first).to_be_visible()


def test_legend_of_a_desktop_is_open(new_page: NewPage) -> None:
    expect(open_event(new_page).locator("details.map-legend li").first).to_be_visible()


def test_timeline_is_walked_with_arrow_keys(new_page: NewPage) -> None:
    page = new_page(viewport={"width": 1366, "height": 768})
    page.goto("/?lang=en")
    dots = page.locator(".timeline-dot")
    dots.first.focus()
    page.keyboard.press("ArrowRight")
    expect(dots.nth(1)).to_be_focused()
    page.keyboard.press("End")
    expect(dots.last).to_be_focused()
    page.keyboard.press("Home")
    expect(dots.first).to_be_focused()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert "/events/" in page.url


def test_what_lies_under_a_popup_is_named_and_opens(new_page: NewPage) -> None:
    page = open_event(new_page)
    # The railway of the delegates crosses the frontier: the frontier comes first and names the railway.
    x, y = page.evaluate(CROSSING)
    page.mouse.click(x, y)
    expect(page.locator(POPUP)).to_contain_text("Kars 1921")
    other = page.locator(".leaflet-popup:last-child .popup-other").first
    name = other.inner_text()
    other.focus()
    page.keyboard.press("Enter")
    expect(page.locator(POPUP)).to_have_text(name)
    assert page.evaluate(
        "document.querySelector('.leaflet-popup:last-child').contains(document.activeElement)"
    )
    assert "Kars 1921" in " ".join(page.locator(".leaflet-popup:last-child .popup-other").all_inner_texts())


def test_scene_outside_the_view_is_pointed_at(new_page: NewPage) -> None:
    page = open_event(new_page, "moscow-treaty")
    pointer = page.locator("button.map-beyond")
    expect(pointer).to_have_count(1)
    expect(pointer).to_contain_text("Moscow")
    pointer.focus()
    page.keyboard.press("Enter")
    expect(pointer).to_have_count(0)
    wait_until_still(page, VIEW)
    left, top, right, bottom = page.evaluate(FRAME)
    box = page.locator(".leaflet-marker-icon[aria-label='Moscow']").bounding_box()
    assert box is not None
    assert left < box["x"] < right
    assert top < box["y"] < bottom
    page.locator(".map-button-home").click()
    expect(pointer).to_have_count(1)


def test_names_of_lines_stand_beside_their_lines(new_page: NewPage, some: Some) -> None:
    """A name that drifts off its line would be read as that of another."""
    for width, height in ((1366, 768), (1920, 1080)):
        page = new_page(viewport={"width": width, "height": height}, reduced_motion="reduce")
        for event in some(("kars-treaty", "delegation-leaves", "ankara-agreement"), 1):
            open_map(page, f"/events/{event}?lang=en")
            assert page.locator(".label-line").count() > 0, event
            assert page.evaluate(ASTRAY) == [], (event, width)


def test_relief_shows_no_seam_where_its_tiles_meet(page: Page) -> None:
    page.set_viewport_size({"width": 1366, "height": 768})
    open_map(page, "/timeline?on=1920-11-20")
    page.evaluate("mapsvc.maps()[0].setView([39.2, 42.5], 6, {animate: false})")
    page.wait_for_load_state("networkidle")
    wait_until_still(page, SEAMS)
    across, down = page.evaluate(SEAMS)
    assert 0 < across < 1.3
    assert 0 < down < 1.3
