"""Print figures of the house: `bench/house.py [TREE]`, or `--compare BEFORE AFTER` (trees or commits).

How it is counted: a line of code holds a token other than a comment or a docstring. A private
helper is a function at the level of a module whose name begins with `_`; it is used once if its
name stands at one place of the module outside itself. Complexity is radon's, which counts `and` and
`or`. A cache is what `functools` keeps between calls, or a container of a module that one of its
functions fills. A test names a module if it imports it, or from it.
"""

from __future__ import annotations

import ast
import io
import re
import statistics
import subprocess
import sys
import tarfile
import tempfile
import tokenize
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from radon.complexity import cc_visit_ast
from radon.visitors import Function as Block

ROOT = Path(__file__).parents[1]
LIMIT = 12
SHORT = 6
CACHES = {"cache", "lru_cache"}
LAYOUT = {
    tokenize.COMMENT,
    tokenize.NL,
    tokenize.NEWLINE,
    tokenize.INDENT,
    tokenize.DEDENT,
    tokenize.ENDMARKER,
}
FILLING = {
    "add",
    "append",
    "extend",
    "insert",
    "pop",
    "popitem",
    "setdefault",
    "update",
    "clear",
    "move_to_end",
}

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Source:
    """One Python file of a tree: its name from the tree's root, and its text."""

    path: str
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text, filename=self.path)

    @cached_property
    def nodes(self) -> list[ast.AST]:
        return list(ast.walk(self.tree))

    @property
    def module(self) -> str:
        """The dotted name by which the file is imported."""
        return self.path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")

    @property
    def room(self) -> str:
        return self.path.split("/")[1].removesuffix(".py")

    @cached_property
    def functions(self) -> list[Function]:
        return [node for node in self.nodes if isinstance(node, Function)]

    @cached_property
    def code(self) -> set[int]:
        """The numbers of the lines that hold code."""
        lines: set[int] = set()
        for token in tokenize.generate_tokens(io.StringIO(self.text).readline):
            if token.type not in LAYOUT:
                lines.update(range(token.start[0], token.end[0] + 1))
        return lines - {line for node in self.nodes for line in docstring_lines(node)}


def docstring_lines(node: ast.AST) -> range:
    """Return the numbers of the lines of a node's docstring."""
    body = getattr(node, "body", None)
    first = body[0] if isinstance(body, list) and body else None
    if (
        isinstance(first, ast.Expr)
        and isinstance(first.value, ast.Constant)
        and isinstance(first.value.value, str)
    ):
        return range(first.lineno, (first.end_lineno or first.lineno) + 1)
    return range(0)


def length(function: Function) -> int:
    """Return a function's lines from `def` to its end, without the docstring."""
    return (function.end_lineno or function.lineno) - function.lineno + 1 - len(docstring_lines(function))


def body_length(function: Function) -> int:
    """Return the lines of what a function does."""
    does = [statement for statement in function.body if statement.lineno not in docstring_lines(function)]
    return (function.end_lineno or does[0].lineno) - does[0].lineno + 1 if does else 0


def uses_outside(source: Source, function: Function) -> int:
    """Count the places of a module, outside a function, at which its name stands."""
    own = {id(node) for node in ast.walk(function)}
    names = (
        node.id if isinstance(node, ast.Name) else node.attr
        for node in source.nodes
        if isinstance(node, ast.Name | ast.Attribute) and id(node) not in own
    )
    return sum(name == function.name for name in names)


#: What a registry looks for in each file of its room: many homes are its very sense.
REGISTERED = {"KIND", "FORMATS", "READER", "MENU", "ROOM", "TARGET"}


@dataclass(frozen=True)
class House:
    """What is measured of a tree."""

    package: list[Source]
    tests: list[Source]
    scripts: dict[str, str]

    @classmethod
    def read(cls, root: Path) -> House:
        """Read the package, its tests and the browser's own scripts below a root."""

        def sources(folder: str) -> list[Source]:
            paths = sorted((root / folder).rglob("*.py"))
            return [Source(path.relative_to(root).as_posix(), path.read_text("utf-8")) for path in paths]

        own = root / "ui" if (root / "ui").is_dir() else root / "templates" / "static" / "js"
        kept = [path for path in sorted(own.rglob("*.js")) if not {"node_modules", "test"} & {*path.parts}]
        return cls(sources("mapsvc"), sources("tests"), {str(path): path.read_text("utf-8") for path in kept})

    def private_helpers(self) -> Iterator[tuple[Source, Function, int]]:
        """Yield each private helper with the number of places that use it."""
        for source in self.package:
            for node in source.tree.body:
                if (
                    isinstance(node, Function)
                    and node.name.startswith("_")
                    and not node.name.startswith("__")
                ):
                    yield source, node, uses_outside(source, node)

    @cached_property
    def helpers(self) -> list[tuple[Source, Function, int]]:
        return list(self.private_helpers())

    @property
    def used_once(self) -> list[tuple[Source, Function]]:
        return [(source, function) for source, function, uses in self.helpers if uses == 1]

    @property
    def share_used_once(self) -> float:
        return len(self.used_once) / max(1, len(self.helpers))

    def two_homes(self, names: Callable[[Source], Iterator[str]]) -> dict[str, list[str]]:
        """Return those of some names that more than one module defines."""
        homes: dict[str, set[str]] = {}
        for source in self.package:
            for name in set(names(source)) - REGISTERED:
                homes.setdefault(name, set()).add(source.module)
        return {name: sorted(modules) for name, modules in sorted(homes.items()) if len(modules) > 1}

    @property
    def inner_imports_count(self) -> int:
        return sum(counts.total() for counts in self.inner_imports().values())

    def inner_imports(self) -> dict[str, Counter[str]]:
        """Return the import statements inside functions by room: of our modules, and of others."""
        found: dict[str, Counter[str]] = {"own": Counter(), "foreign": Counter()}
        for source in self.package:
            inner = {id(node): node for function in source.functions for node in ast.walk(function)}
            for node in inner.values():
                if isinstance(node, ast.Import | ast.ImportFrom):
                    name = node.names[0].name if isinstance(node, ast.Import) else node.module or ""
                    found["own" if name.split(".")[0] == "mapsvc" else "foreign"][source.room] += 1
        return found

    def complex_functions(self) -> dict[str, int]:
        """Return the functions and methods whose complexity is over the limit."""
        return {
            f"{source.module}:{block.fullname}": block.complexity
            for source in self.package
            for block in cc_visit_ast(source.tree)
            if isinstance(block, Block) and block.complexity > LIMIT
        }

    def unnamed_modules(self) -> list[str]:
        """Return the modules that no test imports, by their own name or by a name that they define."""
        named: set[str] = set()
        for source in self.tests:
            for node in source.nodes:
                if isinstance(node, ast.Import):
                    named.update(alias.name for alias in node.names)
                elif isinstance(node, ast.ImportFrom):
                    named.update(
                        {node.module or "", *(f"{node.module}.{alias.name}" for alias in node.names)}
                    )
                elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                    named.update(re.findall(r"mapsvc(?:\.\w+)+", node.value))
        return [source.module for source in self.package if source.code and source.module not in named]

    def kept_between_calls(self) -> list[str]:
        """Return what modules keep from one call to the next."""
        return [f"{source.module}:{name}" for source in self.package for name in caches(source)]

    def deleted_parameters(self) -> list[str]:
        """Return the places that delete a parameter."""
        return [
            f"{source.path}:{node.lineno}"
            for source in self.package
            for function in source.functions
            for node in ast.walk(function)
            if isinstance(node, ast.Delete)
            and {name_of(target) for target in node.targets} & parameters(function)
        ]


def parameters(function: Function) -> set[str]:
    """Return the names of a function's parameters."""
    given = function.args
    return {arg.arg for arg in [*given.posonlyargs, *given.args, *given.kwonlyargs]}


def name_of(node: ast.expr) -> str:
    """Return the name that an expression ends in, or nothing."""
    if isinstance(node, ast.Call):
        return name_of(node.func)
    return getattr(node, "id", "") or getattr(node, "attr", "")


def assigned(source: Source) -> Iterator[tuple[str, ast.expr | None]]:
    """Yield the names that a module assigns at its own level, with what it assigns."""
    for node in source.tree.body:
        if isinstance(node, ast.Assign):
            yield from ((target.id, node.value) for target in node.targets if isinstance(target, ast.Name))
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            yield node.target.id, node.value


def defined(source: Source) -> Iterator[str]:
    """Yield the names of a module's classes and of its constants, which are in capitals."""
    yield from (node.name for node in source.tree.body if isinstance(node, ast.ClassDef))
    yield from (name for name, _ in assigned(source) if name.isupper())


def classes_and_constants(source: Source) -> Iterator[str]:
    """Yield the names of a module's public classes and constants."""
    yield from (name for name in defined(source) if name[0] != "_")


def private_classes_and_constants(source: Source) -> Iterator[str]:
    """Yield the names of a module's own classes and constants."""
    yield from (name for name in defined(source) if name[0] == "_")


def public_functions(source: Source) -> Iterator[str]:
    """Yield the names of a module's public functions."""
    yield from (node.name for node in source.tree.body if isinstance(node, Function) and node.name[0] != "_")


def caches(source: Source) -> Iterator[str]:
    """Yield what one module keeps between calls."""
    for node in source.tree.body:
        if isinstance(node, Function) and CACHES & {name_of(mark) for mark in node.decorator_list}:
            yield node.name
    changed = {name for function in source.functions for name in filled_by(function)}
    yield from (name for name, value in assigned(source) if name in changed or name_of_cache(value))


def name_of_cache(value: ast.expr | None) -> bool:
    """Tell whether a value is a function wrapped in a cache."""
    return isinstance(value, ast.Call) and bool(CACHES & {name_of(value), name_of(value.func)})


def filled_by(function: Function) -> Iterator[str]:
    """Yield the names that a function did not make itself and changes."""
    body = list(ast.walk(function))
    made = {node.id for node in body if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    made |= {arg.arg for arg in body if isinstance(arg, ast.arg)}
    for node in body:
        if isinstance(node, ast.Global):
            yield from node.names
        held: ast.expr | None = None
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in FILLING:
            held = node.func.value
        elif isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Store | ast.Del):
            held = node.value
        if isinstance(held, ast.Name) and held.id not in made:
            yield held.id


def spread(values: Iterable[int]) -> str:
    """Write the median, the ninth decile and the greatest of some numbers."""
    ordered = sorted(values) or [0]
    return f"{statistics.median(ordered):.0f} / {ordered[len(ordered) * 9 // 10]} / {ordered[-1]}"


def by_room(counts: Counter[str]) -> str:
    """Write a count and the rooms it comes from."""
    rooms = ", ".join(f"{room} {count}" for room, count in counts.most_common())
    return f"{counts.total()} ({rooms})" if counts else "0"


def code_lines(sources: Iterable[Source]) -> int:
    """Count the lines of code of some files."""
    return sum(len(source.code) for source in sources)


def script_code(text: str) -> int:
    """Count the lines of a script that are neither blank nor comments alone."""
    plain = re.sub(r"(?ms)^\s*/\*.*?\*/[ \t]*$", "", text)
    return sum(bool(line.strip()) and not line.lstrip().startswith("//") for line in plain.splitlines())


def figures(house: House) -> dict[str, str]:
    """Return each figure of a house by its name."""
    short = sum(body_length(function) <= SHORT for _, function in house.used_once)
    imports = house.inner_imports()
    return {
        "modules of mapsvc": str(len(house.package)),
        "lines of mapsvc": str(sum(source.text.count("\n") for source in house.package)),
        "code lines of mapsvc": str(code_lines(house.package)),
        "browser scripts": str(len(house.scripts)),
        "lines of the scripts": str(sum(text.count("\n") for text in house.scripts.values())),
        "code lines of the scripts": str(sum(map(script_code, house.scripts.values()))),
        "code lines of tests": str(code_lines(house.tests)),
        "tests to code": f"{code_lines(house.tests) / max(1, code_lines(house.package)):.2f}",
        "lines a module (median / p90 / most)": spread(source.text.count("\n") for source in house.package),
        "lines a function (median / p90 / most)": spread(
            length(function) for source in house.package for function in source.functions
        ),
        "private helpers": str(len(house.helpers)),
        "… used once": f"{len(house.used_once)} ({house.share_used_once:.1%})",
        f"… used once, body of {SHORT} lines or fewer": str(short),
        "classes and constants with two homes": str(len(house.two_homes(classes_and_constants))),
        "… private ones": str(len(house.two_homes(private_classes_and_constants))),
        "public functions with two homes": str(len(house.two_homes(public_functions))),
        "imports inside functions": str(house.inner_imports_count),
        "… of our own modules": by_room(imports["own"]),
        "… of others": by_room(imports["foreign"]),
        f"functions of a complexity over {LIMIT}": str(len(house.complex_functions())),
        "modules that no test names": str(len(house.unnamed_modules())),
        "caches at the level of modules": str(len(house.kept_between_calls())),
        "deleted parameters": str(len(house.deleted_parameters())),
    }


def details(house: House) -> Iterator[str]:
    """Yield a line for each thing that a figure counts and that ought to go."""
    for names in (classes_and_constants, private_classes_and_constants, public_functions):
        for name, modules in house.two_homes(names).items():
            yield f"two homes: {name}: {', '.join(modules)}"
    yield from (f"complexity {score}: {name}" for name, score in house.complex_functions().items())
    yield from (f"no test names {module}" for module in house.unnamed_modules())
    yield from (f"cache: {name}" for name in house.kept_between_calls())
    yield from (f"deleted parameter: {place}" for place in house.deleted_parameters())


def house_at(name: str) -> House:
    """Read the house of a folder, or of a commit of this repository."""
    if Path(name).is_dir():
        return House.read(Path(name))
    archive = subprocess.run(["git", "archive", name], cwd=ROOT, check=True, capture_output=True).stdout
    with tempfile.TemporaryDirectory() as folder, tarfile.open(fileobj=io.BytesIO(archive)) as tar:
        tar.extractall(folder, filter="data")
        return House.read(Path(folder))


def main(arguments: list[str]) -> None:
    """Print the figures of one house with what they count, or those of two side by side."""
    if arguments[:1] == ["--compare"]:
        before, after = (figures(house_at(name)) for name in arguments[1:3])
        print("| figure | before | after |\n|---|---|---|")
        for name, value in after.items():
            print(f"| {name} | {before[name]} | {value} |")
        return
    house = house_at(arguments[0] if arguments else str(ROOT))
    for name, value in figures(house).items():
        print(f"{name:48} {value}")
    print(*details(house), sep="\n")


if __name__ == "__main__":
    main(sys.argv[1:])
