"""What a format is: name, suffix, media type, what may be chosen, and the function that writes it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Literal

from mapsvc.errors import MissingExtraError, RequestError

if TYPE_CHECKING:
    from mapsvc.atlas.store import Store
    from mapsvc.export.job import ExportJob

#: What one does with a file, in the order in which files are offered.
Group = Literal["file", "picture", "slide", "data"]

#: What any picture, slide or page knows of the map.
SHOWN = ("mode", "view", "layers")
#: What of a tour is meant: the step that is named, or all of it.
PARTS = ("step", "tour")


@dataclass(frozen=True)
class Format:
    """
    A format; a file of this room lists those that it makes as `FORMATS`.

    Attributes
    ----------
    writer
        Names its function from an `ExportJob` to bytes, `module:function`, loaded late: libraries that
        write files are heavy.
    group
        What one does with it.
    whole
        Names its function from an atlas and a language to the bytes of the whole atlas, if it has one.
    options
        What it knows beside the language, of `OPTIONS`.
    needs
        Name of a library that it needs and the package does not.
    """

    name: str
    suffix: str
    media_type: str
    writer: str
    group: Group
    options: tuple[str, ...] = ()
    whole: str = ""
    needs: str = ""

    @property
    def is_offered(self) -> bool:
        """Whether the library that it needs is installed; what is not is not offered."""
        return not self.needs or find_spec(self.needs) is not None

    def write(self, job: ExportJob) -> bytes:
        """
        Return the file; the same job gives the same bytes.

        Raises
        ------
        RequestError
            If the kind of map cannot be had in this format; the message says why.
        MissingExtraError
            If the library that the format needs is not installed; the message says which.
        """
        reason = job.kind.cannot.get(self.name)
        if reason:
            msg = f"{str(job.key)!r} cannot be had as {self.name}: {reason}"
            raise RequestError(msg)
        if not self.is_offered:
            msg = f"{self.name} needs {self.needs}; install it with: pip install {self.needs}"
            raise MissingExtraError(msg)
        data: bytes = _loaded(self.writer)(job)
        return data

    def write_atlas(self, atlas: Store, lang: str) -> bytes:
        """Return the whole atlas as one file, of a format that has a function for it."""
        data: bytes = _loaded(self.whole)(atlas, lang)
        return data


def _loaded(name: str) -> Callable[..., Any]:
    module, _, function = name.partition(":")
    found: Callable[..., Any] = getattr(import_module(module), function)
    return found


def _width(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 1 <= len(text) <= 5):
        msg = f"'width' is {text[:20]!r}; write a number of pixels such as 1920."
        raise RequestError(msg)
    return int(text)


def _view(text: str) -> Any:
    from mapsvc.scene.framing import (
        parse_view,  # geometry takes a while to import, and a list of formats none
    )

    return parse_view(text)


def _part(text: str) -> str:
    if text not in PARTS:
        msg = f"'part' is {text[:20]!r}; it may be {' or '.join(PARTS)}."
        raise RequestError(msg)
    return text


#: What some formats know: how its text is read. The format itself says which values it has.
OPTIONS: Mapping[str, Callable[[str], Any]] = {
    "width": _width,
    "paper": str,
    "style": str,
    "mode": str,
    "part": _part,
    "view": _view,
    "layers": lambda text: tuple(text.split(",")),
}


def read_options(format_: Format, given: Mapping[str, str]) -> dict[str, Any]:
    """
    Read the options of a format, given as texts.

    Raises
    ------
    RequestError
        If the format does not know one; the message says which it knows.
    """
    for name in given:
        if name not in format_.options:
            known = ", ".join(("lang", *format_.options))
            msg = f"unknown option {name[:40]!r}; {format_.name} takes {known}."
            raise RequestError(msg)
    return {name: OPTIONS[name](value) for name, value in given.items()}
