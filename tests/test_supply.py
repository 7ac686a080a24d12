"""What the package is made of: each vendored file as its manifest says, each licence one that we may ship."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from hashlib import sha256
from pathlib import Path

import pytest

from bench.sbom import MANIFESTS, ROOT, bill, locked, vendored
from tests.running import running
from tests.test_packaging import build_wheel

#: Licences that let a service be run and passed on as it is. Of several by OR one is enough.
ALLOWED = {
    "0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "ISC", "MIT", "MIT-0", "MIT-CMU",
    "MPL-2.0", "OFL-1.1", "PSF-2.0", "Zlib", "HPND", "Unlicense", "CC-BY-4.0",
}  # fmt: skip
#: Never to stand in a file that is tracked.
SECRETS = (
    r"-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----|\bAKIA[0-9A-Z]{16}\b|\bgh[pousr]_[A-Za-z0-9]{36}\b"
    r"|\bglpat-[\w-]{20}\b|\bxox[abprs]-[\w-]{20,}|\bnpm_[A-Za-z0-9]{36}\b|\bpypi-AgEIcHlwaS5vcmc[\w-]{20,}"
)


def may_be_shipped(licence: str) -> bool:
    """Tell whether an SPDX expression is met by licences that are allowed."""
    words = re.findall(r"\(|\)|AND|OR|[\w.+-]+", licence)
    said = " ".join(w.lower() if w in {"AND", "OR"} else w if w in "()" else str(w in ALLOWED) for w in words)
    return bool(words) and bool(eval(said, {"__builtins__": {}}))


@pytest.mark.parametrize("manifest", MANIFESTS, ids=["static", "folium", "geoman"])
def test_vendored_files_are_those_of_the_manifest_and_no_others(manifest: Path) -> None:
    files = tomllib.loads(manifest.read_text("utf-8"))["file"]
    folder = manifest.parent
    listed = {file["path"]: file["sha256"] for file in files}
    there = {
        path.relative_to(folder).as_posix(): sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file() and path != manifest
    }
    texts = {file["licence_text"] for file in files}
    assert {name: there.get(name) for name in listed} == listed
    assert there.keys() - listed.keys() - texts == set()
    assert texts <= there.keys()


@pytest.mark.parametrize("licence", ["GPL-3.0-only", "", "MIT AND AGPL-3.0-only", "Proprietary"])
def test_licence_that_binds_others_is_not_shipped(licence: str) -> None:
    assert not may_be_shipped(licence)
    assert may_be_shipped("MIT AND (BSD-2-Clause OR LGPL-2.1-or-later)")


def test_every_licence_is_one_that_may_be_shipped() -> None:
    parts = [*locked(), *vendored()]
    assert len(parts) > 40
    # What only another system installs is not here to tell.
    told = [part for part in parts if part.licence or part.name not in {"colorama", "pywin32"}]
    assert [f"{part.name}: {part.licence}" for part in told if not may_be_shipped(part.licence)] == []


def test_bill_of_materials_names_all_that_is_shipped_with_checksums() -> None:
    document = json.loads(bill())
    assert (document["bomFormat"], document["specVersion"]) == ("CycloneDX", "1.6")
    named = {(part["name"], part["version"]) for part in document["components"]}
    assert named == {(part.name, part.version) for part in (*locked(), *vendored())}
    assert ("leaflet", "1.9.4") in named
    assert all(part["hashes"] and part["purl"].startswith("pkg:") for part in document["components"])
    assert document["metadata"]["component"]["name"] == "mapsvc"


def test_no_tracked_file_holds_a_secret() -> None:
    command = ["git", "grep", "-lIP", "-e", SECRETS]
    listing = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)
    assert listing.stdout == ""
    assert listing.returncode == 1, listing.stderr


def audit(folder: Path, told: str, *, code: int = 0, npm: int | None = 0) -> int:
    """Run `./run audit` with a data base that says something, and return what it ends with."""
    tools = {".venv/bin/python": f'exec {sys.executable} "$@"'}
    tools[".venv/audit/bin/pip-audit"] = f"echo '{told}'; exit {code}"
    if npm is not None:
        tools["bin/npm"] = f"exit {npm}"
    for name, text in tools.items():
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(f"#!/bin/sh\n{text}\n", "utf-8")
        place.chmod(0o755)
    for name in ("sh", "cksum", "cat", "dirname", "uname"):
        (folder / "bin").mkdir(exist_ok=True)
        found = shutil.which(name)
        assert found is not None
        (folder / "bin" / name).symlink_to(found)
    shutil.copy(ROOT / "run", folder / "run")
    alone = {"PATH": str(folder / "bin"), "HOME": str(folder)}
    return subprocess.run([folder / "run", "audit"], env=alone, check=False, capture_output=True).returncode


@pytest.mark.parametrize(
    ("told", "code", "npm", "passes"),
    [
        ("No known vulnerabilities found", 0, 0, True),
        ("Found 1 known vulnerability in 1 package", 1, 0, False),
        # It says that all is well although it could not look.
        ("No known vulnerabilities found. Name Skip Reason: x not found", 0, 0, False),
        ("x could not be audited", 0, 0, False),
        ("No known vulnerabilities found", 0, 1, False),
        ("No known vulnerabilities found", 0, None, False),
    ],
)
def test_audit_that_could_not_look_fails(
    tmp_path: Path, told: str, code: int, npm: int | None, passes: bool
) -> None:
    assert (audit(tmp_path, told, code=code, npm=npm) == 0) is passes


#: Runs in a process of its own: what the lock of a service does not install cannot be imported there.
ASK = """
import random, re, sys
from importlib.metadata import packages_distributions
lock, atlas, seed, count = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
plain = lambda name: re.sub(r"[-_.]+", "-", name).lower()
locked = {plain(name) for name in re.findall(r"^([A-Za-z0-9._-]+)==", open(lock).read(), re.M)} | {"mapsvc"}
barred = {
    module for module, names in packages_distributions().items()
    if locked.isdisjoint(map(plain, names)) and not module.startswith("_")
}
class Filtered:
    def __init__(self, finder):
        self.finder = finder
    def __getattr__(self, name):
        return getattr(self.finder, name)
    def find_spec(self, name, path=None, target=None):
        return None if name.partition(".")[0] in barred else self.finder.find_spec(name, path, target)
sys.meta_path[:] = map(Filtered, sys.meta_path)
assert "pyarrow" in barred and "flask" not in barred
from mapsvc.web.app import create_app
client = create_app(atlas).test_client()
links = sorted(set(re.findall(r'href="(/download/[^"]+)"', client.get("/download/?lang=en").text)))
by_end = {}
for link in random.Random(seed).sample(links, len(links)):
    by_end.setdefault(link.partition("?")[0].rpartition(".")[2], []).append(link)
asked = [link for same in by_end.values() for link in same[: count or None]]
answers = {link: client.get(link.replace("&amp;", "&")).status_code for link in asked}
bad = {link: status for link, status in answers.items() if status != 200}
assert len(by_end) > 8, by_end.keys()
print(len(asked), bad)
sys.exit(bool(bad))
"""


def test_every_format_that_is_offered_can_be_had_with_what_the_lock_installs(
    pytestconfig: pytest.Config,
) -> None:
    count = "0" if pytestconfig.getoption("--all") else "1"
    atlas = str(ROOT / "tests" / "data" / "tiny")
    command = [sys.executable, "-c", ASK, str(ROOT / "requirements.lock"), atlas, "20261130", count]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr[-2000:]


def test_wheel_with_its_lock_alone_answers_every_link(tmp_path: Path, pytestconfig: pytest.Config) -> None:
    if not pytestconfig.getoption("--all"):
        pytest.skip("installs into a new environment: with --all")
    python = tmp_path / "venv" / "bin" / "python"
    pip = [str(python), "-m", "pip", "install", "-q"]
    wheel = build_wheel(ROOT, tmp_path / "dist")
    for command in (
        [sys.executable, "-m", "venv", str(tmp_path / "venv")],
        [*pip, "--require-hashes", "-r", str(ROOT / "requirements.lock")],
        [*pip, "--no-deps", str(wheel)],
    ):
        subprocess.run(command, check=True, capture_output=True)
    alone = {"PYTHONPATH": "", "MAPSVC_ATLAS": "", "HOME": str(tmp_path)}
    with running("--port", "0", python=str(python), **alone) as server:
        page = server.get("/download/?lang=en")[1].decode()
        links = sorted(set(re.findall(r'href="(/download/[^"]+)"', page)))
        assert len(links) > 100
        bad = [(link, status) for link in links if (status := server.get(link)[0]) != 200]
    assert bad == []
    assert os.environ.get("PYTHONPATH") != ""
