"""Build the wheel offline, hold it against what git tracks, and run what it installs."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SHIPPED = ("mapsvc", "geodata", "templates")
LOCKS = ("requirements.lock", "requirements-build.lock", "requirements-dev.lock")


def build_wheel(source: Path, out: Path) -> Path:
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(out)]
    subprocess.run(command, cwd=source, check=True, capture_output=True)
    return next(out.glob("*.whl"))


def names_in(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_wheel(ROOT, tmp_path_factory.mktemp("wheel"))


def test_wheel_ships_every_tracked_file(wheel: Path) -> None:
    command = ["git", "ls-files", "-z", *SHIPPED]
    listing = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    tracked = [path for path in listing.stdout.split("\0") if path]
    assert {p if p.startswith("mapsvc/") else f"mapsvc/{p}" for p in tracked} <= names_in(wheel)


def test_wheel_puts_nothing_beside_the_package(wheel: Path) -> None:
    tops = {name.split("/")[0] for name in names_in(wheel)}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"mapsvc"}


def test_wheel_installed_elsewhere_serves_its_own_atlas(wheel: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)
    code = (
        "from pathlib import Path\n"
        "from mapsvc.resources import atlas_root, template_root\n"
        "from mapsvc.web.app import create_app\n"
        f"package = Path({str(site)!r}) / 'mapsvc'\n"
        "assert (atlas_root(), template_root()) == (package / 'geodata', package / 'templates')\n"
        "client = create_app().test_client()\n"
        "for path in ('/healthz', '/?lang=tr', '/events/kars-treaty?lang=en'):\n"
        "    status = client.get(path).status_code\n"
        "    assert status == 200, (path, status)\n"
    )
    environment = {name: value for name, value in os.environ.items() if name != "MAPSVC_ATLAS"}
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env=environment | {"PYTHONPATH": str(site)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def docker_sources() -> list[str]:
    """What the Dockerfile copies from the checkout."""
    lines = (ROOT / "Dockerfile").read_text(encoding="utf-8").splitlines()
    copies = [line.split()[1:-1] for line in lines if line.startswith("COPY ") and "--from" not in line]
    return [source for sources in copies for source in sources]


def test_docker_image_gets_the_same_wheel(wheel: Path, tmp_path: Path) -> None:
    for source in docker_sources():
        if (ROOT / source).is_dir():
            shutil.copytree(ROOT / source, tmp_path / source)
        else:
            shutil.copy(ROOT / source, tmp_path)
    assert names_in(build_wheel(tmp_path, tmp_path / "dist")) == names_in(wheel)


def test_docker_context_holds_what_the_dockerfile_copies() -> None:
    kept = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    assert [source for source in docker_sources() if f"!{source}" not in kept] == []


def test_dockerfile_passes_hadolint_without_exceptions() -> None:
    dockerfile = ROOT / "Dockerfile"
    hadolint = Path(sys.executable).with_name("hadolint")
    done = subprocess.run(
        [str(hadolint), "--disable-ignore-pragma", str(dockerfile)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert not list(ROOT.glob(".hadolint.y*ml"))


def test_docker_image_runs_as_a_numeric_user() -> None:
    users = [line for line in (ROOT / "Dockerfile").read_text().splitlines() if line.startswith("USER ")]
    assert users == ["USER 10001:10001"]


@pytest.mark.parametrize("name", LOCKS)
def test_lock_pins_every_package_by_hash_and_names_no_host(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    packages = text.replace("\\\n", "").splitlines()
    assert all("==" in package and "--hash=sha256:" in package for package in packages)
    assert "/" not in text


def test_lock_of_the_browsers_code_pins_every_package_by_hash_and_names_no_host() -> None:
    lock = json.loads((ROOT / "ui" / "package-lock.json").read_text(encoding="utf-8"))
    packages = [package for path, package in lock["packages"].items() if path]
    assert packages
    assert all("integrity" in package and "resolved" not in package for package in packages)


def test_locks_agree_on_every_version() -> None:
    def pins(name: str) -> set[str]:
        lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
        return {line.rstrip(" \\") for line in lines if not line.startswith(" ")}

    assert pins("requirements.lock") | pins("requirements-build.lock") <= pins("requirements-dev.lock")


def test_run_is_executable_and_parses() -> None:
    for script, shell in ((ROOT / "run", "sh"), (ROOT / ".ci" / "run", "bash")):
        assert os.access(script, os.X_OK)
        subprocess.run([shell, "-n", str(script)], check=True)
