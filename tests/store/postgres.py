"""A PostgreSQL server of the tests' own, without a port: on a socket in a folder that goes with it."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

import pytest

#: Where Debian keeps what is not on the path.
_FOLDERS = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
_PATIENCE_S = 60.0


def _program(name: str) -> str:
    found = next((str(one / name) for one in _FOLDERS if (one / name).is_file()), None) or shutil.which(name)
    if found is None:
        if os.environ.get("CI"):
            pytest.fail(f"no {name}: install postgresql and postgis")
        pytest.skip(f"no {name} (Debian: apt-get install postgresql-postgis)")
    return found


def _children(parent: int) -> list[int]:
    """Return what a process has started, as the kernel lists it."""
    found = []
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            lines = status.read_text().splitlines()
        except OSError:
            continue  # it has ended meanwhile
        if f"PPid:\t{parent}" in lines:
            found.append(int(status.parent.name))
    return found


class Server:
    """A server that is started, killed and started again."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="mapsvc-pg-"))
        # PostgreSQL does not run for root; Debian's package brings a user.
        self._user = "postgres" if os.geteuid() == 0 else None
        if self._user:
            shutil.chown(self.folder, self._user)
        self._data = self.folder / "data"
        self._process: subprocess.Popen[bytes] | None = None
        initdb = _program("initdb")
        self._run(initdb, "-D", str(self._data), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync")

    @property
    def address(self) -> str:
        """Its address as clients name it."""
        return f"postgresql://postgres@/postgres?host={self.folder}"

    def start(self) -> None:
        """Start it, and wait until it answers."""
        command = [_program("postgres"), "-D", str(self._data), "-k", str(self.folder), "-F", "-h", ""]
        self._process = subprocess.Popen(
            command, user=self._user, cwd=self.folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        end = time.monotonic() + _PATIENCE_S
        while subprocess.run([_program("pg_isready"), "-q", "-h", str(self.folder)], check=False).returncode:
            assert time.monotonic() < end, "PostgreSQL did not start"
            assert self._process.poll() is None, "PostgreSQL ended"
            time.sleep(0.05)

    def kill(self) -> None:
        """Kill it as a broken machine would, with all that it has started."""
        assert self._process is not None
        for pid in (self._process.pid, *_children(self._process.pid)):
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                continue
        self._process.wait()

    def stop(self) -> None:
        """End it and take its folder away."""
        if self._process is not None and self._process.poll() is None:
            self._process.send_signal(signal.SIGINT)
            self._process.wait(_PATIENCE_S)
        shutil.rmtree(self.folder, ignore_errors=True)

    def _run(self, *command: str) -> None:
        subprocess.run(command, check=True, user=self._user, cwd=self.folder, stdout=subprocess.DEVNULL)
