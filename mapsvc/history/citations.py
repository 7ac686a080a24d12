"""Citations as one line of text, for table columns and map credits."""

from __future__ import annotations

from collections.abc import Iterable

from mapsvc.atlas.store import Store
from mapsvc.language import interface_of, translate
from mapsvc.model.records import LINES, Citation


def format_citations(atlas: Store, citations: Iterable[Citation], lang: str) -> str:
    """Return citations as `"Carr 1989: 74; Sarı 2017: 1078"`, in the order given."""
    return "; ".join(format_citation(atlas, citation, lang) for citation in citations)


def format_citation(atlas: Store, citation: Citation, lang: str) -> str:
    """
    Return one citation, the work's label and the place in it.

    Parameters
    ----------
    atlas
        Holds the work.
    citation
        The work, and where in it.
    lang
        One of the atlas's languages. Columns of tables, which have no language, take English.
    """
    label = atlas.sources[citation.source].label.in_(lang)
    where = locator_in(citation, lang)
    return f"{label}: {where}" if where else label


def locator_in(citation: Citation, lang: str) -> str | None:
    """Return where in the work, in a language: lines, which the atlas writes `l. 3`, are `satır 3`."""
    if not citation.locator or not citation.locator.startswith(LINES):
        return citation.locator
    return citation.locator if interface_of(lang) == "en" else lines_in(citation, lang)


def lines_in(citation: Citation, lang: str) -> str:
    """Return the lines of a text that a citation names, written out: `lines 3–5`."""
    return f"{translate(lang, 'event.lines')} {(citation.locator or '').removeprefix(LINES)}"
