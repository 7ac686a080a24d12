"""A map as a slide, a tour as a deck: picture, real text, notes for who speaks, a link and its code."""

from __future__ import annotations

import datetime as dt
import io
import unicodedata
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.text import PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Inches, Length, Pt

from mapsvc.export.job import ExportJob
from mapsvc.export.print.pdf import alt_text, fitting
from mapsvc.export.print.pictures import options_of
from mapsvc.export.print.png import render_png_with_legend
from mapsvc.export.qr import qr_png
from mapsvc.language import translate
from mapsvc.model.telling import Telling
from mapsvc.render.picture.sheet import Sheet
from mapsvc.render.picture.svg_text import plain

_SLIDE_IN = (13.333, 7.5)
_MARGIN_IN, _TITLE_IN, _FOOT_IN = 0.35, 0.72, 0.66
_PICTURE_PX = 1920
_QR_IN = 0.62
#: One line of sources, as the notes have them whole, and two of credits, which must stand on the slide.
_MOST_SOURCES, _MOST_CREDITS = 190, 480
_FONT = "Noto Sans"
#: For Arabic and its like a font that office programmes have everywhere; East Asia as the theme has it.
_FONT_OF_SHAPED, _FONT_OF_EAST = "Arial", "+mn-ea"
#: Keeps the words of a date in their order within a title from right to left.
_LEFT_TO_RIGHT = "\u200e"
#: A file says when it was made; ours says the same each time, and ZIP knows no earlier day.
_EPOCH = dt.datetime(1980, 1, 1)
_INK, _ACCENT, _QUIET = map(RGBColor.from_string, ("16222B", "7D1519", "4A565E"))


@dataclass(frozen=True)
class _Box:
    """A rectangle of a slide in inches."""

    left: float
    top: float
    width: float
    height: float

    def emu(self) -> tuple[Length, Length, Length, Length]:
        """Return it as the library takes it."""
        return Inches(self.left), Inches(self.top), Inches(self.width), Inches(self.height)


def write_pptx(job: ExportJob) -> bytes:
    """Return a slide of a map, or a deck of a tour; the one option is `mode`, of a comparison."""
    options = options_of(job, "mode")
    deck = Presentation()
    deck.slide_width, deck.slide_height = (Inches(inches) for inches in _SLIDE_IN)
    jobs = list(job.slides())
    for slide_job in jobs:
        told = slide_job.telling
        slide = deck.slides.add_slide(deck.slide_layouts[5])  # title only: readers and outlines find it
        width, height = _SLIDE_IN
        across = width - 2 * _MARGIN_IN
        _write_title(slide, told, _Box(_MARGIN_IN, 0.14, across, _TITLE_IN - 0.14))
        area = _Box(_MARGIN_IN, _TITLE_IN + 0.06, across, height - _TITLE_IN - _FOOT_IN - 0.16)
        frame = Sheet(width=area.width * 96, height=area.height * 96)
        data, legend = render_png_with_legend(slide_job, replace(options, width=_PICTURE_PX), frame)
        picture = slide.shapes.add_picture(io.BytesIO(data), *area.emu())
        picture.name = "map"
        _describe(picture, alt_text(told.title, told.date, legend, slide_job.lang))
        _write_foot(slide, slide_job)
        _add_code(slide, slide_job)
        slide.notes_slide.notes_text_frame.text = "\n\n".join(_notes(slide_job, told))
    about = deck.core_properties
    about.title = _property(job.deck_title)
    about.author = about.last_modified_by = _property(job.atlas.meta.title.in_(job.lang))
    about.language = job.lang
    about.comments = _property(" · ".join(credit.text for credit in jobs[0].map.credits))
    about.created = about.modified = _EPOCH
    about.revision = 1
    out = io.BytesIO()
    deck.save(out)
    return _timeless(out.getvalue())


def _property(text: str) -> str:
    return fitting(plain(text), 250)  # the format's own limit is 255


def _write_title(slide: Any, told: Telling, box: _Box) -> None:
    title = slide.shapes.title
    title.left, title.top, title.width, title.height = box.emu()
    frame = title.text_frame
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    paragraph = frame.paragraphs[0]
    paragraph.alignment = 1
    size = 26 if len(told.title) + len(told.date) < 70 else 20
    _run(paragraph, told.title, size, _INK, bold=True)
    if told.date:
        run = _run(paragraph, f"   {told.date}", max(14, size - 10), _ACCENT)
        if _runs_leftwards(told.title) and not _runs_leftwards(told.date):
            run.text = f"   {_LEFT_TO_RIGHT}{plain(told.date)}{_LEFT_TO_RIGHT}"


def _write_foot(slide: Any, job: ExportJob) -> None:
    width, height = _SLIDE_IN
    room = width - 2 * _MARGIN_IN - (_QR_IN + 0.2 if job.address else 0)
    box = slide.shapes.add_textbox(*_Box(_MARGIN_IN, height - _FOOT_IN - 0.06, room, _FOOT_IN).emu())
    box.name = "credits"
    frame = box.text_frame
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    sources = job.source_line
    credits = " · ".join(dict.fromkeys(credit.text for credit in job.map.credits))
    told = [(sources, 8, _MOST_SOURCES), (credits, 7, _MOST_CREDITS)]
    lines = [line for line in told if line[0]]
    for index, (text, size, most) in enumerate(lines):
        paragraph = frame.paragraphs[0] if index == 0 else frame.add_paragraph()
        _run(paragraph, fitting(text, most), size, _QUIET)
    if job.address:
        paragraph = frame.add_paragraph() if lines else frame.paragraphs[0]
        run = _run(paragraph, f"{translate(job.lang, 'picture.link')}: {job.address}", 8, _ACCENT)
        run.hyperlink.address = job.address


def _run(paragraph: Any, text: str, size: float, colour: RGBColor, *, bold: bool = False) -> Any:
    run = paragraph.add_run()
    run.text = plain(text) if text.strip() == text else text[: len(text) - len(text.lstrip())] + plain(text)
    run.font.size, run.font.bold, run.font.name = Pt(size), bold, _FONT
    run.font.color.rgb = colour
    # Name fonts for letters that ours lacks, and the direction of a line that begins from right to
    # left.
    properties = run._r.get_or_add_rPr()
    # In the order of the format: after `latin`, before links.
    for name, font in (("cs", _FONT_OF_SHAPED), ("ea", _FONT_OF_EAST)):
        element = properties.makeelement(qn(f"a:{name}"), {"typeface": font})
        properties.find(qn("a:latin")).addnext(element)
    if paragraph.runs[0]._r is run._r and _runs_leftwards(run.text):
        paragraph._p.get_or_add_pPr().set("rtl", "1")
        paragraph.alignment = PP_ALIGN.RIGHT
    return run


def _runs_leftwards(text: str) -> bool:
    ways = map(unicodedata.bidirectional, text)
    return next((way for way in ways if way in {"L", "R", "AL"}), "L") != "L"


def _add_code(slide: Any, job: ExportJob) -> None:
    code = qr_png(job.address)
    if code is None:
        return
    width, height = _SLIDE_IN
    box = _Box(width - _MARGIN_IN - _QR_IN, height - _QR_IN - 0.04, _QR_IN, _QR_IN)
    picture = slide.shapes.add_picture(io.BytesIO(code), *box.emu())
    picture.name = "qr"
    picture.click_action.hyperlink.address = job.address
    _describe(picture, f"{translate(job.lang, 'picture.link')}: {job.address}")


def _describe(picture: Any, text: str) -> None:
    """Give a picture its text for who cannot see it."""
    picture._element._nvXxPr.cNvPr.set("descr", plain(text))


def _notes(job: ExportJob, told: Telling) -> Iterator[str]:
    """Yield the paragraphs of the notes: the story, who says what, the sources, the licences."""
    lang = job.lang
    yield plain(" · ".join(filter(None, (told.title, told.date))))
    yield from map(plain, told.told)
    if told.people:
        yield plain(f"{translate(lang, 'picture.people')}: {'; '.join(told.people)}")
    for head, text in (*told.dates, *told.parts):
        yield plain(f"{head}: {text}" if text else head)
    for dispute in told.disputes:
        yield plain(f"{translate(lang, 'event.disputed')}: {dispute.about}")
        for reading in dispute.readings:
            cites = "; ".join(cite.line for cite in reading.cites)
            yield plain(
                f"– {reading.by}: {reading.claim} [{reading.evidence.label}]{f' ({cites})' if cites else ''}"
            )
    if told.works:
        works = (f"– {plain(work.line)}" for work in told.works)
        yield "\n".join([f"{translate(lang, 'picture.sources')}:", *works])
    yield plain(
        f"{translate(lang, 'picture.licences')}: {' · '.join(credit.text for credit in job.map.credits)}"
    )
    if job.address:
        yield job.address


def _timeless(data: bytes) -> bytes:
    """Return a ZIP archive whose members all have the same time, in the order of their names."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as given, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        # The list of types leads, as readers of the format expect it.
        for name in sorted(given.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            member = zipfile.ZipInfo(name, _EPOCH.timetuple()[:6])
            member.compress_type, member.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            made.writestr(member, given.read(name))
    return out.getvalue()
