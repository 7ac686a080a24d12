from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from mapsvc.errors import SchemaError
from mapsvc.geoparse.evaluation import compare_mentions, format_report, read_records


def place(start: int, end: int, **rest: Any) -> dict[str, Any]:
    return {"type": "place", "start": start, "end": end, "usage": "literal", "lon": 43.1, "lat": 40.6, **rest}


def test_perfect_predictions_score_one() -> None:
    gold = [place(0, 4), {"type": "date", "start": 9, "end": 13, "gregorian": "1920"}]
    report = compare_mentions(gold, gold)
    assert report.exact.f1 == report.overlapping.f1 == report.dates.f1 == report.date_values == 1
    assert set(report.within_km.values()) == {1.0}


def test_overlap_counts_apart_from_exact() -> None:
    report = compare_mentions([place(0, 4), place(10, 14)], [place(0, 6), place(20, 24)])
    assert (report.exact.right, report.overlapping.right) == (0, 1)
    assert [record["start"] for record in report.missed] == [0, 10]
    assert [record["start"] for record in report.wrong] == [0, 20]


def test_optional_gold_is_neither_missed_nor_wrong() -> None:
    gold = [place(0, 4), place(10, 14, optional=True)]
    assert compare_mentions(gold, [place(0, 4)]).exact.f1 == 1
    assert compare_mentions(gold, [place(0, 4), place(10, 14)]).exact.f1 == 1


def test_unresolved_place_is_not_near() -> None:
    report = compare_mentions([place(0, 4), place(5, 9)], [place(0, 4), place(5, 9, lon=None, lat=None)])
    assert report.within_km[161] == 0.5
    assert report.unresolved == 1


def test_half_a_regions_radius_is_granted() -> None:
    near = place(0, 4, lon=44.1)
    assert compare_mentions([place(0, 4)], [near]).within_km[50] == 0
    assert compare_mentions([place(0, 4, radius_km=220)], [near]).within_km[50] == 1


def test_usage_is_scored_over_matched_spans() -> None:
    gold = [place(0, 4), place(5, 9, usage="metonymic")]
    report = compare_mentions(gold, [place(0, 4), place(5, 9)])
    assert report.usage["literal"].f1 == pytest.approx(2 / 3)
    assert report.usage["metonymic"].f1 == 0
    assert report.usage_macro_f1 == pytest.approx(1 / 3)


def test_report_is_written_out() -> None:
    report = compare_mentions([place(0, 4)], [place(0, 4)])
    assert "accuracy @161 km" in format_report(report)
    assert json.loads(json.dumps(report.as_dict()))["places"]["exact"]["f1"] == 1


@pytest.mark.parametrize("line", ["{", "[]", '{"type":"place"}', '{"type":"town","start":0,"end":1}'])
def test_malformed_line_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(f'{{"type":"place","start":0,"end":1}}\n{line}\n', encoding="utf-8")
    with pytest.raises(SchemaError, match="line 2"):
        read_records(path)


def test_end_to_end_counts_what_was_missed() -> None:
    gold = [place(0, 4), place(5, 9), place(10, 14, lon=None)]
    report = compare_mentions(gold, [place(0, 4), place(10, 14)])
    assert report.within_km[161] == 1
    assert report.as_dict()["end_to_end"] == 0.5


def test_optional_date_is_neither_missed_nor_wrong() -> None:
    wanted = {"type": "date", "start": 0, "end": 10, "gregorian": "1920"}
    optional = {"type": "date", "start": 20, "end": 30, "gregorian": "1921", "optional": True}
    part = {"type": "date", "start": 22, "end": 30, "gregorian": "1921"}
    assert compare_mentions([wanted, optional], [wanted]).dates.f1 == 1
    assert compare_mentions([wanted, optional], [wanted, part]).dates.f1 == 1
    assert compare_mentions([wanted], [wanted, part]).dates.f1 == pytest.approx(2 / 3)


def test_traps_are_counted_by_what_was_taken() -> None:
    traps = [{"type": "trap", "start": start, "end": start + 4} for start in (0, 10, 20, 30)]
    found = [place(2, 8), place(10, 14), place(24, 26), place(28, 40)]
    assert compare_mentions(traps, found).traps.right == 3
    within = compare_mentions([*traps, place(10, 14)], found)
    assert (within.traps.right, within.traps.gold) == (2, 4)
    assert "traps taken" in format_report(within)


def test_confident_predictions_are_held_to_span_and_position() -> None:
    gold = [place(0, 4), place(5, 9), place(10, 14), place(15, 19, lon=None)]
    found = [
        place(0, 4, score=0.96),
        place(5, 9, lon=60.0, score=0.99),
        place(10, 14, lon=60.0, score=0.94),
        place(15, 19, score=0.95),
        place(20, 24, score=0.97),
    ]
    confident = compare_mentions(gold, found).confident
    assert (confident.right, confident.predicted) == (2, 4)
