"""
Change a constant, a comparison or a branch of the modules that decide most, and see whether a test notices.

    python bench/mutants.py [--seed 1] [--count 80] [--modules NAME...] [--jobs 1] [--floor 85] [--list]

The changes ("mutants") are drawn by the seed, the modules taking turns, from everything of the kinds below;
none is chosen by hand. Each goes into a copy of the package in a temporary folder, never into the checkout,
where the tests that import the module, and those that the table names, run until the first fails. Exit code
0 if at least `--floor` per cent were noticed. A change that alters nothing anybody could see counts as
survived, like any other: read the list.
"""

from __future__ import annotations

import argparse
import ast
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from queue import SimpleQueue

HERE = Path(__file__).resolve().parents[1]
PACKAGE = "mapsvc"

#: Each subject with the functions by which the module that holds it is found, wherever it stands, and the
#: test files that try it without importing it.
SUBJECTS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "whereabouts": (("whereabouts_of", "pick_variant"), ("test_whereabouts.py",)),
    "rule": (("holders_on",), ()),
    "itinerary": (("itinerary_of",), ()),
    "resolve": (("resolve", "_decide"), ("test_resolution.py",)),
    "evidence": (("weigh_evidence",), ("test_recognition.py",)),
    "date_years": (("read_century",), ("test_dates.py",)),
    "framing": (("parse_view", "with_layers"), ()),
    "symbology": (("role_symbol", "leg_symbol"), ()),
}

#: Folders of tests that take minutes: they try whole atlases.
SLOW = frozenset({"atlases", "browser"})

COMPARISONS: dict[type[ast.cmpop], tuple[str, ...]] = {
    ast.Lt: ("<=", ">"),
    ast.LtE: ("<", ">="),
    ast.Gt: (">=", "<"),
    ast.GtE: (">", "<="),
    ast.Eq: ("!=",),
    ast.NotEq: ("==",),
    ast.In: ("not in",),
    ast.NotIn: ("in",),
    ast.Is: ("is not",),
    ast.IsNot: ("is",),
}
_COMPARISON = re.compile(rb"(?<!\w)(?:not\s+in|is\s+not|in|is)(?!\w)|[<>]=?|[=!]=")
_WORD = re.compile(r"[\w-]+")
#: What names an error's or a log's words; they may change and nothing is broken.
_MESSAGES = frozenset({"msg"})
_LOGGING = frozenset({"debug", "info", "warning", "error", "exception", "warn"})
#: Functions whose texts are patterns or words for people, and a flag that only guards against mistakes.
_PATTERNS = frozenset({"compile", "match", "search", "translate"})
_GUARDS = frozenset({"strict"})


@dataclass(frozen=True)
class Mutant:
    """A change of one place of a module: bytes from `start` to `end` are `before` and become `after`."""

    path: str
    line: int
    start: int
    end: int
    before: str
    after: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {shown(self.before)} → {shown(self.after)}"


@dataclass(frozen=True)
class Verdict:
    """What the tests said of a mutant: the first that failed, or nothing."""

    mutant: Mutant
    killer: str | None
    took_s: float


def shown(code: str) -> str:
    line = " ".join(code.split())
    return line if len(line) <= 90 else f"{line[:60]} … {line[-25:]}"


class Drawer:
    """Everything that can be changed in a module."""

    def __init__(self, path: str, source: bytes) -> None:
        self.path = path
        self.source = source
        self.lines = [0]
        for line in source.splitlines(keepends=True):
            self.lines.append(self.lines[-1] + len(line))
        self.parents: dict[ast.AST, ast.AST] = {}
        self.tree = ast.parse(source)
        for node in ast.walk(self.tree):
            for child in ast.iter_child_nodes(node):
                self.parents[child] = node

    def places(self) -> list[list[Mutant]]:
        """Return for each place of the module the changes that it allows."""
        found = [list(self._changes(node)) for node in self._behaviour(self.tree)]
        return [changes for changes in found if changes]

    def _behaviour(self, node: ast.AST) -> Iterator[ast.AST]:
        """Yield the nodes of a tree that decide what the module does: no annotations, messages, docstring."""
        if _is_no_behaviour(node):
            return
        yield node
        for name, value in ast.iter_fields(node):
            if name in {"annotation", "returns", "decorator_list", "type_params", "msg"}:
                continue
            for child in value if isinstance(value, list) else [value]:
                if isinstance(child, ast.AST):
                    yield from self._behaviour(child)

    def _at(self, node: ast.AST) -> tuple[int, int]:
        start = self.lines[node.lineno - 1] + node.col_offset  # type: ignore[attr-defined]
        end = self.lines[node.end_lineno - 1] + node.end_col_offset  # type: ignore[attr-defined]
        return start, end

    def _text(self, node: ast.AST) -> str:
        start, end = self._at(node)
        return self.source[start:end].decode()

    def _change(self, node: ast.AST, after: str, span: tuple[int, int] | None = None) -> Mutant:
        start, end = span or self._at(node)
        line = self.source.count(b"\n", 0, start) + 1
        return Mutant(self.path, line, start, end, self.source[start:end].decode(), after)

    def _changes(self, node: ast.AST) -> Iterator[Mutant]:
        yield from self._other_values(node)
        yield from self._other_branches(node)

    def _other_values(self, node: ast.AST) -> Iterator[Mutant]:
        match node:
            case ast.Constant():
                yield from (self._change(node, after) for after in self._other_constants(node))
            case ast.Call(func=ast.Name(id="min" | "max" as name)):
                yield self._change(node.func, "max" if name == "min" else "min")
            case ast.BinOp(op=ast.Add() | ast.Sub(), left=left, right=right):
                signs = ("+", "-") if isinstance(node.op, ast.Add) else ("-", "+")
                if not _is_text(left) and not _is_text(right):
                    yield self._swapped(node, [left, right], *signs)
            case ast.AugAssign(op=ast.Add() | ast.Sub()):
                signs = ("+=", "-=") if isinstance(node.op, ast.Add) else ("-=", "+=")
                yield self._swapped(node, [node.target, node.value], *signs)

    def _other_branches(self, node: ast.AST) -> Iterator[Mutant]:
        match node:
            case ast.Compare():
                yield from self._comparisons(node)
            case ast.BoolOp():
                signs = ("and", "or") if isinstance(node.op, ast.And) else ("or", "and")
                yield self._swapped(node, node.values, *signs)
            case ast.If() | ast.IfExp() | ast.While():
                yield self._negated(node.test)
            case ast.comprehension():
                yield from map(self._negated, node.ifs)
            case ast.Return() if self._is_early(node):
                yield self._change(node, "pass")

    def _negated(self, test: ast.expr) -> Mutant:
        return self._change(test, f"not ({self._text(test)})")

    def _comparisons(self, node: ast.Compare) -> Iterator[Mutant]:
        sides = [node.left, *node.comparators]
        for left, right, operator in zip(sides, sides[1:], node.ops, strict=False):
            begin, end = self._at(left)[1], self._at(right)[0]
            found = _COMPARISON.search(self.source, begin, end)
            assert found is not None
            whole, offset = self._at(node), self._at(node)[0]
            text = self.source[whole[0] : whole[1]]
            for after in COMPARISONS[type(operator)]:
                changed = text[: found.start() - offset] + after.encode() + text[found.end() - offset :]
                yield self._change(node, changed.decode())

    def _swapped(self, node: ast.AST, parts: Sequence[ast.AST], sign: str, other: str) -> Mutant:
        """Change the sign between all parts; in brackets, as `and` binds closer than `or`."""
        start, end = self._at(node)
        text, at = "", start
        for left, right in pairwise(parts):
            gap = self._at(left)[1], self._at(right)[0]
            between = self.source[gap[0] : gap[1]].decode().replace(sign, other, 1)
            text += self.source[at : gap[0]].decode() + between
            at = gap[1]
        text += self.source[at:end].decode()
        return self._change(node, text if isinstance(node, ast.AugAssign) else f"({text})")

    def _other_constants(self, node: ast.Constant) -> list[str]:
        value = node.value
        if isinstance(value, bool):
            return [str(not value)]
        if isinstance(value, int):
            others = [value + 1, value - 1, *([value * 2] if value > 1 else [])]
            return [str(other) if other >= 0 else f"({other})" for other in others]
        if isinstance(value, float):
            others_ = [value + 1.0, value - 1.0, *([value * 2, value * 0.5] if value else [])]
            return [repr(other) if other >= 0 else f"({other!r})" for other in others_]
        if isinstance(value, str) and self._is_of_a_set(node, value):
            return [repr(value + "-x")]
        return []

    def _is_of_a_set(self, node: ast.Constant, value: str) -> bool:
        """Tell a text of a closed set (a kind, a code, a sign looked for) from prose and patterns."""
        parent = self.parents[node]
        if isinstance(parent, ast.Call) and _name(parent.func) in _PATTERNS:
            return False
        members = ast.Set | ast.Tuple | ast.List | ast.Dict | ast.Compare
        return bool(_WORD.fullmatch(value)) or (isinstance(parent, members) and 0 < len(value) <= 24)

    def _is_early(self, node: ast.Return) -> bool:
        parent = self.parents[node]
        if not isinstance(parent, ast.FunctionDef):
            return True
        return parent.body[-1] is not node


def _is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str))


def _name(node: ast.AST) -> str:
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""


def _is_no_behaviour(node: ast.AST) -> bool:
    """Tell what is no part of what a module does: words (f-strings too), types, guards."""
    match node:
        case ast.Raise() | ast.JoinedStr() | ast.Import() | ast.ImportFrom():
            return True
        case ast.Expr(value=ast.Constant()):
            return True
        case ast.Assign(targets=[ast.Name(id=name)]):
            return name == "__all__" or name in _MESSAGES
        case ast.Subscript():
            return _name(node.value) in {"Literal", "Annotated", "cast"}
        case ast.If():
            return _name(node.test) == "TYPE_CHECKING"
        case ast.keyword():
            return node.arg in _GUARDS
        case ast.Call():
            return _name(node.func) in _LOGGING
    return False


def modules_of(subjects: Iterable[str]) -> dict[str, list[str]]:
    """Return the modules that hold each subject, found by what they define."""
    found: dict[str, list[str]] = {subject: [] for subject in subjects}
    for path in sorted((HERE / PACKAGE).rglob("*.py")):
        tree = ast.parse(path.read_bytes())
        defined = {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
        for subject in found:
            if not defined.isdisjoint(SUBJECTS[subject][0]):
                found[subject].append(path.relative_to(HERE).as_posix())
    missing = [subject for subject, paths in found.items() if not paths]
    if missing:
        sys.exit(f"No module defines {', '.join(SUBJECTS[missing[0]][0])} any more: correct SUBJECTS.")
    return found


def draw(modules: Iterable[str], count: int, seed: int) -> list[Mutant]:
    """Draw mutants, at most one of a place; the modules take turns until none is left."""
    chance = random.Random(seed)
    decks: deque[list[Mutant]] = deque()
    for module in modules:
        # A condition and the comparison that is all of it are one place.
        by_span: dict[tuple[int, int], list[Mutant]] = {}
        for changes in Drawer(module, (HERE / module).read_bytes()).places():
            by_span.setdefault((changes[0].start, changes[0].end), []).extend(changes)
        places = list(by_span.values())
        chance.shuffle(places)
        decks.append([chance.choice(changes) for changes in places])
    drawn: list[Mutant] = []
    while len(drawn) < count and any(decks):
        if decks[0]:
            drawn.append(decks[0].pop())
        decks.rotate(-1)
    return drawn


def tests_of(module: str, named: Iterable[str]) -> list[str]:
    """Return the test files that import a module or that the table names, the module's own first."""
    dotted = module.removesuffix(".py").replace("/", ".")
    room, _, stem = dotted.rpartition(".")
    imports = re.compile(
        rf"^ *(?:from {re.escape(dotted)} import|import {re.escape(dotted)}\b"
        rf"|from {re.escape(room)} import [^\n]*\b{stem}\b)",
        re.MULTILINE,
    )
    names = set(named)
    found = [
        path
        for path in sorted((HERE / "tests").rglob("test_*.py"))
        if path.name in names or imports.search(path.read_text(encoding="utf-8"))
    ]
    found.sort(key=lambda path: path.name != f"test_{stem}.py")
    return [path.relative_to(HERE).as_posix() for path in found if SLOW.isdisjoint(path.parts)]


class Workshop:
    """A copy of the package and its tests beside links to all that they read."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir()
        left_out = shutil.ignore_patterns("__pycache__", "node_modules")
        for path in HERE.iterdir():
            if path.name in {PACKAGE, "tests"}:
                shutil.copytree(path, folder / path.name, ignore=left_out)
            elif not path.name.startswith("."):
                (folder / path.name).symlink_to(path)
        subprocess.run([sys.executable, "-m", "compileall", "-q", PACKAGE], cwd=folder, check=True)

    def run(self, tests: Sequence[str], timeout_s: float) -> str | None:
        """Run tests until one fails, and return which."""
        command = [sys.executable, "-m", "pytest", "-x", "-q", "-rfE", "--tb=no", "-p", "no:cacheprovider"]
        command += ["-p", "no:xdist", "--hypothesis-seed=0", *tests]
        # What was compiled before is read; what a mutant compiles to is never kept.
        environment = {**os.environ, "PYTHONPATH": str(self.folder), "PYTHONDONTWRITEBYTECODE": "1"}
        running = subprocess.Popen(
            command,
            cwd=self.folder,
            env=environment,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            output, _ = running.communicate(timeout=timeout_s)
        except subprocess.TimeoutExpired:
            os.killpg(running.pid, signal.SIGKILL)
            running.communicate()
            return f"nothing ended within {timeout_s:.0f} s"
        if running.returncode == 0:
            return None
        failed = re.search(r"^(?:FAILED|ERROR) (.+?)(?: - .*)?$", output, re.MULTILINE)
        return failed[1] if failed else (output.strip().splitlines() or ["the tests could not run"])[-1]

    def judge(self, mutant: Mutant, tests: Sequence[str], timeout_s: float) -> Verdict:
        """Put a mutant into the copy, run the tests, and take it out again."""
        path = self.folder / mutant.path
        source, stamp = path.read_bytes(), path.stat()
        compiled = list((path.parent / "__pycache__").glob(f"{path.stem}.*.pyc"))
        kept = [file.read_bytes() for file in compiled]
        begin = time.monotonic()
        try:
            for file in compiled:
                file.unlink()
            path.write_bytes(source[: mutant.start] + mutant.after.encode() + source[mutant.end :])
            killer = self.run(tests, timeout_s)
        finally:
            path.write_bytes(source)
            os.utime(path, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))
            for file, content in zip(compiled, kept, strict=True):
                file.write_bytes(content)
        return Verdict(mutant, killer, time.monotonic() - begin)


def judge_all(
    mutants: Sequence[Mutant], tests: dict[str, list[str]], jobs: int, folder: Path
) -> Iterator[Verdict]:
    """Judge mutants, several at a time if asked; the unchanged package comes first and must be sound."""
    workshops: SimpleQueue[Workshop] = SimpleQueue()
    for number in range(jobs):
        workshops.put(Workshop(folder / f"copy-{number}"))
    limits_s: dict[str, float] = {}
    first = workshops.get()
    for module in sorted({mutant.path for mutant in mutants}):
        begin = time.monotonic()
        failed = first.run(tests[module], 600)
        if failed:
            sys.exit(f"{module}: {failed} without any change; mend that first.")
        limits_s[module] = 20 + 5 * (time.monotonic() - begin)
        print(f"{module}: {len(tests[module])} test files, {time.monotonic() - begin:.1f} s", file=sys.stderr)
    workshops.put(first)

    def judge(mutant: Mutant) -> Verdict:
        workshop = workshops.get()
        try:
            return workshop.judge(mutant, tests[mutant.path], limits_s[mutant.path])
        finally:
            workshops.put(workshop)

    with ThreadPoolExecutor(jobs) as pool:
        yield from pool.map(judge, mutants)


def report(verdicts: Sequence[Verdict], floor: float) -> int:
    survived = [verdict for verdict in verdicts if verdict.killer is None]
    print("\nKilled")
    for verdict in verdicts:
        if verdict.killer is not None:
            print(f"  {verdict.mutant}\n      by {verdict.killer}")
    print("\nSurvived (those that change nothing anybody could see among them)")
    for verdict in survived:
        print(f"  {verdict.mutant}")
    share = 100 * (len(verdicts) - len(survived)) / len(verdicts)
    print("\nOf each module")
    for path in sorted({verdict.mutant.path for verdict in verdicts}):
        own = [verdict for verdict in verdicts if verdict.mutant.path == path]
        print(f"  {path:36} {sum(verdict.killer is not None for verdict in own):3} of {len(own)}")
    took_s = sum(verdict.took_s for verdict in verdicts) / len(verdicts)
    print(
        f"\n{len(verdicts) - len(survived)} of {len(verdicts)} noticed, {share:.1f} % ({took_s:.1f} s each)"
    )
    return 0 if share >= floor else 1


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=80)
    parser.add_argument("--modules", nargs="+", choices=list(SUBJECTS), default=list(SUBJECTS))
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--floor", type=float, default=85, help="per cent that must be noticed")
    parser.add_argument("--list", action="store_true", help="only say what would be changed")
    options = parser.parse_args()
    modules = modules_of(options.modules)
    tests: dict[str, list[str]] = {}
    for subject, paths in modules.items():
        for path in paths:
            tests.setdefault(path, tests_of(path, SUBJECTS[subject][1]))
    mutants = draw(tests, options.count, options.seed)
    if options.list:
        print("\n".join(map(str, mutants)))
        return 0
    verdicts = []
    with tempfile.TemporaryDirectory(prefix="mutants-") as folder:
        for verdict in judge_all(mutants, tests, options.jobs, Path(folder)):
            verdicts.append(verdict)
            said = "killed  " if verdict.killer else "SURVIVED"
            print(f"{said} {verdict.took_s:5.1f} s  {verdict.mutant}", file=sys.stderr)
    return report(verdicts, options.floor)


if __name__ == "__main__":
    sys.exit(main())
