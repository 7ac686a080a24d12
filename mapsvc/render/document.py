"""A map as one HTML document that carries all it needs."""

from __future__ import annotations

import html
from base64 import b64encode
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from markupsafe import Markup

from mapsvc import __version__
from mapsvc.language import translate
from mapsvc.model.scene import Scene
from mapsvc.model.telling import Telling
from mapsvc.render import assets
from mapsvc.render.addresses import CARRIED
from mapsvc.render.licences import LICENCES, licences_of
from mapsvc.render.map_view import map_view
from mapsvc.render.shell import carried_files, render_shell
from mapsvc.render.stage import Stage
from mapsvc.templating import render, script_json

_NOTEBOOK_HEIGHT_PX = 560
#: What lays old maps under a map, loaded where there are some.
OLD_MAP_SCRIPT, OLD_MAP_SHEET = "js/old-map.js", "css/old-map.css"
#: Words of the browser code that stand in no template of the file.
_ALWAYS_SHOWN = "0123456789°′″×−±→←✕·…–—()[]/%"


@dataclass(frozen=True, kw_only=True)
class Colophon:
    """
    What a file says beside its map.

    Attributes
    ----------
    name
        Of the map, `events/kars-treaty`.
    told
        What is told of it.
    atlas_title, digest
        Of the atlas that it comes from.
    """

    name: str
    told: Telling
    atlas_title: str
    digest: str


def render_document(scene: Scene, colophon: Colophon, stage: Stage, *, bare: bool = False) -> str:
    """
    Return a self-contained page: everything is inside, and the same map gives the same bytes.

    Parameters
    ----------
    scene
        What to show.
    colophon
        The text beside the map.
    stage
        What its kind can do (swipe, days).
    bare
        Leave out the text, for a frame in a notebook.
    """
    shell = render_shell(scene, CARRIED)
    files = carried_files(scene.basemap, scene, CARRIED) | dict(stage.files)
    shown = map_view(scene, shell, CARRIED)
    if stage.drawn is not None:
        shown["data"] = script_json(stage.drawn)
    old = bool(shown["old_maps"])
    scripts = Markup(assets.inline_scripts(*stage.scripts, *([OLD_MAP_SCRIPT] if old else ())))
    context: dict[str, Any] = {
        "title": scene.title,
        "when": {"text": scene.caption},
        "bare": bare,
        "map": shown,
        "inline_js": scripts,
        "inline_data": script_json(files),
        "policy": carried_policy(str(scripts), str(shell.script)),
        "note": stage.note,
        # Where the day moves, the text says of which one it speaks.
        "told_of": scene.caption if stage.moves else "",
        **_said(scene, colophon),
        **stage.context,
    }
    # Rendered without its style sheets first: its letters say which fonts it needs.
    letters = render(stage.template, scene.lang, context | {"inline_css": "", "inline_js": ""})
    css = assets.inline_stylesheets(
        letters + _ALWAYS_SHOWN, more=(*stage.styles, *([OLD_MAP_SHEET] if old else ()))
    )
    # Our own files, read from the package.
    return render(stage.template, scene.lang, context | {"inline_css": Markup(css)})


def carried_policy(*scripts: str) -> str:
    """Return a content security policy: these scripts, what the file carries, and no address at all."""
    hashes = " ".join(f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'" for text in scripts)
    return (
        f"default-src 'none'; script-src {hashes}; style-src 'unsafe-inline'; "
        "img-src data: blob:; font-src data:; base-uri 'none'; form-action 'none'"
    )


def _said(scene: Scene, colophon: Colophon) -> dict[str, Any]:
    """Return the words beside the map and what the file says of itself."""
    names = {address: name for name, address in LICENCES.items()}
    digest, when = colophon.digest[:12], colophon.told.when
    return {
        "told": colophon.told,
        "atlas_title": colophon.atlas_title,
        "map_name": colophon.name,
        "version": __version__,
        "digest": digest,
        "made": translate(scene.lang, "document.made").format(version=__version__, digest=digest or "–"),
        "date": scene.date.edtf if scene.date else (when and when.machine) or "",
        "licences": [{"name": names[address], "href": address} for address in licences_of(scene)],
    }


def notebook_html(title: str, document: str) -> str:
    """Return a frame with a self-contained page inside, as a notebook shows it."""
    page, name = html.escape(document, quote=True), html.escape(title, quote=True)
    return (
        f'<iframe title="{name}" srcdoc="{page}" sandbox="allow-scripts allow-popups" '
        f'style="width:100%;height:{_NOTEBOOK_HEIGHT_PX}px;border:0"></iframe>'
    )
