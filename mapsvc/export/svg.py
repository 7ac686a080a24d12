"""A map as an SVG picture that carries its fonts and asks nothing of a network."""

from __future__ import annotations

import base64
import re
from functools import cache

from mapsvc.export.formats import ExportJob
from mapsvc.export.pictures import draw_job, options_of
from mapsvc.maps.picture import Frame
from mapsvc.templating import read_static

#: Web fonts by weight, slant and the letters for which each is carried.
_FACES = (
    ("latin-400-normal", "400", "normal", r"[A-Za-z]"),
    ("latin-700-normal", "700", "normal", r"[A-Za-z]"),
    ("latin-400-italic", "400", "italic", r"[A-Za-z]"),
    ("latin-extended-a-400-normal", "400", "normal", "[\u0100-\u024f\u0259\u018f]"),
    ("latin-extended-a-700-normal", "700", "normal", "[\u0100-\u024f\u0259\u018f]"),
    ("latin-extended-a-400-italic", "400", "italic", "[\u0100-\u024f\u0259\u018f]"),
    ("cyrillic-400-normal", "400", "normal", "[\u0400-\u04ff]"),
    ("cyrillic-700-normal", "700", "normal", "[\u0400-\u04ff]"),
    ("armenian-armenian-400-normal", "400", "normal", "[\u0530-\u058f]"),
    ("georgian-georgian-400-normal", "400", "normal", "[\u10a0-\u10ff]"),
)
_RANGES = {
    "latin": "U+0000-00FF,U+2000-206F,U+20AC,U+2122,U+2191,U+2193,U+2212,U+2215",
    "latin-extended": "U+0100-024F,U+0259,U+018F,U+20BA",
    "cyrillic": "U+0400-04FF",
    "armenian": "U+0530-058F",
    "georgian": "U+10A0-10FF",
}


def write_svg(job: ExportJob) -> bytes:
    """
    Return the picture of a map as SVG, its text as text.

    The options are `width` in pixels, `paper` (`16:9`, `a4`, `a3`) and, of a comparison, `mode`.
    """
    options = options_of(job, "width", "paper", "mode")
    picture = draw_job(job, options)
    shown = "".join(re.findall(r">([^<]+)<", picture.svg))
    sheet = "".join(_face(*face[:3]) for face in _FACES if re.search(face[3], shown))
    svg = picture.svg.replace("</title>", f"</title><style>{sheet}</style>", 1)
    if options.width:
        svg = _resized(svg, options.width, picture.frame)
    return svg.encode()


@cache
def _face(name: str, weight: str, slant: str) -> str:
    data = base64.b64encode(read_static(f"vendor/noto-sans/noto-sans-{name}.woff2")).decode()
    script = re.split(r"-(?=\d|a-\d|armenian-|georgian-)", name)[0]
    return (
        f"@font-face{{font-family:'Noto Sans';font-weight:{weight};font-style:{slant};"
        f"unicode-range:{_RANGES[script]};src:url(data:font/woff2;base64,{data}) format('woff2')}}"
    )


def _resized(svg: str, width: int, frame: Frame) -> str:
    """Return the document at another size; its layout stays."""
    height = round(width * frame.height / frame.width, 2)
    size = rf'\g<1>width="{width}" height="{height:g}"'
    return re.sub(r'(<svg [^>]*?)width="[\d.]+" height="[\d.]+"', size, svg, count=1)
