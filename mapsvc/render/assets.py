"""What a page with a map loads, and the same as text for files that must carry everything."""

from __future__ import annotations

import base64
import re
from collections.abc import Sequence

from mapsvc.render.web_fonts import FONT_FACE, LATIN, STYLESHEET, fonts_for
from mapsvc.templating import read_static

#: In the order in which later ones overrule earlier ones.
STYLESHEETS = (STYLESHEET, "vendor/leaflet/leaflet.css", "css/map.css", "css/site.css")
LEAFLET = "vendor/leaflet/leaflet.js"
#: Our own, built from `ui/`: the `mapsvc` of every page with a map.
SCRIPT = "js/map.js"
#: Leaflet and our script under one address: a page with a map asks once.
SCRIPT_BUNDLE = "js/map-bundle.js"
#: Chromium compiles all functions of such a file beside the page, while it loads; else one by one as the map
#: is made, which took an eighth of the page's time.
COMPILE_NOW = "//# allFunctionsCalledOnLoad\n"
#: All style sheets under one address: each request that the first view waits for costs a turn.
STYLE_BUNDLE = "css/bundle.css"

_URL = re.compile(r"""url\((['"]?)([^'")]+)\1\)""")
_COMMENT = re.compile(r"/\*.*?\*/\n*", re.DOTALL)
_TYPES = {"woff2": "font/woff2", "png": "image/png", "svg": "image/svg+xml"}


def inline_stylesheets(letters: str = LATIN, *, more: Sequence[str] = ()) -> str:
    """
    Return all style sheets as one text, with the pictures and fonts they name inside.

    Parameters
    ----------
    letters
        All that the file may show: only fonts that draw one of them are carried. Letters that no font of
        ours has are the reader's own.
    more
        Style sheets beyond those of every page.
    """
    carried = frozenset(font.rule for font in fonts_for(letters))
    return "\n".join(_inline_urls(name, carried) for name in (*STYLESHEETS, *more))


def style_bundle() -> str:
    """Return all style sheets as one text for the folder `css/`, without what they say to us."""
    sheets = [_COMMENT.sub("", read_static(name).decode()) for name in STYLESHEETS]
    return "\n".join(sheets).replace("url(images/", "url(../vendor/leaflet/images/")


def script_bundle() -> str:
    """Return Leaflet and our script as one file."""
    return COMPILE_NOW + _joined(LEAFLET, SCRIPT)


def inline_scripts(*more: str) -> str:
    """Return Leaflet and our script, and `more` of them, as one text fit for a `<script>` element."""
    return script_text(_joined(LEAFLET, SCRIPT, *more))


def script_text(source: str) -> str:
    """Return a script of ours or of others fit to stand in a `<script>` element."""
    return source.replace("</script", "<\\/script")


def _joined(*names: str) -> str:
    source = "\n;\n".join(read_static(name).decode() for name in names)
    return source.replace("//# sourceMappingURL=leaflet.js.map", "")


def picture_address(name: str) -> str:
    """Return a picture of ours as an address that holds it."""
    suffix = name.rsplit(".", 1)[-1]
    return f"data:{_TYPES[suffix]};base64,{base64.b64encode(read_static(name)).decode()}"


def _inline_urls(name: str, carried: frozenset[str]) -> str:
    folder = name.rsplit("/", 1)[0]

    def replace(found: re.Match[str]) -> str:
        target = found[2]
        if target.startswith(("data:", "#")):
            return found[0]
        suffix = target.rsplit(".", 1)[-1]
        parts = folder.split("/")
        for step in target.split("/"):
            if step == "..":
                parts.pop()
            elif step != ".":
                parts.append(step)
        path = "/".join(parts)
        data = base64.b64encode(read_static(path)).decode()
        return f"url(data:{_TYPES.get(suffix, 'application/octet-stream')};base64,{data})"

    def face(found: re.Match[str]) -> str:
        """Keep a font that the file needs; without its rule, other scripts take the reader's own letters."""
        return found[0] if found[0] in carried else ""

    return _URL.sub(replace, FONT_FACE.sub(face, read_static(name).decode()))
