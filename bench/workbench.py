"""Time the Read room on a long text: opening, scrolling, deciding, in headless Chromium.

usage: workbench.py [--pages N] [--decisions N] [--text FILE]

The text is repeated until it has so many pages of 2,500 characters; the atlas is a copy of the small one of the tests.
"""

# ruff: noqa: E501

from __future__ import annotations

import argparse
import shutil
import statistics
import tempfile
import threading
import time
from pathlib import Path

from playwright.sync_api import Page, sync_playwright
from service import CHROMIUM, CHROMIUM_ARGUMENTS

from mapsvc.web.edit.local_server import local_server
from mapsvc.web.edit.workbench import create_edit_app

DATA = Path(__file__).parents[1] / "tests" / "data"
TEXT = DATA / "texts" / "workbench" / "en-malta-1565.txt"
PAGE_CHARACTERS = 2_500
READY = "html[data-read=ready]"
#: Tasks of the page that keep it from answering: those of more than 50 ms, as the browser tells them.
WATCH = """() => {
  window.slowTasks = [];
  new PerformanceObserver((list) => list.getEntries().forEach(({duration}) => window.slowTasks.push(duration)))
    .observe({type: "longtask"});
}"""
#: From end to end of whatever scrolls in the text, a screen a frame.
SCROLL = """async () => {
  const fits = (node) => node.scrollHeight > node.clientHeight * 3 && getComputedStyle(node).overflowY !== "visible";
  const box = [...document.querySelectorAll("main *")].find(fits) || document.scrollingElement;
  for (let at = 0; at < box.scrollHeight && at < 400 * box.clientHeight; at += box.clientHeight) {
    box.scrollTop = at;
    await new Promise(requestAnimationFrame);
  }
  box.scrollTop = 0;
}"""
#: What a key did is seen when the next frame is drawn.
DECIDE = """async () => {
  const from = performance.now();
  document.body.dispatchEvent(new KeyboardEvent("keydown", {key: "Enter", code: "Enter", bubbles: true, cancelable: true}));
  await new Promise(requestAnimationFrame);
  return performance.now() - from;
}"""


def main() -> None:
    """Make the atlas, and measure."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pages", type=int, default=300)
    parser.add_argument("--decisions", type=int, default=100)
    parser.add_argument("--text", type=Path, default=TEXT)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(shutil.copytree(DATA / "tiny", Path(folder) / "atlas"))
        words = asked.text.read_text("utf-8").rstrip() + "\n\n"
        length = asked.pages * PAGE_CHARACTERS
        long = (words * (length // len(words) + 1))[:length]
        (root / "texts" / "long.txt").write_text(long, "utf-8")
        said = 'language = "en"\nsource = "paper"\ntitle = "Long"\n'
        (root / "texts" / "long.toml").write_text(said, "utf-8")
        with local_server("127.0.0.1", 0, create_edit_app(root, who="bench")) as server:
            threading.Thread(target=server.serve_forever, daemon=True).start()
            _measure(f"http://127.0.0.1:{server.port}/edit/read/long/?lang=en", asked.decisions)
            server.shutdown()


def _measure(url: str, decisions: int) -> None:
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_ARGUMENTS)
        page = browser.new_page(viewport={"width": 1366, "height": 768})
        print(f"first opening, with the text read: {_open(page, url):.1f} s")
        print(f"opening: {statistics.median(_open(page, url) for _ in range(3)):.2f} s (2 s)")
        page.evaluate(WATCH)
        page.evaluate(SCROLL)
        slow = page.evaluate("window.slowTasks.splice(0)")
        print(f"scrolling: {len(slow)} tasks over 50 ms, the longest {max(slow, default=0):.0f} ms (none)")
        page.keyboard.press("n")
        took = [page.evaluate(DECIDE) for _ in range(decisions)]
        told = page.locator("[data-progress]").inner_text()
        print(f"a decision: median {statistics.median(took):.0f} ms, longest {max(took):.0f} ms (100 ms)")
        print(told)
        browser.close()


def _open(page: Page, url: str) -> float:
    start = time.perf_counter()
    page.goto(url)
    page.locator(READY).wait_for(state="attached", timeout=600_000)
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
