"""Pages in languages with long words, in other letters, and from right to left, in a real browser."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.browser.addresses import DESKTOP, PHONE, is_map, with_language
from tests.browser.conftest import Axe, NewPage, answering, open_map
from tests.browser.test_pages import SIDEWAYS
from tests.foreign import write_foreign
from tests.sampling import Some

PAGES = (
    "/", "/events/", "/events/kars-treaty", "/places/baku", "/routes/bekir-sami-1920", "/borders/kars-1921",
    "/compare/moscow-1921/kars-1921", "/timeline?on=1921-03-16", "/tour/journey-to-moscow", "/mentions",
    "/search?q=kars", "/share/events/kars-treaty", "/embed/events/kars-treaty",
)  # fmt: skip
#: Buttons and links whose words are cut off.
CUT = """() => [...document.querySelectorAll("button, .button, summary, nav a, label, th, legend")]
  .filter(node => node.checkVisibility() && !node.closest(".visually-hidden, .leaflet-pane"))
  .filter(node => node.scrollWidth > node.clientWidth + 2 && getComputedStyle(node).overflowX === "hidden")
  .map(node => node.textContent.trim())"""


@pytest.fixture(scope="module")
def foreign_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of a service over an atlas in Spanish and Arabic."""
    folder = tmp_path_factory.mktemp("foreign")
    with answering(write_foreign(folder / "atlas")) as url:
        yield url


@pytest.mark.parametrize(("size", "lang"), [(PHONE, "ru"), (DESKTOP, "az")], ids=["phone-ru", "desktop-az"])
def test_long_words_fit_and_pages_are_accessible(
    new_page: NewPage, axe: Axe, some: Some, size: dict[str, int], lang: str
) -> None:
    page = new_page(viewport=size)
    faults: dict[str, object] = {}
    for path in some(PAGES, 2):
        address = with_language(path, lang)
        drawn = is_map(path) and not path.startswith(("/share/", "/tour/"))
        open_map(page, address) if drawn else page.goto(address)
        wide = page.evaluate(SIDEWAYS)
        found = [*axe(page), *page.evaluate(CUT), *([f"{wide} px too wide"] if wide > 1 else [])]
        if found:
            faults[address] = found
    assert faults == {}


@pytest.mark.parametrize(("lang", "words"), [("tr", "300 km"), ("ru", "300 км")])
def test_map_is_drawn_before_the_browser_learns_how_a_language_writes_numbers(
    new_page: NewPage, lang: str, words: str
) -> None:
    page = new_page(viewport=DESKTOP)
    page.add_init_script(
        "Intl.NumberFormat = new Proxy(Intl.NumberFormat, {"
        "  construct(made, given) { window.learnt = true; return new made(...given); } });"
    )
    open_map(page, f"/events/abilov-credentials?lang={lang}")
    assert page.locator(".leaflet-control-scale-line").first.inner_text() == words
    assert page.evaluate("window.learnt") is None


def test_menu_of_languages_opens_leads_and_closes(new_page: NewPage) -> None:
    page = new_page(viewport=PHONE)
    page.goto("/places/?lang=tr")
    menu = page.locator(".language-menu")
    menu.locator("summary").click()
    assert menu.locator("a").all_inner_texts() == ["Türkçe", "English", "Azərbaycanca", "Русский"]
    assert page.evaluate(SIDEWAYS) <= 1
    page.keyboard.press("Escape")
    assert menu.get_attribute("open") is None
    menu.locator("summary").click()
    menu.get_by_text("Русский").click()
    page.wait_for_url("**/places/?lang=ru")
    assert page.locator("h1").inner_text() == "Места"


@pytest.mark.matrix(1)
@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_page_with_words_from_right_to_left_does_not_break(
    new_page: NewPage, axe: Axe, foreign_url: str, size: dict[str, int]
) -> None:
    page = new_page(viewport=size, base_url=foreign_url)
    for path in ("/?lang=ar", "/events/?lang=ar", "/places/seville?lang=ar", "/events/arrival?lang=ar"):
        open_map(page, path) if is_map(path) else page.goto(path)
        assert page.evaluate(SIDEWAYS) <= 1, path
        assert axe(page) == [], path
    title = page.locator("h1")
    assert title.evaluate("node => getComputedStyle(node).direction") == "rtl"
    sign = page.locator(".leaflet-marker-icon").first
    assert sign.get_attribute("lang") == "ar"
    sign.click()
    assert page.locator(".popup-title").get_attribute("lang") == "ar"
