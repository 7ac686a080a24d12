"""The bibliography of an atlas as CSL-JSON and as BibTeX."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from mapsvc.model.records import Source

#: Types of CSL that BibTeX has; it calls everything else `misc`.
_TYPES = {
    "article": "misc",
    "article-journal": "article",
    "article-newspaper": "article",
    "book": "book",
    "chapter": "incollection",
    "report": "techreport",
    "thesis": "phdthesis",
}
_FIELDS = {
    "title": "title",
    "container-title": "journal",
    "publisher": "publisher",
    "publisher-place": "address",
    "volume": "volume",
    "issue": "number",
    "page": "pages",
    "DOI": "doi",
    "ISBN": "isbn",
    "URL": "url",
    "language": "language",
    "note": "note",
}
_SPECIAL = re.compile(r"([{}&%$#_])")


def csl_json(sources: Iterable[Source]) -> str:
    """Return works as a CSL-JSON list, one a line."""
    lines = ",\n".join(json.dumps(source.csl, ensure_ascii=False) for source in sources)
    return f"[\n{lines}\n]\n"


def bibtex(sources: Iterable[Source]) -> str:
    """Return works as BibTeX, UTF-8, which biber and today's reference managers read."""
    return "\n".join(_entry(source) for source in sources)


def _entry(source: Source) -> str:
    item: Mapping[str, Any] = source.csl
    names = []
    for author in item.get("author", ()):
        if author.get("literal"):
            # Braces keep the name of an institution in one piece.
            names.append(f"{{{_escaped(author['literal'])}}}")
        else:
            parts = [author.get("family"), author.get("given")]
            names.append(", ".join(_escaped(part) for part in parts if part))
    values = {"author": " and ".join(names)}
    for name, field in _FIELDS.items():
        values[field] = _escaped(item[name], plain=field == "url") if item.get(name) else ""
    issued = (item.get("issued") or {}).get("date-parts") or [[]]
    values |= dict(zip(("year", "month", "day"), map(str, issued[0]), strict=False))
    lines = [f"  {field} = {{{value}}}" for field, value in values.items() if value]
    kind = _TYPES.get(str(item["type"]), "misc")
    return f"@{kind}{{{source.id},\n" + ",\n".join(lines) + "\n}\n"


def _escaped(value: object, *, plain: bool = False) -> str:
    """Return a text in which no sign is a command of TeX."""
    text = " ".join(str(value).split())
    if plain:
        return text.replace("{", "%7B").replace("}", "%7D")
    marked = text.replace("\\", "\0")
    return _SPECIAL.sub(r"\\\1", marked).replace("\0", r"\textbackslash{}")
