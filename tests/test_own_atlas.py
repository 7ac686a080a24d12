"""The tutorial makes the atlas that it says it makes: its blocks are written and run, word for word."""

from __future__ import annotations

import re
import shlex
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

import mapsvc
from tests.warm import Done, WarmPython

ROOT = Path(__file__).parents[1]
DOCUMENT = ROOT / "docs" / "own-atlas.md"
#: A block, and before it the name of the file that it is, if it is one.
BLOCK = re.compile(r"(?:^\*\*`(?P<file>[^`]+)`\*\*\n\n)?^```(?P<kind>\w+)\n(?P<body>.*?)^```$", re.M | re.S)


def blocks() -> Iterator[tuple[str | None, str, str]]:
    for found in BLOCK.finditer(DOCUMENT.read_text(encoding="utf-8")):
        yield found["file"], found["kind"], found["body"]


def run(commands: str, folder: Path, warm: WarmPython) -> str:
    """Run lines of a shell, those of `mapsvc` with that of the tests; the first that fails ends them."""
    printed = ""
    for line in commands.splitlines():
        program, *words = shlex.split(line)
        if program == "mapsvc":
            done = warm.mapsvc(*words, folder=folder)
        else:
            told = subprocess.run(
                ["sh", "-e", "-c", line],
                cwd=folder,
                capture_output=True,
                text=True,
                encoding="utf-8",
                check=False,
            )
            done = Done(told.returncode, told.stdout, told.stderr)
        assert done.status == 0, line + done.out + done.err
        printed += done.out
    return printed


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder in which somebody followed the tutorial; what it says is printed was printed."""
    folder = tmp_path_factory.mktemp("own-atlas")
    printed = ""
    with WarmPython(ROOT) as warm:
        for file, kind, body in blocks():
            if file is not None:
                path = folder / file
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(body, encoding="utf-8")
            elif kind == "sh":
                printed = run(body, folder, warm)
            else:
                assert kind == "text"
                for line in body.splitlines():
                    assert line in printed
    return folder


def test_tutorial_leads_to_every_file_that_it_names(made: Path) -> None:
    assert (made / "london.pptx").read_bytes().startswith(b"PK")
    assert (made / "london.pdf").read_bytes().startswith(b"%PDF")
    assert "Balkan" in (made / "london.html").read_text(encoding="utf-8")
    assert (made / "site" / "index.html").is_file()


def test_atlas_of_the_tutorial_is_what_it_says(made: Path) -> None:
    atlas = mapsvc.open_atlas(made / "balkans").records
    assert (len(atlas.events), len(atlas.borders), len(atlas.territories)) == (2, 2, 2)
    assert atlas.borders["london-1913"].licence == "CC0-1.0"
    grounds = {held.id: held for held in atlas.territories["london-1913"].territories}
    # Bulgaria of 1912 had some 96,000 km²: by a hand that draws to 10 km, and the ground's own coast.
    assert grounds["bulgaria"].area_km2 == pytest.approx(96_000, rel=0.06)


def test_every_block_is_run_or_written() -> None:
    kinds = [(file is not None, kind) for file, kind, _ in blocks()]
    assert {kind for is_file, kind in kinds if not is_file} == {"sh", "text"}
    assert {kind for is_file, kind in kinds if is_file} == {"json", "toml", "csv"}
    # A fence that the pattern passes over would be neither.
    assert DOCUMENT.read_text(encoding="utf-8").count("```") == 2 * len(kinds)
