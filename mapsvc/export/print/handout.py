"""A handout for a lecture: each map with what happened, who says what, and the sources."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from mapsvc.export.job import ExportJob
from mapsvc.export.print.lettering import Lettering
from mapsvc.export.print.pdf import alt_text, fitting
from mapsvc.export.print.pictures import draw_job, options_of
from mapsvc.export.print.typesetting import set_pdf
from mapsvc.export.qr import qr_png
from mapsvc.language import translate
from mapsvc.model.telling import ToldDispute
from mapsvc.render.picture.sheet import Picture, Sheet

#: A map on the page, in pixels of its layout: as broad as the text, letters as small as the text's. Of many
#: two stand on a page with what is told of them.
_WIDTH_PX, _HEIGHT_PX, _HEIGHT_OF_MANY_PX = 860.0, 530.0, 390.0
#: A day with thirty events or a treaty with fifteen articles fills pages: the rest is on the map's page.
_MOST_PARTS, _MOST_PART_LETTERS = 14, 420


def write_handout(job: ExportJob) -> bytes:
    """
    Return a handout on A4 in the language of the job; the one option is `mode`, of a comparison.

    Of a tour it has every step: map, text and sources of each, and the works in full at the end.
    """
    options = options_of(job, "mode", paper="a4")
    jobs = list(job.slides())
    many = len(jobs) > 1
    height = _HEIGHT_OF_MANY_PX if many else _HEIGHT_PX
    steps, pictures = [], dict[str, str]()
    for number, shown in enumerate(jobs):
        picture = draw_job(shown, options, bare=True, frame=Sheet(width=_WIDTH_PX, height=height))
        pictures[f"map{number}"] = picture.svg
        steps.append(_told(shown, picture))
    data = {**_shared(job, jobs), "many": many, "steps": steps}
    return set_pdf("handout.typ", Lettering.of(job).write_all(data), pictures)


def _shared(job: ExportJob, jobs: Sequence[ExportJob]) -> dict[str, Any]:
    """Return what a handout says once, however many maps it has."""
    told, lang = job.telling, job.lang
    # A work that several steps rest on is told once, with all the places in it.
    cites = tuple(cite for shown in jobs for cite in shown.telling.cites)
    works = replace(told, cites=cites).works
    words = {
        "who": "picture.people",
        "disputed": "event.disputed",
        "sources": "picture.sources",
        "licences": "picture.licences",
        "link": "picture.link",
    }
    return {
        "lang": lang,
        "author": job.atlas.meta.title.in_(lang),
        "title": job.deck_title if len(jobs) > 1 else told.title,
        "stations": [list(account) for account in job.kind.stations(job.atlas, job.key.id, lang)],
        "sources": [work.line for work in works],
        "paper": "; ".join(
            f"{text.title or translate(lang, 'event.in_text')}: {text.locator}" for text in told.texts
        ),
        "credits": list(dict.fromkeys(credit.text for shown in jobs for credit in shown.map.credits)),
        "address": job.address,
        "qr": base64.b64encode(qr_png(job.address) or b"").decode(),
        "words": {name: translate(lang, key) for name, key in words.items()},
    }


def _told(job: ExportJob, picture: Picture) -> dict[str, Any]:
    """Return what stands under a map."""
    told, lang = job.telling, job.lang
    happened = job.kind.event(job.atlas, job.key.id) is not None
    return {
        "title": told.title,
        "when": told.date,
        "dates": [list(pair) for pair in told.dates],
        "what": translate(lang, "event.what" if happened else "picture.told"),
        "told": list(told.told),
        "people": list(told.people),
        "disputes": [_dispute(dispute) for dispute in told.disputes],
        "parts": [[head, fitting(text, _MOST_PART_LETTERS)] for head, text in told.parts[:_MOST_PARTS]],
        "more": max(0, len(told.parts) - _MOST_PARTS),
        "source_line": told.source_line,
        "alt": alt_text(told.title, told.date, picture.legend, lang),
    }


def _dispute(dispute: ToldDispute) -> dict[str, Any]:
    return {
        "about": dispute.about,
        "readings": [
            {
                "by": reading.by,
                "claim": reading.claim,
                "evidence": reading.evidence.label,
                "cites": "; ".join(cite.line for cite in reading.cites),
            }
            for reading in dispute.readings
        ],
    }
