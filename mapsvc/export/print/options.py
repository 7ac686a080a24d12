"""What may be chosen of a picture; anything else is an error that says what there is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from mapsvc.errors import RequestError
from mapsvc.render.picture.sheet import HALL
from mapsvc.scene.comparison_modes import MODES

#: Pixels of the layout, 96 to the inch, landscape; of a slide 13⅓ by 7½ inches.
PAPERS = {
    "a4": (297 * 96 / 25.4, 210 * 96 / 25.4),
    "a3": (420 * 96 / 25.4, 297 * 96 / 25.4),
    "16:9": (1280.0, 720.0),
}
#: How many times larger than at a desk letters are, by style: on a projector the last row reads them.
STYLES = {"projector": HALL, "desk": 1.0}
LEAST_WIDTH_PX, MOST_WIDTH_PX = 320, 3840


@dataclass(frozen=True, kw_only=True)
class PictureOptions:
    """
    Width in pixels if it was given, sheet, how a comparison is shown, and from where it is read.

    `style` is a key of `STYLES`; not given, a slide is for a hall and paper is not.
    """

    width: int | None = None
    paper: str = "16:9"
    mode: str = "overlay"
    style: str = ""

    @property
    def grown(self) -> float:
        """How many times larger than at a desk letters are."""
        return STYLES[self.style or ("projector" if self.paper == "16:9" else "desk")]


def read_picture_options(
    given: Mapping[str, Any], *, known: Iterable[str], paper: str = "16:9"
) -> PictureOptions:
    """
    Read the options of a picture.

    Parameters
    ----------
    given
        As texts or numbers.
    known
        Names that the format takes.
    paper
        The sheet if none is given.

    Raises
    ------
    RequestError
        If an option or its value is unknown; the message says which there are.
    """
    names = tuple(known)
    for name in given:
        if name not in names:
            msg = f"Unknown option {str(name)[:40]!r}; a picture takes {', '.join(names)}."
            raise RequestError(msg)
    return PictureOptions(
        width=_width(given["width"]) if "width" in given else None,
        paper=_one_of("paper", given.get("paper", paper), PAPERS),
        mode=_one_of("mode", given.get("mode", next(iter(MODES))), MODES),
        style=_one_of("style", given["style"], STYLES) if "style" in given else "",
    )


def _width(value: Any) -> int:
    text = str(value)
    if text.isascii() and text.isdigit() and len(text) < 6 and LEAST_WIDTH_PX <= int(text) <= MOST_WIDTH_PX:
        return int(text)
    msg = f"'width' is {text[:20]!r}; write a number of pixels from {LEAST_WIDTH_PX} to {MOST_WIDTH_PX}."
    raise RequestError(msg)


def _one_of(name: str, value: Any, known: Iterable[str]) -> str:
    names = list(known)
    text = str(value).lower()
    if text not in names:
        msg = f"{name!r} is {str(value)[:20]!r}; there are {', '.join(names)}."
        raise RequestError(msg)
    return text
