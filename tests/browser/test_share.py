"""The share dialog: by keyboard alone, keeping what the reader sees, copying what it shows."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page

from tests.browser.addresses import DESKTOP, PHONE
from tests.browser.conftest import Axe, NewPage, open_map, wait_until
from tests.html_text import parse

EVENT = "/events/kars-treaty?lang=tr"
#: What a page copies is kept where the test finds it, as on a page with no right to the clipboard.
KEEP_COPIED = """document.addEventListener("copy", event => {
  window.copied = String(getSelection()) || document.activeElement.value;
});
Object.defineProperty(navigator, "clipboard", {value: {writeText: () => Promise.reject(new Error("no"))}});"""


def open_share(page: Page, path: str = EVENT) -> None:
    open_map(page, path)
    page.keyboard.press("s")
    page.locator("dialog.share[open] .share-tab[aria-selected=true]").wait_for()


def embed_of(page: Page) -> dict[str, list[str]]:
    (frame,) = parse(page.locator(".share-text").input_value()).named("iframe")
    return parse_qs(urlsplit(frame["src"]).query)


def test_dialog_is_walked_by_keyboard_and_copies_with_one_key(page: Page) -> None:
    page.add_init_script(KEEP_COPIED)
    open_share(page)
    assert page.evaluate("document.activeElement.id") == "share-tab-iframe"
    page.keyboard.press("Enter")
    page.locator(".share-status", has_text="Kopyalandı").wait_for()
    assert page.evaluate("window.copied").startswith("<iframe src=")
    assert page.evaluate("document.activeElement.id") == "share-tab-iframe"
    page.keyboard.press("End")
    assert page.evaluate("document.activeElement.id") == "share-tab-qr"
    assert page.locator(".share-qr").evaluate("image => image.decode().then(() => image.naturalWidth)") > 100
    page.keyboard.press("Home")
    page.keyboard.press("ArrowDown")
    assert "/events/kars-treaty?" in page.locator(".share-text").input_value()
    page.keyboard.press("Escape")
    assert page.locator("dialog.share[open]").count() == 0


def test_qr_is_downloaded_with_one_key(page: Page) -> None:
    open_share(page)
    page.keyboard.press("End")
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    assert download.value.suggested_filename == "kars-treaty-qr.svg"


def test_forms_follow_view_layers_and_language(page: Page) -> None:
    open_map(page, EVENT)
    page.evaluate("mapsvc.maps()[0].setView([40, 44], 8, {animate: false})")
    page.keyboard.press("S")
    page.locator("dialog.share[open] #share-view").wait_for()
    west, south, east, north = map(float, embed_of(page)["view"][0].split(","))
    assert west < 44 < east
    assert south < 40 < north
    page.locator("#share-layer-routes").uncheck()
    wait_until(page, lambda: embed_of(page).get("layers") == ["borders,places"])
    page.locator("#share-view").uncheck()
    wait_until(page, lambda: "view" not in embed_of(page))
    page.locator("#share-lang").select_option("en")
    page.locator(".share-head h2", has_text="Treaty of Kars").wait_for()
    assert embed_of(page)["lang"] == ["en"]


@pytest.mark.matrix(1)
@pytest.mark.parametrize(
    ("path", "kept"),
    [
        ("/compare/moscow-1921/kars-1921?lang=en&mode=swipe", {"mode": ["swipe"]}),
        ("/timeline?lang=en&on=1920-04-28", {"on": ["1920-04-28"]}),
    ],
)
def test_forms_keep_mode_and_day(page: Page, path: str, kept: dict[str, list[str]]) -> None:
    open_share(page, path)
    found = embed_of(page)
    assert {name: found[name] for name in kept} == kept


def test_day_that_the_reader_went_to_is_the_day_that_is_shared(page: Page) -> None:
    open_map(page, "/timeline?lang=en&on=1920-04-28")
    page.locator("[data-step=on]").click()
    page.wait_for_url("**on=1920-04-29**")
    page.locator("a[data-share]").click()
    page.locator("dialog.share[open] .share-tab[aria-selected=true]").wait_for()
    assert embed_of(page)["on"] == ["1920-04-29"]


@pytest.mark.matrix(1)
@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_dialog_and_page_can_be_used_by_all(new_page: NewPage, axe: Axe, size: dict[str, int]) -> None:
    page = new_page(viewport=size)
    open_share(page)
    # A preview is a document of its own, tested as such.
    page.keyboard.press("End")
    assert axe(page) == []
    dialog = page.locator("dialog.share").bounding_box()
    assert dialog is not None
    assert dialog["x"] >= 0
    assert dialog["x"] + dialog["width"] <= size["width"]
    page.goto("/share/events/kars-treaty?lang=en")
    assert axe(page) == []


def test_button_is_a_link_where_no_script_runs(new_page: NewPage) -> None:
    page = new_page(java_script_enabled=False)
    page.goto(EVENT)
    page.locator("a[data-share]").click()
    page.wait_for_url("**/share/events/kars-treaty?lang=tr")
    assert page.locator("textarea").count() > 6
