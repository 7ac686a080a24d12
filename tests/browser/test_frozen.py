"""A frozen site in a real browser, from a disk and a plain server: what an address asks is still done."""

from __future__ import annotations

import functools
import http.server
import json
import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from playwright.sync_api import Browser, ConsoleMessage, Page, Request

from mapsvc.atlas.checks.atlas import check_atlas
from mapsvc.cli import main
from tests.browser.conftest import wait_until_drawn
from tests.conftest import TINY
from tests.grounds import add_grounds

Opened = Callable[[str], Page]
LANGUAGES = ("tr", "en")


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        return


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny atlas with two states of affairs, frozen."""
    folder = tmp_path_factory.mktemp("frozen")
    atlas = Path(shutil.copytree(TINY, folder / "tiny"))
    add_grounds(atlas)
    for kind in ("borders", "territories"):
        told = json.loads((atlas / kind / "front.geojson").read_text("utf-8"))
        told["id"] = "rear"
        if kind == "borders":
            told["properties"]["valid"] = "1922-05-01/.."
        (atlas / kind / "rear.geojson").write_text(json.dumps(told), "utf-8")
    done = CliRunner().invoke(main, ["freeze", str(folder / "site"), "--atlas", str(atlas)])
    assert done.exit_code == 0, done.output
    return folder / "site"


@pytest.fixture(params=["file", "http"])
def base(request: pytest.FixtureRequest, site: Path) -> Iterator[str]:
    """Where the site begins: on a disk, and on a server that knows nothing but files."""
    if request.param == "file":
        yield f"{site.as_uri()}/"
        return
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=site))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/"
    server.shutdown()
    server.server_close()


@pytest.fixture
def opened(browser: Browser, base: str) -> Iterator[Opened]:
    """Open a page of the site; an error, or a request for anything outside it, fails the test."""
    problems: list[str] = []
    context = browser.new_context(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")

    def on_console(message: ConsoleMessage) -> None:
        if message.type == "error":
            problems.append(message.text)

    def on_request(request: Request) -> None:
        if not request.url.startswith((base, "data:", "blob:")):
            problems.append(request.url)

    def open_page(path: str) -> Page:
        page = context.new_page()
        page.on("console", on_console)
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.on("request", on_request)
        page.goto(base + path)
        return page

    yield open_page
    context.close()
    assert problems == []


@pytest.mark.matrix(2)
@pytest.mark.parametrize("folder", ["", "embed/"])
@pytest.mark.parametrize("mode", ["overlay", "swipe", "difference"])
def test_comparison_opens_in_the_mode_of_its_address(opened: Opened, mode: str, folder: str) -> None:
    page = opened(f"en/{folder}compare/front/rear.html?mode={mode}")
    wait_until_drawn(page)
    assert page.evaluate("document.documentElement.dataset.compareMode") == mode
    assert page.get_attribute("[data-mode][aria-current]", "data-mode") == mode
    page.click("[data-mode=swipe]")
    page.wait_for_url("**/rear.html?mode=swipe")
    page.reload()
    wait_until_drawn(page)
    assert page.evaluate("document.documentElement.dataset.compareMode") == "swipe"


@pytest.mark.matrix(1)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_form_leads_to_the_comparison_that_is_chosen(opened: Opened, base: str, lang: str) -> None:
    page = opened(f"{lang}/compare/front/rear.html")
    page.select_option("select[name=a]", "rear")
    page.select_option("select[name=b]", "front")
    page.click("form.filters button")
    page.wait_for_url(f"{base}{lang}/compare/rear/front.html")
    wait_until_drawn(page)


@pytest.mark.matrix(2)
@pytest.mark.parametrize(("day", "state"), [("1921-12-01", "front"), ("1922-06-01", "rear")])
def test_day_is_compared_as_what_stood_on_it(opened: Opened, base: str, day: str, state: str) -> None:
    page = opened(f"tr/timeline.html?on={day}")
    page.wait_for_function("iso => window.mapsvc.days?.field.value === iso", arg=day)
    page.wait_for_function(
        "state => window.mapsvc.of(window.mapsvc.maps()[0]).features.items.some("
        "item => item.geometry && item.id.startsWith(`territories/${state}/`))",
        arg=state,
    )
    page.select_option("form.filters select[name=b]", "front")
    page.click("form.filters button")
    page.wait_for_url(f"{base}tr/compare/{state}/front.html")


@pytest.mark.matrix(1)
def test_tour_opens_at_the_step_of_its_address(opened: Opened) -> None:
    page = opened("en/tour/routes/journey.html?step=2")
    page.wait_for_selector("html[data-step='2']", state="attached")
    assert page.inner_text("[data-counter]").startswith("2 / ")
    assert page.is_visible("#step-2")
    assert not page.is_visible("#step-1")
    assert page.title().startswith("2/")


@pytest.mark.matrix(2)
@pytest.mark.parametrize(
    ("query", "variant", "day", "stop"),
    [
        ("at=1921-10-05", "stated", "1921-10-05", None),
        ("at=1921-10-05&variant=rebuilt", "rebuilt", "1921-10-05", None),
        ("variant=rebuilt", "rebuilt", "1921-10-01", 1),
        ("stop=2", "stated", "1921-10-12", 2),
        ("at=1921-10-12&variant=stated&stop=2", "stated", "1921-10-12", 2),
        ("at=1899-01-01&variant=none&stop=99", "stated", "1921-10-01", 1),
    ],
)
def test_journey_opens_at_the_moment_of_its_address(
    opened: Opened, query: str, variant: str, day: str, stop: int | None
) -> None:
    for folder in ("", "embed/"):
        page = opened(f"en/{folder}routes/journey.html?{query}")
        page.wait_for_selector("html[data-player-state=ready]", state="attached")
        state = page.evaluate("window.mapsvc.player.state")
        assert (state["variant"], state["day"], state["stop"]) == (variant, day, stop)


@pytest.mark.matrix(2)
@pytest.mark.parametrize(
    "path",
    [
        "embed/events/line-drawn",
        "events/line-drawn",
        "compare/front/rear",
        "routes/journey",
        "embed/timeline",
    ],
)
def test_map_opens_with_the_view_of_its_address(opened: Opened, path: str) -> None:
    page = opened(f"en/{path}.html?view=43,40,43.4,40.3")
    wait_until_drawn(page)
    west, south, east, north = page.evaluate("window.mapsvc.viewOf(window.mapsvc.maps()[0])")
    # The box is fitted: it touches two sides of what is seen, and nothing of it lies outside.
    assert west <= 43.001
    assert south <= 40.001
    assert east >= 43.399
    assert north >= 40.299
    assert min(east - west - 0.4, north - south - 0.3) < 0.12


@pytest.mark.matrix(1)
def test_view_that_is_no_box_is_left_alone(opened: Opened) -> None:
    seen = []
    for query in ("", "?view=43,40,43.4", "?view=44,40,43,41", "?view=,,,", "?view=43,40,43.4,95"):
        page = opened(f"en/events/line-drawn.html{query}")
        wait_until_drawn(page)
        seen.append(page.evaluate("window.mapsvc.viewOf(window.mapsvc.maps()[0])"))
    assert seen == [seen[0]] * len(seen)


@pytest.mark.matrix(1)
def test_frame_can_be_bare(opened: Opened) -> None:
    page = opened("en/embed/events/line-drawn.html?controls=0&legend=0")
    wait_until_drawn(page)
    assert not page.is_visible(".map-bar")
    assert page.locator(".map-legend").count() == 0
    assert page.is_visible(".map-credits")


@pytest.mark.matrix(2)
@pytest.mark.parametrize(
    ("path", "to"),
    [
        ("tr/events/line-drawn.html?lang=en&x=1#main", "en/events/line-drawn.html?x=1#main"),
        ("en/compare/front/rear.html?mode=swipe&lang=tr", "tr/compare/front/rear.html?mode=swipe"),
        ("en/embed/events/line-drawn.html?lang=tr", "tr/embed/events/line-drawn.html"),
        ("index.html?lang=en", "en/index.html"),
        ("tr/index.html?lang=tr", "tr/index.html?lang=tr"),
        ("tr/index.html?lang=de", "tr/index.html?lang=de"),
    ],
)  # fmt: skip
def test_language_of_the_address_is_another_folder(opened: Opened, base: str, path: str, to: str) -> None:
    page = opened(path)
    page.wait_for_url(base + to)
    page.wait_for_load_state()
    assert page.get_attribute("html", "lang") == to[:2]


@pytest.mark.matrix(1)
def test_lecture_is_put_together_played_and_kept_without_a_service(
    opened: Opened, tmp_path: Path, tiny_root: Path
) -> None:
    page = opened("en/lecture.html")
    page.locator("html[data-lecture=ready]").wait_for(state="attached")
    seen = [button.get_attribute("data-make") for button in page.locator("[data-make]:not([hidden])").all()]
    ticks = page.locator("[data-list] .lecture-group > ul > li > label input")
    for at in range(2):
        ticks.nth(at).check()
    page.locator("[data-own=day] summary").click()
    page.locator("[data-add-day]").click()
    page.locator("textarea[data-name=text]").first.fill("Mine.")
    page.locator("textarea[data-name=notes]").first.fill("Only for me.")
    assert seen == ["page", "html", "toml"]
    assert "runs without a service" in page.locator("[data-frozen-note]").inner_text()
    with page.expect_download() as download:
        page.locator("[data-make=toml]").click()
    (tiny_root / "tours").mkdir(exist_ok=True)
    download.value.save_as(tiny_root / "tours" / "lecture.toml")
    assert [str(found) for found in check_atlas(tiny_root) if "lecture" in found.file] == []
    with page.expect_download() as download:
        page.locator("[data-make=html]").click()
    download.value.save_as(tmp_path / "lecture.html")
    assert (tmp_path / "lecture.html").read_text("utf-8").count("<iframe") == 3
    page.locator("[data-make=page]").click()
    words = page.locator(".lecture-player-text")
    assert "Mine." in words.inner_text()
    assert "Only for me." not in words.inner_text()
    page.keyboard.press("n")
    assert "Only for me." in words.inner_text()
    page.frame_locator(".lecture-player-map").locator("html[data-map-drawn]").wait_for(state="attached")
    page.keyboard.press("End")
    page.locator(".lecture-player .num", has_text="3 / 3").wait_for()
    page.keyboard.press("Escape")
    page.locator(".lecture-player").wait_for(state="detached")
