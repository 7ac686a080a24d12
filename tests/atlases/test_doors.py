"""The other doors over the small atlases: Python, the API, and a frozen site."""

from __future__ import annotations

import importlib.util
import re
import shutil
from pathlib import Path
from types import ModuleType

from click.testing import CliRunner
from flask.testing import FlaskClient

import mapsvc
from mapsvc.atlas.checks.atlas import check_atlas
from mapsvc.atlas.store import Store
from mapsvc.cli import main
from tests.atlases.conftest import ATLASES, one_of_each_kind
from tests.html_text import parse
from tests.sampling import Some

ROOT = Path(__file__).parents[2]


def test_atlas_is_sound(root: Path) -> None:
    assert check_atlas(root) == []


def test_layers_are_told_in_every_language(root: Path, records: Store) -> None:
    atlas = mapsvc.open_atlas(root)
    for name in ("events", "places", "borders", "routes"):
        table = atlas.layer(name)
        assert bool(len(table)) is bool(getattr(records, name))
        assert (table.bounds.minx.dropna() >= -180).all()
        assert (table.bounds.maxx.dropna() <= 180).all()
        if len(table) and name != "places":  # whose names stand in one column, each with its language
            assert {f"title_{lang}" for lang in records.written_languages} <= set(table.columns)


def test_map_shows_itself_in_a_notebook(root: Path, records: Store) -> None:
    atlas = mapsvc.open_atlas(root)
    shown = atlas.event_map(records.meta.headline[0] if records.meta.headline else next(iter(records.events)))
    assert "iframe" in shown._repr_html_()


def test_api_answers_for_each_collection(served: FlaskClient) -> None:
    found = served.get("/api/collections").get_json()["collections"]
    assert found
    for collection in found:
        items = served.get(f"/api/collections/{collection['id']}/items?limit=5").get_json()
        assert items["numberReturned"] == len(items["features"])
        for feature in items["features"]:
            assert feature["id"]


def bench() -> ModuleType:
    spec = importlib.util.spec_from_file_location("bench_freeze", ROOT / "bench" / "freeze.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


#: Events that the tour tells or the first page has a note on; so many others are frozen, all with `--all`.
TOLD = {"leaves-seville", "lost-day", "mactan", "pacific-reached", "return-to-seville"}
OTHERS = 2


def voyage(folder: Path, some: Some) -> Path:
    """The voyage round the world with some of its events."""
    root = Path(shutil.copytree(ATLASES["elcano"], folder))
    others = sorted(path for path in (root / "events").iterdir() if path.stem not in TOLD)
    for path in {*others} - {*some(others, OTHERS)}:
        path.unlink()
    # Of what is opened first every format is made: of one such event as of three.
    file = root / "atlas.toml"
    text = re.sub(r'(?m)^headline = \[("[\w-]+").*', r"headline = [\1]", file.read_text("utf-8"), count=1)
    file.write_text(text, "utf-8")
    return root


def test_frozen_site_is_whole(tmp_path: Path, some: Some) -> None:
    folder, root = tmp_path / "site", voyage(tmp_path / "elcano", some)
    done = CliRunner().invoke(main, ["freeze", str(folder), "--atlas", str(root), "--lang", "es"])
    assert done.exit_code == 0, done.output
    assert bench().broken_links(folder) == []
    pages = list((folder / "es").rglob("*.html"))
    assert len(pages) > 50
    for page in pages:
        outside = [
            found
            for found in parse(page.read_text(encoding="utf-8")).loads
            if found.startswith(("http:", "https:", "//", "/"))
        ]
        assert outside == [], page


def test_each_kind_of_map_can_be_exported_by_name(records: Store, root: Path, tmp_path: Path) -> None:
    names = [str(key) for key in one_of_each_kind(records)]
    options = ["--format", "csv", "--atlas", str(root), "-o", str(tmp_path / "files")]
    done = CliRunner().invoke(main, ["export", *names, *options])
    assert done.exit_code == 0, done.output
    assert len(list((tmp_path / "files").iterdir())) == len(names)
