"""PDFs are set from templates of ours with the bundled fonts; texts are data."""

from __future__ import annotations

import io

import pytest
from pypdf import PdfReader

from mapsvc.errors import MapsvcError
from mapsvc.export.print.typesetting import set_pdf

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="100" height="60"><rect width="100" height="60"/></svg>'
DATA = {
    "lang": "en", "title": 'A "#title" $x$ [y]', "description": "d", "keywords": ["k"], "author": "a",
    "width": 100, "height": 60, "alt": "What it shows",
}  # fmt: skip


def test_text_is_never_markup() -> None:
    pdf = set_pdf("picture.typ", DATA, {"map": SVG})
    information = PdfReader(io.BytesIO(pdf)).metadata
    assert information is not None
    assert information.title == DATA["title"]


def test_same_input_gives_the_same_bytes() -> None:
    assert set_pdf("picture.typ", DATA, {"map": SVG}) == set_pdf("picture.typ", DATA, {"map": SVG})


def test_what_cannot_be_set_is_one_error_of_ours() -> None:
    with pytest.raises(MapsvcError, match=r"could not be set from 'picture\.typ'"):
        set_pdf("picture.typ", {"lang": "en"}, {"map": SVG})
