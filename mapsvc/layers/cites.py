"""Citations as one line of text, for table columns and map credits."""

from __future__ import annotations

from collections.abc import Iterable

from mapsvc.atlas.store import Atlas
from mapsvc.model.records import Citation


def format_citations(atlas: Atlas, citations: Iterable[Citation]) -> str:
    """Return citations as `"Carr 1989: 74; Sarı 2017: 1078"`, in the order given."""
    return "; ".join(format_citation(atlas, citation) for citation in citations)


def format_citation(atlas: Atlas, citation: Citation) -> str:
    """Return one citation, the work's label and the place in it."""
    label = atlas.sources[citation.source].label
    return f"{label}: {citation.locator}" if citation.locator else label
