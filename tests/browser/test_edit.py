"""The workbench in a browser, by keys and mouse: what is typed is saved, undone, and never lost."""

from __future__ import annotations

import itertools
import json
import re
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from mapsvc.web.edit.local_server import local_server
from mapsvc.web.edit.rooms import find_rooms
from mapsvc.web.edit.workbench import create_edit_app
from tests.browser.conftest import Axe, Contexts, NewPage
from tests.conftest import TINY

SAVED = re.compile("All is saved")


@contextmanager
def editing(root: Path) -> Iterator[str]:
    """The workbench of a folder, in this process."""
    with local_server("127.0.0.1", 0, create_edit_app(root, who="Ada")) as server:
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        yield f"http://127.0.0.1:{server.port}"
        server.shutdown()


@pytest.fixture
def edited(tmp_path: Path) -> Path:
    return Path(shutil.copytree(TINY, tmp_path / "atlas"))


@pytest.fixture
def url(edited: Path) -> Iterator[str]:
    with editing(edited) as address:
        yield address


def works(root: Path) -> dict[str, str]:
    """The titles of an atlas's works by id."""
    return {
        item["id"]: item.get("title", "") for item in json.loads((root / "sources.json").read_text("utf-8"))
    }


def state(page: Page) -> None:
    expect(page.locator(".edit-state")).to_have_text(SAVED)


def test_atlas_is_begun_and_its_first_work_written_by_keys(new_page: NewPage, tmp_path: Path) -> None:
    with editing(tmp_path / "mine") as url:
        page = new_page(base_url=url)
        page.goto("/edit/")
        page.keyboard.type("The road")
        page.locator("[data-first]").press_sequentially("1700")
        page.locator("[data-last]").press_sequentially("1721")
        page.keyboard.press("Enter")
        expect(page.locator("h1")).to_have_text("The road")
        page.get_by_role("link", name="Sources", exact=True).press("Enter")
        expect(page.locator("[data-count]")).not_to_be_empty()  # the room's script is there
        page.get_by_role("button", name="New work").press("Enter")
        title = page.locator("[data-field=title]")
        expect(title).to_be_focused()
        page.keyboard.type("A journal of the road")
        page.keyboard.press("Tab")
        expect(page.locator("[data-name]")).to_have_text("A journal of the road")
        state(page)
        assert [*works(tmp_path / "mine").values()] == ["A journal of the road"]
        # Outside of fields the key takes the last change back; in one it is the field's own.
        page.locator("h1").click()
        page.keyboard.press("Control+z")
        expect(page.locator("[data-name]")).to_have_text("A new work")
        page.keyboard.press("Control+Shift+z")
        expect(page.locator("[data-name]")).to_have_text("A journal of the road")
        page.get_by_role("button", name="History").click()
        expect(page.locator(".edit-history li").first).to_contain_text("Ada")
        page.keyboard.press("Escape")
        page.keyboard.press("?")
        expect(page.get_by_role("dialog")).to_contain_text("Undo")


def test_two_tabs_at_one_field_see_both_and_choose(contexts: Contexts, url: str, edited: Path) -> None:
    key = next(iter(works(edited)))
    context = contexts.lend(url, locale="en-GB")
    one, other = context.new_page(), context.new_page()
    for page in (one, other):
        page.goto(f"/edit/sources/#{key}")
        expect(page.locator("[data-field=volume]")).to_be_visible()
    one.locator("[data-field=volume]").fill("1")
    one.locator("[data-field=volume]").press("Tab")
    state(one)
    other.locator("[data-field=volume]").fill("2")
    other.locator("[data-field=volume]").press("Tab")
    dialog = other.get_by_role("dialog")
    expect(dialog.locator("pre")).to_contain_text(['"volume": "2"', '"volume": "1"'])
    assert '"volume": "1"' in (edited / "sources.json").read_text("utf-8")
    other.get_by_role("button", name="Keep mine").click()
    state(other)
    assert '"volume": "2"' in (edited / "sources.json").read_text("utf-8")
    contexts.take_back()


def test_what_could_not_be_saved_stays_and_is_offered_again(
    contexts: Contexts, url: str, edited: Path
) -> None:
    key = next(iter(works(edited)))
    page = contexts.lend(url, locale="en-GB").new_page()
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(f"/edit/sources/#{key}")
    page.route("**/items/*.json", lambda route: route.abort())
    page.locator("[data-field=title]").fill("Typed while nothing answered")
    page.locator("[data-field=title]").press("Tab")
    expect(page.locator(".edit-state")).to_contain_text("Not saved")
    expect(page.locator("[data-field=title]")).to_have_value("Typed while nothing answered")
    page.unroute("**/items/*.json")
    # Typed on, and not sent before the page goes.
    page.locator("[data-field=title]").press("End")
    page.keyboard.type("!")
    page.reload()
    page.get_by_role("button", name="Save them now").click()
    expect(page.get_by_role("button", name="Save them now")).to_be_hidden()
    expect(page.locator("[data-field=title]")).to_have_value("Typed while nothing answered!")
    assert works(edited)[key] == "Typed while nothing answered!"
    contexts.take_back()


def test_every_room_is_for_everybody_and_fits_a_phone(
    new_page: NewPage, url: str, axe: Axe, edited: Path
) -> None:
    page = new_page(base_url=url, viewport={"width": 390, "height": 844})
    # A language a room: all of them in all would be four times as dear.
    tags = itertools.cycle(("tr", "az", "ru", "en"))
    paths = [f"/edit/{room.name}/?lang={tag}" for room, tag in zip(find_rooms(), tags, strict=False)]
    work = f"/edit/sources/?lang=az#{next(iter(works(edited)))}"
    for path in (*paths, work, "/edit/files/?path=atlas.toml&lang=en"):
        page.goto(path)
        expect(page.locator(".edit-state")).to_have_attribute("data-state", "saved")
        assert axe(page) == [], path
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, path
    page.keyboard.press("Alt+1")
    expect(page).to_have_url(re.compile("/edit/start/"))


def test_table_is_brought_in_with_its_columns_and_a_bibliography_pasted(
    new_page: NewPage, url: str, edited: Path, tmp_path: Path
) -> None:
    table = tmp_path / "orte.csv"
    table.write_text("a;b;c\nWorms;49,63;8,36\nSpeyer;49,32;8,43\n", "utf-8")
    page = new_page(base_url=url)
    page.goto("/edit/start/")
    page.locator("[data-file]").set_input_files(table)
    page.get_by_label("Read as").select_option("places")
    for column, field in (("a", "title"), ("b", "lat"), ("c", "lon")):
        page.get_by_label(f"{column}: holds").select_option(field)
        expect(page.get_by_label(f"{column}: holds")).to_have_value(field)
    page.get_by_role("button", name="Enter 2").click()
    expect(page.locator(".edit-done")).to_contain_text("places.geojson")
    assert "Speyer" in (edited / "places.geojson").read_text("utf-8")
    page.goto("/edit/sources/")
    page.get_by_text("Paste from a library").click()
    page.locator("[data-paste] textarea").fill(
        "@book{w, author = {Weber, Anna}, title = {Der Rhein}, year = 1904}"
    )
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.locator("[data-field=title]")).to_have_value("Der Rhein")
