"""
Historical maps, made from texts and data, cited, dated and interactive.

`open_atlas()` is the Python door; `mapsvc serve` the web door.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mapsvc.doors import Atlas, find_mentions, open_atlas

__version__ = "0.1.0"
__all__ = ["Atlas", "__version__", "find_mentions", "open_atlas"]


def __getattr__(name: str) -> Any:
    """Open the door when somebody asks for it: the command line and the service have their own."""
    if name in __all__:
        return getattr(import_module("mapsvc.doors"), name)
    msg = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(msg)
