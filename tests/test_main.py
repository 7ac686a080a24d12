"""`python -m mapsvc` is the command line."""

from __future__ import annotations

import runpy
import subprocess
import sys

import pytest


def test_module_runs_the_command_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["mapsvc", "--help"])
    with pytest.raises(SystemExit) as ended:
        runpy.run_module("mapsvc.__main__", run_name="__main__")
    assert ended.value.code == 0
    assert "serve" in capsys.readouterr().out


def test_users_mistake_ends_with_2_and_one_line() -> None:
    command = [sys.executable, "-m", "mapsvc", "check", "--atlas", "/nowhere"]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 2
    assert run.stderr.strip().count("\n") <= 2
    assert "Traceback" not in run.stderr
