"""
Check a frozen site page by page, and open it in Chromium from the disk and from a plain web server.

    python bench/freeze.py SITE             every link of every file leads to a file
    python bench/freeze.py SITE --browse    and a page of each kind is opened from file:// and http://
    python bench/freeze.py SITE --kill 20   kill `mapsvc freeze` at random moments and look at what is left
"""

from __future__ import annotations

import argparse
import functools
import hashlib
import http.server
import itertools
import json
import os
import random
import re
import signal
import threading
import time
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

_LINKS = {"href", "src", "action", "poster", "data-prev", "data-next"}
BROKEN_FONTS = (
    "document.fonts.ready.then(() => [...document.fonts].filter(font => font.status === 'error').length)"
)
#: A page of each kind; those that a site lacks are left out.
SAMPLE = (
    "index.html",
    "{lang}/index.html",
    "{lang}/events/index.html?kind=treaty",
    "{lang}/events/kars-treaty.html",
    "{lang}/places/index.html",
    "{lang}/places/baku.html",
    "{lang}/routes/index.html",
    "{lang}/routes/bekir-sami-1920.html",
    "{lang}/borders/index.html",
    "{lang}/borders/moscow-1921.html",
    "{lang}/compare/moscow-1921/kars-1921.html",
    "{lang}/compare/moscow-1921/kars-1921.html?mode=swipe",
    "{lang}/compare/berlin-1878/kars-1921.html?mode=difference",
    "{lang}/routes/yusuf-kemal-1921.html?stop=2",
    "{lang}/tour/baku-april-1920.html?step=3",
    "{lang}/events/baku-taken.html?view=48,39,51,41",
    "{lang}/timeline.html?on=1920-04-28",
    "{lang}/mentions.html",
    "{lang}/search.html?q=Bak%C3%BC",
    "{lang}/download/index.html",
    "{lang}/embed/events/kars-treaty.html",
    "{lang}/embed/timeline.html",
    "{lang}/embed/compare/moscow-1921/kars-1921.html?mode=swipe",
    "{lang}/embed/routes/bekir-sami-1920.html?at=1920-06-20",
)


class _Links(HTMLParser):
    """What a page leads to: its links, and the pages of all that its forms let a reader choose."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._page, self._field = "", ""
        self._chosen: dict[str, list[str]] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for key, value in attrs:
            if key in _LINKS and value:
                self.found.append(value)
            elif key == "data-frozen-choices" and value:
                self.found.extend(json.loads(value).values())
        given = dict(attrs)
        if tag == "form":
            # What only a service can do is not seen in a frozen site.
            shown = "of-service" not in (given.get("class") or "").split()
            self._page, self._chosen = (given.get("data-frozen-page") or "") if shown else "", {}
        elif tag in {"select", "input"}:
            # A day is led to what stood on it: to some border of the other field.
            self._field = given.get("name") or ""
            self._chosen[self._field] = []
        elif tag == "option":
            self._chosen.setdefault(self._field, []).append(given.get("value") or "")

    def handle_endtag(self, tag: str) -> None:
        if tag != "form" or not self._page:
            return
        names = re.findall(r"\{(\w+)\}", self._page)
        known = next(values for name in names if (values := self._chosen.get(name)))
        for values in itertools.product(*(self._chosen.get(name) or known for name in names)):
            self.found.append(self._page.format(**dict(zip(names, values, strict=True))))
        self._page = ""


def broken_links(site: Path) -> list[str]:
    """Return every link of a page or style sheet that leads to no file of the site."""
    bad = []
    for page in sorted(site.rglob("*.html")):
        if "download" in page.relative_to(site).parts and page.name != "index.html":
            continue  # a map in one file, complete in itself
        parser = _Links()
        parser.feed(page.read_text("utf-8"))
        bad += [f"{page.relative_to(site)}: {href}" for href in parser.found if not _leads(site, page, href)]
    for sheet in sorted(site.rglob("*.css")):
        hrefs = re.findall(r"url\([\"']?([^\"')]+)", sheet.read_text("utf-8"))
        bad += [f"{sheet.relative_to(site)}: {href}" for href in hrefs if not _leads(site, sheet, href)]
    return bad


def _leads(site: Path, page: Path, href: str) -> bool:
    parts = urlsplit(href)
    if parts.scheme or href.startswith("#"):
        return not parts.scheme or parts.scheme in {"https", "http", "mailto", "data"}
    if href.startswith("/"):
        return False
    if not parts.path:
        return True
    target = (page.parent / unquote(parts.path)).resolve()
    return target.is_file() and target.is_relative_to(site.resolve())


def browse(site: Path) -> list[str]:
    """Open a page of each kind from the disk and from a plain server; return what went wrong."""
    from playwright.sync_api import sync_playwright
    from service import CHROMIUM, CHROMIUM_ARGUMENTS

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            return

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=site))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    bad: list[str] = []
    bases = (site.resolve().as_uri() + "/", f"http://127.0.0.1:{server.server_address[1]}/")
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_ARGUMENTS)
        for base in bases:
            for number, name in enumerate(SAMPLE):
                path = name.format(lang=("tr", "en")[number % 2])
                if not (site / urlsplit(path).path).is_file():
                    continue
                page = browser.new_page()
                said: list[str] = []
                page.on(
                    "console",
                    lambda m, said=said: said.append(m.text) if m.type in {"error", "warning"} else None,
                )
                page.on("pageerror", lambda e, said=said: said.append(str(e)))
                page.on("requestfailed", lambda r, said=said: said.append(f"failed: {r.url}"))
                page.on(
                    "request",
                    lambda r, said=said, base=base: (
                        None if r.url.startswith((base, "data:")) else said.append(f"away: {r.url}")
                    ),
                )
                page.goto(base + path)
                if page.locator(".leaflet-container").count():
                    page.wait_for_selector("html[data-map-drawn]", state="attached", timeout=60_000)
                    page.wait_for_timeout(300)
                    said += [f"problem: {text}" for text in page.locator(".map-problem").all_inner_texts()]
                loaded = page.evaluate(BROKEN_FONTS)
                if loaded:
                    said.append(f"{loaded} fonts not loaded")
                bad += [f"{base[:5]} {path}: {text}" for text in said]
                page.close()
        browser.close()
    server.shutdown()
    return bad


def digest(site: Path) -> dict[str, str]:
    return {
        path.relative_to(site).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in site.rglob("*")
        if path.is_file()
    }


def kill_often(site: Path, times: int, atlas: str | None) -> Counter[str]:
    """
    Kill the writing of a site at random moments; each file that is left is whole, the old one or the new.

    The service is asked once, before: that takes minutes in which nothing is written.
    """
    from mapsvc.web import freeze
    from mapsvc.web.app import create_app

    app = create_app(atlas)
    answers = freeze._crawl(app, lambda _done, _known: None)

    def write() -> None:
        shelf = freeze._Shelf(site)
        shelf.open()
        for path, data in freeze._files(app, answers):
            shelf.put(path, data)
        shelf.close(app.extensions["mapsvc"].atlas.digest)

    write()
    whole = digest(site)
    begin = time.monotonic()
    write()
    took_s = time.monotonic() - begin
    chance, seen, old = random.Random(1921), Counter[str](), hashlib.sha256(b"old").hexdigest()
    names = sorted(name for name in whole if not name.startswith("."))
    for _ in range(times):
        for name in chance.sample(names, len(names) // 2):
            # As if an older site stood here.
            (site / name).write_bytes(b"old")
        child = os.fork()
        if child == 0:
            write()
            os._exit(0)
        time.sleep(chance.uniform(0, 1.2) * took_s)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        for name, found in digest(site).items():
            if not name.startswith(".") and not name.endswith(".tmp"):
                kind = "whole" if found == whole.get(name) else "old" if found == old else "DAMAGED"
                seen[kind] += 1
    write()
    seen["differs at the end"] = len(set(whole.items()) ^ set(digest(site).items()))
    return seen


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("site", type=Path)
    parser.add_argument("--browse", action="store_true")
    parser.add_argument("--kill", type=int, default=0)
    parser.add_argument("--atlas")
    options = parser.parse_args()
    if options.kill:
        print(dict(kill_often(options.site, options.kill, options.atlas)))
        return
    bad = broken_links(options.site)
    files = digest(options.site)
    size = sum(path.stat().st_size for path in options.site.rglob("*") if path.is_file())
    print(f"{len(files)} files, {size / 1e6:.1f} MB, {len(bad)} broken links")
    print("\n".join(bad[:40]))
    if options.browse:
        said = browse(options.site)
        print(f"{len(said)} complaints of the browser")
        print("\n".join(said[:40]))


if __name__ == "__main__":
    main()
