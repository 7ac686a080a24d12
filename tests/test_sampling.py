"""A run takes a sample of a large matrix; `--all` takes everything."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from tests.conftest import SAMPLE_OF_CASES
from tests.sampling import sampled

MATRIX = "tests/model/test_date_text.py::test_no_sign_of_edtf_is_left_in_any_language"


def test_sample_is_in_order_and_the_same_for_a_seed() -> None:
    things = [f"{number:03}" for number in range(200)]
    found = sampled(things, 40, "7")
    assert len(found) == 40
    assert found == sorted(set(found))
    assert found == sampled(things, 40, "7")
    assert found != sampled(things, 40, "8")


def test_few_are_all_taken() -> None:
    assert sampled("abc", 3, "7") == ["a", "b", "c"]


def collected(*options: str) -> list[str]:
    ask = [sys.executable, "-m", "pytest", "--collect-only", "-q", "-p", "no:cacheprovider"]
    root = Path(__file__).parents[1]
    run = subprocess.run([*ask, MATRIX, *options], cwd=root, capture_output=True, text=True, check=True)
    return re.findall(r"^\S+::\S+.*$", run.stdout, re.MULTILINE)


def test_run_takes_the_sample_of_its_seed_and_all_when_asked() -> None:
    some, whole = collected("--seed", "3"), collected("--all")
    assert len(some) == SAMPLE_OF_CASES < len(whole)
    assert some == collected("--seed", "3")
    assert set(some) < set(whole)
