"""Files of an atlas are read whole, or their fault is told in words that mend it."""

from __future__ import annotations

import json
import os
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from mapsvc import files
from mapsvc.atlas.problems import Problems
from mapsvc.atlas.raw_files import (
    UNREADABLE,
    csv_rows,
    features_of,
    files_of,
    read_raw_json,
    read_text,
    read_toml,
)


def told(problems: Problems) -> list[str]:
    return [str(problem) for problem in problems.found]


def test_byte_order_mark_is_none_of_the_text(tmp_path: Path) -> None:
    path, problems = tmp_path / "a.toml", Problems()
    path.write_bytes(b"\xef\xbb\xbfx = 1\n")
    assert read_toml(path, "a.toml", problems) == {"x": 1}
    assert not problems


def test_line_that_is_no_utf8_is_named(tmp_path: Path) -> None:
    path, problems = tmp_path / "a.txt", Problems()
    path.write_bytes(b"one\ntwo\nt\xfcrk\n")
    assert read_text(path, "a.txt", problems) is None
    assert told(problems) == ["a.txt: is not UTF-8: byte 9 (line 3) cannot be read; save it as UTF-8"]


@pytest.mark.parametrize("name", ["Nahçıvan", "Şuşa", "İzmir", "Ёлка"])
def test_letters_in_two_signs_are_read_as_one(tmp_path: Path, name: str) -> None:
    path, problems, apart = tmp_path / "a", Problems(), unicodedata.normalize("NFD", name)
    spelt = json.dumps(apart)
    for text in (f'"{apart}" = ["{apart}"]\n', f"{spelt} = [{spelt}]\n"):
        path.write_text(text, "utf-8")
        assert read_toml(path, "a", problems) == {name: [name]}
    for text in (f'{{"{apart}": ["{apart}"]}}', f"{{{spelt}: [{spelt}]}}"):
        path.write_text(text, "utf-8")
        assert read_raw_json(path, "a", problems) == {name: [name]}
    path.write_text(f"{apart},x\n", "utf-8")
    assert read_text(path, "a", problems) == f"{name},x\n"
    assert not problems


def test_key_that_stands_twice_in_two_forms_is_a_fault(tmp_path: Path) -> None:
    path, problems = tmp_path / "a.toml", Problems()
    path.write_text(f"'ş' = 1\n'{unicodedata.normalize('NFD', 'ş')}' = 2\n", "utf-8")
    assert read_toml(path, "a.toml", problems) is None
    assert "Cannot overwrite a value" in told(problems)[0]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('{"a": 1, "a": 2}', "the key 'a' stands twice in one object"),
        ('{"a": NaN}', "NaN is no JSON number"),
        ("[" * 100_000, "is no valid JSON"),
        ("{", "is no valid JSON"),
    ],
)
def test_json_that_says_two_things_or_none_is_refused(tmp_path: Path, text: str, words: str) -> None:
    path, problems = tmp_path / "a.json", Problems()
    path.write_text(text, "utf-8")
    assert read_raw_json(path, "a.json", problems) is UNREADABLE
    assert words in told(problems)[0]


def test_null_is_a_document(tmp_path: Path) -> None:
    path, problems = tmp_path / "a.json", Problems()
    path.write_text("null", "utf-8")
    assert read_raw_json(path, "a.json", problems) is None
    assert read_raw_json(tmp_path / "b.json", "b.json", problems) is UNREADABLE
    assert told(problems) == ["b.json: is missing"]


def test_files_with_another_suffix_are_noted(tmp_path: Path) -> None:
    (tmp_path / "texts" / "folder").mkdir(parents=True)
    for name in ("b.toml", "a.toml", "a.txt", "c.toml~", ".hidden"):
        (tmp_path / "texts" / name).write_text("", "utf-8")
    problems = Problems()
    found = [file for _, file in files_of(tmp_path, "texts", ".toml", problems, beside=(".txt",))]
    assert found == ["texts/a.toml", "texts/b.toml"]
    assert told(problems) == ["texts/c.toml~: does not end in '.toml'; move it elsewhere or rename it"]


def test_what_is_no_feature_is_named_by_its_number(tmp_path: Path) -> None:
    (tmp_path / "a.geojson").write_text('{"features": [{"id": "one"}, 2]}', "utf-8")
    (tmp_path / "b.geojson").write_text("[]", "utf-8")
    problems = Problems()
    assert list(features_of(tmp_path, "a.geojson", problems)) == [("features[0].", {"id": "one"})]
    assert list(features_of(tmp_path, "b.geojson", problems)) == []
    assert [problem.field for problem in problems.found] == ["features[1]", "features"]


@pytest.mark.parametrize(
    "text",
    [
        "x = " + "[" * 20_000, "x = " + "9" * 6_000, ".".join(["a"] * 20_000) + " = 1",
        "[" + " . ".join(["a"] * 20_000) + "]", "x = " + "{a=" * 5_000, 'x = "' + "a" * 100 + "\n",
        "x = {" + ".".join('"a.b"' for _ in range(5_000)) + " = 1}",
    ],
    ids=["arrays", "digits", "names", "header", "tables", "quote", "quoted names"],
)  # fmt: skip
def test_toml_that_attacks_is_one_fault(text: str, tmp_path: Path) -> None:
    path, problems = tmp_path / "a.toml", Problems()
    path.write_text(text, "utf-8")
    assert read_toml(path, "a.toml", problems) is None
    (line,) = told(problems)
    assert line.startswith("a.toml: is no valid TOML: ")
    assert len(line) < 300


def test_toml_with_many_dots_in_its_texts_is_read(tmp_path: Path) -> None:
    text = 'x = "' + "Bkz. A.B.C. ... " * 300 + '"\n[a.b.c]\nd.e = 1.5\nf = "' + "J. R. " * 90 + '"\n'
    path, problems = tmp_path / "a.toml", Problems()
    path.write_text(text, "utf-8")
    document = read_toml(path, "a.toml", problems)
    assert not problems
    assert document is not None
    assert document["a"]["b"]["c"]["d"] == {"e": 1.5}


@pytest.mark.parametrize(
    "write",
    [os.mkfifo, lambda path: path.symlink_to(path), lambda path: path.symlink_to("/dev/zero"), Path.mkdir],
    ids=["pipe", "loop", "device", "folder"],
)
def test_what_is_no_ordinary_file_is_one_fault(write: Callable[[Path], None], tmp_path: Path) -> None:
    path, problems = tmp_path / "a.toml", Problems()
    write(path)
    assert read_text(path, "a.toml", problems) is None
    (line,) = told(problems)
    assert line.startswith("a.toml: cannot be read: ")
    assert ("no ordinary file" in line) is (path.is_fifo() or path.is_char_device())


def test_file_that_never_ends_is_read_as_far_as_files_go(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "LARGEST", 1000)
    problems = Problems()
    for size in (1000, 1001):
        (tmp_path / "a.txt").write_bytes(b"a" * size)
        read_text(tmp_path / "a.txt", "a.txt", problems)
    assert told(problems) == ["a.txt: cannot be read: it has more than 0 MB; split it"]


def test_field_without_an_end_is_named_by_its_line() -> None:
    problems = Problems()
    assert csv_rows('a,b\n1,2\n3,"4\n' + "5,6\n" * 50_000, "a.csv", problems) is None
    (line,) = told(problems)
    assert "quotation mark" in line
    rows = csv_rows("a,b\n1,2\n", "a.csv", problems)
    assert rows is not None
    assert list(rows) == [{"a": "1", "b": "2"}]
