"""Files that recipes made are served as they were made, or not at all."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest

from mapsvc.atlas.derived_files import Derived, derived_files, hold_derived
from mapsvc.errors import AtlasError
from mapsvc.resources import atlas_root
from mapsvc.web.app import create_app
from tests.conftest import TINY


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    rows = []
    for number in range(5):
        (tmp_path / f"{number}.bin").write_bytes(bytes([number]))
        rows.append(f"{sha256(bytes([number])).hexdigest()}  {number}.bin")
    (tmp_path / "registry.txt").write_text("\n".join(rows), "utf-8")
    return tmp_path


def test_file_that_is_not_what_it_was_is_not_read(folder: Path) -> None:
    files = Derived(folder)
    assert files.read(folder / "1.bin") == b"\x01"
    (folder / "1.bin").write_bytes(b"\x02")
    with pytest.raises(AtlasError, match=r"^1\.bin has a wrong checksum"):
        files.read(folder / "1.bin")
    assert not files.holds(folder / "registry.txt")
    assert not files.holds(folder.parent / "1.bin")


def test_changed_and_missing_files_are_named_and_few_of_many(folder: Path) -> None:
    files = Derived(folder)
    assert files.changed() == []
    (folder / "0.bin").unlink()
    (folder / "4.bin").write_bytes(b"longer")
    assert files.changed() == ["0.bin", "4.bin"]
    for number in range(1, 4):
        (folder / f"{number}.bin").unlink()
    with pytest.raises(AtlasError, match=r"0\.bin, 1\.bin, 2\.bin and 2 more; restore"):
        hold_derived(folder)


def test_atlas_without_a_registry_has_none() -> None:
    assert Derived(Path("/nowhere")).changed() == []
    assert len(derived_files(atlas_root(None))) == 1
    assert len(derived_files(TINY)) == 2


def test_tile_that_was_changed_never_goes_out_under_an_address_that_lasts(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    app = create_app(TINY)
    served = app.extensions["mapsvc"]
    client = app.test_client()
    root = atlas_root(None)
    names = (row.partition("  ")[2] for row in (root / "registry.txt").read_text("utf-8").splitlines())
    tile = next(name for name in names if name.startswith("basemap/water/"))
    address = f"/data/{served.data_version}/{tile}"
    monkeypatch.setattr(Derived, "read", lambda *_: _raise())
    assert client.get(address).status_code == 500
    monkeypatch.undo()
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer.data == (root / tile).read_bytes()


def _raise() -> bytes:
    msg = "a wrong checksum"
    raise AtlasError(msg)
