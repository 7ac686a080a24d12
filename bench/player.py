"""Frame times of a playing journey in headless Chromium, by the browser's own clock.

usage: player.py [--route ID] [--seconds S] [--speed slow|normal|fast] [--width W] [--height H]
       [--embed] [--together]
"""

from __future__ import annotations

import argparse
import statistics

from playwright.sync_api import sync_playwright
from service import CHROMIUM, CHROMIUM_ARGUMENTS, serving

#: Plays from the first day, and gives the times between animation frames in milliseconds.
MEASURE = """async ({seconds, speed, together}) => {
  const {player} = window.mapsvc;
  if (together) player.showTogether(true);
  player.speed = speed;
  player.goTo(1);
  await new Promise(done => setTimeout(done, 1200));
  const frames = [];
  player.play();
  await new Promise(done => {
    const end = performance.now() + seconds * 1000;
    let before = 0;
    const tick = now => {
      if (before) frames.push(now - before);
      before = now;
      if (now < end && player.playing) requestAnimationFrame(tick); else done();
    };
    requestAnimationFrame(tick);
  });
  const state = player.state;
  player.pause();
  return {frames, state};
}"""


def main() -> None:
    """Measure and print one line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--route", default="bekir-sami-1920")
    parser.add_argument("--seconds", type=float, default=12)
    parser.add_argument("--speed", default="fast", choices=["slow", "normal", "fast"])
    parser.add_argument("--width", type=int, default=1366)
    parser.add_argument("--height", type=int, default=768)
    parser.add_argument("--embed", action="store_true")
    parser.add_argument("--together", action="store_true")
    asked = parser.parse_args()
    with serving() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_ARGUMENTS)
        page = browser.new_page(viewport={"width": asked.width, "height": asked.height})
        page.goto(f"{address}{'/embed' if asked.embed else ''}/routes/{asked.route}?lang=en")
        page.locator("html[data-map-drawn]").wait_for(state="attached")
        options = {"seconds": asked.seconds, "speed": asked.speed, "together": asked.together}
        found = page.evaluate(MEASURE, options)
        browser.close()
    frames = sorted(found["frames"])
    late = frames[min(len(frames) - 1, int(len(frames) * 0.95))]
    print(
        f"{asked.route}: {len(frames)} frames, median {statistics.median(frames):.1f} ms, "
        f"95th percentile {late:.1f} ms, longest {frames[-1]:.1f} ms; stood at {found['state']['day']}"
    )


if __name__ == "__main__":
    main()
