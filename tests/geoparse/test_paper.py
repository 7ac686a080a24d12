"""The figures on the paper. The paper is no part of the project: its gold standard holds positions alone."""

from __future__ import annotations

import csv
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from mapsvc.geoparse.documents import Document
from mapsvc.geoparse.evaluation import Evaluation, compare_mentions
from mapsvc.geoparse.geoparser import Geoparser
from mapsvc.geoparse.mention_files import mention_record
from tests.geoparse.conftest import PAPER

ROOT = Path(__file__).parents[2]
DATA = ROOT / "tests" / "data"


def gold_records(document: Document, name: str) -> list[dict[str, Any]]:
    starts = [0]
    for line in document.text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    records = []
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            start = starts[int(row["line"]) - 1] + int(row["column"]) - 1
            record: dict[str, Any] = dict(row) | {"start": start, "end": start + int(row["length"])}
            record |= {"type": "date" if "edtf" in row else "place", "optional": row.get("optional") == "x"}
            records.append(record)
    return records


@pytest.fixture(scope="module")
def report(parser: Geoparser, paper: str) -> Evaluation:
    document = Document("paper.txt", paper)
    gold = gold_records(document, "paper-places.csv") + gold_records(document, "paper-dates.csv")
    return compare_mentions(gold, [mention_record(document, mention) for mention in parser.parse(paper)])


def test_paper_places(report: Evaluation) -> None:
    assert report.exact.f1 >= 0.99
    assert len(report.wrong) <= 5


def test_paper_usage(report: Evaluation) -> None:
    assert report.usage_macro_f1 >= 0.75


def test_paper_dates(report: Evaluation) -> None:
    assert report.dates.f1 >= 0.99
    assert report.date_values >= 0.97


def test_mentions_of_the_atlas_are_what_the_recipe_makes(paper: str) -> None:
    assert paper
    recipe = ROOT / "geodata" / "recipes" / "mentions.py"
    done = subprocess.run(
        [sys.executable, str(recipe), str(PAPER), "--check"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
