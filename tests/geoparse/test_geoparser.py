from __future__ import annotations

import time
from pathlib import Path

import pytest

from mapsvc.geoparse.corpus import parse_documents
from mapsvc.geoparse.geoparser import PART, Geoparser
from mapsvc.geoparse.mentions import PlaceMention

SENTENCE = "Ordu 28 Nisan 1920’de Bakü’ye girdi ve Kars Antlaşması ile Türkiye sınırı çizildi. "


def test_offsets_stay_true_over_the_parts_of_a_long_text(parser: Geoparser) -> None:
    text = SENTENCE * (3 * PART // len(SENTENCE))
    found = parser.parse(text)
    assert all(text[mention.start : mention.end] == mention.surface for mention in found)
    assert len(found) == 4 * text.count("Ordu")
    assert [mention.start for mention in found] == sorted(mention.start for mention in found)


@pytest.mark.parametrize(
    "text",
    ["", " ", "\n" * 5000, "a" * 50_000, "A" * 50_000, "Kars-" * 4000, "Kars'" * 4000, "1 " * 20_000,
     "1." * 20_000,
     "aynı gün " * 3000, "“" * 20_000, "\u0301" * 20_000, "http://" * 5000, "\ud800 Kars", "K\u0000ars"],
)  # fmt: skip
def test_hostile_texts_end_soon(parser: Geoparser, text: str) -> None:
    begin = time.process_time()
    parser.parse(text)
    assert time.process_time() - begin < 5


def test_time_grows_in_proportion(parser: Geoparser) -> None:
    def seconds(times: int) -> float:
        begin = time.process_time()
        parser.parse(SENTENCE * times)
        return time.process_time() - begin

    seconds(100)
    assert seconds(4000) < 12 * max(seconds(1000), 0.01)


def test_language_can_be_set(parser: Geoparser) -> None:
    text = "Azerbaijani Karsa"
    found = [m for m in parser.parse(text, language="en") if isinstance(m, PlaceMention)]
    assert "Azerbaijan" not in [mention.surface for mention in found]


def test_documents_are_parsed_in_turn_and_their_progress_told(tmp_path: Path, parser: Geoparser) -> None:
    paths = []
    for name in ("a.txt", "b.txt"):
        path = tmp_path / name
        path.write_text(SENTENCE * 20, encoding="utf-8")
        paths.append(path)
    done: list[int] = []
    counts = [len(list(mentions)) for _, mentions in parse_documents(parser, paths, step=done.append)]
    assert counts == [80, 80]
    assert sum(done) == sum(path.stat().st_size for path in paths)
