"""A journey that plays, in a real browser."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.addresses import DESKTOP, PHONE
from tests.browser.conftest import Axe, NewPage, open_map, wait_until_drawn
from tests.sampling import Some

PAGE = "/routes/bekir-sami-1920"
MOMENTS = (
    f"{PAGE}?at=1920-06-20",
    f"{PAGE}?stop=9",
    "/routes/red-army-1920?at=1920-05-01",
    f"/embed{PAGE}?stop=9",
)
STATE = "() => window.mapsvc.player.state"


def open_player(page: Page, path: str) -> None:
    open_map(page, path)
    page.locator("html[data-player-state=ready]").wait_for(state="attached")


def state(page: Page) -> Any:
    return page.evaluate(STATE)


@pytest.fixture
def player(new_page: NewPage) -> Page:
    page = new_page(viewport=DESKTOP)
    open_player(page, f"{PAGE}?lang=en")
    return page


def test_journey_plays_from_ankara_to_moscow(new_page: NewPage) -> None:
    player = new_page(viewport=DESKTOP)
    player.clock.install()  # twelve seconds of playing need not be waited for
    open_player(player, f"{PAGE}?lang=en")
    player.evaluate("() => { window.mapsvc.player.speed = 'fast'; }")
    player.get_by_role("button", name="Play", exact=True).click()
    seen = set()
    for _ in range(200):
        seen.add(player.locator("[data-player-where]").inner_text())
        if not state(player)["playing"]:
            break
        player.clock.fast_forward(150)
    assert state(player)["day"] == "1920-07-19"
    assert any("on the way to Moscow" in words for words in seen)
    assert player.locator("[data-player-where]").inner_text() == "Here: Moscow"
    assert player.locator(".player-mark:not([hidden])").count() == 1


def test_on_the_way_is_a_stretch_and_never_a_pin(new_page: NewPage) -> None:
    page = new_page(viewport=DESKTOP)
    open_player(page, f"{PAGE}?at=1920-06-20&variant=reconstructed&lang=en")
    assert page.locator("[data-player-date]").inner_text() == "20 June 1920"
    assert "Waiting at Erzurum or on the way to Trebizond" in page.locator("[data-player-where]").inner_text()
    assert page.locator(".player-mark:not([hidden])").count() == 0
    assert page.locator(".player-tag:not([hidden])").inner_text() == "en route"
    assert "Sarıhan" in page.locator(".player-report").inner_text()
    assert page.locator("li[aria-current=step]").count() == 0
    assert state(page)["far_km"] - state(page)["near_km"] > 200


def test_arrow_keys_alone_walk_all_stops_of_both_accounts(player: Page) -> None:
    open_player(player, f"{PAGE}?variant=stated&lang=en")
    walked = [(state(player)["variant"], state(player)["stop"])]
    for _ in range(21):
        player.keyboard.press("ArrowRight")
        walked.append((state(player)["variant"], state(player)["stop"]))
    expected = [("stated", n) for n in range(1, 9)] + [("reconstructed", n) for n in range(1, 15)]
    assert walked == expected
    player.keyboard.press("ArrowLeft")
    assert state(player)["stop"] == 13
    assert player.locator("li[aria-current=step] .stop-name").inner_text() == "Voronezh"
    assert player.locator(".sl-stop[aria-current] text").text_content() == "Voronezh"


def test_address_follows_and_restores_the_moment(player: Page, new_page: NewPage) -> None:
    player.evaluate("() => window.mapsvc.player.atDate('1920-06-20', 'stated')")
    player.wait_for_url("**at=1920-06-20&variant=stated**")
    other = new_page(viewport=DESKTOP)
    open_player(other, player.url)
    assert state(other) == state(player)
    assert other.evaluate("() => window.mapsvc.player.atDate('soon')") is False
    assert other.evaluate("() => window.mapsvc.player.goTo(99)") is False


@pytest.mark.matrix(1)
@pytest.mark.parametrize(("height", "is_open"), [(768, False), (1080, True)])
def test_diagram_waits_folded_where_it_would_take_the_map_its_room(
    new_page: NewPage, height: int, is_open: bool
) -> None:
    page = new_page(viewport={"width": 1366, "height": height})
    open_player(page, PAGE)
    assert (page.locator(".player-diagram").get_attribute("open") is not None) is is_open
    assert page.locator(".leaflet-container").evaluate("node => node.clientHeight") > height / 2
    page.locator(".player-diagram > summary").click()
    assert (page.locator(".player-diagram").get_attribute("open") is not None) is not is_open


def test_map_list_and_diagram_are_tied_together(player: Page) -> None:
    player.locator(".player-diagram > summary").click()
    player.locator(".string-line.is-shown .sl-hit").nth(8).click()
    assert player.locator("[data-player-where]").inner_text().startswith("Stop 9 of 14: Tuapse; known of ")
    player.locator(".string-line.is-shown .sl-hit").nth(3).hover()
    assert player.locator("li.is-lit .stop-name").inner_text() == "Erzincan"
    row = player.locator("li[data-step='reconstructed/8']")
    row.locator("button").hover()
    assert player.locator(".sl-stop.is-lit").get_attribute("data-step") == "reconstructed/8"
    row.locator("button").click()
    assert state(player)["stop"] == 8
    assert player.locator(".leaflet-popup").count() == 0


def test_accounts_are_shown_alone_or_together(player: Page) -> None:
    shown = "() => [...document.querySelectorAll('.map-sign')].filter(sign => sign.checkVisibility()).length"
    alone = player.evaluate(shown)
    player.get_by_role("button", name="Together").click()
    assert player.evaluate(shown) > alone
    player.get_by_role("link", name="The route given in the paper").click()
    assert state(player)["variant"] == "stated"
    assert state(player)["together"] is False
    assert player.locator(".string-line.is-shown").get_attribute("data-line") == "stated"


def test_swipe_goes_to_the_next_stop(new_page: NewPage) -> None:
    page = new_page(viewport=PHONE, is_mobile=True, has_touch=True)
    open_player(page, f"{PAGE}?lang=tr")
    day = page.locator("[data-player-day] [name=at]")
    assert day.evaluate("field => field.scrollWidth <= field.clientWidth")  # the whole date is read
    for control in page.locator(".player-controls").locator("button:visible, select").all():
        box = control.bounding_box()
        assert box is not None
        assert box["x"] + box["width"] <= PHONE["width"]
        assert min(box["width"], box["height"]) >= 44
    page.evaluate(
        """() => {
          const zone = document.querySelector("[data-player]");
          const touch = x => new Touch({identifier: 1, target: zone, clientX: x, clientY: 100});
          zone.dispatchEvent(new TouchEvent("touchstart", {touches: [touch(300)], bubbles: true}));
          zone.dispatchEvent(new TouchEvent("touchend", {changedTouches: [touch(120)], bubbles: true}));
        }"""
    )
    assert state(page)["stop"] == 2
    assert page.locator(".player-card:not([hidden])").inner_text().startswith("Yozgat")


def test_readers_who_ask_for_less_motion_get_stops(new_page: NewPage) -> None:
    page = new_page(viewport=DESKTOP, reduced_motion="reduce")
    page.clock.install()
    open_player(page, f"{PAGE}?lang=en")
    page.get_by_role("button", name="Play", exact=True).click()
    page.clock.fast_forward(2700)
    assert state(page)["stop"] == 2
    page.get_by_role("button", name="Pause", exact=True).click()
    assert state(page)["playing"] is False


@pytest.mark.matrix(1)
@pytest.mark.parametrize(("size", "lang"), [(DESKTOP, "tr"), (PHONE, "en")], ids=["desktop", "phone"])
def test_player_is_accessible_at_a_stop_and_on_the_way(
    new_page: NewPage, axe: Axe, some: Some, size: dict[str, int], lang: str
) -> None:
    page = new_page(viewport=size)
    faults = {}
    for path in some(MOMENTS, 1):
        open_player(page, f"{path}&lang={lang}")
        if found := axe(page):
            faults[path] = found
    assert faults == {}


def test_player_works_in_a_frame_without_an_origin(new_page: NewPage, server_url: str) -> None:
    address = f"{server_url}/embed{PAGE}?lang=en&variant=stated&stop=2"
    html = (
        "<!doctype html><title>host</title>"
        f'<iframe sandbox="allow-scripts" src="{address}" width="900" height="600"></iframe>'
    )
    page = new_page(viewport=DESKTOP)
    page.route("**/host", lambda route: route.fulfill(body=html, content_type="text/html"))
    page.goto("/host")
    wait_until_drawn(next(frame for frame in page.frames if "/embed/" in frame.url))
    frame = page.frame_locator("iframe")
    frame.locator("html[data-player-state=ready]").wait_for(state="attached")
    frame.get_by_role("button", name="Next stop").click()
    assert frame.locator("[data-player-where]").inner_text().startswith("Stop 3 of 8: Batum")


def test_without_a_script_the_moment_stands_in_the_page(new_page: NewPage) -> None:
    page = new_page(java_script_enabled=False, viewport=DESKTOP)
    page.goto(f"{PAGE}?at=1920-06-20&variant=reconstructed&lang=en")
    assert "Waiting at Erzurum or on the way" in page.locator("[data-player-where]").inner_text()
    assert page.locator(".string-line").first.is_visible()
    assert page.locator(".player-picture").evaluate("image => image.naturalWidth") > 500
    page.locator(".stop-link").nth(2).click()
    assert page.locator("[data-player-where]").inner_text().startswith("Stop 3 of")


def test_story_can_ask_for_a_moment(player: Page) -> None:
    heard = player.evaluate(
        """() => new Promise(done => {
          document.addEventListener("mapsvc:moment", event => done(event.detail), {once: true});
          window.mapsvc.player.goTo(9);
        })"""
    )
    assert (heard["variant"], heard["stop"], heard["kind"]) == ("reconstructed", 9, "between")
    wait_until_drawn(player)
