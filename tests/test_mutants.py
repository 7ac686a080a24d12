"""The draw of changes to the code: of the right modules, by the seed alone, each of them code that runs."""

from __future__ import annotations

import ast
import itertools
from typing import Any

import pytest

from bench import mutants


@pytest.fixture(scope="module")
def modules() -> list[str]:
    return list(itertools.chain.from_iterable(mutants.modules_of(mutants.SUBJECTS).values()))


def changed(mutant: mutants.Mutant) -> str:
    source = (mutants.HERE / mutant.path).read_bytes()
    assert source[mutant.start : mutant.end].decode() == mutant.before
    return (source[: mutant.start] + mutant.after.encode() + source[mutant.end :]).decode()


def test_each_subject_is_held_by_a_module_with_tests(modules: list[str]) -> None:
    assert len(modules) == len(set(modules)) == len(mutants.SUBJECTS)
    assert all(mutants.tests_of(module, ()) for module in modules)


def test_draw_hangs_on_the_seed_alone_and_takes_modules_in_turn(modules: list[str]) -> None:
    drawn = mutants.draw(modules, 80, 7)
    assert drawn == mutants.draw(modules, 80, 7)
    assert drawn != mutants.draw(modules, 80, 8)
    assert [mutant.path for mutant in drawn[: len(modules)]] == modules
    assert len({(mutant.path, mutant.start, mutant.end) for mutant in drawn}) == 80


def test_each_change_is_code_that_differs(modules: list[str]) -> None:
    for mutant in mutants.draw(modules, 200, 3):
        plain = (mutants.HERE / mutant.path).read_text(encoding="utf-8")
        assert ast.dump(ast.parse(changed(mutant))) != ast.dump(ast.parse(plain)), str(mutant)


@pytest.mark.parametrize(
    ("code", "after"),
    [
        ("if a < 1: pass", {"a <= 1", "a > 1", "not (a < 1)", "2", "0"}),
        ("x = a not in {'kept'}", {"a in {'kept'}", "'kept-x'"}),
        ("x = a and b or c", {"(a or b)", "(a and b and c)"}),
        ("x = min(a, -b) + 1", {"max", "(min(a, -b) - 1)", "2", "0"}),
        ("def f():\n if a: return b\n return c", {"not (a)", "pass"}),
        ("x += 0.5", {"x -= 0.5", "1.5", "(-0.5)", "1.0", "0.25"}),
        ("def f(a: Literal['x'] = True) -> 'y':\n 'Words.'\n raise E('no', 1)", {"False"}),
        ("__all__ = ['a']\nmsg = f'{a[1:]}'\nlog.warning('a', 1)\nzip(a, strict=True)", set()),
        ("if TYPE_CHECKING:\n x = 1", set()),
        ("x = 'some words, for people'", set()),
    ],
)
def test_what_decides_is_changed_and_words_and_types_are_not(code: str, after: set[str]) -> None:
    places: Any = mutants.Drawer("x.py", code.encode()).places()
    assert {mutant.after for place in places for mutant in place} == after
