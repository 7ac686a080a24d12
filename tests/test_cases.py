"""The table of attacks: every case is there, and is held by tests that there are, or has no door."""

from __future__ import annotations

import ast

import pytest

from bench.cases import CASES, ROOT, Case, state_of


def test_every_case_names_tests_that_there_are_or_why_there_is_no_door() -> None:
    assert [case.number for case in CASES] == [*range(1, 79)]
    functions: dict[str, set[str]] = {}
    for case in CASES:
        assert bool(case.tests) != bool(case.no_door), case
        for test in case.tests:
            path, _, name = test.partition("::")
            if path not in functions:
                tree = ast.parse((ROOT / path).read_text("utf-8"))
                functions[path] = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
            assert name in functions[path] or not name, test


@pytest.mark.parametrize(
    ("ran", "state"),
    [
        ({"a": {"H"}, "b": {"H", "-"}}, "H"),
        ({"a": {"H"}, "b": {"H", "F"}}, "F"),
        ({"a": {"H"}, "b": {"-"}}, "P"),
        ({"a": {"H"}}, "F"),
    ],
)
def test_case_holds_if_each_of_its_tests_ran_and_none_failed(ran: dict[str, set[str]], state: str) -> None:
    assert state_of(Case(1, "x", ("a", "b")), ran) == state
    assert state_of(Case(1, "x", no_door="none"), ran) == "–"
