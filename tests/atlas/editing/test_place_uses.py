"""A place's uses are found in every file, and two entries become one in all of them."""

from __future__ import annotations

import csv
import json
import shutil
import tomllib
from pathlib import Path

import pytest

from mapsvc.atlas.checks.atlas import check_atlas
from mapsvc.atlas.editing.place_uses import PlaceUse, merged_texts, uses_of
from mapsvc.errors import UnknownPlaceError
from tests.atlas.editing.diffs import changed_lines

BALKANS = Path("tests/data/atlases/balkans").resolve()


@pytest.fixture
def atlas(tmp_path: Path) -> Path:
    root = Path(shutil.copytree(BALKANS, tmp_path / "atlas"))
    (root / "names.csv").write_text(
        "thing,lang,name,from,to,use,geonames\nkumanovo,en,Kumanovo,,,map,\n", "utf-8"
    )
    (root / "corrections.toml").write_text(
        '# mine\n[[correction]]\ntext = "account"\naction = "move"\nline = 1\ncolumn = 1\n'
        'to = "kumanovo"  # kept\nreason = "r"\n',
        "utf-8",
    )
    return root


def test_uses_are_counted_by_file(atlas: Path) -> None:
    assert uses_of(atlas, "kumanovo") == [
        PlaceUse("events/kumanovo.toml", 1),
        PlaceUse("corrections.toml", 1),
        PlaceUse("mentions/account.csv", 1),
        PlaceUse("names.csv", 1),
    ]
    assert uses_of(atlas, "kuman") == []


def test_merged_entry_is_named_in_no_file_and_nothing_else_changes(atlas: Path) -> None:
    changed = merged_texts(atlas, "salonica", "kumanovo")
    assert {*changed} == {"places.geojson", *(use.path for use in uses_of(atlas, "kumanovo"))}
    for path, (before, after) in changed.items():
        assert before == (atlas / path).read_text("utf-8")
        (atlas / path).write_text(after, "utf-8")
    assert uses_of(atlas, "kumanovo") == []
    assert len(changed_lines(*changed["events/kumanovo.toml"])) == 2
    assert 'to = "salonica"  # kept' in changed["corrections.toml"][1]
    rows = list(csv.DictReader(changed["names.csv"][1].splitlines()))
    assert [row["thing"] for row in rows] == ["salonica"]
    features = {one["id"]: one for one in json.loads(changed["places.geojson"][1])["features"]}
    assert "kumanovo" not in features
    assert {"Солун", "Куманово"} <= {name["toponym"] for name in features["salonica"]["names"]}
    assert check_atlas(atlas) == []


def test_place_in_an_event_twice_with_one_role_stands_there_once(atlas: Path) -> None:
    path = atlas / "events" / "kumanovo.toml"
    twin = '\n[[places]]\nplace = "salonica"\nrole = "happened"\n'
    path.write_text(path.read_text("utf-8") + twin, "utf-8")
    after = merged_texts(atlas, "salonica", "kumanovo")["events/kumanovo.toml"][1]
    named = [(part["place"], part["role"]) for part in tomllib.loads(after)["places"]]
    assert named.count(("salonica", "happened")) == 1


@pytest.mark.parametrize(
    ("keep", "gone"), [("salonica", "atlantis"), ("atlantis", "salonica"), ("bucharest", "bucharest")]
)
def test_what_is_no_pair_of_places_is_refused(atlas: Path, keep: str, gone: str) -> None:
    with pytest.raises(UnknownPlaceError):
        merged_texts(atlas, keep, gone)
