"""A copy of the package in a folder, to which something is added as CONTRIBUTING.md says, and its doors."""

from __future__ import annotations

import base64
import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from html import unescape
from pathlib import Path

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


class House:
    """A copy of the package that a test may add to."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        # With what is compiled already: each command would compile all of it again.
        for name in ("mapsvc", "templates"):
            shutil.copytree(ROOT / name, folder / name)
        shutil.copy(ROOT / "pyproject.toml", folder)
        (folder / "geodata").symlink_to(ROOT / "geodata")

    def add(self, files: dict[str, str], folder: str = "") -> None:
        """Write files, none of which is there."""
        for name, text in files.items():
            path = self.folder / folder / name
            assert not path.exists(), name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")

    def python(self, *arguments: str, status: int = 0) -> str:
        """Run Python with this copy of the package, and return what it printed."""
        done = subprocess.run(
            [sys.executable, "-W", "error", *arguments],
            cwd=self.folder,
            env={**os.environ, "PYTHONPATH": str(self.folder)},
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        assert done.returncode == status, done.stdout + done.stderr
        return done.stdout if status == 0 else done.stderr

    def mapsvc(self, *arguments: str, status: int = 0) -> str:
        """Run a command of this copy."""
        return self.python("-m", "mapsvc", *arguments, status=status)

    def ask(self, atlas: Path, *addresses: str) -> list[Answer]:
        """Ask the service of this copy over an atlas."""
        lines = self.python("-c", _ASK, str(atlas), *addresses).splitlines()
        answers = (json.loads(line) for line in lines)
        return [Answer(status, kind, base64.b64decode(body)) for status, kind, body in answers]
