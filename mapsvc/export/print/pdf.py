"""A map as a PDF: lines stay lines, text stays text, on a sheet to print or a slide."""

from __future__ import annotations

from mapsvc.export.job import ExportJob
from mapsvc.export.print.lettering import Lettering
from mapsvc.export.print.pictures import draw_job, options_of
from mapsvc.export.print.typesetting import set_pdf
from mapsvc.language import translate


def write_pdf(job: ExportJob) -> bytes:
    """
    Return the picture of a map as PDF.

    The options are `paper` (`a4`, `a3`, upright or broad as the map wants it; `16:9`), `style`
    (`projector`, as a slide is; `desk`, as paper is) and, of a comparison, `mode`.
    """
    picture = draw_job(job, options_of(job, "paper", "style", "mode", paper="a4"))
    told = job.telling
    credits = [credit.text for credit in job.map.credits]
    sources = job.source_line
    data = {
        "lang": job.lang,
        "title": told.title,
        "description": " ".join(filter(None, (told.date, *told.told[:1]))),
        "keywords": [
            text
            for text in (sources, f"{translate(job.lang, 'picture.licences')}: {'; '.join(credits)}")
            if text
        ],
        "author": job.atlas.meta.title.in_(job.lang),
        "width": picture.frame.size[0] * 0.75,
        "height": picture.frame.size[1] * 0.75,
        "alt": alt_text(told.title, told.date, picture.legend, job.lang),
    }
    return set_pdf("picture.typ", Lettering.of(job).write_all(data), {"map": picture.svg})


def fitting(text: str, most: int) -> str:
    """Return a text, or as many of its words as have room; where it is whole is told beside it."""
    return text if len(text) <= most else text[:most].rpartition(" ")[0] + " …"


def alt_text(title: str, when: str, legend: tuple[str, ...], lang: str) -> str:
    """Return what a map shows, for who cannot see it."""
    shown = translate(lang, "picture.alt").format(what=", ".join(filter(None, (title, when))))
    return f"{shown} {translate(lang, 'map.legend')}: {'; '.join(legend)}." if legend else shown
