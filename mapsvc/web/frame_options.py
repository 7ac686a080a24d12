"""What the address of a map may ask for beside the map itself: view, layers, controls, legend."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import g, request

from mapsvc.errors import RequestError
from mapsvc.kinds import KINDS
from mapsvc.scene.framing import parse_view, split_view, with_layers, with_view
from mapsvc.web.tracking import refuse_options

if TYPE_CHECKING:
    from mapsvc.model.geometry import Bounds
    from mapsvc.model.scene import Scene

PREFIX = "/embed/"
#: What every embed takes.
FRAME_OPTIONS = ("lang", "view", "layers", "controls", "legend", "keys", "oldmap")
_SWITCH = {"0": False, "1": True}
#: Who has the keys after a click in a frame, if not the map first and the page around it then.
_KEYS = ("deck", "map")
#: Which old map lies under it, and how many percent of it are seen: `sheet-12,60`, or `none`.
_OLD_MAP = re.compile(r"[a-z0-9-]{1,63}(,(100|\d{1,2}))?", re.ASCII)


@dataclass(frozen=True)
class FrameRequest:
    """
    How a map is to be shown.

    Attributes
    ----------
    view
        West, south, east, north in degrees; nothing for the map's own.
    layers
        Ids of the layers to show; nothing for all.
    controls, legend
        Whether buttons and key are there. Credits always are.
    """

    view: Bounds | None = None
    layers: tuple[str, ...] | None = None
    controls: bool = True
    legend: bool = True

    def applied(self, scene: Scene) -> Scene:
        """Return the map with this view and these layers; `RequestError` if it lacks a layer."""
        return with_view(with_layers(scene, self.layers), self.view)


def allowed(section: str) -> tuple[str, ...]:
    """Return the options that an embed takes, by the first part of its map's name."""
    kind = KINDS.get(section)
    if kind is None:
        return FRAME_OPTIONS
    return (*(name for name in FRAME_OPTIONS if name not in kind.withheld), *kind.options)


def read_frame() -> None:
    """
    Keep what the address asks for in `g.frame`.

    An embed refuses what it does not know, so that a slip in a lecture's page is seen when it is made and
    not in the hall; a page takes a `view` and leaves everything else alone.

    Raises
    ------
    RequestError
        If an option is unknown, given twice, or has a wrong value; the message says what would do.
    """
    if not request.path.startswith(PREFIX):
        if "view" in request.args:
            g.frame = FrameRequest(view=_view())
        return
    section = request.path.removeprefix(PREFIX).partition("/")[0]
    names = allowed(section)
    refuse_options(request.args.lists(), names, "option", "embed")
    g.frame = frame_of_request()


def frame_of_request() -> FrameRequest:
    """Return the frame that a request asks for; `RequestError` if a value would not do."""
    layers = request.args.get("layers")
    keys = request.args.get("keys")
    if keys is not None and keys not in _KEYS:
        msg = f"'keys' is {keys[:20]!r}; it may be {' or '.join(_KEYS)}."
        raise RequestError(msg)
    old_map = request.args.get("oldmap")
    if old_map is not None and not _OLD_MAP.fullmatch(old_map):
        msg = f"'oldmap' is {old_map[:30]!r}; write an id and a percent, 'sheet,60', or 'none'."
        raise RequestError(msg)
    return FrameRequest(
        view=_view(),
        layers=None if layers is None else tuple(layers.split(",")),
        controls=_switch("controls"),
        legend=_switch("legend"),
    )


def current_frame() -> FrameRequest:
    """Return the frame of this request."""
    frame: FrameRequest = g.get("frame") or FrameRequest()
    return frame


def _view() -> Bounds | None:
    text = request.args.get("view")
    if text is None:
        return None
    name, box = split_view(text)
    # The view of a day has a name, which is part of the name of its map.
    if name and not box and _names_views():
        return None
    return parse_view(box if _names_views() else text)


def _names_views() -> bool:
    section = request.path.removeprefix("/embed").strip("/").partition("/")[0]
    return section in KINDS and KINDS[section].views


def _switch(name: str) -> bool:
    text = request.args.get(name, "1")
    if text not in _SWITCH:
        msg = f"{name!r} is {text[:20]!r}; it may be 0 or 1."
        raise RequestError(msg)
    return _SWITCH[text]
