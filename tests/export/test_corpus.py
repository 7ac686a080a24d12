"""Corpora: parts read by several processes, here and on a cluster, killed and gone on with; then asked."""

from __future__ import annotations

import json
import multiprocessing
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

import duckdb
import geopandas as gpd
import pytest
from click.testing import CliRunner

from mapsvc.cli import main
from mapsvc.errors import MissingExtraError, RequestError, WriteError
from mapsvc.export.corpus import plan, table
from mapsvc.export.corpus.cluster import run_on_cluster
from mapsvc.export.corpus.part import PartReport
from mapsvc.export.corpus.plan import CorpusPart, CorpusReading, Spread, name_documents, plan_parts
from mapsvc.export.corpus.run import CORPUS_MANIFEST, Runner, run_here, write_corpus
from mapsvc.resources import atlas_root

TOWNS = ("Brussels", "Waterloo", "Namur", "Liège", "Paris", "Vienna")
READING = CorpusReading(str(atlas_root()))


def told(number: int) -> str:
    town, other = TOWNS[number % 6], TOWNS[(number + 1) % 6]
    return f"On {1 + number} June 1815 he left {town}. He reached {other} on {3 + number} June 1815.\n\n" * 12


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Twelve letters in two folders, and a PDF that is none."""
    folder = tmp_path_factory.mktemp("letters")
    for number in range(12):
        path = folder / f"{1815 + number % 2}" / f"letter-{number:02d}.txt"
        path.parent.mkdir(exist_ok=True)
        path.write_text(told(number), encoding="utf-8")
    (folder / "torn.pdf").write_bytes(b"%PDF-1.7\nnothing more")
    return folder


@pytest.fixture(autouse=True)
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plan, "_DOCUMENTS", (3, 3))


def rows_of(asked: str) -> list[tuple[Any, ...]]:
    answer = duckdb.sql(asked)
    assert answer is not None
    return answer.fetchall()


def write(folder: Path, out: Path, run: Runner | None = None, **more: Any) -> list[PartReport]:
    paths = [path for path in folder.rglob("*.*") if path.is_file()]
    return write_corpus(name_documents([folder], paths), out, READING, run or run_here(1), **more)


def hashes(out: Path) -> dict[str, str]:
    return {path.name: sha256(path.read_bytes()).hexdigest() for path in sorted(out.iterdir())}


@pytest.fixture(scope="module")
def whole(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The corpus, read by this process alone."""
    out = tmp_path_factory.mktemp("whole") / "out"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(plan, "_DOCUMENTS", (3, 3))
        write(folder, out)
    return out


def test_parts_hold_every_document_once_and_say_what_they_hold(whole: Path, folder: Path) -> None:
    said = json.loads((whole / CORPUS_MANIFEST).read_text(encoding="utf-8"))
    assert [part["documents"] for part in said["parts"]] == [3, 3, 3, 3, 1]
    assert said["documents"] == 13
    assert [left["file"] for left in said["left_out"]] == ["torn.pdf"]
    assert {part["file"]: part["sha256"] for part in said["parts"]} == {
        name: value for name, value in hashes(whole).items() if name != CORPUS_MANIFEST
    }
    rows = gpd.read_parquet(whole / "part-00000.parquet")
    assert said["parts"][0]["mentions"] == len(rows)
    assert set(rows["file"]) == {f"1815/letter-0{number}.txt" for number in (0, 2, 4)}


def test_rows_are_what_json_lines_are(whole: Path, folder: Path) -> None:
    answer = CliRunner().invoke(main, ["geoparse", str(folder / "1815" / "letter-02.txt")])
    lines = [json.loads(line) for line in answer.stdout.splitlines()]
    rows = gpd.read_parquet(whole / "part-00000.parquet")
    rows = rows[rows["file"] == "1815/letter-02.txt"]
    for column in ("start", "end", "surface", "type", "line", "column"):
        assert rows[column].tolist() == [line[column] for line in lines], column
    places = rows[rows["type"] == "place"]
    assert [(point.x, point.y) for point in places.geometry] == [
        (line["lon"], line["lat"]) for line in lines if line["type"] == "place"
    ]
    days = rows[rows["type"] == "date"]
    assert [str(day) for day in days["first_day"]] == [
        line["gregorian"] for line in lines if line["type"] == "date"
    ]


def test_corpus_is_asked_by_box_and_day_without_an_extension(whole: Path) -> None:
    asked = f"""
        SELECT place, count(*) FROM '{whole}/part-*.parquet'
        WHERE bbox.xmin BETWEEN 4 AND 5 AND bbox.ymin BETWEEN 50.6 AND 51 GROUP BY 1 ORDER BY 1
    """
    found = rows_of(asked)
    assert len(found) == 2, "Brussels and Waterloo, not Namur, Liège, Paris or Vienna"
    assert [count for _, count in found] == [48, 48]
    (days,) = rows_of(
        f"SELECT min(first_day), max(last_day) FROM '{whole}/part-*.parquet' WHERE type = 'date'"
    )
    assert [str(day) for day in days] == ["1815-06-01", "1815-06-14"]
    boxed = gpd.read_parquet(whole / "part-00000.parquet", bbox=(2, 48, 3, 49))
    assert set(boxed["surface"]) == {"Paris"}


def test_corpus_passes_the_validator_of_its_format(whole: Path) -> None:
    tool = Path(sys.executable).with_name("geoparquet-validator")
    answer = subprocess.run(
        [tool, "check", whole / "part-00000.parquet"], capture_output=True, text=True, check=False
    )
    assert answer.returncode == 0, answer.stdout + answer.stderr


def test_two_processes_write_the_same_bytes_as_one(folder: Path, whole: Path, tmp_path: Path) -> None:
    write(folder, tmp_path / "out", run_here(2))
    assert hashes(tmp_path / "out") == hashes(whole)


class Fatal:
    """Kills the process that makes the second part, the first time."""

    def __init__(self, make: Callable[[CorpusPart], PartReport], mark: Path) -> None:
        self.make, self.mark = make, mark

    def __call__(self, part: CorpusPart) -> PartReport:
        if part.number == 1 and not self.mark.exists():
            self.mark.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return self.make(part)


def test_process_that_is_killed_is_replaced(folder: Path, whole: Path, tmp_path: Path) -> None:
    run, mark = run_here(2), tmp_path / "killed"
    write(folder, tmp_path / "out", lambda parts, make: run(parts, Fatal(make, mark)))
    assert mark.exists()
    assert hashes(tmp_path / "out") == hashes(whole)


def die_at_once(_part: CorpusPart) -> PartReport:
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError


def test_processes_that_are_killed_again_and_again_are_told_of(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mapsvc.export.corpus.run._ATTEMPTS", 1)
    parts = [CorpusPart(0, ()), CorpusPart(1, ())]
    with pytest.raises(WriteError, match="go on by --resume with fewer --jobs"):
        list(run_here(2)(parts, die_at_once))


def write_and_die(folder: Path, out: Path, done: int) -> None:
    def die(report: PartReport, _size: int) -> None:
        if report.number + 1 == done:
            os.kill(os.getpid(), signal.SIGKILL)

    plan._DOCUMENTS = (3, 3)
    write(folder, out, step=die)


@pytest.mark.parametrize("done", [1, 3])
def test_killed_run_is_gone_on_with(folder: Path, whole: Path, tmp_path: Path, done: int) -> None:
    out = tmp_path / "out"

    child = multiprocessing.get_context("spawn").Process(target=write_and_die, args=(folder, out, done))
    child.start()
    child.join()
    assert child.exitcode == -signal.SIGKILL
    assert len(list(out.glob("part-*.parquet"))) == done
    assert not (out / CORPUS_MANIFEST).exists(), "what is not whole has no manifest"
    with pytest.raises(WriteError, match="--resume"):
        write(folder, out)
    reports = write(folder, out, resume=True)
    assert [report.kept for report in reports] == [True] * done + [False] * (5 - done)
    assert hashes(out) == hashes(whole)


def test_part_of_a_changed_document_is_read_again_and_no_other(folder: Path, tmp_path: Path) -> None:
    letters, out = tmp_path / "letters", tmp_path / "out"
    for number in range(7):
        (letters / f"{number}.txt").parent.mkdir(exist_ok=True)
        (letters / f"{number}.txt").write_text(told(number), encoding="utf-8")
    write(letters, out)
    (letters / "4.txt").write_text(told(9), encoding="utf-8")
    assert [report.kept for report in write(letters, out, resume=True)] == [True, False, True]
    for number in (5, 6):
        (letters / f"{number}.txt").unlink()
    assert [report.kept for report in write(letters, out, resume=True)] == [True, False]
    assert sorted(path.name for path in out.iterdir()) == [
        CORPUS_MANIFEST, "part-00000.parquet", "part-00001.parquet"
    ]  # fmt: skip


def test_torn_file_of_a_part_is_written_again(folder: Path, whole: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    write(folder, out)
    (out / "part-00002.parquet").write_bytes((out / "part-00002.parquet").read_bytes()[:900])
    assert [report.kept for report in write(folder, out, resume=True)] == [True, True, False, True, True]
    assert hashes(out) == hashes(whole)


def test_cluster_that_loses_workers_writes_the_same_bytes(folder: Path, whole: Path, tmp_path: Path) -> None:
    distributed = pytest.importorskip("distributed")
    out = tmp_path / "out"
    lost: list[int] = []
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=None, local_directory=str(tmp_path / "dask")
    ) as cluster:

        def lose(_report: PartReport, _size: int) -> None:
            if len(lost) < 3:
                lost.append([*cluster.workers.values()][len(lost) % 2].pid)
                os.kill(lost[-1], signal.SIGKILL)

        write(folder, out, run_on_cluster(cluster.scheduler_address), step=lose)
    assert len(lost) == 3
    assert hashes(out) == hashes(whole)


def test_cluster_that_does_not_answer_is_told_of(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mapsvc.export.corpus.cluster._PATIENCE", "1s")
    with pytest.raises(RequestError, match=r"no scheduler answers at 'tcp://127\.0\.0\.1:9'"):
        list(
            run_on_cluster("tcp://127.0.0.1:9")(
                [CorpusPart(0, ())], lambda _part: pytest.fail("nobody reads")
            )
        )


def test_document_that_ends_the_reader_unforeseen_is_left_out(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError("by a comma")

    monkeypatch.setattr("mapsvc.export.corpus.part.honour_edition", fail)
    (tmp_path / "one").mkdir()
    (tmp_path / "one" / "a.txt").write_text(told(1), encoding="utf-8")
    (report,) = write(tmp_path / "one", tmp_path / "out")
    assert report.left_out == (("a.txt", "ZeroDivisionError: by a comma"),)


def ask(*words: str) -> tuple[int, str]:
    answer = CliRunner().invoke(main, ["geoparse", *words])
    return answer.exit_code, re.sub(r"\s+", " ", answer.output)


def test_command_writes_a_corpus_and_names_what_is_left_out(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    words = (str(folder), "-o", str(out), "--format", "geoparquet")
    code, said = ask(*words)
    assert code == 2
    assert "of 13 documents in 5 files." in said
    assert "left out 'torn.pdf'" in said
    assert ask(*words)[0] == 1, "a corpus is not written over"
    assert "5 of them from before" in ask(*words, "--resume", "--jobs", "2")[1]


def test_command_writes_one_file_of_a_few_documents(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "letters.parquet"
    code, said = ask(str(folder / "1815"), "-o", str(out), "--format", "geoparquet")
    assert (code, said) == (0, "")
    assert len(set(gpd.read_parquet(out)["file"])) == 6


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--jobs", "2"), "add --format geoparquet -o FOLDER"),
        (("--resume",), "add --format geoparquet -o FOLDER"),
        (("--format", "geoparquet"), "name a file (-o mentions.parquet) or a folder"),
        (("--format", "geoparquet", "-o", "x.parquet", "--jobs", "2"), "are for a corpus"),
    ],
)
def test_what_does_not_go_together_is_refused(folder: Path, words: Sequence[str], told: str) -> None:
    code, said = ask(str(folder / "1815"), *words)
    assert code == 2
    assert told in said


def test_one_process_and_no_cluster_is_no_spread() -> None:
    Spread(1, "", False).refuse_for("jsonl")
    with pytest.raises(RequestError, match="not for --format jsonl"):
        Spread(1, "tcp://localhost:8786", False).refuse_for("jsonl")


def test_standard_input_is_no_corpus() -> None:
    assert "save what you pipe in" in ask("-", "--format", "geoparquet", "-o", "x")[1]


def test_documents_are_named_by_their_folder_and_told_apart(tmp_path: Path) -> None:
    for name in ("a/x.txt", "b/x.txt"):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text("x", encoding="utf-8")
    found = [tmp_path / "a" / "x.txt", tmp_path / "b" / "x.txt"]
    names = [document.name for document in name_documents([tmp_path / "a", tmp_path / "b"], found)]
    assert names == [path.as_posix() for path in found]
    assert [document.name for document in name_documents([tmp_path], found)] == ["a/x.txt", "b/x.txt"]


def test_great_corpus_has_some_hundred_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    documents = [plan.CorpusDocument(f"/{n}", f"{n:07d}", 3_000) for n in range(40_000)]
    parts = plan_parts(documents)
    assert 200 <= len(parts) <= 210
    assert sum(len(part.documents) for part in parts) == 40_000


def test_dates_before_the_year_1_have_no_day_of_parquet(tmp_path: Path) -> None:
    rows = [
        {"file": "a", "type": "date", "gregorian": date} for date in ("-0043-03-15", "XXXX-03-15", "1815")
    ]
    data = table.mention_parquet(rows, {})
    (tmp_path / "x.parquet").write_bytes(data)
    found = rows_of(f"SELECT first_day::text, last_day::text FROM '{tmp_path / 'x.parquet'}'")
    assert found == [(None, None), (None, None), ("1815-01-01", "1815-12-31")]


def test_parquet_without_its_library_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(MissingExtraError, match="pip install pyarrow"):
        table.mention_parquet([], {})
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(MissingExtraError, match="pip install distributed"):
        run_on_cluster("tcp://localhost:8786")


DOCS = Path(__file__).parents[2] / "docs"


def test_questions_of_the_documentation_are_answered(
    whole: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mentions").symlink_to(whole)
    text = (DOCS / "corpora.md").read_text(encoding="utf-8")
    most, decades = (rows_of(asked) for asked in re.findall(r"```sql\n(.*?)```", text, re.DOTALL))
    assert {row[1] for row in most} == {"Brussels", "Waterloo", "Namur", "Liège", "Paris"}
    assert {row[1] for row in decades} == {1810}
    assert sum(row[2] for row in decades) == 12 * 2 * 12
    (asked,) = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    told: dict[str, Any] = {}
    exec(compile(asked, "corpora.md", "exec"), told)
    assert len(told["found"]) > 0


def test_notebook_runs_without_a_network(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    cells = json.loads((DOCS / "corpora.ipynb").read_text(encoding="utf-8"))["cells"]
    told: dict[str, Any] = {}
    for cell in cells:
        if cell["cell_type"] == "code":
            exec(compile("".join(cell["source"]), "corpora.ipynb", "exec"), told)
            assert not cell["outputs"], "what it says is made when it is run"
    assert told["most"]["mentions"].tolist() == [20] * 6
    assert set(told["decades"]["decade"]) == {1800, 1810, 1820}
    assert set(told["rhine"]["surface"]) == {"Cologne", "Frankfurt"}
