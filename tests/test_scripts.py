"""The scripts of the pages, read by a linter: a name that is nowhere defined breaks a page only when met."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from mapsvc.templating import static_root
from tests.browser.conftest import HERE, NODE_MODULES, lacking


@pytest.fixture(scope="module")
def oxlint() -> list[str]:
    """The linter with our rules, as words of a command."""
    binary = NODE_MODULES / ".bin" / "oxlint"
    if not binary.exists() or shutil.which("node") is None:
        lacking("oxlint")
    return [str(binary), "--config", str(HERE / "oxlint.json"), "--deny-warnings"]


def test_scripts_of_the_pages_are_clean(oxlint: list[str]) -> None:
    done = subprocess.run([*oxlint, str(static_root() / "js")], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_linter_finds_a_name_that_is_not_there(oxlint: list[str], tmp_path: Path) -> None:
    (tmp_path / "page.js").write_text("window.mapsvc = missing;\n", encoding="utf-8")
    done = subprocess.run([*oxlint, str(tmp_path)], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "missing" in done.stdout
