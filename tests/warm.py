"""A Python that has imported the package, and is copied for each command: one start for all of them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

#: Reads a line for each command, and answers with what it ended with. A copy does what `python` would have
#: done: it runs the module as a program, or code, and ends as that ends.
_COPIED = """
import atexit, json, os, runpy, sys, traceback
import mapsvc.cli.export, mapsvc.web.app
answers = os.fdopen(os.dup(1), "w")
for line in sys.stdin:
    asked = json.loads(line)
    if copy := os.fork():
        answers.write(f"{os.waitstatus_to_exitcode(os.waitpid(copy, 0)[1])}\\n")
        answers.flush()
        continue
    answers.close()
    os.chdir(asked["folder"])
    for number, path in enumerate((os.devnull, asked["out"], asked["err"])):
        opened = os.open(path, os.O_RDWR | os.O_CREAT | os.O_TRUNC)
        os.dup2(opened, number)
        os.close(opened)
    status = 0
    try:
        sys.argv = ["-c", *asked["arguments"]]
        if asked["code"] is None:
            runpy.run_module("mapsvc", run_name="__main__", alter_sys=True)
        else:
            exec(asked["code"], {"__name__": "__main__"})
    except SystemExit as ended:
        status = ended.code if isinstance(ended.code, int) else int(ended.code is not None)
        if isinstance(ended.code, str):
            print(ended.code, file=sys.stderr)
    except BaseException:
        traceback.print_exc()
        status = 1
    atexit._run_exitfuncs()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)
"""


@dataclass(frozen=True)
class Done:
    """What a command ended with, and what it said."""

    status: int
    out: str
    err: str


class WarmPython:
    """Runs commands one after the other, each in a process of its own that finds the package imported."""

    def __init__(self, search: Path, *options: str, env: Mapping[str, str] | None = None) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="warm-")
        self._process = subprocess.Popen(
            [sys.executable, *options, "-c", _COPIED],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=search,
            env={**(os.environ if env is None else env), "PYTHONPATH": str(search)},
        )

    def __enter__(self) -> WarmPython:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def mapsvc(self, *arguments: str, folder: Path) -> Done:
        """Run a command of the package in a folder."""
        return self._run(None, arguments, folder)

    def code(self, code: str, *arguments: str, folder: Path) -> Done:
        """Run code in a folder, which has the arguments in `sys.argv`."""
        return self._run(code, arguments, folder)

    def _run(self, code: str | None, arguments: tuple[str, ...], folder: Path) -> Done:
        out, err = (Path(self._folder.name, name) for name in ("out", "err"))
        asked = {"code": code, "arguments": arguments, "folder": str(folder)}
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(asked | {"out": str(out), "err": str(err)}) + "\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        assert answer, "the package could not be imported"
        return Done(int(answer), *(path.read_text("utf-8") for path in (out, err)))

    def close(self) -> None:
        """End it; what it was asked for is done."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait()
        self._process.stdout.close()
        self._folder.cleanup()
