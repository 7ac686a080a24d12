"""A map as one HTML file that carries all it needs."""

from __future__ import annotations

from collections.abc import Mapping

from mapsvc.export.job import ExportJob
from mapsvc.render.document import Colophon, render_document


def write_html(job: ExportJob) -> bytes:
    """
    Return the self-contained page of a map.

    The job's options may be those of every map, the `mode` of a comparison, and which `part` of a tour.

    Raises
    ------
    RequestError
        If an option has a wrong value; the message says what would do.
    """
    options = {name: str(value) for name, value in job.options.items() if name == "mode"}
    if job.part:
        options["part"] = job.part
    return page_of(job, options).encode()


def page_of(job: ExportJob, options: Mapping[str, str], *, bare: bool = False) -> str:
    """Return the self-contained page of a job's map; `bare` without the text beside it."""
    colophon = Colophon(
        name=str(job.key),
        told=job.telling,
        atlas_title=job.atlas.meta.title.in_(job.lang),
        digest=job.atlas.digest,
    )
    return render_document(job.map, colophon, job.stage(options), bare=bare)
