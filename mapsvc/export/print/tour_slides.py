"""The steps of a tour as slides: which maps there are, and where each stands on the web."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from mapsvc.export.formats import ExportJob
from mapsvc.scene.keys import MapKey
from mapsvc.scene.made_tours import find_tour, split_step


def step_jobs(job: ExportJob) -> Iterator[ExportJob]:
    """Yield a job for each step of a tour, in order; the job of the tour may name any step."""
    tour_id, _ = split_step(job.key.id)
    for number in range(1, len(find_tour(job.atlas, tour_id).steps) + 1):
        yield replace(
            job, key=MapKey(job.key.kind, f"{tour_id}/{number}"), address=_address(job, tour_id, number)
        )


def deck_title(job: ExportJob) -> str:
    """Return title and subtitle of a tour."""
    tour = find_tour(job.atlas, split_step(job.key.id)[0])
    return " – ".join(filter(None, (tour.title.in_(job.lang), tour.subtitle.in_(job.lang))))


def _address(job: ExportJob, tour_id: str, number: int) -> str:
    """Return the address of a step, from that of the tour or of one of its steps."""
    address, query, rest = job.address.partition("?")
    if not address:
        return ""
    base = address.removesuffix(f"/{job.key.id}").removesuffix(f"/{tour_id}")
    return f"{base}/{tour_id}/{number}{query}{rest}"
