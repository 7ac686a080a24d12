"""Frames as lecturers hold them: from another host, sandboxed, hidden at first, narrow, twice, printed."""

from __future__ import annotations

import functools
import io
import shutil
import threading
from collections.abc import Callable, Iterator
from html import escape
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, CDPSession, ConsoleMessage, Frame, Page, Request, ViewportSize
from pypdf import PdfReader

from mapsvc.export.snippets import reveal_slide
from tests.browser.conftest import (
    NODE_MODULES,
    Contexts,
    lacking,
    wait_until,
    wait_until_drawn,
    wait_until_still,
)
from tests.sampling import Some

KINDS = (
    "/embed/events/kars-treaty?lang=tr",
    "/embed/places/baku?lang=en",
    "/embed/routes/bekir-sami-1920?lang=tr",
    "/embed/borders/kars-1921?lang=en",
    "/embed/compare/moscow-1921/kars-1921?lang=tr&mode=swipe",
    "/embed/timeline?on=1921-03-16&lang=en",
    "/embed/mentions?lang=en",
)
#: Does the ground reach to all edges of the map? Its pixels cannot be read under a sandbox.
COVERED = """() => {
  const stage = document.getElementById("map_0").getBoundingClientRect();
  const box = document.querySelector("canvas.mapsvc-ground").getBoundingClientRect();
  const across = box.left <= stage.left && box.right >= stage.right;
  return across && box.top <= stage.top && box.bottom >= stage.bottom && stage.height > 60;
}"""
#: Are the corners of the box that the map was made for on the screen?
IN_VIEW = """() => {
  const [map] = mapsvc.maps();
  const {extent: [w, s, e, n]} = mapsvc.of(map).fitted;
  return map.getBounds().contains([[s, w], [n, e]]);
}"""

Lecture = Callable[..., Page]
PHONE: ViewportSize = {"width": 390, "height": 844}
#: A frame amid a text that is longer than the screen.
AMID = '<body style="margin:0"><div style="height:300px"></div>{}<div style="height:2500px"></div>'


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def end_headers(self) -> None:
        """Have the lecture read anew: two that are written in one second have the same date."""
        self.send_header("Cache-Control", "no-store")
        super().end_headers()


@pytest.fixture
def lecture(contexts: Contexts, server_url: str, tmp_path: Path) -> Iterator[Lecture]:
    """Open a page of another host with the body given; errors and requests to a third host fail the test."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(tmp_path)))
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    own = f"http://localhost:{server.server_address[1]}"
    context = contexts.lend(server_url)
    problems: list[str] = []

    def on_console(message: ConsoleMessage) -> None:
        if message.type == "error":
            problems.append(message.text)

    def on_request(request: Request) -> None:
        if not request.url.startswith((own, server_url, "data:", "blob:")):
            problems.append(request.url)

    def open_page(body: str, *, touched: bool = False) -> Page:
        head = '<!doctype html><html lang="en"><meta charset="utf-8"><title>x</title>'
        head += '<link rel="icon" href="data:,">'
        (tmp_path / "lecture.html").write_text(head + body, "utf-8")
        at_hand = contexts.lend(server_url, has_touch=True, is_mobile=True) if touched else context
        page = at_hand.new_page()
        page.set_viewport_size(PHONE if touched else {"width": 1640, "height": 1000})
        page.set_default_timeout(90_000)  # seven maps at once on a busy machine
        page.on("console", on_console)
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.on("request", on_request)
        page.goto(f"{own}/lecture.html")
        return page

    yield open_page
    contexts.take_back()
    server.shutdown()
    server.server_close()
    assert problems == []


def frame(url: str, path: str, *, width: int = 800, height: int = 500) -> str:
    return (
        f'<iframe src="{escape(url + path)}" width="{width}" height="{height}" title="map" '
        'style="border:0" sandbox="allow-scripts"></iframe>'
    )


def frames_of(page: Page) -> list[Frame]:
    found = page.frames[1:]
    for inner in found:
        wait_until_drawn(inner)
    return found


def assert_drawn(inner: Frame) -> None:
    for _ in range(60):  # what changes its size is drawn again a moment later
        if inner.evaluate(COVERED) and inner.evaluate(IN_VIEW):
            break
        inner.page.wait_for_timeout(100)
    assert inner.evaluate(COVERED), inner.url
    assert inner.evaluate(IN_VIEW), inner.url
    assert inner.locator("[data-map-problem]").count() == 0
    assert inner.locator(".map-label").count() > 2
    seen = Image.open(io.BytesIO(inner.locator("#map_0").screenshot()))
    assert len(seen.convert("RGB").getcolors(1 << 24) or ()) > 300, inner.url


@pytest.mark.matrix(2)
@pytest.mark.parametrize("path", KINDS)
def test_kind_is_drawn_under_the_sandbox(lecture: Lecture, server_url: str, path: str) -> None:
    page = lecture(frame(server_url, path))
    (inner,) = frames_of(page)
    assert_drawn(inner)
    assert inner.evaluate("origin") == "null"
    assert page.context.cookies() == []


def test_frame_is_printed_with_its_title_and_credits(lecture: Lecture, server_url: str) -> None:
    page = lecture(frame(server_url, KINDS[0]))
    frames_of(page)
    printed = PdfReader(io.BytesIO(page.pdf(print_background=True)))
    # A reader of PDF parts words where a letter comes from another font file.
    text = "".join("".join(sheet.extract_text().split()) for sheet in printed.pages)
    assert "KarsAntlaşması" in text
    assert "OpenStreetMap" in text


def test_frame_that_is_shown_later_is_drawn_then(lecture: Lecture, server_url: str, some: Some) -> None:
    boxes = "".join(f'<div class="tab" hidden>{frame(server_url, path)}</div>' for path in some(KINDS, 3))
    page = lecture(boxes)
    found = frames_of(page)
    page.evaluate("document.querySelectorAll('.tab').forEach(tab => { tab.hidden = false; })")
    for inner in found:
        inner.frame_element().scroll_into_view_if_needed()  # a browser lets frames rest that nobody sees
        assert_drawn(inner)


def test_narrow_and_low_frames_show_the_whole_view(lecture: Lecture, server_url: str, some: Some) -> None:
    page = lecture(
        "".join(frame(server_url, path, width=320, height=480) for path in some(KINDS, 3))
        + frame(server_url, KINDS[0], width=320, height=240)
    )
    for inner in frames_of(page):
        assert_drawn(inner)
        assert inner.evaluate("document.documentElement.scrollWidth <= innerWidth"), inner.url


def test_frames_keep_their_view_when_resized_unless_somebody_moved_them(
    lecture: Lecture, server_url: str
) -> None:
    page = lecture(frame(server_url, KINDS[0]) + frame(server_url, KINDS[0]))
    left, moved = frames_of(page)
    moved.evaluate("mapsvc.maps()[0].setView([39, 45], 7, {animate: false})")
    page.evaluate(
        "document.querySelectorAll('iframe').forEach(box => { box.width = 420; box.height = 640; })"
    )
    assert_drawn(left)
    wait_until(page, lambda: moved.evaluate("mapsvc.maps()[0].getSize().x") <= 420)
    wait_until_still(moved, VIEW)
    assert moved.evaluate("mapsvc.maps()[0].getZoom()") == 7
    assert moved.evaluate("mapsvc.maps()[0].getCenter().distanceTo([39, 45])") < 2000


def test_view_that_was_shared_is_the_view_that_opens(lecture: Lecture, server_url: str) -> None:
    page = lecture(frame(server_url, KINDS[0]))
    (inner,) = frames_of(page)
    inner.evaluate("mapsvc.maps()[0].setView([39.6, 44.9], 8.5, {animate: false})")
    view = inner.evaluate("mapsvc.viewOf(mapsvc.maps()[0]).map(v => v.toFixed(4)).join()")
    (again,) = frames_of(lecture(frame(server_url, f"{KINDS[0]}&view={view}")))
    assert again.evaluate("mapsvc.maps()[0].getZoom()") == 8.5
    assert again.evaluate("mapsvc.maps()[0].getCenter().distanceTo([39.6, 44.9])") < 500


def test_presentation_on_a_stick_may_frame_a_map(browser: Browser, server_url: str, tmp_path: Path) -> None:
    path = tmp_path / "slides.html"
    path.write_text(f"<!doctype html><title>x</title>{frame(server_url, KINDS[1])}", "utf-8")
    context = browser.new_context()
    page = context.new_page()
    page.goto(path.as_uri())
    (inner,) = frames_of(page)
    assert_drawn(inner)
    context.close()


@pytest.mark.matrix(1)
@pytest.mark.parametrize("option", ["controls=0", "legend=0"])
def test_frame_without_controls_or_key_is_still_a_map(lecture: Lecture, server_url: str, option: str) -> None:
    (inner,) = frames_of(lecture(frame(server_url, f"{KINDS[0]}&{option}")))
    assert_drawn(inner)
    assert inner.locator(".map-bar").is_visible() == (option != "controls=0")
    assert inner.locator(".map-legend").count() == (option != "legend=0")


#: Zoom and latitude of a map.
VIEW = "[mapsvc.maps()[0].getZoom(), mapsvc.maps()[0].getCenter().lat]"
HINT = ".map-hint.is-shown"


def test_wheel_scrolls_the_page_around_a_frame_and_with_ctrl_moves_the_map(
    lecture: Lecture, server_url: str
) -> None:
    page = lecture(AMID.format(frame(server_url, KINDS[3])))
    (inner,) = frames_of(page)
    before = inner.evaluate(VIEW)
    assert inner.locator(HINT).count() == 0
    page.mouse.move(400, 600)
    for _ in range(10):
        page.mouse.wheel(0, 100)
    page.wait_for_function("scrollY === 1000")
    assert inner.evaluate(VIEW) == before
    assert inner.locator(HINT).inner_text() == "Ctrl + wheel moves the map"
    inner.locator(HINT).wait_for(state="detached")
    page.evaluate("scrollTo(0, 0)")
    page.keyboard.down("Control")
    page.mouse.wheel(0, -100)
    page.keyboard.up("Control")
    wait_until(page, lambda: inner.evaluate(VIEW)[0] > before[0])
    assert page.evaluate("scrollY") == 0
    assert inner.locator(HINT).count() == 0


def _fingers(session: CDPSession, page: Page, *fingers: tuple[float, float], by: float) -> None:
    """Put fingers down one after the other, and move all of them."""

    def touch(kind: str, moved: float, count: int = len(fingers)) -> None:
        points = [{"x": x, "y": y + moved, "id": n} for n, (x, y) in enumerate(fingers[:count])]
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    for count in range(1, len(fingers) + 1):
        touch("touchStart", 0, count)
    for step in range(1, 13):
        touch("touchMove", by * step / 12)
        page.wait_for_timeout(16)
    touch("touchEnd", by, 0)
    wait_until_still(page, "scrollY")


def test_one_finger_scrolls_the_page_around_a_frame_and_two_move_the_map(
    lecture: Lecture, server_url: str
) -> None:
    body = '<meta name="viewport" content="width=device-width">' + AMID
    page = lecture(body.format(frame(server_url, KINDS[3], width=390, height=600)), touched=True)
    (inner,) = frames_of(page)
    before = inner.evaluate(VIEW)
    session = page.context.new_cdp_session(page)
    _fingers(session, page, (200, 700), by=-240)
    wait_until(page, lambda: page.evaluate("scrollY") > 200)
    assert wait_until_still(inner, VIEW) == before
    assert inner.locator(".map-hint").text_content() == "Two fingers move the map"
    page.evaluate("scrollTo(0, 0)")
    _fingers(session, page, (150, 500), (250, 500), by=120)
    wait_until(page, lambda: inner.evaluate(VIEW)[1] > before[1])
    assert page.evaluate("scrollY") == 0


#: A spot of the map where nothing lies, in pixels of it.
NOTHING = """() => {
  const box = document.querySelector("#map_0");
  const {left, top, width, height} = box.getBoundingClientRect();
  const {drawing} = mapsvc.of(mapsvc.maps()[0]).features;
  const around = [[0, 0], [-9, 0], [9, 0], [0, -9], [0, 9]];
  const bare = (x, y) => around.every(([dx, dy]) => !drawing.hit(L.point(x + dx, y + dy)));
  const free = (at) => at && box.contains(at)
    && !at.closest(".leaflet-control, .leaflet-marker-icon, .leaflet-popup, .map-label, .swipe");
  for (let y = height - 60; y > 40; y -= 12)
    for (let x = width - 40; x > 40; x -= 12)
      if (bare(x, y) && free(document.elementFromPoint(left + x, top + y))) return {x, y};
}"""


def click_on_nothing(inner: Frame) -> None:
    """Click where the map has nothing, as one who looks does; the focus is nobody's then."""
    wait_until_still(inner, VIEW)
    inner.locator("#map_0").click(position=wait_until_still(inner, NOTHING))
    wait_until(inner, lambda: inner.evaluate("document.activeElement === document.body"))
    assert inner.locator(".leaflet-popup").count() == 0


def test_deck_turns_by_key_after_a_click_in_a_map(lecture: Lecture, server_url: str, tmp_path: Path) -> None:
    if not (NODE_MODULES / "reveal.js").is_dir():
        lacking("reveal.js")
    for name in ("reveal.js", "reveal.css"):
        shutil.copy(NODE_MODULES / "reveal.js" / "dist" / name, tmp_path)
    words = {"title": "A map", "file": "map.html", "hint": "x", "notes": ["n"]}
    # A frame each: that of a slide that was left is emptied, and would have to come again.
    paths = [KINDS[1]] * 4 + [KINDS[2]]
    maps = [reveal_slide(server_url + path, **words) for path in paths]  # type: ignore[arg-type]
    page = lecture(
        '<link rel="stylesheet" href="reveal.css"><div class="reveal"><div class="slides">'
        + "<section>first</section>".join(["", *maps, ""])
        + '</div></div><script src="reveal.js"></script>'
        + '<script>Reveal.initialize({transition: "none"})</script>'
    )

    page.wait_for_function("Reveal.isReady()")

    def click_in(slide: int) -> Frame:
        page.evaluate(f"Reveal.slide({slide})")
        box = page.locator("section.present iframe").element_handle()
        inner = box.content_frame()
        assert inner is not None
        wait_until_drawn(inner)
        click_on_nothing(inner)
        wait_until(page, lambda: page.evaluate("document.activeElement.localName") == "iframe")
        return inner

    for at, key, index in ((1, "ArrowRight", 2), (3, "ArrowLeft", 2), (5, "PageDown", 6)):
        click_in(at)
        page.keyboard.press(key)
        page.wait_for_function(f"Reveal.getIndices().h === {index}")
        assert page.evaluate("document.activeElement === document.body")  # the next key is the deck's own
    click_in(7)
    page.keyboard.press("Escape")
    page.wait_for_function("Reveal.isOverview()")
    page.evaluate("Reveal.toggleOverview()")
    # A journey goes its own way first.
    inner = click_in(9)
    page.keyboard.press("ArrowRight")
    wait_until(inner, lambda: inner.evaluate("mapsvc.player.step === 2"))
    assert page.evaluate("Reveal.getIndices().h") == 9
    inner.evaluate("mapsvc.player.choose(0), mapsvc.player.goTo(1)")  # the first of all accounts
    page.keyboard.press("ArrowLeft")
    page.wait_for_function("Reveal.getIndices().h === 8")


@pytest.mark.matrix(2)
@pytest.mark.parametrize(
    ("keys", "told", "moved"), [("", True, False), ("deck", True, False), ("map", False, True)]
)
def test_address_says_who_has_the_keys(
    lecture: Lecture, server_url: str, keys: str, told: bool, moved: bool
) -> None:
    address = f"{KINDS[3]}&keys={keys}" if keys else KINDS[3]
    page = lecture(
        frame(server_url, address)
        + "<script>heard = []; addEventListener('message', ({data}) => heard.push(data));</script>"
    )
    (inner,) = frames_of(page)
    wait_until_still(inner, VIEW)
    inner.locator("#map_0").click(position=wait_until_still(inner, NOTHING))
    wait_until(page, lambda: page.evaluate("document.activeElement.localName") == "iframe")
    owner = "document.activeElement" + (" !== document.body" if moved else " === document.body")
    wait_until(page, lambda: inner.evaluate(owner))
    before = wait_until_still(inner, VIEW)

    def heard() -> list[str]:
        return [each["key"] for each in page.evaluate("heard") if each["type"] == "mapsvc:key"]

    page.keyboard.press("ArrowUp")
    wait_until(page, lambda: inner.evaluate(VIEW) != before if moved else heard())
    assert (wait_until_still(inner, VIEW) != before) == moved
    assert heard() == (["ArrowUp"] if told else [])
    if keys:
        return
    # Who comes with Tab moves the map.
    inner.locator("#map_0").focus()
    page.keyboard.press("ArrowUp")
    wait_until(page, lambda: inner.evaluate(VIEW) != before)
