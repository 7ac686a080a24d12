"""A map as one HTML file that carries all it needs."""

from __future__ import annotations

from mapsvc.export.formats import ExportJob
from mapsvc.render.document import render_document
from mapsvc.render.stages import Origin


def write_html(job: ExportJob) -> bytes:
    """
    Return the self-contained page of a map.

    The job's options may be those of every map, and the `mode` of a comparison.

    Raises
    ------
    RequestError
        If an option has a wrong value; the message says what would do.
    """
    options = {name: str(value) for name, value in job.options.items() if name == "mode"}
    return render_document(job.map, Origin(job.atlas, job.key), options=options).encode()
