"""An atlas full of attacks in a real browser: everything shows, nothing runs."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

import mapsvc
from tests.browser.conftest import Axe, NewPage, open_map, wait_until_drawn
from tests.hostile import ALL, CLOSE, OPEN, armed, hostile_copy
from tests.sampling import Some

PAGES = (
    "/", "/events/", "/events/line-drawn", "/events/letter-sent", "/places/", "/places/alfa",
    "/places/delta", "/routes/",
    "/routes/journey", "/borders/", "/borders/front", "/search?q=alfa", "/embed/events/line-drawn",
)  # fmt: skip
WITH_MAP = {
    "/events/line-drawn",
    "/events/letter-sent",
    "/places/alfa",
    "/routes/journey",
    "/borders/front",
    "/embed/events/line-drawn",
}
XSS = (
    "window.__xss === undefined && !document.querySelector('[onerror], [onload], img[src=\"x\"], [onfocus]')"
)


def whole(text: str) -> bool:
    """Whether every attack in a text stands there as it was written; line ends may be shown as spaces."""
    squeezed, attack = (" ".join(part.split()) for part in (text, f"{OPEN}{ALL}{CLOSE}"))
    return squeezed.count(attack) == squeezed.count(OPEN) > 0


@pytest.fixture
def page(new_page: NewPage, hostile_url: str) -> Page:
    """A watched page of the service over the hostile atlas."""
    return new_page(base_url=hostile_url, viewport={"width": 1366, "height": 768}, reduced_motion="reduce")


@pytest.mark.matrix(1)
@pytest.mark.parametrize("lang", ["tr", "en"])
def test_pages_show_attacks_and_run_none(page: Page, some: Some, lang: str) -> None:
    for path in some(PAGES, 4):
        address = f"{path}{'&' if '?' in path else '?'}lang={lang}"
        open_map(page, address) if path in WITH_MAP else page.goto(address)
        assert page.evaluate(XSS), path
        assert whole(page.evaluate("document.body.textContent")) or path in WITH_MAP, path
        assert page.title().count(OPEN) == page.title().count(CLOSE), path


def test_popups_of_all_features_show_attacks_and_run_none(page: Page) -> None:
    for path in ("/events/line-drawn", "/borders/front", "/routes/journey"):
        open_map(page, f"{path}?lang=tr")
        rows = page.locator("[data-feature]:not([data-step]) button.feature-row")
        assert rows.count() > 2
        for index in range(rows.count()):
            rows.nth(index).evaluate("node => node.click()")
            assert whole(page.locator(".leaflet-popup").evaluate("node => node.textContent"))
            assert page.evaluate(XSS)
            page.keyboard.press("Escape")
            expect(page.locator(".leaflet-popup")).to_have_count(0)  # it fades


def test_steps_of_a_journey_show_attacks_and_run_none(page: Page) -> None:
    """A stop in the list is a step of the player, which tells it below the map and opens no pop-up."""
    open_map(page, "/routes/journey?lang=tr")
    page.locator(".is-leg button").first.evaluate("node => node.click()")
    expect(page.locator(".leaflet-popup")).to_have_count(1)
    rows = page.locator("li[data-step]")
    assert rows.count() > 3
    for index in range(rows.count()):
        row = rows.nth(index)
        row.locator("button").evaluate("node => node.click()")
        expect(row).to_have_attribute("aria-current", "step")
        expect(page.locator(".leaflet-popup")).to_have_count(0)
        for part in ("[data-card]:not([hidden])", "[data-player-where]"):
            assert whole(page.locator(part).evaluate("node => node.textContent")), part
        assert page.evaluate(XSS)


def test_signs_of_a_journey_show_attacks_and_run_none(page: Page) -> None:
    open_map(page, "/routes/journey?lang=tr")
    signs = page.locator(".leaflet-marker-icon:visible")
    assert signs.count() > 1
    for index in range(signs.count()):
        signs.nth(index).press("Enter")
        expect(page.locator(".leaflet-popup .popup-title")).to_have_count(1)
        assert whole(page.locator(".leaflet-popup").evaluate("node => node.textContent"))
        assert page.evaluate(XSS)
        page.keyboard.press("Escape")
        expect(page.locator(".leaflet-popup")).to_have_count(0)


def test_popup_of_a_sign_shows_the_attack(page: Page) -> None:
    open_map(page, "/events/letter-sent?lang=en")
    sign = page.locator(".leaflet-marker-icon").first
    assert whole(sign.get_attribute("aria-label") or "")
    sign.click()
    title = page.locator(".leaflet-popup .popup-title")
    expect(title).to_have_count(1)
    assert whole(title.evaluate("node => node.textContent"))
    assert page.evaluate(XSS)


def test_labels_legend_and_credits_show_attacks_and_run_none(page: Page) -> None:
    open_map(page, "/events/line-drawn?lang=tr")
    credits = page.locator(".map-credits").evaluate("node => node.textContent")
    assert whole(credits)
    labels = page.evaluate("[...document.querySelectorAll('.map-label-text')].map(node => node.textContent)")
    assert all(whole(label) for label in labels if OPEN in label)
    assert page.locator(".map-legend li").count() > 3
    assert page.evaluate(XSS)


def test_hostile_page_stays_accessible(page: Page, axe: Axe) -> None:
    open_map(page, "/events/line-drawn?lang=tr")
    assert axe(page) == []


@pytest.mark.matrix(2)
@pytest.mark.parametrize("door", ["save", "_repr_html_", "to_folium"])
def test_file_of_a_hostile_map_draws_and_runs_nothing(browser: Browser, tmp_path: Path, door: str) -> None:
    event_map = mapsvc.open_atlas(hostile_copy(tmp_path, ALL)).event_map("line-drawn", lang="tr")
    path = tmp_path / "map.html"
    if door == "save":
        event_map.save(path)
    elif door == "to_folium":
        event_map.to_folium().save(path)
    else:
        path.write_text(f'<!doctype html><meta charset="utf-8">{event_map._repr_html_()}', "utf-8")
    context = browser.new_context()
    page, problems = context.new_page(), list[str]()
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on(
        "request", lambda request: problems.append(request.url) if request.url.startswith("http") else None
    )
    page.goto(path.as_uri())
    frame = page.frames[-1]
    wait_until_drawn(frame)
    assert frame.evaluate(XSS)
    assert page.evaluate(XSS)
    if door == "save":
        assert armed("Çizgi çizilir", ALL).split("\u2028")[0] in frame.evaluate("document.body.textContent")
    context.close()
    assert problems == []
