"""Which form of an answer a programme takes: data, or a page."""

from __future__ import annotations

from werkzeug.datastructures import MIMEAccept
from werkzeug.http import parse_accept_header

JSON, GEOJSON, HTML = "application/json", "application/geo+json", "text/html"
#: Of the description of the API, and of what may be asked of its features.
OPENAPI, SCHEMA = "application/vnd.oai.openapi+json;version=3.0", "application/schema+json"


def wants_page(accepted: str) -> bool:
    """Tell whether a page is liked better than data, as by a browser; who does not care gets data."""
    return parse_accept_header(accepted, MIMEAccept).best_match([JSON, GEOJSON, SCHEMA, HTML]) == HTML
