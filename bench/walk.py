"""From a text to a published atlas in the workbench, by keys and mouse alone: actions and seconds a room.

A headless Chromium does what a historian does: begins an atlas, brings in a text of the siege of Malta in
1565 (an own text of 1,590 words), decides on its mentions, lets events be proposed and finishes six of them,
pastes a work, draws a border in two stretches and a journey, lays an old map by its points, and publishes
a folder. Then `mapsvc check`
reads the atlas, and pages of the folder are opened from `file://` in three sizes.

usage: walk.py [--mentions N] [-o FOLDER]
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image, ImageDraw
from playwright.sync_api import Locator, Page, expect, sync_playwright
from service import CHROMIUM, CHROMIUM_ARGUMENTS

ROOT = Path(__file__).parents[1]
TEXT = ROOT / "tests" / "data" / "texts" / "workbench" / "en-malta-1565.txt"
WORK = """@book{bradford1961, author = {Bradford, Ernle}, title = {The Great Siege: Malta 1565},
publisher = {Hodder and Stoughton}, address = {London}, year = {1961}}"""
#: What names that no gazetteer has lie at.
KNOWN = {"Marsamxett": "35.9028, 14.5083", "Mount Sciberras": "35.9, 14.512"}
#: Persons, and a post of the wall, that were taken for places.
NO_PLACES = {"Castile", "Mustafa Pasha", "Don", "Toledo"}
#: Drafts that become events, by the printed day: title and summary in words of one's own.
EVENTS = {
    "22 March 1565": ("The fleet sails", "Some 180 ships leave Constantinople for the west."),
    "19 May": ("Landing at Marsaxlokk", "The army goes on land in the south-east of Malta."),
    "23 June 1565": ("Saint Elmo falls", "After a month of siege the fort is taken."),
    "15 July": ("Attack on Senglea", "Senglea is attacked from the land and from the water."),
    "7 September 1565": ("The relief lands", "Some 8,000 men from Sicily land in the north of Malta."),
    "28 March 1566": ("A new city is begun", "The first stone of Valletta is laid."),
}  # fmt: skip
#: Events that were proposed for another place, and what is typed in its stead.
PLACED = {"A new city is begun": "Valletta"}
#: Towns that stand on the old map, longitude and latitude.
POINTS = {
    "Mdina": (14.4031, 35.8864), "Birgu": (14.5177, 35.8916), "Marsaxlokk": (14.543, 35.8421),
    "Rabat in Gozo": (14.2397, 36.0443), "Mellieha": (14.3622, 35.9564),
}  # fmt: skip
_PATIENCE_MS = 30_000
SIZES = ((1920, 1080), (1366, 768), (390, 844))


class Hand:
    """A person at the workbench: whatever is done is counted by room."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.room = ""
        self.rows: dict[str, list[float]] = {}
        self.began = time.perf_counter()

    def enter(self, room: str) -> None:
        """Note that another room is entered."""
        now = time.perf_counter()
        if self.room:
            self.rows[self.room][2] += now - self.began
        self.room, self.began = room, now
        self.rows.setdefault(room, [0, 0, 0.0])

    def click(self, what: Locator) -> None:
        """Click once."""
        what.click()
        self.rows[self.room][0] += 1

    def press(self, key: str) -> None:
        """Press one key."""
        self.page.keyboard.press(key)
        self.rows[self.room][0] += 1

    def type(self, field: Locator, words: str) -> None:
        """Put the cursor into a field and type over what stands in it."""
        field.click()
        field.press("Control+a")
        field.press_sequentially(words)
        self.rows[self.room][0] += 1
        self.rows[self.room][1] += len(words)

    def choose(self, field: Locator, value: str) -> None:
        """Choose one of a list."""
        field.select_option(value)
        self.rows[self.room][0] += 1

    def go(self, name: str) -> None:
        """Go to a room by its link."""
        self.enter(name)
        self.click(self.page.locator("nav").get_by_role("link", name=name, exact=True))
        self.saved()

    def saved(self) -> None:
        """Wait until all is saved."""
        expect(self.page.locator(".edit-state")).to_have_attribute("data-state", "saved", timeout=60_000)


def begin(hand: Hand) -> None:
    """Make the atlas and bring the text in."""
    page = hand.page
    hand.enter("Start")
    hand.type(page.locator("[data-field=title]"), "The Siege of Malta, 1565")
    hand.type(page.locator("[data-first]"), "1522")
    hand.type(page.locator("[data-last]"), "1568")
    hand.press("Enter")
    expect(page.locator("[data-bring]")).to_be_visible()
    with page.expect_file_chooser() as chooser:
        hand.click(page.get_by_text("Choose a file"))
    chooser.value.set_files(TEXT)
    hand.click(page.get_by_role("button", name="Enter 1"))
    hand.click(page.get_by_role("link", name="Go on: Read"))


def read(hand: Hand, wanted: int) -> list[float]:
    """Decide on mentions by keys; return how many milliseconds each decision kept the reader waiting."""
    page = hand.page
    hand.enter("Read")
    hand.click(page.get_by_role("link", name="The Siege of Malta, 1565").last)
    page.locator("html[data-read=ready]").wait_for(state="attached")
    waited: list[float] = []
    progress = page.locator("[data-progress]")
    while len(waited) < wanted:
        before, name = progress.inner_text(), page.locator(".read-card-name").inner_text()
        began = time.perf_counter()
        if name in KNOWN and "No place is known" in page.locator("#read-card").inner_text():
            hand.press("Enter")
            hand.type(page.locator("#read-spot"), KNOWN[name])
            hand.press("Enter")
            expect(progress).not_to_have_text(before)
            waited.append(0.0)
            continue
        hand.press("x" if name in NO_PLACES else "Enter")
        page.wait_for_function(
            "(before) => document.querySelector('[data-progress]').textContent.trim() !== before.trim()",
            arg=before, polling=5, timeout=8000,
        )  # fmt: skip
        waited.append((time.perf_counter() - began) * 1000)
    hand.saved()
    return waited


def cite(hand: Hand) -> None:
    """Paste a work."""
    page = hand.page
    hand.go("Sources")
    hand.click(page.get_by_text("Paste from a library"))
    page.locator("[data-paste] textarea").fill(WORK)
    hand.press("Control+v")
    hand.click(page.locator("[data-add]"))
    expect(page.locator("[data-list] li").filter(has_text="Bradford")).to_be_visible()
    hand.saved()


def tell(hand: Hand) -> None:
    """Let events be proposed, and finish six of them in words of one's own."""
    page = hand.page
    hand.go("Events")
    hand.click(page.get_by_role("button", name="Propose"))
    expect(page.locator("[data-proposed]")).to_contain_text("New drafts", timeout=60_000)
    for printed, (title, summary) in EVENTS.items():
        draft = page.locator("[data-list=drafts] a").filter(has_text=printed).first
        words = draft.inner_text()
        hand.click(draft)
        expect(page.locator("[data-name]")).to_have_text(words)
        hand.type(page.locator('[data-field="title.en"]'), title)
        hand.type(page.locator('[data-field="summary.en"]'), summary)
        if title in PLACED:
            hand.click(page.locator(".edit-place button").first)
            hand.type(page.locator("#edit-event-place"), PLACED[title])
            expect(page.locator(".edit-choices li").first).to_contain_text(PLACED[title])
            hand.press("Enter")
            expect(page.locator(".edit-place").first).to_contain_text(PLACED[title])
        hand.press("Tab")
        hand.click(page.locator('[data-field="draft"]'))
        expect(page.locator("[data-list=events] a").filter(has_text=title)).to_be_visible(timeout=20_000)
        hand.saved()


def draw(hand: Hand) -> None:
    """Draw a border in two stretches, and a journey from place to place."""
    page = hand.page
    hand.go("Draw")
    page.locator("html[data-draw=ready]").wait_for(state="attached")
    dialog = _drawn(hand, "Border", ("35.8935, 14.5085", "35.8885, 14.5105", "35.8845, 14.5185"))
    dialog.locator("select").first.select_option("")
    hand.type(dialog.locator(".edit-head-fields").get_by_label("Title, English"), "The lines before Birgu")
    hand.type(dialog.locator(".edit-head-fields").get_by_label("In force from/to"), "1565-06-23/1565-09-08")
    _keep(hand, dialog)
    dialog = _drawn(hand, "Border", ("35.8845, 14.5185", "35.8880, 14.5260", "35.8920, 14.5290"))
    _keep(hand, dialog)
    hand.choose(page.locator("[data-card]").get_by_label("How sure"), "uncertain")
    hand.saved()
    dialog = _drawn(hand, "Journey", ("Constantinople", "Gallipoli", "Chios", "Navarino", "Marsaxlokk"))
    hand.type(dialog.locator(".edit-head-fields").get_by_label("Title, English"), "The fleet to Malta")
    hand.type(dialog.locator(".edit-head-fields").get_by_label("In force from/to"), "1565-04-01/1565-05-29")
    hand.choose(dialog.get_by_label("Travelled by"), "ship")
    _keep(hand, dialog)


def _drawn(hand: Hand, tool: str, positions: tuple[str, ...]) -> Locator:
    page = hand.page
    hand.click(page.get_by_role("toolbar").get_by_role("button", name=tool, exact=True))
    field = page.locator("[data-hand] input")
    for number, position in enumerate(positions, 1):
        hand.type(field, position)
        hand.press("Enter")
        expect(page.locator("[data-hand] li")).to_have_count(number)
    hand.click(page.get_by_role("button", name="Finish"))
    return page.locator("dialog[open]")


def _keep(hand: Hand, dialog: Locator) -> None:
    hand.click(dialog.get_by_role("button", name="Save"))
    expect(dialog).to_have_count(0)
    hand.saved()
    hand.page.locator("html[data-draw=ready]").wait_for(state="attached")


def lay(hand: Hand, scan: Path) -> None:
    """Lay an old map under the maps by five typed points of the scan."""
    page = hand.page
    hand.go("Old map")
    page.locator("[data-bring] input[type=file]").set_input_files(scan)
    hand.click(page.locator("[data-bring] button"))
    expect(page.locator("[data-which] option")).to_have_count(1)
    expect(page.locator("[data-fields] [name=title]")).not_to_have_value("")
    rows = page.locator("[data-rows] tr")
    for number, (name, (lon, lat)) in enumerate(POINTS.items(), 1):
        column, row = on_scan(lon, lat)
        hand.type(page.locator("[name=column]"), f"{column:.0f}")
        hand.type(page.locator("[name=row]"), f"{row:.0f}")
        hand.type(page.locator("[name=position]"), f"{lat}, {lon}")
        hand.press("Enter")
        expect(rows, name).to_have_count(number)
    hand.type(page.locator("[name=date]"), "1565")
    hand.type(page.locator("[name=licence]"), "CC0-1.0")
    hand.press("Tab")
    hand.choose(
        page.locator("[data-fields] [name=source]"),
        page.locator("[name=source] option").nth(1).get_attribute("value") or "",
    )
    hand.saved()
    hand.click(page.locator("[data-tiles]"))
    expect(page.locator("[data-progress]")).to_be_hidden(timeout=120_000)
    hand.saved()


def on_scan(lon: float, lat: float) -> tuple[float, float]:
    """Return where a place lies on the scan that `draw_scan` makes: a sheet that lies a little askew."""
    x, y = (lon - 14.15) * 3600, (36.12 - lat) * 4400
    return x * 0.997 + y * 0.07 + 20, y * 0.997 - x * 0.07 + 120


def draw_scan(path: Path) -> Path:
    """Draw what stands for the scan of an old map: a sheet with the towns of the islands."""
    sheet = Image.new("RGB", (1800, 1700), "#e9dcb8")
    pen = ImageDraw.Draw(sheet)
    for name, (lon, lat) in POINTS.items():
        x, y = on_scan(lon, lat)
        pen.ellipse((x - 9, y - 9, x + 9, y + 9), outline="#5b2b12", width=4)
        pen.text((x + 16, y - 14), name.upper(), fill="#5b2b12", font_size=34)
    pen.rectangle((12, 12, 1787, 1687), outline="#5b2b12", width=5)
    sheet.save(path)
    return path


def publish(hand: Hand, folder: Path) -> None:
    """Look at what is at fault, and publish a folder."""
    page = hand.page
    hand.go("Check")
    expect(page.locator("[data-state=clean], .edit-verdict").first).to_contain_text("No faults")
    hand.go("Publish")
    hand.type(page.locator("[data-folder]"), str(folder))
    hand.click(page.locator("form[data-form] button[type=submit]"))
    expect(page.locator("[data-said]")).to_contain_text("Done:", timeout=600_000)
    hand.enter("end")


@contextmanager
def editing(atlas: Path) -> Iterator[str]:
    """Start the workbench of a folder that is not there yet."""
    command = [sys.executable, "-m", "mapsvc", "edit", str(atlas), "--port", "0", "--who", "bench"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:
        assert process.stdout is not None
        said = process.stdout.readline()
        try:
            yield said.split(" at ")[1].split("/edit/")[0]
        finally:
            process.terminate()


def main() -> None:
    """Walk, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mentions", type=int, default=100)
    parser.add_argument("-o", "--output", type=Path, help="where the atlas, the site and pictures are kept")
    asked = parser.parse_args()
    folder = asked.output or Path(tempfile.mkdtemp(prefix="mapsvc-walk-"))
    atlas, site = folder / "atlas", folder / "site"
    with editing(atlas) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_ARGUMENTS)
        page = browser.new_page(viewport={"width": 1366, "height": 768}, locale="en-GB")
        page.set_default_timeout(_PATIENCE_MS)
        expect.set_options(timeout=_PATIENCE_MS)
        hand = Hand(page)
        page.goto(f"{address}/edit/")
        try:
            begin(hand)
            waited = read(hand, asked.mentions)
            cite(hand)
            tell(hand)
            draw(hand)
            lay(hand, draw_scan(folder / "old-map-of-malta.png"))
            publish(hand, site)
        except Exception:
            page.screenshot(path=folder / "failed.png")
            raise
        looked_at(browser.new_page(), site, folder)
    print(f"{'room':<10}{'actions':>8}{'letters':>8}{'seconds':>9}")
    for room, (actions, letters, seconds) in hand.rows.items():
        if room != "end":
            print(f"{room:<10}{actions:>8.0f}{letters:>8.0f}{seconds:>9.1f}")
    print(
        f"decision: median {statistics.median(waited):.0f} ms of {len(waited)}, longest {max(waited):.0f} ms"
    )
    done = subprocess.run([sys.executable, "-m", "mapsvc", "check", "--atlas", str(atlas)], check=False)
    print(f"mapsvc check: exit {done.returncode}; {folder}")


def looked_at(page: Page, site: Path, folder: Path) -> None:
    """Open pages of the site as files in three sizes, and keep pictures of them."""
    pages = {"home": "index.html", "events": "events/index.html", "route": "routes/the-fleet-to-malta.html",
             "border": "borders/the-lines-before-birgu.html", "timeline": "timeline.html"}  # fmt: skip
    for name, path in pages.items():
        for width, height in SIZES:
            page.set_viewport_size({"width": width, "height": height})
            file = next((one for one in (site / path, site / "en" / path) if one.is_file()), None)
            if file is None:
                print(f"missing in the site: {path}")
                break
            page.goto(file.as_uri())
            page.wait_for_load_state("networkidle")
            page.wait_for_timeout(1000)
            page.screenshot(path=folder / f"{name}-{width}.png")


if __name__ == "__main__":
    main()
