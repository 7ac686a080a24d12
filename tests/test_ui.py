"""What the browser loads is what `ui/` says: built again byte for byte, typed, linted, formatted, tested."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import brotli
import pytest

from mapsvc.templating import static_root
from tests.browser.conftest import NODE_MODULES, UI, lacking

BUILT = static_root()
#: What the scripts weighed in bytes before they were built from modules.
BEFORE = {
    "compare.js": 16_287, "filter.js": 3_477, "frozen.js": 7_961, "lecture.js": 34_000, "map.js": 125_114,
    "old-map.js": 7_500,
    "player.js": 34_641, "reading.js": 12_275, "scorm.js": 1_200, "share.js": 14_297, "site.js": 2_597,
    "timeline-map.js": 14_683, "timeline.js": 878, "tour.js": 14_089,
}  # fmt: skip
#: A name is defined nowhere, a type is wrong, quotes are single: each is found by one of the three.
FAULTY = "export const broken = () => missing;\n/** @type {number} */\nexport const n = 'one';\n"


@pytest.fixture(scope="module", autouse=True)
def node() -> str:
    """The runtime, with what `ui/package-lock.json` pins beside the sources."""
    runtime = shutil.which("node")
    if runtime is None or not (NODE_MODULES / "esbuild").is_dir():
        lacking("node with the packages of ui/")
    if not (UI / "node_modules").exists():
        (UI / "node_modules").symlink_to(NODE_MODULES)
    return runtime


def run(*command: str, cwd: Path = UI) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)


def tool(name: str) -> str:
    return str(NODE_MODULES / ".bin" / name)


def test_committed_scripts_are_those_that_the_sources_make(node: str, tmp_path: Path) -> None:
    done = run(node, "build.mjs", str(tmp_path))
    assert done.returncode == 0, done.stderr
    made = {path.relative_to(tmp_path): path.read_bytes() for path in tmp_path.glob("*/*")}
    kept = {
        path.relative_to(BUILT): path.read_bytes()
        for folder in ("js", "css")
        for path in (BUILT / folder).iterdir()
        if path.name != "fonts.css"  # made by a recipe of the fonts
    }
    assert sorted(made) == sorted(kept)
    differ = [name for name in made if made[name] != kept[name]]
    assert differ == [], "build and commit them: node ui/build.mjs"


def test_build_is_refused_when_a_page_holds_what_the_map_holds(node: str, tmp_path: Path) -> None:
    copy = copied(tmp_path)
    (copy / "src" / "entry" / "tour.js").write_text('import { of } from "../map/state.js";\nof(window.m);\n')
    done = run(node, "build.mjs", str(tmp_path / "built"), cwd=copy)
    assert done.returncode != 0
    assert "src/map/state.js" in done.stderr


@pytest.mark.parametrize("command", [("tsc", "--noEmit"), ("eslint", "."), ("prettier", "--check", ".")])
def test_sources_are_clean(command: Sequence[str]) -> None:
    done = run(tool(command[0]), *command[1:])
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("command", [("tsc", "--noEmit"), ("eslint", "."), ("prettier", "--check", ".")])
def test_checks_find_a_fault(command: Sequence[str], tmp_path: Path) -> None:
    copy = copied(tmp_path)
    # With all that is clean beside it, the fault would be as plain and take ten times as long.
    shutil.rmtree(copy / "src")
    (copy / "src" / "pure").mkdir(parents=True)
    (copy / "src" / "pure" / "faulty.js").write_text(FAULTY)
    done = run(tool(command[0]), *command[1:], cwd=copy)
    assert done.returncode != 0
    assert "faulty.js" in done.stdout + done.stderr


def test_plain_parts_pass_their_tests(node: str) -> None:
    done = run(node, "--test")
    assert done.returncode == 0, done.stdout


def test_plain_parts_each_have_a_test() -> None:
    tested = "".join(path.read_text("utf-8") for path in (UI / "test").glob("*.test.js"))
    lacking_one = [
        path.name for path in (UI / "src" / "pure").glob("*.js") if f"/src/pure/{path.name}" not in tested
    ]
    assert lacking_one == []


def test_every_package_is_asked_for_in_one_version() -> None:
    asked = json.loads((UI / "package.json").read_text("utf-8"))["devDependencies"]
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in asked.values())


def is_of_workbench(path: Path) -> bool:
    return path.stem.split("-")[0] == "edit"


def test_scripts_weigh_less_than_before() -> None:
    weights = {
        path.name: path.stat().st_size for path in (BUILT / "js").iterdir() if not is_of_workbench(path)
    }
    assert {name: weight for name, weight in weights.items() if weight > BEFORE[name]} == {}


def test_scripts_and_sheets_of_all_pages_are_light() -> None:
    # The builder of lectures is loaded on its page alone, the control of old maps where there are some; what
    # frozen sites and courses need on none.
    apart = {"lecture", "frozen", "scorm", "old-map"}
    files = [path for folder in ("js", "css") for path in (BUILT / folder).iterdir()]
    # Those of the workbench are loaded by `mapsvc edit` alone.
    weighed = [path for path in files if path.stem not in apart and not is_of_workbench(path)]
    assert sum(len(brotli.compress(path.read_bytes(), quality=11)) for path in weighed) <= 80_000


def test_scripts_and_sheets_say_where_they_come_from() -> None:
    for path in (BUILT / "js").iterdir():
        assert path.read_text("utf-8").startswith(f"// ui/src/entry/{path.name}, MIT\n")
    for path in (UI / "css").iterdir():
        assert (BUILT / "css" / path.name).read_text("utf-8").startswith(f"/* ui/css/{path.name}, MIT */\n")


def copied(folder: Path) -> Path:
    """The sources with the checks' own files, to spoil."""
    copy = folder / "ui"
    shutil.copytree(UI, copy, ignore=shutil.ignore_patterns("node_modules"))
    (copy / "node_modules").symlink_to(NODE_MODULES)
    table = folder / "templates" / "static" / "style.json"
    table.parent.mkdir(parents=True)
    shutil.copy(static_root() / "style.json", table)
    return copy
