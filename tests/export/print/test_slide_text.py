"""Text in placeholders: language and direction of each run, and smaller only where it has no room."""

from __future__ import annotations

from typing import Any

import pytest
from pptx import Presentation
from pptx.enum.text import PP_ALIGN

from mapsvc.export.print.slide_text import filled_lines, fit_text, runs_leftwards, write_text
from mapsvc.model.text import Said
from mapsvc.resources import template_root


@pytest.fixture
def title() -> Any:
    deck = Presentation(str(template_root() / "export" / "slides.pptx"))
    return deck.slides.add_slide(deck.slide_layouts.get_by_name("Map")).shapes.title


def test_run_has_the_language_that_it_is_really_in(title: Any) -> None:
    write_text(title, [["Kars", Said("Карс", "ru"), Said("ᚠᚢᚦ", "gem")]], "tr")
    runs = title.text_frame.paragraphs[0].runs
    assert [run._r.rPr.get("lang") for run in runs] == ["tr-TR", "ru-RU", "gem"]


def test_line_from_right_to_left_runs_so(title: Any) -> None:
    write_text(title, [["قارص", "1921"]], "ar")
    (paragraph,) = title.text_frame.paragraphs
    assert paragraph._p.pPr.get("rtl") == "1"
    assert paragraph.alignment == PP_ALIGN.RIGHT
    assert runs_leftwards("قارص")
    assert not runs_leftwards("1921 Kars")


def test_text_is_smaller_by_what_it_lacks_and_no_more(title: Any) -> None:
    write_text(title, [["Short"]], "en")
    fit_text(title, "Short", 28, 1, bold=True)
    assert title.text_frame.paragraphs[0].runs[0].font.size is None
    long = "A title of so many words that no slide has a line for it in the letters of the master, none"
    assert filled_lines(long, 28, 11.6, bold=True) > 1
    title.text_frame.clear()
    write_text(title, [[long]], "en")
    fit_text(title, long, 28, 1, bold=True)
    size = title.text_frame.paragraphs[0].runs[0].font.size
    assert size is not None
    assert 14 <= size.pt < 28
    assert filled_lines(long, size.pt, 11.6, bold=True) <= 1 or size.pt == 14
