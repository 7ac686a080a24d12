"""Maps to look at: a page in one file, pictures, a handout, slides."""

from __future__ import annotations

from mapsvc.export.formats.format import SHOWN, Format

_ROOM, _PICTURE = "mapsvc.export.print", ("width", "paper", "style", *SHOWN)
_SLIDES = "application/vnd.openxmlformats-officedocument.presentationml.presentation"

FORMATS = (
    Format("html", "html", "text/html; charset=utf-8", "mapsvc.export.page:write_html", "file", SHOWN),
    Format("png", "png", "image/png", f"{_ROOM}.png:write_png", "picture", _PICTURE),
    Format("svg", "svg", "image/svg+xml", f"{_ROOM}.svg:write_svg", "picture", _PICTURE),
    Format("pdf", "pdf", "application/pdf", f"{_ROOM}.pdf:write_pdf", "picture", ("paper", "style", *SHOWN)),
    Format("handout", "handout.pdf", "application/pdf", f"{_ROOM}.handout:write_handout", "picture", SHOWN),
    Format("pptx", "pptx", _SLIDES, f"{_ROOM}.pptx:write_pptx", "slide", SHOWN),
)
