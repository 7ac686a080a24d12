"""A folder of an older form is rewritten whole, and kept as it was."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner

import mapsvc
from mapsvc.atlas.checks.atlas import check_atlas
from mapsvc.atlas.new.upgrade import upgrade_atlas
from mapsvc.atlas.new.upgrade_steps import upgrade_files
from mapsvc.atlas.new.upgrade_toml import dump_toml, with_meta, with_texts
from mapsvc.cli import main
from mapsvc.errors import AtlasError, WriteError
from tests.conftest import HERE

FORM_1 = HERE / "data" / "atlases" / "form-1"


@pytest.fixture
def old(tmp_path: Path) -> Path:
    return Path(shutil.copytree(FORM_1, tmp_path / "old"))


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def test_older_folder_is_rewritten_and_kept_and_then_checked(runner: CliRunner, old: Path) -> None:
    before = files(old)
    done = runner.invoke(main, ["upgrade", str(old)])
    assert done.exit_code == 0, done.output
    kept = old.with_name("old.form-1")
    assert files(kept) == before
    assert sorted(path.name for path in old.parent.iterdir()) == ["old", "old.form-1"]
    assert str(kept) in done.output
    assert done.output.splitlines()[-1] == "No problems."
    assert check_atlas(old) == []


def test_upgraded_atlas_says_what_the_older_one_said(old: Path) -> None:
    upgrade_atlas(old)
    records = mapsvc.open_atlas(old).records
    meta = records.meta
    assert (meta.format, meta.texts, meta.view.home) == (2, ("paper",), (40.0, 38.0, 48.0, 43.0))
    text = records.texts["paper"]
    assert (text.language, text.source) == ("tr", "paper")
    assert [(part.id, part.first, part.last) for part in text.sections] == [("begin", 1, 2), ("end", 3, 5)]
    assert records.event("letter-sent").texts == {"paper": (1, 2, 5)}
    assert len(records.mentions) == 5
    north, south = records.polities["northland"], records.polities["southland"]
    assert (north.name.en, south.name.en) == ("The North", "Plain of the South")
    assert records.topics["way-through"].title.tr == "Way through"
    territories = records.territories["front"]
    assert territories.valid.edtf == "1921-10-13/.."
    assert [found.status for found in territories.territories] == ["claimed", "in-force", "in-force"]


def test_territories_repeat_nothing_of_their_border(old: Path) -> None:
    upgrade_atlas(old)
    document = json.loads((old / "territories" / "front.geojson").read_text("utf-8"))
    assert set(document["properties"]) == {"frame"}
    assert [feature["properties"].get("status") for feature in document["features"]] == [
        "claimed",
        None,
        None,
    ]


def test_remarks_and_order_of_what_was_written_by_hand_stay(old: Path) -> None:
    upgrade_atlas(old)
    atlas = (old / "atlas.toml").read_text("utf-8")
    assert atlas.startswith(
        'format = 2\n# An atlas as the first form had it.\ntexts = ["paper"] # the text\n'
    )
    assert "[view]\n# How far maps reach.\nhome = [40.0, 38.0, 48.0, 43.0] # degrees\n" in atlas
    text = (old / "texts" / "paper.toml").read_text("utf-8")
    assert "# Parts of the text by its lines.\n[[sections]]" in text
    assert "last = 2  # the letter" in text
    assert "# The rest." in text
    event = (FORM_1 / "events" / "line-drawn.toml").read_text("utf-8")
    assert (old / "events" / "line-drawn.toml").read_text("utf-8") == event.replace(
        "[paper]  # one line\nlines = [3]", "[texts]  # one line\npaper = [3]"
    )


def test_who_stands_in_the_folder_is_told_where_the_new_one_is(
    runner: CliRunner, old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(old)
    done = runner.invoke(main, ["upgrade", "."])
    assert done.exit_code == 0
    assert f"cd {old}" in done.output
    assert done.output.splitlines()[-1] == "No problems."
    assert check_atlas(old) == []


def test_second_upgrade_changes_nothing(runner: CliRunner, old: Path) -> None:
    upgrade_atlas(old)
    before = files(old)
    assert upgrade_atlas(old).kept is None
    done = runner.invoke(main, ["upgrade", str(old)])
    assert done.exit_code == 0
    assert "nothing was changed" in done.output
    assert files(old) == before
    assert not old.with_name("old.form-1-2").exists()


def test_what_is_kept_already_is_never_written_over(old: Path) -> None:
    taken = old.with_name("old.form-1")
    taken.mkdir()
    (taken / "mine").write_text("mine", "utf-8")
    assert upgrade_atlas(old).kept == old.with_name("old.form-1-2")
    assert files(taken) == {"mine": b"mine"}


@pytest.mark.parametrize(
    ("file", "content", "named"),
    [
        ("events/line-drawn.toml", "on = ", "events/line-drawn.toml"),
        ("atlas.toml", "title = ", "atlas.toml"),
        ("atlas.toml", "format = 3", "3"),
        ("territories/front.geojson", "{", "territories/front.geojson"),
        ("borders/front.geojson", "[]", "borders/front.geojson"),
        ("mentions.csv", b"\xff\xfe", "mentions.csv"),
    ],
)
def test_folder_that_cannot_be_read_is_left_as_it_was(
    runner: CliRunner, old: Path, file: str, content: str | bytes, named: str
) -> None:
    (old / file).write_bytes(content.encode() if isinstance(content, str) else content)
    before = files(old)
    done = runner.invoke(main, ["upgrade", str(old)])
    assert done.exit_code == 2
    assert len(done.stderr.splitlines()) == 1
    assert named in done.stderr
    assert files(old) == before
    assert [path.name for path in old.parent.iterdir()] == ["old"]


def test_folder_that_is_no_atlas_is_one_clear_line(runner: CliRunner, tmp_path: Path) -> None:
    for place in (tmp_path, tmp_path / "nothing", FORM_1 / "atlas.toml"):
        done = runner.invoke(main, ["upgrade", str(place)])
        assert (done.exit_code, len(done.stderr.splitlines())) == (2, 1)


def test_fault_at_the_last_step_puts_the_folder_back(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = files(old)
    rename = Path.rename

    def refuse(path: Path, target: Path) -> Path:
        if path.name.endswith(".tmp"):
            raise OSError(28, "No space left on device")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(WriteError, match="No space"):
        upgrade_atlas(old)
    assert files(old) == before
    assert [path.name for path in old.parent.iterdir()] == ["old"]


KILLED = """
import os, signal, sys
from pathlib import Path
rename = Path.rename
def die(path, target):
    if {when!r} in path.name:
        os.kill(os.getpid(), signal.SIGKILL)
    return rename(path, target)
Path.rename = die
from mapsvc.atlas.new.upgrade import upgrade_atlas
upgrade_atlas(Path(sys.argv[1]))
"""


@pytest.mark.parametrize("when", ["old", ".tmp"])
def test_killed_upgrade_loses_nothing_and_the_next_one_finishes(old: Path, when: str) -> None:
    before = files(old)
    killed = subprocess.run(
        [sys.executable, "-c", KILLED.format(when=when), str(old)], check=False, env=os.environ.copy()
    )
    assert killed.returncode == -signal.SIGKILL
    whole = old if old.exists() else old.with_name("old.form-1")
    assert files(whole) == before
    upgrade_atlas(old)
    assert check_atlas(old) == []
    assert sorted(path.name for path in old.parent.iterdir()) == ["old", "old.form-1"]
    assert files(old.with_name("old.form-1")) == before


def test_checksums_of_rewritten_files_are_written_again(old: Path) -> None:
    remarks = upgrade_files(old)
    assert any("polities.toml" in remark for remark in remarks)
    assert "territories/front.geojson" in (old / "registry.txt").read_text("utf-8")
    assert check_atlas(old) == []


@pytest.mark.parametrize("command", ["check", "serve", "export"])
def test_older_folder_is_one_line_that_names_the_command(runner: CliRunner, command: str) -> None:
    more = {"serve": ["--port", "0"], "export": ["line-drawn", "--format", "svg", "-o", "-"]}
    done = runner.invoke(main, [command, *more.get(command, []), "--atlas", str(FORM_1)])
    assert done.exit_code != 0
    assert len(done.output.splitlines()) == 1
    assert f"mapsvc upgrade {FORM_1}" in done.output
    assert "Traceback" not in done.output


def test_older_folder_opens_with_one_line() -> None:
    with pytest.raises(AtlasError) as caught:
        mapsvc.open_atlas(FORM_1)
    assert len(str(caught.value).splitlines()) == 1
    assert f"mapsvc upgrade {FORM_1}" in str(caught.value)


@pytest.mark.parametrize(
    ("words", "changed"),
    [
        (
            "paper = {lines = [1, 2]} # x\n[title]\ntr = 'a'\n",
            "texts = {p = [1, 2]} # x\n[title]\ntr = 'a'\n",
        ),
        ("paper.lines = [1]  # x\n", "texts.p = [1]  # x\n"),
        ("[paper]\n\n# why\nlines = []\n", "[texts]\n\n# why\np = []\n"),
        ("on = '1'\n", "on = '1'\n"),
    ],
)
def test_lines_of_the_paper_become_lines_of_a_text(words: str, changed: str) -> None:
    assert with_texts(words, "p") == changed


def test_lines_written_in_a_rare_way_are_kept_too() -> None:
    words = 'note = """\n[paper]\nlines = [9]\n"""\n["paper"]\nlines = [1]\n'
    found = tomllib.loads(with_texts(words, "p"))
    assert found == {"note": "[paper]\nlines = [9]\n", "texts": {"p": [1]}}


def test_remark_below_the_sections_stays_with_what_it_stands_above() -> None:
    words = 'paper = "p"\n# of the text\n[[sections]]\nid = "a"\n# below\n[title]\ntr = "T"\n'
    meta, sections = with_meta(words, "p")
    assert meta == 'format = 2\ntexts = ["p"]\n# below\n[title]\ntr = "T"\n'
    assert sections == '# of the text\n[[sections]]\nid = "a"\n'


def test_table_is_written_as_toml() -> None:
    table = {"name": {"tr": 'a "b" \\', "pt-BR": "ç"}, "n": [1, 2]}
    assert tomllib.loads(dump_toml(table, header="x")) == {"x": table}
