"""A map as one HTML document that carries all it needs."""

from __future__ import annotations

import html
import json
from pathlib import Path
from typing import Any

from markupsafe import Markup

from mapsvc.files import write_atomic
from mapsvc.maps import assets
from mapsvc.maps.addresses import CARRIED
from mapsvc.maps.event_map import EventMap
from mapsvc.maps.render import carried_files, render_shell
from mapsvc.maps.view import map_view
from mapsvc.templating import render, script_safe

_NOTEBOOK_HEIGHT_PX = 560


def render_document(event_map: EventMap) -> str:
    """Return a self-contained page: everything is inside, and the same map gives the same bytes."""
    shell = render_shell(event_map, CARRIED)
    files = carried_files(event_map.basemap, event_map, CARRIED)
    carried = json.dumps(files, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    context: dict[str, Any] = {
        "title": event_map.title,
        "when": {"text": event_map.caption},
        "map": map_view(event_map, shell, CARRIED),
        # Our own files, read from the package.
        "inline_css": Markup(assets.inline_stylesheets()),
        "inline_js": Markup(assets.inline_scripts()),
        "inline_data": script_safe(carried),
    }
    return render("export/map.html", event_map.lang, context)


def save_document(event_map: EventMap, path: Path) -> None:
    """Write the self-contained page; the file is replaced whole or left as it was."""
    write_atomic(path, render_document(event_map).encode())


def notebook_html(event_map: EventMap) -> str:
    """Return a frame with the self-contained page inside, as a notebook shows it."""
    page = html.escape(render_document(event_map), quote=True)
    title = html.escape(event_map.title, quote=True)
    return (
        f'<iframe title="{title}" srcdoc="{page}" sandbox="allow-scripts allow-popups" '
        f'style="width:100%;height:{_NOTEBOOK_HEIGHT_PX}px;border:0"></iframe>'
    )
