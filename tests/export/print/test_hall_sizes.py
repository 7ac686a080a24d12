"""From the last row: how large the letters of a slide are, whatever map it shows and of whichever atlas."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree import ElementTree as ET

import pytest

from mapsvc import Atlas
from mapsvc.atlas.loading import load_atlas
from mapsvc.atlas.store import Store
from mapsvc.export.formats import find_format
from mapsvc.kinds import every_map, export_job, parse_map_key
from tests.conftest import HERE

SVG = "{http://www.w3.org/2000/svg}"
#: Height of a slide in points.
SLIDE_PT = 540
#: Points by what a text belongs to; whom the map is owed to may be read from near.
LEAST = {"map": 16, "legend": 14, "title": 16, "notes": 9}
_SCALE = re.compile(r"scale\(([\d.]+)\)")


def sizes_of(svg: str) -> Iterator[tuple[str, float, str]]:
    """Yield each text of a picture: what it belongs to, how many points it has on a slide, and its words."""
    root = ET.fromstring(svg)
    height = float(root.get("viewBox", "").split()[3])

    def walk(node: ET.Element, part: str, scale: float) -> Iterator[tuple[str, float, str]]:
        found = _SCALE.search(node.get("transform", ""))
        scale *= float(found[1]) if found else 1.0
        own = node.get("class", "")
        part = own if own in LEAST else part
        if node.tag == f"{SVG}text":
            yield (
                part,
                float(node.get("font-size", "0")) * scale * SLIDE_PT / height,
                "".join(node.itertext()),
            )
        for child in node:
            yield from walk(child, part, scale)

    yield from walk(root, "", 1.0)


def too_small(records: Store, name: str, lang: str, **options: str) -> list[tuple[str, float, str]]:
    """Return the texts of a map's slide that the last row cannot read."""
    job = export_job(records, parse_map_key(records, name), lang, options=options)
    sizes = list(sizes_of(find_format("svg").write(job).decode()))
    assert {"map", "title"} <= {part for part, _, _ in sizes}
    return [found for found in sizes if found[1] < LEAST.get(found[0], 16)]


@pytest.fixture(scope="module")
def records(atlas: Atlas) -> Store:
    return atlas.records


@pytest.mark.matrix(6)
@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("kars-treaty", {}),
        ("compare/berlin-1878/kars-1921", {}),
        ("compare/moscow-1921/kars-1921", {"mode": "difference"}),
        ("compare/moscow-1921/kars-1921", {"mode": "swipe"}),
        ("timeline/1921-03-16", {}),
        ("timeline/1921-03-16/law", {}),
        ("routes/bekir-sami-1920", {}),
        ("tour/brest-litovsk-to-kars/9", {}),
        ("places/kars", {}),
        ("borders/kars-1921", {}),
    ],
)
@pytest.mark.parametrize("lang", ["tr", "en"])
def test_last_row_reads_every_kind_of_map(
    records: Store, name: str, options: dict[str, str], lang: str
) -> None:
    assert too_small(records, name, lang, **options) == []


@pytest.mark.parametrize("atlas", ["elcano", "balkans", "rhineland"])
def test_last_row_reads_the_maps_of_other_atlases(atlas: str) -> None:
    records = load_atlas(HERE / "data" / "atlases" / atlas)
    first = {key.section: str(key) for key in reversed(every_map(records))}
    assert len(first) >= 2
    lang = records.languages[0]
    assert [found for name in first.values() for found in too_small(records, name, lang)] == []


def test_desk_keeps_small_letters_and_more_names(records: Store) -> None:
    job = export_job(records, parse_map_key(records, "kars-treaty"), "en", options={"style": "desk"})
    sizes = list(sizes_of(find_format("svg").write(job).decode()))
    assert min(size for part, size, _ in sizes if part == "map") < 10


def test_whole_credits_travel_in_the_picture_though_one_line_shows(records: Store) -> None:
    job = export_job(records, parse_map_key(records, "kars-treaty"), "en")
    root = ET.fromstring(find_format("svg").write(job))
    described = root.findtext(f"{SVG}desc") or ""
    assert all(credit.text in described for credit in job.map.credits)
    (notes,) = [node for node in root.iter(f"{SVG}g") if node.get("class") == "notes"]
    assert len(list(notes)) == 1
