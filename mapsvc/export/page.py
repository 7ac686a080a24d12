"""A map as one HTML file that carries all it needs."""

from __future__ import annotations

from mapsvc.export.formats import ExportJob
from mapsvc.maps.document import render_document
from mapsvc.maps.framing import parse_view, with_layers, with_view
from mapsvc.maps.stages import Origin


def write_html(job: ExportJob) -> bytes:
    """
    Return the self-contained page of a map.

    The job's options may be `view` (west,south,east,north), `layers` (ids with commas) and, for a
    comparison, `mode`.

    Raises
    ------
    RequestError
        If an option has a wrong value; the message says what would do.
    """
    options = {name: str(value) for name, value in job.options.items()}
    view = parse_view(options["view"]) if options.get("view") else None
    layers = options["layers"].split(",") if options.get("layers") else None
    event_map = with_view(with_layers(job.map, layers), view)
    return render_document(event_map, Origin(job.atlas, job.key), options=options).encode()
