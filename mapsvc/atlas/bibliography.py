"""CSL-JSON items read as sources with a short and a full reference."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mapsvc.model.records import Source


def read_source(item: Mapping[str, Any]) -> Source:
    """
    Make a source of a CSL-JSON item.

    Parameters
    ----------
    item
        An object with at least `id` and `type`.

    Returns
    -------
    source
        `label` as it stands in a text ("Carr 1989"), `full` as in a list of references.
    """
    authors = _authors(item)
    year = _year(item)
    title = str(item.get("title", ""))
    short = " & ".join(name.split(",")[0] for name in authors[:2]) + (" et al." if len(authors) > 2 else "")
    label = " ".join(part for part in (short or _shorten(title) or str(item["id"]), year) if part)
    parts = [
        ", ".join(authors),
        f"({year})" if year else "",
        title,
        str(item.get("container-title", "")),
        str(item.get("publisher", "")),
        str(item.get("note", "")),
    ]
    full = ". ".join(part.rstrip(".") for part in parts if part)
    url = item.get("URL")
    link = url if isinstance(url, str) and url.startswith(("http://", "https://")) else None
    return Source(
        id=str(item["id"]), label=label, full=f"{full}." if full else label, url=link, csl=dict(item)
    )


def _authors(item: Mapping[str, Any]) -> list[str]:
    names = []
    for author in item.get("author", ()):
        if "literal" in author:
            names.append(str(author["literal"]))
        elif "family" in author:
            names.append(", ".join(str(author[key]) for key in ("family", "given") if author.get(key)))
    return names


def _year(item: Mapping[str, Any]) -> str:
    issued = item.get("issued", {})
    parts = issued.get("date-parts") if isinstance(issued, Mapping) else None
    return str(parts[0][0]) if parts and parts[0] else ""


def _shorten(title: str) -> str:
    return title if len(title) <= 48 else title[:47].rstrip() + "…"
