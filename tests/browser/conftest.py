"""A real server and a real Chromium; a page that misbehaves fails the test that opened it."""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal, NoReturn
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Frame,
    Locator,
    Page,
    Request,
    ViewportSize,
    expect,
    sync_playwright,
)
from werkzeug.serving import WSGIRequestHandler, make_server

from mapsvc.web.app import create_app
from tests.hostile import ALL, hostile_copy

NewPage = Callable[..., Page]
Motion = Literal["no-preference", "reduce"]
Axe = Callable[[Page], list[str]]
Vnu = Callable[[Iterable[Path]], list[str]]

HERE = Path(__file__).parent
UI = Path(__file__).parents[2] / "ui"
NODE_MODULES = Path(sys.prefix) / "node" / "node_modules"
#: The shell has no window, and takes two thirds of the time; it is the same engine.
CHROMIUM_NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
CHROMIUM_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--process-per-site",  # else the page that `Contexts` holds open shares nothing
)
#: What a page leaves in its context for the next one, besides the cache of what was loaded.
STORED = "cookies,local_storage,indexeddb,cache_storage,service_workers"
START_S = 180.0
#: All browsers of a run are one reader to the service, for whom much is drawn, and on a busy machine slowly.
UNHURRIED = {"MAPSVC_ADDRESS_SECONDS": "3600", "MAPSVC_FILE_SECONDS": "600"}
#: Longer than an animated zoom of Leaflet, which ends with a jump.
MOVES_MS = 350
#: So long a page may take for what it does in a moment, on a machine that has other things to do.
PATIENCE_S = 60.0
WCAG_TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
RUN_AXE = """async tags => {
  const {violations} = await axe.run(document,
    {runOnly: {type: "tag", values: tags}, resultTypes: ["violations"]});
  return violations.flatMap(v => v.nodes.map(n => `${v.id}: ${v.help}: ${n.target.join(" ")}`));
}"""
#: The checker runs for seconds: better compiled code, and threads that compile it, cost more than they save.
JAVA_OPTIONS = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xss4m")
VNU_OPTIONS = ("--errors-only", "--exit-zero-always", "--stdout", "--format", "json")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.browser)
            # On a machine that is busy with others Chromium may stand still for longer than any test waits.
            # Only that is tried again, once, and the summary names it; what is wrong stays wrong.
            item.add_marker(pytest.mark.flaky(reruns=1, only_rerun=[r"TimeoutError"]))


def lacking(what: str) -> NoReturn:
    """Skip where a developer lacks a tool, fail where CI does."""
    if os.environ.get("CI"):
        pytest.fail(f"{what} is missing")
    pytest.skip(f"{what} is missing")


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def answers(url: str) -> bool:
    try:
        with urlopen(url, timeout=2) as response:
            return bool(response.status == 200)
    except (URLError, ConnectionError, TimeoutError):
        return False


@contextmanager
def serving(log: Path, *options: str) -> Iterator[str]:
    """A real `mapsvc serve`; gives its address, without a slash at its end."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "mapsvc", "serve", "--port", str(port), *options]
    environment = os.environ | UNHURRIED
    with log.open("wb") as out, subprocess.Popen(command, stdout=out, stderr=out, env=environment) as process:
        try:
            end = time.monotonic() + START_S
            while not answers(f"{url}/healthz"):
                if process.poll() is not None or time.monotonic() > end:
                    pytest.fail(f"mapsvc serve did not answer:\n{log.read_text(encoding='utf-8')}")
                time.sleep(0.05)
            yield url
        finally:
            process.terminate()


class _Quiet(WSGIRequestHandler):
    def log(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def answering(root: Path, app: Callable[..., Any] | None = None) -> Iterator[str]:
    """The service over an atlas, in this process: what a start of another one costs is paid once a run."""
    server = make_server("127.0.0.1", 0, app or create_app(root), threaded=True, request_handler=_Quiet)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="session")
def server_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of a service over the shipped atlas that runs for this session."""
    with serving(tmp_path_factory.mktemp("server") / "log.txt") as url:
        yield url


@pytest.fixture(scope="session")
def hostile_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of a service over the tiny atlas with every attack in every text field."""
    with answering(hostile_copy(tmp_path_factory.mktemp("hostile"), ALL)) as url:
        yield url


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Headless Chromium: `$MAPSVC_CHROMIUM`, else the first one on the path."""
    found = (shutil.which(name) for name in CHROMIUM_NAMES)
    chromium = os.environ.get("MAPSVC_CHROMIUM") or next(filter(None, found), None)
    if chromium is None:
        lacking("Chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_FLAGS)
        expect.set_options(timeout=PATIENCE_S * 1000)
        yield browser
        browser.close()


def watch(page: Page, host: str, problems: list[str], *, refused: bool = False) -> None:
    """Note in `problems` what a page of `host` must not do."""

    def on_console(message: ConsoleMessage) -> None:
        expected = refused and re.search(r"status of 40[04] ", message.text)
        if message.type == "error" and not expected:
            problems.append(f"console error on {page.url}: {message.text}")

    def on_request(request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme not in {"data", "blob"} and address.netloc != host:
            problems.append(f"request to another host from {page.url}: {request.url}")

    page.on("console", on_console)
    page.on("pageerror", lambda error: problems.append(f"script error on {page.url}: {error}"))
    page.on("request", on_request)


class Contexts:
    """
    Browser contexts that are lent to a test and taken back without what its pages stored.

    A page is always new. The scripts, styles and tiles that it loads are in the cache of its context, and
    compiled in the process of a page of the same site that stays open: a third less time to a drawn map.
    """

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._resting: dict[str, list[BrowserContext]] = {}
        self._lent: list[tuple[str, BrowserContext]] = []

    def lend(self, site: str, **options: Any) -> BrowserContext:
        """Return a context for pages of `site` with the options of Playwright given."""
        kind = json.dumps([site, options], sort_keys=True)
        if resting := self._resting.get(kind):
            context = resting.pop()
        else:
            context = self._browser.new_context(base_url=site, **options)
            context.set_default_timeout(PATIENCE_S * 1000)
            context.new_page().goto("/healthz")
        self._lent.append((kind, context))
        return context

    def take_back(self) -> None:
        """Close the pages of all that was lent, and forget what they stored."""
        while self._lent:
            kind, context = self._lent.pop()
            first, *pages = context.pages
            for page in pages:
                page.close()
            session = context.new_cdp_session(first)
            session.send(
                "Storage.clearDataForOrigin",
                {"origin": first.url.removesuffix("/healthz"), "storageTypes": STORED},
            )
            session.detach()
            self._resting.setdefault(kind, []).append(context)


@pytest.fixture(scope="session")
def contexts(browser: Browser) -> Contexts:
    """The contexts of this session's browser."""
    return Contexts(browser)


@pytest.fixture
def new_page(contexts: Contexts, server_url: str) -> Iterator[NewPage]:
    """
    Open pages with the options of a context given; no page sees what another test's has stored.

    Paths such as `/events/` are taken from the test server, or from `base_url`. After the test, any
    console error, uncaught exception or request to another host fails it; with
    `refused=True` the browser may note that a page was refused (400 or 404).
    """
    problems: list[str] = []

    def open_page(
        *,
        base_url: str = server_url,
        viewport: ViewportSize | None = None,
        reduced_motion: Motion = "no-preference",
        refused: bool = False,
        **options: Any,
    ) -> Page:
        page = contexts.lend(base_url, **({"locale": "en-GB"} | options)).new_page()
        # Of the page, not of its context: pages of all sizes share what they load.
        page.set_viewport_size(viewport or {"width": 1280, "height": 720})
        page.emulate_media(reduced_motion=reduced_motion)
        watch(page, urlsplit(base_url).netloc, problems, refused=refused)
        return page

    yield open_page
    contexts.take_back()
    assert not problems, "\n".join(problems)


def open_map(page: Page, path: str) -> None:
    """Open a page and wait until its map is drawn, with all its layers."""
    answer = page.goto(path)
    assert answer is not None
    assert answer.ok, f"{path}: {answer.status}"
    wait_until_drawn(page)


def wait_until_drawn(frame: Page | Frame) -> None:
    """Wait for the word of the browser code that all layers of the first view are on the screen."""
    # A selector and no expression, which the page's own policy would refuse.
    frame.locator("html[data-map-drawn]").wait_for(state="attached")


def wait_until(page: Page | Frame, holds: Callable[[], object]) -> None:
    """Wait until something holds; a page does what it is asked as soon as the machine lets it."""
    end = time.monotonic() + PATIENCE_S
    while not holds():
        if time.monotonic() > end:
            pytest.fail("it never holds")
        page.wait_for_timeout(30)


def wait_until_still(page: Page | Frame, what: str, pause_ms: int = MOVES_MS) -> Any:
    """Wait until what a function of the page gives stays the same over a pause, and return it."""
    before = None
    for _ in range(60):
        now = page.evaluate(what)
        if now == before:
            return now
        before = now
        page.wait_for_timeout(pause_ms)
    pytest.fail(f"never comes to rest: {what}")


@pytest.fixture
def page(new_page: NewPage) -> Page:
    """One watched page of a desktop size."""
    return new_page(viewport={"width": 1280, "height": 800})


@pytest.fixture(scope="session")
def axe() -> Axe:
    """Return what breaks WCAG 2.0 to 2.2, A and AA, on a page: rule, meaning and element."""
    source = NODE_MODULES / "axe-core" / "axe.min.js"
    if not source.is_file():
        lacking("axe-core")
    script = source.read_text(encoding="utf-8")

    def violations(page: Page) -> list[str]:
        page.evaluate(script)  # not a script element, which the page's own policy would refuse
        found: list[str] = page.evaluate(RUN_AXE, list(WCAG_TAGS))
        return found

    return violations


@pytest.fixture(scope="session")
def vnu() -> Vnu:
    """Return what the Nu HTML checker holds against HTML files: file, line and message."""
    jar = NODE_MODULES / "vnu-jar" / "build" / "dist" / "vnu.jar"
    java = shutil.which("java")
    if java is None or not jar.is_file():
        lacking("the HTML checker (vnu-jar with Java)")

    def errors(paths: Iterable[Path]) -> list[str]:
        command = [java, *JAVA_OPTIONS, "-jar", str(jar), *VNU_OPTIONS, *map(str, paths)]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
        messages = json.loads(done.stdout)["messages"]
        return [f"{Path(m['url']).name}:{m.get('lastLine', 0)}: {m['message']}" for m in messages]

    return errors


_TWO_FRAMES = "() => new Promise((seen) => requestAnimationFrame(() => requestAnimationFrame(seen)))"
_IS_UNDER = """(node, [[x, y], handle]) => {
  const found = document.elementFromPoint(x, y);
  return handle ? Boolean(found?.matches(handle)) : node.contains(found);
}"""


def grasp(what: Locator, handle: str = "") -> tuple[float, float]:
    """
    Bring the pointer onto an element once the page has come to rest and nothing covers it.

    Parameters
    ----------
    what
        The element, or one in whose middle that lies which is grasped.
    handle
        A selector of what is grasped, if it is another.
    """
    page, stood = what.page, None
    for _ in range(200):
        what.scroll_into_view_if_needed()
        box = what.bounding_box()
        assert box
        at = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        page.mouse.move(*at)
        page.evaluate(_TWO_FRAMES)
        if at == stood and what.evaluate(_IS_UNDER, [list(at), handle]):
            return at
        stood = at
    msg = f"nothing to grasp lies at {stood}"
    raise AssertionError(msg)
