"""The Tours room by keys alone: steps ticked, moved, worded and previewed; a step drawn by its grip."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from mapsvc.atlas.loading import load_atlas
from tests.browser.conftest import Axe, Contexts, NewPage, grasp
from tests.browser.test_edit import edited, state, url

__all__ = ["edited", "url"]


def headings(root: Path, tour: str) -> list[str]:
    return [step.heading.in_("en") for step in load_atlas(root).tours[tour].steps]


def test_tour_is_made_by_keys_and_its_steps_moved(
    contexts: Contexts, url: str, edited: Path, axe: Axe
) -> None:
    page = contexts.lend(url, locale="en-GB").new_page()
    page.goto("/edit/tours/?lang=en")
    expect(page.locator("html")).to_have_attribute("data-tours", "ready")
    page.get_by_role("button", name="New tour").press("Enter")
    page.get_by_label("Title (English)").fill("By the Sea")
    for box in page.locator("[data-list] input[type=checkbox]").all()[:2]:
        box.press("Space")
    cards = page.locator("[data-steps] > li")
    expect(cards).to_have_count(2)
    expect(page.locator("[data-tour-list] a")).to_contain_text(["By the Sea"])
    cards.first.get_by_label("Heading (English)").fill("The first of all")
    cards.first.get_by_label("Heading (English)").press("Alt+ArrowDown")
    expect(cards.last.get_by_label("Heading (English)")).to_have_value("The first of all")
    expect(page.frame_locator("[data-frame]").locator(".leaflet-container")).to_be_visible()
    cards.last.get_by_label("Sentence (English)").fill("They see the sea.")
    cards.last.get_by_label("Sentence (English)").press("Tab")
    expect(page.frame_locator("[data-frame]").get_by_text("They see the sea.")).to_be_visible()
    state(page)
    assert headings(edited, "by-the-sea")[1] == "The first of all"
    page.evaluate("scrollTo(0, 0)")
    assert axe(page) == []
    page.locator("[data-undo]").press("Enter")
    expect(cards).to_have_count(2)
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    contexts.take_back()


@pytest.fixture
def told(edited: Path) -> str:
    """The id of a tour of three days."""
    days = "".join(
        f'\n[[steps]]\nday = "1921-10-1{n}"\nheading = {{en = "Day {n}"}}\n'
        f'paragraph = {{en = "It was day {n}."}}\ncites = ["paper"]\n'
        for n in (1, 2, 3)
    )
    (edited / "tours").mkdir(exist_ok=True)
    head = 'title = {en = "Days"}\nsubtitle = {en = "In short"}\nsources = ["paper"]\n'
    (edited / "tours" / "days.toml").write_text(head + days, "utf-8")
    return "days"


def test_step_is_drawn_by_its_grip_and_a_file_brought_in(
    new_page: NewPage, url: str, edited: Path, told: str
) -> None:
    before = headings(edited, told)
    # High enough that nothing is near an edge, where the page would go on by itself.
    page = new_page(base_url=url, viewport={"width": 1366, "height": 2400})
    page.goto(f"/edit/tours/?lang=en#{told}")
    cards = page.locator("[data-steps] > li")
    expect(cards).to_have_count(3)
    x, y = grasp(cards.first.locator(".lecture-grip"))
    below = cards.nth(1).bounding_box()
    assert below
    page.mouse.down()
    page.mouse.move(x, y + 20, steps=2)
    page.mouse.move(x, below["y"] + below["height"] - 5, steps=6)
    page.mouse.up()
    expect(cards.first.get_by_label("Heading (English)")).to_have_value(before[1])
    expect(page.locator("[data-undo]")).to_be_enabled()
    state(page)
    assert headings(edited, told) == [before[1], before[0], before[2]]
    page.locator("[data-bring]").set_input_files(edited / "tours" / f"{told}.toml")
    expect(page.locator("[data-tour-list] a")).to_have_count(2)
    page.goto("about:blank")  # the preview that is on its way is given up before its server goes
