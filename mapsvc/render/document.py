"""A map as one HTML document that carries all it needs."""

from __future__ import annotations

import html
import json
from base64 import b64encode
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from markupsafe import Markup

from mapsvc import __version__
from mapsvc.files import write_atomic
from mapsvc.language import translate
from mapsvc.model.scene import Scene
from mapsvc.render import assets
from mapsvc.render.addresses import CARRIED
from mapsvc.render.map_view import map_view
from mapsvc.render.shell import carried_files, render_shell
from mapsvc.render.stages import Origin, stage_of
from mapsvc.scene.about import LICENCES, About, about_map, licences_of
from mapsvc.templating import render, script_safe

_NOTEBOOK_HEIGHT_PX = 560
#: Words of the browser code that stand in no template of the file.
_ALWAYS_SHOWN = "0123456789°′″×−±→←✕·…–—()[]/%"


def render_document(
    scene: Scene,
    origin: Origin | None = None,
    *,
    options: Mapping[str, str] | None = None,
    bare: bool = False,
) -> str:
    """
    Return a self-contained page: everything is inside, and the same map gives the same bytes.

    Parameters
    ----------
    scene
        What to show.
    origin
        The atlas and the map's name in it, for the text beside the map and for what its kind can do
        (swipe, days); without it the file has the map, its key, credits and list.
    options
        What only some kinds know, such as the `mode` of a comparison.
    bare
        Leave out the text, for a frame in a notebook.

    Raises
    ------
    RequestError
        If an option has a wrong value.
    """
    stage = stage_of(scene, origin, options or {})
    shell = render_shell(scene, CARRIED)
    files = carried_files(scene.basemap, scene, CARRIED) | dict(stage.files)
    shown = map_view(scene, shell, CARRIED)
    if stage.drawn is not None:
        shown["data"] = _inert(stage.drawn)
    scripts = Markup(assets.inline_scripts(*stage.scripts))
    context: dict[str, Any] = {
        "title": scene.title,
        "when": {"text": scene.caption},
        "bare": bare,
        "map": shown,
        "inline_js": scripts,
        "inline_data": _inert(files),
        "policy": _policy(str(scripts), str(shell.script)),
        "note": stage.note,
        # Where the day moves, the text says of which one it speaks.
        "told_of": scene.caption if origin and origin.key.kind == "day" else "",
        **_colophon(scene, origin),
        **stage.context,
    }
    # Rendered without its style sheets first: its letters say which fonts it needs.
    letters = render(stage.template, scene.lang, context | {"inline_css": "", "inline_js": ""})
    css = assets.inline_stylesheets(letters + _ALWAYS_SHOWN, more=stage.styles)
    # Our own files, read from the package.
    return render(stage.template, scene.lang, context | {"inline_css": Markup(css)})


def _inert(value: Any) -> Markup:
    """Return JSON that may stand inside a script element."""
    return script_safe(json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False))


def _policy(*scripts: str) -> str:
    """Return a content security policy: these scripts, what the file carries, and no address at all."""
    hashes = " ".join(f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'" for text in scripts)
    return (
        f"default-src 'none'; script-src {hashes}; style-src 'unsafe-inline'; "
        "img-src data: blob:; font-src data:; base-uri 'none'; form-action 'none'"
    )


def _colophon(scene: Scene, origin: Origin | None) -> dict[str, Any]:
    """Return the words beside the map and what the file says of itself."""
    lang = scene.lang
    about = about_map(origin.atlas, origin.key, lang) if origin else About()
    digest = origin.atlas.digest[:12] if origin else ""
    names = {address: name for name, address in LICENCES.items()}
    return {
        "about": about,
        "atlas_title": origin.atlas.meta.title.in_(lang) if origin else "",
        "map_name": str(origin.key) if origin else f"{scene.kind}/{scene.id}",
        "version": __version__,
        "digest": digest,
        "made": translate(lang, "document.made").format(version=__version__, digest=digest or "–"),
        "date": scene.date or (origin.key.id if origin and origin.key.kind == "day" else ""),
        "licences": [{"name": names[address], "href": address} for address in licences_of(scene)],
    }


def save_document(scene: Scene, path: Path, origin: Origin | None = None) -> None:
    """Write the self-contained page; the file is replaced whole or left as it was."""
    write_atomic(path, render_document(scene, origin).encode())


def notebook_html(scene: Scene, origin: Origin | None = None) -> str:
    """Return a frame with the self-contained page inside, as a notebook shows it."""
    page = html.escape(render_document(scene, origin, bare=True), quote=True)
    title = html.escape(scene.title, quote=True)
    return (
        f'<iframe title="{title}" srcdoc="{page}" sandbox="allow-scripts allow-popups" '
        f'style="width:100%;height:{_NOTEBOOK_HEIGHT_PX}px;border:0"></iframe>'
    )
