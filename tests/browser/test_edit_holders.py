"""The Holders room by keys alone and by mouse: a row of a district, its gap, a holder with its colour."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Axe, Contexts
from tests.browser.test_edit import editing, state

RHINELAND = Path("tests/data/atlases/rhineland").resolve()


@pytest.fixture
def edited(tmp_path: Path) -> Path:
    return Path(shutil.copytree(RHINELAND, tmp_path / "atlas"))


@pytest.fixture
def page(contexts: Contexts, edited: Path) -> Iterator[Page]:
    with editing(edited) as url:
        yield contexts.lend(url, locale="en-GB").new_page()
        contexts.take_back()


def open_room(page: Page, at: str = "") -> None:
    page.goto(f"/edit/holders/?lang=en#{at}")
    expect(page.locator("html")).to_have_attribute("data-holders", "ready")


def control(root: Path) -> list[str]:
    return (root / "control.csv").read_text("utf-8").splitlines()


def test_row_is_written_by_keys_with_what_it_lacks_asked_for(page: Page, edited: Path, axe: Axe) -> None:
    before = control(edited)
    open_room(page)
    page.locator("[data-find]").fill("aix")
    page.locator("[data-districts] a").press("Enter")
    expect(page.locator("[data-name]")).to_be_focused()
    page.locator("[data-day]").fill("7 March 1936")
    page.locator("[data-day]").press("Enter")
    expect(page.locator("[data-day-said]")).to_have_text("7 March 1936")
    page.locator("[data-hold-polity]").select_option("france")
    page.get_by_role("button", name="Write it").press("Enter")
    source = page.locator("tbody tr").last.locator("[data-field=source]")
    expect(source).to_have_attribute("aria-invalid", "true")
    source.press_sequentially("general")
    expect(page.locator(".edit-choices li").first).to_be_visible()
    source.press("Enter")
    state(page)
    expect(page.locator("[data-legend]")).to_contain_text("France")
    assert [line for line in control(edited) if line not in before] == [
        "aix-zone,france,1936-03-07,,administered,,attested,general-knowledge,,"
    ]
    # A cell changed in place; a gap that it makes is said at once, and undone with it.
    ends = page.locator("tbody tr").nth(1).locator("[data-field=to]")
    ends.fill("5 May 1925")
    ends.press("Tab")
    expect(page.locator("[data-notes]")).to_contain_text("6 May 1925")
    expect(ends).to_have_value("1925-05-05")
    page.evaluate("scrollTo(0, 0)")  # what the head lies over is no target
    assert axe(page) == []
    page.locator("[data-undo]").press("Enter")
    expect(page.locator("[data-notes]")).to_be_empty()
    page.locator("tbody tr").last.get_by_role("button").press("Enter")
    expect(page.locator("tbody tr")).to_have_count(3)
    assert control(edited) == before


def test_district_is_clicked_and_the_day_goes_from_change_to_change(page: Page, axe: Axe) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    open_room(page)
    page.locator(".leaflet-interactive").first.click(force=True)
    expect(page.locator("[data-name]")).to_be_visible()
    day = page.locator("[data-day]").input_value()
    page.locator("[data-before]").click()
    expect(page.locator("[data-day]")).not_to_have_value(day)
    change = page.locator("[data-day]").input_value()
    page.locator("h2").first.click()
    page.keyboard.press("[")
    expect(page.locator("[data-day]")).not_to_have_value(change)
    page.keyboard.press("]")
    expect(page.locator("[data-day]")).to_have_value(change)
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    page.evaluate("scrollTo(0, 0)")  # what the head lies over is no target
    assert axe(page) == []


def test_holder_is_made_and_told_whose_colour_is_near(page: Page, edited: Path, axe: Axe) -> None:
    open_room(page)
    page.locator("[data-new-name]").fill("Republik am See")
    page.locator("[data-new-name]").press("Enter")
    expect(page.locator("[data-polity] h2")).to_have_text("Republik am See")
    colour = next(
        one["colour"]
        for one in page.request.get("/edit/holders/state.json").json()["polities"]
        if one["id"] == "france"
    )
    page.get_by_label("Colour").fill(colour)
    expect(page.locator(".holders-near")).to_contain_text("France")
    page.get_by_label("Colour").press("Tab")
    state(page)
    page.get_by_label("Name (English)").fill("Republic by the Lake")
    page.get_by_label("Name (English)").press("Tab")
    expect(page.locator("[data-polity] h2")).to_have_text("Republic by the Lake")
    assert axe(page) == []
    written = (edited / "polities.toml").read_text("utf-8")
    assert "[republik-am-see]" in written
    assert f'colour = "{colour}"' in written
