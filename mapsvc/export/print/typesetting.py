"""Sets a PDF from a template of ours; texts and pictures reach it as data, never as markup."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from typing import Any

import typst

from mapsvc.errors import MapsvcError
from mapsvc.letters import legible
from mapsvc.render.picture.letters import font_folder
from mapsvc.render.picture.svg_text import plain
from mapsvc.resources import template_root


def set_pdf(template: str, data: Mapping[str, Any], pictures: Mapping[str, str]) -> bytes:
    """
    Set a PDF, tagged for readers who hear it (PDF/UA-1), with the bundled fonts and no other.

    Parameters
    ----------
    template
        Name of a `.typ` file under `templates/export/`.
    data
        What the template takes, as it goes into JSON.
    pictures
        SVG documents by name.

    Returns
    -------
    pdf
        The same input gives the same bytes: it carries no time.
    """
    source = (template_root() / "export" / template).read_bytes()
    texts = json.dumps(_plain(data), ensure_ascii=False)
    # Whoever sets texts has names for them; what is left cannot be set, and the standard wants all letters.
    inputs = {name: legible(text) for name, text in {"data": texts, **pictures}.items()}
    try:
        pdf = typst.compile(
            source, font_paths=_fonts(), ignore_system_fonts=True, sys_inputs=inputs, format="pdf",
            pdf_standards=["ua-1"], timestamp=0,
        )  # fmt: skip
    except typst.TypstError as error:
        msg = f"The PDF could not be set from {template!r}: {str(error)[:200]}"
        raise MapsvcError(msg) from error
    return bytes(pdf)


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return plain(value)
    if isinstance(value, Mapping):
        return {key: _plain(part) for key, part in value.items()}
    return [_plain(part) for part in value] if isinstance(value, list | tuple) else value


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(font_folder())]
    )
