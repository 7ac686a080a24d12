"""Citations as one line of text, for table columns and map credits."""

from __future__ import annotations

import re
from collections.abc import Iterable

from mapsvc.atlas.store import Atlas
from mapsvc.model.records import Citation
from mapsvc.templating import translate

#: How the data names lines of the paper, in the language of its tables.
_LINES = re.compile(r"^l\. (?=\d)")


def format_citations(atlas: Atlas, citations: Iterable[Citation], lang: str = "en") -> str:
    """Return citations as `"Carr 1989: 74; Sarı 2017: 1078"`, in the order given."""
    return "; ".join(format_citation(atlas, citation, lang) for citation in citations)


def format_citation(atlas: Atlas, citation: Citation, lang: str = "en") -> str:
    """Return one citation, the work's label and the place in it."""
    label = atlas.sources[citation.source].label
    return f"{label}: {locator_in(citation.locator, lang)}" if citation.locator else label


def locator_in(locator: str, lang: str) -> str:
    """Return a place in a work as a text in a language has it: `"l. 347"` is `"satır 347"` in Turkish."""
    return locator if lang == "en" else _LINES.sub(f"{translate(lang, 'event.lines')} ", locator)
