"""What folium's own elements ask of other hosts, out of the package instead: a map needs no network."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from mapsvc.render.assets import script_text
from mapsvc.templating import read_vendored

#: By a part of the address that an element links: our copies of it, in order; none for what the map has
#: already, or what no element of folium needs to work (Bootstrap would restyle the page).
_COPIES: Mapping[str, tuple[str, ...]] = {
    r"/leaflet\.(?:js|css)$": (),
    r"/bootstrap(?:\.bundle)?\.min\.(?:js|css)$": (),
    r"/jquery-ui(?:\.min)?\.(?:js|css)$": (),
    r"/jquery[-\d.]*(?:\.slim)?(?:\.min)?\.js$": ("jquery/jquery.min.js",),
    r"/leaflet\.awesome-markers\.js$": ("awesome-markers/leaflet.awesome-markers.min.js",),
    r"/leaflet\.awesome-markers\.css$": ("awesome-markers/leaflet.awesome-markers.css",),
    r"/leaflet\.awesome\.rotate\.min\.css$": (),
    r"/bootstrap-glyphicons\.css$": ("glyphicons/glyphicons.css",),
    r"/fontawesome-free@[\d.]+/css/all\.min\.css$": (
        "fontawesome/css/fontawesome.min.css", "fontawesome/css/solid.min.css",
        "fontawesome/css/regular.min.css", "fontawesome/css/brands.min.css",
    ),
    r"/leaflet\.markercluster\.js$": ("markercluster/leaflet.markercluster.js",),
    r"/MarkerCluster\.css$": ("markercluster/MarkerCluster.css",),
    r"/MarkerCluster\.Default\.css$": ("markercluster/MarkerCluster.Default.css",),
    r"/leaflet_heat\.min\.js$": ("heat/leaflet-heat.js",),
    r"/d3(?:\.min)?\.js$": ("d3/d3.min.js",),
}  # fmt: skip
#: What stands in the text of an element that needs one of them and leaves it to the map to link.
_TAKEN_FOR_GRANTED: Mapping[str, tuple[str, ...]] = {
    r"\$\(": ("jquery/jquery.min.js",),
    r"L\.AwesomeMarkers": (
        "awesome-markers/leaflet.awesome-markers.min.js", "awesome-markers/leaflet.awesome-markers.css",
    ),
    r"glyphicon": ("glyphicons/glyphicons.css",),
    r"""["'\s]fa[srb]?["'\s]|\bfa-[a-z]""": (
        "fontawesome/css/fontawesome.min.css", "fontawesome/css/solid.min.css",
    ),
    r"""["'\s]far["'\s]|fa-regular""": ("fontawesome/css/regular.min.css",),
    r"""["'\s]fab["'\s]|fa-brands""": ("fontawesome/css/brands.min.css",),
}  # fmt: skip
#: What a legend of geopandas asks of jQuery UI: it can be dragged there, and stays where it is here.
_UNDRAGGED = "window.jQuery && (jQuery.fn.draggable = jQuery.fn.draggable || function () { return this; });"
_FILE_OF_STYLE = re.compile(r"""url\((['"]?)([^'")]+)\1\)""")
#: Other forms of a font than the one that browsers of today take.
_OLD_FONT = re.compile(r"""(?:,|(?<=src:))url\([^)]*\.ttf\)\s*format\("truetype"\)""")
_SCRIPT_LINK = re.compile(r"""<script[^>]*\bsrc=["'](https?:[^"']+)["'][^>]*>\s*</script>""")
_STYLE_LINK = re.compile(r"""<link[^>]*\bhref=["'](https?:[^"']+)["'][^>]*>""")
_MEDIA = {"png": "image/png", "woff2": "font/woff2"}
#: The pin that Leaflet draws where a marker has no icon, as its options name the pictures.
_PIN = {"iconUrl": "marker-icon", "iconRetinaUrl": "marker-icon-2x", "shadowUrl": "marker-shadow"}
PIN_PICTURES = tuple(_PIN.values())


def pin_script(picture: Mapping[str, str]) -> str:
    """Return what tells Leaflet where its pin is: beside its style sheet, where it looks, is nothing here."""
    options = ",".join(f'{option}:"{picture[name]}"' for option, name in _PIN.items())
    return f'L.Icon.Default.imagePath="";L.Icon.Default.mergeOptions({{{options}}});'


def copies_of(address: str) -> tuple[str, ...] | None:
    """Return our copies of what lies at an address; nothing is known of any other."""
    path = address.partition("?")[0].partition("#")[0]
    return next((names for pattern, names in _COPIES.items() if re.search(pattern, path)), None)


def helpers_for(texts: Iterable[str]) -> Iterator[str]:
    """Yield the copies that some texts of elements need without linking them, each once."""
    whole = "\n".join(texts)
    found = (name for sign, names in _TAKEN_FOR_GRANTED.items() if re.search(sign, whole) for name in names)
    yield from dict.fromkeys(found)


def inlined(names: Iterable[str]) -> str:
    """Return copies as elements of a page."""
    return "\n".join(_element(name) for name in names)


def without_links(text: str) -> str:
    """Return the text of an element with copies in place of the links that it writes by itself."""

    def replace(found: re.Match[str]) -> str:
        copies = copies_of(found[1])
        return found[0] if copies is None else inlined(copies)

    return _STYLE_LINK.sub(replace, _SCRIPT_LINK.sub(replace, text))


def _element(name: str) -> str:
    text = read_vendored(f"folium/{name}").decode("utf-8")
    if name.endswith(".js"):
        after = _UNDRAGGED if name.startswith("jquery/") else ""
        return f"<script>{script_text(text)}{after}</script>"
    return f"<style>{_FILE_OF_STYLE.sub(lambda found: _data(name, found), _OLD_FONT.sub('', text))}</style>"


def _data(name: str, found: re.Match[Any]) -> str:
    target = found[2]
    if target.startswith(("data:", "#")):
        return str(found[0])
    parts = name.split("/")[:-1]
    for step in target.split("/"):
        parts = parts[:-1] if step == ".." else [*parts, step]
    path = "/".join(parts)
    data = base64.b64encode(read_vendored(f"folium/{path}")).decode()
    return f"url(data:{_MEDIA[path.rsplit('.', 1)[-1]]};base64,{data})"
