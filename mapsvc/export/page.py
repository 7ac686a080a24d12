"""A map as one HTML file that carries all it needs."""

from __future__ import annotations

from mapsvc.export.formats import ExportJob
from mapsvc.maps.document import render_document


def write_html(job: ExportJob) -> bytes:
    """Return the self-contained page of a map."""
    return render_document(job.map).encode()
