"""Several documents at once: nothing is lost because one of them is broken, and names stay apart."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from mapsvc.cli import main
from mapsvc.errors import SchemaError
from mapsvc.geoparse.corpus import parse_documents
from mapsvc.geoparse.geoparser import Geoparser


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text("Kars'ta kaldı.", encoding="utf-8")
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "a.txt").write_text("Batum'a vardı.", encoding="utf-8")
    (tmp_path / "broken.txt").write_bytes(b"Kars\xfe\xfd")
    return tmp_path


def test_one_broken_document_is_told_and_the_others_are_done(parser: Geoparser, folder: Path) -> None:
    failures: list[SchemaError] = []
    paths = [folder / "a.txt", folder / "broken.txt", folder / "deep" / "a.txt"]
    done = [document for document, _ in parse_documents(parser, paths, failed=failures.append)]
    assert [document.text[:4] for document in done] == ["Kars", "Batu"]
    assert len(failures) == 1
    assert str(failures[0]).startswith(repr((folder / "broken.txt").as_posix()))


def test_a_broken_document_alone_raises(parser: Geoparser, folder: Path) -> None:
    with pytest.raises(SchemaError, match="not utf-8"):
        list(parse_documents(parser, [folder / "broken.txt"]))


def test_documents_of_one_name_are_told_apart_by_their_folders(parser: Geoparser, folder: Path) -> None:
    paths = [folder / "a.txt", folder / "deep" / "a.txt"]
    names = [document.name for document, _ in parse_documents(parser, paths)]
    assert len(set(names)) == 2
    assert names[1].endswith("deep/a.txt")


def test_command_writes_the_rest_and_exits_with_two(folder: Path) -> None:
    out = folder / "found.jsonl"
    done = CliRunner().invoke(main, ["geoparse", str(folder), "-o", str(out)])
    lines = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert done.exit_code == 2
    assert [line["surface"] for line in lines] == ["Kars", "Batum"]
    assert done.stderr.count("\n") == 1


def test_command_reads_the_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "Bakü'ye gitti."
    done = CliRunner().invoke(main, ["geoparse", "-"], input=io.BytesIO(text.encode()))
    assert done.exit_code == 0
    assert json.loads(done.stdout)["surface"] == "Bakü"


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("far.tsv", "id\ttitle\tlon\tlat\na\tYer\t1e9\t40\n", "line 2"),
        ("word.tsv", "id\ttitle\tlon\tlat\na\tYer\tx\t40\n", "line 2"),
        ("odd.json", '{"features": [1]}', "feature 1"),
        (
            "odd2.json",
            '{"features": [{"geometry": {"type": "Point", "coordinates": ["a", 2]}}]}',
            "feature 1",
        ),
        ("none.json", "[]", "feature collection"),
    ],
)
def test_a_broken_gazetteer_is_one_line(tmp_path: Path, name: str, text: str, message: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "t.txt").write_text("Kars'ta", encoding="utf-8")
    done = CliRunner().invoke(
        main, ["geoparse", str(tmp_path / "t.txt"), "--gazetteer", str(tmp_path / name)]
    )
    assert done.exit_code == 2
    assert message in done.stderr
    assert done.stderr.count("\n") == 1
