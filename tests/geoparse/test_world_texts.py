"""The held-out texts of the world: they are what was marked, with floors under what was measured first."""

from __future__ import annotations

import hashlib
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from mapsvc.geoparse.documents import Document
from mapsvc.geoparse.evaluation import Evaluation, compare_mentions, read_records
from mapsvc.geoparse.geoparser import Geoparser
from mapsvc.geoparse.mention_files import mention_record

WORLD = Path(__file__).parents[1] / "data" / "texts" / "world"
SOURCES: dict[str, dict[str, Any]] = tomllib.loads((WORLD / "sources.toml").read_text(encoding="utf-8"))
COMMITTED = sorted(name for name, source in SOURCES.items() if source["committed"])


def gold_of(name: str) -> list[dict[str, Any]]:
    return [dict(record) for record in read_records(WORLD / f"{name}.gold.jsonl")]


def text_of(name: str) -> str:
    return (WORLD / f"{name}.txt").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def reports(parser: Geoparser) -> dict[str, Evaluation]:
    found = {}
    for name in COMMITTED:
        document = Document(name, text_of(name))
        mentions = [mention_record(document, mention) for mention in parser.iterate(document.text)]
        found[name] = compare_mentions(gold_of(name), mentions)
    return found


def test_world_texts_are_of_the_promised_size() -> None:
    early = [source for source in SOURCES.values() if int(re.findall(r"\d{4}", source["printed"])[0]) < 1930]
    assert {path.stem.removesuffix(".gold") for path in WORLD.glob("*.jsonl")} == set(SOURCES)
    assert {path.stem for path in WORLD.glob("*.txt")} == set(COMMITTED)
    assert len(SOURCES) >= 8
    assert len(early) * 2 >= len(SOURCES)
    assert sum(len(text_of(name).split()) for name in COMMITTED) >= 4_000
    assert {"tr", "en", "az", "ru", "de", "fr"} == {source["language"] for source in SOURCES.values()}


@pytest.mark.parametrize("name", COMMITTED)
def test_world_text_is_the_one_that_was_marked(name: str) -> None:
    content = (WORLD / f"{name}.txt").read_bytes()
    assert hashlib.sha256(content).hexdigest() == SOURCES[name]["sha256"]
    text = content.decode("utf-8")
    for record in gold_of(name):
        assert text[record["start"] : record["end"]] == record["surface"]


@pytest.mark.parametrize("name", sorted(SOURCES))
def test_world_marks_lie_in_their_text_and_apart(name: str) -> None:
    records = gold_of(name)
    ends = [0, *(record["end"] for record in records)]
    assert all(end <= record["start"] for end, record in zip(ends, records, strict=False))
    assert ends[-1] <= SOURCES[name]["characters"]
    assert all(record["end"] - record["start"] == len(record["surface"]) for record in records)
