"""The atlas on a day before the year 1, in a browser: slider, keys, field, words, and the same as files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from playwright.sync_api import Browser, Page, expect

from mapsvc.cli import main
from mapsvc.model.date_text import day_words, format_date
from mapsvc.model.day import Day
from tests.browser.conftest import Axe, NewPage, answering, open_map
from tests.dated import TINY, move_atlas

DAYS = ("-3000-01-01", "-0400-02-29", "-0001-12-31", "0000-02-29", "0001-01-01", "0014-08-19", "0476-09-04",
        "1582-10-10", "1900-02-28", "1914-01-01", "1921-10-13", "2024-12-31")  # fmt: skip
SIZES = ((1440, 900), (820, 1180), (390, 844))


@pytest.fixture(scope="module")
def ancient(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny atlas, 2,321 years earlier: its treaty is of 13 October 401 BC."""
    return move_atlas(TINY, tmp_path_factory.mktemp("ancient") / "atlas", -2321)


@pytest.fixture(scope="module")
def ancient_url(ancient: Path) -> Iterator[str]:
    with answering(ancient) as url:
        yield url


def heading(page: Page) -> str:
    return page.locator("h1[data-day-text]").inner_text()


def test_slider_field_and_keys_lead_through_the_days(new_page: NewPage, ancient_url: str) -> None:
    page = new_page(base_url=ancient_url, reduced_motion="reduce")
    open_map(page, "/timeline?lang=en")
    assert heading(page) == "13 October 401 BC"
    page.keyboard.press("ArrowLeft")
    assert heading(page) == "12 October 401 BC"
    page.keyboard.press("PageDown")
    assert heading(page) == "13 October 401 BC"
    page.keyboard.press("PageUp")
    page.keyboard.press("Shift+PageUp")
    assert heading(page) == "12 October 402 BC"
    field = page.locator("input[name=on]")
    assert field.input_value() == "-0401-10-12"
    field.fill("-0400-03")
    field.press("Enter")
    assert heading(page) == "1 March 401 BC"
    page.wait_for_url("**on=-0400-03-01*")
    field.fill("402 BC")
    field.press("Enter")
    assert heading(page) == "1 January 402 BC"
    slider = page.locator("[data-slider]")
    slider.press("Home")
    assert heading(page) == "1 January 402 BC"
    slider.press("End")
    assert heading(page) == "31 December 401 BC"
    expect(page.locator("[data-groups]")).to_contain_text("Line 1921")


def test_browser_counts_and_writes_days_as_the_server_does(new_page: NewPage, ancient_url: str) -> None:
    page = new_page(base_url=ancient_url)
    open_map(page, "/timeline?lang=en")
    for lang in ("tr", "en", "ru"):
        asked = [list(DAYS), day_words(lang)]
        found = page.evaluate(
            """([days, words]) => days.map((iso) => {
              const n = mapsvc.calendar.numberOf(iso);
              return [n, mapsvc.calendar.isoOf(n), mapsvc.calendar.textOf(n, words)];
            })""",
            asked,
        )
        epoch = Day(1970, 1, 1).toordinal()
        wanted = [[Day.fromisoformat(d).toordinal() - epoch, d, format_date(d, lang)] for d in DAYS]
        assert found == wanted


@pytest.mark.matrix(1)
@pytest.mark.parametrize(("width", "height"), SIZES)
def test_page_has_its_width_and_no_fault(
    new_page: NewPage, ancient_url: str, axe: Axe, width: int, height: int
) -> None:
    page = new_page(base_url=ancient_url, viewport={"width": width, "height": height})
    open_map(page, "/timeline?lang=en")
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert axe(page) == []


def test_list_of_events_narrows_by_years_before_the_first(new_page: NewPage, ancient_url: str) -> None:
    page = new_page(base_url=ancient_url)
    page.goto("/events/?lang=en")
    for text, count in (("401 BC", "1"), ("402 bc", "2"), ("-0400", "1"), ("-0399", "0"), ("", "2")):
        page.locator("input[name=from]").fill(text)
        expect(page.locator("[data-count]")).to_have_text(count)


def test_site_of_files_has_the_same_days(browser: Browser, ancient: Path, tmp_path: Path) -> None:
    done = CliRunner().invoke(
        main, ["freeze", str(tmp_path / "site"), "--atlas", str(ancient), "--lang", "en"]
    )
    assert done.exit_code == 0, done.output
    page = browser.new_page()
    page.goto((tmp_path / "site" / "en" / "timeline.html").as_uri())
    page.locator("html[data-map-drawn]").wait_for(state="attached")
    assert heading(page) == "13 October 401 BC"
    page.keyboard.press("ArrowLeft")
    assert heading(page) == "12 October 401 BC"
    expect(page.locator("[data-groups]")).not_to_contain_text("Line 1921")
    page.close()
