"""
How good a geoparser is: found places and dates against a gold standard.

Both are JSON lines with the fields of `mapsvc geoparse --format jsonl`, so that any system can be measured.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import mean, median
from typing import Any

from mapsvc.errors import SchemaError
from mapsvc.files import read_whole
from mapsvc.model.fields import USAGES

WITHIN_KM = (10, 50, 161)
_EARTH_KM = 6371.0088
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
    within_km
        Share of the matched places with coordinates in the gold that were put at most so far from it; a place
        without coordinates counts as wrong. Half the radius of a region is not held against a prediction.
    dates, date_values
        Spans, and the share of the matched dates whose Gregorian value is right.
    """

    exact: Score
    overlapping: Score
    usage: dict[str, Score]
    within_km: dict[int, float]
    distances_km: list[float]
    unresolved: int
    dates: Score
    date_values: float
    missed: list[Record] = field(default_factory=list, repr=False)
    wrong: list[Record] = field(default_factory=list, repr=False)

    @property
    def usage_macro_f1(self) -> float:
        """Mean of the F1 of the usages that the gold has."""
        known = [score.f1 for score in self.usage.values() if score.gold]
        return mean(known) if known else 0.0

    def as_dict(self) -> dict[str, Any]:
        """Return every figure, as `mapsvc evaluate --json` writes it."""
        return {
            "places": {"exact": self.exact.as_dict(), "overlapping": self.overlapping.as_dict()},
            "usage": {name: score.as_dict() for name, score in self.usage.items()},
            "usage_macro_f1": round(self.usage_macro_f1, 4),
            "accuracy": {f"within_{km}_km": round(share, 4) for km, share in self.within_km.items()},
            "mean_km": round(mean(self.distances_km), 1) if self.distances_km else None,
            "median_km": round(median(self.distances_km), 1) if self.distances_km else None,
            "unresolved": self.unresolved,
            "dates": self.dates.as_dict(),
            "date_values": round(self.date_values, 4),
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
    fits = isinstance(record, dict) and record.get("type") in {"place", "date"}
    if not fits or not all(isinstance(record.get(name), int) for name in ("start", "end")):
        msg = f"{where}: needs type 'place' or 'date', and whole numbers start and end"
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
    distances, within, unresolved = _accuracy(pairs)
    dates, dated = _by_span(gold, "date", optional=False), _by_span(predictions, "date")
    same = dates.keys() & dated.keys()
    right = sum(_value(dates[span]) == _value(dated[span]) for span in same)
    return Evaluation(
        exact=Score(len(matched), len(found), len(places)),
        overlapping=_overlapping(list(places), list(found)),
        usage=_usage(pairs),
        within_km=within,
        distances_km=distances,
        unresolved=unresolved,
        dates=Score(len(same), len(dated), len(dates)),
        date_values=right / len(same) if same else 0.0,
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


def _accuracy(pairs: list[tuple[Record, Record]]) -> tuple[list[float], dict[int, float], int]:
    distances: list[float] = []
    unresolved = 0
    located = [
        (gold, found) for gold, found in pairs if gold.get("lon") is not None and gold.get("lat") is not None
    ]
    for gold, found in located:
        if found.get("lon") is None or found.get("lat") is None:
            unresolved += 1
            continue
        apart = great_circle_km(gold["lon"], gold["lat"], found["lon"], found["lat"])
        # What is not held against a prediction: a region has no one point.
        radius = float(gold.get("radius_km") or 0)
        distances.append(max(0.0, apart - (radius / 2 if radius > 20 else 0.0)))
    total = len(located)
    within = {km: sum(apart <= km for apart in distances) / total if total else 0.0 for km in WITHIN_KM}
    return distances, within, unresolved


def great_circle_km(lon: float, lat: float, other_lon: float, other_lat: float) -> float:
    """Return the distance of two points on a sphere of the Earth's mean radius."""
    first, second = math.radians(lat), math.radians(other_lat)
    across = math.sin(math.radians(other_lon - lon) / 2) ** 2
    part = math.sin((second - first) / 2) ** 2 + math.cos(first) * math.cos(second) * across
    return 2 * _EARTH_KM * math.asin(math.sqrt(min(1.0, part)))


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
    if report.distances_km:
        lines.append(f"distance              mean {figures['mean_km']} km, median {figures['median_km']} km")
    lines.append(f"date values right     {report.date_values:7.1%}")
    return "\n".join(lines)
