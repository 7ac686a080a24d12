"""
Names on maps never lie, measured from outside by the boxes of their letters and what is drawn.

A name of an area stands on it, or hangs on a line, or is a number of the key, or is not there; the name of a
line is nearer to its own than to any other; no two overlap; what a map is about says its name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from mapsvc.atlas.loading import load_atlas
from mapsvc.resources import atlas_root
from tests.browser.addresses import with_language
from tests.browser.conftest import NewPage, answering, open_map, wait_until_still
from tests.browser.named import (
    Drawn,
    areas_outside,
    coverage,
    lines_astray,
    measure,
    overlaps,
    unnamed_subjects,
)
from tests.conftest import HERE
from tests.sampling import Some

ATLASES = HERE / "data" / "atlases"
SIZES = {"phone": (390, 844), "laptop": (1366, 768), "hall": (1920, 1080)}
#: So much of a name stands on its own ground: the rest may hang over a river, a coast, a neighbour.
MOST_ON_OWN = 0.8
#: So many of the names of areas and lines that are in view say what they are.
LEAST_NAMED = 0.85
#: So many maps are opened in a size and a language, of another atlas so many; all of them with `--all`.
SAMPLE, OTHERS = 4, 7
#: Opened each time: they were wrong once.
ALWAYS = (
    "/borders/kars-1921",
    "/compare/berlin-1878/kars-1921",
    "/compare/1918-09-20/1920-11-20",
    "/events/delegation-leaves",
    "/timeline?on=1918-09-20",
)
#: Where each name and the map stand.
PLACED = """() => [...document.querySelectorAll(".leaflet-container, .map-label-text, .map-label-number")]
  .map((node) => node.getBoundingClientRect()).map(({x, y, width}) => [x, y, width].map(Math.round))
  .join()"""
DAYS = ("1914-07-01", "1916-06-01", "1918-03-10", "1919-04-20", "1920-11-20", "1921-03-16", "1925-01-01")


def maps_of(root: Path) -> list[str]:
    """The addresses of the maps of an atlas: each event, border, journey, pair, step of a tour."""
    atlas = load_atlas(root)
    pairs = [f"/compare/{one}/{other}" for one, other in (note.borders for note in atlas.comparisons)]
    modes = [f"{pair}?mode={mode}" for pair in pairs for mode in ("overlay", "swipe", "difference")]
    tours = [
        f"/tour/{tour}?step={step + 1}"
        for tour, told in atlas.tours.items()
        for step in range(len(told.steps))
    ]
    things = [
        f"/{room}/{key}"
        for room, keys in (("events", atlas.events), ("borders", atlas.borders), ("routes", atlas.routes))
        for key in keys
    ]
    return [*things, *modes, *tours]


def days_of(root: Path) -> list[str]:
    """Days of an atlas that knows who held the ground, as it was held and by law."""
    if not load_atlas(root).control:
        return []
    return [f"/timeline?on={day}{view}" for day in DAYS for view in ("", "&view=law")]


def faults_of(drawn: Drawn) -> list[str]:
    """What is wrong with the names of a map, however many it shows."""
    outside = [
        f"{label['text']!r} of {label['feature']} stands on its ground by {share:.0%}"
        for label, share in areas_outside(drawn)
        if share < MOST_ON_OWN
    ]
    silent = [f"{name!r} is what the map is about, and is not said" for name in unnamed_subjects(drawn)]
    return [*outside, *lines_astray(drawn), *overlaps(drawn), *silent]


def told_of(
    page_of: Callable[[str], list[Drawn]], addresses: list[str]
) -> tuple[dict[str, list[str]], list[bool]]:
    """Faults by address, and of each name of an area or a line in view whether it is said."""
    faults: dict[str, list[str]] = {}
    said: list[bool] = []
    for address in addresses:
        for drawn in page_of(address):
            said += [is_said for _, is_said in coverage(drawn)]
            if found := faults_of(drawn):
                faults.setdefault(address, []).extend(found)
    return faults, said


def opener(new_page: NewPage, size: str, base_url: str | None = None) -> Callable[[str], list[Drawn]]:
    """Return what opens a map in a window of a size and measures it."""
    width, height = SIZES[size]
    where = {"base_url": base_url} if base_url else {}
    page = new_page(viewport={"width": width, "height": height}, has_touch=size == "phone", **where)

    def measured(address: str) -> list[Drawn]:
        open_map(page, address)
        wait_until_still(page, PLACED, 100)  # the key gets its numbers after, and the map has its last size
        return measure(page)

    return measured


@pytest.mark.matrix(1)
@pytest.mark.parametrize("lang", ["tr", "en"])
@pytest.mark.parametrize("size", SIZES)
def test_names_stand_on_what_they_name(new_page: NewPage, some: Some, size: str, lang: str) -> None:
    root = atlas_root()
    chosen = dict.fromkeys([*ALWAYS, *some([*maps_of(root), *days_of(root)], SAMPLE)])
    faults, said = told_of(opener(new_page, size), [with_language(path, lang) for path in chosen])
    assert faults == {}
    assert sum(said) >= LEAST_NAMED * len(said)


@pytest.fixture(scope="module", params=["balkans", "rhineland", "elcano"])
def other(request: pytest.FixtureRequest) -> Iterator[tuple[str, Path]]:
    """Address and folder of an atlas of another region and century."""
    root = ATLASES / request.param
    with answering(root) as url:
        yield url, root


@pytest.mark.matrix(1)
@pytest.mark.parametrize("size", ["phone", "laptop"])
def test_names_stand_on_what_they_name_in_other_atlases(
    new_page: NewPage, some: Some, other: tuple[str, Path], size: str
) -> None:
    url, root = other
    faults, said = told_of(opener(new_page, size, url), some(maps_of(root), OTHERS))
    assert faults == {}
    assert sum(said) >= LEAST_NAMED * len(said)


@pytest.mark.matrix(1)
@pytest.mark.parametrize("size", SIZES)
def test_comparisons_at_kars_say_kars(new_page: NewPage, some: Some, size: str) -> None:
    pairs = [
        path
        for path in maps_of(atlas_root())
        if path.startswith("/compare/") and ("/kars-1921" in path or "/moscow-1921" in path)
    ]
    measured = opener(new_page, size)
    for path in some([with_language(path, lang) for path in pairs for lang in ("tr", "en")], 2):
        assert any(label["text"] == "Kars" for drawn in measured(path) for label in drawn.labels), path
