"""The room of events by keys alone: a draft, its date in any notation, its place, its map beside it."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import expect

from mapsvc.atlas.loading import load_atlas
from tests.browser.conftest import Axe, Contexts, NewPage
from tests.browser.test_edit import edited, state, url

__all__ = ["edited", "url"]


def test_draft_is_written_by_keys_with_its_map_beside(
    new_page: NewPage, url: str, edited: Path, axe: Axe
) -> None:
    page = new_page(base_url=url)
    page.goto("/edit/events/?lang=en")
    expect(page.locator('[data-list="events"] a')).to_have_count(2)
    page.keyboard.press("n")
    expect(page.locator('[data-field="on"]')).to_be_focused()
    page.keyboard.type("c. 5 Ekim 1921")
    expect(page.locator('[data-field="on"] ~ [role="status"]')).to_contain_text("1921-10-05~")
    page.keyboard.press("Tab")
    page.locator('[data-field="title.en"]').focus()
    page.keyboard.type("The fleet comes")
    page.locator("#edit-event-place").focus()
    page.keyboard.type("alf")
    expect(page.locator(".edit-choices li").first).to_contain_text("Alpha")
    page.keyboard.press("Enter")
    expect(page.locator(".edit-place")).to_have_count(1)
    expect(page.locator('[data-list="drafts"] a')).to_have_text(["The fleet comes"])
    expect(page.frame_locator("[data-frame]").locator(".leaflet-container")).to_be_visible()
    state(page)
    (draft,) = load_atlas(edited).drafts.values()
    assert (draft.on.edtf, draft.title.in_("en")) == ("1921-10-05~", "The fleet comes")
    assert [part.place for part in draft.places] == ["alfa"]
    assert axe(page) == []
    page.locator('[data-field="texts.paper"]').focus()
    page.keyboard.type("3")
    page.locator('[data-field="draft"]').focus()
    page.keyboard.press("Space")
    expect(page.locator('[data-list="drafts"] a')).to_have_count(0)
    expect(page.locator('[data-list="events"] a[aria-current]')).to_have_text("The fleet comes")
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    assert axe(page) == []


def test_what_is_being_typed_is_there_after_the_page_went(contexts: Contexts, url: str, edited: Path) -> None:
    event = next(iter(load_atlas(edited).events))
    page = contexts.lend(url, locale="en-GB").new_page()
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(f"/edit/events/?lang=en#{event}")
    title = page.locator('[data-field="title.en"]')
    title.fill("Typed, and not left")
    page.reload()
    page.get_by_role("button", name="Save them now").click()
    expect(title).to_have_value("Typed, and not left")
    assert load_atlas(edited).events[event].title.in_("en") == "Typed, and not left"
    contexts.take_back()
