"""A handout for a lecture: the map, what happened, who says what, and the sources, on one or two pages."""

from __future__ import annotations

import base64
from typing import Any

from mapsvc.export.job import ExportJob
from mapsvc.export.print.lettering import Lettering
from mapsvc.export.print.pdf import alt_text, fitting
from mapsvc.export.print.pictures import draw_job, options_of
from mapsvc.export.print.typesetting import set_pdf
from mapsvc.export.qr import qr_png
from mapsvc.language import translate
from mapsvc.model.telling import ToldDispute
from mapsvc.render.picture.sheet import Sheet

#: The map on the page, in pixels of its layout: as broad as the text, letters as small as the text's.
_WIDTH_PX, _HEIGHT_PX = 860.0, 530.0
#: A day with thirty events or a treaty with fifteen articles fills pages: the rest is on the map's page.
_MOST_PARTS, _MOST_PART_LETTERS = 14, 420


def write_handout(job: ExportJob) -> bytes:
    """Return a handout on A4 in the language of the job; the one option is `mode`, of a comparison."""
    options = options_of(job, "mode", paper="a4")
    picture = draw_job(job, options, bare=True, frame=Sheet(width=_WIDTH_PX, height=_HEIGHT_PX))
    told, lang = job.telling, job.lang
    happened = job.kind.event(job.atlas, job.key.id) is not None
    # Where the atlas's texts tell of it, text by text.
    data = {
        "lang": lang,
        "author": job.atlas.meta.title.in_(lang),
        "title": told.title,
        "when": told.date,
        "dates": [list(pair) for pair in told.dates],
        "told": list(told.told),
        "people": list(told.people),
        "disputes": [_dispute(dispute) for dispute in told.disputes],
        "parts": [[head, fitting(text, _MOST_PART_LETTERS)] for head, text in told.parts[:_MOST_PARTS]],
        "more": max(0, len(told.parts) - _MOST_PARTS),
        "sources": [work.line for work in told.works],
        "paper": "; ".join(
            f"{text.title or translate(lang, 'event.in_text')}: {text.locator}" for text in told.texts
        ),
        "credits": [credit.text for credit in job.map.credits],
        "address": job.address,
        "qr": base64.b64encode(qr_png(job.address) or b"").decode(),
        "alt": alt_text(told.title, told.date, picture.legend, lang),
        "ratio": _HEIGHT_PX / _WIDTH_PX,
        "words": {
            "what": translate(lang, "event.what" if happened else "picture.told"),
            "who": translate(lang, "picture.people"),
            "disputed": translate(lang, "event.disputed"),
            "sources": translate(lang, "picture.sources"),
            "licences": translate(lang, "picture.licences"),
            "link": translate(lang, "picture.link"),
        },
    }
    return set_pdf("handout.typ", Lettering.of(job).write_all(data), {"map": picture.svg})


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
