"""The Read room in a browser: by keys alone, after a reload, in two tabs, with a hostile text."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from mapsvc.atlas.corrections import Correction, parse_corrections
from mapsvc.web.edit.local_server import local_server
from mapsvc.web.edit.workbench import create_edit_app
from tests.browser.addresses import PHONE
from tests.browser.conftest import Axe, NewPage, free_port, wait_until
from tests.conftest import TINY

MALTA = Path(__file__).parents[1] / "data" / "texts" / "workbench" / "en-malta-1565.txt"
HOSTILE = (
    "<img src=x onerror=alert(1)> \u202eRhodes\u202c and </div><script>alert(1)</script> Messina {{ 7*7 }}\n"
    + "n" * 4000
    + " they left Messina for Rhodes on 1 January 1523.\n"
)
SAVED = ".edit-state[data-state=saved]"
DECISIONS = 20


@pytest.fixture(scope="module")
def atlas(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = Path(shutil.copytree(TINY, tmp_path_factory.mktemp("edited") / "atlas"))
    for name, words in (("siege", MALTA.read_text("utf-8")), ("hostile", HOSTILE)):
        said = f'language = "en"\nsource = "paper"\ntitle = "{name}"\n'
        (root / "texts" / f"{name}.toml").write_text(said, "utf-8")
        (root / "texts" / f"{name}.txt").write_text(words, "utf-8")
    return root


@pytest.fixture(scope="module")
def workbench(atlas: Path) -> Iterator[str]:
    port = free_port()
    with local_server("127.0.0.1", port, create_edit_app(atlas, who="Ada")) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{port}"
        server.shutdown()
        thread.join()


def open_text(page: Page, text: str) -> None:
    page.goto(f"/edit/read/{text}/?lang=en")
    page.locator("html[data-read=ready]").wait_for(state="attached")


def read_of(page: Page) -> int:
    """How many mentions are read, as the page says."""
    return int(page.locator("[data-progress]").inner_text().split(" ")[0])


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def test_twenty_decisions_by_keys_are_there_after_a_reload_and_undone_one_by_one(
    new_page: NewPage, workbench: str, atlas: Path
) -> None:
    page = new_page(base_url=workbench, reduced_motion="reduce")
    open_text(page, "siege")
    before = read_of(page)
    press(page, *(["Enter", "Enter", "x", "Enter"] * (DECISIONS // 4)))
    wait_until(page, lambda: read_of(page) == before + DECISIONS)
    page.locator(SAVED).wait_for()
    wait_until(page, lambda: len(listed(atlas)) == before + DECISIONS)
    open_text(page, "siege")
    assert read_of(page) == before + DECISIONS
    assert [one.action for one in listed(atlas)].count("reject") == DECISIONS // 4
    # A name, another place for it by typing, and taken back.
    page.locator("#read-state").select_option("doubtful")
    page.locator("#read-text").focus()
    press(page, "d", "/")
    expect(page.locator("#read-q")).to_be_focused()
    page.keyboard.type("Valletta")
    expect(page.locator("[data-found] .read-place-name").first).to_have_text("Valletta")
    press(page, "Enter")
    wait_until(page, lambda: read_of(page) == before + DECISIONS + 1)
    page.locator(SAVED).wait_for()
    wait_until(page, lambda: len(listed(atlas)) == before + DECISIONS + 1)
    assert listed(atlas)[-1].place.startswith("val")
    page.locator("[data-undo]:enabled").wait_for()
    press(page, "z")
    wait_until(page, lambda: read_of(page) == before + DECISIONS)
    assert len(listed(atlas)) == before + DECISIONS


def listed(atlas: Path) -> list[Correction]:
    path = atlas / "corrections.toml"
    return list(parse_corrections(path.read_text("utf-8"))) if path.exists() else []


def test_two_tabs_hear_of_each_other(new_page: NewPage, workbench: str) -> None:
    first = new_page(base_url=workbench, reduced_motion="reduce")
    open_text(first, "siege")
    before = read_of(first)
    second = first.context.new_page()
    open_text(second, "siege")
    second.locator("[data-key].is-here").wait_for()
    press(second, "x")
    wait_until(first, lambda: read_of(first) == before + 1)
    second.close()


def test_hostile_text_is_words_and_nothing_else(new_page: NewPage, workbench: str, axe: Axe) -> None:
    page = new_page(base_url=workbench, viewport=PHONE, reduced_motion="reduce")
    open_text(page, "hostile")
    text = page.locator("#read-text")
    assert text.locator("img, script").count() == 0
    assert "<img src=x onerror=alert(1)>" in text.inner_text()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    press(page, "n")
    expect(page.locator(".read-card-name")).not_to_be_empty()
    assert axe(page) == []


def test_words_that_were_not_found_become_a_place_with_a_point(
    new_page: NewPage, workbench: str, atlas: Path
) -> None:
    page = new_page(base_url=workbench, reduced_motion="reduce")
    open_text(page, "siege")
    before = read_of(page)
    page.evaluate(
        """() => {
          const at = document.createTreeWalker(document.querySelector("#read-text"), NodeFilter.SHOW_TEXT);
          while (at.nextNode()) {
            const from = at.currentNode.data.indexOf("Mount Sciberras");
            if (from < 0) continue;
            document.getSelection().setBaseAndExtent(at.currentNode, from, at.currentNode, from + 15);
            return;
          }
        }"""
    )
    link = page.locator("#read-selected a")
    expect(link).to_be_visible()
    assert "text=siege&from=" in (link.get_attribute("href") or "")
    press(page, "p")
    expect(page.locator("#read-q")).to_have_value("Mount Sciberras")
    page.locator("#read-spot").fill("35.9, 14.512")
    press(page, "Enter")
    wait_until(page, lambda: read_of(page) == before + 1)
    wait_until(page, lambda: '"mount-sciberras"' in (atlas / "places.geojson").read_text("utf-8"))
