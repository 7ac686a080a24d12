"""Text on slides: in the placeholders of the master, each run in its language and direction."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import Any

from pptx.enum.text import PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Pt

from mapsvc.language import find_locale, regional_tag
from mapsvc.render.picture.letters import Style, text_width
from mapsvc.render.picture.svg_text import plain

#: Keeps the words of a date in their order within a line from right to left.
_LEFT_TO_RIGHT = "\u200e"
#: Smaller than this share of the master's size no line is set.
_LEAST_GROWN = 0.5
#: Letters that another programme puts in place of the master's are broader by this than those we measure by.
_BROADEST = 1.12


def write_text(shape: Any, paragraphs: Iterable[Iterable[str]], lang: str) -> None:
    """
    Write paragraphs of runs into a placeholder; letters and colours stay the master's.

    Parameters
    ----------
    shape
        The placeholder.
    paragraphs
        What each says, as runs; a run that knows its language is marked with it.
    lang
        Of the other runs.
    """
    frame = shape.text_frame
    for index, runs in enumerate(paragraphs):
        paragraph = frame.paragraphs[0] if index == 0 else frame.add_paragraph()
        _write_paragraph(paragraph, [run for run in runs if run], lang)


def _write_paragraph(paragraph: Any, runs: list[str], lang: str) -> None:
    leftwards = bool(runs) and runs_leftwards(runs[0])
    for index, text in enumerate(runs):
        run = paragraph.add_run()
        run.text = ("   " if index else "") + plain(text)
        if index and leftwards and not runs_leftwards(text):
            run.text = f"   {_LEFT_TO_RIGHT}{plain(text)}{_LEFT_TO_RIGHT}"
        said = getattr(text, "lang", None) or lang
        # Office programmes check spelling by language and country.
        run._r.get_or_add_rPr().set("lang", regional_tag(said) if find_locale(said) else said)
    if leftwards:
        paragraph._p.get_or_add_pPr().set("rtl", "1")
        paragraph.alignment = PP_ALIGN.RIGHT


def runs_leftwards(text: str) -> bool:
    """Tell whether a text begins in letters from right to left."""
    ways = map(unicodedata.bidirectional, text)
    return next((way for way in ways if way in {"L", "R", "AL"}), "L") != "L"


def filled_lines(text: str, size_pt: float, width_in: float, *, bold: bool = False) -> float:
    """Return how many lines of a breadth a text fills at most, in letters of a size; with a fraction."""
    style = Style(size=size_pt, face="Bold" if bold else "Regular")
    return text_width(text, style) * _BROADEST / (width_in * 72)


def fit_text(shape: Any, text: str, size_pt: float, lines: int, *, bold: bool = False) -> None:
    """Set a placeholder's text smaller by the share that its lines need; the master's size stays as it is."""
    filled = filled_lines(text, size_pt, shape.width / 914_400, bold=bold)
    # Lines end at words, so that the last part of each but one's own is lost.
    share = lines / (filled * (1.0 if lines == 1 else 1.07)) if filled else 1.0
    if share >= 1:
        return
    fit = shape.text_frame._txBody.find(qn("a:bodyPr"))
    for old in list(fit):
        fit.remove(old)
    scale = max(_LEAST_GROWN, share if lines == 1 else share**0.5)
    fit.append(fit.makeelement(qn("a:normAutofit"), {"fontScale": str(int(scale * 100) * 1000)}))
    for paragraph in shape.text_frame.paragraphs:
        for run in paragraph.runs:
            run.font.size = Pt(int(size_pt * scale * 2) / 2)
