"""What the map of a kind needs beside itself, when it stands in a file of its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Stage:
    """
    What a file's map brings beside map, key and credits.

    Attributes
    ----------
    template
        Has the blocks `figure` and `data` of `export/map.html`.
    styles, scripts
        Names under `templates/static/`, beyond those of every map.
    context
        What the template uses.
    files
        What the scripts load, by address; no other address can be had.
    drawn
        What the browser draws, if it is not what the map alone would give: its shapes may lie in `files`.
    note
        A sentence for the foot of the file, such as which days it carries.
    moves
        Whether the map moves on to other days than the one that the text speaks of.
    """

    template: str = "export/map.html"
    styles: tuple[str, ...] = ()
    scripts: tuple[str, ...] = ()
    context: Mapping[str, Any] = field(default_factory=dict)
    files: Mapping[str, Any] = field(default_factory=dict)
    drawn: Mapping[str, Any] | None = None
    note: str = ""
    moves: bool = False
