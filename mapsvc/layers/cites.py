"""Citations as one line of text, for table columns and map credits."""

from __future__ import annotations

from collections.abc import Iterable

from mapsvc.atlas.store import Atlas
from mapsvc.model.records import Citation


def format_citations(atlas: Atlas, citations: Iterable[Citation], lang: str) -> str:
    """Return citations as `"Carr 1989: 74; Sarı 2017: 1078"`, in the order given."""
    return "; ".join(format_citation(atlas, citation, lang) for citation in citations)


def format_citation(atlas: Atlas, citation: Citation, lang: str) -> str:
    """
    Return one citation, the work's label and the place in it.

    Parameters
    ----------
    atlas
        Holds the work.
    citation
        The work, and where in it.
    lang
        `"tr"` or `"en"`. Columns of tables, which have no language, take English.
    """
    label = atlas.sources[citation.source].label.in_(lang)
    where = citation.where(lang)
    return f"{label}: {where}" if where else label
