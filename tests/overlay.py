"""A copy of the package in a folder, to which something is added as CONTRIBUTING.md says, and its doors."""

from __future__ import annotations

import base64
import json
import re
import shutil
from dataclasses import dataclass
from html import unescape
from pathlib import Path

from tests.warm import Done, WarmPython

ROOT = Path(__file__).parents[1]
_BLOCK = re.compile(r"^```\w+ (?P<path>\S+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
_ASK = """
import base64, json, sys
from mapsvc.web.app import create_app
client = create_app(sys.argv[1]).test_client()
for address in sys.argv[2:]:
    answer = client.get(address)
    body = base64.b64encode(answer.get_data()).decode()
    print(json.dumps([answer.status_code, answer.content_type, body]))
"""


@dataclass(frozen=True)
class Answer:
    """What the service said."""

    status: int
    content_type: str
    data: bytes

    @property
    def text(self) -> str:
        return self.data.decode()

    @property
    def said(self) -> str:
        """A page with its signs as a reader has them."""
        return unescape(self.text)


def recipe(heading: str) -> dict[str, str]:
    """Return the files of a recipe of CONTRIBUTING.md, by where they go."""
    page = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    part = page.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    found = {block["path"]: block["text"] for block in _BLOCK.finditer(part)}
    assert found, heading
    return found


def _said(done: Done, status: int) -> str:
    assert done.status == status, done.out + done.err
    return done.out if status == 0 else done.err


class House:
    """A copy of the package that a test may add to."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._started: WarmPython | None = None
        # With what is compiled already: each command would compile all of it again.
        for name in ("mapsvc", "templates"):
            shutil.copytree(ROOT / name, folder / name)
        shutil.copy(ROOT / "pyproject.toml", folder)
        (folder / "geodata").symlink_to(ROOT / "geodata")

    def add(self, files: dict[str, str], folder: str = "") -> None:
        """Write files, none of which is there."""
        self.close()
        for name, text in files.items():
            path = self.folder / folder / name
            assert not path.exists(), name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")

    def code(self, code: str, *arguments: str) -> str:
        """Run code with this copy of the package, and return what it printed."""
        return _said(self._warm.code(code, *arguments, folder=self.folder), 0)

    def mapsvc(self, *arguments: str, status: int = 0) -> str:
        """Run a command of this copy, and return what it printed, or how it failed."""
        return _said(self._warm.mapsvc(*arguments, folder=self.folder), status)

    @property
    def _warm(self) -> WarmPython:
        if self._started is None:
            self._started = WarmPython(self.folder, "-W", "error")
        return self._started

    def close(self) -> None:
        """End what ran the commands; the next one begins it again, with what was added meanwhile."""
        if self._started is not None:
            self._started.close()
            self._started = None

    def ask(self, atlas: Path, *addresses: str) -> list[Answer]:
        """Ask the service of this copy over an atlas."""
        lines = self.code(_ASK, str(atlas), *addresses).splitlines()
        answers = (json.loads(line) for line in lines)
        return [Answer(status, kind, base64.b64decode(body)) for status, kind, body in answers]
