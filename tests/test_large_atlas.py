"""The atlas of any size that is made for benches: the same for a seed, and sound."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench import large_atlas
from bench.large_atlas import Size, make_atlas
from mapsvc.atlas.atlas_reading import digest_of
from mapsvc.atlas.checks.atlas import count_steps, read_checked
from mapsvc.atlas.place_paths import place_paths

_SIZE = Size(events=40, places=60, borders=3, routes=3, mentions=30)


def test_a_made_atlas_is_sound_and_the_same_for_a_seed(tmp_path: Path) -> None:
    root = make_atlas(tmp_path / "one", _SIZE, seed=7)
    taken: list[int] = []
    atlas, problems = read_checked(root, step=taken.append)
    assert problems == []
    assert atlas is not None
    found = (len(atlas.events), len(atlas.places), len(atlas.borders), len(atlas.routes), len(atlas.mentions))
    assert found == (40, 60, 3, 3, 30)
    # Each file of it is a step at the least; of a small one the few files beside the folders weigh more.
    assert 46 <= sum(taken) <= 2 * count_steps(root)
    assert digest_of(make_atlas(tmp_path / "two", _SIZE, seed=7)) == atlas.digest
    assert digest_of(make_atlas(tmp_path / "three", _SIZE, seed=8)) != atlas.digest


def test_many_places_lie_in_pieces(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(large_atlas, "PIECE", 25)
    root = make_atlas(tmp_path / "many", _SIZE)
    assert [path.name for path in place_paths(root)] == [f"part-{n:03}.geojson" for n in range(3)]
