"""Maps to look at: a page in one file, pictures, a handout, slides."""

from __future__ import annotations

from mapsvc.export.formats.format import SHOWN, Format

_ROOM, _PICTURE = "mapsvc.export.print", ("width", "paper", "style", *SHOWN)
#: What can hold all of a tour knows which part of it is meant.
_ANY_PART = (*SHOWN, "part")
_SLIDES = "application/vnd.openxmlformats-officedocument.presentationml.presentation"

FORMATS = (
    Format("html", "html", "text/html; charset=utf-8", "mapsvc.export.page:write_html", "file", _ANY_PART),
    Format("scorm", "scorm.zip", "application/zip", "mapsvc.export.lms.scorm:write_scorm", "file", _ANY_PART),
    Format("png", "png", "image/png", f"{_ROOM}.png:write_png", "picture", _PICTURE),
    Format("svg", "svg", "image/svg+xml", f"{_ROOM}.svg:write_svg", "picture", _PICTURE),
    Format("pdf", "pdf", "application/pdf", f"{_ROOM}.pdf:write_pdf", "picture", ("paper", "style", *SHOWN)),
    Format(
        "handout", "handout.pdf", "application/pdf", f"{_ROOM}.handout:write_handout", "picture", _ANY_PART
    ),
    Format("pptx", "pptx", _SLIDES, f"{_ROOM}.pptx:write_pptx", "slide", _ANY_PART),
)
