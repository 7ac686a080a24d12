"""HTML as the Nu checker reads it: one run, as its start costs more than all the pages."""

from __future__ import annotations

from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from mapsvc import Atlas
from tests.browser import test_compare, test_tours
from tests.browser.addresses import REFUSED, SAMPLE, with_language
from tests.browser.conftest import Vnu
from tests.sampling import Some

JOURNEYS = (
    "/routes/bekir-sami-1920", "/embed/routes/bekir-sami-1920", "/routes/red-army-1920", "/routes/"
)  # fmt: skip
TOURS = (
    "/tour/", *test_tours.SCREENS, f"{test_tours.JOURNEY}?step=12", "/tour/routes/red-army-1920"
)  # fmt: skip
#: Kinds of pages, and how many of each are read in a run; all of them with `--all`.
KINDS = {(*SAMPLE, *REFUSED): 10, test_compare.PAGES: 4, TOURS: 4, JOURNEYS: 2}
#: So many pages of single things are read in Turkish and in English: both come from one template.
THINGS = {"tr": 12, "en": 6}
#: A map as one file, and a page with a fault.
FILE, FAULTY = "map.html", "faulty.html"


def read(address: str) -> bytes:
    """What the server answers, also where it refuses."""
    try:
        with urlopen(address) as answer:
            return bytes(answer.read())
    except HTTPError as refused:
        with refused:
            return refused.read()


@pytest.fixture(scope="module")
def faults(
    server_url: str, vnu: Vnu, atlas: Atlas, some_of: Some, tmp_path_factory: pytest.TempPathFactory
) -> list[str]:
    """What the checker holds against pages of the service and against a map as one file, by file."""
    folder, records = tmp_path_factory.mktemp("html"), atlas.records
    sections = ("events", "places", "routes", "borders")
    things = [f"/{section}/{key}" for section in sections for key in getattr(records, section)]
    addresses = [
        address
        for paths, most in KINDS.items()
        for address in some_of([with_language(path, lang) for path in paths for lang in ("tr", "en")], most)
    ]
    for lang, most in THINGS.items():
        addresses += some_of([with_language(path, lang) for path in things], most)
    for number, address in enumerate(addresses):
        name = address.strip("/").partition("?")[0].replace("/", "-")
        (folder / f"{number}-{name}.html").write_bytes(read(server_url + address))
    atlas.event_map("kars-treaty", lang="tr").save(folder / FILE)
    (folder / FAULTY).write_text("<!doctype html><title>x</title><p><div></p>", "utf-8")
    return vnu(sorted(folder.iterdir()))


def test_html_is_valid(faults: list[str]) -> None:
    assert [fault for fault in faults if not fault.startswith((FILE, FAULTY))] == []


def test_self_contained_page_is_valid(faults: list[str]) -> None:
    # What the vendored style sheet of Leaflet says for the newest browsers is not known to the checker.
    assert [fault for fault in faults if fault.startswith(FILE) and ": CSS: " not in fault] == []


def test_checker_finds_a_fault(faults: list[str]) -> None:
    assert any(fault.startswith(FAULTY) for fault in faults)
