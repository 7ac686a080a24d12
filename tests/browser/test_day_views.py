"""The two views of a day in a browser: the button, keys, clicks on districts, days that play through both."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Axe, NewPage, answering, open_map
from tests.conftest import TINY
from tests.held import add_control


@pytest.fixture(scope="module")
def held_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    root = Path(shutil.copytree(TINY, tmp_path_factory.mktemp("held") / "atlas"))
    add_control(root)
    with answering(root) as url:
        yield url


def test_views_of_a_day_are_a_key_away_and_its_address_keeps_them(
    new_page: NewPage, held_url: str, axe: Axe
) -> None:
    page = new_page(base_url=held_url, reduced_motion="reduce")
    open_map(page, "/timeline?lang=en&on=1921-10-13")
    groups, title = page.locator("[data-groups]"), page.locator("[data-view-title]")
    expect(title).to_have_text("In whose hands")
    expect(groups).to_contain_text("The New East")
    page.locator("a[data-view=law]").focus()
    page.keyboard.press("Enter")
    expect(title).to_have_text("What was law")
    expect(groups).to_contain_text("Line 1921")
    expect(groups).not_to_contain_text("The New East")
    page.wait_for_url("**view=law*")
    # The next day is of the same view, and the way back of the same day.
    page.locator("[data-step=back]").click()
    page.wait_for_url("**on=1921-10-12&view=law*")
    page.locator("a[data-view=hands]").click()
    page.wait_for_url(lambda url: "on=1921-10-12" in url and "view=" not in url)
    expect(groups).to_contain_text("contested")
    assert axe(page) == []


def test_click_on_ground_tells_of_its_district_and_outlines_no_frame(
    new_page: NewPage, held_url: str
) -> None:
    page = new_page(base_url=held_url, reduced_motion="reduce")
    open_map(page, "/timeline?lang=en&on=1921-03-20")
    at = page.evaluate(
        """() => {
          const [map] = mapsvc.maps();
          const { x, y } = map.latLngToContainerPoint([40.5, 42.3]);
          const box = map.getContainer().getBoundingClientRect();
          return [box.left + x, box.top + y];
        }"""
    )
    page.mouse.click(*at)
    popup = page.locator(".leaflet-popup")
    expect(popup).to_contain_text("West")
    expect(popup).to_contain_text("The East (occupation; by law The West)")


def test_zoom_ends_where_the_map_has_nothing_more_to_show(new_page: NewPage, held_url: str) -> None:
    page = new_page(base_url=held_url, reduced_motion="reduce")
    open_map(page, "/timeline?lang=en&on=1921-03-20")
    least, most = page.evaluate("(([map]) => [map.getMinZoom(), map.getMaxZoom()])(mapsvc.maps())")
    assert 0 <= least < most <= 16
    zooms = page.evaluate(
        """() => {
          const [map] = mapsvc.maps();
          return [40, -40].map((by) => map.setZoom(map.getZoom() + by, { animate: false }).getZoom());
        }"""
    )
    assert zooms == [most, least]
