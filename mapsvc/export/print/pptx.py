"""A map as a slide, a tour as a deck: pictures and text in a master that a lecturer can change, and notes."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from copy import deepcopy
from dataclasses import replace
from typing import Any

from pptx import Presentation

from mapsvc.export.job import ExportJob
from mapsvc.export.print.options import PictureOptions
from mapsvc.export.print.pdf import alt_text, fitting
from mapsvc.export.print.pictures import draw_job, drawing_of, options_of
from mapsvc.export.print.raster import Drawing, painted_photos
from mapsvc.export.print.slide_text import filled_lines, fit_text, write_text
from mapsvc.export.qr import qr_png
from mapsvc.language import translate
from mapsvc.model.telling import Telling
from mapsvc.model.text import said_together
from mapsvc.render.picture.sheet import HALL, Sheet
from mapsvc.render.picture.svg_text import plain
from mapsvc.resources import template_root

_EMU_PER_IN = 914_400
#: Pixels of a picture for each inch: a slide is shown on 1920.
_PX_PER_IN = 144
#: Placeholders of the master, by the index that they have in it.
_SUBTITLE, _PICTURE, _CREDITS, _NUMBER, _TEXT = 10, 11, 12, 13, 1
#: Layouts of the master by name.
_OPENING, _MAP, _SENTENCE, _SOURCES = "Opening", "Map", "Map and sentence", "Sources"
#: Sizes of the master in points: by them is judged whether a text has room.
_TITLE_PT, _OPENING_PT, _DATE_PT, _SENTENCE_PT, _SOURCE_PT, _CREDIT_PT = 28, 40, 18, 16, 14, 9
#: Lines that have room: of an opening's title and a sentence.
_OPENING_LINES, _SENTENCE_LINES = 3, 2
#: Points: of a slide of sources, of a line there, and between two sources.
_SOURCES_PT, _LINE_PT, _GAP_PT = 430, 17, 5
_QR_IN, _QR_EDGE_IN = 0.84, 0.35
#: A file says when it was made; ours says the same each time, and ZIP knows no earlier day.
_EPOCH = dt.datetime(1980, 1, 1)
#: Names that are packed already.
_PICTURE_ENDS = (".jpg", ".jpeg", ".png")


def write_pptx(job: ExportJob) -> bytes:
    """
    Return a slide of a map, or a deck of a tour; the one option is `mode`, of a comparison.

    A deck opens with the tour's name and closes with its sources.
    """
    options = options_of(job, "mode")
    deck = Presentation(str(template_root() / "export" / "slides.pptx"))
    layouts = {layout.name: layout for layout in deck.slide_layouts}
    jobs = list(job.slides())
    if len(jobs) > 1:
        _add_opening(deck, layouts[_OPENING], job)
    chosen = [layouts[_layout_of(shown.telling)] for shown in jobs]
    pictures = _drawn(jobs, chosen, options)
    for shown, layout, (data, legend) in zip(jobs, chosen, pictures, strict=True):
        _add_map(deck, layout, shown, data=data, legend=legend)
    if len(jobs) > 1:
        _add_sources(deck, layouts[_SOURCES], jobs)
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


def _subtitle(told: Telling) -> str:
    """Return what stands below a title: the date, or in one sentence what the map shows."""
    return told.caption or told.date


def _layout_of(told: Telling) -> str:
    long = filled_lines(_subtitle(told), _DATE_PT, 11.6) > 1
    return _SENTENCE if long else _MAP


# ---- pictures --------------------------------------------------------------------------------------
def _drawn(
    jobs: Sequence[ExportJob], layouts: Sequence[Any], options: PictureOptions
) -> Iterator[tuple[bytes, tuple[str, ...]]]:
    """Yield the picture of each map as large as its placeholder, and the words of its legend."""
    legends: list[tuple[str, ...]] = []

    def drawings() -> Iterator[Drawing]:
        for job, layout in zip(jobs, layouts, strict=True):
            box = next(shape for shape in layout.placeholders if shape.placeholder_format.idx == _PICTURE)
            across, upright = box.width / _EMU_PER_IN, box.height / _EMU_PER_IN
            frame = Sheet(width=across * 96 / HALL, height=upright * 96 / HALL, grown=HALL)
            width = round(across * _PX_PER_IN)
            picture = draw_job(job, replace(options, width=width), bare=True, sharp=True, frame=frame)
            legends.append(picture.legend)
            yield drawing_of(picture)

    for index, data in enumerate(painted_photos(drawings(), many=len(jobs) > 1)):
        yield data, legends[index]


# ---- slides ----------------------------------------------------------------------------------------
def _add_opening(deck: Any, layout: Any, job: ExportJob) -> None:
    slide = deck.slides.add_slide(layout)
    write_text(slide.shapes.title, [[job.deck_title]], job.lang)
    fit_text(slide.shapes.title, job.deck_title, _OPENING_PT, _OPENING_LINES, bold=True)
    write_text(slide.placeholders[_TEXT], [[job.atlas.meta.title.in_(job.lang)]], job.lang)
    _add_number(slide, layout)
    _add_code(deck, slide, job)
    _write_notes(slide, [[job.deck_title], *([[job.address]] if job.address else ())], job.lang)


def _add_map(deck: Any, layout: Any, job: ExportJob, *, data: bytes, legend: tuple[str, ...]) -> None:
    slide, told = deck.slides.add_slide(layout), job.telling
    places = slide.placeholders
    write_text(slide.shapes.title, [[told.title]], job.lang)
    fit_text(slide.shapes.title, told.title, _TITLE_PT, 1, bold=True)
    subtitle = _subtitle(told)
    sized = (_SENTENCE_PT, _SENTENCE_LINES) if layout.name == _SENTENCE else (_DATE_PT, 1)
    _write_or_drop(places[_SUBTITLE], subtitle, job.lang, sized)
    picture = places[_PICTURE].insert_picture(io.BytesIO(data))
    picture.name = "map"
    _describe(picture, alt_text(told.title, told.date, legend, job.lang))
    credits = " · ".join(dict.fromkeys(credit.text for credit in job.map.credits))
    places[_CREDITS].name = "credits"
    _write_or_drop(places[_CREDITS], _one_line(credits), job.lang, (_CREDIT_PT, 1))
    _add_number(slide, layout)
    _add_code(deck, slide, job)
    _write_notes(slide, _notes(job, told), job.lang)


def _one_line(text: str) -> str:
    """Return as much of the credits as one line holds; the notes have them whole."""
    room = 1 / max(filled_lines(text, _CREDIT_PT, 11.6), 1e-6)
    return text if room >= 1 else fitting(text, int(len(text) * room) - 3)


def _write_or_drop(shape: Any, text: str, lang: str, sized: tuple[float, int]) -> None:
    """Write a placeholder, or take it off the slide: an empty one asks to be filled."""
    if not text:
        shape._element.getparent().remove(shape._element)
        return
    write_text(shape, [[text]], lang)
    fit_text(shape, text, *sized)


def _add_sources(deck: Any, layout: Any, jobs: Sequence[ExportJob]) -> None:
    """Add what the deck rests on and whom its maps are owed to, on as many slides as that takes."""
    lang = jobs[0].lang
    cites = tuple(cite for job in jobs for cite in job.telling.cites)
    lines = [work.line for work in replace(jobs[0].telling, cites=cites).works]
    credits = dict.fromkeys(credit.text for job in jobs for credit in job.map.credits)
    lines.append(f"{translate(lang, 'picture.licences')}: {' · '.join(credits)}")
    for part in _pages(lines):
        slide = deck.slides.add_slide(layout)
        write_text(slide.shapes.title, [[translate(lang, "picture.sources")]], lang)
        write_text(slide.placeholders[_TEXT], [[line] for line in part], lang)
        _add_number(slide, layout)


def _pages(lines: Iterable[str]) -> Iterator[list[str]]:
    """Yield paragraphs by slide."""
    page, filled = list[str](), 0
    for line in lines:
        takes = (int(filled_lines(line, _SOURCE_PT, 12.6)) + 1) * _LINE_PT + _GAP_PT
        if page and filled + takes > _SOURCES_PT:
            yield page
            page, filled = [], 0
        page.append(line)
        filled += takes
    yield page


def _add_number(slide: Any, layout: Any) -> None:
    """Add the slide's number, which the library leaves in the layout."""
    for shape in layout.placeholders:
        if shape.placeholder_format.idx == _NUMBER:
            element = deepcopy(shape._element)
            # Place and letters stay those of the layout.
            for own in element.xpath("./p:spPr/* | ./p:txBody/a:lstStyle/*"):
                own.getparent().remove(own)
            slide.shapes._spTree.append(element)


def _add_code(deck: Any, slide: Any, job: ExportJob) -> None:
    """Add the code of the address for the phones of the hall, in the upper corner."""
    code = qr_png(job.address)
    if code is None:
        return
    side, edge = int(_QR_IN * _EMU_PER_IN), int(_QR_EDGE_IN * _EMU_PER_IN)
    left, top = deck.slide_width - edge - side, int(0.16 * _EMU_PER_IN)
    picture = slide.shapes.add_picture(io.BytesIO(code), left, top, side, side)
    picture.name = "qr"
    picture.click_action.hyperlink.address = job.address
    _describe(picture, f"{translate(job.lang, 'picture.link')}: {job.address}")


def _describe(picture: Any, text: str) -> None:
    """Give a picture its text for who cannot see it."""
    picture._element._nvXxPr.cNvPr.set("descr", plain(text))


# ---- notes -----------------------------------------------------------------------------------------
def _write_notes(slide: Any, parts: Iterable[list[str]], lang: str) -> None:
    """Write notes, a blank line between the parts; each line of one is a paragraph."""
    lines = [line for part in parts for line in ("", *part)][1:]
    write_text(slide.notes_slide.notes_placeholder, [[line] for line in lines], lang)


def _notes(job: ExportJob, told: Telling) -> Iterator[list[str]]:
    """Yield the parts of the notes: the story, who says what, the sources, the licences."""
    lang = job.lang
    yield [" · ".join(filter(None, (told.title, told.date)))]
    yield from ([text] for text in told.told)
    if told.people:
        yield [f"{translate(lang, 'picture.people')}: {'; '.join(told.people)}"]
    for head, text in (*told.dates, *told.parts):
        yield [said_together(f"{head}: {text}" if text else head, head)]
    yield from _disputes(told, lang)
    if told.works:
        yield [f"{translate(lang, 'picture.sources')}:", *(f"– {work.line}" for work in told.works)]
    yield [f"{translate(lang, 'picture.licences')}: {' · '.join(credit.text for credit in job.map.credits)}"]
    if job.address:
        yield [job.address]


def _disputes(told: Telling, lang: str) -> Iterator[list[str]]:
    for dispute in told.disputes:
        yield [f"{translate(lang, 'event.disputed')}: {dispute.about}"]
        for reading in dispute.readings:
            cites = "; ".join(cite.line for cite in reading.cites)
            grounds = f" [{reading.evidence.label}]{f' ({cites})' if cites else ''}"
            yield [f"– {reading.by}: {reading.claim}{grounds}"]


def _timeless(data: bytes) -> bytes:
    """Return a ZIP archive whose members all have the same time, in the order of their names."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as given, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        # The list of types leads, as readers of the format expect it.
        for name in sorted(given.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            member = zipfile.ZipInfo(name, _EPOCH.timetuple()[:6])
            packed = name.endswith(_PICTURE_ENDS)
            member.compress_type = zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED
            member.external_attr = 0o600 << 16
            made.writestr(member, given.read(name))
    return out.getvalue()
