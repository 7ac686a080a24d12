"""What is printed as a source on pages, slides and handouts is what a scholar would print."""

from __future__ import annotations

import io
import re
import tomllib
from pathlib import Path

import pytest
from pptx import Presentation
from pypdf import PdfReader

import mapsvc
import mapsvc.atlas.checks.sources as checked
from mapsvc.export.formats import find_format
from mapsvc.export.print import pptx
from mapsvc.kinds import export_job, parse_map_key

HOSTS = tomllib.loads(Path(checked.__file__).with_name("hosts.toml").read_text("utf-8"))["hosts"]
#: What hosts that copy others are called.
COPIERS = {
    host.split(".")[-2]
    for host, why in HOSTS.items()
    if why in {"copy", "upload", "library", "fiction"} and len(host.split(".")[-2]) > 4
}
#: Names of such hosts, and words by which pages were described in place of a title.
NO_TITLES = re.compile(
    "|".join(
        [rf"\b{re.escape(name)}\b" for name in COPIERS]
        + [
            "Vikipedi",
            r"wiki (?:article|draft)",
            "viki maddesi",
            r"\(Scribd\)",
            "sandbox",
            "from memory",
            "hatırlan",
        ]
    ),
    re.IGNORECASE,
)


@pytest.mark.parametrize("lang", ["tr", "en", "az", "ru"])
def test_no_source_is_called_after_a_copy_of_it(atlas: mapsvc.Atlas, lang: str) -> None:
    told = {
        source.id: f"{source.label.in_(lang)} {source.full.in_(lang)}"
        for source in atlas.records.sources.values()
    }
    assert {key: text for key, text in told.items() if NO_TITLES.search(text)} == {}
    assert NO_TITLES.search("1913 İstanbul Protokolü (Vikipedi, Farsça)")
    assert NO_TITLES.search("Treaty of Kars, English and Russian text (Docslib)")


@pytest.mark.parametrize(
    ("name", "printed"),
    [
        ("borders/ankara-1921", "League of Nations Treaty Series"),
        ("borders/kars-1921", "Документы внешней политики СССР"),
        ("routes/bekir-sami-1920", "Kurtuluş Savaşı Günlüğü"),
    ],
)
def test_slide_and_handout_print_editions_and_say_what_is_not_verified(
    atlas: mapsvc.Atlas, monkeypatch: pytest.MonkeyPatch, name: str, printed: str
) -> None:
    monkeypatch.setattr(pptx, "_PX_PER_IN", 24)
    job = export_job(atlas.records, parse_map_key(atlas.records, name), "en", address="https://example.org/")
    (slide,) = Presentation(io.BytesIO(pptx.write_pptx(job))).slides
    notes = slide.notes_slide.notes_text_frame
    assert notes is not None
    texts = [notes.text, *(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)]
    handout = PdfReader(io.BytesIO(find_format("handout").write(job)))
    for text in ("\n".join(texts), " ".join(sheet.extract_text() for sheet in handout.pages)):
        read = " ".join(text.split())
        assert printed in read
        assert "Not verified." in read
        assert not NO_TITLES.search(read), NO_TITLES.search(read)
