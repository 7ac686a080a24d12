"""
Renew the hashes of `tests/golden/`, or lay what two commits draw side by side: `./run golden`.

The subjects and the rules are those of this checkout for both commits; only the package, its templates
and its atlas are theirs.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from fnmatch import fnmatch
from pathlib import Path

from tests.golden.draw import FAILED, digest, file_of, kept_file, read_kept
from tests.golden.report import Sides, write_report
from tests.golden.subjects import GROUPS

ROOT = Path(__file__).parents[2]
OUT = ROOT / "test-output" / "golden"


def main() -> None:
    parser = argparse.ArgumentParser(prog="./run golden", description="Pictures and pages as they look.")
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--renew", action="store_true", help="keep the hashes of what is drawn now")
    what.add_argument(
        "--compare", nargs=2, metavar=("A", "B"), help="lay two commits side by side; . is what lies here"
    )
    parser.add_argument("-o", "--output", type=Path, default=OUT, metavar="DIR", help="of the report")
    parser.add_argument(
        "--only", default="*", metavar="PATTERN", help="addresses to compare, such as '*kars*'"
    )
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="golden-") as folder:
        work = Path(folder)
        sys.exit(
            renew(work)
            if given.renew
            else compare(work, *given.compare, output=given.output, only=given.only)
        )


def renew(work: Path) -> int:
    """Keep the hashes of what this checkout draws, and print which are not what they were."""
    wait_for([start_drawing(ROOT, work / group, group) for group in GROUPS])
    failed = [line for group in GROUPS for line in failures(work / group, group)]
    if failed:
        print("nothing was renewed:", *failed, sep="\n  ")
        return 1
    for group in GROUPS:
        kept, now = read_kept(group), digests(work / group, group)
        text = json.dumps(now, indent=1, sort_keys=True, ensure_ascii=False)
        kept_file(group).write_text(f"{text}\n", "utf-8")
        print(f"{group}: {len(now)}, changed {len(differing(kept, now))}", *differing(kept, now), sep="\n  ")
    return 0


def compare(work: Path, a: str, b: str, *, output: Path, only: str) -> int:
    """Draw everything twice, and write the report of what differs."""
    with checkout(a, work / "checkout-a") as first, checkout(b, work / "checkout-b") as second:
        sides = {"before": first, "after": second}
        for group in GROUPS:
            wait_for([start_drawing(path, work / side / group, group, only) for side, path in sides.items()])
        found = {
            group: Sides(
                work / "before" / group,
                work / "after" / group,
                differing(digests(work / "before" / group, group), digests(work / "after" / group, group)),
                sum(fnmatch(address, only) for address in GROUPS[group]),
            )
            for group in GROUPS
        }
        pictures = found["pictures"].differing
        if pictures:
            wait_for(
                [
                    start_drawing(path, work / side / "png", "pictures", png=pictures)
                    for side, path in sides.items()
                ]
            )
    shown = Sides(work / "before" / "png", work / "after" / "png", pictures, found["pictures"].count)
    output.mkdir(parents=True, exist_ok=True)
    report = output / "report.html"
    told = write_report(report, (a, b), shown, found["pages"])
    print(*told, f"{len(told)} differ: {report}", sep="\n")
    return 0


@contextlib.contextmanager
def checkout(commit: str, folder: Path) -> Iterator[Path]:
    """Yield a folder with a commit's files: this one for `.`, else a worktree for as long as it is needed."""
    if commit == ".":
        yield ROOT
        return
    git = ["git", "-C", str(ROOT), "worktree"]
    if subprocess.run([*git, "add", "--quiet", "--detach", str(folder), commit], check=False).returncode:
        sys.exit(f"golden: no files of {commit!r}")
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        subprocess.run([*git, "remove", "--force", str(folder)], check=False, capture_output=True)


def start_drawing(
    root: Path, folder: Path, group: str, only: str = "*", *, png: Sequence[str] | None = None
) -> subprocess.Popen[bytes]:
    """Start to draw a group with the package of a checkout."""
    command = [sys.executable, "-m", "tests.golden.draw", str(root), str(folder), group, "--only", only]
    env = {name: value for name, value in os.environ.items() if not name.startswith("MAPSVC_")}
    return subprocess.Popen([*command, *(["--png", *png] if png else [])], cwd=ROOT, env=env)


def wait_for(drawings: list[subprocess.Popen[bytes]]) -> None:
    """Wait until all are drawn; one that fails as a whole ends the programme."""
    if any([drawing.wait() for drawing in drawings]):
        sys.exit("golden: a checkout could not be drawn")


def digests(folder: Path, group: str) -> dict[str, str]:
    """Return the hash of everything in a folder of drawings."""
    files = {address: file_of(folder, address) for address in GROUPS[group]}
    return {address: digest(address, file.read_bytes()) for address, file in files.items() if file.exists()}


def failures(folder: Path, group: str) -> list[str]:
    """Return what could not be drawn, and why."""
    drawn = {address: file_of(folder, address).read_bytes() for address in GROUPS[group]}
    return [f"{address}: {what.decode()}" for address, what in drawn.items() if what.startswith(FAILED)]


def differing(before: dict[str, str], after: dict[str, str]) -> list[str]:
    """Return the addresses that have not the same hash in both, or stand in one alone."""
    return sorted(address for address in before | after if before.get(address) != after.get(address))


if __name__ == "__main__":
    main()
