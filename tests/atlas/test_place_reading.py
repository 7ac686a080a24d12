"""Places in one file, and in the pieces of a folder."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mapsvc.atlas.checks.atlas import check_atlas
from mapsvc.atlas.gazetteer.names import open_gazetteer
from mapsvc.atlas.importing.atlas_edits import AtlasEdits
from mapsvc.atlas.importing.place_book import KnownPlaces
from mapsvc.atlas.loading import load_atlas
from mapsvc.atlas.place_paths import place_paths
from mapsvc.atlas.place_reading import read_places
from mapsvc.atlas.problems import Problems


@pytest.fixture
def in_pieces(tiny_root: Path) -> Path:
    """Return an atlas whose places all stand in pieces, two a file."""
    whole = tiny_root / "places.geojson"
    document = json.loads(whole.read_text("utf-8"))
    (tiny_root / "places").mkdir()
    for at in range(0, len(document["features"]), 2):
        piece = {**document, "features": document["features"][at : at + 2]}
        (tiny_root / "places" / f"part-{at}.geojson").write_text(json.dumps(piece), "utf-8")
    whole.unlink()
    return tiny_root


def test_places_in_pieces_are_those_of_one_file(tiny_root: Path, in_pieces: Path) -> None:
    atlas = load_atlas(in_pieces)
    assert list(atlas.places) == ["alfa", "bravo", "charlie", "delta"]
    assert atlas.file_of_place("alfa") == "places/part-0.geojson"
    assert atlas.file_of_place("delta") == "places/part-2.geojson"
    assert check_atlas(in_pieces) == []
    assert open_gazetteer(in_pieces).is_home("alfa")
    assert "delta" in KnownPlaces(AtlasEdits(in_pieces))


def test_pieces_stand_beside_the_file(in_pieces: Path) -> None:
    (in_pieces / "places.geojson").write_text('{"type": "FeatureCollection", "features": []}', "utf-8")
    found = [path.name for path in place_paths(in_pieces)]
    assert found == ["places.geojson", "part-0.geojson", "part-2.geojson"]
    assert len(load_atlas(in_pieces).places) == 4


def test_faults_name_the_piece(in_pieces: Path) -> None:
    piece = in_pieces / "places" / "part-2.geojson"
    document = json.loads(piece.read_text("utf-8"))
    document["features"][0]["id"] = "alfa"
    document["features"][1]["properties"]["sources"] = [{"source": "nobody"}]
    piece.write_text(json.dumps(document), "utf-8")
    (in_pieces / "places" / "notes.txt").write_text("", "utf-8")
    problems = Problems()
    assert len(list(read_places(in_pieces, problems))) == 3
    assert [(one.file, one.field) for one in problems.found] == [
        ("places/notes.txt", ""),
        ("places/part-2.geojson", "features[0].id"),
    ]
    assert "'alfa' stands there twice, first in places/part-0.geojson" in problems.found[1].message
    named = [(one.file, one.field) for one in check_atlas(in_pieces)]
    assert ("places/part-2.geojson", "delta.sources[0].source") in named


def test_an_atlas_without_any_places_lacks_the_file(tiny_root: Path) -> None:
    (tiny_root / "places.geojson").unlink()
    problems = Problems()
    assert list(read_places(tiny_root, problems)) == []
    assert [str(one) for one in problems.found] == ["places.geojson: is missing"]
