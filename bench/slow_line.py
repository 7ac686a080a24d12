"""Open a page as a phone on a slow line does for the first time: when text, signs, names and map are there.

usage: slow_line.py [--path PATH] [--runs N] [--kbit N] [--rtt MS] [--cpu N]
"""

from __future__ import annotations

import argparse
import statistics
import urllib.request

from playwright.sync_api import Browser, sync_playwright
from service import CHROMIUM, CHROMIUM_ARGUMENTS, serving

#: Notes in the page, in milliseconds since it was asked for, when each thing is there for the first time.
WATCH = """
  window.there = {};
  const things = {signs: ".leaflet-marker-icon", names: ".map-label", drawn: "html[data-map-drawn]"};
  const note = (name, ms) => { if (!(name in there)) there[name] = Math.round(ms); };
  const paints = (list) => list.getEntries().forEach(({name, startTime}) => note(name, startTime));
  new PerformanceObserver(paints).observe({type: "paint", buffered: true});
  const look = () => {
    for (const [name, what] of Object.entries(things))
      if (document.querySelector(what)) note(name, performance.now());
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
"""
SHOWN = {
    "first-contentful-paint": "title, text, key",
    "signs": "signs",
    "names": "names",
    "drawn": "whole map",
}


def visit(browser: Browser, address: str, *, kbit: float, rtt_ms: float, cpu: float) -> dict[str, int]:
    """Open a page in a fresh profile; return when each thing was there, in milliseconds."""
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, device_scale_factor=2, has_touch=True, is_mobile=True
    )
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    line = {
        "downloadThroughput": kbit * 125,
        "uploadThroughput": kbit * 125,
        "latency": rtt_ms,
        "offline": False,
    }
    session.send("Network.emulateNetworkConditions", line)
    session.send("Emulation.setCPUThrottlingRate", {"rate": cpu})
    page.add_init_script(WATCH)
    page.goto(address, timeout=120_000)
    page.wait_for_function("'drawn' in there", timeout=120_000)
    there: dict[str, int] = page.evaluate("there")
    context.close()
    return there


def main() -> None:
    """Run the measurement."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--path", default="/events/kars-treaty?lang=tr")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--kbit", type=float, default=400)
    parser.add_argument("--rtt", type=float, default=400)
    parser.add_argument("--cpu", type=float, default=4)
    chosen = parser.parse_args()
    with serving() as address, sync_playwright() as playwright:
        urllib.request.urlopen(address + chosen.path).close()  # the service is warm, the browser is not
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_ARGUMENTS)
        line = {"kbit": chosen.kbit, "rtt_ms": chosen.rtt, "cpu": chosen.cpu}
        visits = [visit(browser, address + chosen.path, **line) for _ in range(chosen.runs)]
        browser.close()
    print(f"{chosen.path}: {chosen.kbit:g} kbit/s, {chosen.rtt:g} ms, CPU ×{chosen.cpu:g}, first visits")
    for name, words in SHOWN.items():
        times = sorted(there[name] for there in visits)
        print(f"{words:18} {statistics.median(times):6.0f} ms ({times[0]}–{times[-1]})")


if __name__ == "__main__":
    main()
