"""A corpus read on a Dask cluster whose machines see the same folders."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from mapsvc.errors import MissingExtraError, RequestError
from mapsvc.export.corpus.part import PartReport
from mapsvc.export.corpus.plan import CorpusPart
from mapsvc.export.corpus.run import Make, Runner

#: So long a scheduler may take to answer; so often a part goes to another worker when one is lost with it.
_PATIENCE, _RETRIES = "10s", 20


def run_on_cluster(address: str) -> Runner:
    """
    Return what runs parts on the workers of a cluster.

    Parameters
    ----------
    address
        Of its scheduler, `tcp://host:8786`.

    Returns
    -------
    run
        Each worker opens the gazetteer once; the part of a worker that is lost is given to another.

    Raises
    ------
    MissingExtraError
        If Dask is not installed.
    RequestError
        If no scheduler answers there.
    """
    distributed = _dask()

    def run(parts: Sequence[CorpusPart], make: Make) -> Iterator[PartReport]:
        with _connect(distributed, address) as client:
            waiting = {client.submit(_call, make, part, pure=False, retries=_RETRIES): part for part in parts}
            done = distributed.as_completed(list(waiting), raise_errors=False)
            for future in done:
                part = waiting.pop(future)
                if future.status == "error" and isinstance(future.exception(), distributed.KilledWorker):
                    again = client.submit(_call, make, part, pure=False, retries=_RETRIES)
                    waiting[again] = part
                    done.add(again)
                    continue
                report: PartReport = future.result()
                yield report

    return run


def _dask() -> Any:
    try:
        import distributed
    except ImportError as error:
        msg = "a cluster needs Dask; install it with: pip install distributed"
        raise MissingExtraError(msg) from error
    return distributed


def _connect(distributed: Any, address: str) -> Any:
    try:
        return distributed.Client(address, timeout=_PATIENCE)
    except (OSError, ValueError, TypeError) as error:
        msg = f"no scheduler answers at {address!r} ({str(error)[:120]}); start one with: dask scheduler"
        raise RequestError(msg) from error


def _call(make: Make, part: CorpusPart) -> PartReport:
    """Make a part on a worker; what makes it stays with the worker, so that it opens the gazetteer once."""
    worker = _dask().get_worker()
    if getattr(worker, "mapsvc_make", None) != make:
        worker.mapsvc_make = make
    report: PartReport = worker.mapsvc_make(part)
    return report
