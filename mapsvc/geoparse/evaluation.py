"""
How good a geoparser is: found places and dates against a gold standard.

Both are JSON lines with the fields of `mapsvc geoparse --format jsonl`, so that any system can be measured.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import mean, median
from typing import Any

from mapsvc.errors import SchemaError
from mapsvc.files import read_whole
from mapsvc.geoparse.nearness import NEAR_KM, Nearness, apart_km, is_located, measure_nearness
from mapsvc.model.usages import USAGES

#: A prediction that says so much is held to it.
CONFIDENT = 0.95
_TYPES = frozenset({"place", "date", "trap"})
Record = Mapping[str, Any]


@dataclass(frozen=True)
class Score:
    """How many were right, of how many predicted and of how many that there are."""

    right: int
    predicted: int
    gold: int

    @property
    def precision(self) -> float:
        """Share of the predictions that are right."""
        return self.right / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """Share of the gold that was found."""
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        total = self.predicted + self.gold
        return 2 * self.right / total if total else 0.0

    def as_dict(self) -> dict[str, float | int]:
        """Return the figures by name, shares to four decimals."""
        return {
            "precision": round(self.precision, 4),
            "recall": round(self.recall, 4),
            "f1": round(self.f1, 4),
            "right": self.right,
            "predicted": self.predicted,
            "gold": self.gold,
        }


@dataclass
class Evaluation:
    """
    The figures of an evaluation.

    Attributes
    ----------
    exact, overlapping
        Places whose span is the same, or shares a character.
    usage
        By usage, over exactly matched spans; `usage_macro_f1` is their mean.
    nearness
        How near the places were put.
    dates, date_values
        Spans, and the share of the matched dates whose Gregorian value is right.
    traps
        What looks like a place and is none: of all in the gold, those that a prediction took (`right`).
    confident
        Predicted places of at least `CONFIDENT`: those with the right span that lie within 161 km.
    """

    exact: Score
    overlapping: Score
    usage: dict[str, Score]
    nearness: Nearness
    dates: Score
    date_values: float
    traps: Score
    confident: Score
    missed: list[Record] = field(default_factory=list, repr=False)
    wrong: list[Record] = field(default_factory=list, repr=False)

    @property
    def usage_macro_f1(self) -> float:
        """Mean of the F1 of the usages that the gold has."""
        known = [score.f1 for score in self.usage.values() if score.gold]
        return mean(known) if known else 0.0

    @property
    def within_km(self) -> dict[int, float]:
        """Share of the matched places with a position that were put at most so far from it."""
        return self.nearness.within_km

    @property
    def distances_km(self) -> list[float]:
        """Distances of the matched places that were put somewhere."""
        return self.nearness.distances_km

    @property
    def unresolved(self) -> int:
        """How many matched places were put nowhere."""
        return self.nearness.unresolved

    def as_dict(self) -> dict[str, Any]:
        """Return every figure, as `mapsvc evaluate --json` writes it."""
        return {
            "places": {"exact": self.exact.as_dict(), "overlapping": self.overlapping.as_dict()},
            "usage": {name: score.as_dict() for name, score in self.usage.items()},
            "usage_macro_f1": round(self.usage_macro_f1, 4),
            "accuracy": {f"within_{km}_km": round(share, 4) for km, share in self.within_km.items()},
            "end_to_end": round(self.nearness.end_to_end, 4),
            "mean_km": round(mean(self.distances_km), 1) if self.distances_km else None,
            "median_km": round(median(self.distances_km), 1) if self.distances_km else None,
            "unresolved": self.unresolved,
            "dates": self.dates.as_dict(),
            "date_values": round(self.date_values, 4),
            "traps": {"taken": self.traps.right, "of": self.traps.gold, "share": round(self.traps.recall, 4)},
            "confident": {
                "right": self.confident.right,
                "of": self.confident.predicted,
                "share": round(self.confident.precision, 4),
            },
        }


def read_records(path: Path) -> list[Record]:
    """
    Read gold or predictions.

    Raises
    ------
    SchemaError
        If a line is no JSON object with `type`, `start` and `end`; the message names it.
    """
    records = []
    try:
        lines = read_whole(path, streams=True).decode("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        msg = f"{path.name!r} cannot be read: {error}"
        raise SchemaError(msg) from error
    for number, line in enumerate(lines, start=1):
        if line.strip():
            records.append(_record(line, f"{path.name!r}, line {number}"))
    return records


def _record(line: str, where: str) -> Record:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError) as error:
        msg = f"{where}: is no JSON: {error}"
        raise SchemaError(msg) from error
    fits = isinstance(record, dict) and record.get("type") in _TYPES
    if not fits or not all(isinstance(record.get(name), int) for name in ("start", "end")):
        msg = f"{where}: needs type 'place', 'date' or 'trap', and whole numbers start and end"
        raise SchemaError(msg)
    return dict(record)


def compare_mentions(gold: Sequence[Record], predictions: Sequence[Record]) -> Evaluation:
    """
    Compare predictions with the gold standard.

    Parameters
    ----------
    gold
        Records; one with `"optional": true` is neither missed nor wrong.
    predictions
        Records of the same text or texts; of several, both carry `file`.

    Returns
    -------
    report
        All figures; `missed` and `wrong` hold the records behind the exact ones.
    """
    places = _by_span(gold, "place", optional=False)
    optional = _by_span(gold, "place", optional=True)
    found = {span: record for span, record in _by_span(predictions, "place").items() if span not in optional}
    matched = places.keys() & found.keys()
    pairs = [(places[span], found[span]) for span in sorted(matched)]
    dates, date_values = _dates(gold, predictions)
    return Evaluation(
        exact=Score(len(matched), len(found), len(places)),
        overlapping=_overlapping(list(places), list(found)),
        usage=_usage(pairs),
        nearness=measure_nearness(pairs, list(places.values())),
        dates=dates,
        date_values=date_values,
        traps=_traps(_by_span(gold, "trap"), found.keys() - places.keys()),
        confident=_confident(places, found),
        missed=[places[span] for span in sorted(places.keys() - found.keys())],
        wrong=[found[span] for span in sorted(found.keys() - places.keys())],
    )


Span = tuple[str, int, int]


def _by_span(records: Iterable[Record], kind: str, *, optional: bool | None = None) -> dict[Span, Record]:
    return {
        (str(record.get("file", "")), record["start"], record["end"]): record
        for record in records
        if record["type"] == kind and (optional is None or bool(record.get("optional")) == optional)
    }


def _value(record: Record) -> str:
    return str(record.get("gregorian") or record.get("edtf") or "")


def _overlapping(gold: list[Span], found: list[Span]) -> Score:
    """Match each span at most once with one that shares a character, from left to right."""
    waiting = sorted(found)
    right = at = 0
    for file, start, end in sorted(gold):
        while at < len(waiting) and (waiting[at][0], waiting[at][2]) <= (file, start):
            at += 1
        if at < len(waiting) and waiting[at][0] == file and waiting[at][1] < end:
            right += 1
            at += 1
    return Score(right, len(found), len(gold))


def _usage(pairs: list[tuple[Record, Record]]) -> dict[str, Score]:
    known = [(gold["usage"], found.get("usage")) for gold, found in pairs if gold.get("usage") in USAGES]
    return {
        usage: Score(
            sum(gold == found == usage for gold, found in known),
            sum(found == usage for _, found in known),
            sum(gold == usage for gold, _ in known),
        )
        for usage in USAGES
    }


def _dates(gold: Sequence[Record], predictions: Sequence[Record]) -> tuple[Score, float]:
    dates = _by_span(gold, "date", optional=False)
    optional = _by_span(gold, "date", optional=True)
    found = {
        span: record for span, record in _by_span(predictions, "date").items() if not _touches(span, optional)
    } | {span: record for span, record in _by_span(predictions, "date").items() if span in dates}
    same = dates.keys() & found.keys()
    right = sum(_value(dates[span]) == _value(found[span]) for span in same)
    return Score(len(same), len(found), len(dates)), right / len(same) if same else 0.0


def _touches(span: Span, others: Iterable[Span]) -> bool:
    file, start, end = span
    return any(other == file and start < until and begin < end for other, begin, until in others)


def _traps(traps: Mapping[Span, Record], wrong: Iterable[Span]) -> Score:
    """Count the traps that share a character with a prediction that is no place of the gold."""
    wrong = list(wrong)
    return Score(sum(_touches(trap, wrong) for trap in traps), len(wrong), len(traps))


def _confident(places: Mapping[Span, Record], found: Mapping[Span, Record]) -> Score:
    sure = {span: record for span, record in found.items() if (record.get("score") or 0) >= CONFIDENT}
    right = sum(span in places and _is_near(places[span], record) for span, record in sure.items())
    return Score(right, len(sure), len(places))


def _is_near(gold: Record, found: Record) -> bool:
    if not is_located(gold):
        return True
    apart = apart_km(gold, found)
    return apart is not None and apart <= NEAR_KM


def format_report(report: Evaluation) -> str:
    """Write a report out as a table for a terminal."""
    rows = [("places, exact", report.exact), ("places, overlapping", report.overlapping)]
    rows += [(f"usage {name}", score) for name, score in report.usage.items()]
    rows.append(("dates, exact", report.dates))
    lines = [f"{'':22}{'P':>7}{'R':>7}{'F1':>7}{'right':>7}{'pred.':>7}{'gold':>7}"]
    lines += [
        f"{name:22}{score.precision:7.1%}{score.recall:7.1%}{score.f1:7.1%}{score.right:7}{score.predicted:7}{score.gold:7}"
        for name, score in rows
    ]
    figures = report.as_dict()
    lines.append(f"usage, macro F1       {report.usage_macro_f1:7.1%}")
    lines += [f"{f'accuracy @{km} km':22}{share:7.1%}" for km, share in report.within_km.items()]
    lines.append(f"end to end @161 km    {report.nearness.end_to_end:7.1%}")
    if report.distances_km:
        lines.append(f"distance              mean {figures['mean_km']} km, median {figures['median_km']} km")
    lines.append(f"date values right     {report.date_values:7.1%}")
    if report.traps.gold:
        lines.append(
            f"traps taken           {report.traps.recall:7.1%}  {report.traps.right} of {report.traps.gold}"
        )
    if report.confident.predicted:
        sure = report.confident
        lines.append(
            f"right of score ≥ {CONFIDENT:g} {sure.precision:7.1%}  {sure.right} of {sure.predicted}"
        )
    return "\n".join(lines)
