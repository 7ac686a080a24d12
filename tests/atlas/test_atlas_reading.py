"""What an opened atlas holds of its files."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import shapely

import mapsvc
from mapsvc import Atlas
from mapsvc.atlas.atlas_reading import digest_of, read_atlas
from mapsvc.atlas.problems import Problems
from tests.conftest import TINY


def test_records_are_read_by_id(tiny: Atlas) -> None:
    records = tiny.records
    assert list(records.events) == ["letter-sent", "line-drawn"]
    assert set(records.places) == {"alfa", "bravo", "charlie", "delta"}
    assert set(records.borders) == {"front"}
    assert set(records.routes) == {"journey"}
    assert set(records.sources) == {"paper", "carr", "geonames"}
    assert set(records.lines) == {"frontier/south"}
    assert len(records.mentions) == 5


def test_event_is_read_whole(tiny: Atlas) -> None:
    event = tiny.records.event("letter-sent")
    assert (event.on.edtf, event.time, event.arrow, event.category) == (
        "1920-04-26",
        "02:00",
        "letter",
        "diplomacy",
    )
    assert (event.date.calendar, event.date.other.julian, event.date.other.rumi) == (
        "rumi",
        "1920-04-13",
        "1336-04-26",
    )
    assert [(part.place, part.role, part.certainty) for part in event.places] == [
        ("alfa", "origin", "attested"),
        ("bravo", "destination", "uncertain"),
    ]
    assert event.texts == {"paper": (1, 2, 5)}
    assert event.cites[0].locator == "s. 12"


def test_place_is_read_whole(tiny: Atlas) -> None:
    place = tiny.records.place("alfa")
    assert (place.lon, place.lat) == (43.1, 40.6)
    assert [(name.toponym, name.lang, name.span is not None) for name in place.names] == [
        ("Alfa", "tr", False),
        ("Eski Alfa", "tr", True),
        ("Alpha", "en", False),
        ("Альфа", "ru", False),
    ]
    assert place.links == ("https://www.geonames.org/1",)
    assert place.descriptions is not None
    charlie = tiny.records.place("charlie")
    assert charlie.lifetime is not None
    assert charlie.lifetime.edtf == "1918-05-28/1922-12-30"
    assert tiny.records.place("delta").lon is None


def test_line_of_a_file_of_its_own_is_put_in_its_border(tiny: Atlas) -> None:
    south = next(line for line in tiny.records.border("front").lines if line.id == "south")
    assert south.geometry is not None
    assert shapely.get_num_coordinates(south.geometry) == 3


def test_mentions_are_found_by_line_and_by_place(tiny: Atlas) -> None:
    assert [mention.place for mention in tiny.records.mentions_by_line["paper", 3]] == ["alfa", "charlie"]
    assert [(mention.line, mention.column) for mention in tiny.records.mentions_by_place["alfa"]] == [
        (1, 4),
        (3, 1),
    ]


@pytest.mark.parametrize("surface", ["a,b", 'a"b', "a\u2028b", "a\x85b", "a\x0cb", "a\nb", " Alfa "])
def test_surface_with_any_character_stays_one_mention(tiny_root: Path, surface: str) -> None:
    path = tiny_root / "mentions" / "paper.csv"
    quoted = '"' + surface.replace('"', '""') + '"'
    path.write_bytes(path.read_bytes().replace(b"Bravo", quoted.encode(), 1))
    mentions = mapsvc.open_atlas(tiny_root).records.mentions
    assert len(mentions) == 5
    assert mentions[1].surface.strip() == surface.strip()


def test_events_of_one_day_come_in_order_of_time(tiny_root: Path) -> None:
    text = (tiny_root / "events" / "letter-sent.toml").read_text("utf-8")
    for name, time in (("a-late", "23:00"), ("z-early", "01:00")):
        (tiny_root / "events" / f"{name}.toml").write_text(text.replace('"02:00"', f'"{time}"'), "utf-8")
    assert list(mapsvc.open_atlas(tiny_root).records.events) == [
        "z-early",
        "letter-sent",
        "a-late",
        "line-drawn",
    ]


@pytest.mark.parametrize(
    "name",
    [
        "atlas.toml",
        "events/line-drawn.toml",
        "borders/front.geojson",
        "mentions/paper.csv",
        "ground/towns.geojson",
    ],
)
def test_digest_changes_with_every_file(tiny_root: Path, name: str) -> None:
    before = digest_of(tiny_root)
    (tiny_root / name).write_bytes((tiny_root / name).read_bytes() + b"\n")
    assert digest_of(tiny_root) != before


def test_digest_is_of_the_files_and_not_of_the_folder(tiny_root: Path) -> None:
    assert digest_of(tiny_root) == digest_of(TINY)
    (tiny_root / "events" / "line-drawn.toml").rename(tiny_root / "events" / "line-drown.toml")
    assert digest_of(tiny_root) != digest_of(TINY)


@pytest.mark.parametrize(
    ("item", "label", "full"),
    [
        (
            {
                "type": "book",
                "author": [{"family": "Carr", "given": "E. H."}],
                "issued": {"date-parts": [[1989]]},
                "title": "T",
            },
            "Carr 1989",
            "Carr, E. H. (1989). T.",
        ),
        (
            {"type": "book", "author": [{"family": "A"}, {"family": "B"}, {"literal": "C, D"}], "title": "T"},
            "A & B et al.",
            "A, B, C, D. T.",
        ),
        ({"type": "book", "title": "Only a title"}, "Only a title", "Only a title."),
        ({"type": "webpage", "title": "x" * 70}, "x" * 48 + "…", "x" * 70 + "."),
        ({"type": "book"}, "key", "key"),
        ({"type": "book", "title": "T", "publisher": "P.", "note": "N"}, "T", "T. P. N."),
    ],
)
def test_source_has_a_short_and_a_full_form(
    tiny_root: Path, item: dict[str, object], label: str, full: str
) -> None:
    path = tiny_root / "sources.json"
    path.write_text(json.dumps([*json.loads(path.read_text("utf-8")), {"id": "key"} | item]), "utf-8")
    source = mapsvc.open_atlas(tiny_root).records.sources["key"]
    assert (source.label.en, source.full.en) == (label, full)


@pytest.mark.parametrize(
    ("url", "kept"), [("https://x.org/a", True), ("javascript:alert(1)", False), ("", False)]
)
def test_source_leads_only_to_the_web(tiny_root: Path, url: str, kept: bool) -> None:
    path = tiny_root / "sources.json"
    path.write_text(path.read_text("utf-8").replace("https://example.org/carr", url), "utf-8")
    assert mapsvc.open_atlas(tiny_root).records.sources["carr"].url == (url if kept else None)


def test_line_has_what_its_collection_says_and_what_it_says_itself(tiny_root: Path) -> None:
    path = tiny_root / "lines" / "frontier.geojson"
    document = json.loads(path.read_text("utf-8"))
    (first, *_) = document["features"]
    own = {"licence": "CC0-1.0"}
    document["properties"] = {"licence": "ODbL-1.0", "attribution": {"tr": "OSM", "en": "OSM"}}
    document["features"] = [first | {"id": "one", "properties": {}}, first | {"id": "two", "properties": own}]
    path.write_text(json.dumps(document), "utf-8")
    atlas = read_atlas(tiny_root, Problems())
    assert atlas is not None
    lines = atlas.lines
    assert [lines[f"frontier/{name}"].licence for name in ("one", "two")] == ["ODbL-1.0", "CC0-1.0"]
    assert lines["frontier/two"].attribution.en == "OSM"
