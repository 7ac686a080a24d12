"""Old maps that lie under the maps of an atlas: a scan, and where its points are on the earth."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Field
from pydantic.dataclasses import dataclass

from mapsvc.model.fields import RECORD, Edtf, FilledText, Slug
from mapsvc.model.records import Citation
from mapsvc.model.text import Text

#: How positions follow from the control points: a polynomial of the first, second or third degree, or a thin
#: plate that is bent through all of them.
TransformationName = Literal["polynomial-1", "polynomial-2", "polynomial-3", "thin-plate-spline"]
#: So many control points each needs at least.
LEAST_POINTS: dict[str, int] = {
    "polynomial-1": 3,
    "polynomial-2": 6,
    "polynomial-3": 10,
    "thin-plate-spline": 3,
}
#: More than anybody clicks; the spline is solved for all of them at once.
MOST_POINTS = 500
#: The plane in which most control points are laid: that of the tiles.
WEB_MERCATOR = "EPSG:3857"
MOST_LAT = 85.05
#: Where old maps of an atlas lie, and what the names of scans end in.
OLD_MAPS = "oldmaps"
SCAN_SUFFIXES = (".jpg", ".jpeg", ".png", ".webp", ".tif", ".tiff")


def _on_earth(at: tuple[float, float]) -> tuple[float, float]:
    lon, lat = at
    if not (-180 <= lon <= 180 and -MOST_LAT <= lat <= MOST_LAT):
        msg = f"[{lon:g}, {lat:g}] is no longitude and latitude that a map can show; write [41.5, 42.25]"
        raise ValueError(msg)
    return at


def _bounded(points: tuple[ControlPoint, ...]) -> tuple[ControlPoint, ...]:
    if len(points) > MOST_POINTS:
        msg = f"has {len(points)} control points; {MOST_POINTS} are the most, so keep the best"
        raise ValueError(msg)
    return points


#: Pixels from the left and from the top; 0, 0 is the corner of the first pixel.
Pixel = tuple[float, float]


@dataclass(frozen=True, config=RECORD)
class ControlPoint:
    """A point of the scan, and its longitude and latitude; `name` is what stands there, for people."""

    pixel: Pixel
    at: Annotated[tuple[float, float], AfterValidator(_on_earth)]
    name: FilledText | None = None


@dataclass(frozen=True, config=RECORD)
class OldMap:
    """
    A scanned map that can be laid under the maps of an atlas.

    Attributes
    ----------
    image
        Name of the scan, beside the file that says this.
    size
        Width and height in the pixels that `points` and `crop` count: those of the scan, or of another
        size of the same picture.
    transformation, points
        Where the scan lies; `points` is empty where `affine` says it.
    crs
        The plane in which it is laid; that of the tiles if not given.
    affine
        Of a scan that came with its place: `x = a·column + b·row + c`, `y = d·column + e·row + f` in `crs`.
    crop
        The corners of what is shown: the frame of the map, without the margins of the sheet.
    valid
        Maps of which days it may lie under; all if not given.
    shown
        Whether maps open with it; else readers choose it.
    opacity
        Of the scan when it is chosen, 0 to 1.
    maker, date
        Who drew it, and when.
    """

    id: Slug
    title: Text
    image: FilledText
    size: tuple[Annotated[int, Field(ge=1)], Annotated[int, Field(ge=1)]]
    transformation: TransformationName = "polynomial-1"
    points: Annotated[tuple[ControlPoint, ...], AfterValidator(_bounded)] = ()
    crs: FilledText = WEB_MERCATOR
    affine: tuple[float, float, float, float, float, float] | None = None
    crop: tuple[Pixel, ...] = ()
    valid: Edtf | None = None
    shown: bool = False
    opacity: Annotated[float, Field(ge=0.05, le=1)] = 0.8
    maker: FilledText | None = None
    date: Edtf | None = None
    licence: str = ""
    attribution: Text | None = None
    sources: tuple[Citation, ...] = ()

    @property
    def is_placed(self) -> bool:
        """Tell whether there is enough to say where it lies."""
        return self.affine is not None or len(self.points) >= LEAST_POINTS[self.transformation]


def is_made_tile(name: str) -> bool:
    """Tell whether a path within an atlas is that of a tile of an old map."""
    parts = name.split("/")
    return len(parts) == 6 and parts[0] == OLD_MAPS and name.endswith(".webp")
