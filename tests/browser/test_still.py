"""What is drawn stands still: no row of a key, no name and no size changes once the page says it is ready."""

from __future__ import annotations

import pytest

from tests.browser.conftest import NewPage, open_map

#: Keeps each size that a map or its key has after the page has said that all is drawn.
WATCH = """
document.addEventListener("mapsvc:drawn", () => {
  const parts = [...document.querySelectorAll(".leaflet-container, .map-foot")];
  const sizes = () => parts.map((part) => part.clientWidth + "x" + part.clientHeight).join(" ");
  window.sizes = [sizes()];
  const look = () => {
    if (sizes() !== window.sizes.at(-1)) window.sizes.push(sizes());
    requestAnimationFrame(look);
  };
  look();
});
"""
#: Longer than the wait of what follows a changed size, twice.
WHILE_MS = 400
#: Keys with rows for names without room: they once grew when all was drawn, and never came to rest.
PATHS = (
    "/timeline?on=1921-03-16&lang=tr",
    "/embed/compare/moscow-1921/kars-1921?lang=tr&mode=swipe",
    "/compare/1914-07-01/1921-12-01?lang=tr",
    "/events/kars-treaty?lang=en",
    "/embed/timeline?on=1918-06-04&lang=tr",
    "/embed/mentions?lang=en",
)
SIZES = ((1920, 1080), (1366, 768), (1024, 500), (390, 844))


@pytest.mark.matrix(6)
@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("path", PATHS)
def test_nothing_moves_once_all_is_drawn(new_page: NewPage, path: str, size: tuple[int, int]) -> None:
    page = new_page(viewport={"width": size[0], "height": size[1]})
    page.add_init_script(WATCH)
    open_map(page, path)
    page.wait_for_timeout(WHILE_MS)
    seen = page.evaluate("window.sizes")
    assert seen == seen[:1]
