"""Weigh and time event pages in headless Chromium, beside a naive folium page of the same event.

usage: event_page.py [--event ID] [--next ID] [--runs N] [--width W] [--height H]
"""

from __future__ import annotations

import argparse
import http.server
import statistics
import tempfile
import threading
from functools import partial
from pathlib import Path
from typing import Any

import folium
from playwright.sync_api import Browser, BrowserContext, sync_playwright
from service import CHROMIUM, CHROMIUM_ARGUMENTS, serving

import mapsvc
from mapsvc.history.borders import borders_on
from mapsvc.model.dates import day_span
from mapsvc.templating import static_root

#: The naive page says itself drawn when Leaflet has added its last layer and a frame has passed.
NAIVE_DRAWN = (
    "requestAnimationFrame(()=>document.documentElement.dataset.mapDrawn=Math.round(performance.now()))"
)


class QuietHandler(http.server.SimpleHTTPRequestHandler):
    """Serves files without a line for each."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def naive_page(event_id: str, folder: Path) -> str:
    """Write the page that stock folium makes of an event: everything inlined, Leaflet from a local copy."""
    records = mapsvc.open_atlas().records
    event = records.event(event_id)
    page = folium.Map(location=[40.5, 44], zoom_start=7, tiles=None)
    for part in event.places:
        place = records.places[part.place]
        if place.lat is not None:
            folium.Marker([place.lat, place.lon], popup=place.title, tooltip=place.title).add_to(page)
    day = day_span(event.when.start)
    shown = {border.id: border for border in borders_on(records, day)}
    shown |= {key: records.borders[key] for key in event.borders}
    for border in shown.values():
        for piece in border.pieces:
            folium.GeoJson(piece.geometry.__geo_interface__, tooltip=piece.title.en).add_to(page)
    for key in event.routes:
        for leg in records.routes[key].pieces:
            folium.GeoJson(leg.geometry.__geo_interface__).add_to(page)
    leaflet = static_root() / "vendor" / "leaflet"
    for name in ("leaflet.js", "leaflet.css"):
        (folder / name).write_bytes((leaflet / name).read_bytes())
    page.default_js, page.default_css = [("leaflet", "leaflet.js")], [("leaflet_css", "leaflet.css")]
    html = page.get_root().render().replace("</html>", f"<script>{NAIVE_DRAWN}</script></html>")
    (folder / "naive.html").write_text(html, encoding="utf-8")
    return "naive.html"


def visit(context: BrowserContext, address: str) -> tuple[int, int, int]:
    """Open a page; return milliseconds to drawn, bytes on the wire and the number of requests."""
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    seen: list[float] = []
    session.on("Network.loadingFinished", lambda event: seen.append(event["encodedDataLength"]))
    page.goto(address)
    page.wait_for_selector("html[data-map-drawn]", state="attached", timeout=20_000)
    drawn = int(page.evaluate("Number(document.documentElement.dataset.mapDrawn)"))
    page.wait_for_timeout(300)
    page.close()
    return drawn, round(sum(seen)), len(seen)


def measure(
    browser: Browser, view: dict[str, Any], runs: int, *addresses: str
) -> list[list[tuple[int, int, int]]]:
    """Visit the addresses one after another in a fresh profile, `runs` times."""
    rounds = []
    for _ in range(runs):
        context = browser.new_context(viewport=view, reduced_motion="no-preference")
        rounds.append([visit(context, address) for address in addresses])
        context.close()
    return [list(column) for column in zip(*rounds, strict=True)]


def report(name: str, visits: list[tuple[int, int, int]]) -> None:
    """Print the median of the times with their range, and the weight."""
    times = sorted(visit[0] for visit in visits)
    weight, requests = visits[0][1] / 1000, visits[0][2]
    median = statistics.median(times)
    print(f"{name:34} {median:6.0f} ms ({times[0]}–{times[-1]})  {weight:8.1f} KB  {requests:3} requests")


def main() -> None:
    """Run the comparison."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--event", default="kars-treaty")
    parser.add_argument("--next", default="abilov-credentials")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--width", type=int, default=1366)
    parser.add_argument("--height", type=int, default=768)
    chosen = parser.parse_args()
    view = {"width": chosen.width, "height": chosen.height}
    with tempfile.TemporaryDirectory() as name, serving() as address, sync_playwright() as playwright:
        folder = Path(name)
        handler = partial(QuietHandler, directory=name)
        files = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        threading.Thread(target=files.serve_forever, daemon=True).start()
        naive = f"http://127.0.0.1:{files.server_port}/{naive_page(chosen.event, folder)}"
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_ARGUMENTS)
        pages = [f"{address}/events/{event}?lang=tr" for event in (chosen.event, chosen.next)]
        measure(browser, view, 1, *pages)
        first, following = measure(browser, view, chosen.runs, *pages)
        (stock,) = measure(browser, view, chosen.runs, naive)
        browser.close()
        files.shutdown()
    print(f"headless Chromium, {chosen.width}×{chosen.height}, median of {chosen.runs}, first page uncached")
    report(f"first page: {chosen.event}", first)
    report(f"following page: {chosen.next}", following)
    report(f"naive folium page: {chosen.event}", stock)


if __name__ == "__main__":
    main()
