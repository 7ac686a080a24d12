"""A map as an SVG picture that carries its fonts and asks nothing of a network."""

from __future__ import annotations

import base64
import re
from functools import lru_cache

from mapsvc.export.job import ExportJob
from mapsvc.export.print.pictures import draw_job, options_of
from mapsvc.render.picture.letters import FAMILY
from mapsvc.render.web_fonts import WebFont, fonts_for
from mapsvc.templating import read_static


def write_svg(job: ExportJob) -> bytes:
    """
    Return the picture of a map as SVG, its text as text.

    The options are `width` in pixels, `paper` (`16:9`, `a4`, `a3`), `style` and, of a comparison, `mode`.
    """
    options = options_of(job, "width", "paper", "style", "mode")
    picture = draw_job(job, options, foreign_letters=True)
    shown = "".join(re.findall(r">([^<]+)<", picture.svg))
    sheet = "".join(map(_face, fonts_for(shown, FAMILY)))
    svg = picture.svg.replace("</title>", f"</title><style>{sheet}</style>", 1)
    if options.width:
        # The document at another size; its layout stays.
        height = round(options.width * picture.frame.height / picture.frame.width, 2)
        size = rf'\g<1>width="{options.width}" height="{height:g}"'
        svg = re.sub(r'(<svg [^>]*?)width="[\d.]+" height="[\d.]+"', size, svg, count=1)
    return svg.encode()


@lru_cache(maxsize=64)
def _face(font: WebFont) -> str:
    data = base64.b64encode(read_static(font.address)).decode()
    return (
        f"@font-face{{font-family:'{font.family}';font-weight:{font.weight};font-style:{font.style};"
        f"unicode-range:{font.ranges};src:url(data:font/woff2;base64,{data}) format('woff2')}}"
    )
