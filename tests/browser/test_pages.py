"""Pages in a real browser: quiet, self-contained, accessible, valid."""

from __future__ import annotations

import pytest

from tests.browser.addresses import DESKTOP, HEADLINES, PHONE, REFUSED, SAMPLE, SIZES, is_map, with_language
from tests.browser.conftest import Axe, NewPage, open_map, wait_until_drawn
from tests.sampling import Some

#: Wider than the window by more than a rounding: a reader would have to scroll sideways.
SIDEWAYS = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
TOO_SMALL = """() => [...document.querySelectorAll("button, a, input, select, summary")]
  .filter(node => node.checkVisibility() && !node.closest("p, li, td, dd, figcaption, .leaflet-marker-icon"))
  .map(node => [node.outerHTML.slice(0, 80), node.getBoundingClientRect()])
  .filter(([, box]) => box.width > 1 && (box.width < 24 || box.height < 24))
  .map(([html, box]) => `${html} ${box.width}x${box.height}`)"""


@pytest.mark.parametrize(("size", "lang"), [("desktop", "en"), ("phone", "tr")])
def test_pages_are_quiet_and_accessible(
    new_page: NewPage, axe: Axe, some: Some, size: str, lang: str
) -> None:
    page = new_page(viewport=SIZES[size], is_mobile=size == "phone", has_touch=size == "phone")
    faults: dict[str, object] = {}
    for path in some(SAMPLE, 3):
        address = with_language(path, lang)
        open_map(page, address) if is_map(path) else page.goto(address)
        found = [*axe(page), *([f"{wide} px too wide"] if (wide := page.evaluate(SIDEWAYS)) > 1 else [])]
        if found:
            faults[address] = found
    assert faults == {}


@pytest.mark.matrix(1)
@pytest.mark.parametrize("size", SIZES)
def test_error_pages_are_accessible(new_page: NewPage, axe: Axe, size: str) -> None:
    page = new_page(viewport=SIZES[size], refused=True)
    faults = {}
    for path in REFUSED:
        answer = page.goto(with_language(path, "tr"))
        assert answer is not None
        assert answer.status in {400, 404}
        if found := axe(page):
            faults[path] = found
    assert faults == {}


@pytest.mark.matrix(1)
@pytest.mark.parametrize("path", HEADLINES)
def test_headlines_are_accessible_in_the_other_language_too(new_page: NewPage, axe: Axe, path: str) -> None:
    for size, lang in (("desktop", "tr"), ("phone", "en")):
        page = new_page(viewport=SIZES[size])
        open_map(page, with_language(path, lang))
        assert axe(page) == []


def test_controls_are_large_enough_to_touch(new_page: NewPage) -> None:
    page = new_page(viewport=PHONE, has_touch=True)
    faults = {}
    for path in ("/", "/events/", "/events/kars-treaty", "/routes/bekir-sami-1920"):
        page.goto(with_language(path, "tr"))
        if small := page.evaluate(TOO_SMALL):
            faults[path] = small
    assert faults == {}


def test_page_without_scripts_still_tells_its_story(new_page: NewPage) -> None:
    page = new_page(java_script_enabled=False)
    page.goto("/events/kars-treaty?lang=tr")
    assert page.get_by_role("heading", name="Kars Antlaşması", exact=True).is_visible()
    assert page.locator(".feature-list li").count() > 5
    assert page.locator("noscript").count() == 1
    page.goto("/events/?lang=tr&kind=treaty")
    assert page.get_by_role("link", name="Kars Antlaşması").first.is_visible()


def test_list_of_events_narrows_while_one_types(new_page: NewPage) -> None:
    view = new_page(viewport=DESKTOP)
    view.goto("/events/?lang=tr")
    rows = view.locator("#event-rows > li").filter(visible=True)
    whole = rows.count()
    view.locator("form[data-live-filter] input[name=q]").fill("KARS")
    assert 0 < rows.count() < whole
    view.locator("form[data-live-filter] input[name=q]").fill("")
    assert rows.count() == whole


@pytest.mark.matrix(1)
@pytest.mark.parametrize("lang", ["tr", "en"])
def test_search_leads_from_home_to_a_map(new_page: NewPage, lang: str) -> None:
    page = new_page(viewport=DESKTOP)
    page.goto(f"/?lang={lang}")
    page.locator("#home-q").fill("bekir sami")
    page.locator("#home-q").press("Enter")
    page.wait_for_url("**/search?*")
    page.locator("main a[href*='/routes/bekir-sami-1920']").click()
    wait_until_drawn(page)
    assert page.evaluate("document.documentElement.lang") == lang
