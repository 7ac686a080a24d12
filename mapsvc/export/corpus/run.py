"""A corpus read by several processes into one folder, which a killed run leaves in a state to go on from."""

from __future__ import annotations

import json
import multiprocessing
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from pathlib import Path
from typing import Any

from mapsvc import __version__
from mapsvc.errors import MapsvcError, WriteError
from mapsvc.export.corpus.part import PartMaker, PartReport
from mapsvc.export.corpus.plan import CorpusDocument, CorpusPart, CorpusReading, plan_parts
from mapsvc.files import held_folder, make_folder, write_atomic

CORPUS_MANIFEST = "manifest.json"
#: A part whose process is killed is given to another so often.
_ATTEMPTS = 3

#: Makes a part; what is sent to the process that does.
Make = Callable[[CorpusPart], PartReport]
#: Runs parts and yields what became of them as they are done.
Runner = Callable[[Sequence[CorpusPart], Make], Iterator[PartReport]]


def write_corpus(
    documents: Sequence[CorpusDocument],
    folder: Path,
    reading: CorpusReading,
    run: Runner,
    *,
    resume: bool = False,
    step: Callable[[PartReport, int], None] = lambda report, size: None,
) -> list[PartReport]:
    """
    Read a corpus into a folder: a GeoParquet file a part, and `manifest.json` when all are done.

    Parameters
    ----------
    documents
        Of the corpus, sorted.
    folder
        Made where it is not there; without `resume` no corpus may lie in it.
    reading
        How they are read.
    run
        Which processes read them; the files do not depend on it.
    resume
        Whether parts are kept that the same documents, read in the same way, gave before.
    step
        Is told of each part that is done, and of the bytes of its documents.

    Returns
    -------
    reports
        In the order of the parts.

    Raises
    ------
    WriteError
        If something stands there already, another process writes there, or the disk is full; parts that are
        done stay.
    """
    make_folder(folder)
    parts = plan_parts(documents)
    with held_folder(folder):
        there = sorted(folder.glob("part-*.parquet"))
        if there and not resume:
            msg = f"a corpus stands in {str(folder)!r}; go on with it by --resume, or name another folder."
            raise WriteError(msg)
        sizes = {part.number: part.size for part in parts}
        reports = []
        # While it is not whole it has no manifest.
        (folder / CORPUS_MANIFEST).unlink(missing_ok=True)
        for report in run(parts, PartMaker(reading, reading.digest(), str(folder.resolve()), resume)):
            reports.append(report)
            step(report, sizes[report.number])
        reports.sort(key=lambda report: report.number)
        for stale in {*there} - {folder / report.file for report in reports}:
            stale.unlink(missing_ok=True)
        write_atomic(folder / CORPUS_MANIFEST, _manifest(reports, reading))
    return reports


def _manifest(reports: Sequence[PartReport], reading: CorpusReading) -> bytes:
    said: dict[str, Any] = {
        "mapsvc": __version__,
        "read": {"language": reading.language, "year": reading.year, "reasons": reading.lang},
        "documents": sum(report.documents for report in reports),
        "mentions": sum(report.mentions for report in reports),
        "left_out": [{"file": file, "why": why} for report in reports for file, why in report.left_out],
        "notes": [{"file": file, "note": note} for report in reports for file, note in report.notes],
        "parts": [
            {"file": r.file, "documents": r.documents, "mentions": r.mentions, "sha256": r.sha256}
            for r in reports
        ],
    }
    return json.dumps(said, ensure_ascii=False, indent=1).encode() + b"\n"


def run_here(jobs: int) -> Runner:
    """Return what runs parts on this machine, in so many processes; one is this one."""

    def run(parts: Sequence[CorpusPart], make: Make) -> Iterator[PartReport]:
        return map(make, parts) if jobs == 1 or len(parts) < 2 else _run_beside(parts, make, jobs)

    return run


@dataclass
class _Helper:
    """A process that reads parts, what is said to it, and the part it has in hand."""

    process: SpawnProcess
    pipe: Connection
    part: CorpusPart | None = None

    def give(self, part: CorpusPart) -> None:
        """Give it the next part; one that is killed meanwhile is found out when its answer is waited for."""
        self.part = part
        with suppress(OSError):
            self.pipe.send(part)


def _run_beside(parts: Sequence[CorpusPart], make: Make, jobs: int) -> Iterator[PartReport]:
    left, tries = [*reversed(parts)], {part.number: 0 for part in parts}
    readers: dict[Connection, _Helper] = {}
    try:
        while left or readers:
            while left and len(readers) < jobs:
                begun = _begin(make)
                readers[begun.pipe] = begun
                begun.give(left.pop())
            for pipe in wait(list(readers)):
                reader = readers[pipe]  # type: ignore[index]
                part = reader.part
                try:
                    answer = reader.pipe.recv()
                except (EOFError, OSError):
                    # Somebody killed it, such as a machine without memory left: another reads what it had.
                    del readers[reader.pipe]
                    if part is not None:
                        left.append(_tried(part, tries))
                    continue
                if isinstance(answer, MapsvcError):
                    raise answer
                if left:
                    reader.give(left.pop())
                else:
                    del readers[reader.pipe]
                    reader.pipe.close()
                yield answer
    finally:
        for reader in readers.values():
            reader.process.kill()
            reader.pipe.close()


def _tried(part: CorpusPart, tries: dict[int, int]) -> CorpusPart:
    tries[part.number] += 1
    if tries[part.number] == _ATTEMPTS:
        names = ", ".join(document.name for document in part.documents[:3])
        msg = (
            f"the process that reads {part.file_name} ({names}, …) is killed again and again, perhaps for "
            "want of memory; what is done is kept: go on by --resume with fewer --jobs."
        )
        raise WriteError(msg)
    return part


def _begin(make: Make) -> _Helper:
    # No copy of this process, whose libraries may have threads that a copy would wait for.
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=answer_parts, args=(theirs, make), daemon=True)
    process.start()
    theirs.close()
    return _Helper(process, ours)


def answer_parts(pipe: Connection, make: Make) -> None:
    """Read the parts that come through a pipe until whoever sends them is gone."""
    with suppress(EOFError, OSError, KeyboardInterrupt):
        while True:
            part = pipe.recv()
            try:
                answer: PartReport | MapsvcError = make(part)
            except MapsvcError as error:
                answer = error
            pipe.send(answer)
